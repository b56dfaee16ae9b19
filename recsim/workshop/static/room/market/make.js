// The form for one market that all teams share: good as it stands, everything else behind a door.

import { element } from "/page/dom.js";
import { LANGUAGE, SPOKEN, t } from "/page/language.js";
import { titled } from "../measure.js";
import { field, number, option, select, text } from "../fields.js";
import { LONG, post, said } from "../server.js";

/** The form; `made(code)` is called with the new room. */
export function makeMarket(choices, made) {
  const { defaults, limits, names } = choices.market;
  const trees = names.map((name) => SPOKEN.trees[name] ?? name);
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
  people.placeholder = t("market.make.as_scenario");

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

  const button = element("button", { type: "submit", class: "primary" }, t("desk.make.make"));
  const form = element("form", { class: "told make", noValidate: true, "aria-label": SPOKEN.desk.kinds.market[0] },
    element("p", {}, t("market.make.what", { names: trees.slice(0, 3).join(", ") })),
    element("div", { class: "fields" },
      field(t("desk.make.title"), title, t("desk.make.title_what")),
      field(t("desk.make.question"), question),
      element("div", {}, field(t("market.make.scenario"), scenario), about),
      field(t("market.make.strategy"), strategy),
      field(t("desk.make.teams"), seats, t("market.make.seats_what")),
      field(t("market.make.names"), own, t("market.make.names_what")),
      field(t("market.make.quarters"), quarters, t("market.make.quarters_what")),
      field(t("market.make.minutes"), minutes, t("desk.make.minutes_what")),
    ),
    element("details", {},
      element("summary", {}, t("market.make.more")),
      element("fieldset", {}, element("legend", {}, t("market.make.levers")), free),
      element("div", { class: "fields" },
        field(t("desk.make.maximise"), maximise),
        field(t("market.make.harm"), harm),
        field(t("market.make.people"), people, t("market.make.people_what")),
        field(t("desk.make.worlds"), worlds, t("market.make.worlds_what")),
      )),
    problem,
    element("p", {}, button));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = [...free.querySelectorAll("input")].filter(({ checked }) => checked).map(({ value }) => value);
    const tell = (words, input) => {
      problem.textContent = words;
      problem.hidden = false;
      for (let door = input?.closest("details"); door; door = door.parentElement.closest("details")) door.open = true;
      input?.focus();
    };
    const named = own.value.split(",").map((name) => name.trim()).filter(Boolean);
    if (!chosen.length) return tell(t("desk.make.no_lever"), free.querySelector("input"));
    button.disabled = true;
    try {
      const { code } = await post("/api/trainer/markets", {
        title: title.value, question: question.value.replace(/\s+/g, " ").trim(), scenario: scenario.value, strategy: strategy.value, free: chosen,
        maximise: maximise.value, harm: harm.value, seats: Number(seats.value), teams: named.length ? named : trees.slice(0, Number(seats.value)),
        quarters: Number(quarters.value), worlds: Number(worlds.value), language: LANGUAGE, minutes: minutes.value === "" ? null : Number(minutes.value),
        ...(people.value === "" ? {} : { people_per_team: Number(people.value) }),
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
