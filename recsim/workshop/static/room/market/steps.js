// The one next step of a trainer whose teams share a market, by phase.

import { element } from "/page/dom.js";
import { counted, t } from "/page/language.js";
import { refused } from "../../api.js";

const say = (key, parts) => t(`market.steps.${key}`, parts);

/** Nodes for the next step of a slice of the view; `parts` are those of ../steps.js. */
export function marketSteps(view, { button, line, title, says, minutesField, exported }) {
  const more = view.round < view.rounds;
  const phases = {
    ready: () => {
      const minutes = minutesField("minutes", view.minutes);
      const first = view.round === 1;
      const there = view.here ? counted("market.steps.in_room", view.taken, view) : say("nobody");
      return [
        title(say(first ? "first" : "next", view)),
        says(first ? `${there} ${say("first_what")}` : say("next_what")),
        line(...minutes.nodes, button(say("open", view), "open", () => ({ minutes: minutes.read() }), true)),
      ];
    },
    open: () => [
      title(counted(`market.steps.handed${view.entries === 1 ? "_one" : ""}`, view.seats, view)),
      says(view.clock ? `${say("set")} ${say("clock")}` : say("set")),
      line(button(say("freeze"), "freeze", {}, true), button(say(view.clock ? "more_time" : "start_clock"), "more_time", { minutes: 3 })),
    ],
    frozen: () => [
      title(say(view.problem ? "failed" : view.scoring ? "played" : "reveal")),
      view.problem ? element("p", { class: "problem" }, refused(view.problem)) : null,
      view.scoring ? element("p", {}, element("progress", { "aria-label": say("simulating") }), ` ${say("together", view)}`) : null,
      says(say("ask_before")),
      line(button(t("desk.steps.reveal"), "reveal", {}, true), button(t("desk.steps.again"), "unfreeze", { minutes: null })),
    ],
    revealed: () => [
      title(say(more ? "revealed" : "over")),
      says(say(more ? "talk" : "talk_over")),
      line(...(more ? [button(say("go_on", { round: view.round + 1 }), "next_round", {}, true), exported(view.code)] : [exported(view.code)])),
    ],
  };
  return phases[view.name]();
}
