// Charts of a stage's page, drawn by Plotly, which is fetched from the room once the wall stands.

const PLOTLY_ADDRESS = "/assets/plotly.js";
// Without what stands above the plot.
const CHART_HEIGHT = 334;
// Charts are designed in wall units; on a small screen they keep at least this share of that size.
const LEAST_CHART_SCALE = 0.46;
const LARGE_PANEL_SCALE = 1.7;
const PLOT_OPTIONS = { displayModeBar: false, responsive: false, scrollZoom: false, showAxisDragHandles: false };

let plotly = null;

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

// A chart below the edge of its panel is drawn when somebody scrolls to it.
function whenSeen(box, act) {
  const watcher = new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting) return;
    watcher.disconnect();
    act();
  });
  watcher.observe(box);
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
  const font = { ...figure.layout.font, family: getComputedStyle(box).fontFamily };
  const layout = { ...figure.layout, font, width, height, autosize: false };
  library.newPlot(sheet, figure.data, layout, PLOT_OPTIONS);
}
