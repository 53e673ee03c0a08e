// What is counted and measured in a stage: complaints, KPIs of its touchpoints, surveys.

function trendMark(direction, value, verdict) {
  if (!value) return null;
  return el("span", `trend verdict-${verdict}`, direction !== "unknown" && icon(direction), text("span", "", value));
}

function complaintRow(row) {
  const filled = el("i", "");
  filled.style.inlineSize = `${Math.min(1, Math.max(0, row.share)) * 100}%`;
  const bar = el("span", "bar", filled);
  bar.setAttribute("aria-hidden", "true");
  return el("li", "complaint",
    el("p", "pair", clamped("span", "strong", row.name, "row"), text("b", "count", row.count)),
    el("p", "pair small", bar, row.rate && text("span", "rate", row.rate), trendMark(row.trend, row.trend_text, row.verdict)));
}

function complaintsTile(complaints, words) {
  return tile("complaints", words.complaints, {
    total: complaints.total, freshness: complaints.freshness, message: complaints.message,
    rows: complaints.rows.map(complaintRow), more: complaints.more, words, list: "ol",
  });
}

function kpiRow(row, words) {
  const name = clamped("span", "strong", row.name, "row");
  name.title = [row.touchpoint, row.name, row.note].filter(Boolean).join(" · ");
  const status = el("span", `status status-${row.status}`, icon(row.status), text("span", "", row.status_word));
  const value = row.value === null ? null
    : el("p", "value-line", text("b", "value", row.value), row.unit && text("span", "small", row.unit));
  const against = row.target && row.value !== null
    ? text("span", "small", row.target) : row.note && clamped("span", "small", row.note, "row");
  const drawnSpark = row.spark.some((share) => share !== null) && sparkline(row.spark, row.spark_target, row.spark_label);
  return el("li", "kpi",
    el("p", "pair apart", name, row.freshness && freshnessMark(row.freshness, words)),
    el("div", "figures", value, el("p", "stack", status, against), drawnSpark));
}

function kpisTile(kpis, words) {
  return tile("kpis", words.kpis, {
    message: kpis.message, rows: kpis.rows.map((row) => kpiRow(row, words)), more: kpis.more, words,
  });
}

// The score as a point on its track, with the interval it may really lie in.
function scoreTrack(row) {
  const node = svg("svg", { viewBox: "0 0 100 20", class: "track", "aria-hidden": "true", preserveAspectRatio: "none" });
  node.append(svg("line", { x1: 0, x2: 100, y1: 10, y2: 10, class: "rail" }));
  if (row.low !== null && row.high !== null) {
    node.append(svg("line", { x1: row.low * 100, x2: row.high * 100, y1: 10, y2: 10, class: "interval" }));
  }
  node.append(svg("line", { x1: row.at * 100, x2: row.at * 100 + 0.01, y1: 10, y2: 10, class: "point" }));
  return node;
}

function surveyRow(row, words) {
  const name = clamped("span", "strong", row.name, "row");
  name.title = [row.name, row.method, row.note].filter(Boolean).join(" · ");
  const shape = VERDICT_SHAPES[row.verdict];
  const figures = row.score === null
    ? clamped("p", "small", row.note, "note")
    : el("div", "figures", text("b", "value", row.score), row.at !== null && scoreTrack(row));
  return el("li", "survey",
    el("p", "pair apart", name, row.freshness && freshnessMark(row.freshness, words)),
    figures,
    el("p", "pair small flow",
      row.n && text("span", "", row.n), row.interval && text("span", "", row.interval),
      row.method && text("span", "", row.method),
      row.change && el("span", `trend verdict-${row.verdict}`, shape && icon(shape), text("span", "", row.change))));
}

function surveysTile(surveys, words) {
  return tile("surveys", words.surveys, {
    message: surveys.message, rows: surveys.rows.map((row) => surveyRow(row, words)), more: surveys.more, words,
  });
}
