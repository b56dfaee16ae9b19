// Questions to the room: ask, watch the answers come, reveal, and how well the room knows itself.

import { element } from "/page/dom.js";
import { t } from "/page/language.js";
import { everybody } from "./answers.js";
import { field, select } from "./fields.js";
import { titled } from "./measure.js";
import { Part } from "./part.js";
import { calibrationSaid, resultSaid } from "./told.js";

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** Of each kind: what the form shows, which text says so, what is sent. */
const ASKED = {
  result: { rows: ["measure", "one"], hint: "range_what", body: ({ measure, strategy }) => ({ measure, strategy }) },
  difference: { rows: ["measure", "one", "than"], hint: "range_what", body: ({ measure, strategy, than }) => ({ measure, strategy, than }) },
  choice: { rows: ["options"], hint: "choice_what", body: ({ options }) => ({ kind: "choice", options: lines(options) }) },
  text: { rows: [], hint: "text_what", body: () => ({ kind: "text" }) },
};

/** A wording to begin with. */
const SUGGESTED = {
  result: (measure, [one], days) => t(`desk.questions.${measure.isLevel ? "rate" : "many"}`, { label: measure.label, one, days }),
  difference: (measure, [one, than], days) => t("desk.questions.above", { measure: titled(measure), one, than, days }),
  choice: () => "",
  text: () => "",
};

export class Questions {
  constructor(place, choices, tell) {
    this.choices = choices;
    this.tell = tell;
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
    const kind = select("ask-kind", Object.keys(ASKED).map((value) => ({ value, label: t(`desk.questions.${value}`) })), "result");
    const measure = select("ask-measure", measures.map((one) => ({ value: one.name, label: titled(one) })), challenge.maximise.name);
    const sides = ["ask-strategy", "ask-than"].map((id) => select(id, strategies.map(({ key, label }) => ({ value: key, label })), challenge.strategy.key));
    const [one, than] = sides;
    const other = strategies.find(({ key }) => key !== challenge.strategy.key);
    if (other) than.value = other.key;
    else kind.querySelector("[value=difference]").remove();
    const options = element("textarea", { id: "ask-options", rows: 3, maxLength: 600 });
    const text = element("input", { type: "text", id: "ask-text", maxLength: 300 });
    const rows = {
      measure: field(t("desk.questions.about"), measure), one: field(t("desk.questions.of"), one), than: field(t("desk.questions.than"), than),
      options: field(t("desk.questions.options"), options),
    };
    const hint = element("p", {});
    const suggest = () => {
      const labels = sides.map(({ selectedOptions: [chosen] }) => chosen?.label);
      text.value = SUGGESTED[kind.value](measures.find(({ name }) => name === measure.value), labels, challenge.days);
    };
    const turn = () => {
      const shown = ASKED[kind.value];
      for (const [name, row] of Object.entries(rows)) row.hidden = !shown.rows.includes(name);
      hint.textContent = t(`desk.questions.${shown.hint}`);
      suggest();
    };
    kind.addEventListener("change", turn);
    for (const control of [measure, ...sides]) control.addEventListener("change", suggest);
    turn();
    const button = element("button", { type: "submit", "data-keep": "ask" }, t("desk.questions.ask"));
    const form = element("form", { noValidate: true, "aria-label": t("desk.questions.ask") },
      field(t("desk.questions.kind"), kind), hint, ...Object.values(rows), field(t("desk.questions.question"), text), element("p", {}, button));
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
    const waiting = current.ready ? "" : t(`desk.questions.${current.failed ? "failed" : "computed"}`);
    const reveal = this.#button(t(`desk.questions.${current.kind === "range" ? "reveal" : "show"}`), "reveal_question", current, true);
    reveal.disabled = !current.ready;
    return [
      element("h3", {}, current.text),
      element("p", {}, element("b", {}, t("desk.questions.answered", current)), [t("desk.questions.have_answered"), open ? "" : t("desk.questions.over"), waiting].filter(Boolean).join(" ")),
      element("p", { class: "guess-line" },
        reveal,
        open ? this.#button(t("desk.questions.close"), "close_question", current) : null,
        this.#button(t("desk.questions.drop"), "drop_question", current)),
    ].filter(Boolean);
  }

  #past({ questions, calibration, can, showing }) {
    if (!questions.length) return [];
    return [
      calibration ? element("p", {}, element("b", {}, t("desk.questions.so_far")), calibrationSaid(calibration)) : null,
      ...questions.map((question, at) => {
        const what = `question:${question.id}`;
        const on = element("button", { type: "button", class: "small", "data-keep": what }, t(`desk.questions.${showing === what ? "off_board" : "on_board"}`));
        on.addEventListener("click", () => this.tell("show", { what: showing === what ? "" : what }));
        return element("details", { open: at === 0 },
          element("summary", {}, question.text),
          ...everybody(question),
          question.kind === "range" ? element("p", {}, resultSaid(question)) : null,
          can.includes("show") ? element("p", {}, on) : null);
      }),
    ];
  }
}
