// The one next step of a trainer, by phase, and what else can be done now.

import { element } from "/page/dom.js";
import { marketSteps } from "./market/steps.js";
import { stepsOfQuestions } from "./questions_room.js";

const persons = (count) => (count === 1 ? "1 person" : `${count} people`);

/** Nodes for the next step; `tell(command, more)`. */
export function steps(view, tell) {
  const button = (text, command, more = {}, primary = false) => {
    if (!view.can.includes(command)) return null;
    const made = element("button", { type: "button", class: primary ? "primary" : "", "data-keep": command });
    made.append(text);
    made.addEventListener("click", async () => {
      made.disabled = true;
      await tell(command, typeof more === "function" ? more() : more);
      made.disabled = false;
    });
    return made;
  };
  const line = (...nodes) => element("p", { class: "guess-line" }, ...nodes.filter(Boolean));
  const title = (text) => element("h2", {}, text);
  const says = (text) => element("p", {}, text);
  if (view.closed) {
    return [
      title("The room is closed"),
      says("Nobody can change anything any more; everybody can still look."),
      line(exported(view.code), button("Open it again", "reopen")),
    ];
  }
  if (view.kind === "market") return marketSteps(view, { button, line, title, says, minutesField, exported });
  if (view.kind === "questions") return stepsOfQuestions(view, { line, title, says, exported });
  return { ready, open, frozen, revealed }[view.name](view, { button, line, title, says });
}

const exported = (code) =>
  element("a", { class: "button", href: `/api/trainer/rooms/${encodeURIComponent(code)}/export`, download: "" }, "Download everything (CSV)");

function minutesField(id, value) {
  const input = element("input", { type: "number", id, min: 0.1, max: 600, step: "any", value: value ?? "", "data-keep": id, placeholder: "none" });
  return { nodes: [element("label", { for: id }, "Minutes on the clock"), input], read: () => (input.value === "" ? null : Number(input.value)) };
}

function ready(view, { button, line, title, says }) {
  const minutes = minutesField("minutes", view.minutes);
  const waiting = view.here ? `${persons(view.here)} in the room.` : "Nobody has joined yet: put the board on the projector; it shows the code.";
  const asked = view.asked === "open" ? " A question is open: reveal it before you open the round." : "";
  return [
    title(view.round > 1 ? `Next: open round ${view.round}` : "Next: let people in, then open the round"),
    says(`${waiting}${asked} As long as the round is not open, nobody sees levers or results: the moment for a question to predict.`),
    line(...minutes.nodes, button("Open the round", "open", () => ({ minutes: minutes.read() }), true)),
  ];
}

function open(view, { button, line, title, says }) {
  return [
    title(`${view.entries} of ${view.here} ${view.entries === 1 && view.here === 1 ? "has" : "have"} handed in`),
    says(`Everybody tunes and hands in, as often as they like. ${view.clock ? "When the clock is at zero, the round freezes by itself." : "There is no clock: freeze the round when people are ready."}`),
    line(
      button("Freeze now", "freeze", {}, true),
      button(view.clock ? "5 minutes more" : "Start a clock of 5 minutes", "more_time", { minutes: 5 }),
    ),
  ];
}

/** How far scoring is; the challenge's own settings are played like an entry. */
export function played({ done, total }, worlds) {
  if (done >= total) return "All are played: comparing the entries …";
  return `${done} of ${total} (the start is one of them) played in ${worlds} sealed worlds`;
}

function frozen(view, { button, line, title, says }) {
  const { scoring } = view;
  const progress = scoring
    ? element("p", {}, element("progress", { max: Math.max(1, scoring.total), value: scoring.done, "aria-label": "Scoring" }), ` ${played(scoring, view.worlds)}`)
    : null;
  return [
    title(view.problem ? "Scoring failed" : scoring ? "Frozen: scoring" : "Next: reveal"),
    view.problem ? element("p", { class: "problem" }, view.problem) : null,
    progress,
    says(view.entries ? "Before you reveal: who thinks that they are above the cap? Who expects to be first?" : "Nobody has handed in anything. Open the round again, or reveal an empty table."),
    line(
      button("Reveal", "reveal", {}, true),
      button("Open it again", "unfreeze", { minutes: null }),
    ),
  ];
}

function revealed(view, { button, line, title, says }) {
  const more = view.round < view.rounds;
  const next = button(more ? `Next: round ${view.round + 1}` : "One more round", "next_round", {}, more);
  return [
    title("Revealed: now talk"),
    says("What did you believe that turned out wrong? Who lost most between practice and the sealed worlds, and why? Choose the best memo in the list below the table: it need not come from the first place."),
    line(...(more ? [next, exported(view.code)] : [exported(view.code), next])),
  ];
}
