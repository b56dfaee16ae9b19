// What runs show: intervals, paired differences, and which of four kinds of nothing a comparison found.
// The rules are those of recsim/analysis/{ends,rare,impossible,estimates,finding,precision,paired}.py, and their numbers (RULES).
// A sample: {measure, numbers, values, above, below, everything}, one value a replication.

import { FACTS } from "./facts.js";
import { summed } from "./measure.js";
import { TINY, betaQuantile, gammaQuantile, tQuantile } from "./quantiles.js";
import { RULES } from "./tables.js";

const sumOf = (values) => summed(values);
const meanOf = (values) => Math.min(Math.max(sumOf(values) / values.length, Math.min(...values)), Math.max(...values));
const squared = (values) => sumOf(values.map((value) => value * value));
const less = (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b));
const more = (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b));
/** @type {(ends: number[], where: boolean, bounds: number[]) => number[]} */
const wider = ([low, high], where, bounds) => (where ? [less(low, bounds[0]), more(high, bounds[1])] : [low, high]);
const around = (middle, half) => [middle - half, middle + half];

// --- rare.py: what few events may hide ---------------------------------------------------------

const dispersion = (seen, events) => Math.max(seen, 1 + 1 / (1 + events / RULES.clustersOf));
const expectedLow = (worth, tail) => (worth > 0 ? gammaQuantile(worth, tail) : 0);

function expected(events, spread, confidence) {
  const [worth, tail] = [events / spread, (1 - confidence) / 2];
  return [spread * expectedLow(worth, tail), spread * gammaQuantile(worth + 1, 1 - tail)];
}

/** Bounds of a share of events, each with what it is short of 1. */
function shareEnds(events, others, spread, confidence) {
  const [a, b, tail] = [events / spread, others / spread, (1 - confidence) / 2];
  return [a > 0 ? betaQuantile(a, b + 1, tail) : [0, 1], b > 0 ? betaQuantile(a + 1, b, 1 - tail) : [1, 0]];
}

const odds = (...of) => shareEnds(...of).map(([share, rest]) => share / rest);

function rareDifference(above, below, spread, confidence) {
  const [up, down] = [expected(above, spread, confidence), expected(below, spread, confidence)];
  const change = above - below;
  return [change - Math.hypot(above - up[0], down[1] - below), change + Math.hypot(up[1] - above, below - down[0])];
}

// --- ends.py: both ends of an interval ---------------------------------------------------------

/** Half the width of the t interval of (pseudo-)values of which so many tell something. */
function halfWidth(values, confidence, telling = values.length) {
  if (values.length < 2 || telling < 2) return NaN;
  if (values.every((value) => value === values[0])) return 0;
  const mean = sumOf(values) / values.length;
  const spread = Math.sqrt(squared(values.map((value) => value - mean)) / (values.length - 1));
  return (tQuantile((1 + confidence) / 2, telling - 1) * spread) / Math.sqrt(values.length);
}

/** Variance of a sum over the runs from its residuals. */
const variance = (rest) => (squared(rest) * rest.length) / (rest.length - 1);

function pseudoValues(above, below, factor) {
  const [n, sum, under] = [above.length, sumOf(above), sumOf(below)];
  const rest = below.map((value) => under - value);
  if (rest.some((value) => value <= 0)) return above.map(() => NaN);
  return above.map((value, at) => factor * (n * (sum / under) - (n - 1) * ((sum - value) / rest[at])));
}

/**
 * Whether few events are behind a ratio of sums, and its bounds.
 *
 * @returns {[boolean, number[]]}
 */
function rareEnds(kind, above, below, squares, confidence) {
  const ratio = above / below;
  const others = Math.max(below - above, 0);
  const [events, scatter] = {
    COUNT: [above, above],
    RATE: [above, above],
    SHARE: [Math.min(above, others), (above * others) / below],
    PER_EVENT: [Math.min(above, below), above + ratio ** 2 * below],
    MEAN: [below, ratio ** 2 * below],
  }[kind];
  const spread = dispersion(scatter > 0 ? squares / scatter : 0, events);
  if (events >= RULES.few * spread) return [false, []];
  if (kind === "SHARE") return [true, shareEnds(above, others, spread, confidence).map(([share]) => share)];
  if (kind === "PER_EVENT") return [true, odds(above, below, spread, confidence)];
  const [low, high] = expected(kind === "MEAN" ? below : above, spread, confidence);
  if (kind === "MEAN") return [true, [above / high, above > 0 ? above / Math.max(low, TINY) : 0]];
  return [true, [low / below, high / below]];
}

/** Half the width of a total's; of money that is the same in all runs nothing is known. */
function halfWidthOf(kind, values, confidence) {
  const half = halfWidth(values, confidence);
  return kind === "MONEY" && half === 0 ? NaN : half;
}

function totalsEnds(kind, values, confidence) {
  const [n, mean] = [values.length, meanOf(values)];
  const ends = around(mean, halfWidthOf(kind, values, confidence));
  if (kind !== "COUNT" || n < 2) return [mean, ...ends];
  const rest = variance(values.map((value) => value - mean));
  return [mean, ...wider(ends, ...rareEnds(kind, sumOf(values), n, rest, confidence))];
}

const tellingRuns = (above, below) => above.filter((value, at) => value !== 0 || below[at] !== 0).length;

function ratioEnds(kind, above, below, factor, confidence) {
  const [sum, under] = [sumOf(above), sumOf(below)];
  const estimate = (factor * sum) / under;
  const ends = around(estimate, halfWidth(pseudoValues(above, below, factor), confidence, tellingRuns(above, below)));
  if (kind === "AMOUNT" || above.length < 2) return [estimate, ...ends];
  const rest = variance(above.map((value, at) => value - (sum / under) * below[at]));
  const [few, bounds] = rareEnds(kind, sum, under, rest, confidence);
  return [estimate, ...wider(ends, few, bounds.map((end) => factor * end))];
}

/**
 * Whether a difference has few events of its own, and its bounds, in events.
 *
 * @returns {[boolean, number[]]}
 */
function oneSidedEnds(added, event, confidence) {
  const above = sumOf(added.map((value) => (value > 0 ? value : 0))) / event;
  const below = sumOf(added.map((value) => (value < 0 ? -value : 0))) / event;
  const [events, mean] = [above + below, sumOf(added) / added.length];
  const squares = variance(added.map((value) => value - mean)) / event ** 2;
  const spread = dispersion(events > 0 ? squares / events : 0, events);
  const few = events < RULES.few * spread;
  return [few, few ? rareDifference(above, below, spread, confidence) : []];
}

function differenceOfTotals(kind, one, other, confidence) {
  const change = other.map((value, at) => value - one[at]);
  const ends = around(meanOf(change), halfWidthOf(kind, change, confidence));
  if (kind !== "COUNT" || change.length < 2) return ends;
  const [few, bounds] = oneSidedEnds(change, 1, confidence);
  return wider(ends, few, bounds.map((end) => end / change.length));
}

function differenceOfRatios(kind, one, other, factor, confidence) {
  const [first, second] = [one, other].map(({ above, below }) => sumOf(above) / sumOf(below));
  const change = factor * second - factor * first;
  const telling = Math.min(...[one, other].map(({ above, below }) => tellingRuns(above, below)));
  const [before, after] = [one, other].map(({ above, below }) => pseudoValues(above, below, factor));
  let ends = around(change, halfWidth(after.map((value, at) => value - before[at]), confidence, telling));
  const [perOne, perOther] = [sumOf(one.below), sumOf(other.below)];
  const alike = one.below.every((value, at) => value === other.below[at]);
  const total = halfWidth(one.above.map((value, at) => other.above[at] - value), confidence);
  ends = wider(ends, alike && !Number.isNaN(ends[0]), around(change, (factor * total * before.length) / perOne));
  if (kind === "AMOUNT" || before.length < 2) return ends;
  const added = one.above.map((value, at) => {
    const [above, below] = [other.above[at] - value, other.below[at] - one.below[at]];
    return 0.5 * ((above - first * below) / perOther + (above - second * below) / perOne);
  });
  const middle = (first + second) / 2;
  const size = { PER_EVENT: alike ? 1 : Math.max(middle, 1), MEAN: middle }[kind] ?? 1;
  const event = (size * (1 / perOne + 1 / perOther)) / 2;
  const unit = event > 0 ? event : 1;
  const [few, bounds] = oneSidedEnds(added, unit, confidence);
  ends = wider(ends, few, bounds.map((end) => factor * unit * end));
  if (kind === "RATE") return ends;
  const [here, lower, upper] = ratioEnds(kind, one.above, one.below, factor, confidence);
  const [there, low, high] = ratioEnds(kind, other.above, other.below, factor, confidence);
  const joined = [change - Math.hypot(there - low, upper - here), change + Math.hypot(high - there, here - lower)];
  return wider(ends, !alike && Math.min(perOne, perOther) < RULES.enoughToDivideBy, joined);
}

// --- impossible.py: zeros that are known -------------------------------------------------------

/** Whether runs show that this measure, or its numerator, can be nothing but 0. */
function isImpossible(measure, runs) {
  const signs = RULES.signs[measure.per ? measure.of : measure.name];
  if (!signs) return false;
  const all = [...runs.values()];
  return all.some((run) => run[RULES.work] > 0) && signs.every((sign) => all.every((run) => run[sign] === 0));
}

// --- estimates.py: samples ---------------------------------------------------------------------

/** `runs`: by number of the replication, all measures by name. */
export function sampleOf(runs, name) {
  const measure = FACTS[name];
  const [of, per] = measure.per ? [measure.of, measure.per] : [name, null];
  const kept = [...runs.keys()].filter((number) => {
    const run = runs.get(number);
    return !Number.isNaN(run[of]) && !(per && Number.isNaN(run[per]));
  });
  const column = (key) => kept.map((number) => (key ? runs.get(number)[key] : 1));
  const impossible = isImpossible(measure, runs);
  return { measure, numbers: kept, values: column(name), above: column(of), below: column(per), runs, impossible };
}

function only({ numbers, values, above, below, ...rest }, kept) {
  const pick = (column) => column.filter((_, at) => kept.has(numbers[at]));
  return { ...rest, numbers: pick(numbers), values: pick(values), above: pick(above), below: pick(below) };
}

const isPair = (one, other) => one.numbers.length === other.numbers.length && one.numbers.every((n, at) => n === other.numbers[at]);

function paired(one, other) {
  if (isPair(one, other)) return [one, other];
  return [only(one, new Set(other.numbers)), only(other, new Set(one.numbers))];
}

function estimateOf({ measure, values, above, below }) {
  if (!values.length || sumOf(below) <= 0) return null;
  return measure.per ? (measure.factor * sumOf(above)) / sumOf(below) : meanOf(values);
}

/** An interval {estimate, low, high}; null instead of ends that are not there. */
/** @param {number[]} ends */
function interval([estimate, low, high]) {
  if (Number.isNaN(low) || Number.isNaN(high)) return { estimate, low: null, high: null };
  return { estimate, low: Math.min(low, estimate), high: Math.max(high, estimate) };
}

/** Estimate and interval of a sample, within the possible values; null if it is undefined. */
export function intervalOf(sample, confidence) {
  if (estimateOf(sample) === null) return null;
  if (sample.impossible) return { estimate: 0, low: 0, high: 0 };
  const { measure, values, above, below } = sample;
  const found = interval(measure.per
    ? ratioEnds(measure.kind, above, below, measure.factor, confidence)
    : totalsEnds(measure.kind, values, confidence));
  const [least, most] = measure.bounds;
  if (found.low !== null && least !== null) found.low = Math.max(found.low, least);
  if (found.high !== null && most !== null) found.high = Math.min(found.high, most);
  return found;
}

/** Whether both are of runs that are the same in every measure, several times. */
function sameRuns(one, other) {
  if (Math.min(one.numbers.length, other.numbers.length) < 2 || one.runs.size !== other.runs.size) return false;
  const same = (a, b) => Object.keys(a).every((name) => Object.is(a[name], b[name]));
  return [...one.runs].every(([number, run]) => other.runs.has(number) && same(run, other.runs.get(number)));
}

/** The same below 0. */
function turned({ estimate, low, high }) {
  return { estimate: -estimate, low: high === null ? null : -high, high: low === null ? null : -low };
}

function difference(one, other, confidence) {
  const [low, high] = [estimateOf(one), estimateOf(other)];
  if (low === null || high === null || (one.impossible && other.impossible)) return null;
  if (sameRuns(one, other)) return { estimate: 0, low: 0, high: 0 };
  if (one.impossible) return intervalOf(other, confidence);
  if (other.impossible) return turned(intervalOf(one, confidence));
  const { kind, per, factor } = one.measure;
  if (per) return interval([high - low, ...differenceOfRatios(kind, one, other, factor, confidence)]);
  const change = meanOf(other.values.map((value, at) => value - one.values[at]));
  return interval([change, ...differenceOfTotals(kind, one.values, other.values, confidence)]);
}

// --- finding.py, precision.py, paired.py -------------------------------------------------------

export const strictOf = (confidence) => 1 - (1 - confidence) / RULES.looks;
export const oneSided = (found) => Boolean(found) && found.low !== null && found.high !== null && (found.low > 0 || found.high < 0);

function kindOfFinding(found, stricter, { n, happened, identical, certain, matters }) {
  if (!found || !stricter) return "UNDEFINED";
  if (identical) return "IDENTICAL";
  const { low, high } = found;
  if (low === null || high === null) return n < 2 ? "ONE_RUN" : "CANNOT_TELL";
  if (!happened) return "NOTHING_HAPPENED";
  if (certain || stricter.low > 0 || stricter.high < 0) return "DECIDED";
  if (matters !== null && -matters <= low && low <= high && high <= matters) return "NO_DIFFERENCE_LARGER_THAN";
  return "CANNOT_TELL";
}

/** From how many to how many more runs would probably decide; null if nothing can be said. */
function forecast(found, n, confidence) {
  if (n < RULES.fewestRuns || found.low === null || found.high === null) return null;
  const width = (found.high - found.low) / 2;
  if (width === 0) return null;
  const error = width / tQuantile((1 + confidence) / 2, n - 1);
  const margin = tQuantile((1 + RULES.within) / 2, n - 1) * error;
  const seen = Math.abs(found.estimate);
  if (seen <= margin) return null;
  const needed = [seen + margin, seen - margin].map((size) => {
    const reach = size / (error * Math.sqrt(n));
    return fewest((runs) => {
      const quantiles = tQuantile((1 + strictOf(confidence)) / 2, runs - 1) + tQuantile(RULES.power, runs - 1);
      return quantiles <= reach * Math.sqrt(runs);
    });
  });
  if (needed.includes(null)) return null;
  const least = Math.max(1, needed[0] - n);
  const most = Math.max(least, needed[1] - n);
  return most <= RULES.widest * least ? [least, most] : null;
}

/** The smallest number of runs, 2 or more, that is enough; null if too many are needed. */
function fewest(enough) {
  let high = 2;
  while (!enough(high)) {
    high *= 2;
    if (high > RULES.mostRuns) return null;
  }
  let low = Math.max(2, Math.floor(high / 2));
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/** The interval to speak of: where only the stricter one leaves the direction open, that. */
export const toldOf = ({ finding, interval: found, stricter }) => (finding === "CANNOT_TELL" && stricter && oneSided(found) ? stricter : found);

/** A strategy (`other`) against a baseline, on the replications that both have. */
export function compared(first, second, confidence, matters = null) {
  const [one, other] = paired(first, second);
  const found = difference(one, other, confidence);
  const stricter = difference(one, other, strictOf(confidence));
  const { measure } = one;
  const n = one.numbers.length;
  const always = ["AMOUNT", "MONEY", "MEAN"].includes(measure.kind);
  const happened = always || [one, other].some(({ above }) => above.some(Boolean));
  const certain = one.impossible !== other.impossible && Boolean(found?.estimate);
  const finding = kindOfFinding(found, stricter, { n, happened, identical: sameRuns(one, other), certain, matters });
  const changes = other.values.map((value, at) => value - one.values[at]);
  const [higher, ties, lower] = [1, 0, -1].map((sign) => changes.filter((change) => Math.sign(change) === sign).length);
  return {
    measure, n, interval: found, stricter, finding, matters, higher, ties, lower, worlds: higher + ties + lower,
    forecast: found && finding === "CANNOT_TELL" ? forecast(found, n, confidence) : null,
    told: toldOf({ finding, interval: found, stricter }),
  };
}
