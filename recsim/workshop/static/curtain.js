// What the page to explore must not show now: what the trainer asks the room about.

import { element, find } from "/page/dom.js";
import { Live } from "./room/server.js";

const WORDS = {
  title: "The trainer is asking about this",
  why: "Who has seen the result cannot guess any more. It comes back by itself when the question is closed.",
  answer: "Answer it in the room",
};

let told = null; // what the server said last: {trainer, address, asked: [{scenario, text}]}

/** Follow the rooms; `changed(told)` is called when something is new. Resolves with the first answer. */
export function follow(changed) {
  const news = (view) => {
    told = view;
    document.querySelector("meta[name=address]").content = view.address; // of links to copy
    changed(told);
  };
  const nothing = () => {}; // without the server the page goes on by itself
  return new Live("/api/exploring", { news, gone: nothing, lost: nothing, found: nothing }).start();
}

/** Whether a scenario must not be shown now; why not is said in place of the pictures. */
export function hides({ name }) {
  const question = told?.asked.find(({ scenario }) => scenario === name) ?? null;
  if (!find("curtain")) find("picture").before(element("div", { id: "curtain", role: "status" }));
  const state = question?.text ?? "";
  if (find("curtain").dataset.shown !== state) {
    find("curtain").dataset.shown = state;
    find("curtain").replaceChildren(...(question ? [sign(question)] : []));
  }
  return Boolean(question);
}

const sign = ({ text }) =>
  element("div", { class: "mark" },
    element("h2", {}, WORDS.title),
    element("p", {}, `“${text}”`),
    element("p", {}, WORDS.why),
    element("p", {}, element("a", { class: "button", href: "/room" }, WORDS.answer)));
