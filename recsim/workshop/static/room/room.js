// The participant's page: join, wait, play, hand in, see what came out. It comes back where it was.

import { Asked } from "./asked.js";
import { Clock } from "./clock.js";
import { handIn } from "./handin.js";
import { code, join } from "./join.js";
import { Outcome } from "./outcome.js";
import { Play } from "./play.js";
import { element, find } from "/page/dom.js";
import { offerLanguages, speak, t } from "/page/language.js";
import { menus } from "/page/menus.js";
import { Gone, Live, Refused, post, said } from "./server.js";
import { sealTitle, sealed } from "./seal.js";
import { viewSaid } from "./spoken.js";
import { TeamPlay } from "./market/play.js";
import { task as marketTask } from "./market/words.js";
import { handed, phase, task } from "./words.js";

const AGAIN = 3000; // ms until a server that does not answer is asked again

let view = null;
let playing = null; // code and round that the levers were made for
let joining = false;

let passing = false; // what the notice says is over as soon as things work again

function notice(text, { button = null, passes = false } = {}) {
  passing = passes;
  find("notice").hidden = !text;
  find("notice").replaceChildren(text, ...(button ? [" ", button] : []));
}

const settled = () => passing && notice("");

/** A question that is open and not answered hides the results: a guess after them is none. */
const asks = () => Boolean(view?.asked && view.asked.phase === "open" && !view.asked.mine);

/** @type {Play | TeamPlay} */
let play = null; // of the kind of the room
const asked = new Asked(find("asked"), { changed: () => live.now(), again: () => asked.show(view) });
const outcome = new Outcome(find("outcome"));
const clock = new Clock(find("clock"), (text) => {
  find("announce").textContent = text;
});
const live = new Live("/api/room", {
  news,
  gone: (error) => form(error instanceof Gone && !view ? "" : view ? t("rooms.trouble.out") : error.message),
  lost: () => notice(t("rooms.trouble.lost"), { passes: true }),
  found: settled,
});

// --- joining ----------------------------------------------------------------------------------

const wanted = () => code(location.hash.slice(1).split(".")[0]);

function form(why = "", back = null) {
  joining = true;
  for (const id of ["who", "bar", "task", "asked", "outcome", "levers", "results", "footer"]) find(id).hidden = true;
  find("join").hidden = false;
  find("title").textContent = t("rooms.join.title");
  find("question").textContent = "";
  document.title = t("rooms.page.title", { title: t("rooms.join.short") });
  join(find("join"), { start: wanted(), why, back, joined });
}

async function joined(room) {
  history.replaceState(null, "", `#${room}`);
  leaveForm();
  live.known = null;
  await live.start();
  find("main").focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

function leaveForm() {
  joining = false;
  find("join").hidden = true;
  find("join").replaceChildren();
}

/** The link leads to another room than the one in which this browser has a seat. */
function elsewhere(seat) {
  live.stop();
  form("", {
    text: t("rooms.join.back", { code: seat.code, name: seat.pseudonym }),
    go: () => {
      history.replaceState(null, "", `#${seat.code}`);
      leaveForm();
      live.known = null;
      live.start();
    },
  });
}

// --- news -------------------------------------------------------------------------------------

async function news(told) {
  const newer = viewSaid(told);
  if (joining) leaveForm();
  if (wanted() && wanted() !== newer.code) {
    elsewhere(newer);
    return;
  }
  const before = view;
  if (before && before.kind !== newer.kind) return location.reload(); // each kind has its own parts
  view = newer;
  play ??= new (view.kind === "market" ? TeamPlay : Play)({ notice, settled, asks, moved: () => tellHanded() });
  if (!wanted()) history.replaceState(null, "", `#${view.code}`);
  frame();
  asked.show(view);
  if (play instanceof TeamPlay) play.tell(view);
  else outcome.show(view);
  levers();
  if (!before || before.code !== view.code) return;
  if (before.phase !== view.phase) arrived();
  else if (view.asked && view.asked.id !== before.asked?.id) questioned();
}

function frame() {
  document.title = t("rooms.page.title", view);
  find("title").textContent = view.title;
  find("question").textContent = view.question;
  const who = view.name === view.pseudonym ? view.name : t("rooms.page.shown_as", view);
  find("who").textContent = view.team ? t("rooms.page.in_team", { who, team: view.team }) : who;
  find("phase").textContent = phase(view);
  document.body.classList.toggle("over", view.phase === "revealed");
  clock.set(view);
  const isMarket = view.kind === "market";
  const { title, text, steps } = (isMarket ? marketTask : task)(view);
  find("task").replaceChildren(
    element("h2", { id: "task-title" }, title),
    element("p", {}, text),
    ...(steps.length ? [element("ol", {}, ...steps.map((step) => element("li", {}, step)))] : []),
  );
  find("sealed").hidden = view.kind === "questions";
  find("sealed").querySelector("summary").textContent = sealTitle(view);
  sealed(find("sealed").querySelector("div"), view);
  find("task").hidden = view.phase === "revealed" && !view.closed && !isMarket;
  for (const id of ["who", "bar", "footer"]) find(id).hidden = false;
  for (const id of ["undo", "reset", "handed", "hand-in"]) find(id).classList.toggle("away", !isPlayed());
}

const isPlayed = () => view.phase !== "ready";

/** Levers come with the first open round: before it, nobody has seen anything. */
function levers() {
  find("levers").hidden = !isPlayed();
  find("results").hidden = view.kind === "market" ? !view.market.latest : !isPlayed();
  const now = `${view.code} ${view.round}`;
  if (isPlayed() && playing !== now) {
    playing = now;
    begin(now);
  } else if (play?.settings) play.update(view);
  tellHanded();
}

async function begin(now) {
  try {
    await play.begin(view);
    tellHanded();
  } catch (error) {
    if (playing !== now) return;
    notice(said(error), { passes: true });
    if (!(error instanceof Refused)) setTimeout(() => playing === now && begin(now), AGAIN);
  }
}

/** Another phase: say so, and bring it into sight. */
function arrived() {
  if (find("handing").open && view.phase !== "open") find("handing").close();
  const title = view.phase === "revealed" && view.kind !== "market" ? find("outcome").querySelector("h2")?.textContent ?? "" : find("task-title").textContent;
  find("announce").textContent = t("rooms.phase.said", { phase: find("phase").textContent, title });
  scrollTo({ top: 0 });
}

/** A new question: bring it into sight, but take nobody's hands off the levers. */
function questioned() {
  if (find("handing").open) return;
  find("announce").textContent = t("rooms.asked.announced", view.asked);
  scrollTo({ top: 0 });
}

function tellHanded() {
  if (!view) return;
  const same = !play?.settings || playing !== `${view.code} ${view.round}` || play.isAsHandedIn;
  const { text, mark } = handed(view, same);
  if (find("handed").textContent !== text) find("handed").textContent = text;
  find("handed").classList.toggle("mark", mark);
  find("hand-in").disabled = view.phase !== "open" || view.closed || !play?.settings;
}

// --- what people do ---------------------------------------------------------------------------

find("hand-in").addEventListener("click", () => handIn({ view, settings: play.settings, result: play.result, done: () => live.now() }));

find("link").addEventListener("click", async () => {
  try {
    const { link } = await post("/api/room/link", {});
    const whole = new URL(link, location.href).href;
    try {
      await navigator.clipboard.writeText(whole);
      notice(t("rooms.trouble.copied"));
    } catch {
      notice(t("rooms.trouble.not_copied", { link: whole })); // no clipboard without https
    }
  } catch (error) {
    notice(said(error));
  }
  find("more").open = false;
});

find("leave").addEventListener("click", () => {
  find("more").open = false;
  history.replaceState(null, "", location.pathname);
  elsewhere(view);
});

speak();
offerLanguages(find("language"));
menus();

// --- the beginning ----------------------------------------------------------------------------

window.addEventListener("hashchange", () => enter());

async function enter() {
  const [room, token] = location.hash.slice(1).split(".");
  if (token) {
    history.replaceState(null, "", `#${code(room)}`); // the token stays out of sight and history
    try {
      await post("/api/room/return", { code: code(room), token });
    } catch (error) {
      if (error instanceof Refused) return form(t("rooms.trouble.gone"));
      notice(said(error), { passes: true });
      setTimeout(() => {
        location.hash = `${room}.${token}`;
      }, AGAIN);
      return undefined;
    }
  }
  live.stop();
  live.known = null;
  return live.start();
}

enter();
