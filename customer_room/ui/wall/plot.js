// Charts of a stage's page, drawn by Plotly, which is fetched from the room once the wall stands.

const PLOTLY_ADDRESS = "/assets/plotly.js";
// Without what stands above the plot.
const CHART_HEIGHT = 334;
// Charts are designed in wall units; on a small screen they keep at least this share of that size.
const LEAST_CHART_SCALE = 0.46;
const LARGE_PANEL_SCALE = 1.7;
const PLOT_OPTIONS = { displayModeBar: false, responsive: false, scrollZoom: false, showAxisDragHandles: false };

let plotly = null;
// How each drawn chart is drawn again; one that is taken down takes its way along.
const redraws = new WeakMap();

function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = PLOTLY_ADDRESS;
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => {
      plotly = null;
      reject(new Error("no charts"));
    });
    document.head.append(script);
  });
  return plotly;
}

// The figure in a box of its own; the summary is its text for those who do not see it, or until it is drawn.
function plot(figure, summary) {
  const sheet = el("div", "plot-sheet");
  const box = el("div", "plot", sheet);
  box.setAttribute("role", "img");
  named(box, summary);
  box.style.blockSize = `${plotHeight(figure) * plotScale()}px`;
  loadPlotly().then((library) => whenSeen(box, () => drawPlot(library, box, sheet, figure)),
    () => sheet.replaceChildren(text("p", "small", summary)));
  return box;
}

// A chart below the edge of its panel is drawn when somebody scrolls to it; none before what stands around it is painted.
function whenSeen(box, act) {
  const watcher = new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting) return;
    watcher.disconnect();
    afterPaint(act);
  });
  watcher.observe(box);
}

const waiting = [];

// All that wait, at once: between two charts the browser would paint the whole screen again.
function afterPaint(act) {
  waiting.push(act);
  if (waiting.length > 1) return;
  requestAnimationFrame(() => setTimeout(() => waiting.splice(0).forEach((one) => one())));
}

function plotScale() {
  return Math.max(unitPixels(), LEAST_CHART_SCALE);
}

function plotHeight(figure) {
  return CHART_HEIGHT + (figure.layout.margin?.t ?? 0);
}

function drawPlot(library, box, sheet, figure) {
  if (!box.isConnected) return;
  const scale = plotScale() * (box.closest(".large") ? LARGE_PANEL_SCALE : 1);
  const width = Math.max(300, Math.floor(box.clientWidth / scale));
  const height = plotHeight(figure);
  box.style.blockSize = `${height * scale}px`;
  sheet.style.transform = `scale(${scale})`;
  const family = getComputedStyle(box).fontFamily;
  const draw = () => {
    const { data, layout } = coloured(figure, paintOf(box));
    const font = { ...layout.font, family };
    const hoverlabel = { ...layout.hoverlabel, font: { ...layout.hoverlabel?.font, family } };
    return library.react(sheet, data, { ...layout, font, hoverlabel, width, height, autosize: false }, PLOT_OPTIONS);
  };
  draw();
  let pointer = {};
  box.addEventListener("mousemove", ({ clientX, clientY }) => { pointer = { clientX, clientY }; });
  redraws.set(sheet, () => (box.matches(":hover") ? keepPointing(sheet, pointer, draw) : draw()));
}

// Within the same frame as the styles around them; what is pointed at stays told.
function recolourPlots(wall) {
  for (const sheet of wall.querySelectorAll(".plot-sheet")) redraws.get(sheet)?.();
}

// Plotly would point again by the event it has seen last, which forgets its target once it has left a component.
async function keepPointing(sheet, pointer, draw) {
  const send = (kind) => sheet.querySelector(".nsewdrag")?.dispatchEvent(new MouseEvent(kind, pointer));
  send("mouseout");
  await draw();
  send("mousemove");
}

// Figures name roles, which only styles know, and a forced palette has names: Plotly understands neither.
function paintOf(box) {
  const probe = el("i", "");
  const paints = new Map();
  return (colour) => {
    if (!paints.has(colour)) {
      box.append(probe);
      probe.style.color = colour;
      paints.set(colour, getComputedStyle(probe).color);
      probe.remove();
    }
    return paints.get(colour);
  };
}

// The figure with every colour as it is to be seen. Its texts stay as they are, whatever they say.
function coloured(part, paint, isColour = false) {
  if (typeof part === "string") return isColour ? paint(part) : part;
  if (Array.isArray(part)) return part.map((one) => coloured(one, paint, isColour));
  if (!part || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, coloured(one, paint, name.endsWith("color"))]));
}
