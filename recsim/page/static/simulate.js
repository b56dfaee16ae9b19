// From settings to what kernel.js simulates: what recsim/model/compiled/tables.py does in Python.
// The parameters are made by the model's own functions (translate.py); MEMORY is that of settings.py.

const FEWEST_BUCKETS = 65_536;
const FEW_NOTES = 8192;
const NOBODY = -1;
const record = (name) => MEMORY.records[name];
const powerOfTwo = (least) => 2 ** Math.ceil(Math.log2(Math.max(least, 1)));

const PUT = {
  f8: (view, at, value) => view.setFloat64(at, value, true),
  i8: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
  u8: (view, at, value) => view.setBigUint64(at, BigInt(value), true),
  i4: (view, at, value) => view.setInt32(at, value, true),
  i2: (view, at, value) => view.setInt16(at, value, true),
  i1: (view, at, value) => view.setInt8(at, value),
  u1: (view, at, value) => view.setUint8(at, value),
  b1: (view, at, value) => view.setUint8(at, value ? 1 : 0),
};

/** Write what a record has of these values: numbers, the places of choices, records. */
function put(view, at, { fields }, values) {
  for (const [field, [offset, kind, size]] of Object.entries(fields)) {
    if (!(field in values)) continue;
    const one = (value, place) => {
      if (Array.isArray(kind)) PUT.i8(view, place, kind.indexOf(value));
      else if (kind.fields) put(view, place, kind, value);
      else PUT[kind](view, place, value);
    };
    [values[field]].flat().forEach((value, n) => one(value, at + offset + n * size));
  }
}

/** Records one after the other, as bytes. */
function records(name, all) {
  const { size } = record(name);
  const view = new DataView(new ArrayBuffer(size * all.length));
  all.forEach((values, place) => put(view, place * size, record(name), values));
  return new Uint8Array(view.buffer);
}

/** The number just below a positive one. */
function below(number) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  view.setBigInt64(0, view.getBigInt64(0) - 1n);
  return view.getFloat64(0);
}

/** What a team does from which day on, as parameters. */
function phases({ changes, ...first }) {
  let now = first;
  const all = [[-Infinity, first], ...changes.map(([day, settings]) => [day, (now = { ...now, ...settings })])];
  return all.map(([day, conduct]) => ({ day, rules: team_parameters(conduct) }));
}

/** The document of `kernel.js` for one of a model's groups of teams; see settings.py for both. */
export function worldOf(model, group) {
  const { world, study, plan } = model;
  const [begin, end] = [-study.warm_up_days, study.horizon_days];
  const w = world_parameters(world);
  const segments = segment_parameters(world);
  const members = group.teams.map(([name, number]) => ({ number, phases: phases(model.strategies[name]) }));
  const teams = members.map((member) => member.phases[0].rules);
  const ever = members.flatMap((member) => member.phases.map((phase) => phase.rules));
  const least = (name, otherwise) => Math.max(otherwise, ...ever.map((team) => team[name]));
  const recruiters = teams.reduce((sum, team) => sum + team.recruiters, 0);
  const [people, boards] = [world.people, teams.length * segments.length];
  const tables = {};
  const spare = {};
  const pools = {};
  const hold = (name, rows, type) => (tables[name] = { rows, row: record(type).size, content: null, pool: false });
  const fill = (name, type, all) => Object.assign(hold(name, all.length, type), { content: records(type, all) });
  const pool = (name, type, free, used = 0, width = 1) => {
    const row = width * record(type).size;
    spare[name] = free;
    tables[name] = { rows: used + 2 * free, row, content: null, pool: true };
    pools[name] = { size: row / 4, free: NOBODY, room: used + free };
  };

  fill("world", "WORLD", [w]);
  fill("segments", "SEGMENT", segments);
  const at = { desk: 0, phase: 0 };
  const starts = teams.map((team, place) => {
    const start = { first_desk: at.desk, first_phase: at.phase, phases: members[place].phases.length };
    at.desk += team.recruiters;
    at.phase += start.phases;
    return start;
  });
  fill("desks", "DESK", teams.flatMap((team, place) =>
    Array.from({ length: team.recruiters }, (_, desk) => ({
      inbox: starts[place].first_desk + (team.shared_inbox ? 0 : desk),
      retry_at: Infinity, week: NOBODY, first_requisition: NOBODY, last_requisition: NOBODY, idle_about: NOBODY,
      team: place, reads: desk < team.number_of_readers, calls: desk >= team.recruiters - team.number_of_callers,
    }))));
  hold("inboxes", recruiters, "QUEUE");
  hold("queues", recruiters * MEMORY.queuesPerDesk, "QUEUE");
  fill("phases", "PHASE", members.flatMap((member) => member.phases));
  fill("teams", "TEAM", teams.map((team, place) =>
    Object.assign(Object.create(team), starts[place], { number: members[place].number, arrives_at: begin })));
  fill("plan", "PLANNED_REQUISITION", plan.map(([opens, by, segment]) => ({ opens, by, segment })));
  const managers = Math.max(...teams.map((team) => number_of_managers(w, team.recruiters)));
  hold("managers", teams.length * managers, "MANAGER");
  hold("people", people, "PERSON");
  hold("regards", people * teams.length, "REGARD");
  hold("members", people, "INT");
  hold("requisitions", 0, "REQUISITION");
  hold("boards", boards, "BOARD");
  hold("adverts", 0, "ADVERT");
  hold("looks", least("buffet_size", 0) + 1, "INT");
  hold("promises", least("targets_per_search", 0), "NUMBER");
  hold("profiles", least("targets_per_search", 0), "INT");
  const buckets = Math.max(powerOfTwo(people) / 2, FEWEST_BUCKETS);
  hold("buckets", buckets, "INT");
  const free = Math.min(MEMORY.spare, 1024 + 2 * people * teams.length) + 4 * recruiters;
  pool("openings", "OPENING", 64);
  pool("applications", "APPLICATION", free);
  pool("approaches", "APPROACH", free);
  pool("candidacies", "CANDIDACY", free);
  pool("early_exits", "EARLY_EXIT", free);
  pool("moments", "MOMENT", free, Math.floor(people / 2));
  pool("tasks", "MOMENT", recruiters + 2);
  pool("target_lists", "INT", 64, 0, least("targets_per_search", 0));
  pool("log", "EVENT", 0);
  pool("seeds", "SEED", 1, people);
  pool("notes", "NOTE_SHEET", free, people);
  const fewNotes = Math.floor(people / 4) + Math.min(free, FEW_NOTES);
  pools.notes.room = fewNotes;
  const hearers = poisson(1 - 2 ** -53, w.memory.hearers * Math.max(1, w.offence.fury_hearers));
  const listed = powerOfTwo(4 * least("profiles_per_search", hearers + 1));
  hold("listed", listed, "LONG");
  const waiting = powerOfTwo(free);
  hold("starting", waiting, "LONG");
  hold("resuming", waiting, "LONG");
  const weeks = study.warm_up_days / 7 + Math.ceil(study.horizon_days / 7);
  for (const name of MEMORY.counted) {
    const kinds = name.startsWith("cohort") ? 4 : MEMORY.codes;
    tables[name] = { rows: teams.length + 1, row: 8 * segments.length * kinds * weeks, content: null, pool: false };
  }
  const run = {
    ...pools,
    now: begin, begin, end, last: below(end), week: NOBODY, warm_up_weeks: study.warm_up_days / 7,
    planned: plan.length, most_managers: managers, listed_mask: listed - 1, fifo_mask: waiting - 1,
    bucket_mask: buckets - 1, number_of_people: people, number_of_teams: teams.length,
    number_of_segments: segments.length, codes: MEMORY.codes, weeks, buckets_per_day: 1, living: NOBODY,
    next_person: NOBODY, offset: MEMORY.offset, lasting: MEMORY.lasting, number_of_cohorts: 4,
    cohort_first: MEMORY.cohortFirst, cohort_past: MEMORY.cohortPast, advertised: teams.some((team) => team.advertises),
    time_allowed: [MEMORY.daysToFill, MEMORY.daysToFill, world.hiring.guarantee_days, MEMORY.daysToStay],
  };
  const offsets = (name) => Object.fromEntries(Object.entries(record(name).fields).map(([field, [offset]]) => [field, offset]));
  return {
    seed: study.seed, begin, end, planned: plan.length, segments: segments.length,
    teams: members.map(({ number }, place) => ({
      first: String(BigInt(number) << 32n), rate: w.requisition_rate * teams[place].recruiters,
    })),
    run: records("RUN", [run]), tables, spare, fewNotes, counted: MEMORY.counted, families: MEMORY.families,
    fields: { RUN: offsets("RUN"), POOL: offsets("POOL") }, firstRequisition: offsets("TEAM").first_requisition,
    turnOfMoment: offsets("MOMENT").turn, lastTurn: MEMORY.lastTurn, countsOfPerson: MEMORY.countsOfPerson,
  };
}
