// The panels of a stage's page. Each shows what the column holds until the server's detail is there.

// The first hangs large, the others do when the panel has the page; until then the wall's small pictures, which the
// browser has, are sharp enough.
function artifactsPanel({ stage, words, wall, isLarge }) {
  const hung = (artifact, at) => (at === 0 || isLarge ? { ...artifact, thumbnail_url: artifact.image_url } : artifact);
  const cards = stage.artifacts.map((artifact, at) => artifactCard(hung(artifact, at), words, wall));
  return {
    title: words.artifacts, note: [stage.artifacts_freshness && freshnessMark(stage.artifacts_freshness, words)],
    nodes: [cards.length ? el("ul", "prints", ...cards) : text("p", "message", stage.artifacts_message)],
  };
}

function quote(row) {
  const said = el("blockquote", "quote");
  said.dir = "auto";
  said.textContent = row.text;
  const about = [row.category, row.source, row.dated].filter(Boolean).map((part) => text("span", "", part));
  return el("li", "", said, el("p", "pair small flow", ...about));
}

function pager(quotes, words, wall) {
  const button = (label, by, usable) => {
    const node = text("button", "turn", label);
    node.type = "button";
    node.dataset.key = `turn:${by}`;
    node.disabled = !usable;
    node.addEventListener("click", () => wall.stagePage.turn(by));
    return node;
  };
  return el("p", "pager", button(words.earlier, -1, quotes.earlier), text("span", "small", quotes.position),
    button(words.later, 1, quotes.later));
}

function quotesPanel({ stage, detail, words, wall }) {
  const { complaints } = stage;
  const ranked = complaints.rows.length > 0 && el("ol", "rows", ...complaints.rows.map(complaintRow));
  const quotes = detail?.quotes;
  const missing = !ranked ? complaints.message : quotes ? quotes.message : words.coming;
  const said = quotes?.rows.length ? el("ul", "quotes", ...quotes.rows.map(quote)) : text("p", "message", missing);
  return {
    title: words.complaints,
    note: [complaints.total && text("span", "small", complaints.total), complaints.freshness && freshnessMark(complaints.freshness, words)],
    nodes: [ranked, said, quotes && quotes.rows.length > 0 && pager(quotes, words, wall)],
  };
}

function chartCard(chart, words) {
  const drawn = chart.figure ? plot(chart.figure, chart.summary) : null;
  return el("li", "chart",
    el("p", "pair apart", text("span", "strong", chart.title), chart.freshness && freshnessMark(chart.freshness, words)),
    el("p", "pair flow", chart.value && el("span", "value-line", text("b", "value", chart.value), chart.unit && text("span", "small", chart.unit)),
      el("span", `status status-${chart.status}`, icon(chart.status), text("span", "", chart.status_word)),
      chart.target && text("span", "small", chart.target), chart.detail && text("span", "small", chart.detail)),
    drawn);
}

function chartsPanel({ stage, detail, words }) {
  const rows = detail ? detail.charts.map((chart) => chartCard(chart, words)) : stage.kpis.rows.map((row) => kpiRow(row, words));
  const message = detail ? detail.charts_message : stage.kpis.message;
  return { title: words.kpis, nodes: [rows.length ? el("ul", "rows", ...rows) : text("p", "message", message)] };
}

function answerBar(answer) {
  const filled = el("i", "");
  filled.style.inlineSize = `${Math.min(1, Math.max(0, answer.share)) * 100}%`;
  const bar = el("span", "bar", filled);
  bar.setAttribute("aria-hidden", "true");
  return el("li", "answer", text("span", "answer-label", answer.label), bar, text("span", "count", answer.count));
}

function surveyDetail(survey, words) {
  const score = survey.score && el("p", "pair flow", text("b", "value", survey.score), text("span", "small", survey.interval),
    text("span", "small", survey.n), text("span", "small", survey.method));
  return el("li", "survey", text("p", "strong", survey.name), score, survey.note && text("p", "small", survey.note),
    survey.answers.length > 0 && el("ol", "answers", ...survey.answers.map(answerBar)),
    survey.trend?.figure && plot(survey.trend.figure, survey.trend.summary));
}

function surveysPanel({ stage, detail, words }) {
  const rows = detail ? detail.surveys.map((survey) => surveyDetail(survey, words)) : stage.surveys.rows.map((row) => surveyRow(row, words));
  const message = detail ? detail.surveys_message : stage.surveys.message;
  return { title: words.surveys, nodes: [rows.length ? el("ul", "rows", ...rows) : text("p", "message", message)] };
}

function spokenLine(clip, line, wall) {
  const button = el("button", "spoken", text("b", "speaker", line.speaker), text("span", "said", line.text));
  button.type = "button";
  button.dataset.key = `line:${clip.id}:${line.starts}`;
  button.dataset.starts = String(line.starts);
  button.addEventListener("click", () => wall.voice.playFrom(clip.id, line.starts));
  return el("li", "", button);
}

function clipsPanel({ stage, words, wall }) {
  const rows = stage.clips.map((clip) => {
    const row = clipRow(clip, words, wall);
    if (!row.dataset.clip) return row;
    row.append(text("p", "small", clip.shows), el("ol", "transcript", ...clip.lines.map((line) => spokenLine(clip, line, wall))));
    return row;
  });
  return {
    title: words.clips, note: [stage.clips_freshness && freshnessMark(stage.clips_freshness, words)],
    nodes: [rows.length ? el("ul", "rows", ...rows) : text("p", "message", stage.clips_message)],
  };
}

function teamStep(step) {
  return el("li", `step team-${step.status}`,
    el("p", "pair flow", el("span", "team-status", icon(step.status), text("span", "strong", step.status_word)), text("span", "small", step.dated)),
    (step.reason || step.by) && text("p", "", [step.reason, step.by].filter(Boolean).join(" · ")));
}

function teamDetail(team, words) {
  const told = (label, value) => value && el("p", "told", text("b", "", label), text("span", "", value));
  return el("div", "team-detail", told(words.problem, team.problem), told(words.promise, team.promise),
    el("ol", "steps", ...team.steps.map(teamStep)),
    el("ul", "people", ...team.people.map(([role, people]) => el("li", "", text("b", "small", role), text("span", "", people)))));
}

function teamsPanel({ stage, detail, words }) {
  const details = new Map((detail?.teams ?? []).map((team) => [team.id, team]));
  const rows = stage.teams.map((team) => {
    const known = details.get(team.id);
    const row = teamRow(known ? { ...team, promise: "" } : team, words);
    if (known) row.append(teamDetail(known, words));
    return row;
  });
  return {
    title: words.teams, note: [stage.teams_freshness && freshnessMark(stage.teams_freshness, words)],
    nodes: [rows.length ? el("ul", "rows", ...rows) : text("p", "message", stage.teams_message)],
  };
}
