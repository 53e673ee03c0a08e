// Light for a bright room, dark for a dim one: the room's wish, unless the address of this screen has its own.

const LOOKS = ["light", "dark", "auto"];

class Look {
  constructor(wall, signal) {
    this.wall = wall;
    this.node = wall.node;
    this.own = LOOKS.includes(addressed("look")) ? addressed("look") : "";
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.system.addEventListener("change", () => this.apply(), { signal });
    matchMedia("(forced-colors: active)").addEventListener("change", () => recolourPlots(this.node), { signal });
  }

  update(view) {
    this.rooms = view.look;
    this.apply();
  }

  get isDark() {
    const wanted = this.own || this.rooms;
    return wanted === "dark" || (wanted === "auto" && this.system.matches);
  }

  // All but the charts takes its colours from the styles by itself.
  apply() {
    if (this.node.classList.contains("dark") === this.isDark) return;
    this.node.classList.toggle("dark", this.isDark);
    recolourPlots(this.node);
  }

  // The page puts it into the address, so that a reload or a restarted server finds the screen as it was.
  toggle() {
    this.own = this.isDark ? "light" : "dark";
    this.apply();
    this.wall.choose();
  }
}
