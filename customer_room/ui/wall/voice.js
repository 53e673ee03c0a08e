// One voice at a time: a single audio element plays every clip of the wall.

class Voice {
  constructor(strip) {
    this.strip = strip;
    this.audio = new Audio();
    this.audio.preload = "none";
    this.clips = new Map();
    this.clip = null;
    this.failed = false;
    for (const event of ["play", "pause", "timeupdate", "seeked"]) this.audio.addEventListener(event, () => this.paint());
    this.audio.addEventListener("ended", () => this.stop());
    this.audio.addEventListener("error", () => this.fail());
  }

  // New data: a clip that is still on the wall plays on.
  update(view, root) {
    this.root = root;
    this.words = view.words;
    this.clips = new Map(view.stages.flatMap((stage) => stage.clips.map((clip) => [clip.id, clip])));
    if (this.clip && this.clips.get(this.clip.id)?.url !== this.clip.url) this.stop();
    if (this.clip) this.clip = this.clips.get(this.clip.id);
    this.paint();
  }

  toggle(id) {
    if (this.clip?.id === id && !this.failed) {
      if (this.audio.paused) this.play();
      else this.audio.pause();
      return;
    }
    this.clip = this.clips.get(id);
    this.audio.src = fileAddress(this.clip.url);
    this.play();
  }

  // Hear a clip from a line on; what has not been fetched yet starts there as soon as its length is known.
  playFrom(id, seconds) {
    if (this.clip?.id !== id || this.failed) this.toggle(id);
    else if (this.audio.paused) this.play();
    if (this.audio.readyState >= HTMLMediaElement.HAVE_METADATA) this.audio.currentTime = seconds;
    else this.audio.addEventListener("loadedmetadata", () => (this.audio.currentTime = seconds), { once: true });
  }

  play() {
    this.failed = false;
    this.audio.play().catch((reason) => reason.name !== "AbortError" && this.fail());
    this.paint();
  }

  fail() {
    if (!this.clip) return;
    this.failed = true;
    this.paint();
  }

  stop() {
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.clip = null;
    this.failed = false;
    this.paint();
  }

  get playing() {
    return Boolean(this.clip) && !this.audio.paused && !this.failed;
  }

  share() {
    const { currentTime, duration } = this.audio;
    return Number.isFinite(duration) && duration > 0 ? currentTime / duration : 0;
  }

  paint() {
    for (const row of this.root.querySelectorAll("[data-clip]")) {
      const current = this.clip?.id === row.dataset.clip;
      const playing = current && this.playing;
      row.classList.toggle("current", current);
      row.classList.toggle("playing", playing);
      row.querySelector(".progress i").style.transform = `scaleX(${current ? this.share() : 0})`;
      setText(row.querySelector(".verb"), `${playing ? this.words.pause : this.words.play}:`);
      this.paintTranscript(row, current);
    }
    this.paintStrip();
  }

  // The line that is heard is marked, and brought into sight when it changes.
  paintTranscript(row, current) {
    const lines = [...row.querySelectorAll("[data-starts]")];
    const heard = current ? lines.findLast((line) => Number(line.dataset.starts) <= this.audio.currentTime + 0.05) : null;
    for (const line of lines) {
      const before = line.getAttribute("aria-current") === "true";
      if (before === (line === heard)) continue;
      line.setAttribute("aria-current", String(line === heard));
      if (line === heard) line.scrollIntoView({ block: "nearest" });
    }
  }

  paintStrip() {
    this.strip.hidden = !this.clip;
    if (!this.clip) {
      this.strip.replaceChildren();
      return;
    }
    if (!this.strip.firstChild) {
      this.strip.append(text("p", "voice-title", ""), text("p", "voice-line glance", ""), el("span", "progress", el("i", "")),
        text("p", "voice-time glance", ""));
    }
    const [title, said, progress, time] = this.strip.children;
    const at = this.audio.currentTime;
    const spoken = this.clip.lines.findLast((one) => one.starts <= at);
    const speaker = spoken?.speaker && !this.failed ? ` · ${spoken.speaker}` : "";
    named(this.strip, this.words.transcript);
    said.setAttribute("role", this.failed ? "alert" : "none");
    setText(title, this.clip.title + speaker);
    setText(said, this.failed ? this.words.play_error : spoken?.text ?? "");
    said.classList.toggle("failed", this.failed);
    progress.firstChild.style.transform = `scaleX(${this.share()})`;
    setText(time, [at, this.audio.duration].filter(Number.isFinite).map(clockTime).join(" / "));
  }
}

function clockTime(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function setText(node, value) {
  if (node.textContent !== value) node.textContent = value;
}
