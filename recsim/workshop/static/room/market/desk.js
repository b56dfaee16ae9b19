// The trainer's view of a market that teams share: who has handed in, what they set, what it did.

import { element, rem } from "/page/dom.js";
import { value } from "../measure.js";
import { difference } from "../words.js";
import { HOW_TO_READ, courses, effectsOf, teams } from "./pictures.js";
import { everybody } from "./results.js";

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
    ...(latest ? latest.sentences.map((text) => element("p", {}, text)) : [element("p", {}, "Nothing was played yet.")]),
    latest ? element("div", { class: "courses" }, ...coursesOf(view, names, each)) : null,
    latest ? element("p", { class: "note" }, HOW_TO_READ) : null,
    latest ? teams({ latest, challenge, named: true, wide: Math.round(wide - 2 * rem()) }) : null,
    latest ? table(latest, challenge) : null,
    latest?.effects === null ? element("p", { class: "soft" }, "What each team did to the others is being computed: each market again, as if that team alone had stayed with the start.") : null,
    latest?.effects?.length ? effectsOf({ effects: latest.effects, challenge, wide: Math.round(wide - 2 * rem()) }) : null,
    latest?.effects?.length ? sentences(latest.effects) : null,
    latest ? everybody(market.set) : null,
  ].filter(Boolean);
}

const sentences = (effects) =>
  element("details", {}, element("summary", { "data-keep": "effects" }, "The same in sentences"), ...effects.flatMap((one) => one.sentences).map((text) => element("p", {}, text)));

function table(latest, challenge) {
  const { maximise, harm, told } = challenge;
  const columns = [
    ["Place", (row) => row.rank.text.replace("-", "–")],
    ["Team", (row) => row.name],
    [`${maximise.label}, quarter ${latest.quarter}`, (row) => value(row.quarter[maximise.name], maximise)],
    [`${maximise.label}, so far`, (row) => value(row.so_far[maximise.name], maximise)],
    ["than if all had stayed", (row) => difference(row.above_start, maximise)],
    [harm.label, (row) => value(row.quarter[harm.name], harm)],
    [told.response_rate.label, (row) => value(row.quarter.response_rate, told.response_rate)],
  ];
  return element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Teams" },
    element("table", {},
      element("caption", {}, `${latest.worlds} sealed worlds, the same for all quarters; means with their intervals`),
      element("thead", {}, element("tr", {}, ...columns.map(([name]) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, ...latest.teams.map((row) => element("tr", {}, ...columns.map(([, cell], at) => (at === 1 ? element("th", { scope: "row" }, cell(row)) : element("td", {}, cell(row)))))))));
}
