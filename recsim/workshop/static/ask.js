// The trainer's button on the page to explore: a question to the room about what is set here.

import { element, find } from "/page/dom.js";
import { t } from "/page/language.js";

const DESK = "recsim-desk"; // the window that a second question comes back to

/** Show the button; `request()` says what is set, as of settings.js. */
export function offerQuestions(request) {
  if (find("ask-room")) return;
  const button = element("button", { type: "button", id: "ask-room", title: t("rooms.explore.ask_what") }, t("rooms.explore.ask"));
  button.onclick = () => window.open(`/trainer#ask=${encodeURIComponent(JSON.stringify(request()))}`, DESK);
  find("tour").before(button);
}
