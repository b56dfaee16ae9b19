// The pictures, as SVG in the look of recsim/report/style.py. A view: {strategies: [{key, name, place, look, was}],
// study, interval(key, measure, segment), sample(key, measure), gain, harm} (view.js). `was`: the mark before, or null.

import { asIs } from "./digits.js";
import { FACTS } from "./facts.js";
import { beside, leader } from "./labels.js";
import { SPOKEN, t } from "./language.js";
import { MARKS } from "./palette.js";
import { AXES } from "./tables.js";
import { capital, level, unknown } from "./tell.js";
import { wrap } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
export const HALO = { "paint-order": "stroke", stroke: "var(--card)", "stroke-width": 3, "stroke-linejoin": "round" };
export const FONT = 13;

export function svg(name, properties = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export const words = (x, y, text, more = {}) => svg("text", { x, y, "font-size": FONT, ...more }, text);
export const line = (x1, y1, x2, y2, more = {}) => svg("line", { x1, y1, x2, y2, stroke: "var(--grid)", ...more });

/** A strategy's mark; hollow for what was before. */
export function glyph({ place, look: { colour } }, x, y, size, more = {}) {
  const paint = { d: MARKS[place % MARKS.length][1], fill: colour, stroke: "var(--card)", "stroke-width": 2 };
  return svg("path", { ...paint, transform: `translate(${x} ${y}) scale(${size})`, ...more });
}

/** Round numbers within an interval, at least about so many, and how they are written. */
export function ticksOf(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [5, 2, 1].map((one) => one * power).find((one) => one <= rough * 1.001) ?? power;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high * (1 + 1e-12); at += 1) {
    found.push([at * step, asIs((at * step).toFixed(digits), { grouped: digits === 0 })]);
  }
  return found;
}

/** Ends of an axis around values: from 0 unless they are far from it. */
export function spanOfAxis(values, pad = 0.1) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least >= 0 && least < 0.4 * most) return [0, most * (1 + pad)];
  const room = pad * (most - least || Math.abs(most) || 1);
  return [least - room, most + room];
}

export const titleOf = ({ label, unit }) => capital(unit === "share" ? t("draw.percent", { label }) : label);
export const endsOf = (found) => (found ? [found.estimate, found.low ?? found.estimate, found.high ?? found.estimate] : []);

/** A picture with its heading, and what it says for those who do not see it; `measures` are the names of what it shows. */
export function figure(heading, drawn, said, note = "", measures = []) {
  const made = document.createElement("figure");
  if (measures.length) made.dataset.measures = measures.join(" ");
  const [head, below] = [document.createElement("h2"), document.createElement("figcaption")];
  head.textContent = heading;
  below.textContent = note;
  below.className = "soft";
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", said);
  made.append(head, drawn, ...(note ? [below] : []));
  return made;
}

let tallest = 440;

/** How tall a picture may be, in the units that it is drawn in. */
export function limitHeight(tall) {
  tallest = tall;
}

export const heightOf = (wide) => Math.round(Math.min(Math.max(0.66 * wide, 250), tallest));

/** Gain against harm: single runs, means, what was before, names; up and to the left is better. */
export function plane(view, wide) {
  const tall = heightOf(wide);
  const [across, up] = [FACTS[view.harm], FACTS[view.gain]];
  const points = (key) => {
    const [xs, ys] = [across, up].map((of) => new Map(view.sample(key, of.name).numbers.map((n, at) => [n, of.scale * view.sample(key, of.name).values[at]])));
    return [...xs].map(([n, x]) => [x, ys.get(n)]).filter((pair) => pair.every(Number.isFinite));
  };
  const shown = view.strategies.map((one) => {
    const [x, y] = [across, up].map((of) => view.interval(one.key, of.name));
    return { ...one, x, y, cloud: points(one.key), middle: x && y && [x.estimate * across.scale, y.estimate * up.scale] };
  }).filter(({ middle }) => middle);
  const far = view.far ?? 1; // of the latest change, while it is replayed
  const now = ({ was, middle }) => (was ? was.map((from, axis) => from + far * (middle[axis] - from)) : middle);
  const made = svg("svg", { viewBox: `0 0 ${wide} ${tall}` });
  if (!shown.length) return null;
  const all = shown.flatMap(({ middle, cloud, was }) => [middle, ...cloud, ...(was ? [was] : [])]);
  const limit = view.study.limits[across.name];
  const xs = [...all.map(([x]) => x), ...(limit === undefined ? [] : [limit * across.scale])];
  const [[x0, x1], [y0, y1]] = [spanOfAxis(xs, 0.12), spanOfAxis(all.map(([, y]) => y), 0.14)];
  const [upper, lower] = [`↑ ${titleOf(up)}`, `${titleOf(across)} →`];
  const frame = { left: 52, right: wide - 16, top: 24 + 16 * rowsOf(upper, wide), bottom: tall - 46 - 16 * rowsOf(lower, wide) };
  const px = (x) => frame.left + 8 + ((x - x0) / (x1 - x0)) * (frame.right - frame.left - 8);
  const py = (y) => frame.bottom - ((y - y0) / (y1 - y0)) * (frame.bottom - frame.top);
  const ticks = ticksOf(x0, x1, wide > 420 ? 4 : 3);
  const widest = 0.62 * FONT * Math.max(...ticks.map(([, text]) => text.length)) + 8;
  const every = ticks.length > 1 ? Math.ceil(widest / (px(ticks[1][0]) - px(ticks[0][0]))) : 1;
  ticks.forEach(([value, text], at) => {
    made.append(line(px(value), frame.top, px(value), frame.bottom));
    if (at % every === 0) made.append(words(px(value), frame.bottom + 18, text, { "text-anchor": "middle", class: "faint" }));
  });
  for (const [value, text] of ticksOf(y0, y1, 3)) {
    made.append(line(frame.left, py(value), frame.right, py(value)), words(frame.left - 6, py(value) + 4.5, text, { "text-anchor": "end", class: "faint" }));
  }
  made.append(...axisTitle(frame.right, tall - 6, lower, wide, { "text-anchor": "end" }), ...axisTitle(0, frame.top - 11, upper, wide));
  made.append(words(frame.left + 8, frame.top + 14, t("draw.better"), { class: "faint" }));
  if (limit !== undefined) {
    const x = px(limit * across.scale);
    made.append(line(x, frame.top, x, frame.bottom, { stroke: "var(--ink)", "stroke-dasharray": "2 4", "stroke-width": 1.6 }));
    made.append(words(x - 5, frame.bottom - 6, t("draw.limit", { value: asIs(limit) }), { "text-anchor": "end", ...HALO }));
  }
  for (const one of shown) if (!one.was || far === 1) for (const [x, y] of one.cloud) made.append(glyph(one, px(x), py(y), 0.4, { opacity: 0.38, stroke: "none" }));
  for (const one of shown.filter(({ was }) => was)) {
    const [[ax, ay], [bx, by]] = [one.was, now(one)].map(([x, y]) => [px(x), py(y)]);
    made.append(line(ax, ay, bx, by, { stroke: one.look.colour, "stroke-dasharray": "3 4", "stroke-width": 1.6 }));
    made.append(glyph(one, ax, ay, 0.75, { fill: "none", stroke: one.look.colour, "stroke-width": 2.2 }));
  }
  const lines = shown.map(({ name }) => wrap(name, 20));
  const spots = shown.map(now).map(([x, y]) => [px(x) - frame.left, frame.bottom - py(y)]);
  const places = beside(spots, lines, { wide: frame.right - frame.left, tall: frame.bottom - frame.top, font: FONT });
  const onPage = (x, y) => [x + frame.left, frame.bottom - y];
  shown.forEach(({ look }, at) => {
    const end = leader(spots[at], places[at]);
    if (end) made.append(line(...onPage(...spots[at]), ...onPage(...end), { stroke: look.letters, "stroke-width": 1.2 }));
  });
  for (const one of shown) made.append(glyph(one, px(now(one)[0]), py(now(one)[1]), 1.05));
  shown.forEach(({ look }, at) => {
    const [x, y] = onPage(spots[at][0] + places[at].dx, spots[at][1] + places[at].dy);
    lines[at].forEach((text, row) => made.append(words(x, y + 4.5 + (row - (lines[at].length - 1) / 2) * 16, text,
      { "text-anchor": "middle", "font-weight": 700, style: `fill: ${look.letters}`, ...HALO })));
  });
  const said = shown.map(({ name, x, y }) => `${name}: ${up.label} ${level(up, y)}, ${across.label} ${level(across, x)}`).join("; ");
  const cloud = view.done > 1 ? t("draw.small_marks") : "";
  const old = shown.some(({ was }) => was) ? ` ${t("draw.hollow")}` : "";
  const drawn = figure(SPOKEN.pictures.plane, made, said, cloud + old, [up.name, across.name]);
  drawn.dataset.before = String(Boolean(old));
  return drawn;
}

/** A title of an axis in as many lines as it needs, the last one at y. */
export function axisTitle(x, y, text, wide, more = {}) {
  const lines = wrap(text, Math.floor((wide - 16) / 7.6));
  return lines.map((part, row) => words(x, y - 16 * (lines.length - 1 - row), part, more));
}

export const rowsOf = (text, wide) => wrap(text, Math.floor((wide - 16) / 7.6)).length - 1;

/** A mark with its interval, along x or y. */
export function estimate(one, found, to, place, along) {
  const at = (value) => (along === "x" ? [to(value), place] : [place, to(value)]);
  const bar = found.low === null ? [] : [line(...at(found.low), ...at(found.high), { stroke: one.look.colour, "stroke-width": 3.2, "stroke-linecap": "round" })];
  return [...bar, glyph(one, ...at(found.estimate), 0.85)];
}

/** A measure by occupation (the fill rate, or placements), from those where many people search to those where few do. */
export function byOccupation(view, wide, measure = "fill_rate") {
  const tall = heightOf(wide);
  const of = FACTS[measure];
  const found = view.segments.map(({ place }) => view.strategies.map(({ key }) => view.interval(key, measure, place)));
  const ends = found.flat().flatMap(endsOf);
  if (!ends.length) return null;
  const made = svg("svg", { viewBox: `0 0 ${wide} ${tall}` });
  const [low, high] = spanOfAxis(ends.map((end) => end * of.scale), 0.08);
  const upper = `↑ ${titleOf(of)}`;
  const frame = { left: 44, right: wide - 8, top: 26 + 16 * rowsOf(upper, wide), bottom: tall - 62 };
  const py = (y) => frame.bottom - ((y * of.scale - low) / (high - low)) * (frame.bottom - frame.top);
  const each = (frame.right - frame.left) / view.segments.length;
  for (const [value, text] of ticksOf(low, high, 3)) {
    const y = py(value / of.scale);
    made.append(line(frame.left, y, frame.right, y), words(frame.left - 6, y + 4.5, text, { "text-anchor": "end", class: "faint" }));
  }
  made.append(...axisTitle(0, frame.top - 13, upper, wide));
  const step = Math.min(18, (0.4 * each) / Math.max(1, view.strategies.length - 1));
  const px = (segment, row) => frame.left + (segment + 0.5) * each + (row - (view.strategies.length - 1) / 2) * step;
  view.strategies.forEach((one, row) => {
    const known = found.map((all, place) => [px(place, row), all[row]]).filter(([, mean]) => mean);
    const path = known.map(([x, mean]) => `${x},${py(mean.estimate)}`).join(" ");
    made.append(svg("polyline", { points: path, fill: "none", stroke: one.look.colour, "stroke-width": 1.6, opacity: 0.6 }));
    for (const [x, mean] of known) made.append(...estimate(one, mean, py, x, "y"));
  });
  const longest = Math.max(...view.segments.flatMap(({ name }) => name.split(" ")).map((word) => word.length));
  const letters = Math.min(FONT, (0.94 * each) / (0.56 * longest));
  view.segments.forEach(({ name }, place) => wrap(name, Math.floor(each / (0.56 * letters))).forEach((text, row) =>
    made.append(words(frame.left + (place + 0.5) * each, frame.bottom + 18 + 14 * row, text, { "text-anchor": "middle", "font-size": letters }))));
  const [many, few] = (wide > 320 ? ["many_search", "few_search"] : ["many_search_short", "few_search_short"]).map((key) => t(`draw.${key}`));
  made.append(words(frame.left, tall - 6, many, { class: "faint" }), words(frame.right, tall - 6, few, { "text-anchor": "end", class: "faint" }));
  const said = view.segments.map(({ name }, place) => `${name}: ${view.strategies.map((one, row) =>
    `${one.name} ${found[place][row] ? level(of, found[place][row]) : "-"}`).join(", ")}`).join("; ");
  const drawn = figure(measure === "fill_rate" ? SPOKEN.pictures.segments : t("draw.by_occupation", { label: titleOf(of) }), made, said, "", [of.name]);
  drawn.dataset.segments = "all";
  return drawn;
}

/** A declared outcome: a row a strategy, a mark with its interval below its number. */
export function outcomes(view, name, wide) {
  const of = FACTS[name];
  const found = view.strategies.map(({ key }) => view.interval(key, name));
  const each = 42;
  const tall = each * view.strategies.length + 24;
  const made = svg("svg", { viewBox: `0 0 ${wide} ${tall}` });
  const told = found.map((one) => (one ? level(of, one) : unknown(of)));
  const letters = Math.min(FONT, (wide - 22) / (0.62 * Math.max(...told.map(({ length }) => length)))); // that all can be read
  const before = view.strategies.map(({ key }) => view.was(key, name));
  const ends = [...found, ...before].flatMap(endsOf).map((end) => end * of.scale);
  const isSum = name === AXES.HARMED;
  const [low, high] = ends.length ? spanOfAxis(isSum ? [0, ...ends] : ends, 0.04) : [0, 1];
  const px = (x) => 10 + ((x * of.scale - low) / (high - low)) * (wide - 22);
  for (const [value, text] of ends.length ? ticksOf(low, high, 2) : []) {
    const x = px(value / of.scale);
    made.append(line(x, 0, x, tall - 20), words(Math.min(x, wide - 0.3 * FONT * text.length), tall - 4, text, { "text-anchor": "middle", class: "faint" }));
  }
  view.strategies.forEach((one, row) => {
    const y = row * each + 30;
    let start = 0;
    for (const [part, colour] of isSum ? [[AXES.OFFENDED, "var(--put-off)"], [AXES.RESENTED, "var(--put-off-light)"]] : []) {
      const size = view.interval(one.key, part)?.estimate ?? 0;
      made.append(svg("rect", { x: px(start), y: y - 7, width: Math.max(0, px(start + size) - px(start)), height: 14, fill: colour }));
      start += size;
    }
    if (before[row]) made.append(glyph(one, px(before[row].estimate), y, 0.75, { fill: "none", stroke: one.look.colour, "stroke-width": 2.2 }));
    if (found[row]) made.append(...estimate(one, found[row], px, y, "x"));
    made.append(glyph(one, 9, y - 18, 0.6), words(20, y - 13.5, told[row], { "font-size": letters, "font-weight": 600, style: `fill: ${one.look.letters}`, ...HALO }));
  });
  const said = view.strategies.map((one, row) => `${one.name}: ${told[row]}`).join("; ");
  const isOld = before.some(Boolean);
  const notes = [isSum ? SPOKEN.pictures.made_of : "", isOld ? t("draw.hollow") : ""].filter(Boolean).join(" ");
  const drawn = figure(titleOf(of), made, said, notes, [name]);
  drawn.dataset.before = String(isOld);
  return drawn;
}
