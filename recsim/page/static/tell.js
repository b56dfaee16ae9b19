// What a comparison found, in sentences: what recsim/telling/{findings,units}.py do in Python, with the
// same table of words (WORDS). Numbers are written by digits.js.

import { exactly, number, written } from "./digits.js";
import { compared, oneSided, strictOf } from "./infer.js";
import { WORDS, filled } from "./language.js";
import { RULES } from "./tables.js";

export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
const sentence = (text) => `${capital(text)}${text.endsWith(".") ? "" : "."}`;
export const quoted = (name) => filled(name.includes(" ") ? WORDS.QUOTED : WORDS.NAME, { name });

/** A share that somebody set: "95%". */
export const percent = (share) => filled(WORDS.SHARE, { value: exactly(100 * share) });

/** A value with its interval, without the unit (shares in percent): [value, low, high] or [value]. */
function writtenOf({ scale, whole }, { estimate, low, high }) {
  return low === null || high === null
    ? written(scale * estimate, { whole })
    : written(scale * estimate, scale * low, scale * high, { whole });
}

function withUnit({ unit, called, bare }, value) {
  if (unit === "share") return filled(WORDS.SHARE, { value });
  if (bare) return value;
  return filled(WORDS.WITH_UNIT, { value, unit: (value === "1" && WORDS.ONE[unit]) || called });
}

/** What is said of a measure without a value: not yet known, or nothing to divide by. */
export function unknown({ shortage: [form, count], per, denominator }) {
  if (form) return filled(WORDS.NOT_YET_KNOWN, { why: filled(WORDS[form], { count: number(count) }) });
  return filled(per ? WORDS.NOTHING_TO_DIVIDE_BY : WORDS.NOT_DEFINED, { denominator });
}

/** A value with its interval: "5.9% (5.2 to 6.6)", "39 days (37 to 41)". */
export function level(measure, found) {
  const [value, low, high] = writtenOf(measure, found);
  return withUnit(measure, value) + (low ? filled(WORDS.DECIDED_SPAN, { low, high }) : "");
}

/** The size of a difference with its unit. */
export function gap(measure, value) {
  if (measure.unit === "share") return `${value} ${value === "1" ? WORDS.POINT : WORDS.POINTS}`;
  return withUnit(measure, value);
}

/** The size of a difference, and of its ends, smaller first if they agree. */
function sizesOf(measure, found) {
  if (found.low === null) return writtenOf(measure, { estimate: Math.abs(found.estimate), low: null, high: null });
  const [value, low, high] = writtenOf(measure, found).map((text) => text.replace(/^−/, ""));
  return found.high <= 0 ? [value, high, low] : [value, low, high];
}

function spanOf(found, after, wider, names) {
  const { measure, told, finding } = found;
  if (!told || told.low === null) return "";
  const [below, above] = measure.phrase.sides;
  const [, low, high] = sizesOf(measure, told);
  if (finding === "DECIDED") {
    const none = names[told.estimate > 0 ? found.baseline : found.strategy];
    const certain = found.stricter && !oneSided(found.stricter); // what an older version kept has no stricter one
    return filled(certain ? WORDS.UP_TO_SPAN : WORDS.DECIDED_SPAN, { low, high, none });
  }
  const side = told.estimate > 0 ? above : below;
  const parts = { wider: told === found.interval ? "" : wider, after };
  if (told.low >= 0 || told.high <= 0) return filled(WORDS.SPAN_ON_ONE_SIDE, { ...parts, low, high: gap(measure, high), side });
  const end = (size, towards, bare) => (size === "0" ? WORDS.ABOUT_ZERO : filled(WORDS.END_ACROSS, { size: bare ? size : gap(measure, size), side: towards }));
  return filled(WORDS.SPAN_ACROSS, { ...parts, low: end(low, below), high: end(high, above, low !== "0") });
}

/** A number of runs, rounded up to two digits. */
function about(count) {
  const step = 10 ** Math.max(0, String(count).length - 2);
  return number(Math.ceil(count / step) * step);
}

/** Whether nothing can be told because no run differs. */
const alike = ({ finding, n, ties, worlds }) => finding === "CANNOT_TELL" && n > 1 && ties > 0 && ties === worlds;

/** Says things about strategies: `samples(strategy, measure)`, `names` by strategy; `team` does what is counted. */
export class Teller {
  constructor(study, samples, names, team = WORDS.TEAM) {
    this.study = study;
    this.samples = samples;
    this.names = names;
    this.team = team;
    const [form, count] = study.period;
    this.period = filled(WORDS[form], { count: number(count) });
    this.worlds = study.market === "shared" ? WORDS.SHARED_WORLDS : WORDS.PAIRED_WORLDS;
  }

  compare(measure, baseline, strategy) {
    const [one, other] = [baseline, strategy].map((name) => this.samples(name, measure));
    const found = compared(one, other, this.study.confidence, this.study.matters[measure] ?? null);
    return { ...found, baseline, strategy };
  }

  /** The first outcome, harm and money: [{role, text}], the first one with the names of both. */
  headline(baseline, strategy) {
    const first = this.compare(this.study.first, baseline, strategy);
    const said = [{ role: "headline", text: this.alone(first) }];
    said.push(...this.certainty(first).map((text) => ({ role: "worlds", text })));
    return first.finding === "IDENTICAL" ? said : [...said, ...this.beside(baseline, strategy)];
  }

  beside(baseline, strategy) {
    const any = (measure) => [baseline, strategy].some((name) => this.samples(name, measure).values.some(Boolean));
    const said = [];
    const tell = (role, found) => said.push({ role, text: this.next(found) });
    const { first, outcomes: [, second] } = this.study;
    const outcomes = second && Object.values(RULES.events).flat().includes(first) ? [second] : [];
    for (const measure of new Set([...outcomes, "placements"])) {
      const found = this.compare(measure, baseline, strategy);
      if (measure !== first && found.interval) tell("outcome", found);
    }
    for (const [measure, chances] of Object.entries(RULES.harmed)) {
      const found = this.compare(measure, baseline, strategy);
      const happened = found.interval && found.interval.estimate !== 0;
      const told = [measure, ...RULES.events[measure]].includes(first) || outcomes.includes(measure);
      if (!told && found.interval && (any(chances) || happened)) tell("harm", found);
    }
    const money = this.compare("fees_minus_cost", baseline, strategy);
    if (any("fees") && money.interval) tell("money", money);
    return said;
  }

  /** A sentence that names both strategies. */
  alone(found) {
    if (!found.interval) return this.words(WORDS.UNDEFINED, found);
    const equal = found.finding === "ONE_RUN" && found.interval.estimate === 0;
    if (alike(found)) return this.words(WORDS.ALIKE.true, found);
    return this.words(equal ? WORDS.EQUAL.true : WORDS.FIRST[found.finding], found);
  }

  /** A sentence after one that has named them. */
  next(found) {
    const equal = found.finding === "ONE_RUN" && found.interval?.estimate === 0;
    if (equal) return this.words(WORDS.EQUAL.false, found);
    if (!(found.finding in WORDS.NEXT)) return this.alone(found);
    return this.words(alike(found) ? WORDS.ALIKE.false : WORDS.NEXT[found.finding], found);
  }

  /** In how many worlds a direction is so; or what keeps it open, and what would tell. */
  certainty(found) {
    const { finding, worlds } = found;
    const silent = ["IDENTICAL", "NOTHING_HAPPENED", "NO_DIFFERENCE_LARGER_THAN"];
    if (!found.interval || silent.includes(finding)) return [];
    if (finding === "ONE_RUN") return [sentence(WORDS.ONE_RUN)];
    if (finding === "DECIDED" && found.ties) return [this.eachWay(found)];
    if (finding === "DECIDED") {
      const count = found.interval.estimate > 0 ? found.higher : found.lower;
      return worlds ? [sentence(filled(WORDS.SAME_DIRECTION, { count, n: worlds, worlds: this.worlds }))] : [];
    }
    if (found.interval.low === null) return [sentence(filled(found.measure.per ? WORDS.NO_INTERVAL : WORDS.ALL_ALIKE, found.measure))];
    const said = worlds && !alike(found) ? [this.eachWay(found)] : [];
    return [...said, sentence(moreRuns(found))];
  }

  eachWay(found) {
    const [below, above] = found.measure.phrase.sides;
    const counts = [[above, found.higher], [below, found.lower], [WORDS.EQUAL_WORLDS, found.ties]];
    const told = counts.filter(([, count]) => count).map(([word, count]) => `${count} ${word}`).join(", ");
    return sentence(filled(WORDS.EACH_WAY, { told, n: found.worlds, worlds: this.worlds }));
  }

  words(form, found) {
    return sentence(filled(form, this.parts(found)));
  }

  parts(found) {
    const { measure, strategy, baseline, n } = found;
    const { clause, question, noun, nothing, one, many, sides } = measure.phrase;
    const shown = found.interval ?? { estimate: 0, low: null, high: null };
    const [size] = sizesOf(measure, shown);
    const time = clause.includes("{period}") ? this.period : "";
    const after = time ? ` ${time}` : "";
    const much = { size: gap(measure, size), side: sides[shown.estimate > 0 ? 1 : 0] };
    const most = Math.max(0, ...[shown.low, shown.high].filter((end) => end !== null).map(Math.abs));
    const [bound] = writtenOf(measure, { estimate: most, low: null, high: null });
    const matters = gap(measure, exactly((this.study.matters[measure.name] ?? 0) * measure.scale));
    return {
      who: this.names[strategy], than: this.names[baseline], n, worlds: this.worlds,
      clause: filled(clause, { team: this.team, ...much, things: size === "1" ? one : many, period: time }).trim(),
      question: filled(question, { team: this.team, side: sides[shown.estimate < 0 ? 0 : 1] }), noun, nothing: filled(nothing, { team: this.team }),
      span: spanOf(found, after, filled(WORDS.WIDER, { strict: percent(strictOf(this.study.confidence)) }), this.names), matters: matters + after, most: gap(measure, bound) + after,
    };
  }
}

function moreRuns({ forecast: range }) {
  if (!range) return WORDS.NOBODY_KNOWS;
  const [least, most] = range.map(about);
  const runs = filled(WORDS.RUNS, { count: least === most ? least : filled(WORDS.FROM_TO, { least, most }) });
  return filled(WORDS.MORE_RUNS, { span: most === "1" ? WORDS.RUN : runs });
}
