// When does calling beat waiting? The two strategies of the question in other markets, and this market as a cross.

import { FONT, axisTitle, figure, svg, words } from "./draw.js";
import { number } from "./digits.js";
import { FACTS } from "./facts.js";
import { compared, sampleOf } from "./infer.js";
import { t } from "./language.js";
import { textOf } from "./settings.js";
import { capital } from "./tell.js";

export const RUNS_OF_MAP = 8;

/** The models of all squares: [{x, y, model}], with the two strategies of the question alone. */
export function squaresOf(settings) {
  const { map, study } = settings.entry;
  const [across, up] = map;
  return up.values.flatMap((y) => across.values.map((x) => {
    const model = settings.modelOf({ ...settings.here, changes: { ...settings.changes, [across.path]: x, [up.path]: y } });
    return { x, y, model: { ...model, groups: model.groups.filter(({ measured }) => measured.some((key) => study.about.includes(key))) } };
  }));
}

/** What was found in each square: [{x, y, n, found}]; `found` is as of `compared`, null as long as nothing is known. */
export function foundIn(pool, settings, squares) {
  const { about, first, confidence } = settings.entry.study;
  return squares.map(({ x, y, model }) => {
    const runs = pool.runs(model, RUNS_OF_MAP);
    const samples = about.map((key) => runs.has(key) && runs.get(key).size && sampleOf(new Map([...runs.get(key)].map(([n, one]) => [n, one.all])), first));
    return { x, y, n: runs.get(about[0])?.size ?? 0, found: samples.every(Boolean) ? compared(...samples, confidence) : null };
  });
}

/** How far along a row of values a value lies, in squares and by equal factors between them; the ends hold what is beyond. */
export function along(values, value) {
  const at = values.findIndex((one) => one >= value);
  if (at < 0) return values.length - 0.5;
  if (at === 0 || values[at] === value) return at + 0.5 - (values[at] > value ? 0.5 : 0);
  const [low, high] = [values[at - 1], values[at]];
  const share = low > 0 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return at - 0.5 + share;
}

/** The picture; `view.map` is {axes, squares (found), here: [x, y]}. */
export function turningMap(view, wide) {
  const { axes: [across, up], squares, here } = view.map;
  const [one, other] = view.study.about.map((key) => view.strategies.find((strategy) => strategy.key === key));
  const of = FACTS[view.study.first];
  const isBetter = (found) => (of.better === "fewer" ? found.estimate < 0 : found.estimate > 0);
  const names = [across, up].map(textOf).map(({ label, unit }) => (unit ? t("map.axis", { label: capital(label), unit }) : capital(label)));
  const frame = { left: 62, right: wide - 10, top: 52 };
  const each = Math.min(84, (frame.right - frame.left) / across.values.length);
  const high = Math.min(64, each);
  const bottom = frame.top + high * up.values.length;
  const made = svg("svg", { viewBox: `0 0 ${wide} ${bottom + 48}` });
  const hatch = (id, colour) => svg("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("rect", { width: 2.4, height: 7, fill: colour }));
  made.append(svg("defs", {}, hatch("open-one", one.look.colour), hatch("open-other", other.look.colour)));
  const said = [];
  for (const { x, y, found } of squares) {
    const [left, top] = [frame.left + across.values.indexOf(x) * each, bottom - (up.values.indexOf(y) + 1) * high];
    const interval = found?.interval;
    const wins = interval && (isBetter(interval) ? other : one);
    const isDecided = found?.finding === "DECIDED";
    const fill = !interval ? "none" : isDecided ? wins.look.colour : `url(#open-${wins === other ? "other" : "one"})`;
    made.append(svg("rect", { x: left + 1, y: top + 1, width: each - 2, height: high - 2, rx: 4, fill, "fill-opacity": isDecided ? 0.85 : 0.5, stroke: "var(--line)" }));
    if (!interval) continue;
    const text = number(of.scale * interval.estimate, { whole: of.whole, sign: true });
    made.append(words(left + each / 2, top + high - 9, text, { "text-anchor": "middle", "font-weight": 700,
      ...(isDecided ? { style: "fill: #fff; stroke: #000; stroke-width: 2.4; paint-order: stroke" } : { style: "stroke: var(--card); stroke-width: 4; paint-order: stroke" }) }));
    const told = t("map.said", { across: names[0], x: number(x), up: names[1], y: number(y), value: text });
    said.push(isDecided ? told : t("map.open", { told }));
  }
  across.values.forEach((x, at) => made.append(words(frame.left + (at + 0.5) * each, bottom + 17, number(x), { "text-anchor": "middle" })));
  up.values.forEach((y, at) => made.append(words(frame.left - 6, bottom - (at + 0.5) * high + 4.5, number(y), { "text-anchor": "end" })));
  made.append(...axisTitle(frame.left, bottom + 40, `${names[0]} →`, wide), ...axisTitle(0, frame.top - 9, `↑ ${names[1]}`, wide));
  const ahead = [one, other].map(({ name }) => t("map.ahead", { name }));
  const letters = Math.min(FONT, (wide / 2 - 22) / (0.64 * Math.max(...ahead.map(({ length }) => length))));
  [one, other].forEach((strategy, at) => {
    const x = at * (wide / 2);
    made.append(svg("rect", { x, y: 4, width: 12, height: 12, rx: 2, fill: strategy.look.colour }), words(x + 17, 15, ahead[at], { "font-size": letters, style: `fill: ${strategy.look.letters}`, "font-weight": 600 }));
  });
  const [cx, cy] = [frame.left + along(across.values, here[0]) * each, bottom - along(up.values, here[1]) * high];
  for (const [stroke, width] of [["var(--card)", 7], ["var(--ink)", 3.2]]) {
    made.append(svg("path", { d: `M${cx - 11},${cy - 11}L${cx + 11},${cy + 11}M${cx - 11},${cy + 11}L${cx + 11},${cy - 11}`, stroke, "stroke-width": width, "stroke-linecap": "round", fill: "none" }));
  }
  const done = squares.filter(({ n }) => n === RUNS_OF_MAP).length;
  const rest = done < squares.length ? ` ${t("map.progress", { done, squares: squares.length })}` : "";
  return figure(t("map.title"), made, said.join("; ") || t("map.nothing"),
    t("map.note", { runs: RUNS_OF_MAP, other: other.name, one: one.name, label: of.label }) + rest);
}
