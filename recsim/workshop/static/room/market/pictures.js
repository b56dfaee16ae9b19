// What became of a market that teams share: by quarter, team by team, and what each did to the others.

import { FONT, HALO, axisTitle, figure, line, rowsOf, spanOfAxis, svg, ticksOf, words } from "/page/draw.js";
import { number } from "/page/digits.js";
import { t } from "/page/language.js";
import { apart } from "/page/pictures.js";
import { hasInterval, known } from "../estimates.js";
import { capital, labelled, scaled, titled } from "../measure.js";
import { difference } from "../words.js";

const OWN = { stroke: "var(--accent)", fill: "var(--accent)" };
const REST = { stroke: "var(--edge)", fill: "var(--edge)" };
const START = { stroke: "var(--ink)", fill: "var(--card)" };
const SQUARE = "M-6,-6H6V6H-6Z";
const DISC = "M0,-7A7,7 0 1 1 -0.01,-7Z";

const mark = (shape, x, y, look, scale = 1) => svg("path", { d: shape, transform: `translate(${x} ${y}) scale(${scale})`, "stroke-width": 2, ...look });
const ends = (found) => (known(found) ? [found.mean, ...(hasInterval(found) ? [found.low, found.high] : [])] : []);

/**
 * A measure by quarter: one's own team (or the average one), the others, and everybody at the start.
 *
 * `series` is {own, others, all, start} of one measure; `quarters` how many there will be.
 */
export function courses({ series, measure, quarters, wide, tall = Math.round(Math.min(0.62 * wide, 320)), own = t("market.pictures.own") }) {
  const lines = series.own ? { bold: series.own, name: own } : { bold: series.all, name: t("market.pictures.average") };
  const of = (list) => list.map((one) => scaled(typeof one === "number" ? { mean: one } : one, measure));
  const [bold, start, others] = [of(lines.bold), of(series.start), series.others.map(of)];
  const all = [...bold, ...start, ...others.flat()].flatMap(ends);
  if (!all.length) return null;
  const [low, high] = spanOfAxis(all, 0.1);
  const names = [lines.name, ...(others.length ? [t(`market.pictures.${series.own ? "others" : "each"}`)] : []), t("market.pictures.start")];
  const right = 12 + 0.56 * FONT * Math.max(...names.map(({ length }) => length));
  const title = `↑ ${titled(measure)}`;
  const frame = { left: 46, right: wide - right, top: 24 + 16 * rowsOf(title, wide), bottom: tall - 30 };
  const px = (quarter) => frame.left + 14 + (quarters > 1 ? quarter / (quarters - 1) : 0.5) * (frame.right - frame.left - 28);
  const py = (at) => frame.bottom - ((at - low) / (high - low)) * (frame.bottom - frame.top);
  const made = svg("svg", { viewBox: `0 0 ${wide} ${tall}` });
  for (const [at, text] of ticksOf(low, high, 3)) {
    made.append(line(frame.left, py(at), frame.right, py(at)), words(frame.left - 6, py(at) + 4.5, text, { "text-anchor": "end", class: "faint" }));
  }
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    made.append(words(px(quarter), tall - 10, t("market.pictures.short", { quarter: quarter + 1 }), { "text-anchor": "middle", class: quarter < bold.length ? "" : "faint" }));
  }
  made.append(...axisTitle(0, frame.top - 10, title, wide));
  const path = (list, more) => {
    const points = list.map((one, at) => known(one) && `${px(at)},${py(one.mean)}`).filter(Boolean).join(" ");
    return svg("polyline", { points, fill: "none", ...more });
  };
  for (const list of others) {
    made.append(path(list, { stroke: REST.stroke, "stroke-width": 1.2, opacity: 0.7 }));
    list.forEach((one, at) => known(one) && made.append(svg("circle", { cx: px(at), cy: py(one.mean), r: 2.4, fill: REST.fill, opacity: 0.8 })));
  }
  made.append(path(start, { stroke: START.stroke, "stroke-width": 1.8, "stroke-dasharray": "5 4" }));
  start.forEach((one, at) => known(one) && made.append(mark(SQUARE, px(at), py(one.mean), START, 0.7)));
  made.append(path(bold, { stroke: OWN.stroke, "stroke-width": 3 }));
  bold.forEach((one, at) => {
    if (!known(one)) return;
    if (hasInterval(one)) made.append(line(px(at), py(one.low), px(at), py(one.high), { stroke: OWN.stroke, "stroke-width": 3, "stroke-linecap": "round" }));
    made.append(mark(DISC, px(at), py(one.mean), { ...OWN, stroke: "var(--card)" }));
  });
  const lasts = [bold, ...(others.length ? [others.reduce((sum, list) => [...sum, list.at(-1)], [])] : []), start];
  const heights = lasts.map((list, at) => {
    const found = at === 1 && others.length ? list.filter(known).map(({ mean }) => mean) : ends(list.at(-1)).slice(0, 1);
    return found.length ? py(found.reduce((sum, one) => sum + one, 0) / found.length) : frame.top;
  });
  const looks = [{ style: `fill: ${OWN.fill}`, "font-weight": 700 }, ...(others.length ? [{ class: "faint" }] : []), {}];
  const end = px(bold.length - 1) + 12;
  apart(heights, 16).forEach((y, at) => made.append(words(end, y + 4.5, names[at], { ...HALO, ...looks[at] })));
  const said = [[lines.name, bold], [t("market.pictures.start"), start]].map(([name, list]) =>
    t("market.pictures.said", { name, quarters: list.map((one, at) => t("market.pictures.said_quarter", { quarter: at + 1, value: known(one) ? number(one.mean) : t("rooms.values.undefined") })).join(", ") }));
  return figure(capital(measure.label), made, said.join("; "));
}

/** What the pictures by quarter have in common. */
export const HOW_TO_READ = t("market.pictures.read");

/** A row a team: how much it has so far, and at what harm. `best` is the order that ranks give. */
export function teams({ latest, challenge, named, wide }) {
  const { maximise, harm } = challenge;
  const rows = latest.teams;
  const each = 30;
  const name = (row, at) => (row.mine ? row.name || t("market.pictures.own") : named ? row.name : row.name || t("market.pictures.team", { number: at + 1 }));
  const names = rows.map((row, at) => `${row.rank ? `${row.rank.text.replace("-", "–")}  ` : ""}${name(row, at)}`);
  const left = 10 + 0.58 * FONT * Math.max(...names.map(({ length }) => length));
  const top = 44;
  const tall = top + each * rows.length + 26;
  const half = (wide - left - 26) / 2;
  const made = svg("svg", { viewBox: `0 0 ${wide} ${tall}` });
  const columns = [[maximise, OWN, DISC, left], [harm, { stroke: "var(--put-off)", fill: "var(--put-off)" }, SQUARE, left + half + 26]];
  for (const [measure, look, shape, from] of columns) {
    const found = rows.map((row) => scaled(row.so_far[measure.name], measure));
    const share = !measure.isRate ? 1 / rows.length : 1;
    const before = scaled(latest.start.so_far[measure.name], measure);
    const at = known(before) ? before.mean * share : null;
    const [low, high] = spanOfAxis([...found.flatMap(ends), ...(at === null ? [] : [at])], 0.1);
    const px = (x) => from + 6 + ((x - low) / (high - low)) * (half - 12);
    const lines = axisTitle(from, top - 14, capital(measure.label), half);
    made.append(...lines);
    for (const [x, text] of ticksOf(low, high, half > 220 ? 3 : half > 130 ? 2 : 1)) {
      made.append(line(px(x), top, px(x), tall - 22), words(px(x), tall - 6, text, { "text-anchor": "middle", class: "faint" }));
    }
    if (at !== null) made.append(line(px(at), top, px(at), tall - 22, { stroke: "var(--ink)", "stroke-width": 1.6, "stroke-dasharray": "5 4" }));
    rows.forEach((row, place) => {
      const y = top + (place + 0.5) * each;
      const one = found[place];
      if (!known(one)) return;
      if (hasInterval(one)) made.append(line(px(one.low), y, px(one.high), y, { stroke: look.stroke, "stroke-width": 3, "stroke-linecap": "round", opacity: 0.75 }));
      made.append(mark(shape, px(one.mean), y, { ...look, stroke: "var(--card)" }, row.mine ? 1.15 : 0.85));
    });
  }
  rows.forEach((row, place) => made.append(words(0, top + (place + 0.5) * each + 4.5, names[place], { "font-weight": row.mine ? 700 : 400 })));
  const said = rows.map((row, at) => t("market.pictures.teams_said", { name: names[at], gain: labelled(row.so_far[maximise.name], maximise), harm: labelled(row.so_far[harm.name], harm) })).join("; ");
  const ranked = rows.some(({ rank, mine }) => rank && !mine) ? ` ${t("market.pictures.places")}` : "";
  return figure(t(`market.pictures.all${latest.quarter === 1 ? "_first" : ""}`, latest), made, said, t("market.pictures.dashes") + ranked);
}


/** What each team's settings did to itself, and what they did to all others together. */
export function effectsOf({ effects, challenge, wide }) {
  const { maximise } = challenge;
  if (!effects.length) return null;
  const each = 40;
  const names = effects.map(({ name }) => name);
  const left = 10 + 0.58 * FONT * Math.max(...names.map(({ length }) => length));
  const top = 46;
  const tall = top + each * effects.length + 26;
  const found = effects.map(({ own, others }) => [own, others].map((one) => scaled(one, maximise)));
  const [low, high] = spanOfAxis([0, ...found.flat().flatMap(ends)], 0.08);
  const px = (x) => left + 8 + ((x - Math.min(low, 0)) / (Math.max(high, 0) - Math.min(low, 0) || 1)) * (wide - left - 24);
  const made = svg("svg", { viewBox: `0 0 ${wide} ${tall}` });
  for (const [x, text] of ticksOf(Math.min(low, 0), Math.max(high, 0), 5)) {
    made.append(line(px(x), top - 8, px(x), tall - 22), words(px(x), tall - 6, `${x > 0 ? "+" : ""}${text}`, { "text-anchor": "middle", class: "faint" }));
  }
  made.append(line(px(0), top - 8, px(0), tall - 22, { stroke: "var(--ink)", "stroke-width": 1.6 }));
  const looks = [[OWN, DISC, t("market.pictures.itself")], [{ stroke: "var(--put-off)", fill: "var(--put-off)" }, SQUARE, t("market.pictures.rest")]];
  let x = left;
  for (const [look, shape, text] of looks) {
    made.append(mark(shape, x + 8, 12, { ...look, stroke: "var(--card)" }, 0.9), words(x + 20, 16.5, text));
    x += 44 + 0.58 * FONT * text.length;
  }
  effects.forEach((one, place) => {
    const y = top + place * each;
    made.append(words(0, y + 16, one.name, { "font-weight": 700 }));
    found[place].forEach((estimate, at) => {
      if (!known(estimate)) return;
      const [look, shape] = looks[at];
      const level = y + 6 + 14 * at;
      if (hasInterval(estimate)) made.append(line(px(estimate.low), level, px(estimate.high), level, { stroke: look.stroke, "stroke-width": 3, "stroke-linecap": "round" }));
      made.append(mark(shape, px(estimate.mean), level, { ...look, stroke: "var(--card)" }, 0.85));
    });
  });
  const said = effects.map(({ name, own, others }) => t("market.pictures.effect_said", { name, own: difference(own, maximise), others: difference(others, maximise) })).join("; ");
  return figure(t("market.pictures.effects"), made, said,
    t("market.pictures.effects_what", maximise));
}
