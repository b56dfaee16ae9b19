// The form to join: code, nickname, team.

import { element } from "/page/dom.js";
import { Refused, get, post, said } from "./server.js";

const LETTERS = 5;
const WAIT = 250; // ms without a key until a code is looked up

/** A code as people type it: capitals, no spaces. */
export const code = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "").slice(0, LETTERS);

/**
 * Ask for code and nickname in `place`.
 *
 * `joined()` is called when there is a seat; `back`, if given, is {text, go()}: a seat elsewhere.
 */
export function join(place, { start = "", why = "", back = null, joined }) {
  const problem = element("p", { class: "problem", role: "alert", id: "join-problem", hidden: !why }, why);
  const field = (id, label, hint, more) => {
    const input = element("input", { type: "text", id, autocomplete: "off", spellcheck: false, "aria-describedby": `${id}-hint`, ...more });
    const made = element("p", { class: "field" }, element("label", { for: id }, label), input, element("span", { class: "soft", id: `${id}-hint` }, hint));
    return { input, made };
  };
  const typed = field("code", "Code of the room", "Five letters; they stand on the screen.", { maxLength: 12, required: true, autocapitalize: "characters", value: start });
  const nick = field("nickname", "Your nickname", "It need not be your name. The trainer sees it.", { maxLength: 32, required: true });
  const choice = element("select", { id: "team", "aria-describedby": "team-hint" });
  const team = element("p", { class: "field", hidden: true }, element("label", { for: "team" }, "Your team"), choice, element("span", { class: "soft", id: "team-hint" }, "Ask the trainer if you do not know."));
  const found = element("p", { class: "found", "aria-live": "polite" });
  const button = element("button", { type: "submit", class: "primary" }, "Join");
  const form = element("form", { class: "guess", noValidate: true, "aria-label": "Join the room" }, typed.made, found, nick.made, team, problem, element("p", {}, button));
  if (back) {
    const stay = element("button", { type: "button", id: "stay" }, back.text);
    stay.addEventListener("click", back.go);
    form.append(element("p", {}, stay));
  }

  const tell = (text, input) => {
    problem.textContent = text;
    problem.hidden = !text;
    for (const one of [typed.input, nick.input, choice]) one.removeAttribute("aria-invalid");
    if (!input) return;
    input.setAttribute("aria-invalid", "true");
    input.focus();
  };

  let asked = "";
  let assigns = false; // whoever chooses no team is put into one
  async function about() {
    const wanted = code(typed.input.value);
    if (wanted === asked) return;
    asked = wanted;
    found.textContent = "";
    team.hidden = true;
    if (wanted.length < LETTERS) return;
    try {
      const room = await get(`/api/room/about?code=${wanted}`);
      if (asked !== wanted) return;
      found.textContent = room.open ? room.title : `${room.title}: nobody can join any more.`;
      assigns = room.kind === "market";
      choice.replaceChildren(new Option(assigns ? "Where there are fewest people" : "Please choose", ""), ...room.teams.map((name) => new Option(name, name)));
      team.hidden = !room.teams.length;
      tell("");
    } catch (error) {
      if (asked !== wanted) return;
      asked = "";
      tell(error instanceof Refused ? `There is no room ${wanted}. Please compare the letters with the screen.` : said(error));
    }
  }

  let timer = 0;
  typed.input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(about, WAIT);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (code(typed.input.value).length < LETTERS) return tell("The code has five letters.", typed.input);
    if (!nick.input.value.trim()) return tell("Please type a nickname.", nick.input);
    button.disabled = true;
    await about();
    try {
      if (!team.hidden && !choice.value && !assigns) return tell("Please choose your team.", choice);
      if (!asked) return typed.input.focus();
      await post("/api/room/join", { code: asked, nickname: nick.input.value, team: team.hidden ? "" : choice.value });
      await joined(asked);
    } catch (error) {
      tell(said(error), error.problems?.[0]?.path === "nickname" ? nick.input : null);
    } finally {
      button.disabled = false;
    }
    return undefined;
  });
  place.replaceChildren(form);
  (start ? nick.input : typed.input).focus();
  about();
}
