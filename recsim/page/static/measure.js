// From a run's tally to its measures: what recsim/analysis/measures/totals.py and window.py do in Python.
// What a measure is made of comes from its function there (reads.py), as MEASURES.

/** A sum like numpy's: eight at a time, so that the last bits are the same. */
export function summed(values, from = 0, past = values.length) {
  const count = past - from;
  if (count > 128) {
    const half = Math.floor(count / 2);
    const middle = from + half - (half % 8);
    return summed(values, from, middle) + summed(values, middle, past);
  }
  let at = from;
  let sum = 0;
  if (count >= 8) {
    const r = values.slice(from, from + 8);
    for (at = from + 8; at + 8 <= past; at += 8) for (let k = 0; k < 8; k += 1) r[k] += values[at + k];
    sum = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
  }
  for (; at < past; at += 1) sum += values[at];
  return sum;
}

/** A sum that is rounded once, as Python's fsum (Shewchuk 1997, Discrete & Computational Geometry 18). */
function exactSum(values) {
  const parts = [];
  for (let x of values) {
    let kept = 0;
    for (let y of parts) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low) parts[kept++] = low;
      x = high;
    }
    parts.length = kept;
    parts.push(x);
  }
  let high = parts.pop() ?? 0;
  while (parts.length) {
    const y = parts.pop();
    const sum = high + y;
    const low = y - (sum - high);
    high = sum;
    if (!low) continue;
    const rest = parts.at(-1) ?? 0;
    const twice = 2 * low; // a tie that what is left decides
    if (low * rest > 0 && high + twice - high === twice) high += twice;
    break;
  }
  return high;
}

/** The tables of a run: cells by team (null: all and the world), segment (null: all) and row. */
export class Tally {
  /** `found` is what the kernel gives, `model` that of settings.py. */
  constructor(found, model, teams) {
    this.model = model;
    this.teams = teams;
    this.segments = Object.keys(model.world.segments).length;
    const { horizon_days: horizon, warm_up_days: warmUp } = model.study;
    this.first = warmUp / 7;
    this.weeks = this.first + Math.ceil(horizon / 7);
    const whole = (bytes) => Float64Array.from(new BigInt64Array(bytes.buffer), Number);
    this.of = {
      counts: whole(found.counts), sums: new Float64Array(found.sums.buffer),
      cohorts: whole(found.cohorts), cohort_sums: new Float64Array(found.cohort_sums.buffer),
    };
    const edge = (week) => (week === this.weeks ? horizon : 7 * (week - this.first));
    this.halfDays = Array.from({ length: this.weeks }, (_, week) => 2 * horizon - Math.max(edge(week) + edge(week + 1), 0));
    const { guarantee_days: guarantee } = model.world.hiring;
    this.ripeWeeks = [MEMORY.daysToFill, MEMORY.daysToFill, guarantee, MEMORY.daysToStay].map((allowed) => {
      const [begin, past] = ripe_weeks(allowed, warmUp, horizon);
      return [this.first + begin, this.first + past];
    });
  }

  /** The weeks of one row of a table. */
  row(table, team, segment, row) {
    const kinds = table.startsWith("cohort") ? 4 : MEMORY.codes;
    const at = ((team * this.segments + segment) * kinds + row) * this.weeks;
    return this.of[table].subarray(at, at + this.weeks);
  }

  /** Sum over weeks, the segments asked for and teams, each week times its weight. */
  count(table, teams, segment, row, from = 0, past = this.weeks, weights = null) {
    const where = segment === null ? Array.from({ length: this.segments }, (_, at) => at) : [segment];
    let sum = 0;
    for (const team of teams) {
      for (const at of where) {
        const weeks = this.row(table, team, at, row);
        for (let week = from; week < past; week += 1) sum += weights ? weights[week] * weeks[week] : weeks[week];
      }
    }
    return sum;
  }

  /** Sum of values in the measured time: segments are added before weeks. */
  value(team, segment, row) {
    const weeks = this.row("sums", team, segment ?? 0, row).slice(this.first);
    const past = segment === null ? this.segments : 1;
    for (let at = 1; at < past; at += 1) {
      this.row("sums", team, at, row).subarray(this.first).forEach((value, week) => (weeks[week] += value));
    }
    return summed(weeks);
  }

  ripe(what, team, segment, cohort) {
    const [from, past] = this.ripeWeeks[cohort];
    if (what === "began") {
      return MEMORY.began[cohort].reduce((sum, row) => sum + this.count("counts", [team], segment, row, from, past), 0);
    }
    if (what === "ended") return this.count("cohorts", [team], segment, cohort, from, past);
    const where = segment === null ? Array.from({ length: this.segments }, (_, at) => at) : [segment];
    return where.map((at) => summed(this.row("cohort_sums", team, at, cohort).slice(from, past))).reduce((a, b) => a + b);
  }

  /** One cell of a table of reads.py, for a team by its place. */
  cell(table, team, segment, row) {
    const all = Array.from({ length: this.teams.length + 1 }, (_, at) => at);
    const world = this.teams.length;
    switch (table) {
      case "counts": return this.count("counts", [team], segment, row, this.first);
      case "ever": return this.count("counts", [team], segment, row);
      case "everyone": return this.count("counts", all, segment, row, this.first);
      case "everyone_ever": return this.count("counts", all, segment, row);
      case "others": return this.count("counts", all.filter((at) => at !== team && at !== world), segment, row, this.first);
      case "half_days": return this.count("counts", [team], segment, row, 0, this.weeks, this.halfDays);
      case "everyone_half_days": return this.count("counts", all, segment, row, 0, this.weeks, this.halfDays);
      case "ended": return this.count("cohorts", [team], segment, row, this.first);
      case "sums": return this.value(team, segment, row);
      case "sums_of_no_team": return this.value(world, segment, row);
      default: return this.ripe(table.slice("ripe_".length), team, segment, row);
    }
  }
}

const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  round: (a) => Math.round(a), // of sums of ones
};

/** Measures of a team, by name; NaN: undefined or not applicable. `segment` by its place; null: all. */
export function measured(tally, name, segment = null, wanted = MEASURES.names) {
  const { model } = tally;
  const strategy = model.strategies[name];
  const team = tally.teams.indexOf(name);
  const setting = (key) => key.split(".").reduce((at, part) => at[part], { strategy, world: model.world, study: model.study });
  function worth(made, where = segment) {
    if (!Array.isArray(made)) return made;
    const [what, ...parts] = made;
    if (what === "set") return setting(parts[0]);
    if (what === "sum" || what === "exact") {
      const cells = parts.slice(1).map((row) => tally.cell(parts[0], team, where, row));
      return what === "exact" ? exactSum(cells) : cells.reduce((sum, cell) => sum + cell, 0);
    }
    if (what === "by_occupation") {
      const [total, own, otherwise] = parts;
      const prices = Object.values(model.world.segments).map((one) => one[own] ?? setting(otherwise));
      return exactSum(prices.flatMap((price, place) => (where === null || where === place ? [worth(total, place) * price] : [])));
    }
    return OPERATIONS[what](...parts.map((part) => worth(part, where)));
  }
  const known = {};
  const total = (key) => (known[key] ??= worth({ ...MEASURES.totals, ...MEASURES.otherwise[strategy.kind] }[key]) ?? NaN);
  return Object.fromEntries(wanted.map((key) => {
    const [of, per, factor] = MEASURES.ratios[key] ?? [];
    if (!of) return [key, total(key)];
    return [key, total(per) === 0 ? NaN : (factor * total(of)) / total(per)];
  }));
}
