// What is set of a scenario: one of its variants, changes by dotted key, the seed. All of it is in the link.

import { TEXTS } from "./facts.js";
import { spoken, t } from "./language.js";
import { outreach_share } from "./tables.js";

const SAME_GESTURE = 1000; // ms: arrow keys on one slider make one step to undo
const MOST_STEPS = 200;

const clone = (value) => structuredClone(value);
const isBlock = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const at = (tree, path) => path.split(".").reduce((block, name) => block?.[name], tree);

/** One tree of settings laid over another. */
function over(base, other) {
  const found = { ...base };
  for (const [key, value] of Object.entries(other)) found[key] = isBlock(value) && isBlock(base[key]) ? over(base[key], value) : value;
  return found;
}

/** A model with changes. A share of time makes a blend; a split team keeps somebody who waits. */
function changedModel(model, changes) {
  const found = clone(model);
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split(".");
    const last = names.pop();
    at(found, names.join("."))[last] = value;
    if (last === "active_share") Object.assign(at(found, names.join(".")), { style: "blend", callers: null });
  }
  for (const one of Object.values(found.strategies)) {
    if (one.callers !== null) one.callers = Math.min(one.callers, one.recruiters - 1);
  }
  return found;
}

export class Settings {
  /** `entry` is a scenario as of scenarios.py. */
  constructor(entry) {
    this.entry = spoken(entry);
    this.levers = leversOf(entry);
    this.undone = [];
    this.gesture = { path: null, at: 0 };
    this.begin();
  }

  begin() {
    this.changes = {};
    this.variant = "";
    this.seed = this.entry.model.study.seed;
  }

  /** The scenario without changes, with the variant. */
  baseOf(variant) {
    const found = this.entry.variants.find(({ name }) => name === variant);
    return found ? over(this.entry.model, found.model) : this.entry.model;
  }

  get base() {
    return this.baseOf(this.variant);
  }

  get model() {
    return this.modelOf(this.here);
  }

  /** What is simulated for a place to be at, in the worlds of now. */
  modelOf({ changes, variant }) {
    const found = changedModel(this.baseOf(variant), changes);
    found.study = { ...found.study, seed: this.seed };
    return found;
  }

  /** A setting as it is, changed or not. */
  value(path) {
    return path in this.changes ? this.changes[path] : this.original(path);
  }

  /** A setting as it is without changes. */
  original(path) {
    const share = path.match(/^strategies\.(\w+)\.active_share$/);
    return share ? outreach_share(this.base.strategies[share[1]]) : at(this.base, path);
  }

  isMoved(key) {
    return Object.keys(this.changes).some((path) => path.startsWith(`strategies.${key}.`));
  }

  label({ key, label, short }) {
    return this.isMoved(key) ? t("levers.changed", { name: short }) : label;
  }

  get isFresh() {
    return !Object.keys(this.changes).length && !this.variant && this.seed === this.entry.model.study.seed;
  }

  /** Where everything stands, to come back to it. */
  get here() {
    return clone({ changes: this.changes, variant: this.variant, seed: this.seed });
  }

  /** Remember where we are; moves of the same lever one after the other are one step. */
  step(path = null) {
    const now = performance.now();
    const goesOn = path !== null && path === this.gesture.path && now - this.gesture.at < SAME_GESTURE;
    this.gesture = { path, at: now };
    if (!goesOn) this.undone = [...this.undone, this.here].slice(-MOST_STEPS);
  }

  undo() {
    this.gesture = { path: null, at: 0 };
    Object.assign(this, this.undone.pop());
  }

  put(path, value) {
    delete this.changes[path];
    if (this.value(path) !== value) this.changes[path] = value;
  }

  /** Set a lever; shares that add up to 1 leave the others what is left, in the proportions they have. */
  set(path, value) {
    this.step(path);
    const others = this.groupOf(path).filter((other) => other !== path);
    const sum = others.reduce((all, other) => all + this.value(other), 0);
    for (const other of others) {
      const part = sum > 0 ? this.value(other) / sum : 1 / others.length;
      this.put(other, Number(((1 - value) * part).toPrecision(12)));
    }
    this.put(path, value);
  }

  /** The levers that add up to 1 with this one. */
  groupOf(path) {
    const { addsUp } = this.levers.get(path);
    const whose = (one) => (one.startsWith("strategies.") ? one.split(".")[1] : "");
    return [...this.levers].filter(([other, row]) => addsUp && row.addsUp === addsUp && whose(other) === whose(path)).map(([other]) => other);
  }

  /** Set all levers of a strategy as they are for another one. */
  copy(from, to) {
    this.step();
    for (const path of this.levers.keys()) {
      const [block, key, ...rest] = path.split(".");
      if (block === "strategies" && key === from) this.put(["strategies", to, ...rest].join("."), this.value(path));
    }
  }

  take(variant) {
    this.step();
    this.variant = variant;
    this.changes = {};
  }

  otherWorlds() {
    this.step();
    const before = this.seed;
    while (this.seed === before) this.seed = String(1 + Math.floor(99_999 * Math.random()));
  }

  reset() {
    this.step();
    this.begin();
  }

  goTo(place) {
    this.step();
    Object.assign(this, clone(place));
  }

  /** What the server is asked about what is set. */
  get request() {
    const { seed } = this.entry.model.study;
    const changes = this.seed === seed ? this.changes : { ...this.changes, "study.seed": Number(this.seed) };
    return { scenario: this.entry.name, variant: this.variant, changes };
  }

  get fragment() {
    const all = new URLSearchParams({ scenario: this.entry.link ?? this.entry.name });
    if (this.variant) all.set("with", this.variant);
    if (this.seed !== this.entry.model.study.seed) all.set("seed", this.seed);
    for (const [path, value] of Object.entries(this.changes)) all.set(path, String(value));
    return all.toString();
  }

  /** Take over a link; what this scenario does not have, or cannot be, is left out and returned. */
  restore(fragment) {
    const all = new URLSearchParams(fragment);
    const unknown = [];
    this.begin();
    if (this.entry.variants.some(({ name }) => name === all.get("with"))) this.variant = all.get("with");
    for (const [name, text] of all) {
      if (name === "scenario" || (name === "with" && text === this.variant)) continue;
      const lever = this.levers.get(name);
      const value = lever && parsed(lever, text);
      if (value !== undefined) this.put(name, value);
      else if (name === "seed" && /^\d{1,15}$/.test(text)) this.seed = text;
      else unknown.push(name);
    }
    return unknown;
  }

  /** The same on the command line. */
  get command() {
    const options = Object.entries(this.changes).map(([path, value]) => ` --set ${path}=${value}`);
    for (const path of Object.keys(this.changes).filter((one) => one.endsWith(".active_share"))) {
      options.push(` --set ${path.replace(/active_share$/, "style")}=blend`);
    }
    const seed = this.seed === this.entry.model.study.seed ? "" : ` --seed ${this.seed}`;
    return `recsim run ${this.entry.source}${this.variant && ` --with ${this.variant}`}${seed}${options.join("")}`;
  }
}

/** All levers of a scenario by the key of their setting. */
function leversOf(entry) {
  const keys = entry.strategies.map(({ key }) => key);
  const rows = entry.levers.flatMap((row) =>
    row.path.startsWith("strategies.*") ? keys.map((key) => [row.path.replace("*", key), row]) : [[row.path, row]]);
  return new Map(rows);
}

/** What a lever is called, and means. */
export const textOf = ({ path }) => TEXTS[path] ?? TEXTS[path.replace(/^world\.segments\.\w+/, "world.segments.*")];

/** A lever's value from a link; undefined if it cannot be. */
function parsed(lever, text) {
  const { kind, choices } = textOf(lever);
  if (kind === "switch") return text === "true" ? true : text === "false" ? false : undefined;
  if (kind === "choice") return choices.some(([value]) => value === text) ? text : undefined;
  const value = Number(text);
  const fits = text.trim() !== "" && value >= lever.min && value <= lever.max && (kind !== "integer" || Number.isInteger(value));
  return fits ? value : undefined;
}
