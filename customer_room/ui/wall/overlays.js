// What lies over the wall for a while: the blank screen, the keys in large letters, the volume just set.

const LOUDNESS_STAYS_MS = 2500;

// Black and silent at once. A modal dialog: nothing behind it can be reached, and it leaves everything in its place.
class Blank {
  constructor(wall) {
    this.wall = wall;
    this.dialog = el("dialog", "blank");
    this.dialog.addEventListener("click", () => this.dialog.close());
    wall.node.append(this.dialog);
  }

  get isOpen() {
    return this.dialog.open;
  }

  toggle() {
    if (this.isOpen) return this.dialog.close();
    this.wall.voice.audio.pause();
    named(this.dialog, this.wall.view.words.operation.blank);
    return this.dialog.showModal();
  }
}

class KeyHelp {
  constructor(wall) {
    this.wall = wall;
    this.dialog = el("dialog", "keys");
    this.dialog.addEventListener("click", () => this.dialog.close());
    wall.node.append(this.dialog);
  }

  get isOpen() {
    return this.dialog.open;
  }

  toggle() {
    if (this.isOpen) this.dialog.close();
    else this.show(this.wall.view.words);
  }

  show({ operation, close }) {
    const keys = operation.keys.filter((key) => !key.is_character || !doesWithoutCharacters());
    const rows = keys.map(({ keys, does }) => el("div", "key", text("dt", "glance", keys), text("dd", "", does)));
    const button = named(el("button", "control", icon("close")), close);
    button.type = "button";
    named(this.dialog, operation.keys_title);
    this.dialog.replaceChildren(
      el("div", "keys-head", text("h2", "glance", operation.keys_title), button), el("dl", "keys-list", ...rows));
    this.dialog.showModal();
  }
}

// Set by keys, seen by the room. A popover: it lies over whatever dialog is open.
class Loudness {
  constructor(wall) {
    this.wall = wall;
    this.node = el("p", "loudness");
    this.node.popover = "manual";
    this.node.setAttribute("role", "status");
    wall.node.append(this.node);
  }

  louder(by) {
    const { audio } = this.wall.voice;
    audio.volume = Math.min(1, Math.max(0, Math.round((audio.volume + by) * 10) / 10));
    audio.muted = false;
    this.show(audio);
  }

  mute() {
    const { audio } = this.wall.voice;
    audio.muted = !audio.muted;
    this.show(audio);
  }

  show({ volume, muted }) {
    const { words, language } = this.wall.view;
    const share = new Intl.NumberFormat(language, { style: "percent" }).format(volume);
    const said = muted ? words.operation.muted : `${words.operation.volume} ${share}`;
    const filled = el("i", "");
    filled.style.inlineSize = muted ? "0" : `${volume * 100}%`;
    this.node.replaceChildren(icon(muted ? "silent" : "sound"), text("span", "glance", said), el("span", "bar", filled));
    this.hide();
    this.node.togglePopover(true);
    this.hiding = setTimeout(() => this.hide(), LOUDNESS_STAYS_MS);
  }

  hide() {
    clearTimeout(this.hiding);
    this.node.togglePopover(false);
  }
}
