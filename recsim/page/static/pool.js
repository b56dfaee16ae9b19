// Runs in the background, on all cores: what is wanted now goes first, what was found is remembered.

import { t } from "./language.js";

const MOST_KEPT = 160; // worlds of which runs are remembered
const MOST_WORKERS = 8;

const keys = new WeakMap(); // of each model, what its groups' runs depend on

/** Everything that a group's runs depend on. */
function keyOf(model, group) {
  const known = keys.get(model) ?? new Map();
  keys.set(model, known);
  if (!known.has(group)) {
    const strategies = group.teams.map(([name]) => model.strategies[name]);
    const all = [model.world, model.study, model.plan, group, strategies];
    known.set(group, JSON.stringify(all, (_, value) => (value === Infinity ? "inf" : value)));
  }
  return known.get(group);
}

/** Why a browser cannot simulate; empty if it can. */
export const incapable = () =>
  typeof WebAssembly === "object" && typeof Worker === "function"
    ? ""
    : t("trouble.incapable");

export class Pool {
  /** `address` of the worker's program and `bytes` of the kernel; `told` is called whenever a run is done. */
  constructor(address, bytes, told) {
    this.known = new Map();
    this.jobs = [];
    this.told = told;
    this.workers = Math.min(navigator.hardwareConcurrency || 2, MOST_WORKERS);
    this.idle = Array.from({ length: this.workers }, () => {
      const worker = new Worker(address);
      worker.postMessage({ bytes });
      worker.onmessage = ({ data }) => this.done(worker, data);
      worker.onerror = (event) => this.told(event.message || t("trouble.failed"));
      return worker;
    });
  }

  /** Whether there is nothing left to simulate. */
  get isDone() {
    return !this.jobs.length && this.idle.length === this.workers;
  }

  /** What is wanted from now on: these models, so many replications; the first model's first ones first. Then `more`, with fewer. */
  want(models, replications, more = [], fewer = 0) {
    this.jobs = [...this.jobsOf(models, replications), ...this.jobsOf(more, fewer)];
    this.start();
  }

  jobsOf(models, replications) {
    return models.flatMap((model) => {
      const groups = model.groups.map((group) => ({ group, key: keyOf(model, group) }));
      for (const { key } of groups) this.remember(key);
      return Array.from({ length: replications }, (_, replication) => groups
        .filter(({ key }) => !this.known.get(key).has(replication))
        .map(({ group, key }) => ({ key, model, group, replication }))).flat();
    });
  }

  remember(key) {
    const runs = this.known.get(key) ?? new Map();
    this.known.delete(key);
    this.known.set(key, runs); // the latest last
    if (this.known.size > MOST_KEPT) this.known.delete(this.known.keys().next().value);
  }

  start() {
    while (this.idle.length && this.jobs.length) this.idle.pop().postMessage(this.jobs.shift());
  }

  done(worker, { key, replication, found }) {
    this.known.get(key)?.set(replication, found);
    this.idle.push(worker);
    this.start();
    this.told();
  }

  /** Equal for equal worlds of a strategy. */
  worldOf(model, name) {
    const group = model.groups.find(({ measured }) => measured.includes(name));
    return group && keyOf(model, group);
  }

  /** Runs that are done for all teams: by strategy, Map of replication to {all, segments, weeks}. */
  runs(model, replications) {
    const all = model.groups.map((group) => this.known.get(keyOf(model, group)) ?? new Map());
    const numbers = Array.from({ length: replications }, (_, n) => n).filter((n) => all.every((runs) => runs.has(n)));
    return new Map(model.groups.flatMap(({ measured }, place) =>
      measured.map((name) => [name, new Map(numbers.map((n) => [n, all[place].get(n)[name]]))])));
  }
}
