// The two numbers of the challenge as the levers stand: what is maximised, and what is capped.

import { element } from "/page/dom.js";
import { known } from "/page/words.js";
import { KEPT, capWords, kept, value } from "./measure.js";

/** Put both cards into `place`; `result` and `start` are {gain, harm}, `start` null at the start. */
export function goalCards(place, challenge, result, start) {
  const { maximise, cap } = challenge;
  const before = (name, measure) => {
    const old = start?.[name];
    return known(old) ? element("span", { class: "soft" }, `start: ${value({ mean: old.mean }, measure)}`) : null;
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
