// A question about what the trainer shows on the page to explore: to which room, and what its form knows.

import { element } from "/page/dom.js";
import { LANGUAGE, counted, t } from "/page/language.js";
import { Questions } from "./questions.js";
import { get, post } from "./server.js";
import { shownSaid } from "./spoken.js";

const aboutOf = ({ title, changed }) => (changed ? counted("desk.ask.about_changed", changed, { title }) : t("desk.ask.about", { title }));
const SHOWN = "recsim.shown"; // what a question is about
const ROOM = "recsim.asked-room"; // the room that was asked last

const lasting = new Map(); // for a browser that keeps nothing: as long as the page
const storeOf = (key) => (key === SHOWN ? sessionStorage : localStorage);

function kept(key) {
  try {
    return JSON.parse(storeOf(key).getItem(key)) ?? lasting.get(key) ?? null;
  } catch {
    return lasting.get(key) ?? null;
  }
}

function keep(key, value) {
  lasting.set(key, value);
  try {
    storeOf(key).setItem(key, JSON.stringify(value));
  } catch {
    // it lasts as long as the page
  }
}

/** Remember what is shown, as the page sent it; its names are the server's. */
export async function remember(request) {
  const found = await post("/api/trainer/about", request);
  const shown = { request, changed: found.changed, ...shownSaid(found) };
  keep(SHOWN, shown);
  return shown;
}

/** The room to ask: the one asked before, the only one, or a new one; null if the trainer has to choose. */
export async function roomToAsk({ request }) {
  const { rooms } = await get("/api/trainer/rooms");
  const open = rooms.filter(({ closed }) => !closed);
  const before = open.find(({ code }) => code === kept(ROOM));
  const code = before?.code ?? (open.length > 1 ? null : open[0]?.code ?? await newRoom(request));
  if (code) keep(ROOM, code);
  return { code, open };
}

const newRoom = async (request) => (await post("/api/trainer/questions", { ...request, language: LANGUAGE })).code;

/** The choice between rooms; `chosen(code)` is called with one. */
export function whichRoom({ open, request, chosen, failed }) {
  const take = (code) => {
    keep(ROOM, code);
    chosen(code);
  };
  const item = (title, says, act) => {
    const button = element("button", { type: "button" }, element("b", {}, title), " ", element("span", { class: "soft" }, says));
    button.addEventListener("click", act);
    return element("li", {}, button);
  };
  const made = item(t("desk.ask.make"), t("desk.ask.make_what"), () => newRoom(request).then(take, failed));
  return element("section", { class: "told", "aria-labelledby": "which-room" },
    element("h2", { id: "which-room" }, t("desk.ask.title")),
    element("ul", { class: "rooms" }, ...open.map(({ code, title, people }) => item(title, counted("desk.ask.people", people, { code }), () => take(code))), made));
}

/** The questions of a desk; what is shown on the page to explore takes the place of what the room plays. */
export function questionsOf(place, choices, tell) {
  const [line, inner] = [element("div"), element("div")];
  place.replaceChildren(line, inner);
  let shown = kept(SHOWN);
  let latest = null;
  const about = (command) => (command === "ask" && shown ? { about: shown.request } : {});
  const make = () => new Questions(inner, choices, (command, more = {}) => tell(command, { ...more, ...about(command) }));
  let questions = make();
  const show = (view) => {
    latest = view;
    questions.show(shown ? { ...view, challenge: shown.challenge, strategies: shown.strategies } : view);
  };
  if (shown) {
    const drop = element("button", { type: "button", class: "small", id: "ask-own" }, t("desk.ask.drop"));
    drop.addEventListener("click", () => {
      keep(SHOWN, null);
      shown = null;
      line.replaceChildren();
      questions = make();
      if (latest) show(latest);
    });
    line.append(element("p", { class: "mark", id: "ask-about" }, aboutOf(shown), " ", drop));
  }
  return { show };
}
