// The trainer's question: a range before the result, then the room's ranges and the truth.

import { element } from "/page/dom.js";
import { bars, barsHeight, barsNote } from "./bars.js";
import { Drawing } from "./drawing.js";
import { factor, titled } from "./measure.js";
import { post, said } from "./server.js";
import { written } from "./words.js";

const percent = (question) => `${Math.round(100 * question.confidence)}%`;

/** "40 to 55", in the unit that is shown. */
const span = ({ low, high }, question) => `${written(low, question)} to ${written(high, question)}`;

export class Asked {
  /** `on.changed()`: something was sent. */
  constructor(place, on) {
    Object.assign(this, { place, on, shown: "", correcting: false });
  }

  /** Show a participant's view. */
  show({ asked, phase }) {
    const state = asked && JSON.stringify([asked.id, asked.phase, asked.mine, phase === "ready", this.correcting]);
    if (state === this.shown) return; // what is typed stays
    this.shown = state;
    this.place.hidden = !asked;
    this.place.replaceChildren();
    if (!asked) return;
    const open = asked.phase === "open";
    if (open && (!asked.mine || this.correcting)) this.#form(asked);
    else if (asked.phase === "revealed" && asked.truth) this.#reveal(asked);
    else this.#wait(asked, open && phase === "ready");
  }

  #head(question) {
    return element("h2", { id: "asked-title" }, question.text);
  }

  #form(question) {
    const times = factor(question);
    const field = (id, label, value) => {
      const input = element("input", { type: "number", step: "any", inputMode: "decimal", id, required: true, value });
      return { input, nodes: [element("label", { for: id }, label), input] };
    };
    const before = question.mine;
    const low = field("asked-low", "from", before ? before.low * times : "");
    const high = field("asked-high", "to", before ? before.high * times : "");
    const problem = element("p", { class: "problem", role: "alert", hidden: true });
    const form = element(
      "form",
      { class: "guess", noValidate: true, "aria-labelledby": "asked-title" },
      element("p", { class: "brand" }, "A question before you see anything"),
      this.#head(question),
      element("p", {}, `${titled(question)}. Give a range that you are ${percent(question)} sure of: wide if you do not know, narrow if you do.`),
      element("fieldset", { class: "guess-line" }, element("legend", {}, `I am ${percent(question)} sure that it lies`), ...low.nodes, ...high.nodes),
      problem,
      element("p", { class: "guess-line" }, element("button", { type: "submit", class: "primary" }, "Send my range")),
      element("p", { class: "soft" }, "Others see your range without your name, and only after everybody has answered."),
    );
    const tell = (text, input) => {
      problem.textContent = text;
      problem.hidden = !text;
      input?.focus();
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const [least, most] = [low, high].map(({ input }) => (input.value === "" ? NaN : Number(input.value)));
      if (Number.isNaN(least) || Number.isNaN(most)) return tell("Please fill in both numbers.", Number.isNaN(least) ? low.input : high.input);
      if (least > most) return tell("The range goes from the smaller to the larger number.", low.input);
      try {
        await post("/api/room/guess", { question: question.id, low: least / times, high: most / times });
        this.correcting = false;
        await this.on.changed();
      } catch (error) {
        tell(said(error));
      }
      return undefined;
    });
    this.place.replaceChildren(form);
  }

  #wait(question, correctable) {
    const mine = question.mine ? `Your range: ${span(question.mine, question)}.` : "You gave no range.";
    const wait = question.phase === "open" ? "The result comes when all have answered." : "Nobody can answer any more; the result comes in a moment.";
    const box = element("div", { class: "told" }, this.#head(question), element("p", {}, element("b", {}, mine), ` ${wait}`));
    if (correctable && question.mine) {
      const button = element("button", { type: "button", class: "small" }, "Correct it");
      button.addEventListener("click", () => {
        this.correcting = true;
        this.shown = "";
        this.on.again();
        this.place.querySelector("input").focus();
      });
      box.append(element("p", {}, button));
    }
    this.place.replaceChildren(box);
  }

  #reveal(question) {
    const plot = element("div");
    const own = [question.mine ? `Your range: ${span(question.mine, question)}.` : "You gave no range.", question.my_sentence];
    this.place.replaceChildren(
      element("div", { class: "told" }, this.#head(question), element("p", {}, element("b", {}, own[0]), ` ${own[1] ?? ""}`), plot, element("p", { class: "note" }, barsNote(question))),
    );
    new Drawing(plot, { height: barsHeight(question.ranges.length) }).draw((view) => bars({ question, mine: question.mine, ...view }));
  }
}
