// Measures in words: names with units, shares as percentages, the goal of a challenge.

import { hasInterval, known, number, spanned, style } from "/page/words.js";

export const capital = (text) => (text ? text[0].toUpperCase() + text.slice(1) : "");

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
export function titled({ label, unit }) {
  if (unit === "share") return capital(`${label} (%)`);
  const told = !unit || label.toLowerCase().includes(unit.toLowerCase());
  return capital(told ? label : `${label} (${unit})`);
}

/** "42 (40 to 44)", "12% (10 to 14)" */
export const value = (estimate, measure) => spanned(estimate, style(measure));

/** The cap as a number in the unit that is shown. */
export const capOf = ({ cap }) => cap.at_most * factor(cap);

const per = (unit) => (unit === "share" ? "%" : "");

/** "at most 5 complaints per 1,000 contacts" */
export const capWords = ({ cap }) => `at most ${number(cap.at_most * factor(cap))}${per(cap.unit)} ${cap.label}`;

/** The goal in a sentence. */
export function goal(challenge) {
  const { maximise } = challenge;
  const much = maximise.unit === "share" || maximise.label.includes(" per ") ? "The highest" : "As many";
  const end = much === "As many" ? " as you can" : " that you can reach";
  return `${much} ${maximise.label}${end}, with ${capWords(challenge)}.`;
}

/** Whether an estimate keeps to the cap: "met", "missed" or "cannot tell" (the cap lies inside). */
export function kept(estimate, { cap }) {
  if (!known(estimate)) return "met"; // nothing to divide by: nobody was contacted
  if (!hasInterval(estimate)) return "cannot tell"; // one run
  const { low, high } = estimate;
  return high <= cap.at_most ? "met" : low > cap.at_most ? "missed" : "cannot tell";
}

export const KEPT = {
  met: "keeps to the cap",
  missed: "above the cap",
  "cannot tell": "may be above the cap or not",
};
