// The trainer's question: an answer before the result, then the room's answers and the truth.

import { element } from "/page/dom.js";
import { ASKS, answerForm, everybody, ownAnswer } from "./answers.js";
import { post, said } from "./server.js";

const LOOK = "Look at it yourself";

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
    else if (asked.phase === "revealed" && (asked.truth || asked.kind !== "range")) this.#reveal(asked);
    else this.#wait(asked, open && phase === "ready");
  }

  #head(question) {
    return element("h2", { id: "asked-title" }, question.text);
  }

  #form(question) {
    const { nodes, read } = answerForm(question);
    const { noun } = ASKS[question.kind];
    const problem = element("p", { class: "problem", role: "alert", hidden: true });
    const form = element(
      "form",
      { class: "guess", noValidate: true, "aria-labelledby": "asked-title" },
      element("p", { class: "brand" }, "A question before you see anything"),
      this.#head(question),
      ...nodes,
      problem,
      element("p", { class: "guess-line" }, element("button", { type: "submit", class: "primary" }, `Send my ${noun}`)),
      element("p", { class: "soft" }, `Others see your ${noun} without your name, and only after everybody has answered.`),
    );
    const tell = (text, input) => {
      problem.textContent = text;
      problem.hidden = !text;
      input?.focus();
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { answer, problem: wrong, input } = read();
      if (!answer) return tell(wrong, input);
      try {
        await post("/api/room/guess", { question: question.id, ...answer });
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
    const wait = question.phase === "open" ? "The result comes when all have answered." : "Nobody can answer any more; the result comes in a moment.";
    const box = element("div", { class: "told" }, this.#head(question), element("p", {}, element("b", {}, ownAnswer(question)), ` ${wait}`));
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
    const own = element("p", {}, element("b", {}, ownAnswer(question)), ` ${question.my_sentence ?? ""}`);
    const look = question.link ? element("p", {}, element("a", { class: "button", href: `/#${question.link}` }, LOOK)) : null;
    this.place.replaceChildren(element("div", { class: "told" }, this.#head(question), own, ...everybody(question), look));
  }
}
