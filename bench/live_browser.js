// Notes when a wall hears of a write, and when the first stage's promise, which every write changes, is on the screen.
(() => {
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  const noted = { heardAt: 0, drawnAt: {} };
  window.noted = noted;
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      if (!String(given[0]).endsWith("/_room/wall")) return;
      this.addEventListener("message", ({ data }) => { if (data.slice(0, 200).includes('},"wall":{')) noted.heardAt = now(); });
    }
  };
  window.watchPromise = (promise) => {
    const root = promise.getRootNode();
    const look = () => {
      const text = root.querySelector(".stage .promise").textContent;
      const number = Number(text.replace("Write ", ""));
      if (text.startsWith("Write ") && !(number in noted.drawnAt)) {
        noted.drawnAt = { [number]: 0 };
        requestAnimationFrame(() => { noted.drawnAt = { [number]: now() }; });
      }
    };
    new MutationObserver(look).observe(root, { childList: true, subtree: true, characterData: true });
  };
  window.whenDrawn = (number) => new Promise((done) => {
    const look = () => {
      if (noted.drawnAt[number]) done([noted.heardAt, noted.drawnAt[number]]);
      else setTimeout(look, 2);
    };
    look();
  });
})();
