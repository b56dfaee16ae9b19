// The form for a new room: good as it stands, everything else behind a door.

import { element } from "/page/dom.js";
import { field, number, option, select, text } from "./fields.js";
import { factor, titled } from "./measure.js";
import { post, said } from "./server.js";

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
    { value: "nobody", label: "no names: points only" },
    { value: "pseudonyms", label: "pseudonyms (a colour and an animal)" },
    { value: "nicknames", label: "nicknames" },
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
    most.value = offer.cap.at_most * factor(capOf());
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

  const button = element("button", { type: "submit", class: "primary" }, "Make the room");
  const form = element(
    "form",
    { class: "told make", noValidate: true, "aria-label": "A challenge" },
    element("p", {}, "Everything is filled in for a first time: press “Make the room” and look around, or choose what to play."),
    element("div", { class: "fields" },
      field("Title", title, "Stands above every page of the room."),
      field("What people are asked", question),
      element("div", {}, field("Scenario", scenario), about),
      field("The strategy that everybody plays", strategy),
      field("More is better of", maximise),
      element("div", { class: "pair" }, field("But not too much of", cap), field("at most", most)),
      field("Minutes for a round", minutes, "Then it freezes by itself. Leave empty for no clock."),
      field("Teams", teams, "Names, with commas between them. Leave empty if everybody plays alone."),
    ),
    element("details", {},
      element("summary", {}, "Levers, names, rounds, worlds"),
      element("fieldset", {}, element("legend", {}, "Levers that people may move (six or seven are enough)"), free),
      element("div", { class: "fields" },
        field("On the board, people appear with", names, "You can change it at any time. Everybody’s own place stands on their own page only."),
        field("Rounds", rounds, "Each has worlds of its own."),
        field("Sealed worlds", worlds, "More of them make fewer ties, and scoring takes longer."),
      ),
    ),
    problem,
    element("p", {}, button),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = [...free.querySelectorAll("input:checked")].map(({ value }) => value);
    const tell = (said_, input) => {
      problem.textContent = said_;
      problem.hidden = false;
      for (let door = input?.closest("details"); door; door = door.parentElement.closest("details")) door.open = true;
      input?.focus();
    };
    if (most.value === "" || !(Number(most.value) >= 0)) return tell("Please say how much is too much: a number.", most);
    if (!chosen.length) return tell("Please leave at least one lever to move.", free.querySelector("input"));
    button.disabled = true;
    try {
      const { code } = await post("/api/trainer/rooms", {
        title: title.value, question: question.value.replace(/\s+/g, " ").trim(), scenario: scenario.value, strategy: strategy.value, free: chosen,
        maximise: maximise.value, cap: { measure: cap.value, at_most: Number(most.value) / factor(capOf()) },
        replications: Number(worlds.value), rounds: Number(rounds.value),
        minutes: minutes.value === "" ? null : Number(minutes.value),
        teams: teams.value.split(",").map((name) => name.trim()).filter(Boolean), names: names.value,
      });
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
