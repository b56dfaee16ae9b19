// Measures in words: names with units, shares as percentages, the goal of a challenge.

import { number } from "/page/digits.js";
import { LANGUAGE, WORDS, filled, t } from "/page/language.js";
import { capital } from "/page/tell.js";
import { hasInterval, known, spanned, style } from "./estimates.js";

export { capital };

/** A name within a sentence; nouns keep their capital where the language has them. */
export const lowered = (label) => (LANGUAGE === "en" ? label.toLowerCase() : label);

/** Shares are shown as percentages. */
export const factor = ({ unit }) => (unit === "share" ? 100 : 1);

/** An estimate ({mean, low, high}) in the unit that is shown. */
export function scaled(estimate, measure) {
  if (!known(estimate)) return null;
  const times = factor(measure);
  const ends = hasInterval(estimate) ? [estimate.low * times, estimate.high * times] : [null, null];
  return { mean: estimate.mean * times, low: ends[0], high: ends[1] };
}

/** "Cost per placement (hours)"; nothing in brackets if the name says it. */
export function titled({ label, unit, called = unit }) {
  if (unit === "share") return capital(t("draw.percent", { label }));
  const told = !called || label.toLowerCase().includes(called.toLowerCase());
  return capital(told ? label : `${label} (${called})`);
}

/** "42 (40 to 44)", "12 (10 to 14)" of a share of 12% */
export const value = (estimate, measure) => spanned(estimate, style(measure));

/** "42 (40 to 44) placements" */
export const labelled = (estimate, measure) => t("rooms.values.with", { value: value(estimate, measure), label: measure.label });

/** The cap as a number in the unit that is shown. */
export const capOf = ({ cap }) => cap.at_most * factor(cap);

const limitOf = (cap) => {
  const limit = number(cap.at_most * factor(cap));
  return cap.unit === "share" ? filled(WORDS.SHARE, { value: limit }) : limit;
};

/** "at most 5" */
export const capNumber = ({ cap }) => t("rooms.cap.number", { value: limitOf(cap) });

/** "at most 5 complaints per 1,000 contacts" */
export const capWords = ({ cap }) => t(`rooms.cap.${cap.unit === "share" ? "share" : "words"}`, { value: limitOf(cap), label: cap.label });

/** The goal in a sentence. */
export const goal = (challenge) =>
  t(`rooms.goal.${challenge.maximise.isRate ? "rate" : "many"}`, { label: challenge.maximise.label, cap: capWords(challenge) });

/** Whether an estimate keeps to the cap: "met", "missed" or "cannot tell" (the cap lies inside). */
export function kept(estimate, { cap }) {
  if (!known(estimate)) return "met"; // nothing to divide by: nobody was contacted
  if (!hasInterval(estimate)) return "cannot tell"; // one run
  const { low, high } = estimate;
  return high <= cap.at_most ? "met" : low > cap.at_most ? "missed" : "cannot tell";
}

export const KEPT = { met: t("rooms.cap.met"), missed: t("rooms.cap.missed"), "cannot tell": t("rooms.cap.open") };
