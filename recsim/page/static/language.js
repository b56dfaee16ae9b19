// The language that the page speaks: its tables of words (recsim/page/languages), laid over the English ones.

import { LANGUAGES } from "./tables.js";

const PREFERRED = "recsim.language";

/** A form with its places filled. */
export const filled = (form, parts = {}) => form.replace(/\{(\w+)\}/g, (_, name) => parts[name]);

/** What the one has, in the words of the other where it has some. */
export function laid(one, other) {
  if (other === undefined || other === null) return one;
  if (Array.isArray(one)) return one.map((part, at) => laid(part, other[at]));
  if (typeof one !== "object" || one === null) return other;
  return Object.fromEntries(Object.entries(one).map(([name, part]) => [name, laid(part, other[name])]));
}

function preferred() {
  try {
    return localStorage.getItem(PREFERRED);
  } catch {
    return null; // a browser that keeps nothing
  }
}

/** What the address asks for, what was chosen in this browser, what the browser is set to; else English. */
function firstKnown() {
  const wished = (navigator.languages ?? []).map((one) => one.split("-")[0]);
  const all = [new URLSearchParams(location.search).get("lang"), preferred(), ...wished];
  return all.find((one) => one !== null && Object.hasOwn(LANGUAGES, one)) ?? "en";
}

export const LANGUAGE = firstKnown();
const { en: ENGLISH, [LANGUAGE]: OWN } = LANGUAGES;
export const SPOKEN = laid(ENGLISH, OWN);
export const WORDS = SPOKEN.sentences;
/** What the language says of what English says where it is declared. */
export const { measures: MEASURES_SAID = {}, levers: LEVERS_SAID = {}, units: UNITS_SAID = {}, evidence: EVIDENCE_SAID = null, segments: SEGMENTS_SAID = {} } = OWN;

const TABLES = { ...SPOKEN, ...SPOKEN.page };

/** A text by its key, with its places filled; keys of a workshop's texts begin with the name of their table ("rooms.join.code"). */
export const t = (key, parts) => filled(key.split(".").reduce((table, name) => table[name], TABLES), parts);

/** The same of a number: a text has a form for one ("one") and a form for all others ("many"). */
export const counted = (key, count, parts = {}) => t(`${key}.${count === 1 ? "one" : "many"}`, { count, ...parts });

/** A scenario in the language, as far as that has words for it. */
export function spoken(entry) {
  const said = laid(entry, entry.languages?.[LANGUAGE]);
  return said.segments ? { ...said, segments: laid(said.segments, SEGMENTS_SAID) } : said;
}

/** Put the page's texts where its document has places for them. */
export function speak() {
  document.documentElement.lang = LANGUAGE;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.getAttribute("data-t"));
  for (const name of ["title", "aria-label", "placeholder"]) {
    for (const node of document.querySelectorAll(`[data-t-${name}]`)) node.setAttribute(name, t(node.getAttribute(`data-t-${name}`)));
  }
}

/** The address of a document that the server has in several languages. */
export const inLanguage = (path) => `${path}?lang=${LANGUAGE}`;

/**
 * A menu of all languages; another one is the page anew, which its address and this browser keep as it is.
 * `leave` writes the address, if that waits: nothing may change it once the page is on its way.
 */
export function offerLanguages(menu, leave = () => {}) {
  menu.replaceChildren(...Object.entries(LANGUAGES).map(([name, { page }]) => new Option(page.language, name, false, name === LANGUAGE)));
  menu.onchange = () => {
    leave();
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    try {
      localStorage.setItem(PREFERRED, menu.value);
    } catch {
      address.searchParams.set("lang", menu.value);
    }
    if (address.href === location.href) location.reload();
    else location.assign(address);
  };
}
