// Shapes that say a state without colour. Every icon is drawn on a 24 by 24 field and hidden from screen readers:
// the word beside it says the same.

const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

const solid = (d) => svg("path", { d, class: "solid" });
const mark = (d) => svg("path", { d, class: "mark" });
const line = (d) => svg("path", { d, class: "line" });
const ring = (r, extra = {}) => svg("circle", { cx: 12, cy: 12, r, class: "line", ...extra });
const disc = (r) => svg("circle", { cx: 12, cy: 12, r, class: "solid" });

const OCTAGON = "M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z";
const DIAMOND = "M12 .8 23.2 12 12 23.2.8 12z";
const TRIANGLE = "M12 1.6 23.4 22H.6z";
const STAR = "M12 .8l3.4 7.4 8 .9-6 5.4 1.7 7.9-7.1-4-7.1 4 1.7-7.9-6-5.4 8-.9z";
const CHECK = "M6.4 12.4l3.9 4 7.4-8.4";
const CROSS = "M7.6 7.6l8.8 8.8M16.4 7.6l-8.8 8.8";
const BANG = "M12 6v7.2M12 16.6v1.8";

const SHAPES = {
  letting_down: () => [solid(OCTAGON), mark(BANG)],
  watch: () => [solid(DIAMOND), mark("M12 7v6M12 15.6v1.6")],
  keeping_promise: () => [disc(11), mark(CHECK)],
  unknown: () => [ring(10, { "stroke-dasharray": "4 3.4" }), line("M8.6 9.2c.4-4 6.8-3.8 6.6.2-.1 2.4-3.2 2.4-3.2 5M12 17v1.6")],
  broken: () => [solid("M2 2h20v20H2z"), mark(CROSS)],
  reliable: () => [disc(11), mark(CHECK)],
  differentiating: () => [solid(STAR)],
  met: () => [disc(11), mark(CHECK)],
  missed: () => [solid(TRIANGLE), mark("M12 9v6M12 17.6v1.6")],
  no_target: () => [ring(10), line("M7 12h10")],
  no_data: () => [ring(10, { "stroke-dasharray": "4 3.4" })],
  up: () => [solid("M12 3l9 16H3z")],
  down: () => [solid("M12 21l9-16H3z")],
  same: () => [solid("M3 7h18v3.6H3zM3 13.4h18V17H3z")],
  stale: () => [ring(10), line("M12 6v6.4l4.4 2.6")],
  play: () => [solid("M6 2.6v18.8L21.4 12z")],
  pause: () => [solid("M5 3h5v18H5zM14 3h5v18h-5z")],
  sound: () => [solid("M2 8.4h5L13 3v18l-6-5.4H2z"), line("M16.4 8.2a6 6 0 0 1 0 7.6M19.4 5a10 10 0 0 1 0 14")],
  silent: () => [solid("M2 8.4h5L13 3v18l-6-5.4H2z"), line("M16.4 9l6 6M22.4 9l-6 6")],
  missing: () => [line("M4 2h11l5 5v15H4z"), line("M8.6 10.6l6.8 6.8M15.4 10.6l-6.8 6.8")],
  previous: () => [line("M15 4l-8 8 8 8")],
  next: () => [line("M9 4l8 8-8 8")],
  enlarge: () => [line("M12 4v16M4 12h16")],
  reduce: () => [line("M4 12h16")],
  close: () => [line("M5 5l14 14M19 5L5 19")],
};

function icon(shape, className = "") {
  const draw = SHAPES[shape] ?? SHAPES.unknown;
  return svg("svg", { viewBox: "0 0 24 24", class: `icon ${className}`, "aria-hidden": "true" }, ...draw());
}

// A round button that shows a shape and is named by its label; its key begins with the place it stands in.
function control(place, shape, label, act) {
  const button = named(el("button", "control", icon(shape)), label);
  button.type = "button";
  button.dataset.key = `${place}:${shape}`;
  button.title = label;
  button.addEventListener("click", act);
  return button;
}

// A line of up to 24 periods; a period without a reading breaks it, and one between two gaps is a dot.
function sparkline(points, target, label) {
  const width = 100;
  const height = 30;
  const x = (index) => (points.length > 1 ? (index * width) / (points.length - 1) : width / 2);
  const y = (share) => height - share * height;
  const node = svg("svg", { viewBox: `-3 -3 ${width + 6} ${height + 6}`, class: "spark", role: "img",
    preserveAspectRatio: "none", "aria-label": label });
  if (target !== null) {
    node.append(svg("line", { x1: 0, x2: width, y1: y(target), y2: y(target), class: "target" }));
  }
  let run = [];
  const close = () => {
    if (run.length === 1) run.push([run[0][0] + 0.01, run[0][1]]);
    if (run.length) node.append(svg("polyline", { points: run.map((at) => at.join(",")).join(" ") }));
    run = [];
  };
  points.forEach((share, index) => (share === null ? close() : run.push([x(index), y(share)])));
  close();
  const last = points.at(-1);
  if (last !== null && last !== undefined) {
    node.append(svg("line", { x1: width, x2: width + 0.01, y1: y(last), y2: y(last), class: "last" }));
  }
  return node;
}
