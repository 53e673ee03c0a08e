// A screen nobody sits at: no selectors, and no pointer once it rests.

const POINTER_RESTS_MS = 3000;

function beKiosk(node, signal) {
  if (addressed("mode") !== "kiosk") return;
  let rest;
  const wake = () => {
    node.classList.remove("pointer-rests");
    clearTimeout(rest);
    rest = setTimeout(() => node.classList.add("pointer-rests"), POINTER_RESTS_MS);
  };
  node.classList.add("kiosk");
  for (const kind of ["pointermove", "pointerdown"]) addEventListener(kind, wake, { signal });
  node.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  signal.addEventListener("abort", () => clearTimeout(rest));
  wake();
}
