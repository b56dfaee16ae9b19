// The form for a new room: good as it stands, everything else behind a door.

import { element } from "/page/dom.js";
import { LANGUAGE, SPOKEN, t } from "/page/language.js";
import { field, number, option, select, text } from "./fields.js";
import { factor, titled } from "./measure.js";
import { LONG, post, said } from "./server.js";

/** The form; `made(code)` is called with the new room. */
export function make(choices, made) {
  const { defaults, limits } = choices;
  const byName = (list, name) => list.find((one) => one.name === name);
  const scenarioOf = () => byName(choices.scenarios, scenario.value);
  const strategyOf = () => scenarioOf().strategies.find(({ key }) => key === strategy.value);
  const measures = (list) => list.map((one) => ({ value: one.name, label: titled(one) }));

  const title = text("make-title", defaults.title, 120);
  const question = element("textarea", { id: "make-question", value: defaults.question, maxLength: 300, rows: 2 });
  const scenario = select("make-scenario", choices.scenarios.map((s) => ({ value: s.name, label: s.title })), defaults.scenario);
  const strategy = element("select", { id: "make-strategy" });
  const free = element("div", { class: "free" });
  const maximise = select("make-maximise", measures(choices.maximise), defaults.maximise);
  const cap = select("make-cap", measures(choices.cap), defaults.cap.measure);
  const most = number("make-most", "", [0, 1e9], "any");
  const worlds = number("make-worlds", defaults.replications, limits.replications);
  const rounds = number("make-rounds", defaults.rounds, limits.rounds);
  const minutes = number("make-minutes", defaults.minutes ?? "", limits.minutes, "any");
  const teams = text("make-teams", (defaults.teams ?? []).join(", "), 500);
  const names = select("make-names", [
    { value: "nobody", label: t("desk.make.nobody") },
    { value: "pseudonyms", label: t("desk.make.pseudonyms") },
    { value: "nicknames", label: t("desk.make.nicknames") },
  ], defaults.names);
  const about = element("p", { class: "soft" });
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const capOf = () => byName(choices.cap, cap.value);
  let offer = defaults; // what the form was filled in with

  function strategies() {
    const { strategies: list, question: asks } = scenarioOf();
    about.textContent = asks;
    strategy.replaceChildren(...list.map(({ key, label }) => option({ value: key, label }, scenarioOf().first)));
  }

  /** The challenge that is ready for what is played; words of the trainer's own stay. */
  function fill() {
    const last = offer;
    offer = strategyOf().ready;
    if (title.value === last.title) title.value = offer.title;
    if (question.value === last.question) question.value = offer.question;
    levers();
    [maximise.value, cap.value] = [offer.maximise, offer.cap.measure];
    most.value = String(offer.cap.at_most * factor(capOf()));
  }

  function levers() {
    const own = strategyOf();
    free.replaceChildren(...own.levers.map(({ key, label }) =>
      element("label", { class: "check" }, element("input", { type: "checkbox", value: key, checked: own.ready.free.includes(key) }), label)));
  }

  scenario.addEventListener("change", () => {
    strategies();
    fill();
  });
  strategy.addEventListener("change", fill);
  cap.addEventListener("change", () => {
    most.value = "";
    most.focus();
  });
  strategies();
  fill();

  const button = element("button", { type: "submit", class: "primary" }, t("desk.make.make"));
  const form = element(
    "form",
    { class: "told make", noValidate: true, "aria-label": SPOKEN.desk.kinds.challenge[0] },
    element("p", {}, t("desk.make.filled_in")),
    element("div", { class: "fields" },
      field(t("desk.make.title"), title, t("desk.make.title_what")),
      field(t("desk.make.question"), question),
      element("div", {}, field(t("desk.make.scenario"), scenario), about),
      field(t("desk.make.strategy"), strategy),
      field(t("desk.make.maximise"), maximise),
      element("div", { class: "pair" }, field(t("desk.make.cap"), cap), field(t("desk.make.at_most"), most)),
      field(t("desk.make.minutes"), minutes, t("desk.make.minutes_what")),
      field(t("desk.make.teams"), teams, t("desk.make.teams_what")),
    ),
    element("details", {},
      element("summary", {}, t("desk.make.more")),
      element("fieldset", {}, element("legend", {}, t("desk.make.levers")), free),
      element("div", { class: "fields" },
        field(t("desk.make.names"), names, t("desk.make.names_what")),
        field(t("desk.make.rounds"), rounds, t("desk.make.rounds_what")),
        field(t("desk.make.worlds"), worlds, t("desk.make.worlds_what")),
      ),
    ),
    problem,
    element("p", {}, button),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = [...free.querySelectorAll("input")].filter(({ checked }) => checked).map(({ value }) => value);
    const tell = (said_, input) => {
      problem.textContent = said_;
      problem.hidden = false;
      for (let door = input?.closest("details"); door; door = door.parentElement.closest("details")) door.open = true;
      input?.focus();
    };
    if (most.value === "" || !(Number(most.value) >= 0)) return tell(t("desk.make.no_most"), most);
    if (!chosen.length) return tell(t("desk.make.no_lever"), free.querySelector("input"));
    button.disabled = true;
    try {
      const { code } = await post("/api/trainer/rooms", {
        title: title.value, question: question.value.replace(/\s+/g, " ").trim(), scenario: scenario.value, strategy: strategy.value, free: chosen,
        maximise: maximise.value, cap: { measure: cap.value, at_most: Number(most.value) / factor(capOf()) },
        replications: Number(worlds.value), rounds: Number(rounds.value),
        minutes: minutes.value === "" ? null : Number(minutes.value),
        teams: teams.value.split(",").map((name) => name.trim()).filter(Boolean), names: names.value, language: LANGUAGE,
      }, { patience: LONG });
      made(code);
    } catch (error) {
      tell(said(error), null);
    } finally {
      button.disabled = false;
    }
    return undefined;
  });
  return form;
}
