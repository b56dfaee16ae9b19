// What is known of the scenario that is shown, by measure; and what levers are called, by their general key.

import { EVIDENCE_SAID, LEVERS_SAID, MEASURES_SAID, SPOKEN, UNITS_SAID, WORDS, filled, laid } from "./language.js";

export let FACTS = {};

export function know(facts) {
  FACTS = Object.fromEntries(Object.entries(facts).map(([name, of]) => [name, measureSaid(of)]));
}

const inUnit = (unit) => UNITS_SAID[unit] ?? unit;

/** A measure with its words: how differences in it are said, what its unit is called. */
export function measureSaid(of) {
  const said = { ...of, ...MEASURES_SAID[of.name] };
  const own = WORDS.PHRASES[of.name] ?? WORDS.GENERAL[of.sort];
  const phrase = Object.fromEntries(Object.entries(own).map(([name, form]) => [name, typeof form === "string" ? form.replaceAll("{label}", said.label) : form]));
  const denominator = MEASURES_SAID[of.per]?.label ?? of.denominator;
  const called = inUnit(of.unit).replace("currency", of.currency);
  return { ...said, denominator, phrase, called, unit: of.unit.replace("currency", of.currency) };
}

export const TEXTS = {};

/** What a default rests on; undefined where the language has no words for it. */
function sourceSaid([id, grade]) {
  const what = EVIDENCE_SAID?.parameters[id];
  return what && filled(EVIDENCE_SAID.form, { id, what, grade, meaning: grade.split("/").map((one) => EVIDENCE_SAID.grades[one]).join("; ") });
}

/** Texts of levers, in words of the language. */
export function learn(texts) {
  for (const [path, text] of Object.entries(texts)) {
    const { choices, unit, source, evidence } = text;
    const all = choices?.map(([value, said]) => [value, SPOKEN.choices[value] ?? said]);
    TEXTS[path] = { ...laid(text, LEVERS_SAID[path]), choices: all, unit: inUnit(unit), source: (evidence && sourceSaid(evidence)) ?? source };
  }
}
