// The trainer's page: the key, the rooms, one room's desk, the board for the projector.

import { element, find } from "/page/dom.js";
import { counted, inLanguage, offerLanguages, speak, t } from "/page/language.js";
import { remember, roomToAsk, whichRoom } from "./ask.js";
import { Board } from "./board.js";
import { Desk } from "./desk.js";
import { newRoom } from "./kinds.js";
import { Gone, Live, LONG, Refused, get, post, said } from "./server.js";
import { choicesSaid, viewSaid } from "./spoken.js";
import { phase } from "./words.js";

const AGAIN = 3000; // ms until a server that does not answer is asked again

/** @type {Live} */
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
  document.title = t("desk.page.title", { title });
  find("title").textContent = title;
  find("question").textContent = question;
  find("ways").replaceChildren(...ways);
  find("main").replaceChildren();
}

/** Without the key there is nothing to see; `text` says why. */
function locked(text) {
  page(t("desk.locked.page"), "");
  find("main").append(
    element(
      "section",
      { class: "told" },
      element("h2", {}, t("desk.locked.title")),
      element("p", {}, text),
      element("p", {}, t("desk.locked.trainer")),
      element("p", {}, t("desk.locked.taker"), element("a", { href: "/room" }, t("desk.locked.join")), "."),
    ),
  );
}

// --- the rooms --------------------------------------------------------------------------------

async function rooms() {
  const [{ rooms: list }, choices] = [await get("/api/trainer/rooms"), choicesSaid(await get("/api/trainer/choices"))];
  page(t("desk.rooms.title"), t("desk.rooms.what"), way(t("desk.rooms.sheet"), inLanguage("/sheets/sheet-for-participants")), way(t("desk.rooms.debrief"), inLanguage("/sheets/debrief-sheet")), way(t("desk.rooms.explore"), "/"));
  const items = list.map((room) =>
    element(
      "li",
      {},
      element("a", { class: "button", href: `#room=${room.code}` }, element("b", {}, room.title), element("span", { class: "soft" }, counted("desk.rooms.stands", room.people, { code: room.code, phase: phase(room) }))),
    ));
  const present = items.length
    ? element("section", { class: "told", "aria-labelledby": "rooms-title" }, element("h2", { id: "rooms-title" }, t("desk.rooms.go_on")), element("ul", { class: "rooms" }, ...items))
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
    news: (view) => shown.show(viewSaid(view)),
    gone: (error) => (error instanceof Gone ? locked(t("desk.locked.lost")) : goneRoom(error)),
    lost: () => notice(t("desk.page.lost")),
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
    await post(`/api/trainer/rooms/${encodeURIComponent(code)}/do`, { command, ...more }, { patience: LONG });
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
  const choices = choicesSaid(await get("/api/trainer/choices"));
  page(t("desk.page.loading"), "", way(t("desk.rooms.to_board"), `#board=${code}`, { target: "_blank", id: "to-board" }), way(t("desk.rooms.all"), "#"));
  return follow(code, new Desk(find("main"), choices, commands(code)));
}

function board(code) {
  page(t("desk.page.board_alone"), "", way(t("desk.rooms.to_desk"), `#room=${code}`));
  document.body.classList.add("board");
  return follow(code, new Board(find("main")));
}

/** A question about what is shown on the page to explore: to the room that is there, or one to be chosen. */
async function ask(text) {
  const shown = await remember(JSON.parse(text));
  const { code, open } = await roomToAsk(shown);
  const to = (chosen) => location.replace(`#room=${chosen}`);
  if (code) return to(code);
  page(t("desk.ask.page"), shown.title, way(t("desk.rooms.all"), "#"));
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
    if (error instanceof Gone) locked(fragment && !code ? t("desk.locked.wrong") : t("desk.locked.needed"));
    else if (error instanceof Refused) locked(error.message);
    else {
      notice(said(error));
      setTimeout(() => now === turn && go(), AGAIN);
    }
  }
}

speak();
offerLanguages(find("language"));
window.addEventListener("hashchange", go);
go();
