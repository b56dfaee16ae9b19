// Questions to the room: ask, watch the answers come, reveal, and how well the room knows itself.

import { element } from "/page/dom.js";
import { bars, barsHeight, barsNote } from "./bars.js";
import { Drawing } from "./drawing.js";
import { titled } from "./measure.js";
import { Part } from "./part.js";

export class Questions {
  constructor(place, choices, tell) {
    Object.assign(this, { choices, tell });
    const [form, now, past] = [element("div"), element("div"), element("div")];
    place.replaceChildren(now, form, past);
    this.form = form;
    this.now = new Part(now, (slice) => this.#now(slice));
    this.past = new Part(past, (slice) => this.#past(slice));
  }

  show({ questions, calibration, can, challenge, showing }) {
    const current = questions.find(({ phase }) => phase !== "revealed") ?? null;
    this.now.show({ current, can });
    const may = can.includes("ask") && !current;
    this.form.hidden = !may;
    if (may && !this.form.firstChild) this.form.append(this.#form(challenge));
    this.past.show({ questions: questions.filter(({ phase }) => phase === "revealed").toReversed(), calibration, can, showing });
  }

  #form(challenge) {
    const { measures } = this.choices;
    const label = challenge.strategy.label;
    const suggested = (measure) => {
      const many = measure.unit !== "share" && !/ (per|to) /.test(measure.label);
      return `${many ? "How many" : "What will be the"} ${measure.label}${many ? ` will “${label}” have` : ` of “${label}”`} in ${challenge.days} days, as it stands?`;
    };
    const select = element("select", { id: "ask-measure" }, ...measures.map((one) => element("option", { value: one.name, selected: one.name === challenge.maximise.name }, titled(one))));
    const text = element("input", { type: "text", id: "ask-text", maxLength: 300 });
    const chosen = () => measures.find(({ name }) => name === select.value);
    text.value = suggested(chosen());
    select.addEventListener("change", () => {
      text.value = suggested(chosen());
    });
    const button = element("button", { type: "submit", "data-keep": "ask" }, "Ask the room");
    const form = element("form", { noValidate: true, "aria-label": "Ask the room" },
      element("p", {}, "Everybody gives a range that they are 80% sure of, before they have seen anything. Then you reveal the result."),
      element("p", { class: "field" }, element("label", { for: "ask-measure" }, "About"), select),
      element("p", { class: "field" }, element("label", { for: "ask-text" }, "Question"), text),
      element("p", {}, button));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      await this.tell("ask", { measure: select.value, text: text.value });
      button.disabled = false;
    });
    return form;
  }

  #button(text, command, question, primary = false) {
    const button = element("button", { type: "button", class: primary ? "primary" : "", "data-keep": command }, text);
    button.addEventListener("click", () => this.tell(command, { question: question.id }));
    return button;
  }

  #now({ current }) {
    if (!current) return [];
    const open = current.phase === "open";
    const reveal = this.#button("Reveal the result", "reveal_question", current, true);
    reveal.disabled = !current.ready;
    return [
      element("h3", {}, current.text),
      element("p", {}, element("b", {}, `${current.answers} of ${current.people}`), ` have answered. ${open ? "" : "Nobody can answer any more. "}${current.ready ? "" : "The result is being computed…"}`),
      element("p", { class: "guess-line" },
        reveal,
        open ? this.#button("No more answers", "close_question", current) : null,
        this.#button("Drop it", "drop_question", current)),
    ].filter(Boolean);
  }

  #past({ questions, calibration, can, showing }) {
    if (!questions.length) return [];
    return [
      calibration ? element("p", {}, element("b", {}, "The room so far. "), calibration.sentence) : null,
      ...questions.map((question, at) => {
        const plot = element("div");
        const what = `question:${question.id}`;
        const on = element("button", { type: "button", class: "small", "data-keep": what }, showing === what ? "Take it off the board" : "Show it on the board");
        on.addEventListener("click", () => this.tell("show", { what: showing === what ? "" : what }));
        new Drawing(plot, { height: barsHeight(question.ranges.length) }).draw((view) => bars({ question, ...view }));
        return element("details", { open: at === 0 },
          element("summary", {}, question.text),
          plot,
          element("p", { class: "note" }, barsNote(question)),
          question.sentence ? element("p", {}, question.sentence) : null,
          can.includes("show") ? element("p", {}, on) : null);
      }),
    ];
  }
}
