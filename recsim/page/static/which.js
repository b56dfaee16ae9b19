// Which pictures there are of a scenario, and which one answers its question.

import { byOccupation, outcomes, plane } from "./draw.js";
import { FACTS } from "./facts.js";
import { whatIsAnInterval } from "./interval.js";
import { t } from "./language.js";
import { turningMap } from "./map.js";
import { ends, overTime, worlds } from "./pictures.js";
import { outreach_share } from "./tables.js";
import { capital } from "./tell.js";

const SHARES = "fill_rate";
const ALWAYS = {
  plane: [t("pictures.plane"), plane], occupations: [t("pictures.occupations"), (view, wide) => byOccupation(view, wide)],
  "occupations.placements": [t("pictures.placements_by_occupation"), (view, wide) => byOccupation(view, wide, "placements")], time: [t("pictures.time"), overTime],
  ends: [t("pictures.ends"), ends], worlds: [t("pictures.worlds"), worlds],
};

/** Measures that a scenario declares, and those that its lesson speaks of. */
export const declaredBy = ({ outcomes: declared, lesson }) => [...new Set([...declared, ...lesson])];

/** The pictures of a scenario: [label, draw(view, wide)] by name; each declared measure has one of its own. */
export function picturesOf({ study, segments, map }) {
  const fits = Object.entries(ALWAYS).filter(([name]) => (name !== "worlds" || study.about) && (!name.startsWith("occupations") || Object.keys(segments).length > 1));
  const own = declaredBy(study).map((name) => [name, [capital(FACTS[name].label), (view, wide) => outcomes(view, name, wide)]]);
  return Object.fromEntries([...fits, ...(map ? [["map", [t("map.title"), turningMap]]] : []), ["interval", [t("interval.title"), whatIsAnInterval]], ...own]);
}

/** Whether the question is about occupations, as report/main.py decides. */
function isOfOccupations(model, { picture, outcomes: declared }) {
  const ways = new Set(Object.values(model.strategies).map((one) => outreach_share(one)));
  const fits = picture === "auto" && declared.includes(SHARES) && ways.size > 1;
  return (picture === "segments" || fits) && Object.keys(model.world.segments).length > 1;
}

/** The picture that answers the question, as report/main.py chooses it, and the one beside it; `chosen` goes first. */
export function shownOf(model, study, chosen) {
  const answering = new Set(Object.values(model.strategies).map((one) => one.answers_applicants));
  const own = isOfOccupations(model, study) ? "occupations"
    : study.picture === "applications" || (study.outcomes.includes("never_answered_share") && answering.size > 1) ? "ends"
      : study.about ? "plane" : "time";
  const first = chosen ?? own;
  return [first, first === "plane" ? "worlds" : "plane"];
}
