// How the wall is worked in a meeting: its keys, rotation, look and overlays, and the deck at the foot of the screen.

class Operation {
  constructor(wall) {
    const { node } = wall;
    this.wall = wall;
    this.over = new AbortController();
    const { signal } = this.over;
    this.look = new Look(wall, signal);
    this.blank = new Blank(wall);
    this.help = new KeyHelp(wall);
    this.loudness = new Loudness(wall);
    this.walk = new Walk(wall);
    this.rotation = new Rotation(wall, this.walk, signal);
    this.deck = el("div", "deck", wall.voice.strip, this.rotation.node);
    node.querySelector(".foot").after(this.deck);
    this.keys = new Keys(wall, this, signal);
    beKiosk(node, signal);
    this.watch();
  }

  // The deck stands at the foot of what is uppermost, so that a clip's progress and the rotation stay in sight.
  // When it takes height from the stages, they are fitted anew before anything is painted.
  watch() {
    const { wall } = this;
    const dialogs = [...wall.node.querySelectorAll(".print, .deep")];
    this.moves = new MutationObserver(() => this.placeDeck());
    for (const one of dialogs) this.moves.observe(one, { childList: true, attributes: true, attributeFilter: ["open"] });
    this.sizes = new ResizeObserver(() => wall.refit());
    this.sizes.observe(wall.body);
  }

  placeDeck() {
    const { node, root } = this.wall;
    const { deck } = this;
    const holder = node.querySelector(".print[open]") ?? node.querySelector(".deep[open]");
    const pressed = deck.contains(root.activeElement) && root.activeElement;
    if (holder && holder.lastElementChild !== deck) holder.append(deck);
    if (!holder && deck.parentElement !== node) node.querySelector(".foot").after(deck);
    if (pressed) pressed.focus();
  }

  update(view) {
    this.look.update(view);
    this.rotation.update(view);
  }

  close() {
    this.over.abort();
    this.moves.disconnect();
    this.sizes.disconnect();
  }
}
