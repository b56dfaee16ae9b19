// When the server is asked: the first runs while levers move, all of them when they rest.

import * as api from "./api.js";

const FIRST_RUNS = 5;
const THROTTLE = 120; // ms between requests while a slider moves
const REST = 400; // ms without a move until all runs are asked for
const AGAIN = 3000; // ms until a lost connection is tried again

export class Requests {
  /**
   * `page` answers: state() -> what is set now; before() -> changes to compare with, or null;
   * working(text); show(answer, complete, changes); refused(problems); lost(busy, tryNow).
   */
  constructor(page) {
    this.page = page;
    this.timers = {};
    this.nextAllowed = 0;
    this.busy = false; // first runs are under way
    this.moved = false; // since they were sent
  }

  /** Something moved. */
  soon() {
    this.moved = true;
    clearTimeout(this.timers.rest);
    clearTimeout(this.timers.again);
    this.timers.rest = setTimeout(() => this.all(), REST);
    this.#firstSoon();
  }

  /** Another scenario: what is under way is of no interest any more. */
  async restart() {
    Object.values(this.timers).forEach(clearTimeout);
    this.timers = {};
    api.forget();
    await this.#first();
    this.all();
  }

  /** One request for first runs at a time, so its answer is never stale while a slider moves. */
  #firstSoon() {
    if (this.busy || this.timers.first || this.page.state().runs <= FIRST_RUNS) return;
    const wait = Math.max(0, this.nextAllowed - performance.now());
    this.timers.first = setTimeout(() => {
      this.timers.first = 0;
      this.#first();
    }, wait);
  }

  async #first() {
    if (this.page.state().runs <= FIRST_RUNS) return;
    this.busy = true;
    this.moved = false;
    this.nextAllowed = performance.now() + THROTTLE;
    try {
      await this.#ask(FIRST_RUNS);
    } finally {
      this.busy = false;
    }
    if (this.moved) this.#firstSoon();
  }

  /** Ask for all runs. */
  all() {
    clearTimeout(this.timers.first);
    clearTimeout(this.timers.rest);
    this.timers.first = 0;
    this.moved = false;
    return this.#ask(this.page.state().runs);
  }

  async #ask(replications) {
    const state = this.page.state();
    const complete = replications === state.runs;
    this.page.working(complete ? "working…" : `first ${replications}…`);
    try {
      const { request } = state;
      const before = complete ? this.page.before() : null;
      const answer = await api.simulate(before ? { ...request, before } : request, replications);
      if (answer && state === this.page.state()) this.page.show(answer, complete, request.changes);
    } catch (error) {
      if (state !== this.page.state()) return;
      if (error instanceof api.Refused) this.page.refused(error.problems);
      else if (error instanceof api.Lost) this.#lost(error.busy);
      else throw error;
    }
  }

  #lost(busy) {
    clearTimeout(this.timers.again);
    this.timers.again = setTimeout(() => this.all(), AGAIN);
    this.page.lost(busy, () => this.all());
  }
}
