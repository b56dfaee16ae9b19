// What came out, in sentences: of one's own entry, of a round, of ranges that people gave. Numbers are the server's.

import { exactly, number, written } from "/page/digits.js";
import { SPOKEN, WORDS, filled, t } from "/page/language.js";
import { gap } from "/page/tell.js";
import { hasInterval, known, style } from "./estimates.js";

/** The form of a round's table (scores.yaml) with its places filled. */
const form = (key, parts) => filled(SPOKEN.scores[key], parts);
const percent = (share) => number(Math.round(100 * share));

/** An estimate without its unit: [value, low, high], or [value]. */
function digitsOf({ mean, low, high }, measure, sign = false) {
  const { factor, whole } = style(measure);
  const ends = hasInterval({ mean, low, high }) ? [factor * low, factor * high] : [];
  return written(factor * mean, ...ends, { whole, sign });
}

const spanOf = (low, high) => t("rooms.asked.span", { low, high });

/** The size of a difference, and the sizes of its ends, the smaller first. */
function sizesOf(found, measure) {
  const [value, low, high] = digitsOf(found, measure).map((text) => text.replace(/^−/, ""));
  return found.high <= 0 ? [value, high, low] : [value, low, high];
}

/** What ranges came to, of one person or of several: "The room: 3 of 10 ranges contained the result …". */
export function calibrationSaid({ who, n, right, claimed, share, low, high, meaning }) {
  const called = SPOKEN.rooms.whose[who] ?? SPOKEN.scores[who];
  const parts = { who: called, right, claimed: percent(claimed), meaning: SPOKEN.scores[meaning] };
  const ranges = form(n === 1 ? "range" : "ranges", { count: n });
  if (meaning === "too_few" || low === null) return form("calibration", { ...parts, ranges });
  return form("calibration_of_many", { ...parts, ranges, share: percent(share), low: percent(low), high: percent(high) });
}

function dropSaid(key, { drop }, measure) {
  const [value, low, high] = sizesOf(drop, measure);
  const [, below, above] = key === "drop_open_span" ? digitsOf(drop, measure, true) : [null, low, high];
  return form(key, { size: gap(measure, value), label: measure.label, span: spanOf(below, above) });
}

function firstSaid({ names, ranked }) {
  if (!ranked) return form("no_rank", {});
  const anonymous = () => form(names.length === 1 ? "one_entry" : "entries", { count: names.length });
  const who = names.every(Boolean) ? listed(names) : anonymous();
  return sentence(form(ranked === 1 ? "alone" : names.length === 1 ? "first" : "shared", { who }));
}

const sentence = (text) => text[0].toUpperCase() + text.slice(1);
const listed = (names) => new Intl.ListFormat(t("rooms.clock.locale"), { type: "conjunction" }).format(names);

/** One of the server's sentences about a round: its key with its values; `measure` is what is maximised. */
function said(one, measure) {
  const { key, ...parts } = one;
  if (key === "first") return firstSaid(one);
  if (key === "calibration") return calibrationSaid(one);
  if (parts.drop) return dropSaid(key, one, measure);
  const { confidence } = parts;
  return form(key, { ...parts, ...(parts.label ? { label: measure.label } : {}), ...(confidence ? { confidence: exactly(confidence) } : {}) });
}

/** What can be said of a round; what an older version scored, as it said it. `isShown` leaves keys out. */
export const roundSaid = ({ said: all, sentences }, measure, isShown = (_key) => true) =>
  all ? all.filter(({ key }) => isShown(key)).map((one) => said(one, measure)) : sentences;

/** How the table of a round is to be read. */
export const readingSaid = ({ read, reading }, measure) => (read ? read.map((one) => said(one, measure)) : reading);

/** What came of one's own entry: place, cap, whether somebody is better, what was luck. */
export function mineSaid({ rank, of, cap, standing, lost }, measure) {
  return [placeOf(rank, of), capOf(cap), standingOf(standing), lostOf(lost, measure)].filter(Boolean).join(" ");
}

function placeOf(rank, of) {
  if (!rank) return "";
  if (of === 1) return t("rooms.mine.alone");
  if (rank.best === rank.worst) return t("rooms.mine.apart", { ...rank, of });
  return t(`rooms.mine.${rank.best === 1 && rank.worst === of ? "anywhere" : "between"}`, { ...rank, of });
}

const capOf = (cap) => t(`rooms.mine.${["met", "missed"].includes(cap) ? cap : "open"}`);
const STANDING = { "on it": "on", tied: "tied", behind: "behind" };
const standingOf = (standing) => (standing in STANDING ? t(`rooms.mine.${STANDING[standing]}`) : "");

function lostOf(lost, measure) {
  if (!lost) return "";
  if (lost.low !== null && lost.low > 0) return t("rooms.mine.lost", { size: gap(measure, digitsOf(lost, measure)[0]) });
  return t(`rooms.mine.${lost.high !== null && lost.high < 0 ? "gained" : "held"}`);
}

/** What came of a question, and of how many ranges held it. */
export function resultSaid(question) {
  const { truth, than, ranges, held, confidence, unit } = question;
  if (!known(truth)) return t("rooms.result.nothing");
  const [value, low, high] = digitsOf(truth, question, Boolean(than));
  const level = unit === "share" && !than ? filled(WORDS.SHARE, { value }) : gap(question, value);
  const result = level + (low === undefined ? "" : filled(WORDS.DECIDED_SPAN, { low, high }));
  if (!ranges.length) return t("rooms.result.nobody", { result });
  const expected = number(Math.round(confidence * ranges.length));
  return t("rooms.result.held", { result, right: held, count: ranges.length, share: exactly(100 * confidence), expected });
}

/** What came of one's own range; "" if there is nothing to say. */
export function ownSaid({ kind, mine, truth, confidence }) {
  if (kind !== "range" || !mine || !known(truth)) return "";
  const { low, high } = mine;
  const width = number(high - low);
  const by = Math.max(low - truth.mean, truth.mean - high);
  const times = exactly(Number((2 / (1 - confidence)).toPrecision(3)));
  return t("rooms.result.own", { said: by > 0 ? form("missed", { by: number(by), times, width }) : form("right", { width }) });
}
