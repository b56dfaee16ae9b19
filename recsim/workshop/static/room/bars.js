// The ranges of a room about one question, sorted, and the truth across them.

import { axis, base } from "./drawing.js";
import { look } from "/page/palette.js";
import { number } from "/page/digits.js";
import { t } from "/page/language.js";
import { hasInterval } from "./estimates.js";
import { factor, scaled, titled } from "./measure.js";

/**
 * The figure: {question, mine, width, height, font, theme} as plotly's data and layout.
 *
 * `question` is {measure label and unit, ranges: [[low, high]], truth: {mean, low, high}}; `mine` is
 * {low, high} or null. No range has a name.
 */
export function bars({ question, mine = null, width, height, font, theme }) {
  const times = factor(question);
  const truth = scaled(question.truth, question);
  const ranges = question.ranges
    .map(([low, high]) => [low * times, high * times])
    .sort((one, other) => one[0] + one[1] - other[0] - other[1]);
  const held = ([low, high]) => low <= truth.mean && truth.mean <= high;
  const thick = Math.max(3, Math.min(14, (0.6 * (height - 5 * font)) / Math.max(1, ranges.length)));
  const rows = (wanted) => ({
    x: ranges.flatMap((range) => (held(range) === wanted ? [...range, null] : [])),
    y: ranges.flatMap((range, at) => (held(range) === wanted ? [at, at, null] : [])),
    mode: "lines", hoverinfo: "skip",
    line: { width: thick, color: look(wanted ? 0 : 1, theme.paper).colour, dash: wanted ? "solid" : "1px,2px" },
  });
  const own = mine ? ranges.findIndex(([low, high]) => low === mine.low * times && high === mine.high * times) : -1;
  const data = [rows(true), rows(false)];
  const ends = [...ranges.flat(), truth.mean];
  const all = Math.max(...ends) - Math.min(...ends) || 1;
  const place = (truth.mean - Math.min(...ends)) / all;
  const side = place < 0.2 ? "left" : place > 0.8 ? "right" : "center"; // at an edge its word would be cut off
  const room = [0.05 * all, (own >= 0 ? 0.2 : 0.05) * all]; // for a word beside one's own bar
  const layout = base({ theme, font }, {
    width, height,
    margin: { l: 8, r: 12, t: 2.2 * font, b: 8 },
    xaxis: axis({ theme }, titled(question), { range: [Math.min(...ends) - room[0], Math.max(...ends) + room[1]], nticks: 8 }),
    yaxis: { visible: false, range: [-0.8, ranges.length - 0.2], fixedrange: true },
    shapes: [
      ...(hasInterval(truth)
        ? [{ type: "rect", yref: "paper", x0: truth.low, x1: truth.high, y0: 0, y1: 1, fillcolor: theme.grid, line: { width: 0 }, layer: "below" }]
        : []),
      { type: "line", yref: "paper", x0: truth.mean, x1: truth.mean, y0: 0, y1: 1, line: { color: theme.ink, width: 2.5 } },
    ],
    annotations: [
      { x: truth.mean, yref: "paper", y: 1, yanchor: "bottom", xanchor: side, showarrow: false, text: t("rooms.bars.result", { value: number(truth.mean) }), font: { color: theme.ink, weight: 700, size: 1.1 * font } },
      ...(own >= 0
        ? [{ x: ranges[own][1], y: own, xanchor: "left", xshift: 6, showarrow: false, text: t("rooms.bars.yours"), font: { color: theme.ink, weight: 700 } }]
        : []),
    ],
  });
  const right = ranges.filter(held).length;
  return { data, layout, aria: t("rooms.bars.said", { right, count: ranges.length, value: number(truth.mean) }) };
}

/** How tall the figure wants to be. */
export const barsHeight = (count) => (width, font) => Math.min(32, 7 + 1.1 * count) * font;

/** The words below it. */
export function barsNote(question) {
  const truth = question.truth.mean;
  const held = question.ranges.filter(([low, high]) => low <= truth && truth <= high).length;
  const all = question.ranges.length;
  const claimed = Math.round(100 * question.confidence);
  const fits = Math.round((claimed / 100) * all);
  return t("rooms.bars.note", { held, count: all, claimed, fits });
}
