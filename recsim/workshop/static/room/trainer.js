// The trainer's page: the key, the rooms, one room's desk, the board for the projector.

import { element } from "/page/dom.js";
import { remember, roomToAsk, whichRoom } from "./ask.js";
import { Board } from "./board.js";
import { Desk } from "./desk.js";
import { newRoom } from "./kinds.js";
import { Gone, Live, Refused, get, post, said } from "./server.js";
import { phase } from "./words.js";

const find = (id) => document.getElementById(id);
const AGAIN = 3000; // ms until a server that does not answer is asked again

let live = null;
let turn = 0;

function notice(text) {
  find("notice").hidden = !text;
  find("notice").textContent = text;
}

const way = (text, href, more = {}) => element("a", { class: "button", href, ...more }, text);

function page(title, question, ...ways) {
  live?.stop();
  live = null;
  notice("");
  document.body.classList.remove("board");
  document.title = `${title} – recsim workshop`;
  find("title").textContent = title;
  find("question").textContent = question;
  find("ways").replaceChildren(...ways);
  find("main").replaceChildren();
}

/** Without the key there is nothing to see; `text` says why. */
function locked(text) {
  page("The trainer’s page", "");
  find("main").append(
    element(
      "section",
      { class: "told" },
      element("h2", {}, "This page is the trainer’s"),
      element("p", {}, text),
      element("p", {}, "If you are the trainer: open the address that begins with “Trainer” in the terminal in which recsim workshop runs."),
      element("p", {}, "If you take part: ", element("a", { href: "/room" }, "join with the code on the screen"), "."),
    ),
  );
}

// --- the rooms --------------------------------------------------------------------------------

async function rooms() {
  const [{ rooms: list }, choices] = [await get("/api/trainer/rooms"), await get("/api/trainer/choices")];
  page("Your rooms", "A room is a game for the people in front of you: a challenge in worlds that nobody has seen, or one market that all teams share.", way("Sheet for participants", "/sheets/sheet-for-participants"), way("Debrief sheet", "/sheets/debrief-sheet"), way("Explore on your own", "/"));
  const items = list.map((room) =>
    element(
      "li",
      {},
      element("a", { class: "button", href: `#room=${room.code}` }, element("b", {}, room.title), element("span", { class: "soft" }, `${room.code} · ${phase(room)} · ${room.people} ${room.people === 1 ? "person" : "people"}`)),
    ));
  const present = items.length
    ? element("section", { class: "told", "aria-labelledby": "rooms-title" }, element("h2", { id: "rooms-title" }, "Go on with"), element("ul", { class: "rooms" }, ...items))
    : null;
  const made = newRoom(choices, (code) => {
    location.hash = `room=${code}`;
  });
  find("main").append(...[present, made].filter(Boolean));
}

// --- a room -----------------------------------------------------------------------------------

/** Follow a room; `shown` is its Desk or Board. */
function follow(code, shown) {
  live = new Live(`/api/trainer/rooms/${encodeURIComponent(code)}`, {
    news: (view) => shown.show(view),
    gone: (error) => (error instanceof Gone ? locked("The key is missing or no longer right.") : goneRoom(error)),
    lost: () => notice("The connection to the workshop’s computer is lost; this page keeps trying. Nothing is lost: the room is kept in a file."),
    found: () => notice(""),
  });
  return live.start();
}

async function goneRoom(error) {
  await rooms();
  notice(error.message);
}

/** Tell the server what to do; true if it was done. */
const commands = (code) => async (command, more = {}) => {
  try {
    await post(`/api/trainer/rooms/${encodeURIComponent(code)}/do`, { command, ...more });
    notice("");
    if (command === "delete") location.hash = "";
    else await live?.now();
    return true;
  } catch (error) {
    notice(said(error));
    await live?.now();
    return false;
  }
};

async function desk(code) {
  const choices = await get("/api/trainer/choices");
  page("Loading…", "", way("Board for the projector", `#board=${code}`, { target: "_blank", id: "to-board" }), way("All rooms", "#"));
  return follow(code, new Desk(find("main"), choices, commands(code)));
}

function board(code) {
  page("Board", "", way("Back to the desk", `#room=${code}`));
  document.body.classList.add("board");
  return follow(code, new Board(find("main")));
}

/** A question about what is shown on the page to explore: to the room that is there, or one to be chosen. */
async function ask(text) {
  const shown = await remember(JSON.parse(text));
  const { code, open } = await roomToAsk(shown);
  const to = (chosen) => location.replace(`#room=${chosen}`);
  if (code) return to(code);
  page("Ask the room", shown.title, way("All rooms", "#"));
  find("main").append(whichRoom({ open, request: shown.request, chosen: to, failed: (error) => notice(said(error)) }));
  return undefined;
}

// --- where to ---------------------------------------------------------------------------------

async function go() {
  const now = (turn += 1);
  const fragment = location.hash.slice(1);
  const [kind, code] = fragment.split("=");
  try {
    if (fragment && !["room", "board", "ask"].includes(kind)) {
      history.replaceState(null, "", location.pathname); // the key stays out of sight and history
      try {
        await post("/api/trainer/enter", { key: fragment });
      } catch (error) {
        if (!(error instanceof Refused)) history.replaceState(null, "", `#${fragment}`);
        throw error;
      }
    }
    if (kind === "room" && code) await desk(code);
    else if (kind === "board" && code) await board(code);
    else if (kind === "ask" && code) await ask(decodeURIComponent(code));
    else await rooms();
  } catch (error) {
    if (now !== turn) return;
    if (error instanceof Gone) locked(fragment && !code ? "This key is not the right one." : "It needs the trainer’s key.");
    else if (error instanceof Refused) locked(error.message);
    else {
      notice(said(error));
      setTimeout(() => now === turn && go(), AGAIN);
    }
  }
}

window.addEventListener("hashchange", go);
go();
