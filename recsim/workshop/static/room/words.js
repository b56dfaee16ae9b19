// What the participant's page says: where the round stands, what to do now, what came out.

import { asIs, number } from "/page/digits.js";
import { LANGUAGE, SPOKEN, t } from "/page/language.js";
import { hour } from "./clock.js";
import { spanned, style } from "./estimates.js";
import { factor, goal } from "./measure.js";

/** A few letters of the seal: what people compare with the screen. */
export const short = (seal) => `${seal.slice(0, 6)} … ${seal.slice(-6)}`;

/** "Round 1 of 2: open"; the clock beside it says "open" as well. */
export function phase({ kind, round, rounds, phase: name, closed, ends_at: end }) {
  if (closed) return t("rooms.phase.closed");
  if (kind === "questions") return t("rooms.phase.questions");
  const said = t(`rooms.phase.${kind === "market" ? "quarter" : "round"}${rounds > 1 ? "_of" : ""}`, { round, rounds });
  return name === "open" && end ? said : t("rooms.phase.stands", { round: said, phase: t(`rooms.phase.${name}`) });
}

const handedIn = ({ submission }) =>
  submission ? t("rooms.task.counts", { time: hour(submission.at) }) : t("rooms.task.nothing");

function stepsOf({ challenge, seal }) {
  const parts = { strategy: challenge.strategy.label, practice: challenge.practice, worlds: challenge.worlds, seal: short(seal) };
  return SPOKEN.rooms.task.steps.map((_, at) => t(`rooms.task.steps.${at}`, parts));
}

/** What to do now: {title, text, steps}. */
export function task(view) {
  const aim = goal(view.challenge);
  if (view.closed) return { title: t("rooms.task.closed"), text: t("rooms.task.closed_what"), steps: [] };
  if (view.kind === "questions") return { title: t("rooms.task.questions"), text: t("rooms.task.questions_what"), steps: [] };
  switch (view.phase) {
    case "ready":
      return {
        title: view.round > 1 ? t("rooms.task.next_round", view) : t("rooms.task.first_round"),
        text: t("rooms.task.ready", { goal: aim }),
        steps: stepsOf(view),
      };
    case "open":
      return { title: t("rooms.task.open"), text: aim, steps: view.submission ? [] : stepsOf(view) };
    case "frozen":
      return {
        title: t("rooms.task.frozen"),
        text: t("rooms.task.frozen_what", { handed: handedIn(view), worlds: view.challenge.worlds }),
        steps: [],
      };
    default:
      return { title: t("rooms.task.over"), text: aim, steps: [] };
  }
}

/** The text beside the button: {text, mark}. `same`: the levers are as they were handed in. */
export function handed({ submission, phase: name, closed }, same) {
  const isOpen = name === "open" && !closed;
  if (!submission) return { text: isOpen ? t("rooms.handed.nothing") : "", mark: isOpen };
  const time = hour(submission.at);
  if (name !== "open" || same) return { text: t("rooms.handed.at", { time }), mark: false };
  return { text: t("rooms.handed.changed", { time }), mark: true };
}

/** A rank with its ties in words. */
export function place({ rank, cap, of }) {
  if (!rank) return t(`rooms.place.${cap === "missed" ? "above" : "none"}`);
  if (of === 1) return t("rooms.place.only");
  if (rank.best === rank.worst) return t("rooms.place.one", { ...rank, of });
  if (rank.best === 1 && rank.worst === of) return t("rooms.place.all", { of });
  return t("rooms.place.between", { ...rank, of });
}

/** "+3 (−1 to +7)" */
export const difference = (estimate, measure) => spanned(estimate, { ...style(measure), sign: true });

/** A number as somebody wrote it, in the unit that is shown. */
export const written = (value, measure) => asIs(Number((value * factor(measure)).toPrecision(6)));

/** A range for one's own result against what came out. */
export function guessed({ low, high, truth, held, unit }) {
  const measure = { unit };
  const parts = { low: written(low, measure), high: written(high, measure), value: number(truth * factor(measure)) };
  return t(`rooms.guessed.${held ? "inside" : "outside"}`, parts);
}

/** A lever's value as people read it. */
export function told(setting) {
  if (typeof setting === "number") return asIs(Number(setting.toPrecision(6)));
  if (typeof setting === "boolean") return t(`rooms.values.${setting ? "yes" : "no"}`);
  return (LANGUAGE === "en" ? null : SPOKEN.choices[setting]) ?? String(setting).replaceAll("_", " ");
}
