// One person's lives beside each other: rows of one grid are the same time.

import { element } from "/page/dom.js";
import { t } from "/page/language.js";
import { look, mark, theme } from "/page/palette.js";

/** The columns of a story (the answer of /api/story); `state` knows the strategies. */
export function columns(answer, state) {
  const rows = rowsWithZero(answer);
  return answer.lives.map((life) => column(life, rows, state));
}

/** The head of a column: the strategy's mark, colour and name; `whole` if the world has several. */
export function headOf(strategies, label, state) {
  const at = state.entry.strategies.findIndex((one) => one.key === strategies[0]);
  const sign = strategies.length > 1 ? [] : [mark(at)];
  const heading = element("h3", {}, element("span", { class: "name" }, ...sign, label));
  return { heading, colour: look(at, theme().paper).letters };
}

/** Where rows of the answer stand on the page: without the start, and with a line for day 0. */
function rowsWithZero(answer) {
  const shown = answer.lives.flatMap((life) => life.moments.filter(({ kind }) => kind !== "start"));
  const used = [...new Set(shown.map(({ row }) => row))].sort((a, b) => a - b);
  const later = used.findIndex((row) => shown.some((m) => m.row === row && m.day >= 0));
  const zero = answer.warm_up_days && later >= 0 ? later : null;
  const place = new Map(used.map((row, at) => [row, at + 1 + (zero !== null && at >= zero ? 1 : 0)]));
  return { place, zero: zero === null ? null : zero + 1, count: used.length + (zero === null ? 0 : 1) };
}

function column(life, { place, zero, count }, state) {
  const { heading, colour } = headOf(life.strategies, life.label, state);
  const head = element("header", {}, heading, element("p", { class: "note" }, life.standing_text));
  const list = element("ol", { "aria-label": t("story.person.under", life) });
  const moments = life.moments.filter(({ kind }) => kind !== "start");
  const items = moments.map((moment) => [place.get(moment.row), entry(moment)]);
  if (zero !== null) items.push([zero, zeroLine()]);
  items.sort(([one], [other]) => one - other);
  for (const [row, item] of items) {
    item.style.gridRow = String(row);
    list.append(item);
  }
  if (!moments.length) list.append(element("li", { class: "nothing" }, t("story.person.nothing")));
  const section = element("section", { class: "life", "aria-label": life.label }, head, list);
  section.style.setProperty("--own", colour);
  section.style.gridRow = `1 / span ${Math.max(count, 1) + 1}`;
  return section;
}

function entry(moment) {
  const [first, last] = [Math.floor(moment.day), Math.floor(moment.until)];
  const when = element("span", { class: "when" }, element("b", {}, t("story.person.day", { day: first })), ...(last > first ? [t("story.person.until", { day: last })] : []));
  return element("li", { class: `moment is-${moment.kind}` }, when, element("span", { class: "what" }, moment.text));
}

function zeroLine() {
  const when = element("span", { class: "when" }, element("b", {}, t("story.person.day", { day: 0 })));
  return element("li", { class: "zero" }, when, element("span", { class: "what" }, t("story.person.begins")));
}
