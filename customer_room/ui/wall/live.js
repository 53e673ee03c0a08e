// Hears from the server that the room has changed, asks for the new wall, and tells when contact is lost.

const LIVE_PATH = "/_room/live";
const FIRST_RECONNECT_MS = 250;
const LONGEST_RECONNECT_MS = 4_000;
const CONNECTING_MS = 5_000;
const SILENCE_MS = 45_000; // the server speaks every 20 s
const LOST_AFTER_MS = 5_000;
const ANSWER_MS = 2_000;
const MOST_ASKS = 5;

class Live {
  constructor(ask, onState) {
    this.ask = ask;
    this.onState = onState;
    this.timers = {};
    this.retry = () => this.socket || this.connect();
    this.dialogs = new MutationObserver(dismissConnectionError);
  }

  // The revision of what is on the wall; a wall without one is shown by no room, and listens to nobody.
  shows(revision) {
    if (typeof revision !== "number") return;
    this.shown = revision;
    this.open();
    if (!this.isAsking) return;
    if (revision === this.newest) this.settle();
    else this.askAgain(1);
  }

  open() {
    if (this.isOpen) return;
    this.isOpen = true;
    this.wait = FIRST_RECONNECT_MS;
    addEventListener("online", this.retry);
    this.connect();
  }

  close() {
    this.isOpen = false;
    removeEventListener("online", this.retry);
    this.isAsking = false;
    this.dialogs.disconnect();
    for (const name of Object.keys(this.timers)) this.stop(name);
    this.drop();
  }

  connect() {
    this.stop("reconnect");
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${LIVE_PATH}`);
    this.socket = socket;
    socket.onmessage = ({ data }) => socket === this.socket && this.hear(JSON.parse(data).revision);
    socket.onclose = () => socket === this.socket && this.lose();
    this.start("silence", CONNECTING_MS, () => this.lose());
  }

  drop() {
    const { socket } = this;
    this.socket = null;
    if (!socket) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  hear(revision) {
    this.start("silence", SILENCE_MS, () => this.lose());
    this.wait = FIRST_RECONNECT_MS;
    this.newest = revision;
    if (this.since) {
      this.since = null;
      this.stop("lost");
      this.dialogs.disconnect();
      this.onState({ connected: true, since: null });
    }
    // After an interruption it may be another server, whose revisions begin anew.
    const isNews = this.interrupted || this.shown !== revision;
    this.interrupted = false;
    if (isNews && !this.isAsking) this.askAgain(1);
  }

  // One question at a time, so that a burst of writes costs no more than the walls can draw. It is repeated: Streamlit's
  // own connection may come back later than this one, and then has lost what was asked meanwhile.
  askAgain(count) {
    this.isAsking = count <= MOST_ASKS;
    if (!this.isAsking) return;
    this.start("answer", ANSWER_MS * 2 ** (count - 1), () => this.askAgain(count + 1));
    this.ask(this.newest);
  }

  settle() {
    this.isAsking = false;
    this.stop("answer");
  }

  lose() {
    this.drop();
    this.stop("silence");
    this.settle();
    this.interrupted = true;
    if (!this.since) {
      this.since = new Date();
      this.dialogs.observe(document.body, { childList: true, subtree: true });
      this.start("lost", LOST_AFTER_MS, () => this.onState({ connected: false, since: this.since }));
    }
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

function lostContactWords(view, since) {
  if (!since) return "";
  const time = new Intl.DateTimeFormat(view.language, { hour: "2-digit", minute: "2-digit" }).format(since);
  return view.words.lost_contact.replace("{time}", time);
}
