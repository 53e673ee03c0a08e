// The wall's own typeface, served beside the page: a meeting room has no internet.

const ALPHABETS = {
  latin: "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F," +
    "U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
  "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF," +
    "U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
  cyrillic: "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
  greek: "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF",
};
const FAMILIES = { "Wall Detail": "sofia-sans-condensed", "Wall Glance": "sofia-sans-extra-condensed" };
const FONTS_PATIENCE_MS = 1500;

function addFonts() {
  if ([...document.fonts].some((face) => face.family.includes("Wall Glance"))) return;
  for (const [family, file] of Object.entries(FAMILIES)) {
    for (const [alphabet, unicodeRange] of Object.entries(ALPHABETS)) {
      const source = `url(/assets/fonts/${file}-${alphabet}.woff2) format("woff2")`;
      document.fonts.add(new FontFace(family, source, { unicodeRange, weight: "1 1000", display: "swap" }));
    }
  }
}

// Settles when the Latin letters are there, or when waiting longer would be worse than a system typeface.
function fontsReady() {
  addFonts();
  const loads = Object.keys(FAMILIES).map((family) => document.fonts.load(`700 32px "${family}"`));
  const patience = new Promise((resolve) => setTimeout(resolve, FONTS_PATIENCE_MS));
  return Promise.race([Promise.allSettled(loads), patience]);
}
