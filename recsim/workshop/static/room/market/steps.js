// The one next step of a trainer whose teams share a market, by phase.

import { element } from "/page/dom.js";

const teams = (count) => (count === 1 ? "1 team" : `${count} teams`);

/** Nodes for the next step of a slice of the view; `parts` are those of ../steps.js. */
export function marketSteps(view, { button, line, title, says, minutesField, exported }) {
  const more = view.round < view.rounds;
  const phases = {
    ready: () => {
      const minutes = minutesField("minutes", view.minutes);
      const first = view.round === 1;
      const there = view.here ? `${view.here} in the room, in ${teams(view.taken)}. ` : "Nobody has joined yet: put the board on the projector; it shows the code. ";
      return [
        title(first ? "Next: let people in, then open the first quarter" : `Next: open quarter ${view.round}`),
        says(first ? `${there}With the first quarter the teams are fixed: those of which nobody is there do not take part.` : "The market goes on where it was. Who hands in nothing goes on as before."),
        line(...minutes.nodes, button(`Open quarter ${view.round}`, "open", () => ({ minutes: minutes.read() }), true)),
      ];
    },
    open: () => [
      title(`${view.entries} of ${teams(view.seats)} ${view.entries === 1 ? "has" : "have"} handed in`),
      says(`Teams set their levers and hand in; the last one of a team counts, and who hands in nothing goes on as before. ${view.clock ? "When the clock is at zero, the quarter freezes by itself." : ""}`),
      line(button("Freeze, and play the quarter", "freeze", {}, true), button(view.clock ? "3 minutes more" : "Start a clock of 3 minutes", "more_time", { minutes: 3 })),
    ],
    frozen: () => [
      title(view.problem ? "The quarter cannot be played" : view.scoring ? "The quarter is being played" : "Next: reveal"),
      view.problem ? element("p", { class: "problem" }, view.problem) : null,
      view.scoring ? element("p", {}, element("progress", { "aria-label": "Simulating" }), ` all teams together in ${view.worlds} sealed worlds`) : null,
      says("Before you reveal: who expects to have gained? Who pressed harder because the others would?"),
      line(button("Reveal", "reveal", {}, true), button("Open it again", "unfreeze", { minutes: null })),
    ],
    revealed: () => [
      title(more ? "Revealed: now talk, then go on" : "The market is over: now talk"),
      says(more ? "What did it do to answers, and to those who are lost? Would you agree on something, and would everybody keep to it?"
        : "Show what each team did to itself and to the others. What would you have had to agree on, and who would have had a reason to break it?"),
      line(...(more ? [button(`Next: quarter ${view.round + 1}`, "next_round", {}, true), exported(view.code)] : [exported(view.code)])),
    ],
  };
  return phases[view.name]();
}
