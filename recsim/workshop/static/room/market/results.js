// What a team sees of the quarters that were played: its own numbers, the pool, the others.

import { element } from "/page/dom.js";
import { t } from "/page/language.js";
import { capital, value } from "../measure.js";
import { place, told } from "../words.js";
import { HOW_TO_READ, courses, effectsOf, teams } from "./pictures.js";
import { marketSaid } from "./told.js";

const LEAST = 21; // rem that a picture needs

/** Nodes for a participant's view, as wide as `wide` pixels; `size` is that of the page's type. */
export function results(view, wide, size) {
  const { challenge, market } = view;
  const { latest, series } = market;
  const mine = latest.teams.find((row) => row.mine);
  const count = Math.max(1, Math.min(2, Math.floor(wide / (LEAST * size))));
  const each = Math.round(wide / count - 2.4 * size);
  const order = [challenge.maximise.name, "response_rate", "burnt_pool_share", challenge.harm.name].filter((name) => series[name]);
  const pictures = order.map((name) => courses({ series: series[name], measure: challenge.told[name], quarters: challenge.quarters, wide: each })).filter(Boolean);
  const own = (latest.effects ?? []).flatMap((effect) => marketSaid(effect, challenge, latest));
  const waits = latest.effects === null ? [element("p", { class: "soft" }, t("market.results.computed"))] : [];
  return [
    element("div", { class: "cards" }, ...(mine ? cards(mine, view) : [])),
    ...(own.length || waits.length ? [element("div", { class: "told" }, element("h3", {}, t("market.results.team")), ...own.map((text) => element("p", {}, text)), ...waits)] : []),
    element("div", { class: "courses" }, ...pictures),
    element("p", { class: "note" }, HOW_TO_READ),
    element("div", { class: "told" }, element("h3", {}, t("market.results.room")), ...marketSaid(latest, challenge, latest).map((text) => element("p", {}, text))),
    teams({ latest, challenge, named: true, wide: Math.round(wide - 2.4 * size) }),
    ...(market.set ? [everybody(market.set)] : []),
    ...(market.over && latest.effects?.length > 1 ? [effectsOf({ effects: latest.effects, challenge, wide })] : []),
  ].filter(Boolean);
}

/** The numbers that matter most: own gain, place, and what became of answers and people. */
function cards(mine, { challenge, market }) {
  const { maximise, harm, told: measures } = challenge;
  const { latest, series } = market;
  const at = latest.quarter - 1;
  const last = (name) => (at > 0 && series[name].own[at - 1] ? t("market.results.last", { quarter: at, value: value({ mean: series[name].own[at - 1].mean }, measures[name]) }) : "");
  const card = (id, written, label, ...more) => {
    const [big, ...span] = written.split(" (");
    return element("div", { class: "fact", id }, element("p", {}, element("b", {}, big), span.length ? ` (${span.join(" (")}` : "", element("br"), label), ...more.filter(Boolean).map((text) => element("p", { class: "soft" }, text)));
  };
  const rank = mine.rank ? place({ rank: mine.rank, cap: "met", of: latest.teams.length }) : "";
  const { response_rate: answers, burnt_pool_share: lost } = mine.quarter;
  return [
    card("own-gain", value(mine.quarter[maximise.name], maximise), t("market.results.gain", { label: maximise.label, quarter: latest.quarter }), last(maximise.name),
      t(`market.results.so_far${rank ? "_place" : ""}`, { value: value(mine.so_far[maximise.name], maximise), place: rank })),
    answers && card("own-answers", value(answers, measures.response_rate), t("market.results.answered"), last("response_rate")),
    card("own-harm", value(mine.quarter[harm.name], harm), harm.label, last(harm.name)),
    lost && card("own-lost", value(lost, measures.burnt_pool_share), t("market.results.burnt"), last("burnt_pool_share")),
  ].filter(Boolean);
}

/** What every team set in every quarter. */
export function everybody(set) {
  const quarters = set[0]?.quarters.map((_, at) => t("market.results.quarter", { quarter: at + 1 })) ?? [];
  const inWords = (changes) => (changes.length ? changes.map(({ label, value: to }) => t("market.results.change", { label, value: told(to) })).join("; ") : t("market.team.start"));
  return element("details", { class: "told", open: true }, element("summary", {}, t("market.results.set")),
    element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": t("market.results.set") },
      element("table", { class: "sets" },
        element("thead", {}, element("tr", {}, ...[t("desk.standings.team"), ...quarters].map((text) => element("th", { scope: "col" }, text)))),
        element("tbody", {}, ...set.map(({ name, quarters: all }) =>
          element("tr", {}, element("th", { scope: "row" }, name), ...all.map((changes) => element("td", {}, capital(inWords(changes))))))))));
}
