// Colours and marks of strategies, the same and in the same order as in recsim's reports.

const COLOURS = [
  "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9",
  "#332288", "#8c564b", "#117733", "#999933", "#000000", "#7f7f7f",
];

/** Names of plotly's symbols, and the same shapes as SVG paths in a square from -10 to 10. */
export const MARKS = [
  ["circle", "M0,-8A8,8 0 1 1 -0.01,-8Z"],
  ["square", "M-7,-7H7V7H-7Z"],
  ["triangle-up", "M0,-8L8.5,7H-8.5Z"],
  ["diamond", "M0,-9L9,0L0,9L-9,0Z"],
  ["triangle-down", "M0,8L8.5,-7H-8.5Z"],
  ["cross", "M-3,-9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z"],
  ["x", "M-8,-4L-4,-8L0,-4L4,-8L8,-4L4,0L8,4L4,8L0,4L-4,8L-8,4L-4,0Z"],
  ["pentagon", "M0,-9L8.6,-2.8L5.3,7.3H-5.3L-8.6,-2.8Z"],
  ["hexagon", "M0,-9L7.8,-4.5V4.5L0,9L-7.8,4.5V-4.5Z"],
  ["triangle-left", "M-8,0L7,-8.5V8.5Z"],
  ["triangle-right", "M8,0L-7,-8.5V8.5Z"],
  ["diamond-tall", "M0,-10L6,0L0,10L-6,0Z"],
];

const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
const hex = (rgb) =>
  "#" + rgb.map((p) => Math.round(255 * p).toString(16).padStart(2, "0")).join("");

function luminance(rgb) {
  const [r, g, b] = rgb.map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours, 1 to 21 (WCAG 2.1). */
export function contrast(one, other) {
  const [low, high] = [one, other].map((c) => luminance(parts(c))).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The colour, moved towards black or white until it stands out from the ground that much. */
export function readable(colour, ground, ratio) {
  const goal = luminance(parts(ground)) > 0.4 ? 0 : 1;
  let rgb = parts(colour);
  for (let step = 0; step < 200 && contrast(hex(rgb), ground) < ratio; step += 1) {
    rgb = rgb.map((p) => p + 0.03 * (goal - p));
  }
  return hex(rgb);
}

export const faint = (colour, opacity) =>
  `rgba(${parts(colour).map((p) => Math.round(255 * p)).join(",")},${opacity})`;

/** Colours of the page as they are now, light or dark. */
export function theme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return { paper: read("--card"), ink: read("--ink"), soft: read("--soft"), grid: read("--grid") };
}

/** Colours of a picture that leaves the page. */
export const LIGHT = { paper: "#ffffff", ink: "#1a1a1a", soft: "#595959", grid: "#e6e6e6" };

/** Colour for marks (3 to 1), colour for letters (4.5 to 1) and symbol of the strategy at a place. */
export function look(place, ground) {
  const colour = COLOURS[place % COLOURS.length];
  return {
    colour: readable(colour, ground, 3),
    letters: readable(colour, ground, 4.6),
    symbol: MARKS[place % MARKS.length][0],
  };
}

/** The mark of the strategy at a place as a small picture that screen readers pass over. */
export function mark(place) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-10 -10 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("glyph");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", MARKS[place % MARKS.length][1]);
  svg.append(path);
  return svg;
}
