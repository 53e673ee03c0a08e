// Elements, texts and addresses. Every text of the wall passes through here as textContent.

const LONGEST_DRAWN = 480;
const LONGEST_PLAIN = 18;
// Hebrew, Arabic, the scripts of India and South-East Asia: their marks stand higher and lower than Latin letters.
const TALL_SCRIPTS = /[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]/;

function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter(Boolean));
  return node;
}

// The head of a text that no screen could show whole, never cut within a character.
function drawn(text) {
  if (text.length <= LONGEST_DRAWN) return text;
  const head = text.slice(0, LONGEST_DRAWN);
  return head.replace(/[\ud800-\udbff]$/, "") + "…";
}

// A text cut at its number of lines; the whole of a long one stays in its title.
function text(tag, className, value) {
  const node = document.createElement(tag);
  const whole = value ?? "";
  node.className = className ? `t ${className}` : "t";
  if (TALL_SCRIPTS.test(whole)) node.classList.add("tall");
  node.dir = "auto";
  node.textContent = drawn(whole);
  if (whole.length > LONGEST_PLAIN) node.title = whole;
  return node;
}

// A text whose number of lines is given by the level of the fit.
function clamped(tag, className, value, name) {
  const node = text(tag, className, value);
  node.style.setProperty("--lines", `var(--lines-${name})`);
  return node;
}

function named(node, label) {
  node.setAttribute("aria-label", label);
  return node;
}

// Only our own file route is ever fetched; anything else counts as missing.
function fileAddress(address) {
  if (typeof address !== "string" || !address.startsWith("/files/")) return null;
  const url = new URL(address, location.origin);
  const ours = url.origin === location.origin && url.pathname.startsWith("/files/");
  return ours ? url.pathname + url.search : null;
}

// What the address says of this one screen, beside the period: read it when the wall begins.
function addressed(name) {
  return new URLSearchParams(location.search).get(name) ?? "";
}

function moreText(words, count) {
  return words.more.includes("{n}") ? words.more.replace("{n}", String(count)) : `+ ${count} ${words.more}`;
}
