// The wall: draws the view it is given, and draws again only what changed.

class Wall {
  constructor(root) {
    this.root = root;
    this.node = root.querySelector(".wall");
    this.body = this.node.querySelector(".body");
    this.spare = new Map();
    this.columns = new Map();
    this.drawn = {};
    this.tags = { wall: "", stage: "" };
    this.place = new Place();
    this.voice = new Voice(this.node.querySelector(".voice"));
    this.lightbox = new Lightbox(this.node.querySelector(".print"));
    this.stagePage = new StagePage(this.node.querySelector(".deep"), this);
    this.fit = new Fit(this.node, this.body);
    this.operation = new Operation(this);
    this.refit = () => this.ready && this.fit.run(this.view.words);
    this.onFonts = ({ fontfaces }) => fontfaces.some((face) => face.family.includes("Wall ")) && this.refit();
    addEventListener("resize", this.refit);
    document.fonts.addEventListener("loadingdone", this.onFonts);
    fontsReady().then(() => {
      this.ready = true;
      this.refit();
      this.node.classList.remove("waiting");
      requestIdleCallback(() => loadPlotly().catch(() => {}));
    });
  }

  // What Streamlit sends is for the beginning, and, where it is new, for a wall whose own line is cut: Streamlit may draw
  // the component again with what it sent hours ago.
  begin({ first, line }) {
    if (first !== this.first && !this.line?.isHeard) this.show(JSON.parse(first));
    this.first = first;
    this.line ??= new Line(this, line);
  }

  // A part that is left out is the one that is shown already.
  show({ tags, wall, stage }) {
    const isNew = wall !== undefined && tags.wall !== this.tags.wall;
    this.tags = tags;
    if (isNew) this.draw(wall);
    if (stage !== undefined) this.stage = stage;
    if (isNew || stage !== undefined) this.stagePage.update(this.view, this.stage);
  }

  draw(view) {
    const focused = this.root.activeElement?.dataset.key;
    this.view = view;
    this.node.lang = view.language;
    this.node.dir = view.right_to_left ? "rtl" : "ltr";
    this.redraw("head", [view.room_name, view.company, view.period, view.words, view.demo_note], (node) => drawHead(node, view, this));
    this.drawFoot();
    if (view.stages.length) this.drawStages(view);
    else this.drawFirstSteps(view);
    this.lightbox.update(view, this.root);
    this.voice.update(view, this.root);
    this.operation.update(view);
    this.refit();
    this.restoreFocus(focused);
  }

  tellContact(lost) {
    this.lost = lost;
    this.drawFoot();
  }

  drawFoot() {
    const { notes, as_of, words } = this.view;
    const lost = contactWords(this.view, this.lost);
    this.redraw("foot", [notes, as_of, words, lost], (node) => drawFoot(node, this.view, lost));
  }

  redraw(part, shown, draw) {
    const now = JSON.stringify(shown);
    if (this.drawn[part] === now) return;
    this.drawn[part] = now;
    draw(this.node.querySelector(`.${part}`));
  }

  drawStages(view) {
    let stages = this.body.querySelector(".stages");
    if (!stages) {
      stages = el("div", "stages");
      this.body.replaceChildren(stages);
    }
    named(this.body, view.words.stages);
    stages.style.setProperty("--count", String(view.stages.length));
    stages.classList.toggle("bare", view.stages.every((stage) => stage.artifacts.length === 0));
    const before = this.columns;
    this.columns = new Map(view.stages.map((stage) => [stage.id, { shown: JSON.stringify([stage, view.words]), stage }]));
    for (const [id, old] of before) if (this.columns.get(id)?.shown !== old.shown) this.takeDown(old.node);
    for (const [id, column] of this.columns) {
      const old = before.get(id);
      column.node = old?.shown === column.shown ? old.node : stageColumn(column.stage, view.words, this);
    }
    [...this.columns.values()].forEach(({ node }, at) => {
      if (stages.children[at] !== node) stages.insertBefore(node, stages.children[at] ?? null);
    });
    this.spare.clear();
  }

  takeDown(column) {
    column.remove();
    for (const image of column.querySelectorAll("img")) this.spare.set(image.getAttribute("src"), image);
  }

  drawFirstSteps(view) {
    this.columns.clear();
    this.body.replaceChildren(firstSteps(view));
  }

  restoreFocus(key) {
    if (key && !this.root.activeElement) this.focusOn(key);
  }

  focusOn(key, within = this.node) {
    [...within.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key)?.focus({ preventScroll: true });
  }

  choosePeriod() {
    const chosen = (name) => this.node.querySelector(`select[name="${name}"]`)?.value ?? "";
    this.place.choosePeriod(Object.fromEntries(OF_THE_PERIOD.map((name) => [name, chosen(name)])));
    this.choose();
  }

  choose() {
    const { id, page } = this.stagePage;
    this.place.stand(id, page, this.operation.look.own);
    this.line?.askIfNew();
  }

  close() {
    removeEventListener("resize", this.refit);
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    this.line?.close();
    this.operation.close();
    this.voice.stop();
  }
}

const walls = new WeakMap();

export default function ({ data, parentElement }) {
  let wall = walls.get(parentElement);
  if (!wall) {
    wall = new Wall(parentElement);
    walls.set(parentElement, wall);
  }
  wall.begin(data);
  // Streamlit also ends a drawing that another overtook, at times after that one: what is still hung stays open.
  return () => {
    if (wall.node.isConnected) return;
    wall.close();
    walls.delete(parentElement);
  };
}
