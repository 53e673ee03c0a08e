// Where the wall stands: on all stages, or in one of them. A review walks from one to the next.

class Walk {
  constructor(wall) {
    this.wall = wall;
    this.last = null;
  }

  get ids() {
    return this.wall.view.stages.map((stage) => stage.id);
  }

  // The stage whose column has the focus, else the one that was left last, else none.
  get current() {
    const focused = this.wall.root.activeElement;
    const held = focused && [...this.wall.columns].find(([, column]) => column.node.contains(focused));
    const id = held ? held[0] : this.last;
    return this.ids.includes(id) ? id : null;
  }

  // From heading to heading on the wall, without going round its ends.
  move(by) {
    const { ids, current } = this;
    const first = by > 0 ? 0 : ids.length - 1;
    const at = current === null ? first : Math.min(ids.length - 1, Math.max(0, ids.indexOf(current) + by));
    this.last = ids[at] ?? null;
    this.wall.focusOn(`stage:${this.last}`);
    const { activeElement } = this.wall.root;
    if (this.wall.node.classList.contains("narrow")) activeElement?.scrollIntoView({ block: "start" });
  }

  open(id) {
    this.last = id;
    this.wall.stagePage.open(id);
  }

  // Stage by stage as a clicker walks a review; past its ends is the wall, from where it begins anew.
  step(by) {
    const { stagePage } = this.wall;
    const { ids } = this;
    if (stagePage.isOpen) {
      if (stagePage.step(by)) this.last = stagePage.id;
      else this.leave();
    } else if (ids.length) {
      this.open(this.current ?? ids.at(by > 0 ? 0 : -1));
    }
  }

  // Around: all stages, each stage, all stages again.
  turn(by) {
    const { stagePage } = this.wall;
    if (stagePage.isOpen) this.step(by);
    else if (this.ids.length) this.open(this.ids.at(by > 0 ? 0 : -1));
  }

  // Back to the wall without a stage in hand: its heading keeps no ring of focus.
  leave() {
    this.last = null;
    this.wall.stagePage.close();
    this.wall.root.activeElement?.blur();
  }
}
