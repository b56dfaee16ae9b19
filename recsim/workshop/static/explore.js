// The page: what is moved becomes a request, an answer becomes the picture.

import * as api from "./api.js";
import { Charts } from "./charts.js";
import { Kept } from "./kept.js";
import { element } from "./levers.js";
import { menus } from "./menus.js";
import { scores, table } from "./numbers.js";
import { Opening } from "./opening.js";
import { look, theme } from "./palette.js";
import { Panels } from "./panels.js";
import * as predict from "./predict.js";
import { Requests } from "./requests.js";
import { MOST_IN_VIEW, State } from "./state.js";
import { takeHome } from "./takehome.js";
import { firstAndRest } from "./words.js";

const find = (id) => document.getElementById(id);
const AGAIN = 3000; // ms until a picture to compare with is asked for again
const LINK = 250; // ms without a move until the link is written
const MOST_TRAIL = 12;

let state;
let full = null; // the last answer with all runs
let ghost = null; // the picture before
let trail = []; // pictures before the ghost
let latest = null; // what is drawn
let compared = null; // the snapshot that is the ghost, if there is one
let linking = 0; // the timer of the link
const charts = new Charts(find("charts"));
const panels = new Panels({ move, choose, copy });

const looks = () =>
  new Map(state.detail.strategies.map(({ key }, place) => [key, { place, ...look(place, theme().paper) }]));

let trouble = false; // what the notice says is over with the next answer

function notice(text, { button, passing = false } = {}) {
  const box = find("notice");
  trouble = passing;
  box.hidden = !text;
  box.replaceChildren(text, ...(button ? [" ", button] : []));
}

// --- requests ---------------------------------------------------------------------------------

const requests = new Requests({ state: () => state, before, working, show, refused, lost });

function working(text) {
  find("progress").textContent = text;
  find("results").setAttribute("aria-busy", String(Boolean(text)));
}

function refused(problems) {
  working("");
  if (state.detail.file && problems.some(({ path }) => path === "scenario")) {
    opening.again(state.fragment);
    return;
  }
  notice(panels.problems(problems).map((problem) => problem.text).join(" "), { passing: true });
}

/** Changes of the ghost, to be compared with in the same worlds; null in other worlds. */
function before() {
  return ghost && ghost.seed === state.seed ? ghost.changes : null;
}

function lost(busy, tryNow) {
  working("");
  if (busy) {
    notice("Many people are asking at once. What you set is kept here; this page asks again in a moment.", { passing: true });
    return;
  }
  const again = element("button", { type: "button" }, "Try now");
  again.addEventListener("click", tryNow);
  notice("The connection to the workshop’s computer is lost. What you set is kept here; this page keeps trying.", { button: again, passing: true });
}

// --- the picture ------------------------------------------------------------------------------

function show(answer, complete, changes) {
  latest = { ...answer, seed: state.seed, changes };
  if (complete) full = latest;
  if (trouble) notice("");
  if (answer.failures) notice(`${answer.failures} runs failed and are left out of all numbers.`, { passing: true });
  working(complete ? "" : `${answer.replications} so far`);
  draw();
  if (complete && !find("picture").hidden) {
    find("announce").textContent = find("change").textContent || find("sentence").textContent;
    predict.score(find("guess"), state.detail, answer);
  }
}

function draw() {
  if (!latest) return;
  if (!latest.strategies.length) {
    notice(latest.sentence, { passing: true }); // every run failed
    return;
  }
  const contest = predict.contest(state.detail, state.show);
  if (contest && predict.asks() && !predict.guessFor(state.detail.name)) {
    find("picture").hidden = true;
    if (!find("guess").firstChild) predict.question(find("guess"), state.detail, contest, reveal);
    return;
  }
  find("picture").hidden = false;
  find("lesson").hidden = !state.detail.lesson;
  const file = state.isFresh ? state.detail.short : `${state.detail.short}-changed`;
  const picture = {
    detail: state.detail, answer: latest, before: ghost, trail, show: state.show, seed: state.seed, file,
    complete: latest === full,
  };
  charts.draw(picture);
  scores(find("scores"), picture, looks());
  if (find("numbers").open) table(find("table"), picture);
  find("sentence").replaceChildren(...told(latest.sentence));
  const changed = (latest.changed ?? []).filter(({ strategy }) => state.show.includes(strategy));
  const against = compared && changed.length ? `Against “${compared.name}”: ` : "";
  find("next").hidden = Boolean(state.steps.length);
  find("change").replaceChildren(against, ...changed.map(said));
}

/** The first sentence, and smaller what else there is to say. */
function said({ sentence, sentences }) {
  const [first, rest] = firstAndRest(sentences ?? [sentence]);
  return element("span", { class: "said" }, `${first} `, rest ? element("small", {}, `${rest} `) : null);
}

/** Sentences about the strategies in view; the answer's whole text if it has no others. */
function told(whole) {
  const own = latest.strategies.filter(({ key, sentence }) => sentence && state.show.includes(key));
  const any = latest.strategies.some(({ sentence }) => sentence);
  return any ? own.map(said) : [said({ sentence: whole, sentences: [whole] })];
}

function reveal() {
  draw();
  if (full) predict.score(find("guess"), state.detail, full);
  find("results").focus({ preventScroll: true });
  if (find("results").getBoundingClientRect().top < 0 || matchMedia("(max-width: 62rem)").matches) {
    find("results").scrollIntoView();
  }
  find("announce").textContent = find("sentence").textContent;
}

/** What is drawn now becomes the ghost of what comes; the trail remembers the way. */
function keepGhost() {
  if (!full || full === ghost || compared || find("pin").checked) return;
  if (ghost) trail = [...trail, ghost].slice(-MOST_TRAIL);
  ghost = full;
}

// --- what people do ---------------------------------------------------------------------------

/** What is set, in the toolbar and, when the levers rest, in the link: browsers limit how often. */
function write() {
  clearTimeout(linking);
  linking = setTimeout(() => history.replaceState(null, "", `#${state.fragment}`), LINK);
  find("story").href = `/story#${state.fragment}`;
  find("seed").textContent = state.seed;
  if (![...find("runs").options].some((option) => option.value === String(state.runs))) {
    find("runs").append(new Option(state.runs));
  }
  find("runs").value = String(state.runs);
  find("undo").disabled = !state.steps.length;
  find("reset").disabled = state.isStart;
}

function move(path, value, last) {
  const told = state.set(path, value, last);
  if (told === "same") return;
  if (told === "begun") {
    notice("");
    keepGhost();
  }
  panels.refresh();
  write();
  requests.soon();
}

/** A change that is no slider: panels are built anew and the focus stays where it was. */
function change(what) {
  notice("");
  keepGhost();
  const worlds = [state.seed, state.runs];
  what();
  rebuild();
  write();
  requests.soon();
  if (worlds[0] !== state.seed || worlds[1] !== state.runs) seekCompared().then(() => compared && requests.all());
}

function rebuild() {
  const spot = document.activeElement;
  const path = spot?.closest?.("[data-path]")?.dataset.path;
  const value = spot?.closest?.("#chooser") && spot.value;
  const copying = spot?.classList.contains("copy") && spot.textContent;
  panels.build(state, looks());
  const again =
    (path && document.querySelector(`[data-path="${CSS.escape(path)}"] input, [data-path="${CSS.escape(path)}"] select`)) ||
    (value && document.querySelector(`#chooser input[value="${CSS.escape(value)}"]`)) ||
    (copying && [...document.querySelectorAll(".copy")].find((b) => b.textContent === copying));
  if (again) again.focus();
}

function choose(keys) {
  state.choose(keys.slice(0, MOST_IN_VIEW));
  rebuild();
  write();
  draw();
}

function copy(from, to) {
  change(() => state.copy(from, to));
  find("announce").textContent = `Levers of ${panels.label(from)} copied to ${panels.label(to)}.`;
}

function undo() {
  if (!state.steps.length) return;
  change(() => state.undo());
  if (find("undo").disabled) find("reset").focus();
}

find("undo").addEventListener("click", undo);
find("reset").addEventListener("click", () => change(() => state.reset()));
find("other-worlds").addEventListener("click", () => change(() => state.otherWorlds()));
find("runs").addEventListener("change", (event) => change(() => state.setRuns(Number(event.target.value))));
find("numbers").addEventListener("toggle", draw);
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input[type=number], input[type=text], textarea");
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z" && !typing) {
    event.preventDefault();
    undo();
  }
});
menus();
takeHome({ state: () => state, latest: () => latest, notice, refused });
find("ask").checked = predict.asks();
find("ask").addEventListener("change", (event) => {
  predict.setAsks(event.target.checked);
  if (!event.target.checked) find("guess").replaceChildren();
  draw();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (!state) return;
  rebuild();
  draw();
});

// --- scenarios --------------------------------------------------------------------------------

const kept = new Kept({
  state: () => state,
  compare,
  goTo: ({ at }) => change(() => state.goTo(at)),
  say: (text) => {
    find(find("kept").open ? "kept-said" : "announce").textContent = text;
  },
});
const opening = new Opening({ open, name: () => state?.detail.name, notice });

/** A snapshot takes the place of what was before, in the worlds of now; null: no more. */
async function compare(snapshot) {
  [ghost, trail] = [null, []];
  compared = snapshot;
  await seekCompared();
  requests.all();
}

/** The picture of the snapshot in the worlds of now. */
async function seekCompared() {
  const snapshot = compared;
  if (!snapshot) return;
  const { seed, runs } = state;
  const request = state.requestOf(snapshot.at.changes);
  try {
    const answer = await api.aside(request, runs);
    if (!answer || compared !== snapshot || seed !== state.seed || runs !== state.runs) return;
    ghost = { ...answer, seed, changes: request.changes };
  } catch (error) {
    if (error instanceof api.Refused) refused(error.problems);
    else if (error instanceof api.Lost) setTimeout(() => compared === snapshot && compare(snapshot), AGAIN);
    else throw error;
  }
}

async function open(detail, fragment = "") {
  clearTimeout(linking);
  state = new State(detail);
  const unknown = state.restore(fragment);
  [full, ghost, trail, latest, compared] = [null, null, [], null, null];
  find("guess").replaceChildren();
  find("picture").hidden = true;
  find("lesson").hidden = true;
  find("lesson").querySelector("span").textContent = detail.lesson;
  document.title = `${detail.title} – recsim workshop`;
  find("title").textContent = detail.title;
  find("question").textContent = detail.question;
  find("own-name").hidden = !detail.file;
  find("own-name").textContent = detail.file ? `Your file ${detail.file}, seen in this browser alone` : "";
  notice(unknown.length ? `This link names what the scenario does not have, left out: ${unknown.join(", ")}.` : "");
  panels.build(state, looks());
  kept.show();
  write();
  await requests.restart();
}

opening.start();
