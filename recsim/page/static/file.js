// A page from a file: everything is in it.

import { element, find, notice } from "./dom.js";
import { begin, open, said, soon } from "./explorer.js";
import { learn } from "./facts.js";
import { spoken, t } from "./language.js";
import { Pool, incapable } from "./pool.js";
import { Settings } from "./settings.js";

const ORIGINAL = document.documentElement.outerHTML;
/** @type {Map<string, Settings>} */
const opened = new Map(); // what was set of each scenario, by its name
/** @type {Settings} */
let shown; // the settings that are on the page

for (const one of SCENARIOS) {
  one.levers = one.levers.map((place) => SAME[place]);
  one.facts = Object.fromEntries(Object.entries(one.facts).map(([name, place]) => [name, SAME[place]]));
}
learn(LEVERS);

function of(name) {
  const entry = SCENARIOS.find((one) => one.name === name) ?? SCENARIOS[0];
  if (!opened.has(entry.name)) opened.set(entry.name, new Settings(entry));
  return opened.get(entry.name);
}

/** What a link names. */
function follow(fragment) {
  shown = of(new URLSearchParams(fragment).get("scenario"));
  open(shown, shown.fragment === fragment ? [] : shown.restore(fragment));
  find("scenarios").value = shown.entry.name;
}

function savePage() {
  const text = `<!doctype html>\n${ORIGINAL.replace(/data-start="[^"]*"/, `data-start="${shown.fragment.replaceAll("&", "&amp;")}"`)}`;
  const link = element("a", { href: URL.createObjectURL(new Blob([text], { type: "text/html" })), download: `${shown.entry.name}.html` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  said(t("page.saved"));
}

function decoded(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function start() {
  if (incapable()) {
    notice(incapable());
    return;
  }
  const address = URL.createObjectURL(new Blob([find("simulation").textContent, "\nwork();"], { type: "text/javascript" }));
  const pool = new Pool(address, decoded(find("kernel").textContent.trim()), (trouble) => (trouble ? notice(trouble) : soon()));
  begin(pool, { ask: false, opened: () => {} });
  find("chooser").hidden = SCENARIOS.length < 2;
  find("scenarios").replaceChildren(...SCENARIOS.map(spoken).map(({ name, question }) => new Option(question, name)));
  find("scenarios").onchange = () => {
    shown = of(find("scenarios").value);
    history.pushState(null, "", `#${shown.fragment}`);
    open(shown);
  };
  find("save").onclick = savePage;
  addEventListener("popstate", () => location.hash.slice(1) !== shown.fragment && follow(location.hash.slice(1)));
  follow(location.hash.slice(1) || document.documentElement.dataset.start);
}

start();
