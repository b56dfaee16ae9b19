// The form for one market that all teams share: good as it stands, everything else behind a door.

import { element } from "/page/dom.js";
import { titled } from "../measure.js";
import { field, number, option, select, text } from "../fields.js";
import { post, said } from "../server.js";

/** The form; `made(code)` is called with the new room. */
export function makeMarket(choices, made) {
  const { defaults, limits, names } = choices.market;
  const byName = (name) => choices.scenarios.find((one) => one.name === name);
  const measures = (list) => list.map((one) => ({ value: one.name, label: titled(one) }));

  const title = text("market-title", defaults.title, 120);
  const question = element("textarea", { id: "market-question", value: defaults.question, maxLength: 300, rows: 2 });
  const scenario = select("market-scenario", choices.scenarios.map((one) => ({ value: one.name, label: one.title })), defaults.scenario);
  const strategy = element("select", { id: "market-strategy" });
  const free = element("div", { class: "free" });
  const seats = number("market-seats", defaults.seats, limits.seats);
  const own = text("market-teams", "", 500);
  const quarters = number("market-quarters", defaults.quarters, limits.quarters);
  const minutes = number("market-minutes", defaults.minutes ?? "", choices.limits.minutes, "any");
  const worlds = number("market-worlds", defaults.worlds, limits.worlds);
  const people = number("market-people", "", [20, limits.people]);
  const maximise = select("market-maximise", measures(choices.maximise), defaults.maximise);
  const harm = select("market-harm", measures(choices.cap), defaults.harm);
  const about = element("p", { class: "soft" });
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  people.placeholder = "as in the scenario";

  function strategies() {
    const { strategies: list, question: asks } = byName(scenario.value);
    about.textContent = asks;
    const chosen = list.some(({ key }) => key === defaults.strategy) ? defaults.strategy : (list.find(({ style }) => style !== "passive") ?? list[0]).key;
    strategy.replaceChildren(...list.map(({ key, label }) => option({ value: key, label }, chosen)));
    levers();
  }
  function levers() {
    const { market } = byName(scenario.value).strategies.find(({ key }) => key === strategy.value);
    free.replaceChildren(...market.levers.map(({ key, label }) =>
      element("label", { class: "check" }, element("input", { type: "checkbox", value: key, checked: market.default_free.includes(key) }), label)));
  }
  scenario.addEventListener("change", () => {
    strategies();
    if (title.value === defaults.title) title.value = "";
    if (question.value === defaults.question) question.value = "";
  });
  strategy.addEventListener("change", levers);
  strategies();

  const button = element("button", { type: "submit", class: "primary" }, "Make the room");
  const form = element("form", { class: "told make", noValidate: true, "aria-label": "One market for all" },
    element("p", {}, `The teams share one simulated market, quarter by quarter: everybody sets their team, the quarter is played, everybody sees what it did to their placements, to the people, and to the others. Teams are called ${names.slice(0, 3).join(", ")} and so on, unless you name them.`),
    element("div", { class: "fields" },
      field("Title", title, "Stands above every page of the room."),
      field("What people are asked", question),
      element("div", {}, field("The world of", scenario), about),
      field("What every team begins with", strategy),
      field("Teams", seats, "From 2 to 12. Those of which nobody is there do not take part."),
      field("Names of teams", own, "With commas between them. Leave empty for trees."),
      field("Quarters", quarters, "Of 91 days. The market goes on from one to the next."),
      field("Minutes for a quarter", minutes, "Then it freezes by itself. Leave empty for no clock."),
    ),
    element("details", {},
      element("summary", {}, "Levers, measures, people, worlds"),
      element("fieldset", {}, element("legend", {}, "Levers that a team may move before each quarter (three are enough)"), free),
      element("div", { class: "fields" },
        field("More is better of", maximise),
        field("Told beside it", harm),
        field("People for each team", people, "Fewer people make a tighter market."),
        field("Sealed worlds", worlds, "More of them tell smaller differences, and playing takes longer."),
      )),
    problem,
    element("p", {}, button));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = [...free.querySelectorAll("input:checked")].map(({ value }) => value);
    const tell = (words, input) => {
      problem.textContent = words;
      problem.hidden = false;
      for (let door = input?.closest("details"); door; door = door.parentElement.closest("details")) door.open = true;
      input?.focus();
    };
    if (!chosen.length) return tell("Please leave at least one lever to move.", free.querySelector("input"));
    button.disabled = true;
    try {
      const { code } = await post("/api/trainer/markets", {
        title: title.value, question: question.value.replace(/\s+/g, " ").trim(), scenario: scenario.value, strategy: strategy.value, free: chosen,
        maximise: maximise.value, harm: harm.value, seats: Number(seats.value), teams: own.value.split(",").map((name) => name.trim()).filter(Boolean),
        quarters: Number(quarters.value), worlds: Number(worlds.value), minutes: minutes.value === "" ? null : Number(minutes.value),
        ...(people.value === "" ? {} : { people_per_team: Number(people.value) }),
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
