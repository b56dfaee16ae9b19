// The trainer's view of a market that teams share: who has handed in, what they set, what it did.

import { element, rem } from "/page/dom.js";
import { SPOKEN, t } from "/page/language.js";
import { value } from "../measure.js";
import { difference } from "../words.js";
import { HOW_TO_READ, courses, effectsOf, teams } from "./pictures.js";
import { everybody } from "./results.js";
import { marketSaid } from "./told.js";

const { standings: SAID } = SPOKEN.desk;

/** Names of the teams, with a tick for those that handed in. */
export const handedIn = (view) =>
  element("ul", { class: "handed-in" }, ...view.teams.map((name) => {
    const done = view.handed_in.includes(name);
    return element("li", { class: done ? "done" : "" }, `${name}${done ? " ✓" : ""}`);
  }));

/** Pictures of a measure each, as wide as they may be. */
export function coursesOf({ market, challenge }, names, wide, tall) {
  return names.filter((name) => market.series?.[name]).map((name) =>
    courses({ series: market.series[name], measure: challenge.told[name], quarters: challenge.quarters, wide, ...(tall ? { tall } : {}) })).filter(Boolean);
}

/** Nodes of the desk's section, `wide` pixels wide. */
export function marketDesk(view, wide) {
  const { market, challenge, phase } = view;
  const { latest } = market;
  const names = [challenge.maximise.name, "response_rate", "burnt_pool_share", challenge.harm.name];
  const count = wide > 44 * rem() ? 2 : 1;
  const each = Math.round(wide / count - 2.4 * rem());
  const open = phase === "open" || phase === "frozen";
  return [
    open ? handedIn(view) : null,
    ...(latest ? marketSaid(latest, challenge, latest).map((text) => element("p", {}, text)) : [element("p", {}, t("market.desk.nothing"))]),
    latest ? element("div", { class: "courses" }, ...coursesOf(view, names, each)) : null,
    latest ? element("p", { class: "note" }, HOW_TO_READ) : null,
    latest ? teams({ latest, challenge, named: true, wide: Math.round(wide - 2 * rem()) }) : null,
    latest ? table(latest, challenge) : null,
    latest?.effects === null ? element("p", { class: "soft" }, t("market.desk.computed")) : null,
    latest?.effects?.length ? effectsOf({ effects: latest.effects, challenge, wide: Math.round(wide - 2 * rem()) }) : null,
    latest?.effects?.length ? sentences(latest.effects, challenge, latest) : null,
    latest ? everybody(market.set) : null,
  ].filter(Boolean);
}

const sentences = (effects, challenge, latest) =>
  element("details", {}, element("summary", { "data-keep": "effects" }, t("market.desk.sentences")), ...effects.flatMap((one) => marketSaid(one, challenge, latest)).map((text) => element("p", {}, text)));

function table(latest, challenge) {
  const { maximise, harm, told } = challenge;
  const columns = [
    [SAID.place, (row) => row.rank.text.replace("-", "–")],
    [SAID.team, (row) => row.name],
    [t("market.desk.quarter", { label: maximise.label, quarter: latest.quarter }), (row) => value(row.quarter[maximise.name], maximise)],
    [t("market.desk.so_far", maximise), (row) => value(row.so_far[maximise.name], maximise)],
    [t("market.desk.above"), (row) => difference(row.above_start, maximise)],
    [harm.label, (row) => value(row.quarter[harm.name], harm)],
    [told.response_rate.label, (row) => value(row.quarter.response_rate, told.response_rate)],
  ];
  return element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": SAID.teams },
    element("table", {},
      element("caption", {}, t("market.desk.caption", latest)),
      element("thead", {}, element("tr", {}, ...columns.map(([name]) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, ...latest.teams.map((row) => element("tr", {}, ...columns.map(([, cell], at) => (at === 1 ? element("th", { scope: "row" }, cell(row)) : element("td", {}, cell(row)))))))));
}
