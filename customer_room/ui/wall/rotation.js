// A wall left alone shows all stages, then each, and all again. It waits while somebody uses it, and for a minute after.

const LEAST_ROTATION_S = 5;
const MOST_ROTATION_S = 3600;
const QUIET_MS = 60_000;
const LOOK_EVERY_MS = 1000;

class Rotation {
  constructor(wall, walk, signal) {
    this.wall = wall;
    this.walk = walk;
    this.seconds = 0;
    this.quietUntil = 0;
    this.paused = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.node = el("div", "rotation");
    this.node.setAttribute("role", "group");
    this.node.hidden = true;
    for (const kind of ["pointerdown", "wheel"]) addEventListener(kind, () => this.touched(), { signal, passive: true });
    signal.addEventListener("abort", () => clearInterval(this.clock));
  }

  get isSet() {
    return this.seconds > 0;
  }

  update(view) {
    const own = /^\d{1,4}$/.test(addressed("rotation")) ? Number(addressed("rotation")) : NaN;
    const known = own === 0 || (own >= LEAST_ROTATION_S && own <= MOST_ROTATION_S);
    const seconds = view.stages.length ? (known ? own : view.rotation_seconds) : 0;
    this.words = view.words.operation;
    if (seconds !== this.seconds) this.start(seconds);
    this.node.hidden = !this.isSet;
    if (this.isSet) this.draw();
  }

  start(seconds) {
    clearInterval(this.clock);
    this.seconds = seconds;
    this.restart();
    if (this.isSet) this.clock = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  restart() {
    this.due = Date.now() + this.seconds * 1000;
  }

  touched() {
    this.quietUntil = Date.now() + QUIET_MS;
    if (this.isSet) this.paint();
  }

  get waits() {
    const { voice, node } = this.wall;
    const heldUp = node.querySelector("dialog[open]:not(.deep)");
    return voice.playing || Boolean(heldUp) || document.hidden || Date.now() < this.quietUntil;
  }

  look() {
    if (this.paused || this.waits) this.restart();
    else if (Date.now() >= this.due) this.turn(1);
    this.paint();
  }

  turn(by) {
    this.walk.turn(by);
    this.restart();
  }

  // Who resumes it wants to see it go on, not to wait out the minute after a touch.
  toggle() {
    this.paused = !this.paused;
    this.quietUntil = 0;
    this.restart();
    this.paint();
  }

  draw() {
    if (!this.node.firstChild) {
      this.state = text("span", "rotation-state", "");
      this.pause = this.control("pause", () => this.toggle());
      this.node.append(this.control("previous", () => this.turn(-1)), this.pause, this.control("next", () => this.turn(1)), this.state);
    }
    const [previous, , next] = this.node.children;
    named(this.node, this.words.rotation);
    named(previous, this.words.previous).title = this.words.previous;
    named(next, this.words.next).title = this.words.next;
    this.paint();
  }

  control(shape, act) {
    const button = el("button", "turn-control", icon(shape));
    button.type = "button";
    button.dataset.key = `rotation:${shape}`;
    button.addEventListener("click", act);
    return button;
  }

  paint() {
    const { words, paused } = this;
    const left = Math.max(0, Math.ceil((this.due - Date.now()) / 1000));
    const running = words.rotating.replace("{n}", String(left));
    setText(this.state, paused ? words.paused : this.waits ? words.waiting : running);
    if (this.drawnPaused === paused && this.pause.title) return;
    this.drawnPaused = paused;
    named(this.pause, paused ? words.resume : words.pause).title = paused ? words.resume : words.pause;
    this.pause.replaceChildren(icon(paused ? "play" : "pause"));
  }
}
