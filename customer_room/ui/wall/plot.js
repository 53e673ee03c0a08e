// Charts of a stage's page, drawn by Plotly, which is fetched from the room once the wall stands.

const PLOTLY_ADDRESS = "/assets/plotly.js";
// Without what stands above the plot.
const CHART_HEIGHT = 334;
// Charts are designed in wall units; on a small screen they keep at least this share of that size.
const LEAST_CHART_SCALE = 0.46;
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
  loadPlotly().then((library) => requestAnimationFrame(() => drawPlot(library, box, sheet, figure)),
    () => sheet.replaceChildren(text("p", "small", summary)));
  return box;
}

function drawPlot(library, box, sheet, figure) {
  if (!box.isConnected) return;
  const scale = Math.max(unitPixels(), LEAST_CHART_SCALE);
  const width = Math.max(300, Math.floor(box.clientWidth / scale));
  const height = CHART_HEIGHT + (figure.layout.margin?.t ?? 0);
  box.style.blockSize = `${height * scale}px`;
  sheet.style.transform = `scale(${scale})`;
  const font = { ...figure.layout.font, family: getComputedStyle(box).fontFamily };
  const layout = { ...figure.layout, font, width, height, autosize: false };
  library.newPlot(sheet, figure.data, layout, PLOT_OPTIONS);
}
