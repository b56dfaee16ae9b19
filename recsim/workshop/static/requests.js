// When the server is asked: for a first picture while levers move, for more runs of it when they rest.
// The server answers with the runs that it has when patience ends, so that few come where many ask.

import * as api from "./api.js";

const FIRST = 100; // ms of patience with a first picture
const THEN = 1000; // ms of patience with the next one, which has more runs; doubled each time
const MOST = 8000;
const THROTTLE = 120; // ms between first pictures while a slider moves
const UNANSWERED = 250; // the same while the server has not answered the last one
const REST = 300; // ms without a move until more runs are asked for
const AGAIN = 3000; // ms until a lost connection is tried again

export class Requests {
  /**
   * `page` answers: state() -> what is set now; before() -> changes to compare with, or null;
   * working(text); show(answer, complete, changes); refused(problems); lost(busy, tryNow); and if
   * it never shows other strategies, teams() -> their keys.
   */
  constructor(page) {
    this.page = page;
    this.timers = {};
    this.sent = -Infinity; // when the last first picture was asked for
    this.open = 0; // first pictures under way
    this.moved = -Infinity; // when something moved
  }

  /** Something moved. */
  soon() {
    clearTimeout(this.timers.rest);
    clearTimeout(this.timers.again);
    this.moved = performance.now();
    this.#firstSoon();
  }

  /** Another scenario: what is under way is of no interest any more. */
  restart() {
    this.#clear();
    api.forget();
    return this.#ask(FIRST);
  }

  /** Ask for all runs now. */
  all() {
    this.#clear();
    return this.#ask(THEN);
  }

  #clear() {
    Object.values(this.timers).forEach(clearTimeout);
    this.timers = {};
  }

  #firstSoon() {
    clearTimeout(this.timers.first);
    const next = this.sent + (this.open ? UNANSWERED : THROTTLE);
    this.timers.first = setTimeout(() => this.#first(), Math.max(0, next - performance.now()));
  }

  async #first() {
    this.timers.first = 0;
    this.sent = performance.now();
    this.open += 1;
    try {
      await this.#ask(FIRST);
    } finally {
      this.open -= 1;
      if (this.timers.first) this.#firstSoon();
    }
  }

  /** More runs than the `shown` ones, when the levers rest. */
  #more(shown, patience) {
    clearTimeout(this.timers.rest);
    const longer = patience === FIRST ? THEN : Math.min(MOST, 2 * patience);
    const wait = Math.max(0, this.moved + REST - performance.now());
    this.timers.rest = setTimeout(() => this.#ask(longer, shown), wait);
  }

  async #ask(patience, shown = 0) {
    const state = this.page.state();
    const first = patience === FIRST;
    if (!shown) this.page.working("working…");
    try {
      const { request } = state;
      const only = this.page.teams?.();
      const teams = only ?? (first ? state.show : []);
      const before = first ? null : this.page.before();
      const question = { ...request, ...(before && { before }), teams, shown, patience_ms: patience };
      const answer = await api.simulate(question, state.runs);
      if (!answer || state !== this.page.state()) return;
      const whole = answer.done >= answer.wanted && Boolean(only || answer.all);
      const complete = answer.newest && whole && (!first || !this.page.before());
      this.page.show(answer, complete, request.changes);
      if (answer.newest && !complete) this.#more(answer.done, patience);
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
