// In a worker: simulate what is asked, and say what was measured.

import { Kernel } from "../../model/compiled/kernel.js";
import { Tally, measured } from "./measure.js";
import { worldOf } from "./simulate.js";

const SERIES = ["placements", "offences"];
const BY_OCCUPATION = ["fill_rate", ...MEASURES.ratios.fill_rate.slice(0, 2).map(String), "placements"];

/** A total by week of the measured time, as it is made of counts. */
function weeksOf(tally, name, measure) {
  const [, table, ...rows] = MEASURES.totals[measure];
  const team = tally.teams.indexOf(name);
  const found = Array.from({ length: tally.weeks - tally.first }, () => 0);
  for (const row of rows) {
    for (let at = 0; at < tally.segments; at += 1) {
      tally.row(table, team, at, row).subarray(tally.first).forEach((value, week) => (found[week] += value));
    }
  }
  return found;
}

export function work() {
  /** @type {Kernel} */
  let kernel;
  let latest = {};
  self.onmessage = ({ data }) => {
    if (data.bytes) {
      kernel = new Kernel(new WebAssembly.Module(data.bytes));
      return;
    }
    const { key, model, group, replication } = data;
    if (latest.key !== key) latest = { key, world: worldOf(model, group) };
    const tally = new Tally(kernel.simulate(latest.world, replication), model, group.teams.map(([name]) => name));
    const segments = Object.keys(model.world.segments).map((_, place) => place);
    const found = Object.fromEntries(group.measured.map((name) => [name, {
      all: measured(tally, name),
      segments: segments.map((place) => measured(tally, name, place, BY_OCCUPATION)),
      weeks: Object.fromEntries(SERIES.map((measure) => [measure, weeksOf(tally, name, measure)])),
    }]));
    self.postMessage({ key, replication, found });
  };
}
