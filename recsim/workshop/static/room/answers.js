// Answers to a question of the trainer: the form of each kind, one's own answer in words, what all said.

import { element } from "/page/dom.js";
import { bars, barsHeight, barsNote } from "./bars.js";
import { Drawing } from "./drawing.js";
import { factor, titled } from "./measure.js";
import { written } from "./words.js";

export const percent = (question) => `${Math.round(100 * question.confidence)}%`;

/** What people are to do, in a word and on the board. */
export const ASKS = {
  range: { noun: "range", board: (question) => `Answer on your own page: a range that you are ${percent(question)} sure of.` },
  choice: { noun: "choice", board: () => "Choose on your own page." },
  text: { noun: "answer", board: () => "Answer on your own page, in your own words." },
};

/** "40 to 55", in the unit that is shown; or the words. */
const told = ({ low, high, words }, question) => words ?? `${written(low, question)} to ${written(high, question)}`;

/** "Your range: 40 to 55." */
export function ownAnswer(question) {
  const { noun } = ASKS[question.kind];
  return question.mine ? `Your ${noun}: ${told(question.mine, question)}.` : `You gave no ${noun}.`;
}

function range(question) {
  const times = factor(question);
  const field = (id, label, value) => {
    const input = element("input", { type: "number", step: "any", inputMode: "decimal", id, required: true, value });
    return { input, nodes: [element("label", { for: id }, label), input] };
  };
  const before = question.mine;
  const low = field("asked-low", "from", before ? before.low * times : "");
  const high = field("asked-high", "to", before ? before.high * times : "");
  return {
    nodes: [
      element("p", {}, `${titled(question)}. Give a range that you are ${percent(question)} sure of: wide if you do not know, narrow if you do.`),
      element("fieldset", { class: "guess-line" }, element("legend", {}, `I am ${percent(question)} sure that it lies`), ...low.nodes, ...high.nodes),
    ],
    read() {
      const [least, most] = [low, high].map(({ input }) => (input.value === "" ? NaN : Number(input.value)));
      if (Number.isNaN(least) || Number.isNaN(most)) return { problem: "Please fill in both numbers.", input: Number.isNaN(least) ? low.input : high.input };
      if (least > most) return { problem: "The range goes from the smaller to the larger number.", input: low.input };
      return { answer: { low: least / times, high: most / times } };
    },
  };
}

function choice(question) {
  const inputs = question.options.map((text, at) => element("input", { type: "radio", name: "asked-option", id: `asked-option-${at}`, checked: question.mine?.words === text }));
  return {
    nodes: [
      element("fieldset", { class: "asked-options" }, element("legend", { class: "soft" }, "Choose one"),
        ...question.options.map((text, at) => element("label", { for: inputs[at].id }, inputs[at], text))),
    ],
    read() {
      const option = inputs.findIndex(({ checked }) => checked);
      return option < 0 ? { problem: "Please choose one.", input: inputs[0] } : { answer: { option } };
    },
  };
}

function words(question) {
  const input = element("input", { type: "text", id: "asked-words", maxLength: 200, autocomplete: "off", value: question.mine?.words ?? "" });
  return {
    nodes: [element("p", { class: "field" }, element("label", { for: input.id }, "In your own words"), input)],
    read: () => (input.value.trim() ? { answer: { words: input.value } } : { problem: "Please write something.", input }),
  };
}

/** The form of a question: {nodes, read() -> {answer} or {problem, input}}. */
export const answerForm = (question) => ({ range, choice, text: words })[question.kind](question);

/** Bars of how often each was chosen or written, with the counts in words. */
function counted({ counts, mine }) {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const rows = counts.map(({ words: text, count }) =>
    element("li", { class: mine?.words === text ? "mine" : "" },
      element("span", {}, text), element("b", {}, String(count)),
      element("span", { class: "bar", "aria-hidden": "true", style: `width: ${(100 * count) / most}%` })));
  return element("ol", { class: "counts" }, ...rows);
}

/** What everybody answered, once it is revealed: nodes to show. `plot(draw)` makes a place for a drawing. */
export function everybody(question, plot = plain(question)) {
  if (question.kind !== "range") {
    const all = question.counts.reduce((sum, { count }) => sum + count, 0);
    const note = all ? `${all} ${all === 1 ? "answer" : "answers"}, without names.` : "Nobody answered.";
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
