// What the server tells in English, in the page's language: measures, levers, strategies of shipped scenarios.

import { LANGUAGE, LEVERS_SAID, MEASURES_SAID, SPOKEN, UNITS_SAID, spoken, t } from "/page/language.js";
import { capWords } from "./measure.js";

/** A unit in words of the language; the currency in it is the scenario's. */
function unitSaid(unit) {
  const [first] = unit.split(" ");
  return UNITS_SAID[unit] ?? UNITS_SAID[unit.replace(first, "currency")]?.replace("currency", first) ?? unit;
}

/** A measure of the server; `isRate`: it is so much of something else; `isLevel`: nothing that one counts. */
export const measureSaid = (of) => ({
  ...of, ...MEASURES_SAID[of.measure ?? of.name], called: unitSaid(of.unit), isRate: of.unit === "share" || of.label.includes(" per "),
  isLevel: of.unit === "share" || / (per|to) /.test(of.label),
});

/** What a lever is called, by its key in a scenario ("strategies.calling.care") or in a strategy ("care"). */
export function leverSaid({ path, key, label, ...rest }) {
  const own = path ? path.split(".").slice(2).join(".") : key;
  return { ...rest, path, key, label: LEVERS_SAID[`strategies.*.${own}`]?.label ?? SPOKEN.rooms.together[own] ?? label };
}

const all = (table, say) => Object.fromEntries(Object.entries(table).map(([name, one]) => [name, say(one)]));

function challengeSaid({ strategy, free, maximise, cap, harm, told, ...rest }, labels) {
  return {
    ...rest, strategy: { ...strategy, ...labels[strategy.label] }, free: free.map(leverSaid), maximise: measureSaid(maximise),
    ...(cap ? { cap: measureSaid(cap) } : {}), ...(harm ? { harm: measureSaid(harm) } : {}), ...(told ? { told: all(told, measureSaid) } : {}),
  };
}

/** A question of the trainer; a difference is called by both strategies. */
function questionSaid(question, labels) {
  if (question.kind !== "range") return question;
  const said = measureSaid(question);
  if (!question.than) return said;
  const [one, other] = [question.strategy, question.than].map(({ label }) => labels[label]?.label ?? label);
  return { ...said, label: t("rooms.result.of_two", { label: said.label, one, other }) };
}

const changesSaid = (row) => ({ ...row, changes: row.changes.map(leverSaid) });

/** A participant's or the trainer's view of a room. */
export function viewSaid(view) {
  const labels = view.labels[LANGUAGE] ?? {};
  const { challenge, asked, mine, questions, scores, market, strategies } = view;
  return {
    ...view,
    challenge: challengeSaid(challenge, labels),
    ...(asked ? { asked: questionSaid(asked, labels) } : {}),
    ...(mine ? { mine: { ...mine, guesses: mine.guesses.map(measureSaid) } } : {}),
    ...(questions ? { questions: questions.map((one) => questionSaid(one, labels)) } : {}),
    ...(scores ? { scores: { ...scores, rows: scores.rows.map(changesSaid) } } : {}),
    ...(strategies ? { strategies: strategies.map((one) => ({ ...one, ...labels[one.label] })) } : {}),
    ...(market?.set ? { market: { ...market, set: market.set.map((one) => ({ ...one, quarters: one.quarters.map((changes) => changes.map(leverSaid)) })) } } : {}),
  };
}

/** What a trainer can choose from: scenarios as the page to explore calls them, with the challenge that is ready. */
export function choicesSaid(choices) {
  const [maximise, cap, measures] = [choices.maximise, choices.cap, choices.measures].map((list) => list.map(measureSaid));
  const known = Object.fromEntries(measures.map((one) => [one.name, one]));
  const scenarios = choices.scenarios.map((scenario) => scenarioSaid(scenario, known));
  const { defaults, market } = choices;
  const first = scenarios.find(({ name }) => name === defaults.scenario);
  return {
    ...choices, maximise, cap, measures, scenarios,
    defaults: { ...defaults, ...first.strategies.find(({ key }) => key === defaults.strategy).ready },
    market: { ...market, defaults: { ...market.defaults, title: t("market.make.title"), question: t("market.make.question") } },
  };
}

function scenarioSaid(scenario, measures) {
  const { title, question, strategies } = spoken(scenario);
  const levers = (list) => list.map(leverSaid);
  return {
    ...scenario, title, question,
    strategies: strategies.map((one) => ({
      ...one, levers: levers(one.levers), market: { ...one.market, levers: levers(one.market.levers) },
      ready: { ...one.ready, title, question: questionOf(one.ready, measures) },
    })),
  };
}

/** The question of a challenge that is ready. */
function questionOf({ question, maximise, cap }, measures) {
  const limit = capWords({ cap: { ...measures[cap.measure], ...cap } });
  return t(`desk.ready.${maximise === "placements" ? "place" : "raise"}`, { limit, label: measures[maximise].label }) || question;
}

/** What the trainer shows on the page to explore, as the form of a question needs it. */
export function shownSaid({ challenge, strategies, title, languages, labels }) {
  const { strategy, maximise, days } = challenge;
  const called = (one) => ({ ...one, ...labels[LANGUAGE]?.[one.label] });
  return {
    title: languages[LANGUAGE]?.title ?? title,
    strategies: strategies.map(called),
    challenge: { days, strategy: called(strategy), maximise: measureSaid(maximise) },
  };
}
