// Numbers as text: the scores above the charts, and the table of all measures.

import { element } from "./levers.js";
import { mark } from "./palette.js";
import { csv, hasInterval, known, number, spanned } from "./words.js";

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** Key figures of the strategies in view, and the legend of all charts. */
export function scores(place, picture, looks) {
  const cards = picture.answer.strategies.filter(({ key }) => picture.show.includes(key)).map((result) => {
    const { placements, offences_per_100_placements: offences } = result.measures;
    const before = picture.before?.strategies.find(({ key }) => key === result.key);
    const line = (what, now, then) => {
      const old = known(then) && then.mean !== now?.mean ? ` before ${number(then.mean)}` : "";
      return element("p", {}, element("b", {}, spanned(now)), ` ${what}`, element("span", { class: "soft" }, old));
    };
    const look = looks.get(result.key);
    const name = element("p", { class: "name" }, mark(look.place), result.label || result.key);
    name.style.setProperty("--own", look.letters);
    return element(
      "div",
      { class: "score", "data-strategy": result.key },
      name,
      line("placements", placements, before?.measures.placements),
      line("offences per 100 placements", offences, before?.measures.offences_per_100_placements),
    );
  });
  place.replaceChildren(...cards);
}

/** Every measure of every strategy in view with its interval, unit and definition. */
export function table(place, { detail, answer, show }) {
  const drawn = answer.strategies.filter(({ key }) => show.includes(key));
  const head = ["Measure", ...drawn.map((result) => result.label || result.key), "Definition"];
  const names = Object.keys(detail.definitions).filter((name) => drawn.some((r) => name in r.measures));
  const rows = names.map((name) => {
    const { label, unit, definition } = detail.definitions[name];
    const share = unit === "share";
    const cells = drawn.map((result) => element("td", {}, spanned(result.measures[name], share ? 100 : 1)));
    const measure = element("th", { scope: "row" }, `${capital(label)} (${share ? "%" : unit})`);
    return element("tr", {}, measure, ...cells, element("td", { class: "soft" }, definition));
  });
  const made = element(
    "table",
    {},
    element("caption", {}, "Means over the runs, with their intervals in brackets"),
    element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...rows),
  );
  place.replaceChildren(made);
}

/** The same as CSV, all strategies, in the measures' own units. */
export function numbersCsv({ detail, answer, seed }) {
  const rows = answer.strategies.flatMap((result) =>
    Object.entries(result.measures).map(([name, estimate]) => {
      const ends = hasInterval(estimate) ? [estimate.low, estimate.high] : [null, null];
      const unit = detail.definitions[name]?.unit;
      return [detail.short, seed, answer.replications, result.key, name, unit, estimate?.mean, ...ends];
    }));
  return csv(["scenario", "seed", "replications", "strategy", "measure", "unit", "mean", "low", "high"], rows);
}
