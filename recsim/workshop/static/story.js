// One person's story: the same person under two strategies, beside each other in time.

import * as api from "./api.js";
import { element } from "./levers.js";
import { look, mark, theme } from "./palette.js";
import { State, scenarioOf } from "./state.js";

const find = (id) => document.getElementById(id);
const AGAIN = 3000; // ms until a server that does not answer is asked again
const MOST_LIVES = 2;
const OWN = ["pick", "person", "replication"]; // what this page adds to the fragment

let state;
let whose = { pick: "typical", person: null, replication: 0 };
let answer = null;
let asked = 0;

const shared = () => state.detail.study.market === "shared";

function notice(text) {
  find("notice").hidden = !text;
  find("notice").textContent = text;
}

// --- the link ---------------------------------------------------------------------------------

function fragment() {
  const all = new URLSearchParams(state.fragment);
  if (whose.person !== null) all.set("person", whose.person);
  else all.set("pick", whose.pick);
  if (whose.replication) all.set("replication", whose.replication);
  return all.toString();
}

function restore(text) {
  const all = new URLSearchParams(text);
  const whole = (name) => (/^\d{1,9}$/.test(all.get(name) ?? "") ? Number(all.get(name)) : null);
  whose = { pick: all.get("pick") ?? "typical", person: whole("person"), replication: whole("replication") ?? 0 };
  OWN.forEach((name) => all.delete(name));
  return state.restore(all.toString());
}

// --- the story --------------------------------------------------------------------------------

async function tell(focus = false) {
  const own = ++asked;
  const busy = document.querySelector("main");
  history.replaceState(null, "", `#${fragment()}`);
  find("back").href = `/#${state.fragment}`;
  find("progress").textContent = "working…";
  busy.setAttribute("aria-busy", "true");
  const { pick, person, replication } = whose;
  try {
    const found = await api.story({
      ...state.request,
      strategies: state.show.slice(0, MOST_LIVES),
      replication,
      ...(person === null ? { pick } : { person }),
    });
    if (own !== asked) return;
    answer = found;
    notice("");
    draw();
    if (focus) find("who").focus({ preventScroll: true });
  } catch (error) {
    if (own !== asked) return;
    if (error instanceof api.Refused) notice(`${error.message}. Choose somebody else, or another world.`);
    else if (error instanceof api.Lost) {
      notice("The workshop’s computer does not answer. This page keeps trying.");
      setTimeout(() => own === asked && tell(), AGAIN);
      return;
    } else throw error;
  }
  find("progress").textContent = "";
  busy.setAttribute("aria-busy", "false");
}

function draw() {
  find("person").value = answer.person;
  find("person").max = answer.people - 1;
  fillPicks();
  const picked = answer.picks.find(({ name }) => name === answer.pick);
  find("who").textContent = `Person ${answer.person}${picked ? `: ${lower(picked.label)}` : ""}`;
  find("start").textContent = answer.start.text.replace(/^Person \d+\. /, "");
  find("meaning").textContent = picked ? `Chosen as ${picked.meaning}.` : "";
  find("note").textContent =
    `${answer.warm_up_days ? "Days before 0 are the warm-up: they are lived, and not measured. " : ""}${answer.note}`;
  const rows = rowsWithZero();
  find("lives").replaceChildren(...answer.lives.map((life) => column(life, rows)));
  const told = answer.lives.map((life) => `${life.label}: ${life.moments.length - 1} moments`).join("; ");
  find("announce").textContent = `Person ${answer.person}. ${told}.`;
}

const lower = (text) => text[0].toLowerCase() + text.slice(1);

/** Where rows of the answer stand on the page: without the start, and with a line for day 0. */
function rowsWithZero() {
  const shown = answer.lives.flatMap((life) => life.moments.filter(({ kind }) => kind !== "start"));
  const used = [...new Set(shown.map(({ row }) => row))].sort((a, b) => a - b);
  const later = used.findIndex((row) => shown.some((m) => m.row === row && m.day >= 0));
  const zero = answer.warm_up_days && later >= 0 ? later : null;
  const place = new Map(used.map((row, at) => [row, at + 1 + (zero !== null && at >= zero ? 1 : 0)]));
  return { place, zero: zero === null ? null : zero + 1, count: used.length + (zero === null ? 0 : 1) };
}

function column(life, { place, zero, count }) {
  const key = life.strategies[0];
  const at = state.detail.strategies.findIndex((one) => one.key === key);
  const colours = look(at, theme().paper);
  const heading = element("h3", {}, element("span", { class: "name" }, ...(life.strategies.length > 1 ? [] : [mark(at)]), life.label));
  const head = element("header", {}, heading, element("p", { class: "note" }, life.standing_text));
  const list = element("ol", { "aria-label": `What happened under ${life.label}` });
  const moments = life.moments.filter(({ kind }) => kind !== "start");
  const items = moments.map((moment) => [place.get(moment.row), entry(moment)]);
  if (zero !== null) items.push([zero, zeroLine()]);
  items.sort(([one], [other]) => one - other);
  for (const [row, item] of items) {
    item.style.gridRow = String(row);
    list.append(item);
  }
  if (!moments.length) list.append(element("li", { class: "nothing" }, "Nothing happened."));
  const section = element("section", { class: "life", "aria-label": life.label }, head, list);
  section.style.setProperty("--own", colours.letters);
  section.style.gridRow = `1 / span ${Math.max(count, 1) + 1}`;
  return section;
}

function entry(moment) {
  const [first, last] = [Math.floor(moment.day), Math.floor(moment.until)];
  const when = element("span", { class: "when" }, element("b", {}, `Day ${first}`), ...(last > first ? [` to ${last}`] : []));
  return element("li", { class: `moment is-${moment.kind}` }, when, element("span", { class: "what" }, moment.text));
}

function zeroLine() {
  const when = element("span", { class: "when" }, element("b", {}, "Day 0"));
  return element("li", { class: "zero" }, when, element("span", { class: "what" }, "The measured time begins."));
}

// --- whom, where ------------------------------------------------------------------------------

function fillPicks() {
  const options = answer.picks.map(({ name, label, person }) => {
    const option = new Option(person === null ? `${label} (nobody here)` : label, name);
    option.disabled = person === null;
    return option;
  });
  const byNumber = new Option("By number", "");
  find("pick").replaceChildren(...options, byNumber);
  find("pick").value = answer.pick ?? "";
}

function buildStrategies() {
  const place = find("strategies");
  place.hidden = shared() || state.detail.strategies.length < 2;
  const choices = ["Compare", "with"].map((word, at) => {
    const select = element("select", { id: `strategy-${at}` });
    select.append(...state.detail.strategies.map(({ key, label }) => new Option(label, key)));
    if (at) select.append(new Option("no other", ""));
    select.value = state.show[at] ?? "";
    select.addEventListener("change", () => choose(at, select.value));
    return element("label", { class: "field" }, word, select);
  });
  place.replaceChildren(...choices);
}

function choose(at, key) {
  const show = state.show.slice(0, MOST_LIVES);
  const before = show[at];
  if (key && show[1 - at] === key) show[1 - at] = before;
  show[at] = key;
  state.show = show.filter(Boolean);
  find("strategy-0").value = state.show[0];
  find("strategy-1").value = state.show[1] ?? "";
  tell();
}

function byNumber(number) {
  if (!Number.isInteger(number) || number < 0) {
    find("person").value = answer?.person ?? "";
    return;
  }
  whose = { ...whose, person: number };
  tell();
}

find("controls").addEventListener("submit", (event) => event.preventDefault());
find("pick").addEventListener("change", (event) => {
  if (event.target.value) whose = { ...whose, pick: event.target.value, person: null };
  else whose = { ...whose, person: answer?.person ?? 0 };
  tell();
});
find("person").addEventListener("change", (event) => byNumber(event.target.valueAsNumber));
find("another").addEventListener("click", () => {
  if (!answer) return;
  let number = answer.person;
  while (number === answer.person && answer.people > 1) number = Math.floor(answer.people * Math.random());
  byNumber(number);
});
find("replication").addEventListener("change", (event) => {
  const number = event.target.valueAsNumber;
  if (!Number.isInteger(number) || number < 0) {
    event.target.value = whose.replication;
    return;
  }
  whose = { ...whose, replication: number };
  tell();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => answer && draw());

// --- opening ----------------------------------------------------------------------------------

async function open() {
  const text = location.hash.slice(1);
  const list = await api.scenarios();
  const named = scenarioOf(text);
  const known = list.some(({ name }) => name === named);
  const detail = await api.scenario(known ? named : list[0].name);
  state = new State(detail);
  const unknown = restore(known ? text : "");
  find("scenario").textContent = detail.title;
  document.title = `One person’s story – ${detail.title} – recsim workshop`;
  find("replication").value = whose.replication;
  const changes = Object.keys(state.request.changes).length;
  find("changed").hidden = !changes;
  find("changed").textContent = `With ${changes} ${changes === 1 ? "change" : "changes"} of the scenario as it is shipped, made on the page with the levers.`;
  buildStrategies();
  await tell();
  if (unknown.length) notice(`This link names what the scenario does not have, left out: ${unknown.join(", ")}.`);
}

async function guarded() {
  try {
    await open();
  } catch (error) {
    if (error instanceof api.Refused) notice(error.message);
    else if (error instanceof api.Lost) {
      notice("The workshop’s computer does not answer. This page keeps trying.");
      setTimeout(guarded, AGAIN);
    } else throw error;
  }
}

window.addEventListener("hashchange", guarded);
guarded();
