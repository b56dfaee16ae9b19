// What the trainer may change about the room at any time, and what cannot be undone.

import { element } from "/page/dom.js";
import { SPOKEN, counted, t } from "/page/language.js";
import { sure } from "./sure.js";

const { settings: SAID } = SPOKEN.desk;
const { "": fits, join } = SAID.showing;
/** What can be chosen, by kind of room: words of the command with what they are called. */
const CHOICES = {
  challenge: [SAID.showing, SAID.names],
  market: [SAID.showing_market, SAID.names_market],
  questions: [{ "": fits, join }, {}],
};

/** Nodes of the part; `tell(command, more)`. */
export function settings({ kind, names, show_ranks: ranks, showing, can, code, closed, entries }, tell) {
  const choose = (id, label, options, chosen, told) => {
    const select = element("select", { id, "data-keep": id }, ...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)));
    select.addEventListener("change", () => told(select.value));
    return element("p", { class: "field" }, element("label", { for: id }, label), select);
  };
  const isMarket = kind === "market";
  const again = isMarket ? "again" : "reset";
  const [choices, known] = CHOICES[kind].map(Object.entries);
  const own = choices.some(([value]) => value === showing) ? [] : [[showing, SAID[showing.startsWith("memo") ? "memo" : "question"]]];
  const box = element("input", { type: "checkbox", checked: ranks, "data-keep": "ranks" });
  box.addEventListener("change", () => tell("ranks", { show: box.checked }));
  const act = (text, command, question) => {
    if (!can.includes(command)) return null;
    const button = element("button", { type: "button", "data-keep": command }, text);
    button.addEventListener("click", () => sure({ ...question, done: () => tell(command) }));
    return button;
  };
  return [
    can.includes("show") ? choose("showing", SAID.shows, [...choices, ...own], showing, (what) => tell("show", { what })) : null,
    can.includes("names") ? choose("names", t("desk.make.names"), known, isMarket && names === "pseudonyms" ? "nicknames" : names, (value) => tell("names", { names: value })) : null,
    can.includes("ranks") ? element("label", { class: "check" }, box, SAID.ranks) : null,
    kind === "questions" ? null : element("p", { class: "soft" }, SAID.no_ranks),
    element("p", { class: "guess-line" },
      element("a", { class: "button", href: `/api/trainer/rooms/${encodeURIComponent(code)}/export`, download: "" }, t("desk.steps.download")),
      ...[act(SAID[again], "reset", {
        title: SAID[`${again}_sure`], text: isMarket ? SAID.again_what : counted("desk.settings.reset_what", entries), check: SAID.reset_check, yes: SAID[`${again}_yes`],
      }),
      act(SAID.close, "close", { title: SAID.close_sure, text: SAID.close_what, yes: SAID.close_yes }),
      act(SAID.delete, "delete", { title: SAID.delete_sure, text: SAID.delete_what, check: SAID.delete_check, yes: SAID.delete_yes })].filter(Boolean)),
    closed ? null : element("p", { class: "soft" }, SAID.kept),
  ].filter(Boolean);
}
