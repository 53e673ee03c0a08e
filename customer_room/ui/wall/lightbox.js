// An artifact taken off the wall and held up: large, with its name, date and description.

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
    this.draw();
    this.dialog.showModal();
    this.dialog.querySelector("[data-key='print:close']").focus();
  }

  step(by) {
    const at = this.artifacts.findIndex((one) => one.id === this.id);
    this.id = this.artifacts[(at + by + this.artifacts.length) % this.artifacts.length].id;
    const focused = this.root.activeElement?.dataset.key;
    this.draw();
    this.dialog.querySelector(`[data-key='${focused}']`)?.focus();
  }

  onKey(event) {
    const forward = this.rightToLeft ? "ArrowLeft" : "ArrowRight";
    const back = this.rightToLeft ? "ArrowRight" : "ArrowLeft";
    if (event.key === forward) this.step(1);
    if (event.key === back) this.step(-1);
    event.stopPropagation();
  }

  onClose() {
    this.id = null;
    this.dialog.replaceChildren();
    [...this.root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === this.opener)?.focus();
  }

  control(shape, label, act) {
    const button = named(el("button", "control", icon(shape)), label);
    button.type = "button";
    button.dataset.key = `print:${shape}`;
    button.title = label;
    button.addEventListener("click", act);
    return button;
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
      el("div", "print-stand", address ? image : lost()),
      el("aside", "print-side", about, el("div", "controls",
        this.control("previous", words.previous, () => this.step(-1)),
        this.control("next", words.next, () => this.step(1)),
        this.control("close", words.close, () => this.dialog.close()))));
  }
}
