// A stage from near: drawn at once from what its column holds, and whole when the server has sent the rest.

class StagePage {
  constructor(dialog, wall) {
    this.dialog = dialog;
    this.wall = wall;
    this.id = null;
    this.page = 0;
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
  }

  get isOpen() {
    return this.id !== null;
  }

  get stage() {
    return this.view.stages.find((one) => one.id === this.id);
  }

  update(view, detail) {
    const first = !this.view;
    this.view = view;
    this.detail = detail;
    if (first && detail && view.stages.some((one) => one.id === detail.id)) this.open(detail.id, detail.quotes.page);
    if (!this.isOpen) return;
    if (this.stage) this.draw();
    else this.close();
  }

  open(id, page = 0) {
    this.id = id;
    this.page = page;
    this.draw();
    if (!this.dialog.open) this.dialog.showModal();
    this.tell();
  }

  // Past the last stage, and before the first, is the wall: then it answers false and closes nothing.
  step(by) {
    const next = this.view.stages[this.view.stages.indexOf(this.stage) + by];
    if (next) this.open(next.id);
    return Boolean(next);
  }

  close() {
    const left = this.id;
    this.id = null;
    this.page = 0;
    this.dialog.close();
    this.tell();
    this.wall.restoreFocus(`stage:${left}`);
  }

  tell() {
    if (this.detail?.id !== this.id || !this.isOpen) this.wall.choose();
  }

  draw() {
    named(this.dialog, this.stage.name);
    this.dialog.replaceChildren(text("h2", "", this.stage.name));
  }
}
