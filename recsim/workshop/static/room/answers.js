// Answers to a question of the trainer: the form of each kind, one's own answer in words, what all said.

import { element } from "/page/dom.js";
import { counted as inWords, t } from "/page/language.js";
import { bars, barsHeight, barsNote } from "./bars.js";
import { Drawing } from "./drawing.js";
import { factor, titled } from "./measure.js";
import { written } from "./words.js";

/** "80%" */
const sureOf = (question) => t("rooms.asked.sure", { share: Math.round(100 * question.confidence) });

/** What people are to do, on the board. */
export const toDo = (question) => t(`rooms.asked.board.${question.kind}`, { sure: sureOf(question) });

/** "40 to 55", in the unit that is shown; or the words. */
const told = ({ low, high, words: own }, question) => own ?? t("rooms.asked.span", { low: written(low, question), high: written(high, question) });

/** "Your range: 40 to 55." */
export const ownAnswer = (question) =>
  question.mine ? t(`rooms.asked.own.${question.kind}`, { answer: told(question.mine, question) }) : t(`rooms.asked.none.${question.kind}`);

function range(question) {
  const times = factor(question);
  const field = (id, label, value) => {
    const input = element("input", { type: "number", step: "any", inputMode: "decimal", id, required: true, value });
    return { input, nodes: [element("label", { for: id }, label), input] };
  };
  const before = question.mine;
  const low = field("asked-low", t("rooms.asked.from"), before ? before.low * times : "");
  const high = field("asked-high", t("rooms.asked.to"), before ? before.high * times : "");
  return {
    nodes: [
      element("p", {}, t("rooms.asked.range", { measure: titled(question), sure: sureOf(question) })),
      element("fieldset", { class: "guess-line" }, element("legend", {}, t("rooms.asked.lies", { sure: sureOf(question) })), ...low.nodes, ...high.nodes),
    ],
    read() {
      const [least, most] = [low, high].map(({ input }) => (input.value === "" ? NaN : Number(input.value)));
      if (Number.isNaN(least) || Number.isNaN(most)) return { problem: t("rooms.asked.both"), input: Number.isNaN(least) ? low.input : high.input };
      if (least > most) return { problem: t("rooms.handing.order"), input: low.input };
      return { answer: { low: least / times, high: most / times } };
    },
  };
}

function choice(question) {
  const inputs = question.options.map((text, at) => element("input", { type: "radio", name: "asked-option", id: `asked-option-${at}`, checked: question.mine?.words === text }));
  return {
    nodes: [
      element("fieldset", { class: "asked-options" }, element("legend", { class: "soft" }, t("rooms.asked.choose")),
        ...question.options.map((text, at) => element("label", { for: inputs[at].id }, inputs[at], text))),
    ],
    read() {
      const option = inputs.findIndex(({ checked }) => checked);
      return option < 0 ? { problem: t("rooms.asked.choose_first"), input: inputs[0] } : { answer: { option } };
    },
  };
}

function words(question) {
  const input = element("input", { type: "text", id: "asked-words", maxLength: 200, autocomplete: "off", value: question.mine?.words ?? "" });
  return {
    nodes: [element("p", { class: "field" }, element("label", { for: input.id }, t("rooms.asked.words")), input)],
    read: () => (input.value.trim() ? { answer: { words: input.value } } : { problem: t("rooms.asked.words_first"), input }),
  };
}

/** The form of a question: {nodes, read() -> {answer} or {problem, input}}. */
export const answerForm = (question) => ({ range, choice, text: words })[question.kind](question);

/** Bars of how often each was chosen or written, with the counts in words. */
function counted({ counts, mine }) {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const rows = counts.map(({ words: text, count }) =>
    element("li", { class: mine?.words === text ? "mine" : "" },
      element("span", { "data-mine": t("rooms.asked.mine") }, text), element("b", {}, String(count)),
      element("span", { class: "bar", "aria-hidden": "true", style: `width: ${(100 * count) / most}%` })));
  return element("ol", { class: "counts" }, ...rows);
}

/** What everybody answered, once it is revealed: nodes to show. `plot(draw)` makes a place for a drawing. */
export function everybody(question, plot = plain(question)) {
  if (question.kind !== "range") {
    const all = question.counts.reduce((sum, { count }) => sum + count, 0);
    const note = all ? inWords("rooms.asked.answers", all) : t("rooms.asked.nobody");
    return [counted(question), element("p", { class: "note" }, note)];
  }
  if (!question.truth) return [];
  return [plot((view) => bars({ question, mine: question.mine, ...view })), element("p", { class: "note" }, barsNote(question))];
}

/** A drawing as tall as the ranges want it. */
const plain = (question) => (draw) => {
  const place = element("div");
  new Drawing(place, { height: barsHeight(question.ranges.length) }).draw(draw);
  return place;
};
