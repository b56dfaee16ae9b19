// The two numbers of the challenge as the levers stand: what is maximised, and what is capped.

import { element } from "../levers.js";
import { known, number } from "../words.js";
import { KEPT, capWords, kept, scaled, value } from "./measure.js";

/** Put both cards into `place`; `result` and `start` are {gain, harm}, `start` null at the start. */
export function goalCards(place, challenge, result, start) {
  const { maximise, cap } = challenge;
  const before = (name, measure) => {
    const old = scaled(start?.[name], measure);
    return known(old) ? element("span", { class: "soft" }, `start: ${number(old.mean)}`) : null;
  };
  const verdict = kept(result.harm, challenge);
  place.replaceChildren(
    element(
      "div",
      { class: "score", id: "goal-gain" },
      element("p", {}, element("b", {}, value(result.gain, maximise)), ` ${maximise.label}`),
      before("gain", maximise),
    ),
    element(
      "div",
      { class: `score ${verdict.replace(" ", "-")}`, id: "goal-harm" },
      element("p", {}, element("b", {}, harmOf(result.harm, cap)), ` ${cap.label}`),
      element("p", { class: "verdict" }, `${KEPT[verdict]} (${capWords({ cap }).split(" ").slice(0, 3).join(" ")})`),
      before("harm", cap),
    ),
  );
}

const harmOf = (estimate, cap) => (known(estimate) ? value(estimate, cap) : "no");

/** What the simulator found of the played strategy, as {gain, harm}; null if it is not there. */
export function resultOf(answer, { strategy, challenge }) {
  const own = answer?.strategies.find(({ key }) => key === strategy);
  if (!own) return null;
  return { gain: own.measures[challenge.maximise.name] ?? null, harm: own.measures[challenge.cap.measure] ?? null };
}

