// What the room, or one team, did to the market, in sentences. What was found is the server's (recsim/telling/markets.py).

import { measureSaid } from "/page/facts.js";
import { toldOf } from "/page/infer.js";
import { t } from "/page/language.js";
import { Teller } from "/page/tell.js";

const SET = "set";
const START = "start";

/** The two sides of a comparison: of everybody, or of the team of this name. */
const namesOf = (of, name) => (of === "room"
  ? { [SET]: t("market.told.set"), [START]: t("market.told.start") }
  : { [SET]: t("market.told.team_set", { name }), [START]: t("market.told.team_start") });

const asFound = (found, facts) =>
  ({ ...found, measure: measureSaid(facts[found.measure]), told: toldOf(found), worlds: found.higher + found.ties + found.lower, baseline: START, strategy: SET });

function paragraph({ of, period, found: all }, { name, facts, confidence }) {
  const matters = Object.fromEntries(all.map((one) => [one.measure, one.matters]));
  const team = of === "team" ? undefined : t(`market.told.${of}`);
  const teller = new Teller({ confidence, market: "shared", period, matters }, null, namesOf(of, name), team);
  const [first, ...rest] = all.map((one) => asFound(one, facts));
  const certain = of === "room" ? teller.certainty(first).slice(0, 1) : [];
  return [teller.alone(first), ...certain, ...rest.map((one) => teller.next(one))].join(" ");
}

/** Paragraphs on all teams, or on what one did; what an older version found, as it said it. */
export const marketSaid = ({ said, sentences, name }, { facts }, { confidence }) =>
  (said ? said.map((one) => paragraph(one, { name, facts, confidence })) : sentences);
