// What an interval is, with the runs that are there: the same question asked of a few worlds at a time.

import { FONT, estimate, figure, line, svg, spanOfAxis, ticksOf, titleOf, words } from "./draw.js";
import { FACTS } from "./facts.js";
import { intervalOf } from "./infer.js";
import { t } from "./language.js";
import { level, percent } from "./tell.js";

const AT_A_TIME = 5;
const EACH = 26;

/** A dot a world; below, five worlds at a time, each with its own mean and interval; last, all of them. */
export function whatIsAnInterval(view, wide) {
  const [one] = view.strategies;
  const of = FACTS[view.gain];
  const { values } = view.sample(one.key, of.name);
  if (values.length < 2 * AT_A_TIME) return null;
  const groups = Array.from({ length: Math.floor(values.length / AT_A_TIME) }, (_, at) => values.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME));
  const asked = (some) => intervalOf({ measure: view.sample(one.key, of.name).measure, values: some, above: some, below: some.map(() => 1) }, view.study.confidence);
  const [found, whole] = [groups.map(asked), view.interval(one.key, of.name)];
  const ends = [...values, ...found.flatMap(({ low, high }) => [low, high])].map((value) => of.scale * value);
  const [low, high] = spanOfAxis(ends.filter(Number.isFinite), 0.05);
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const top = 34 + 9 * Math.max(4, ...counts.values()); // the tallest pile of dots
  const tall = top + EACH * (groups.length + 1) + 36;
  const left = 8 + 0.56 * FONT * t("interval.group", { first: 26, last: 30 }).length;
  const px = (value) => left + 10 + ((of.scale * value - low) / (high - low)) * (wide - left - 24);
  const made = svg("svg", { viewBox: `0 0 ${wide} ${tall}` });
  const bottom = tall - 24;
  for (const [value, text] of ticksOf(low, high, 4)) {
    const x = px(value / of.scale);
    made.append(line(x, 8, x, bottom), words(x, tall - 6, text, { "text-anchor": "middle", class: "faint" }));
  }
  const middle = px(whole.estimate);
  made.append(line(middle, 8, middle, bottom, { stroke: "var(--ink)", "stroke-dasharray": "5 4", "stroke-width": 1.6 }));
  const heights = new Map();
  made.append(words(0, top - 24, t("interval.each")));
  for (const value of values) {
    const column = Math.round(px(value) / 9);
    const above = heights.get(column) ?? 0;
    heights.set(column, above + 1);
    made.append(svg("circle", { cx: px(value), cy: top - 16 - 9 * above, r: 4, fill: one.look.colour, "fill-opacity": 0.75 }));
  }
  const holds = found.filter((some) => some.low <= whole.estimate && whole.estimate <= some.high).length;
  found.forEach((some, at) => {
    const y = top + EACH * (at + 0.5);
    made.append(words(0, y + 4.5, t("interval.group", { first: at * AT_A_TIME + 1, last: (at + 1) * AT_A_TIME }), { class: "faint" }), ...estimate(one, some, px, y, "x"));
  });
  const last = top + EACH * (groups.length + 0.7);
  made.append(words(0, last + 4.5, t("interval.all", { count: values.length }), { "font-weight": 700 }), ...estimate(one, whole, px, last, "x"));
  const told = { name: one.name, holds, groups: groups.length, size: AT_A_TIME };
  const said = t("interval.said", { ...told, label: of.label, value: level(of, whole) });
  return figure(t("interval.title"), made, said,
    t("interval.note", { ...told, label: titleOf(of), percent: percent(view.study.confidence), count: values.length }));
}
