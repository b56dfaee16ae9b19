// What came out for oneself: rank with its ties, cap, what was lost since practice, the plane.

import { element } from "/page/dom.js";
import { Drawing } from "./drawing.js";
import { KEPT, capWords, capital, kept, value } from "./measure.js";
import { legend, plane } from "./plane.js";
import { guessed, difference, place as placeWords } from "./words.js";

const CAP = { met: KEPT.met, missed: KEPT.missed, "cannot tell": KEPT["cannot tell"] };

/** Own result of a revealed round; nobody else's page shows it. */
export class Outcome {
  constructor(place) {
    Object.assign(this, { place, shown: "" });
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
      box.append(element("h2", { id: "outcome-title" }, `Round ${round} without you`), element("p", {}, "You had not handed in anything, so you have no result. The picture shows what the others reached."));
    } else {
      const startMisses = board?.start && kept(board.start.harm, challenge) === "missed";
      const facts = [
        [capital(maximise.label), value(mine.gain, maximise)],
        [capital(cap.label), `${value(mine.harm, cap)}: ${CAP[mine.cap] ?? mine.cap} (${capWords(challenge)})`],
        ["Against the start", `${difference(mine.above_start, maximise)}${startMisses ? "; the start itself misses the cap" : ""}`],
        ["Lost since practice", difference(mine.lost, maximise)],
        ...mine.guesses.map((guess) => [`Your range for ${guess.label}`, guessed(guess)]),
      ];
      box.append(
        element("p", { class: "brand" }, "Only you see this"),
        element("h2", { id: "outcome-title" }, placeWords(mine)),
        element("p", {}, mine.sentence),
        element("dl", {}, ...facts.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)])),
      );
    }
    if (calibration) box.append(element("p", {}, calibration.sentence));
    if (!board) return;
    if (board.memo) {
      const by = board.memo.name ? `, ${board.memo.name}` : "";
      box.append(element("blockquote", {}, element("p", {}, board.memo.text), element("footer", {}, `The best memo${by}`)));
    }
    const plot = element("div");
    const note = element("p", { class: "note" });
    box.append(element("h3", {}, `Everybody in the ${challenge.worlds} sealed worlds`), plot, note);
    new Drawing(plot).draw((view) => {
      const made = plane({ challenge, board, ...view });
      note.textContent = `${legend(made, { own: false })}${mine ? " Ring: yours." : ""}`;
      return made;
    });
  }
}
