// What the page to explore must not show now: what the trainer asks the room about.

import { element, find } from "/page/dom.js";
import { t } from "/page/language.js";
import { Live } from "./room/server.js";

let told = null; // what the server said last: {trainer, address, asked: [{scenario, text}]}

/** Follow the rooms; `changed(told)` is called when something is new. Resolves with the first answer. */
export function follow(changed) {
  const news = (view) => {
    told = view;
    document.querySelector("meta[name=address]").setAttribute("content", view.address); // of links to copy
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
    element("h2", {}, t("rooms.explore.title")),
    element("p", {}, t("rooms.explore.quoted", { text })),
    element("p", {}, t("rooms.explore.why")),
    element("p", {}, element("a", { class: "button", href: "/room" }, t("rooms.explore.answer"))));
