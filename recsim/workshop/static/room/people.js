// Who is in the room, for the trainer alone. Nicknames stay hidden until asked for: screens are shared.

import { element } from "/page/dom.js";
import { hour } from "./clock.js";
import { Part } from "./part.js";
import { sure } from "./sure.js";

/** What a room can be emptied of: the command's word, the button, what it does. */
const EMPTY = [
  ["gone", "Take out who has gone", "Whoever is not looking now and has handed in nothing loses their place, and can join again with the code. Nothing that was handed in is lost."],
  ["all", "Empty the room", "Everybody loses their place, and what they handed in is not scored. They can join again with the code, unless you let nobody else in."],
];

/** The part of the desk with the people. */
export function people(place, tell) {
  let named = false;
  let last = null;
  const part = new Part(place, (slice) => nodes(slice));
  const show = part.show.bind(part);

  function nodes({ people: all, teams, can }) {
    const here = all.filter((person) => person.here).length;
    const done = all.filter((person) => person.submitted).length;
    const count = element("p", {}, element("b", {}, String(all.length)), ` joined, ${here} looking now, `, element("b", {}, String(done)), " handed in.");
    if (!all.length) return [element("p", {}, "Nobody yet.")];
    const box = element("input", { type: "checkbox", checked: named, "data-keep": "named" });
    box.addEventListener("change", () => {
      named = box.checked;
      part.shown = null;
      show(last);
    });
    const head = ["Person", ...(teams.length ? ["Team"] : []), "Looking", "Handed in", ...(can.includes("remove") ? [""] : [])];
    const rows = all.map((person) => row(person, teams.length, can));
    return [
      count,
      element("details", { open: open.value, ontoggle: (event) => (open.value = event.target.open) },
        element("summary", { "data-keep": "people" }, "Show the list"),
        element("label", { class: "check" }, box, "Show nicknames on this screen"),
        can.includes("empty") ? element("p", { class: "guess-line" }, ...EMPTY.map(emptying)) : null,
        element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "People in the room" },
          element("table", {},
            element("thead", {}, element("tr", {}, ...head.map((text) => (text ? element("th", { scope: "col" }, text) : element("td"))))),
            element("tbody", {}, ...rows)))),
    ];
  }

  /** A button that takes many out at once. */
  function emptying([what, text, meaning]) {
    const button = element("button", { type: "button", class: "small", "data-keep": `empty-${what}` }, text);
    button.addEventListener("click", () =>
      sure({ title: `${text}?`, text: meaning, yes: "Take them out", done: () => tell("empty", { what }) }));
    return button;
  }

  const open = { value: false };

  function row(person, inTeams, can) {
    const name = named ? `${person.name} (${person.pseudonym})` : person.pseudonym;
    const remove = element("button", { type: "button", class: "small", "data-keep": `remove-${person.id}` }, "Remove", element("span", { class: "unseen" }, ` ${name}`));
    remove.addEventListener("click", () =>
      sure({
        title: `Remove ${name}?`,
        text: "They lose their place, and what they handed in is not scored. They can join again with the code.",
        yes: "Remove",
        done: () => tell("remove", { person: person.id }),
      }));
    return element("tr", {},
      element("th", { scope: "row" }, name),
      inTeams ? element("td", {}, person.team) : null,
      element("td", {}, person.here ? "yes" : "no"),
      element("td", {}, person.submitted ? `${person.submitted}×, ${hour(person.last_at)}` : "no"),
      can.includes("remove") ? element("td", {}, remove) : null);
  }

  part.show = (slice) => {
    last = slice;
    show(slice);
  };
  return part;
}
