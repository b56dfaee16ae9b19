// A question about what the trainer shows on the page to explore: to which room, and what its form knows.

import { element } from "/page/dom.js";
import { Questions } from "./questions.js";
import { get, post } from "./server.js";

const WORDS = {
  title: "Which room do you ask?",
  make: "A new room, for questions alone",
  makeSays: "Nothing is played in it: people join by its code, and answer.",
  people: (count) => (count === 1 ? "1 person" : `${count} people`),
  about: ({ title, changed }) => `About what you show: “${title}”${changed ? `, with ${changed === 1 ? "1 change" : `${changed} changes`}` : ", as it stands"}. The answer is that of the page’s 30 runs.`,
  drop: "Ask about the room’s own scenario instead",
};
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
  const shown = { request, ...(await post("/api/trainer/about", request)) };
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

const newRoom = async (request) => (await post("/api/trainer/questions", request)).code;

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
  const made = item(WORDS.make, WORDS.makeSays, () => newRoom(request).then(take, failed));
  return element("section", { class: "told", "aria-labelledby": "which-room" },
    element("h2", { id: "which-room" }, WORDS.title),
    element("ul", { class: "rooms" }, ...open.map(({ code, title, people }) => item(title, `${code} · ${WORDS.people(people)}`, () => take(code))), made));
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
    const drop = element("button", { type: "button", class: "small", id: "ask-own" }, WORDS.drop);
    drop.addEventListener("click", () => {
      keep(SHOWN, null);
      shown = null;
      line.replaceChildren();
      questions = make();
      if (latest) show(latest);
    });
    line.append(element("p", { class: "mark", id: "ask-about" }, WORDS.about(shown), " ", drop));
  }
  return { show };
}
