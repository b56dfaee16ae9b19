// What is said to teams that share a market: where it stands, what to do now.

import { asIs } from "/page/digits.js";
import { SPOKEN, counted, t } from "/page/language.js";
import { hour } from "../clock.js";
import { goal } from "./goal.js";
import { lowered } from "../measure.js";
import { told } from "../words.js";

/** "care 0.4, follow-ups 3", or that it is the start. */
export function settingsOf(changes, free) {
  const label = new Map(free.map((one) => [one.path, one.label]));
  const all = Object.entries(changes).filter(([path]) => label.has(path));
  return all.length ? all.map(([path, set]) => t("market.team.lever", { label: lowered(label.get(path)), value: told(set) })).join(", ") : t("market.team.start");
}

/** What counts of one's own team in this quarter. */
export function teamLine({ team, teammates, submission, settings, challenge, phase, closed }) {
  const parts = { who: counted("market.team.who", Math.max(1, teammates), { team }), set: settingsOf(settings, challenge.free) };
  if (!submission) return t(`market.team.${phase !== "open" || closed ? "went_on" : "goes_on"}`, parts);
  return t(`market.team.${submission.mine ? "you" : "somebody"}`, { ...parts, by: submission.by, time: hour(submission.at) });
}

function stepsOf({ challenge, seats }) {
  const parts = {
    seats, recruiters: counted("market.task.recruiters", challenge.recruiters), people: asIs(seats * challenge.people_per_team),
    days: challenge.quarter_days, worlds: challenge.worlds,
  };
  return SPOKEN.market.task.steps.map((_, at) => t(`market.task.steps.${at}`, parts));
}

/** What to do now: {title, text, steps}. */
export function task(view) {
  const { challenge, round, rounds, phase, closed, market } = view;
  const aim = goal(challenge);
  const said = (key, parts, steps = []) => ({ title: t(`market.task.${key}`, { round, rounds }), text: t(`market.task.${key}_what`, parts), steps });
  if (closed) return { title: t("rooms.task.closed"), text: t("rooms.task.closed_what"), steps: [] };
  switch (phase) {
    case "ready":
      return round === 1 ? said("ready", { goal: aim }, stepsOf(view)) : said("next");
    case "open":
      return { title: t("market.task.open", { round, rounds }), text: aim, steps: round === 1 ? stepsOf(view) : [] };
    case "frozen":
      return said("frozen", challenge);
    default:
      return said(market.over ? "over" : "quarter_over");
  }
}
