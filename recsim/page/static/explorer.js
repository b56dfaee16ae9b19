// The page: what is set becomes runs, runs become the pictures and the sentence.

import { exactly } from "./digits.js";
import { element, find, notice, rem } from "./dom.js";
import { FONT, limitHeight, outcomes, plane } from "./draw.js";
import { FACTS, know } from "./facts.js";
import { asks, guessFor, question, score, setAsks } from "./guess.js";
import { Kept } from "./kept.js";
import { offerLanguages, speak, t } from "./language.js";
import { RUNS_OF_MAP, foundIn, squaresOf } from "./map.js";
import { menus } from "./menus.js";
import { mark } from "./palette.js";
import { cards, csvOf, glossary, tableOf } from "./numbers.js";
import { Rows } from "./rows.js";
import { Pace } from "./pace.js";
import { replay } from "./replay.js";
import { AXES } from "./tables.js";
import { capital, level } from "./tell.js";
import { offerTour } from "./tour.js";
import { changeOf, strategiesOf, tellerOf, viewOf } from "./view.js";
import { declaredBy, picturesOf, shownOf } from "./which.js";
import { save } from "./words.js";

const RUNS = 30;
const LINK = 250; // ms without a move until the link is written: browsers limit how often
const READABLE = 18 / 540; // height of letters on a slide that the back row reads, as a share of the slide's
const BELOW = 0.55; // share of the slide that its picture has
const TALL = 440; // height of a picture
const SMALL = 168; // height of the plane above the levers of a phone
const UNDONE = "recsim.undone";

/** @type {import("./settings.js").Settings} */
let settings; // of the scenario that is shown
/** @type {import("./pool.js").Pool} */
let pool;
let options; // {ask: whether people are asked for a guess unless they say otherwise, address: of links, opened(settings), copied(settings), hides(entry): whether a scenario must not be shown now}
let before = null; // where everything stood before the latest change
let snapshot = null; // the snapshot that takes its place
/** @type {Rows} */
let rows;
let chosen = null; // the picture that somebody chose
let view = null;
let linking = 0;
let hangPictures = () => {};
let endReplay = null;

const fragment = () => settings.fragment;

speak();

// --- the pictures ------------------------------------------------------------------------------

function draw() {
  const { model, entry } = settings;
  const { study } = entry;
  view = viewOf(pool, settings, model, before && settings.modelOf(before), RUNS);
  const isDone = view.done === RUNS;
  find("progress").textContent = isDone ? t("finding.done", { runs: RUNS, confidence: exactly(100 * study.confidence), seed: settings.seed }) : t("finding.progress", { done: view.done, runs: RUNS });
  const isAsking = study.about && asks(options.ask) && !guessFor(settings.entry.name);
  const isHidden = Boolean(options.hides?.(entry)); // somebody asks about it, and says so in its place
  find("picture").hidden = Boolean(isAsking) || isHidden;
  find("guess").hidden = isHidden;
  if (isHidden) find("small").replaceChildren();
  if (isAsking && !find("guess").firstChild) {
    const asked = study.about.map((key) => entry.strategies.find((one) => one.key === key).label);
    question(find("guess"), { scenario: entry.name, days: model.study.horizon_days, names: asked }, () => (draw(), find("results").focus({ preventScroll: true })));
  }
  if (view.done && !isAsking && !isHidden) show();
  document.body.dataset.runs = view.done;
  find("results").setAttribute("aria-busy", String(!isDone || Boolean(before && !view.old))); // the past may need new worlds
  return view.done > 0;
}

function show() {
  const { study } = settings.entry;
  const [first, second] = shownOf(settings.model, study, chosen);
  find("which").value = first;
  const apart = [AXES.OFFENDED, AXES.RESENTED]; // each alone makes one of the two ways look harmless
  const beside = [...new Set([view.harm, ...declaredBy(study)])].filter((name) => !(view.harm === AXES.HARMED && apart.includes(name)));
  const isSlide = document.body.classList.contains("presenting");
  const times = isSlide ? Math.max(1, (READABLE * innerHeight) / FONT) : 1;
  const pictures = picturesOf(settings.entry);
  if (first === "map") view.map = { axes: settings.entry.map, squares: foundIn(pool, settings, squaresOf(settings)), here: settings.entry.map.map(({ path }) => settings.value(path)) };
  const drawn = isSlide ? [first] : [first, second];
  // all is measured before anything is written: else the browser lays out the page anew for each
  const [wide, narrow, smallest] = [widthIn(find("pictures"), drawn.length), widthIn(find("outcomes"), beside.length), find("small").clientWidth];
  say();
  hangPictures = () => {
    limitHeight(isSlide ? (BELOW * innerHeight) / times : TALL);
    hang(find("pictures"), drawn.map((name) => pictures[name][1](view, Math.round(wide / times))));
    small(smallest);
  };
  hangPictures();
  find("replay").hidden = !view.strategies.some(({ was }) => was);
  hang(find("outcomes"), beside.map((name) => outcomes(view, name, narrow)));
  find("scores").replaceChildren(...cards(view));
  if (find("table").open) table();
  if (view.done === RUNS && study.about) {
    const teller = tellerOf(view);
    const found = teller.compare(AXES.PLACEMENTS, ...study.about);
    score(find("guess"), settings.entry.name, found.interval, teller.alone(found));
  }
}

/** The latest change once more. */
function again() {
  endReplay?.();
  const shown = view;
  document.querySelector('#pictures figure[data-before="true"]')?.scrollIntoView({ block: "nearest" });
  const at = (far) => {
    if (view !== shown) return;
    view.far = far;
    hangPictures();
  };
  document.body.dataset.replays = "true";
  endReplay = replay(at, () => {
    endReplay = null;
    at(undefined);
    delete document.body.dataset.replays;
  });
}

/** On a phone the plane stays in sight above the levers, as small as it can be read; elsewhere it has no width. */
function small(wide) {
  limitHeight(SMALL);
  hang(find("small"), wide ? [plane(view, wide)] : []);
  limitHeight(TALL);
}

/** The width of each of so many pictures in a grid. */
function widthIn(place, many) {
  const style = getComputedStyle(place);
  const [gap, least] = [parseFloat(style.columnGap), parseFloat(style.getPropertyValue("--least")) * rem()];
  const count = Math.max(1, Math.min(many, Math.floor((place.clientWidth + gap) / (least + gap))));
  return Math.round((place.clientWidth - (count - 1) * gap) / count - 1.4 * rem() - 2);
}

const hang = (place, pictures) => place.replaceChildren(...pictures.filter(Boolean));

const putText = (id, text) => find(id).textContent !== text && (find(id).textContent = text);

function say() {
  const { study } = settings.entry;
  const all = study.about ? tellerOf(view).headline(...study.about) : [{ role: "headline", text: levelOf(view.strategies[0].key, study.first) }];
  const [first, ...rest] = all;
  const of = (wanted) => rest.filter(({ role }) => (role === "worlds") === wanted).map(({ text }) => text).join(" ");
  putText("sentence", first.text);
  putText("rest", of(false));
  putText("certain", of(true));
  const changed = view.strategies.filter(({ key }) => view.hasChanged(key) && view.done === RUNS && (!study.about || study.about.includes(key) || snapshot));
  const told = changed.map(({ key }) => changeOf(view, key));
  const newest = told.map(([{ text }]) => text).join(" ");
  putText("change", snapshot && newest ? t("finding.against", { name: snapshot.name, told: newest }) : newest);
  const besides = told.flatMap((one) => one.slice(1)).map(({ text }) => text).join(" ");
  putText("besides", besides && t("finding.besides", { told: besides }));
}

const levelOf = (key, name) => {
  const found = view.interval(key, name);
  return found ? t("finding.level", { label: capital(FACTS[name].label), value: level(FACTS[name], found) }) : "";
};

const table = () => find("numbers").replaceChildren(tableOf(view));

const pace = new Pace(draw, () => pool.isDone);

/** More runs have come in. */
export const soon = () => pace.soon();

// --- what is set -------------------------------------------------------------------------------

/** Runs of what is set, of what was before, and of the map's squares, if it is looked at. */
function want() {
  const squares = chosen === "map" ? squaresOf(settings).map(({ model }) => model) : [];
  pool.want([settings.model, ...(before ? [settings.modelOf(before)] : [])], RUNS, squares, RUNS_OF_MAP);
}

/** Simulate what is set now, and write the link. */
function simulate() {
  document.body.dataset.runs = "";
  find("results").setAttribute("aria-busy", "true");
  want();
  clearTimeout(linking);
  linking = setTimeout(writeLink, LINK);
  find("undo").disabled = !settings.undone.length;
  find("reset").disabled = settings.isFresh;
  find("command").lastElementChild.textContent = settings.command;
  pace.anew();
}

function writeLink() {
  clearTimeout(linking);
  if (location.hash.slice(1) !== fragment()) history.replaceState(null, "", `#${fragment()}`);
  try {
    sessionStorage.setItem(UNDONE, JSON.stringify({ fragment: fragment(), undone: settings.undone }));
  } catch {
    // a browser that keeps nothing: steps last as long as the page
  }
  options.opened(settings);
}

let latest = null; // where everything stands

/** Something is about to change: what is shown stays as hollow marks, if all of its runs are there. */
function keep() {
  notice("");
  if (!snapshot && document.body.dataset.runs === String(RUNS)) before = latest;
}

function change(what, { worlds: others = false } = {}) {
  keep();
  what();
  if (others && !snapshot) before = null;
  latest = settings.here;
  build();
  simulate();
}

function moved() {
  keep();
  latest = settings.here;
  names();
  simulate();
}

/** Names of strategies, which say that they were changed. */
function names() {
  const all = strategiesOf(settings);
  const { about } = settings.entry.study;
  const copies = (one) => (about?.includes(one.key) && all.length > 1 ? [copy(one, all.find(({ key }) => key === about[1 - about.indexOf(one.key)]))] : []);
  find("legend").replaceChildren(...all.map((one) => element("p", { class: "key", style: `--own: ${one.look.letters}` }, mark(one.place), element("span", {}, one.name), ...copies(one))));
}

function copy(one, other) {
  const { called: name } = other;
  const button = element("button", { type: "button", class: "small", title: t("levers.copy_what", { name, from: one.name }) }, t("levers.copy_to", { name }));
  button.onclick = () => change(() => settings.copy(one.key, other.key));
  return button;
}

/** The levers anew, with the focus where it was. */
function build() {
  const spot = document.activeElement;
  const path = spot?.closest("[data-path]")?.getAttribute("data-path");
  const variant = spot?.closest("#variants") && spot.textContent;
  const { entry } = settings;
  rows = new Rows({ settings, strategies: strategiesOf(settings), moved });
  names();
  find("rows").replaceChildren(...rows.ofStrategies(true));
  find("others").lastElementChild.replaceChildren(...rows.ofStrategies(false));
  find("world").lastElementChild.replaceChildren(...rows.ofTheWorld());
  rows.refresh();
  find("variants").hidden = !entry.variants.length;
  find("variants").replaceChildren(...[{ name: "", label: t("levers.as_it_stands") }, ...entry.variants].map(({ name, label }) => {
    const button = element("button", { type: "button", "aria-pressed": String(settings.variant === name) }, label);
    button.onclick = () => change(() => settings.take(name));
    return button;
  }));
  /** @type {HTMLElement} */
  const focused = path ? document.querySelector(`[data-path="${CSS.escape(path)}"] input, [data-path="${CSS.escape(path)}"] select`)
    : variant ? [...find("variants").querySelectorAll("button")].find(({ textContent }) => textContent === variant) : null;
  focused?.focus();
}

/** Another scenario is on the page. */
export function open(of, unknown = []) {
  clearTimeout(linking);
  settings = of;
  [before, snapshot, view, chosen] = [null, null, null, null];
  latest = settings.here;
  const { entry } = settings;
  know(entry.facts);
  find("title").textContent = entry.title === entry.question ? "" : entry.title;
  find("question").textContent = entry.question;
  document.title = entry.question;
  find("lesson").hidden = !entry.lesson;
  find("lesson").open = false;
  find("lesson").lastElementChild.textContent = entry.lesson;
  find("guess").replaceChildren();
  find("words").lastElementChild.replaceChildren(glossary(entry));
  find("picture").hidden = true;
  find("which").replaceChildren(...Object.entries(picturesOf(entry)).map(([name, [label]]) => new Option(label, name)));
  restoreSteps();
  build();
  kept.show();
  notice(unknown.length ? t("page.unknown_in_link", { names: unknown.join(", ") }) : "");
  simulate();
}

/** Steps to undo outlive a reload. */
function restoreSteps() {
  try {
    const saved = JSON.parse(sessionStorage.getItem(UNDONE));
    if (saved?.fragment === fragment() && !settings.undone.length) settings.undone = saved.undone;
  } catch {
    // nothing was kept
  }
}

// --- buttons -----------------------------------------------------------------------------------

export function said(text) {
  find("said").textContent = text;
}

/** A snapshot takes the place of what was before; null: no more. */
function compare(one) {
  snapshot = one;
  before = one?.at ?? null;
  simulate();
}

const kept = new Kept({
  settings: () => settings,
  compare,
  goTo: (place) => change(() => settings.goTo(place), { worlds: true }),
  say: (text) => (find("kept").open ? (find("kept-said").textContent = text) : said(text)),
});

async function copyLink() {
  try {
    await navigator.clipboard.writeText(`${options.address || location.href.split("#")[0]}#${fragment()}`);
    said(options.copied?.(settings) || t("levers.copied"));
  } catch {
    said(t("levers.not_copied"));
  }
}

function undo() {
  if (!settings.undone.length) return;
  const { seed } = settings;
  change(() => settings.undo(), { worlds: settings.undone.at(-1).seed !== seed });
  if (find("undo").disabled) find("reset").focus();
}

/** The question, its answer and one picture, in letters that the back row reads; or the whole page again. */
function present(on) {
  document.body.classList.toggle("presenting", on);
  if (on) document.documentElement.requestFullscreen?.().catch(() => {}); // a browser may not want to
  else if (document.fullscreenElement) document.exitFullscreen();
  draw();
  find(on ? "end-slide" : "present").focus();
}

/** Everything that is on the page whatever is opened. */
export function begin(of, with_) {
  [pool, options] = [of, with_];
  offerTour();
  offerLanguages(find("language"), writeLink);
  find("undo").onclick = undo;
  find("reset").onclick = () => change(() => settings.reset(), { worlds: settings.seed !== settings.entry.model.study.seed });
  find("worlds").onclick = () => change(() => settings.otherWorlds(), { worlds: true });
  find("link").onclick = copyLink;
  find("present").onclick = () => present(true);
  find("end-slide").onclick = () => present(false);
  document.addEventListener("fullscreenchange", () => !document.fullscreenElement && document.body.classList.contains("presenting") && present(false));
  find("which").onchange = () => {
    chosen = find("which").value;
    want();
    draw();
    find("pictures").scrollIntoView({ block: "nearest" }); // on a small screen it may be below
  };
  find("replay").onclick = again;
  find("table").ontoggle = () => view && table();
  find("csv").onclick = () => save(`${settings.entry.name}-numbers.csv`, csvOf(view, settings), "text/csv");
  find("ask").checked = asks(options.ask);
  find("ask").onchange = () => {
    setAsks(find("ask").checked);
    find("guess").replaceChildren();
    draw();
  };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.matches("input[type=number], input[type=text], textarea");
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z" && !isTyping) {
      event.preventDefault();
      undo();
    }
  });
  addEventListener("resize", soon);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => settings && (build(), draw()));
  menus();
}
