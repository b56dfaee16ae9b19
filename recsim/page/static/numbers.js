// Numbers beside the pictures: two a strategy, large; all of them as a table and as a file.

import { element } from "./dom.js";
import { FACTS } from "./facts.js";
import { SPOKEN, t } from "./language.js";
import { mark } from "./palette.js";
import { capital, level, unknown } from "./tell.js";
import { csv } from "./words.js";

/** Two numbers a strategy, with what they were before. */
export const cards = (view) => view.strategies.map((one) => {
  const lines = [view.gain, view.harm].map((name) => {
    const [of, now, then] = [FACTS[name], view.interval(one.key, name), view.was(one.key, name)];
    const arrow = then && now && then.estimate !== now.estimate ? (now.estimate > then.estimate ? "↑" : "↓") : "";
    const old = arrow ? element("span", { class: "soft" }, ` ${t("finding.before", { arrow, value: level(of, { ...then, low: null }) })}`) : null;
    return element("p", { "data-measures": name, "data-before": Boolean(old) }, element("b", {}, now ? level(of, { ...now, low: null }) : "–"), ` ${of.label}`, old);
  });
  return element("div", { class: "score", style: `--own: ${one.look.letters}` }, element("p", { class: "key" }, mark(one.place), one.name), ...lines);
});

/** What words mean, and the measures that are shown. */
export function glossary({ study }) {
  const all = [...Object.values(SPOKEN.glossary), ...study.shown.map((name) => [capital(FACTS[name].label), FACTS[name].definition])];
  return element("dl", {}, ...all.flatMap(([word, text]) => [element("dt", {}, word), element("dd", {}, text)]));
}

/** A row a measure, a column a strategy. */
export function tableOf(view) {
  const head = element("tr", {}, element("td"), ...view.strategies.map(({ name }) => element("th", { scope: "col" }, name)));
  const body = view.study.shown.map((name) => element("tr", {}, element("th", { scope: "row" }, capital(FACTS[name].label)),
    ...view.strategies.map(({ key }) => element("td", {}, view.interval(key, name) ? level(FACTS[name], view.interval(key, name)) : unknown(FACTS[name])))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}

/** The same as CSV text, with seed and number of runs. */
export function csvOf(view, { entry, seed }) {
  const lines = view.strategies.flatMap(({ key }) => view.study.shown.map((name) => {
    const found = view.interval(key, name);
    return [entry.name, seed, view.done, key, name, FACTS[name].unit, found?.estimate, found?.low, found?.high];
  }));
  return csv(["scenario", "seed", "replications", "strategy", "measure", "unit", "mean", "low", "high"], lines);
}
