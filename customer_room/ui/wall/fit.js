// Makes the whole wall fit one screen: type never shrinks below what can be read, so rows and lines give way.
// Sizes are in wall units: a 3840 by 2160 screen is 3840 by 2160 units.

const WALL_WIDTH = 3840;
const WALL_HEIGHT = 2160;
const GLANCE_LEAST = 66.5;
const NAME_SHARED_LEAST = 84;
const NUMBER_MOST = 168;
const WIDE_COLUMN = 540;
const SPACE = 0.2;
// A telephone, or a laptop's page enlarged to 300 %: one stage below the other, everything shown, and it scrolls.
const NARROW = matchMedia("(max-width: 900px), (max-height: 479px)");
const NARROW_NAME = 58;
const NARROW_NUMBER = 110;

const ROOMY = {
  rows: { artifacts: 3, complaints: 6, kpis: 4, surveys: 3, clips: 3, teams: 3 },
  lines: { name: 4, word: 3, promise: 3, reason: 3, label: 2, note: 2, row: 2, caption: 2, promised: 2, message: 4, one: 1,
    step: 4, description: 12 },
  name: 116,
  prints: 360,
};

// What gives way, first to last. Each step changes one thing and keeps the ones before it.
const STEPS = [
  { rows: { complaints: 5 } }, { lines: { promise: 2 } }, { rows: { clips: 2 } }, { rows: { kpis: 3 } },
  { lines: { promised: 1 } }, { rows: { surveys: 2 } }, { name: 104 }, { rows: { complaints: 4 } }, { lines: { row: 1 } },
  { rows: { surveys: 1 } }, { rows: { clips: 1 } }, { rows: { teams: 2 } },
  { lines: { label: 1 } }, { name: 96 }, { rows: { kpis: 2 } }, { lines: { reason: 2 } }, { lines: { note: 1 } },
  { prints: 300 }, { rows: { complaints: 3 } }, { lines: { promised: 0 } }, { rows: { teams: 1 } }, { prints: 270 },
  { name: 84 }, { lines: { message: 2 } }, { prints: 240 }, { lines: { promise: 1 } }, { lines: { caption: 1 } },
  { lines: { reason: 1 } }, { rows: { kpis: 1 } }, { prints: 210 }, { rows: { complaints: 2 } }, { name: GLANCE_LEAST },
  { lines: { promise: 0 } }, { prints: 170 }, { rows: { artifacts: 1 } }, { lines: { message: 1 } }, { lines: { word: 2 } }, { lines: { name: 3 } }, { lines: { name: 2 } },
  { prints: 130 }, { rows: { complaints: 1 } }, { lines: { reason: 0 } }, { rows: { surveys: 0 } }, { rows: { clips: 0 } },
  { lines: { word: 1 } }, { lines: { name: 1 } }, { rows: { kpis: 0 } },
];

function fitLevels() {
  const levels = [ROOMY];
  for (const step of STEPS) {
    const last = levels.at(-1);
    levels.push({ ...last, ...step, rows: { ...last.rows, ...step.rows }, lines: { ...last.lines, ...step.lines } });
  }
  return levels;
}

const LEVELS = fitLevels();
const FIRST_LEVEL = 22;

function unitPixels() {
  return Math.min(innerWidth / WALL_WIDTH, innerHeight / WALL_HEIGHT);
}

const ruler = document.createElement("canvas").getContext("2d");

// The width of a text set in the glance type, in multiples of its size.
function glanceWidth(value) {
  ruler.font = `700 100px "Wall Glance", "Arial Narrow", sans-serif`;
  return ruler.measureText(value.slice(0, LONGEST_DRAWN)).width / 100;
}

// How many lines words of these widths take in lines of the given width.
function linesOf(widths, room) {
  let lines = 1;
  let used = 0;
  for (const width of widths) {
    if (used && used + SPACE + width > room) {
      lines += 1;
      used = width;
    } else {
      used += width + (used ? SPACE : 0);
    }
  }
  return lines;
}

class Fit {
  constructor(node, body) {
    this.node = node;
    this.body = body;
    this.level = FIRST_LEVEL;
  }

  run(words) {
    this.node.dataset.fitted = `${innerWidth}x${innerHeight}`;
    this.node.classList.toggle("narrow", NARROW.matches);
    const stages = this.body.querySelector(".stages");
    if (!stages) return;
    this.stages = stages;
    this.words = words;
    this.lists = [...stages.querySelectorAll(".rows")].map((list) => ({ kind: list.dataset.kind, rows: [...list.children],
      rest: list.parentElement.querySelector(".rest"), holder: list }));
    const column = stages.firstElementChild.querySelector(".name");
    if (NARROW.matches) return this.unfold();
    this.inner = column.getBoundingClientRect().width / unitPixels();
    this.node.classList.toggle("wide", this.inner >= WIDE_COLUMN);
    this.sizeNumbers();
    this.measureNames();
    return this.choose();
  }

  unfold() {
    this.node.classList.remove("wide", "no-promise", "no-promised", "no-reason");
    this.setOn(this.node, "--number", NARROW_NUMBER);
    for (const heading of this.stages.querySelectorAll(".name")) this.setOn(heading, "--name", NARROW_NAME);
    for (const list of this.lists) this.limit(list, Infinity);
  }

  // The first level that fits, found by halving: each level needs no more height than the one before.
  // New data seldom changes the level, so the present one and its neighbour are looked at first.
  choose() {
    let low = 0;
    let high = LEVELS.length - 1;
    if (this.fits(this.level)) high = this.level;
    else low = Math.min(high, this.level + 1);
    if (high === this.level && high > 0 && !this.fits(high - 1)) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.fits(middle)) high = middle;
      else low = middle + 1;
    }
    this.level = low;
    this.apply(LEVELS[low]);
  }

  fits(level) {
    this.apply(LEVELS[level]);
    return this.stages.scrollHeight <= this.stages.clientHeight;
  }

  apply(level) {
    for (const [name, count] of Object.entries(level.lines)) this.setOn(this.node, `--lines-${name}`, count);
    for (const name of ["promise", "promised", "reason"]) this.node.classList.toggle(`no-${name}`, level.lines[name] === 0);
    this.setOn(this.node, "--prints-least", level.prints);
    this.applyNames(level.name);
    for (const list of this.lists) this.limit(list, level.rows[list.kind]);
  }

  // Setting a property anew, though unchanged, would make the browser look at every element below.
  setOn(node, property, value) {
    const wanted = String(value);
    if (node.style.getPropertyValue(property) !== wanted) node.style.setProperty(property, wanted);
  }

  limit({ kind, rows, rest, holder }, most) {
    rows.forEach((row, index) => row.toggleAttribute("hidden", index >= most));
    const shown = Math.min(most, rows.length);
    holder.dataset.shown = String(shown);
    const beyond = Number(rest.dataset.beyond) + rows.length - shown;
    rest.hidden = beyond === 0;
    setText(rest, beyond ? moreText(this.words, beyond) : "");
  }

  sizeNumbers() {
    const numbers = [...this.stages.querySelectorAll(".number.glance")];
    const widest = Math.max(0, ...numbers.map((one) => glanceWidth(one.textContent)));
    const size = widest ? Math.max(GLANCE_LEAST, Math.min(NUMBER_MOST, (this.inner * 0.98) / widest)) : NUMBER_MOST;
    this.setOn(this.node, "--number", size);
  }

  measureNames() {
    const room = this.inner * 0.98;
    this.names = [...this.stages.querySelectorAll(".name")].map((heading) => {
      const words = heading.textContent.split(/\s+/).map(glanceWidth);
      const widest = Math.max(...words);
      return { heading, words, most: widest ? room / widest : Infinity };
    });
    const longest = Math.max(NAME_SHARED_LEAST, Math.min(...this.names.map((one) => one.most)));
    this.shared = [ROOMY.name, 104, 96, 90, 84].find((size) => size <= longest && this.inTwoLines(size, room)) ?? longest;
  }

  inTwoLines(size, room) {
    return this.names.every(({ words }) => linesOf(words, room / size) <= 2);
  }

  // One size for all names where their longest words allow it; a longer word shrinks its own name, then breaks.
  applyNames(wanted) {
    for (const { heading, most } of this.names) {
      const size = Math.max(GLANCE_LEAST, Math.min(wanted, this.shared, most));
      this.setOn(heading, "--name", size);
    }
  }
}
