// What the trainer may change about the room at any time, and what cannot be undone.

import { element } from "/page/dom.js";
import { SHOWING_OF_QUESTIONS } from "./questions_room.js";
import { sure } from "./sure.js";

const NAMES = [
  ["nobody", "no names: points only"],
  ["pseudonyms", "pseudonyms"],
  ["nicknames", "nicknames"],
];
const SHOWING = [
  ["", "what fits the phase"],
  ["join", "the way in (QR code)"],
  ["plane", "the picture"],
  ["ranks", "the ranks"],
];
const SHOWING_OF_MARKET = [
  ["", "what fits the phase"],
  ["join", "the way in (QR code)"],
  ["plane", "the quarters"],
  ["ranks", "all teams, with their places"],
  ["effects", "what each did to the others"],
];
const NAMES_OF_MARKET = [
  ["nobody", "no names: teams as lines and points"],
  ["nicknames", "the names of their teams"],
];

/** Nodes of the part; `tell(command, more)`. */
export function settings({ kind, names, show_ranks: ranks, showing, can, code, closed, entries }, tell) {
  const choose = (id, label, options, chosen, told) => {
    const select = element("select", { id, "data-keep": id }, ...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)));
    select.addEventListener("change", () => told(select.value));
    return element("p", { class: "field" }, element("label", { for: id }, label), select);
  };
  const isMarket = kind === "market";
  const [choices, known] = isMarket ? [SHOWING_OF_MARKET, NAMES_OF_MARKET] : kind === "questions" ? [SHOWING_OF_QUESTIONS, []] : [SHOWING, NAMES];
  const own = choices.some(([value]) => value === showing) ? [] : [[showing, showing.startsWith("memo") ? "a memo" : "a question"]];
  const box = element("input", { type: "checkbox", checked: ranks, "data-keep": "ranks" });
  box.addEventListener("change", () => tell("ranks", { show: box.checked }));
  const act = (text, command, question) => {
    if (!can.includes(command)) return null;
    const button = element("button", { type: "button", "data-keep": command }, text);
    button.addEventListener("click", () => sure({ ...question, done: () => tell(command) }));
    return button;
  };
  return [
    can.includes("show") ? choose("showing", "The board shows", [...choices, ...own], showing, (what) => tell("show", { what })) : null,
    can.includes("names") ? choose("names", "On the board, people appear with", known, isMarket && names === "pseudonyms" ? "nicknames" : names, (value) => tell("names", { names: value })) : null,
    can.includes("ranks") ? element("label", { class: "check" }, box, "Everybody sees the table of ranks after the reveal") : null,
    kind === "questions" ? null : element("p", { class: "soft" }, "Otherwise everybody sees their own place only, on their own page."),
    element("p", { class: "guess-line" },
      element("a", { class: "button", href: `/api/trainer/rooms/${encodeURIComponent(code)}/export`, download: "" }, "Download everything (CSV)"),
      ...[act(isMarket ? "Play the quarter again…" : "Reset the round…", "reset", {
        title: isMarket ? "Play the quarter again?" : "Reset the round?",
        text: isMarket ? "What was handed in for it is deleted; what came before stays. The first quarter begins in other worlds, with all teams." : `What ${entries} ${entries === 1 ? "person has" : "people have"} handed in is deleted, and other worlds are drawn. There is no way back.`,
        check: "Yes, delete what was handed in", yes: isMarket ? "Play it again" : "Reset the round",
      }),
      act("Close the room…", "close", { title: "Close the room?", text: "Nobody can hand in or answer any more; everybody can still look. You can open it again.", yes: "Close the room" }),
      act("Delete the room…", "delete", {
        title: "Delete the room for good?",
        text: "People, what they handed in, scores: everything goes. Download it first.",
        check: "Yes, delete all of it", yes: "Delete the room",
      })].filter(Boolean)),
    closed ? null : element("p", { class: "soft" }, "Everything is kept in a file: if the computer or this page stops, go on where you were."),
  ].filter(Boolean);
}
