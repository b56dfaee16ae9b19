// The page of a workshop: scenarios, files and stories come from its server, runs from this device.

import { element, find, notice } from "/page/dom.js";
import { begin, open, said, soon } from "/page/explorer.js";
import { learn } from "/page/facts.js";
import { inLanguage, spoken, t } from "/page/language.js";
import { Settings } from "/page/settings.js";
import { save } from "/page/words.js";
import * as api from "./api.js";
import { offerQuestions } from "./ask.js";
import { follow as followRooms, hides } from "./curtain.js";
import { Missing, bring, detailOf, isFile, nameInLinks } from "./files.js";
import { simulator } from "./simulator.js";

const AGAIN = 3000; // ms until a server that does not answer is asked again
const opened = new Map(); // what was set of each scenario, by its name in links
/** @type {Settings} */
let settings;
let names = [];
let wanted = null; // what a link names that this browser does not have

const nameIn = (fragment) => new URLSearchParams(fragment).get("scenario");

/** A scenario on the page, with what a link says of it or, without one, as it was left. */
function put(detail, fragment = null) {
  learn(detail.texts);
  const link = nameInLinks(detail);
  if (!opened.has(link) || opened.get(link).entry.name !== detail.name) opened.set(link, new Settings({ ...detail, link }));
  settings = opened.get(link);
  const unknown = fragment === null || fragment === settings.fragment ? [] : settings.restore(fragment);
  const own = [...find("scenarios").options].find(({ value }) => value === link);
  if (!own) find("scenarios").append(new Option(spoken(detail).question, link));
  find("scenarios").value = link;
  open(settings, unknown);
}

async function show(name, fragment = null) {
  try {
    put(await detailOf(name), fragment);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    if (!settings) put(await api.scenario(names[0]));
    wanted = { file: error.file, digest: error.digest, fragment };
    notice(error.message);
    find("more").open = true;
    find("own-file").focus();
  }
}

/** What the link in the address names. */
function follow() {
  return guarded(async () => {
    const fragment = location.hash.slice(1);
    const named = nameIn(fragment);
    const known = isFile(named) || names.includes(named);
    await show(known ? named : names[0], known ? fragment : null);
    if (named && !known) notice(t("workshop.no_scenario", { name: named }));
  });
}

async function bringFile(file) {
  if (!file) return;
  find("own-problems").replaceChildren(element("p", { class: "soft" }, t("workshop.reading")));
  try {
    const detail = await bring(file);
    const isMeant = wanted && (wanted.digest === detail.digest || wanted.file === detail.file);
    const { digest, fragment } = wanted ?? {};
    find("own-problems").replaceChildren();
    find("more").open = false;
    history.pushState(null, "", location.href);
    put(detail, isMeant ? fragment : null);
    if (isMeant && digest !== detail.digest) notice(t("workshop.other_file"));
    wanted = null;
  } catch (error) {
    if (error instanceof api.Refused) problems(file.name, error.problems);
    else if (error instanceof api.Lost) problems(file.name, [{ path: "", text: t("workshop.try_again") }]);
    else throw error;
  } finally {
    find("own-file").value = ""; // so that the corrected file can be chosen again
  }
}

/** What is wrong with a file, line by line. */
function problems(name, list) {
  const lines = list.map(({ path, text, line, excerpt }) => {
    const where = [line ? t("workshop.line", { line }) : "", path].filter(Boolean).join(", ");
    return element("li", {}, where ? element("b", {}, `${where}: `) : null, text, excerpt ? element("code", {}, excerpt) : null);
  });
  find("own-problems").replaceChildren(element("p", { class: "problem" }, t("workshop.cannot_open", { name })), element("ul", {}, ...lines));
}

async function download() {
  try {
    const { text, name } = await api.yaml({ ...settings.request, replications: 30 });
    save(name, text, "text/yaml");
  } catch (error) {
    if (error instanceof api.Refused) notice(error.message);
    else said(t("workshop.no_download"));
  }
}

/** Opening needs the server; without it, say so and try again. */
async function guarded(what) {
  try {
    await what();
  } catch (error) {
    if (error instanceof api.Refused) notice(error.message);
    else if (error instanceof api.Lost) {
      notice(t("workshop.no_answer"));
      setTimeout(() => guarded(what), AGAIN);
    } else throw error;
  }
}

const copied = ({ entry }) => entry.file && t("workshop.copied", entry);

guarded(async () => {
  const told = ({ trainer }) => {
    if (trainer) offerQuestions(() => settings.request);
    if (settings) soon();
  };
  const [pool, list] = await Promise.all([simulator((trouble) => (trouble ? notice(trouble) : soon())), api.scenarios(), followRooms(told)]);
  names = list.map(({ name }) => name);
  /** @type {HTMLMetaElement} */
  const address = document.querySelector("meta[name=address]"); // the trainer's own browser is at 127.0.0.1
  begin(pool, { ask: true, hides, get address() { return address.content && `${address.content}/`; }, copied, opened: ({ fragment }) => (find("story").href = `/story#${fragment}`) });
  find("chooser").hidden = false;
  find("scenarios").replaceChildren(...list.map(spoken).map(({ name, question }) => new Option(question, name)));
  find("scenarios").onchange = () => guarded(async () => {
    const name = find("scenarios").value;
    history.pushState(null, "", `#${opened.get(name)?.fragment ?? `scenario=${encodeURIComponent(name)}`}`);
    await show(name);
  });
  find("download").onclick = download;
  for (const sheet of document.querySelectorAll("a[href^='/sheets/']")) sheet.setAttribute("href", inLanguage(sheet.getAttribute("href")));
  find("own-file").onchange = () => bringFile(find("own-file").files[0]);
  addEventListener("popstate", () => location.hash.slice(1) !== settings.fragment && follow());
  await follow();
});
