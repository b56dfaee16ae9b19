// The form to join: code, nickname, team.

import { element } from "/page/dom.js";
import { t } from "/page/language.js";
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
  const typed = field("code", t("rooms.join.code"), t("rooms.join.code_what"), { maxLength: 12, required: true, autocapitalize: "characters", value: start });
  const nick = field("nickname", t("rooms.join.nickname"), t("rooms.join.nickname_what"), { maxLength: 32, required: true });
  const choice = element("select", { id: "team", "aria-describedby": "team-hint" });
  const team = element("p", { class: "field", hidden: true }, element("label", { for: "team" }, t("rooms.join.team")), choice, element("span", { class: "soft", id: "team-hint" }, t("rooms.join.team_what")));
  const found = element("p", { class: "found", "aria-live": "polite" });
  const button = element("button", { type: "submit", class: "primary" }, t("rooms.join.short"));
  const form = element("form", { class: "guess", noValidate: true, "aria-label": t("rooms.join.title") }, typed.made, found, nick.made, team, problem, element("p", {}, button));
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
      found.textContent = room.open ? room.title : t("rooms.join.closed", room);
      assigns = room.kind === "market";
      choice.replaceChildren(new Option(t(`rooms.join.${assigns ? "any_team" : "choose"}`), ""), ...room.teams.map((name) => new Option(name, name)));
      team.hidden = !room.teams.length;
      tell("");
    } catch (error) {
      if (asked !== wanted) return;
      asked = "";
      tell(error instanceof Refused ? t("rooms.join.no_room", { code: wanted }) : said(error));
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
    if (code(typed.input.value).length < LETTERS) return tell(t("rooms.join.five"), typed.input);
    if (!nick.input.value.trim()) return tell(t("rooms.join.no_nickname"), nick.input);
    button.disabled = true;
    await about();
    try {
      if (!team.hidden && !choice.value && !assigns) return tell(t("rooms.join.no_team"), choice);
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
