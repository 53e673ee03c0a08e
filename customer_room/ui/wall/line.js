// The wall's line to the server: asks what is shown at a place, hears of every change there, and tells when it is cut.

const FIRST_RECONNECT_MS = 250;
const LONGEST_RECONNECT_MS = 4_000;
const CONNECTING_MS = 5_000;
const SILENCE_MS = 45_000; // the server speaks every 20 s
const LOST_AFTER_MS = 5_000;

class Line {
  constructor(wall, path) {
    this.wall = wall;
    this.address = new URL(path, location.href.replace(/^http/, "ws"));
    this.timers = {};
    this.number = 0;
    this.wait = FIRST_RECONNECT_MS;
    this.retry = () => this.socket || this.connect();
    this.dialogs = new MutationObserver(dismissConnectionError);
    addEventListener("online", this.retry);
    this.connect();
  }

  close() {
    removeEventListener("online", this.retry);
    this.dialogs.disconnect();
    for (const name of Object.keys(this.timers)) this.stop(name);
    this.drop();
  }

  connect() {
    this.stop("reconnect");
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.onopen = () => socket === this.socket && this.ask();
    socket.onmessage = ({ data }) => socket === this.socket && this.hear(JSON.parse(data));
    socket.onclose = () => socket === this.socket && this.lose();
    this.start("silence", CONNECTING_MS, () => this.lose());
  }

  drop() {
    const { socket } = this;
    this.socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  askIfNew() {
    if (JSON.stringify(this.wall.place.asked) !== this.asked) this.ask();
  }

  // Asked while cut off, it is asked again as soon as the line stands.
  ask() {
    const { place, tags } = this.wall;
    this.number += 1;
    this.asked = JSON.stringify(place.asked);
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ ask: this.number, place: place.asked, tags }));
  }

  hear(message) {
    this.start("silence", SILENCE_MS, () => this.lose());
    this.wait = FIRST_RECONNECT_MS;
    this.isHeard = true;
    if (message.trouble) this.doubt("unreadable");
    else this.trust();
    // The answer to an earlier question is of a place that was left since.
    if (message.ask === this.number && !message.trouble) this.wall.show(message);
  }

  trust() {
    if (!this.since) return;
    this.since = null;
    this.stop("lost");
    this.dialogs.disconnect();
    this.wall.tellContact(null);
  }

  // What is shown may be old. A short interruption is not worth a word.
  doubt(why) {
    if (!this.since) this.since = new Date();
    const { since } = this;
    this.start("lost", since.getTime() + LOST_AFTER_MS - Date.now(), () => this.wall.tellContact({ why, since }));
  }

  lose() {
    this.drop();
    this.stop("silence");
    this.isHeard = false;
    this.dialogs.observe(document.body, { childList: true, subtree: true });
    this.doubt("lost_contact");
    this.start("reconnect", this.wait * (0.5 + Math.random() / 2), this.retry);
    this.wait = Math.min(this.wait * 2, LONGEST_RECONNECT_MS);
  }

  start(name, after, act) {
    this.stop(name);
    this.timers[name] = setTimeout(act, after);
  }

  stop(name) {
    clearTimeout(this.timers[name]);
  }
}

// Streamlit's own dialog, which page.css hides, would keep all keys and touches from the wall.
function dismissConnectionError() {
  for (const button of document.querySelectorAll('[data-testid="stDialog"] button[aria-label="Close"]')) button.click();
}

function contactWords(view, lost) {
  if (!lost) return "";
  const time = new Intl.DateTimeFormat(view.language, { hour: "2-digit", minute: "2-digit" }).format(lost.since);
  return view.words[lost.why].replace("{time}", time);
}
