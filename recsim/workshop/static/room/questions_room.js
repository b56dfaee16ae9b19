// A room for questions alone: the trainer's next step, and the form to make one.

import { element } from "/page/dom.js";
import { LANGUAGE, counted, t } from "/page/language.js";
import { field, select } from "./fields.js";
import { post, said } from "./server.js";

/** The trainer's next step; `parts` are those of steps.js. */
export const stepsOfQuestions = ({ here, code }, { line, title, says, exported }) => [
  title(t("desk.steps.questions")),
  says(here ? counted("desk.steps.show", here) : t("desk.steps.nobody")),
  line(element("a", { class: "button", href: "/", target: "_blank" }, t("desk.steps.explore")), exported(code)),
];

/** The form; `made(code)` is called with the new room. */
export function makeQuestions(choices, made) {
  const scenario = select("questions-scenario", choices.scenarios.map(({ name, title }) => ({ value: name, label: title })), choices.defaults.scenario);
  const button = element("button", { type: "submit", class: "primary" }, t("desk.make.make"));
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const form = element("form", { class: "told make", noValidate: true, "aria-label": t("desk.make.make") }, field(t("desk.make.begin_with"), scenario), problem, element("p", {}, button));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      made((await post("/api/trainer/questions", { scenario: scenario.value, language: LANGUAGE })).code);
    } catch (error) {
      problem.textContent = said(error);
      problem.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
  return form;
}
