// What is set on this page: scenario, changes, strategies in view, seed, runs. In the link; undoable.

import { nameInLinks } from "./files.js";

export const MOST_IN_VIEW = 3;
const SAME_GESTURE = 1000; // ms: arrow keys on one slider make one step to undo
const MOST_STEPS = 200;

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class State {
  /** `detail` is the answer of /api/scenarios/NAME. */
  constructor(detail) {
    this.detail = detail;
    this.levers = new Map();
    for (const list of Object.values(detail.levers.strategies)) this.#keep(list);
    for (const group of detail.levers.world) this.#keep(group.levers);
    this.#start();
    this.steps = [];
    this.gesture = { path: "", at: 0, open: false };
  }

  #keep(levers) {
    for (const lever of levers) this.levers.set(lever.path, lever);
  }

  #start() {
    const study = this.detail.study;
    this.changes = {};
    this.show = this.detail.strategies.slice(0, 2).map((strategy) => strategy.key);
    this.seed = study.seed;
    this.runs = 30;
  }

  value(path) {
    return path in this.changes ? this.changes[path] : this.levers.get(path).value;
  }

  isChanged(path) {
    return path in this.changes;
  }

  /** How many levers of a strategy were moved. */
  moved(key) {
    return (this.detail.levers.strategies[key] ?? []).filter(({ path }) => this.isChanged(path)).length;
  }

  /** What a strategy is called, which may be another name once it was changed. */
  label(key) {
    const { label, changed_label: changed } = this.detail.strategies.find((one) => one.key === key);
    return (this.moved(key) && changed) || label || key;
  }

  get changedInWorld() {
    return Object.keys(this.changes).filter((path) => path.startsWith("world."));
  }

  get isStart() {
    const first = this.detail.strategies.slice(0, 2).map((strategy) => strategy.key);
    return this.isFresh && this.runs === 30 && same(this.show, first);
  }

  get isFresh() {
    return !Object.keys(this.changes).length && this.seed === this.detail.study.seed;
  }

  /** What the server is asked: the seed is a change like any other. */
  get request() {
    return this.requestOf(this.changes);
  }

  /** What the server is asked about other changes, in the worlds of now. */
  requestOf(all) {
    const changes = Object.fromEntries(Object.entries(all).filter(([path]) => !this.#isImplied(path, all)));
    if (this.seed !== this.detail.study.seed) changes["study.seed"] = this.seed;
    return { scenario: this.detail.name, changes };
  }

  /** A share of outreach that follows from the style: only a blend has one. */
  #isImplied(path, changes) {
    const style = path.replace(/\.active_share$/, ".style");
    return style !== path && this.levers.has(style) && (changes[style] ?? this.levers.get(style).value) !== "blend";
  }

  /** Where everything stands, to come back to it. */
  get at() {
    const { changes, show, seed, runs } = this;
    return structuredClone({ changes, show, seed, runs });
  }

  /** The scenario's name in links. */
  get name() {
    return nameInLinks(this.detail);
  }

  /** Remember where we are, once a gesture: the drag of one slider is one step. */
  #step(path = "", open = false) {
    const { gesture } = this;
    const now = performance.now();
    const continued = path && path === gesture.path && (gesture.open || now - gesture.at < SAME_GESTURE);
    this.gesture = { path, at: now, open };
    if (continued) return false;
    this.steps.push(this.at);
    if (this.steps.length > MOST_STEPS) this.steps.shift();
    return true;
  }

  #put(path, value) {
    const lever = this.levers.get(path);
    if (!lever) return;
    if (same(value, lever.value)) delete this.changes[path];
    else this.changes[path] = value;
  }

  /** What a change brings along: shares that add up to 1, a style and its share of outreach. */
  #bring(path, value) {
    const { adds_up: group } = this.levers.get(path);
    if (group) this.#rest(group, path, value);
    const [team, name] = [path.slice(0, path.lastIndexOf(".")), path.split(".").at(-1)];
    const [style, share] = [`${team}.style`, `${team}.active_share`];
    if (!this.levers.has(style) || !this.levers.has(share)) return;
    const own = this.levers.get(style).value;
    if (name === "active_share") this.#put(style, path in this.changes ? "blend" : own);
    if (name === "style") {
      const shares = { passive: 0, active: 1, blend: own === "blend" ? this.levers.get(share).value : 0.5 };
      this.#put(share, shares[value]);
    }
  }

  /** The other shares of a group take what one leaves, in the proportions that they have. */
  #rest(group, path, value) {
    const others = [...this.levers.values()].filter((l) => l.adds_up === group && l.path !== path);
    const sum = others.reduce((all, l) => all + this.value(l.path), 0);
    for (const { path: other } of others) {
      const part = sum > 0 ? this.value(other) / sum : 1 / others.length;
      this.#put(other, Number(((1 - value) * part).toPrecision(12)));
    }
  }

  /** Set a lever, `last` when a gesture ends; says "begun", "continued" or "same" (no change). */
  set(path, value, last) {
    if (same(value, this.value(path))) {
      this.gesture.open &&= !last;
      return "same";
    }
    const begun = this.#step(path, !last);
    this.#put(path, value);
    this.#bring(path, value);
    return begun ? "begun" : "continued";
  }

  /** Set all levers of a strategy as they are for another one; labels stay. */
  copy(from, to) {
    this.#step();
    for (const lever of this.detail.levers.strategies[from]) {
      const path = `strategies.${to}.${lever.path.split(".").slice(2).join(".")}`;
      if (this.value(lever.path) !== null) this.#put(path, this.value(lever.path));
    }
  }

  choose(show) {
    this.#step();
    this.show = this.detail.strategies.map((s) => s.key).filter((key) => show.includes(key));
  }

  otherWorlds() {
    this.#step();
    const before = this.seed;
    while (this.seed === before) this.seed = 1 + Math.floor(99_999 * Math.random());
  }

  setRuns(runs) {
    this.#step();
    this.runs = runs;
  }

  reset() {
    this.#step();
    this.#start();
  }

  goTo(at) {
    this.#step();
    Object.assign(this, structuredClone(at));
  }

  undo() {
    const last = this.steps.pop();
    if (last) Object.assign(this, last);
    this.gesture = { path: "", at: 0, open: false };
  }

  /** The state as a URL fragment, without the "#". */
  get fragment() {
    const all = new URLSearchParams({ scenario: this.name, show: this.show.join(",") });
    if (this.seed !== this.detail.study.seed) all.set("seed", this.seed);
    if (this.runs !== 30) all.set("runs", this.runs);
    for (const [path, value] of Object.entries(this.changes)) all.set(path, String(value));
    return all.toString();
  }

  /** Take over a fragment; returns the names in it that this scenario does not have. */
  restore(fragment) {
    const unknown = [];
    this.#start();
    for (const [name, text] of new URLSearchParams(fragment)) {
      if (name === "scenario") continue;
      else if (name === "show") this.#showOnly(text.split(","));
      else if (name === "seed") this.seed = whole(text, this.seed);
      else if (name === "runs") this.runs = Math.min(100, Math.max(1, whole(text, this.runs)));
      else if (this.levers.has(name)) this.#put(name, parsed(this.levers.get(name), text));
      else unknown.push(name);
    }
    return unknown;
  }

  #showOnly(keys) {
    const known = this.detail.strategies.map((s) => s.key).filter((key) => keys.includes(key));
    if (known.length) this.show = known.slice(0, MOST_IN_VIEW);
  }
}

function whole(text, otherwise) {
  return /^\d{1,15}$/.test(text) ? Number(text) : otherwise;
}

/** A lever's value from its text in a link. What makes no sense goes to the server, which says why. */
function parsed(lever, text) {
  if (lever.kind === "switch") return text === "true";
  if (lever.kind === "choice") {
    return (lever.choices.find((choice) => String(choice.value) === text) ?? { value: text }).value;
  }
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) ? value : text === "null" ? null : text;
}

/** Which scenario a fragment names, or null. */
export const scenarioOf = (fragment) => new URLSearchParams(fragment).get("scenario");
