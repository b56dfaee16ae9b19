// One person's story, or one recruiter's weeks, under two strategies beside each other.

import * as api from "./api.js";
import { Missing, detailOf, isFile, nameInLinks } from "./files.js";
import { element, find } from "/page/dom.js";
import { learn } from "/page/facts.js";
import { LANGUAGE, counted, offerLanguages, speak, spoken, t } from "/page/language.js";
import { Settings } from "/page/settings.js";
import * as lives from "./lives.js";
import * as weeks from "./weeks.js";

const AGAIN = 3000; // ms until a server that does not answer is asked again
const MOST_LIVES = 2;
const OWN = ["pick", "person", "replication", "recruiter", "week", "show"]; // what this page adds to the fragment

/** @type {Settings} */
let state; // the settings
let show; // keys of the strategies that are compared
let whose; // {about: "person" or "recruiter", pick, person, replication, recruiter, week}
let answer = null;
let asked = 0;

const shared = () => state.entry.model.groups.length === 1 && state.entry.strategies.length > 1;
const aboutPeople = () => whose.about === "person";

function notice(text) {
  find("notice").hidden = !text;
  find("notice").textContent = text;
}

// --- the link ---------------------------------------------------------------------------------

function fragment(who = whose) {
  const all = new URLSearchParams(state.fragment);
  if (who.about === "recruiter") {
    all.set("recruiter", who.recruiter);
    all.set("week", who.week);
  } else if (who.person !== null) all.set("person", who.person);
  else all.set("pick", who.pick);
  if (who.replication) all.set("replication", who.replication);
  return all.toString();
}

function restore(text) {
  const all = new URLSearchParams(text);
  const whole = (name) => (/^-?\d{1,9}$/.test(all.get(name) ?? "") ? Number(all.get(name)) : null);
  whose = {
    about: all.has("recruiter") ? "recruiter" : "person",
    pick: all.get("pick") ?? "typical",
    person: whole("person"),
    replication: whole("replication") ?? 0,
    recruiter: whole("recruiter") ?? 0,
    week: whole("week") ?? 1,
  };
  const { strategies, study } = state.entry;
  const wanted = (all.get("show") ?? "").split(",").filter((key) => strategies.some((one) => one.key === key));
  show = wanted.length ? wanted.slice(0, MOST_LIVES) : (study.about ?? [strategies[0].key]);
  OWN.forEach((name) => all.delete(name));
  return state.restore(all.toString());
}

// --- the story --------------------------------------------------------------------------------

function question() {
  const { pick, person, replication, recruiter, week } = whose;
  const base = { ...state.request, strategies: show, replication, language: LANGUAGE };
  if (!aboutPeople()) return api.recruiter({ ...base, recruiter, week });
  return api.story({ ...base, ...(person === null ? { pick } : { person }) });
}

async function tell() {
  const own = ++asked;
  const busy = document.querySelector("main");
  history.replaceState(null, "", `#${fragment()}`);
  find("back").href = `/#${state.fragment}`;
  find("progress").textContent = t("story.page.working");
  busy.setAttribute("aria-busy", "true");
  showFields();
  try {
    const found = await question();
    if (own !== asked) return;
    answer = { ...found, about: whose.about };
    notice("");
    draw();
  } catch (error) {
    if (own !== asked) return;
    if (error instanceof api.Refused) {
      if (state.entry.file && error.problems.some(({ path }) => path === "scenario")) {
        guarded(); // the server has forgotten the file and gets it again
        return;
      }
      notice(t(`story.page.refused${aboutPeople() ? "" : "_recruiter"}`, { what: capital(error.message.replace(/\.$/, "")) }));
    } else if (error instanceof api.Lost) {
      notice(t("story.page.no_answer"));
      setTimeout(() => own === asked && tell(), AGAIN);
      return;
    } else throw error;
  }
  find("progress").textContent = "";
  busy.setAttribute("aria-busy", "false");
}

const lower = (text) => (LANGUAGE === "en" ? text[0].toLowerCase() + text.slice(1) : text);
const capital = (text) => text[0].toUpperCase() + text.slice(1);

function draw() {
  if (answer.about === "person") drawPerson();
  else drawRecruiter();
}

function drawPerson() {
  find("person").value = answer.person;
  find("person").max = String(answer.people - 1);
  fillPicks();
  const picked = answer.picks.find(({ name }) => name === answer.pick);
  find("who").textContent = picked ? t("story.person.picked", { person: answer.person, label: lower(picked.label) }) : t("story.person.who", answer);
  find("start").textContent = answer.start.told;
  find("meaning").textContent = picked ? t("story.person.chosen", picked) : "";
  find("note").textContent =
    answer.warm_up_days ? `${t("story.person.warm_up")} ${answer.note}` : answer.note;
  find("lives").replaceChildren(...lives.columns(answer, state));
  const told = answer.lives.map((life) => t("story.person.moments", { label: life.label, count: life.moments.length - 1 })).join("; ");
  find("announce").textContent = t("story.person.told", { person: answer.person, told });
}

function drawRecruiter() {
  const { recruiter, week, recruiters } = answer;
  find("recruiter").value = recruiter;
  find("recruiter").max = String(recruiters - 1);
  find("week").value = week;
  [find("week").min, find("week").max] = [answer.weeks[0], answer.weeks.at(-1)];
  find("earlier").disabled = week <= answer.weeks[0];
  find("later").disabled = week >= answer.weeks.at(-1);
  find("who").textContent = t("story.recruiter.who", answer);
  find("start").textContent = t("story.recruiter.what");
  find("meaning").textContent = [t("story.recruiter.count", { count: recruiters }), answer.weeks[0] < 1 ? t("story.recruiter.warm_up") : ""].join(" ");
  find("note").textContent = t("story.recruiter.note");
  const options = {
    choose: (other) => go({ week: other }),
    person: (who) => `/story#${fragment({ ...whose, about: "person", person: who })}`,
  };
  find("lives").replaceChildren(...weeks.columns(answer, state, options));
  const told = answer.teams.map(({ label, missing, told: one }) => t("story.recruiter.team_told", { label, told: missing || one.sentences.join(" ") }));
  find("announce").textContent = t("story.recruiter.told", { recruiter, week, told: told.join(" ") });
}

// --- whom, where ------------------------------------------------------------------------------

function go(other) {
  whose = { ...whose, ...other };
  return tell();
}

/** Only the fields of what is told about. */
function showFields() {
  /** @type {NodeListOf<HTMLElement>} */
  const fields = document.querySelectorAll("[data-about]");
  for (const field of fields) field.hidden = field.dataset.about !== whose.about;
  for (const choice of find("about").querySelectorAll("input")) choice.checked = choice.value === whose.about;
  document.querySelector("h1").textContent = t(`story.page.${aboutPeople() ? "person" : "recruiter"}`);
}

function fillPicks() {
  const options = answer.picks.map(({ name, label, person }) => {
    const option = new Option(person === null ? t("story.page.nobody", { label }) : label, name);
    option.disabled = person === null;
    return option;
  });
  const byNumber = new Option(t("story.page.by_number"), "");
  find("pick").replaceChildren(...options, byNumber);
  find("pick").value = answer.pick ?? "";
}

function buildStrategies() {
  const place = find("strategies");
  place.hidden = shared() || state.entry.strategies.length < 2;
  const choices = ["compare", "with"].map((word, at) => {
    const select = element("select", { id: `strategy-${at}` });
    select.append(...state.entry.strategies.map((one) => new Option(state.label(one), one.key)));
    if (at) select.append(new Option(t("story.page.no_other"), ""));
    select.value = show[at] ?? "";
    select.addEventListener("change", () => choose(at, select.value));
    return element("label", { class: "field" }, t(`story.page.${word}`), select);
  });
  place.replaceChildren(...choices);
}

function choose(at, key) {
  const chosen = [...show];
  if (key && chosen[1 - at] === key) chosen[1 - at] = chosen[at];
  chosen[at] = key;
  show = chosen.filter(Boolean);
  find("strategies").querySelectorAll("select").forEach((menu, place) => (menu.value = show[place] ?? ""));
  tell();
}

/**
 * A number field that asks anew; `least` is null if there is no lower end.
 *
 * @param {"person" | "replication" | "recruiter" | "week"} id
 */
function numberField(id, least, take) {
  const field = find(id);
  field.addEventListener("change", () => {
    const number = field.valueAsNumber;
    if (Number.isInteger(number) && (least === null || number >= least)) take(number);
    else field.value = whose[id] ?? answer?.[id] ?? "";
  });
}

find("controls").addEventListener("submit", (event) => event.preventDefault());
for (const choice of find("about").querySelectorAll("input")) choice.addEventListener("change", () => go({ about: choice.value }));
find("pick").addEventListener("change", () => {
  if (find("pick").value) go({ pick: find("pick").value, person: null });
  else go({ person: answer?.person ?? 0 });
});
numberField("person", 0, (person) => go({ person }));
numberField("replication", 0, (replication) => go({ replication }));
numberField("recruiter", 0, (recruiter) => go({ recruiter }));
numberField("week", null, (week) => go({ week }));
find("earlier").addEventListener("click", () => go({ week: whose.week - 1 }));
find("later").addEventListener("click", () => go({ week: whose.week + 1 }));
find("another").addEventListener("click", () => {
  if (answer?.about !== "person") return;
  let number = answer.person;
  while (number === answer.person && answer.people > 1) number = Math.floor(answer.people * Math.random());
  go({ person: number });
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => answer && draw());

// --- opening ----------------------------------------------------------------------------------

async function open() {
  const text = location.hash.slice(1);
  const list = await api.scenarios();
  const named = new URLSearchParams(text).get("scenario");
  const known = isFile(named) || list.some(({ name }) => name === named);
  const detail = await detailOf(known ? named : list[0].name);
  learn(detail.texts);
  state = new Settings({ ...detail, link: nameInLinks(detail) });
  const unknown = restore(known ? text : "");
  find("scenario").textContent = spoken(detail).title;
  document.title = t("story.page.title", spoken(detail));
  find("replication").value = whose.replication;
  const changes = Object.keys(state.request.changes).length;
  find("changed").hidden = !changes;
  find("changed").textContent = counted(`story.page.changed${detail.file ? "_file" : ""}`, changes);
  buildStrategies();
  await tell();
  if (unknown.length) notice(t("page.unknown_in_link", { names: unknown.join(", ") }));
}

async function guarded() {
  try {
    await open();
  } catch (error) {
    if (error instanceof Missing) {
      notice(error.message);
      find("scenario").textContent = "";
      const all = new URLSearchParams(location.hash.slice(1));
      OWN.forEach((name) => all.delete(name));
      find("back").href = `/#${all}`; // there it can be opened
    } else if (error instanceof api.Refused) notice(error.message);
    else if (error instanceof api.Lost) {
      notice(t("story.page.no_answer"));
      setTimeout(guarded, AGAIN);
    } else throw error;
  }
}

speak();
offerLanguages(find("language"));
window.addEventListener("hashchange", guarded);
guarded();
