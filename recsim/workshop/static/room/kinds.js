// A new room: which kind, and the form of that kind.

import { element } from "/page/dom.js";
import { SPOKEN, t } from "/page/language.js";
import { make } from "./make.js";
import { makeMarket } from "./market/make.js";
import { makeQuestions } from "./questions_room.js";

const FORMS = { challenge: make, market: makeMarket, questions: makeQuestions };
const KINDS = Object.entries(FORMS).map(([kind, form]) => [kind, ...SPOKEN.desk.kinds[kind], form]);

/** The choice with the form below it; `made(code)` is called with the new room. */
export function newRoom(choices, made) {
  const place = element("div");
  const boxes = KINDS.map(([kind, label, says, form], at) => {
    const box = element("input", { type: "radio", name: "kind", value: kind, checked: at === 0 });
    box.addEventListener("change", () => place.replaceChildren(form(choices, made)));
    return element("label", {}, box, element("b", {}, label), element("span", { class: "soft" }, says));
  });
  place.append(KINDS[0][3](choices, made));
  return element("section", { "aria-labelledby": "new-room", class: "new-room" },
    element("h2", { id: "new-room" }, t("desk.rooms.new")),
    element("div", { class: "kinds", role: "radiogroup", "aria-labelledby": "new-room" }, ...boxes), place);
}
