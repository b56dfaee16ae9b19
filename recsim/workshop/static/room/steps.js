// The one next step of a trainer, by phase, and what else can be done now.

import { element } from "/page/dom.js";
import { counted, t } from "/page/language.js";
import { refused } from "../api.js";
import { marketSteps } from "./market/steps.js";
import { stepsOfQuestions } from "./questions_room.js";

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
      title(t("desk.steps.closed")),
      says(t("desk.steps.closed_what")),
      line(exported(view.code), button(t("desk.steps.again"), "reopen")),
    ];
  }
  if (view.kind === "market") return marketSteps(view, { button, line, title, says, minutesField, exported });
  if (view.kind === "questions") return stepsOfQuestions(view, { line, title, says, exported });
  return { ready, open, frozen, revealed }[view.name](view, { button, line, title, says });
}

const exported = (code) =>
  element("a", { class: "button", href: `/api/trainer/rooms/${encodeURIComponent(code)}/export`, download: "" }, t("desk.steps.download"));

function minutesField(id, value) {
  const input = element("input", { type: "number", id, min: 0.1, max: 600, step: "any", value: value ?? "", "data-keep": id, placeholder: t("desk.steps.no_minutes") });
  return { nodes: [element("label", { for: id }, t("desk.steps.minutes")), input], read: () => (input.value === "" ? null : Number(input.value)) };
}

function ready(view, { button, line, title, says }) {
  const minutes = minutesField("minutes", view.minutes);
  const waiting = view.here ? counted("desk.steps.in_room", view.here) : t("desk.steps.nobody");
  const asked = view.asked === "open" ? t("desk.steps.is_asked") : "";
  return [
    title(view.round > 1 ? t("desk.steps.next_round", view) : t("desk.steps.first_round")),
    says([waiting, asked, t("desk.steps.before")].filter(Boolean).join(" ")),
    line(...minutes.nodes, button(t("desk.steps.open"), "open", () => ({ minutes: minutes.read() }), true)),
  ];
}

function open(view, { button, line, title, says }) {
  return [
    title(t(`desk.steps.handed${view.entries === 1 && view.here === 1 ? "_one" : ""}`, view)),
    says(`${t("desk.steps.tunes")} ${t(`desk.steps.${view.clock ? "clock" : "no_clock"}`)}`),
    line(
      button(t("desk.steps.freeze"), "freeze", {}, true),
      button(t(`desk.steps.${view.clock ? "more_time" : "start_clock"}`), "more_time", { minutes: 5 }),
    ),
  ];
}

/** How far scoring is; the challenge's own settings are played like an entry. */
export function played({ done, total }, worlds) {
  if (done >= total) return t("desk.steps.all_played");
  return t("desk.steps.played", { done, total, worlds });
}

function frozen(view, { button, line, title, says }) {
  const { scoring } = view;
  const progress = scoring
    ? element("p", {}, element("progress", { max: Math.max(1, scoring.total), value: scoring.done, "aria-label": t("desk.steps.scoring") }), ` ${played(scoring, view.worlds)}`)
    : null;
  return [
    title(t(`desk.steps.${view.problem ? "failed" : scoring ? "frozen" : "reveal_next"}`)),
    view.problem ? element("p", { class: "problem" }, refused(view.problem)) : null,
    progress,
    says(t(`desk.steps.${view.entries ? "ask_before" : "nothing"}`)),
    line(
      button(t("desk.steps.reveal"), "reveal", {}, true),
      button(t("desk.steps.leave_out"), "leave_out"),
      button(t("desk.steps.again"), "unfreeze", { minutes: null }),
    ),
  ];
}

function revealed(view, { button, line, title, says }) {
  const more = view.round < view.rounds;
  const next = button(more ? t("desk.steps.next", { round: view.round + 1 }) : t("desk.steps.one_more"), "next_round", {}, more);
  return [
    title(t("desk.steps.revealed")),
    says(t("desk.steps.talk")),
    line(...(more ? [next, exported(view.code)] : [exported(view.code), next])),
  ];
}
