// The keys of the wall, for a keyboard and for a presenter's clicker, wherever the focus is.

const VOLUME_STEP = 0.1;
// Fields in which arrows, letters and space have a meaning of their own.
const FIELDS = "select, input, textarea, audio, video, [contenteditable], [role=slider]";
// Even from a field: what a clicker sends must not choose another period by surprise.
const BEYOND_FIELDS = new Set(["PageDown", "PageUp", "."]);
const DIGIT = /^\d$/;
const CHARACTER = /^[^\s]$/u;
const PRESSED = "button, a[href], summary, [role=button]";

class Keys {
  constructor(wall, operation, signal) {
    this.wall = wall;
    this.operation = operation;
    this.byTab = false;
    this.withoutCharacters = doesWithoutCharacters();
    this.actions = this.table();
    document.addEventListener("keydown", (event) => this.onDown(event), { signal, capture: true });
    document.addEventListener("keyup", (event) => this.onUp(event), { signal, capture: true });
    document.addEventListener("pointerdown", () => (this.byTab = false), { signal, capture: true });
  }

  // What an action answers: false where the key keeps its own meaning.
  table() {
    const { walk, blank, help, look, loudness } = this.operation;
    return {
      arrowright: () => this.arrow(1),
      arrowleft: () => this.arrow(-1),
      enter: () => this.enter(),
      escape: () => this.escape(),
      pagedown: () => this.page(1),
      pageup: () => this.page(-1),
      " ": () => this.space(),
      b: () => blank.toggle(),
      ".": () => blank.toggle(),
      f: () => toggleFullScreen(),
      d: () => look.toggle(),
      "?": () => help.toggle(),
      "+": () => this.sound(() => loudness.louder(VOLUME_STEP)),
      "=": () => this.sound(() => loudness.louder(VOLUME_STEP)),
      "-": () => this.sound(() => loudness.louder(-VOLUME_STEP)),
      m: () => this.sound(() => loudness.mute()),
    };
  }

  onDown(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || /^F\d+$/.test(event.key)) return;
    this.operation.rotation.touched();
    if (event.key === "Tab") this.byTab = true;
    if (this.withoutCharacters && CHARACTER.test(event.key)) return event.stopPropagation();
    if (this.operation.blank.isOpen) this.bringBack(event);
    else if (!this.isTyped(event)) this.act(event);
  }

  // The key that brought a screen back, or held the rotation, must not also press the button it is released on.
  onUp(event) {
    if (event.key !== this.taken) return;
    this.taken = null;
    event.preventDefault();
  }

  act(event) {
    const action = this.actions[event.key.toLowerCase()] ?? (DIGIT.test(event.key) && (() => this.digit(Number(event.key))));
    const held = event.repeat && !event.key.startsWith("Arrow") && !"+-=".includes(event.key);
    if (!action || (!held && action() === false)) return;
    this.take(event);
  }

  take(event) {
    this.taken = event.key;
    event.preventDefault();
    event.stopPropagation();
  }

  bringBack(event) {
    if (["b", ".", "escape"].includes(event.key.toLowerCase()) && !event.repeat) this.operation.blank.toggle();
    this.take(event);
  }

  isTyped(event) {
    const field = event.composedPath()[0].closest?.(FIELDS);
    if (!field) return false;
    const listIsOpen = CSS.supports("selector(:open)") && field.matches("select:open");
    return listIsOpen || !BEYOND_FIELDS.has(event.key);
  }

  get heldUp() {
    return this.wall.node.querySelector("dialog[open]:not(.deep)");
  }

  arrow(by) {
    if (this.heldUp) return false;
    this.byTab = false;
    const step = this.wall.view.right_to_left ? -by : by;
    if (!this.wall.stagePage.isOpen) this.operation.walk.move(step);
    else if (this.wall.stagePage.step(step)) this.operation.walk.last = this.wall.stagePage.id;
    return true;
  }

  enter() {
    const { wall, operation } = this;
    if (wall.root.activeElement || wall.node.querySelector("dialog[open]") || !wall.view.stages.length) return false;
    operation.walk.open(operation.walk.current ?? wall.view.stages[0].id);
    return true;
  }

  // Dialogs close by themselves, the uppermost first.
  escape() {
    if (this.wall.node.querySelector("dialog[open]")) return false;
    this.wall.voice.stop();
    return true;
  }

  // What is held up is put back first: who presses on wants to go on.
  page(by) {
    this.heldUp?.close();
    this.operation.walk.step(by);
    return true;
  }

  // A button that was reached by Tab is pressed by space, as everywhere; else space holds the rotation.
  space() {
    const { rotation } = this.operation;
    const onButton = this.byTab && this.wall.root.activeElement?.matches(PRESSED);
    if (!rotation.isSet || onButton) return false;
    rotation.toggle();
    return true;
  }

  digit(number) {
    const { stagePage } = this.wall;
    return stagePage.isOpen && !this.heldUp && stagePage.toggle(number);
  }

  // While an artifact is held up, plus and minus are its own.
  sound(act) {
    if (!this.wall.voice.clip || this.heldUp) return false;
    act();
    return true;
  }
}

// Who speaks to the screen, or leans on its keyboard, presses letters without meaning to: WCAG 2.1.4.
function doesWithoutCharacters() {
  return addressed("keys") === "plain";
}

// Where the browser lets the page have it, Escape keeps its meaning in full screen; F leaves it.
async function toggleFullScreen() {
  try {
    if (document.fullscreenElement) return await document.exitFullscreen();
    await document.documentElement.requestFullscreen({ navigationUI: "hide" });
    await navigator.keyboard?.lock?.(["Escape"]);
  } catch {
    // A browser that refuses full screen leaves the wall as it is.
  }
}
