// Questions to the room: ask, watch the answers come, reveal, and how well the room knows itself.

import { element } from "/page/dom.js";
import { everybody } from "./answers.js";
import { field, select } from "./fields.js";
import { titled } from "./measure.js";
import { Part } from "./part.js";

const KINDS = [
  { value: "result", label: "a range for a result" },
  { value: "difference", label: "a range for a difference" },
  { value: "choice", label: "a choice" },
  { value: "text", label: "words" },
];
const RANGE = "Everybody gives a range that they are 80% sure of, before they have seen anything. Then you reveal the result.";
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** Of each kind: what the form shows, what it says, what is sent. */
const ASKED = {
  result: { rows: ["measure", "one"], hint: RANGE, body: ({ measure, strategy }) => ({ measure, strategy }) },
  difference: { rows: ["measure", "one", "than"], hint: RANGE, body: ({ measure, strategy, than }) => ({ measure, strategy, than }) },
  choice: { rows: ["options"], hint: "Everybody chooses one. Then you show how many chose what.", body: ({ options }) => ({ kind: "choice", options: lines(options) }) },
  text: { rows: [], hint: "Everybody writes a line. Then you show all of them, without names.", body: () => ({ kind: "text" }) },
};

/** A wording to begin with. */
const SUGGESTED = {
  result(measure, [one], days) {
    const many = measure.unit !== "share" && !/ (per|to) /.test(measure.label);
    return `${many ? "How many" : "What will be the"} ${measure.label}${many ? ` will “${one}” have` : ` of “${one}”`} in ${days} days, as it stands?`;
  },
  difference: (measure, [one, than], days) => `${titled(measure)} in ${days} days: how far is “${one}” above “${than}”? (Below: a minus.)`,
  choice: () => "",
  text: () => "",
};

export class Questions {
  constructor(place, choices, tell) {
    Object.assign(this, { choices, tell });
    const [form, now, past] = [element("div"), element("div"), element("div")];
    place.replaceChildren(now, form, past);
    this.form = form;
    this.now = new Part(now, (slice) => this.#now(slice));
    this.past = new Part(past, (slice) => this.#past(slice));
  }

  show({ questions, calibration, can, challenge, showing, strategies }) {
    const current = questions.find(({ phase }) => phase !== "revealed") ?? null;
    this.now.show({ current, can });
    const may = can.includes("ask") && !current;
    this.form.hidden = !may;
    if (may && !this.form.firstChild) this.form.append(this.#form(challenge, strategies));
    this.past.show({ questions: questions.filter(({ phase }) => phase === "revealed").toReversed(), calibration, can, showing });
  }

  #form(challenge, strategies) {
    const { measures } = this.choices;
    const kind = select("ask-kind", KINDS, "result");
    const measure = select("ask-measure", measures.map((one) => ({ value: one.name, label: titled(one) })), challenge.maximise.name);
    const sides = ["ask-strategy", "ask-than"].map((id) => select(id, strategies.map(({ key, label }) => ({ value: key, label })), challenge.strategy.key));
    const [one, than] = sides;
    const other = strategies.find(({ key }) => key !== challenge.strategy.key);
    if (other) than.value = other.key;
    else kind.querySelector("[value=difference]").remove();
    const options = element("textarea", { id: "ask-options", rows: 3, maxLength: 600 });
    const text = element("input", { type: "text", id: "ask-text", maxLength: 300 });
    const rows = {
      measure: field("About", measure), one: field("Of", one), than: field("More than with", than),
      options: field("To choose from, one a line", options),
    };
    const hint = element("p", {});
    const suggest = () => {
      const labels = sides.map(({ selectedOptions: [chosen] }) => chosen?.label);
      text.value = SUGGESTED[kind.value](measures.find(({ name }) => name === measure.value), labels, challenge.days);
    };
    const turn = () => {
      const shown = ASKED[kind.value];
      for (const [name, row] of Object.entries(rows)) row.hidden = !shown.rows.includes(name);
      hint.textContent = shown.hint;
      suggest();
    };
    kind.addEventListener("change", turn);
    for (const one of [measure, ...sides]) one.addEventListener("change", suggest);
    turn();
    const button = element("button", { type: "submit", "data-keep": "ask" }, "Ask the room");
    const form = element("form", { noValidate: true, "aria-label": "Ask the room" },
      field("What you ask for", kind), hint, ...Object.values(rows), field("Question", text), element("p", {}, button));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      const asked = ASKED[kind.value].body({ measure: measure.value, strategy: one.value, than: than.value, options: options.value });
      await this.tell("ask", { ...asked, text: text.value });
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
    const reveal = this.#button(current.kind === "range" ? "Reveal the result" : "Show the answers", "reveal_question", current, true);
    reveal.disabled = !current.ready;
    return [
      element("h3", {}, current.text),
      element("p", {}, element("b", {}, `${current.answers} of ${current.people}`), ` have answered. ${open ? "" : "Nobody can answer any more. "}${current.ready ? "" : current.failed ? "The result cannot be simulated: drop the question." : "The result is being computed…"}`),
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
        const what = `question:${question.id}`;
        const on = element("button", { type: "button", class: "small", "data-keep": what }, showing === what ? "Take it off the board" : "Show it on the board");
        on.addEventListener("click", () => this.tell("show", { what: showing === what ? "" : what }));
        return element("details", { open: at === 0 },
          element("summary", {}, question.text),
          ...everybody(question),
          question.sentence ? element("p", {}, question.sentence) : null,
          can.includes("show") ? element("p", {}, on) : null);
      }),
    ];
  }
}
