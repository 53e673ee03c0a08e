// A stage from near: drawn at once from what its column holds, and whole when the server has sent the rest.

const PANELS = {
  artifacts: artifactsPanel, clips: clipsPanel, quotes: quotesPanel,
  teams: teamsPanel, charts: chartsPanel, surveys: surveysPanel,
};

class StagePage {
  constructor(dialog, wall) {
    this.dialog = dialog;
    this.wall = wall;
    this.id = null;
    this.page = 0;
    this.large = null;
    dialog.addEventListener("close", () => this.leave());
    dialog.addEventListener("cancel", (event) => this.onCancel(event));
  }

  get isOpen() {
    return this.id !== null;
  }

  get stage() {
    return this.view.stages.find((one) => one.id === this.id);
  }

  // What the server sent, if it belongs to what is open now and the column's own content is on the screen already.
  get detail() {
    const { sent } = this;
    if (this.isFresh) return null;
    return sent?.id === this.id && sent.quotes.page === this.page ? sent : null;
  }

  update(view, sent) {
    const first = !this.view;
    this.view = view;
    this.sent = sent;
    if (sent?.id === this.id && !sent.quotes.later) this.page = Math.min(this.page, sent.quotes.page);
    if (first && view.stages.some((one) => one.id === sent?.id)) this.open(sent.id, sent.quotes.page);
    if (!this.isOpen) return;
    if (this.stage) this.draw();
    else this.close();
  }

  open(id, page = 0) {
    if (id !== this.id) {
      this.forget();
      this.large = null;
    }
    this.id = id;
    this.page = page;
    this.showFirst();
    this.draw();
    if (!this.dialog.open) this.dialog.showModal();
    this.wall.choose();
  }

  showFirst() {
    this.isFresh = true;
    requestAnimationFrame(() => afterPaint(() => {
      this.isFresh = false;
      if (this.isOpen && this.detail) this.draw();
    }));
  }

  // Past the last stage, and before the first, is the wall: there it answers false and stays.
  step(by) {
    const next = this.view.stages[this.view.stages.indexOf(this.stage) + by];
    if (next) this.open(next.id);
    return Boolean(next);
  }

  // Gives one panel the whole page, and gives it back.
  toggle(number) {
    const name = Object.keys(PANELS)[number - 1];
    if (name) this.enlarge(this.large === name ? null : name);
    return Boolean(name);
  }

  onCancel(event) {
    if (!event.cancelable) return;
    event.preventDefault();
    if (this.large) this.enlarge(null);
    else this.close();
  }

  enlarge(name) {
    this.large = name;
    const body = this.dialog.querySelector(".deep-body");
    if (name) body.dataset.large = name;
    else delete body.dataset.large;
    for (const [part, panel] of this.panels) if (part.startsWith("panel:")) panel.classList.toggle("large", part === `panel:${name}`);
    for (const sized of ["artifacts", "charts", "surveys"]) this.panels.delete(sized);
    this.draw();
    this.panels.get(`panel:${name}`)?.focus();
  }

  turn(by) {
    this.open(this.id, this.page + by);
  }

  // At once: the event that tells of a closed dialog may come after the next key.
  close() {
    this.dialog.close();
    this.leave();
  }

  leave() {
    if (this.dialog.open || !this.isOpen) return;
    const left = this.id;
    this.id = null;
    this.page = 0;
    this.large = null;
    this.forget();
    this.wall.choose();
    this.wall.focusOn(`stage:${left}`);
  }

  forget() {
    this.panels = new Map();
    this.dialog.replaceChildren();
  }

  draw() {
    const { stage, view, detail } = this;
    if (!this.dialog.firstChild) {
      this.dialog.append(el("header", "deep-head"), el("div", "deep-body"));
      this.dialog.scrollTop = 0;
    }
    const [head, body] = this.dialog.children;
    named(this.dialog, stage.name);
    this.redraw("head", [stage.name, stage.health, stage.headline, view.period, view.words], () => this.drawHead(head));
    for (const [name, draw] of Object.entries(PANELS)) {
      const panel = this.panels.get(`panel:${name}`) ?? body.appendChild(el("section", `panel deep-${name}`));
      this.panels.set(`panel:${name}`, panel);
      const shown = { stage, detail, words: view.words, wall: this.wall, isLarge: this.large === name };
      this.redraw(name, [stage, detail, view.words], () => this.fill(panel, name, draw(shown)));
    }
    this.wall.voice.paint();
  }

  // Only what changed is drawn anew; what is being read keeps its place and its focus.
  redraw(part, shown, draw) {
    const now = JSON.stringify(shown);
    if (this.panels.get(part) === now) return;
    this.panels.set(part, now);
    const focused = this.wall.root.activeElement?.dataset.key;
    draw();
    if (focused && !this.dialog.contains(this.wall.root.activeElement)) this.wall.focusOn(focused, this.dialog);
  }

  fill(panel, name, { title, note, nodes }) {
    const at = panel.scrollTop;
    for (const node of nodes.flatMap((one) => [...(one?.querySelectorAll?.("[data-key]") ?? [])])) node.dataset.key = `deep:${node.dataset.key}`;
    panel.replaceChildren(
      el("div", "panel-head", text("h3", "tile-title", title), this.sizeButton(name, title), ...(note ?? [])), ...nodes.filter(Boolean));
    panel.scrollTop = at;
    panel.tabIndex = 0;
    named(panel, title);
  }

  drawHead(head) {
    const { stage, view } = this;
    const { words } = view;
    head.replaceChildren(
      el("div", "deep-name", text("h2", "name glance", stage.name), text("p", "promise", stage.promise)),
      healthBlock(stage.health),
      headlineBlock(stage.headline, words),
      el("div", "deep-side",
        el("p", "period", text("span", "strong", view.period.label), view.period.compared_label && text("span", "", `${words.versus} ${view.period.compared_label}`)),
        view.demo_note && text("p", "demo", view.demo_note)),
      el("div", "controls",
        control("deep", "previous", words.previous_stage, () => this.step(-1) || this.close()),
        control("deep", "next", words.next_stage, () => this.step(1) || this.close()),
        control("deep", "close", words.back, () => this.close())));
  }

  sizeButton(name, title) {
    const number = Object.keys(PANELS).indexOf(name) + 1;
    const button = named(text("button", "size", String(number)), `${number} ${title}: ${this.view.words.enlarge}`);
    button.type = "button";
    button.dataset.key = `deep:size:${name}`;
    button.addEventListener("click", () => this.enlarge(this.large === name ? null : name));
    return button;
  }
}
