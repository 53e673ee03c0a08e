// An artifact taken off the wall and held up: large, with its name, date and description.

const ZOOM_STEP = 1.5;
const MOST_ZOOM = 6;
const PAN_SHARE = 0.2;

class Lightbox {
  constructor(dialog) {
    this.dialog = dialog;
    this.artifacts = [];
    this.id = null;
    dialog.addEventListener("keydown", (event) => this.onKey(event));
    dialog.addEventListener("close", () => this.onClose());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  update(view, root) {
    this.root = root;
    this.words = view.words;
    this.rightToLeft = view.right_to_left;
    this.demoNote = view.demo_note;
    const before = JSON.stringify(this.current());
    this.artifacts = view.stages.flatMap((stage) => stage.artifacts.map((one) => ({ ...one, stage: stage.name })));
    if (this.id === null) return;
    if (!this.current()) this.dialog.close();
    else if (JSON.stringify(this.current()) !== before) this.draw();
  }

  current() {
    return this.artifacts.find((one) => one.id === this.id);
  }

  open(id) {
    this.opener = this.root.activeElement?.dataset.key;
    this.id = id;
    this.zoom = 1;
    this.draw();
    this.dialog.showModal();
    this.dialog.querySelector("[data-key='print:close']").focus();
  }

  step(by) {
    const at = this.artifacts.findIndex((one) => one.id === this.id);
    this.id = this.artifacts[(at + by + this.artifacts.length) % this.artifacts.length].id;
    this.zoom = 1;
    const focused = this.root.activeElement?.dataset.key;
    this.draw();
    this.dialog.querySelector(`[data-key='${focused}']`)?.focus();
  }

  onKey(event) {
    const forward = this.rightToLeft ? "ArrowLeft" : "ArrowRight";
    const back = this.rightToLeft ? "ArrowRight" : "ArrowLeft";
    if (event.key === "+" || event.key === "=") this.enlarge(ZOOM_STEP);
    else if (event.key === "-") this.enlarge(1 / ZOOM_STEP);
    else if (this.zoom > 1) this.pan(event);
    else if (event.key === forward) this.step(1);
    else if (event.key === back) this.step(-1);
    event.stopPropagation();
  }

  // What was in the middle stays there.
  enlarge(by) {
    const stand = this.dialog.querySelector(".print-stand");
    const before = this.zoom;
    this.zoom = Math.min(MOST_ZOOM, Math.max(1, before * by));
    const grown = this.zoom / before;
    const middle = [stand.scrollLeft + stand.clientWidth / 2, stand.scrollTop + stand.clientHeight / 2];
    stand.style.setProperty("--zoom", String(this.zoom));
    stand.scrollTo(middle[0] * grown - stand.clientWidth / 2, middle[1] * grown - stand.clientHeight / 2);
  }

  // An enlarged print is moved by the arrows, so these do not turn to the next one.
  pan(event) {
    const [right, down] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key] ?? [0, 0];
    if (!right && !down) return;
    const stand = this.dialog.querySelector(".print-stand");
    stand.scrollBy(right * stand.clientWidth * PAN_SHARE, down * stand.clientHeight * PAN_SHARE);
    event.preventDefault();
  }

  onClose() {
    if (this.dialog.open) return; // the event comes late: another artifact is held up already
    this.id = null;
    this.dialog.replaceChildren();
    [...this.root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === this.opener)?.focus();
  }

  stand(print) {
    const node = el("div", "print-stand", print);
    node.style.setProperty("--zoom", String(this.zoom));
    print.addEventListener("click", () => this.enlarge(this.zoom < MOST_ZOOM ? ZOOM_STEP : 1 / MOST_ZOOM));
    return node;
  }

  draw() {
    const { words } = this;
    const artifact = this.current();
    const address = artifact.missing ? null : fileAddress(artifact.image_url || artifact.thumbnail_url);
    const lost = () => el("p", "print-lost", icon("missing"), text("span", "", words.missing_file));
    const image = el("img", "print-image");
    image.alt = artifact.description || artifact.name;
    image.addEventListener("error", () => image.replaceWith(lost()), { once: true });
    if (address) image.src = address;
    const title = clamped("h2", "print-name", artifact.name, "caption");
    const about = el("div", "print-about", clamped("p", "small", artifact.stage, "caption"), title,
      artifact.dated && text("p", "small", artifact.dated), clamped("p", "", artifact.description, "description"),
      this.demoNote && text("p", "demo", this.demoNote));
    named(this.dialog, artifact.name);
    this.dialog.replaceChildren(
      this.stand(address ? image : lost()),
      el("aside", "print-side", about, el("div", "controls",
        control("print", "enlarge", words.enlarge, () => this.enlarge(ZOOM_STEP)),
        control("print", "reduce", words.reduce, () => this.enlarge(1 / ZOOM_STEP)),
        control("print", "previous", words.previous, () => this.step(-1)),
        control("print", "next", words.next, () => this.step(1)),
        control("print", "close", words.close, () => this.dialog.close()))));
  }
}
