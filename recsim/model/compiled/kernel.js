// Runs the kernel (kernel.wasm) in a browser or in Node; what memory.py and simulation.py do in Python.
// A world is a document of recsim/page/static/simulate.js; nothing here knows what a number means.

const [NONE, DONE, PAGE, LINE] = [-1n, 0n, 65536, 64];
const MASK = (1n << 64n) - 1n;

// streams.py: the n-th output of SplitMix64, and the key of a family.
function output(seed, n) {
  let z = (n * 0x9e3779b97f4a7c15n + 0x9e3779b97f4a7c15n + seed) & MASK;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

const familyKey = (seed, replication, family) =>
  output(output(output(BigInt(seed) & MASK, 0n), BigInt(replication)), BigInt(family));

/** What a text in base64 stands for; bytes stand for themselves. */
const bytesOf = (content) =>
  content instanceof Uint8Array ? content : Uint8Array.from(atob(content), (one) => one.charCodeAt(0));

/**
 * What kernel.wasm offers; addresses, keys and counts are whole numbers of 64 bits.
 *
 * @typedef {object} KernelExports
 * @property {WebAssembly.Memory} memory
 * @property {() => bigint | number} recsim_heap_base
 * @property {(run: bigint) => bigint} recsim_advance
 * @property {(run: bigint) => bigint} recsim_throw_away
 * @property {(key: bigint, first: bigint, rate: number, begin: number, end: number) => bigint} recsim_arrivals
 */

/** The kernel with a memory of its own: simulates one world after the other. */
export class Kernel {
  /** `module`: a WebAssembly.Module of kernel.wasm. */
  constructor(module) {
    this.kernel = /** @type {KernelExports} */ (/** @type {unknown} */ (new WebAssembly.Instance(module).exports));
    this.base = Number(this.kernel.recsim_heap_base());
    this.used = this.base;
  }

  /** One replication: {events, counts, sums, cohorts, cohort_sums}, each but the first as bytes. */
  simulate(world, replication) {
    this.world = world;
    this.top = this.base;
    this.layOut(replication);
    for (;;) {
      const status = this.kernel.recsim_advance(BigInt(this.run));
      if (status === DONE) break;
      if (status < 0n) throw new Error(`the kernel failed: ${status}`);
      this.grow();
    }
    const found = { events: Number(this.view.getBigInt64(this.at("events"), true)) };
    for (const name of world.counted) found[name] = this.bytes(name).slice();
    return found;
  }

  get view() {
    return new DataView(this.kernel.memory.buffer);
  }

  /** The address of a field of the run, or of one of its pools. */
  at(field, ofPool) {
    const { RUN, POOL } = this.world.fields;
    return this.run + RUN[field] + (ofPool ? POOL[ofPool] : 0);
  }

  bytes(name) {
    const { address, rows, row } = this.tables[name];
    return new Uint8Array(this.kernel.memory.buffer, address, rows * row);
  }

  /** The address of a new place of so many bytes; all are 0 if it is to be clear. */
  place(size, clear) {
    const start = Math.ceil(this.top / LINE) * LINE;
    this.top = start + size;
    const missing = this.top - this.kernel.memory.buffer.byteLength;
    if (missing > 0) this.kernel.memory.grow(Math.ceil(missing / PAGE));
    const end = Math.min(this.top, this.used);
    if (clear && end > start) new Uint8Array(this.kernel.memory.buffer).fill(0, start, end);
    this.used = Math.max(this.used, this.top);
    return start;
  }

  layOut(replication) {
    const { world } = this;
    const key = (family) => familyKey(world.seed, replication, world.families[family]);
    const requisitionsKey = key("REQUISITIONS");
    const requisitions = world.teams.map(({ first, rate }) => {
      const signed = BigInt.asIntN(64, requisitionsKey);
      const arrive = this.kernel.recsim_arrivals(signed, BigInt(first), rate, world.begin, world.end);
      return world.planned + Number(arrive);
    });
    const most = Math.max(0, ...requisitions);
    const all = requisitions.reduce((sum, number) => sum + number, 0);
    const rows = { requisitions: all, adverts: world.teams.length * world.segments * most };
    const first = bytesOf(world.run);
    this.run = this.place(first.length, false);
    this.tables = {};
    for (const [name, table] of Object.entries(world.tables)) {
      const one = (this.tables[name] = { ...table, rows: rows[name] ?? table.rows });
      one.address = this.place(one.rows * one.row, one.content === null && !one.pool);
    }
    new Uint8Array(this.kernel.memory.buffer).set(first, this.run);
    const { view } = this;
    for (const [name, table] of Object.entries(this.tables)) {
      if (table.content !== null) this.bytes(name).set(bytesOf(table.content));
      view.setBigUint64(this.at(name, table.pool ? "table" : null), BigInt(table.address), true);
    }
    const { address, row } = this.tables.teams;
    let before = 0;
    requisitions.forEach((number, team) => {
      view.setBigInt64(address + team * row + world.firstRequisition, BigInt(before), true);
      before += number;
    });
    view.setBigInt64(this.at("board_room"), BigInt(most), true);
    view.setBigUint64(this.at("people_key"), key("PEOPLE"), true);
    view.setBigUint64(this.at("requisitions_key"), requisitionsKey, true);
    view.setBigUint64(this.at("pairs_key"), key("PAIRS"), true);
  }

  /** Make room wherever there is too little, between two moments. */
  grow() {
    const { world } = this;
    const number = (...where) => this.view.getBigInt64(this.at(...where), true);
    this.view.setUint8(this.at("full"), 0);
    if (this.view.getUint8(this.at("counts_are_high")) && number("carries") === 0n) {
      const size = Number(number("number_of_people")) * world.countsOfPerson * 4;
      const address = this.place(size, true);
      this.view.setBigUint64(this.at("carries"), BigInt(address), true);
    }
    if (number("turn") > BigInt(world.lastTurn)) this.numberTurnsAnew();
    for (const name of Object.keys(world.spare)) {
      if (number(name, "used") <= number(name, "room")) continue;
      if (name === "notes") this.throwNotesAway(number);
      else this.enlarge(name);
    }
  }

  room(name) {
    return this.tables[name].rows - this.world.spare[name];
  }

  enlarge(name) {
    const table = this.tables[name];
    const used = Number(this.view.getBigInt64(this.at(name, "used"), true)) * table.row;
    const address = this.place(2 * table.rows * table.row, false);
    new Uint8Array(this.kernel.memory.buffer).copyWithin(address, table.address, table.address + used);
    Object.assign(table, { address, rows: 2 * table.rows });
    this.view.setBigUint64(this.at(name, "table"), BigInt(address), true);
    this.view.setBigInt64(this.at(name, "room"), BigInt(this.room(name)), true);
  }

  throwNotesAway(number) {
    const most = () => BigInt(this.room("notes"));
    if (number("notes", "free") !== NONE && number("notes", "used") <= most()) return;
    const left = this.kernel.recsim_throw_away(BigInt(this.run));
    const few = BigInt(this.world.fewNotes);
    const enough = (5n * left) / 4n > few ? (5n * left) / 4n : few;
    if (enough > most()) this.enlarge("notes");
    this.view.setBigInt64(this.at("notes", "room"), enough < most() ? enough : most(), true);
  }

  /** Number what is foreseen from 0 on, in the same order. */
  numberTurnsAnew() {
    const { view, world } = this;
    const places = ["moments", "tasks"].flatMap((name) => {
      const { address, row } = this.tables[name];
      const used = Number(view.getBigInt64(this.at(name, "used"), true));
      return Array.from({ length: used }, (_, place) => address + place * row + world.turnOfMoment);
    });
    places.sort((one, other) => view.getUint32(one, true) - view.getUint32(other, true));
    places.forEach((place, turn) => view.setUint32(place, turn, true));
    view.setBigInt64(this.at("turn"), BigInt(places.length), true);
  }
}
