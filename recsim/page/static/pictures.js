// The other pictures: as time goes by, where contacts and applications end, and world by world.

import { exactly, number } from "./digits.js";
import { FONT, HALO, axisTitle, figure, glyph, heightOf, line, rowsOf, spanOfAxis, svg, ticksOf, titleOf, words } from "./draw.js";
import { FACTS } from "./facts.js";
import { intervalOf } from "./infer.js";
import { SPOKEN, WORDS, t } from "./language.js";
import { ENDS } from "./tables.js";
import { capital, level } from "./tell.js";
import { wrap } from "./words.js";

/** Totals since the start at the end of each week, one list a run. */
const added = (runs, name) => [...runs.values()].map(({ weeks }) => {
  let sum = 0;
  return weeks[name].map((value) => (sum += value));
});

function courseOf(runs, confidence) {
  const all = added(runs, "placements");
  const measure = FACTS.placements;
  const nothing = { estimate: 0, low: 0, high: 0 };
  return [nothing, ...all[0].map((_, week) => {
    const values = all.map((one) => one[week]);
    return intervalOf({ measure, values, above: values, below: values.map(() => 1) }, confidence);
  })];
}

/** Heights that do not overlap, in the order of those that are wished. */
export function apart(heights, gap) {
  const order = heights.map((_, at) => at).sort((a, b) => heights[a] - heights[b]);
  const placed = [...heights];
  for (let pass = 0; pass < 30; pass += 1) {
    for (let k = 1; k < order.length; k += 1) {
      const short = gap - (placed[order[k]] - placed[order[k - 1]]);
      if (short > 0.01) {
        placed[order[k - 1]] -= short / 2;
        placed[order[k]] += short / 2;
      }
    }
  }
  return placed;
}

/** Placements over time: means with their intervals, dashes for what was before. */
export function overTime(view, wide) {
  const tall = heightOf(wide);
  const courses = view.strategies.map((one) => ({
    ...one, course: courseOf(view.runs.get(one.key), view.study.confidence),
    before: view.hasChanged(one.key) ? courseOf(view.oldRuns.get(one.key), view.study.confidence) : null,
  }));
  const reached = courses.flatMap(({ course, before }) => [course, before].filter(Boolean).flatMap((all) => all.map((one) => one.high ?? one.estimate)));
  const [, top] = spanOfAxis([0, Math.max(...reached, 1)], 0.06);
  const names = courses.map(({ name }) => wrap(name, 14));
  const right = 16 + Math.min(0.3 * wide, 0.68 * FONT * Math.max(...names.flat().map(({ length }) => length)));
  const frame = { left: 48, right: wide - right, top: 30, bottom: tall - 50 };
  const weeks = courses[0].course.length - 1;
  const px = (week) => frame.left + (week / weeks) * (frame.right - frame.left);
  const py = (value) => frame.bottom - (value / top) * (frame.bottom - frame.top);
  const made = svg("svg", { viewBox: `0 0 ${wide} ${tall}` });
  for (const [value, text] of ticksOf(0, top, 3)) {
    made.append(line(frame.left, py(value), frame.right, py(value)), words(frame.left - 6, py(value) + 4.5, text, { "text-anchor": "end", class: "faint" }));
  }
  for (const [day, text] of ticksOf(0, 7 * weeks, wide > 420 ? 4 : 2)) {
    made.append(words(px(day / 7), frame.bottom + 18, text, { "text-anchor": "middle", class: "faint" }));
  }
  made.append(...axisTitle(0, frame.top - 13, t("time.up"), wide), words(frame.right, tall - 6, t("time.across"), { "text-anchor": "end" }));
  const path = (all, of) => all.map((one, week) => `${px(week)},${py(of(one))}`);
  for (const { course, look: { colour } } of courses) {
    const band = [...path(course, (one) => one.low ?? one.estimate), ...path(course, (one) => one.high ?? one.estimate).reverse()];
    made.append(svg("polygon", { points: band.join(" "), fill: colour, opacity: 0.18 }));
  }
  for (const { course, before, look: { colour } } of courses) {
    const drawn = { fill: "none", stroke: colour };
    if (before) made.append(svg("polyline", { ...drawn, points: path(before, (one) => one.estimate).join(" "), "stroke-dasharray": "3 4", "stroke-width": 1.6 }));
    made.append(svg("polyline", { ...drawn, points: path(course, (one) => one.estimate).join(" "), "stroke-width": 2.6 }));
  }
  const last = courses.map(({ course }) => py(course.at(-1).estimate));
  const heights = apart(last, 17 * Math.max(...names.map(({ length }) => length)));
  courses.forEach((one, at) => {
    made.append(glyph(one, frame.right, last[at], 0.7));
    names[at].forEach((text, row) => made.append(words(frame.right + 10, heights[at] + 4.5 + (row - (names[at].length - 1) / 2) * 16, text,
      { "font-weight": 700, style: `fill: ${one.look.letters}`, ...HALO })));
  });
  const said = courses.map(({ name, course }) => `${name}: ${level(FACTS.placements, course.at(-1))}`).join("; ");
  return figure(t("time.title"), made, said, [t("time.note", { confidence: exactly(100 * view.study.confidence) }), ...(view.oldRuns ? [t("time.before")] : [])].join(" "), ["placements"]);
}

/** Of 100 that ended, how many came to each end: [{name, colour, shares: [number or null a strategy]}]. */
function endingsOf(view, group) {
  const totals = view.strategies.map(({ key }) => group.ends.map(({ measures }) => {
    const runs = [...view.runs.get(key).values()];
    return runs.reduce((sum, { all }) => sum + measures.reduce((part, name) => part + (all[name] || 0), 0), 0) / runs.length;
  }));
  const sums = totals.map((one) => one.reduce((a, b) => a + b, 0));
  return { counts: sums, ends: group.ends.map((end, at) => ({ ...end, shares: totals.map((one, place) => (sums[place] > 0 ? (100 * one[at]) / sums[place] : null)) })) };
}

/** Where approaches and applications end, a stripe a strategy. */
export function ends(view, wide) {
  const named = Object.entries(ENDS).map(([name, all]) => ({ ...SPOKEN.ends[name], ends: all.map((end, at) => ({ ...end, name: SPOKEN.ends[name].ends[at] })) }));
  const groups = named.map((group) => ({ ...group, ...endingsOf(view, group) })).filter(({ counts }) => counts.some((count) => count > 0));
  if (!groups.length) return null;
  const made = svg("svg");
  let y = 0;
  const said = [];
  for (const { heading, nothing, counts, ends: all } of groups) {
    y += 18;
    made.append(words(0, y, heading, { "font-weight": 700 }));
    y += 10;
    const shown = all.filter(({ shares }) => shares.some((share) => share >= 0.5));
    let [x, row] = [0, y + 12];
    for (const { name, colour } of shown) {
      const long = 24 + 0.56 * FONT * name.length;
      if (x + long > wide) [x, row] = [0, row + 18];
      made.append(svg("rect", { x, y: row - 10, width: 11, height: 11, fill: colour }), words(x + 15, row, name, { class: "faint" }));
      x += long;
    }
    y = row + 10;
    view.strategies.forEach((one, place) => {
      made.append(glyph(one, 9, y + 11, 0.6), words(20, y + 15.5, counts[place] > 0 ? t("ends.in_a_run", { name: one.name, count: number(counts[place], { whole: true }) }) : t("ends.nothing", { name: one.name, nothing }),
        { "font-weight": 600, style: `fill: ${one.look.letters}` }));
      y += 22;
      if (!(counts[place] > 0)) return;
      let start = 0;
      for (const { name, colour, shares } of shown) {
        const size = (shares[place] / 100) * wide;
        made.append(svg("rect", { x: start, y, width: Math.max(0, size - 1), height: 24, fill: colour }));
        if (size > 30) made.append(words(start + size / 2, y + 17, number(shares[place], { whole: true }), { "text-anchor": "middle", style: `fill: ${inkOn(colour)}` }));
        said.push(t("ends.said", { name: one.name, end: name, share: number(shares[place]) }));
        start += size;
      }
      y += 32;
    });
    y += 8;
  }
  made.setAttribute("viewBox", `0 0 ${wide} ${y}`);
  return figure(t("ends.title"), made, said.join("; "), t("ends.note"));
}

/** Black or white letters, whichever is read better on a colour. */
function inkOn(colour) {
  const [r, g, b] = [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16));
  return 0.3 * r + 0.59 * g + 0.11 * b > 140 ? "#1a1a1a" : "#ffffff";
}

/** The difference that the question is about, world by world: a dot a world, left and right of none. */
export function worlds(view, wide) {
  if (!view.study.about) return null;
  const [one, other] = view.study.about.map((key) => view.strategies.find((strategy) => strategy.key === key));
  const of = FACTS[view.study.first];
  const valuesOf = ({ key }) => new Map(view.sample(key, of.name).numbers.map((n, at) => [n, view.sample(key, of.name).values[at]]));
  const [base, changed] = [one, other].map(valuesOf);
  const all = [...changed].filter(([n]) => base.has(n)).map(([n, value]) => of.scale * (value - base.get(n)));
  if (!all.length) return null;
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const room = 0.06 * (high - low || 1);
  const px = (value) => 12 + ((value - low + room) / (high - low + 2 * room)) * (wide - 24);
  const size = 7;
  const stacks = new Map();
  const dots = all.sort((a, b) => a - b).map((value) => {
    const column = Math.round(px(value) / (2 * size + 2));
    const up = (stacks.get(column) ?? 0) + 1;
    stacks.set(column, up);
    return [column * (2 * size + 2), up, value];
  });
  const label = t("worlds.axis", { label: titleOf(of), other: other.name, one: one.name });
  const below = 42 + 16 * rowsOf(label, wide);
  const tall = below + 28 + Math.max(...stacks.values()) * (2 * size + 2);
  const made = svg("svg", { viewBox: `0 0 ${wide} ${tall}` });
  const ground = tall - below;
  for (const [value, text] of ticksOf(low - room, high + room, wide > 420 ? 4 : 2)) made.append(words(px(value), ground + 18, text, { "text-anchor": "middle", class: "faint" }));
  made.append(line(8, ground, wide - 8, ground), line(px(0), 8, px(0), ground, { stroke: "var(--ink)", "stroke-width": 1.6 }));
  for (const [x, up, value] of dots) {
    const { colour } = (value === 0 || (value > 0) === (of.better !== "fewer") ? (value === 0 ? one : other) : one).look;
    made.append(svg("circle", { cx: x, cy: ground - up * (2 * size + 2) + size, r: size, fill: value === 0 ? "var(--soft)" : colour }));
  }
  made.append(...axisTitle(wide / 2, tall - 4, label, wide, { "text-anchor": "middle" }));
  const count = (which) => all.filter(which).length;
  const [more, same, fewer] = [count((value) => value > 0), count((value) => value === 0), count((value) => value < 0)];
  const [less, greater] = of.phrase.sides;
  const said = [[more, greater], [fewer, less], [same, WORDS.EQUAL_WORLDS]].filter(([n]) => n).map(([n, word]) => t("worlds.side", { side: word, count: n })).join(", ");
  return figure(t("pictures.worlds"), made, t("worlds.said", { other: other.name, one: one.name, label: of.label, told: said, count: all.length }),
    t("worlds.note", { other: capital(other.name), one: one.name, told: capital(said), count: all.length }));
}
