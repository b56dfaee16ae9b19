// What came out for oneself: rank with its ties, cap, what was lost since practice, the plane.

import { element } from "/page/dom.js";
import { t } from "/page/language.js";
import { Drawing } from "./drawing.js";
import { KEPT, capWords, capital, kept, value } from "./measure.js";
import { legend, plane } from "./plane.js";
import { calibrationSaid, mineSaid } from "./told.js";
import { guessed, difference, place as placeWords } from "./words.js";

/** Own result of a revealed round; nobody else's page shows it. */
export class Outcome {
  constructor(place) {
    this.place = place;
    this.shown = "";
  }

  show(view) {
    const over = view.phase === "revealed";
    const state = over ? JSON.stringify([view.round, view.mine, view.board, view.calibration]) : "";
    if (state === this.shown) return;
    this.shown = state;
    this.place.hidden = !over;
    this.place.replaceChildren();
    if (over) this.#draw(view);
  }

  #draw({ mine, board, challenge, calibration, round }) {
    const { maximise, cap } = challenge;
    const box = element("div", { class: "told" });
    this.place.append(box);
    if (!mine) {
      box.append(element("h2", { id: "outcome-title" }, t("rooms.outcome.without", { round })), element("p", {}, t("rooms.outcome.without_what")));
    } else {
      const startMisses = board?.start && kept(board.start.harm, challenge) === "missed";
      const above = difference(mine.above_start, maximise);
      const facts = [
        [capital(maximise.label), value(mine.gain, maximise)],
        [capital(cap.label), t("rooms.outcome.harm", { value: value(mine.harm, cap), verdict: KEPT[mine.cap] ?? mine.cap, cap: capWords(challenge) })],
        [t("rooms.outcome.against"), startMisses ? t("rooms.outcome.start_misses", { value: above }) : above],
        [t("rooms.outcome.lost"), difference(mine.lost, maximise)],
        ...mine.guesses.map((guess) => [t("rooms.outcome.range", guess), guessed(guess)]),
      ];
      box.append(
        element("p", { class: "brand" }, t("rooms.outcome.brand")),
        element("h2", { id: "outcome-title" }, placeWords(mine)),
        element("p", {}, mineSaid(mine, maximise)),
        element("dl", {}, ...facts.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)])),
      );
    }
    if (calibration) box.append(element("p", {}, calibrationSaid(calibration)));
    if (!board) return;
    if (board.memo) {
      box.append(element("blockquote", {}, element("p", {}, board.memo.text), element("footer", {}, board.memo.name ? t("rooms.outcome.memo_of", board.memo) : t("rooms.outcome.memo"))));
    }
    const plot = element("div");
    const note = element("p", { class: "note" });
    box.append(element("h3", {}, t("rooms.outcome.everybody", challenge)), plot, note);
    new Drawing(plot).draw((view) => {
      const made = plane({ challenge, board, ...view });
      note.textContent = `${legend(made, { own: false })}${mine ? ` ${t("rooms.outcome.ring")}` : ""}`;
      return made;
    });
  }
}
