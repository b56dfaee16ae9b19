// The trainer's question: an answer before the result, then the room's answers and the truth.

import { element } from "/page/dom.js";
import { t } from "/page/language.js";
import { answerForm, everybody, ownAnswer } from "./answers.js";
import { post, said } from "./server.js";
import { ownSaid } from "./told.js";

export class Asked {
  /** `on.changed()`: something was sent; `on.again()`: show the same view anew. */
  constructor(place, on) {
    this.place = place;
    this.on = on;
    this.shown = "";
    this.correcting = false;
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
    const problem = element("p", { class: "problem", role: "alert", hidden: true });
    const form = element(
      "form",
      { class: "guess", noValidate: true, "aria-labelledby": "asked-title" },
      element("p", { class: "brand" }, t("rooms.asked.brand")),
      this.#head(question),
      ...nodes,
      problem,
      element("p", { class: "guess-line" }, element("button", { type: "submit", class: "primary" }, t(`rooms.asked.send.${question.kind}`))),
      element("p", { class: "soft" }, t(`rooms.asked.secret.${question.kind}`)),
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
    const wait = t(`rooms.asked.${question.phase === "open" ? "wait" : "closed"}`);
    const box = element("div", { class: "told" }, this.#head(question), element("p", {}, element("b", {}, ownAnswer(question)), ` ${wait}`));
    if (correctable && question.mine) {
      const button = element("button", { type: "button", class: "small" }, t("rooms.asked.correct"));
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
    const own = element("p", {}, element("b", {}, ownAnswer(question)), ` ${ownSaid(question)}`);
    const look = question.link ? element("p", {}, element("a", { class: "button", href: `/#${question.link}` }, t("rooms.asked.look"))) : null;
    this.place.replaceChildren(element("div", { class: "told" }, this.#head(question), own, ...everybody(question), look));
  }
}
