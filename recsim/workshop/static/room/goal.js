// The two numbers of the challenge as the levers stand: what is maximised, and what is capped.

import { element } from "/page/dom.js";
import { t } from "/page/language.js";
import { known } from "./estimates.js";
import { KEPT, capNumber, kept, value } from "./measure.js";

/** Put both cards into `place`; `result` and `start` are {gain, harm}, `start` null at the start. */
export function goalCards(place, challenge, result, start) {
  const { maximise, cap } = challenge;
  const before = (name, measure) => {
    const old = start?.[name];
    return known(old) ? element("span", { class: "soft" }, t("rooms.play.before", { value: value({ mean: old.mean }, measure) })) : null;
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
      element("p", { class: "verdict" }, t("rooms.cap.verdict", { verdict: KEPT[verdict], cap: capNumber({ cap }) })),
      before("harm", cap),
    ),
  );
}

const harmOf = (estimate, cap) => (known(estimate) ? value(estimate, cap) : t("rooms.play.no_harm"));
