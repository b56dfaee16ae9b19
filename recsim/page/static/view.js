// What is looked at: the runs of a model, and those of the model before, as samples, intervals and sentences.

import { FACTS } from "./facts.js";
import { intervalOf, sampleOf } from "./infer.js";
import { t } from "./language.js";
import { look, theme } from "./palette.js";
import { AXES, outreach_share } from "./tables.js";
import { Teller, quoted } from "./tell.js";

/** The strategies of a scenario with their names, as they are set, and looks. */
export const strategiesOf = (settings) => settings.entry.strategies.map((one, place) => ({
  key: one.key, name: settings.label(one), called: settings.isMoved(one.key) ? one.short : one.label, place, look: look(place, theme().paper),
}));

/** Gain and harm of a model, as tradeoff.axes says. */
export function axes(model, study) {
  const teams = Object.values(model.strategies).map((one) => ({ share: outreach_share(one), software: one.automation.contacts_per_day }));
  const [waits, calls] = [teams.some(({ share }) => share < 1), teams.some(({ share, software }) => share > 0 || software > 0)];
  const [first = AXES.PLACEMENTS] = study.outcomes;
  const gain = FACTS[first].better === "more" ? first : AXES.PLACEMENTS;
  return [gain, !waits ? AXES.OFFENDED : calls ? AXES.HARMED : AXES.RESENTED];
}

/** Samples of runs by strategy, measure and segment (by its place; null for everybody). */
function samplesOf(runs) {
  const [parts, made] = [new Map(), new Map()];
  const partOf = (key, segment) => {
    const id = `${key} ${segment}`;
    if (!parts.has(id)) parts.set(id, new Map([...runs.get(key)].map(([n, found]) => [n, segment === null ? found.all : found.segments[segment]])));
    return parts.get(id);
  };
  return (key, name, segment = null) => {
    const id = `${key} ${name} ${segment}`;
    if (!made.has(id)) made.set(id, sampleOf(partOf(key, segment), name));
    return made.get(id);
  };
}

/** The same way to find intervals, each computed once. */
function intervalsOf(sample, confidence) {
  const known = new Map();
  return (key, name, segment = null) => {
    const id = `${key} ${name} ${segment}`;
    if (!known.has(id)) known.set(id, intervalOf(sample(key, name, segment), confidence));
    return known.get(id);
  };
}

/**
 * A view of a model: {strategies, study, runs, done, sample, interval, gain, harm, segments, was(key, measure), ...}.
 *
 * `before` is the view of the model before, if all of its runs are there, else null.
 */
export function viewOf(pool, settings, model, before, replications) {
  const { study, segments } = settings.entry;
  const runs = pool.runs(model, replications);
  const done = runs.values().next().value.size;
  const sample = samplesOf(runs);
  const interval = intervalsOf(sample, study.confidence);
  const [gain, harm] = axes(model, study);
  const names = Object.entries(segments).map(([, name], place) => ({ name, place }));
  const earlier = before && pool.runs(before, replications);
  const isKnown = earlier && earlier.values().next().value.size === replications;
  const old = isKnown ? samplesOf(earlier) : null;
  const oldInterval = old && intervalsOf(old, study.confidence);
  const hasChanged = (key) => Boolean(old) && pool.worldOf(before, key) !== pool.worldOf(model, key);
  /** Estimate and interval before the latest change, of a strategy whose world it changed; else null. */
  const was = (key, name) => (hasChanged(key) ? oldInterval(key, name) : null);
  const strategies = strategiesOf(settings).filter(({ key }) => runs.has(key)).map((one) => {
    const pair = [harm, gain].map((name) => was(one.key, name));
    return { ...one, was: pair.every(Boolean) ? pair.map(({ estimate }, at) => estimate * FACTS[[harm, gain][at]].scale) : null };
  });
  return { strategies, study, runs, done, sample, interval, gain, harm, segments: names, was, hasChanged, old, oldInterval, oldRuns: isKnown ? earlier : null };
}

/** Says things about the strategies of a view, by their names. */
export function tellerOf({ strategies, study, sample }) {
  return new Teller(study, sample, Object.fromEntries(strategies.map(({ key, name }) => [key, quoted(name)])));
}

/** What the latest change did to a strategy, in the same worlds: [{role, text}]. */
export function changeOf({ strategies, study, sample, old }, key) {
  const { called: name } = strategies.find((one) => one.key === key);
  const samples = (which, measure) => (which === "now" ? sample : old)(key, measure);
  return new Teller(study, samples, { before: t("finding.old_settings"), now: t("finding.new_settings", { name }) }).headline("before", "now");
}
