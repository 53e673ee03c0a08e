// Above and below the stages: whose room this is, which period it shows, and how true it is.

const MOST_NOTES = 3;

function selector(label, name, choices, wall) {
  const select = el("select", "");
  select.name = name;
  select.dataset.key = `choose:${name}`;
  for (const choice of choices) {
    const option = text("option", "", choice.label);
    option.value = choice.key;
    option.selected = choice.selected;
    select.append(option);
  }
  select.addEventListener("change", () => wall.choosePeriod());
  select.id = `wall-choose-${name}`;
  const caption = text("label", "", label);
  caption.htmlFor = select.id;
  return el("div", "selector", caption, select);
}

function drawHead(head, view, wall) {
  const { words, period } = view;
  const title = el("div", "title",
    el("h1", "", view.company && text("span", "company", view.company), clamped("span", "room", view.room_name, "one")),
    period.label && el("p", "period", text("span", "strong", period.label),
      period.compared_label && text("span", "", `${words.versus} ${period.compared_label}`)));
  const selectors = view.stages.length > 0 && el("div", "selectors",
    period.grains.length && selector(words.grain, "grain", period.grains, wall),
    period.periods.length && selector(words.period, "period", period.periods, wall),
    period.comparisons.length && selector(words.compared_with, "comparison", period.comparisons, wall));
  const demo = view.demo_note && text("p", "demo", view.demo_note);
  head.replaceChildren(...[title, demo, selectors].filter(Boolean));
}

function drawFoot(foot, view, lost) {
  const notes = view.notes.slice(0, MOST_NOTES).map((note) => clamped("li", "", note, "one"));
  const beyond = view.notes.slice(MOST_NOTES);
  if (beyond.length) {
    const rest = text("li", "rest", moreText(view.words, beyond.length));
    rest.title = beyond.map(drawn).join("\n");
    notes.push(rest);
  }
  const lostContact = lost && clamped("p", "lost-contact", lost, "one");
  if (lostContact) lostContact.setAttribute("role", "status");
  foot.replaceChildren(...[
    lostContact,
    el("ul", "notes", ...notes),
    view.as_of && text("p", "as-of", view.as_of)].filter(Boolean));
}

function firstSteps(view) {
  const steps = view.first_steps.map((step) =>
    el("li", "", clamped("h2", "", step.title, "step"), clamped("p", "", step.detail, "step")));
  return el("ol", "first-steps", ...steps);
}
