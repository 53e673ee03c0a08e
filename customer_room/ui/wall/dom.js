// Elements, texts and addresses. Every text of the wall passes through here as textContent.

const LONGEST_DRAWN = 480;

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

function text(tag, className, value) {
  const node = document.createElement(tag);
  node.className = className ? `t ${className}` : "t";
  node.dir = "auto";
  node.textContent = drawn(value ?? "");
  return node;
}

// A text that may be cut at the given number of lines; the whole of it stays in the title.
function clamped(tag, className, value, name) {
  const node = text(tag, `clamp ${className}`, value);
  node.style.setProperty("--lines", `var(--lines-${name})`);
  node.title = value ?? "";
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

function moreText(words, count) {
  return words.more.includes("{n}") ? words.more.replace("{n}", String(count)) : `+ ${count} ${words.more}`;
}
