// A room for questions alone: what it is called, what people and the trainer are told, the form to make one.

import { element } from "/page/dom.js";
import { field, select } from "./fields.js";
import { post, said } from "./server.js";

const WORDS = {
  phase: "Questions",
  inTitle: "You are in",
  inText: "Nothing to do yet: as soon as the trainer asks something, the question is here. Look at the screen.",
  nextTitle: "Next: let people in, then ask",
  nextEmpty: "Nobody has joined yet: put the board on the projector; it shows the code.",
  nextHere: (count) => `${count === 1 ? "1 person is" : `${count} people are`} in the room. Show something on the page to explore and press “Ask the room” there, or ask below.`,
  explore: "The page to explore",
  scenario: "Scenario to begin with",
  make: "Make the room",
};

export const SHOWING_OF_QUESTIONS = [["", "what fits the phase"], ["join", "the way in (QR code)"]];
export const phaseOfQuestions = WORDS.phase;
export const taskOfQuestions = { title: WORDS.inTitle, text: WORDS.inText, steps: [] };

/** The trainer's next step; `parts` are those of steps.js. */
export const stepsOfQuestions = ({ here, code }, { line, title, says, exported }) => [
  title(WORDS.nextTitle),
  says(here ? WORDS.nextHere(here) : WORDS.nextEmpty),
  line(element("a", { class: "button", href: "/", target: "_blank" }, WORDS.explore), exported(code)),
];

/** The form; `made(code)` is called with the new room. */
export function makeQuestions(choices, made) {
  const scenario = select("questions-scenario", choices.scenarios.map(({ name, title }) => ({ value: name, label: title })), choices.defaults.scenario);
  const button = element("button", { type: "submit", class: "primary" }, WORDS.make);
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const form = element("form", { class: "told make", noValidate: true, "aria-label": WORDS.make }, field(WORDS.scenario, scenario), problem, element("p", {}, button));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      made((await post("/api/trainer/questions", { scenario: scenario.value })).code);
    } catch (error) {
      problem.textContent = said(error);
      problem.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
  return form;
}
