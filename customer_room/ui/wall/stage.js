// One column: what is read from across the room. Name, promise, health and the one number that matters.

const VERDICT_SHAPES = { better: "met", worse: "missed" };

function healthBlock(health) {
  return el("div", "health",
    el("p", `health-word level-${health.level}`, icon(health.level), clamped("span", "glance", health.word, "word")),
    clamped("p", "reason", health.reason, "reason"));
}

function headlineBlock(headline, words) {
  const value = headline.value !== null && el("p", "number-line",
    text("span", "number glance", headline.value), headline.unit && text("span", "unit", headline.unit));
  const shape = VERDICT_SHAPES[headline.verdict];
  const note = el("p", `note verdict-${headline.verdict}`, shape && icon(shape), clamped("span", "", headline.note, "note"));
  const stale = headline.stale && el("p", "fresh stale", icon("stale"), text("span", "", words.stale));
  return el("div", "headline", value, clamped("p", "number-label", headline.label, "label"), headline.note && note, stale);
}

// The name is the way into the stage, by key, touch or a voice that reads the page.
function openStageName(stage, wall) {
  const open = clamped("button", "open-stage", stage.name, "name");
  open.type = "button";
  open.dataset.key = `stage:${stage.id}`;
  open.addEventListener("click", () => wall.stagePage.open(stage.id));
  const name = el("h2", "name glance", open);
  name.id = `wall-stage-${stage.id}`;
  return name;
}

function stageColumn(stage, words, wall) {
  const name = openStageName(stage, wall);
  const column = el("section", `stage level-${stage.health.level}`,
    name,
    clamped("p", "promise", stage.promise, "promise"),
    healthBlock(stage.health),
    headlineBlock(stage.headline, words),
    artifactsTile(stage, words, wall),
    complaintsTile(stage.complaints, words),
    kpisTile(stage.kpis, words),
    surveysTile(stage.surveys, words),
    clipsTile(stage, words, wall),
    teamsTile(stage, words));
  column.setAttribute("aria-labelledby", name.id);
  return column;
}

// The frame of a tile, a group and no landmark (every stage has the same six): heading, its mark of freshness, then rows or the message that says what is missing.
function tile(kind, title, { total, freshness, message, rows, more, onRest, words, list = "ul" }) {
  const heading = text("h3", "tile-title", title);
  const rest = text(onRest ? "button" : "span", "rest", "");
  rest.dataset.beyond = String(more ?? 0);
  rest.hidden = true;
  if (onRest) rest.type = "button";
  rest.addEventListener("click", () => onRest?.());
  const fresh = freshness && freshnessMark(freshness, words);
  const head = total
    ? el("div", "tile-head", heading, fresh, el("p", "pair small total", clamped("span", "", total, "one"), rest))
    : el("div", "tile-head", heading, rest, fresh);
  const node = named(el("div", `tile ${kind}`, head), title);
  node.setAttribute("role", "group");
  if (!rows.length) {
    node.append(clamped("p", "message", message, "message"));
    return node;
  }
  const shown = el(list, "rows", ...rows);
  shown.dataset.kind = kind;
  node.append(shown);
  return node;
}

function freshnessMark(freshness, words) {
  if (!freshness.stale) return text("span", "fresh", freshness.text);
  return el("span", "fresh stale", icon("stale"), text("span", "", `${words.stale} · ${freshness.text}`));
}
