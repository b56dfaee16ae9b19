// Who is in the room, for the trainer alone. Nicknames stay hidden until asked for: screens are shared.

import { element } from "/page/dom.js";
import { t } from "/page/language.js";
import { hour } from "./clock.js";
import { Part } from "./part.js";
import { sure } from "./sure.js";

/** What a room can be emptied of: the command's word, and that of its texts. */
/** @type {[string, string][]} */
const EMPTY = [["gone", "gone"], ["all", "empty"]];

/** The part of the desk with the people. */
export function people(place, tell) {
  let named = false;
  let last = null;
  const part = new Part(place, (slice) => nodes(slice));
  const show = part.show.bind(part);

  function nodes({ people: all, teams, can }) {
    const here = all.filter((person) => person.here).length;
    const done = all.filter((person) => person.submitted).length;
    const count = element("p", {}, t("desk.people.counts", { count: all.length, here, done }));
    if (!all.length) return [element("p", {}, t("desk.people.nobody"))];
    const box = element("input", { type: "checkbox", checked: named, "data-keep": "named" });
    box.addEventListener("change", () => {
      named = box.checked;
      part.shown = null;
      show(last);
    });
    const head = [t("desk.people.person"), ...(teams.length ? [t("desk.people.team")] : []), t("desk.people.looking"), t("desk.people.handed"), ...(can.includes("remove") ? [""] : [])];
    const rows = all.map((person) => row(person, teams.length, can));
    return [
      count,
      element("details", { open: open.value, ontoggle: (event) => (open.value = event.target.open) },
        element("summary", { "data-keep": "people" }, t("desk.people.list")),
        element("label", { class: "check" }, box, t("desk.people.nicknames")),
        can.includes("empty") ? element("p", { class: "guess-line" }, ...EMPTY.map(emptying)) : null,
        element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": t("desk.people.all") },
          element("table", {},
            element("thead", {}, element("tr", {}, ...head.map((text) => (text ? element("th", { scope: "col" }, text) : element("td"))))),
            element("tbody", {}, ...rows)))),
    ];
  }

  /** A button that takes many out at once. */
  function emptying([what, key]) {
    const button = element("button", { type: "button", class: "small", "data-keep": `empty-${what}` }, t(`desk.people.${key}`));
    button.addEventListener("click", () =>
      sure({ title: t(`desk.people.${key}_sure`), text: t(`desk.people.${key}_what`), yes: t("desk.people.take_out"), done: () => tell("empty", { what }) }));
    return button;
  }

  const open = { value: false };

  function row(person, inTeams, can) {
    const name = named ? t("desk.people.both", person) : person.pseudonym;
    const remove = element("button", { type: "button", class: "small", "data-keep": `remove-${person.id}` }, t("desk.people.remove"), element("span", { class: "unseen" }, t("desk.people.whom", { name })));
    remove.addEventListener("click", () =>
      sure({
        title: t("desk.people.remove_sure", { name }),
        text: t("desk.people.remove_what"),
        yes: t("desk.people.remove"),
        done: () => tell("remove", { person: person.id }),
      }));
    return element("tr", {},
      element("th", { scope: "row" }, name),
      inTeams ? element("td", {}, person.team) : null,
      element("td", {}, t(`rooms.values.${person.here ? "yes" : "no"}`)),
      element("td", {}, person.submitted ? t("desk.people.handed_at", { count: person.submitted, time: hour(person.last_at) }) : t("rooms.values.no")),
      can.includes("remove") ? element("td", {}, remove) : null);
  }

  part.show = (slice) => {
    last = slice;
    show(slice);
  };
  return part;
}
