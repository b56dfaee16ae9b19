// When to draw while runs come in.

const QUICK = 120; // ms between two drawings of different settings, while a lever moves
const REST = 400; // and of the same settings with more runs: the time belongs to the runs

/** Draws at once what is new or the last to come, and in between with rests. */
export class Pace {
  /** `draw` says whether it showed any runs; `isLast` whether no more are to come. */
  constructor(draw, isLast) {
    this.draw = draw;
    this.isLast = isLast;
    this.timer = 0;
    this.drawn = -Infinity; // when runs were shown last
    this.rest = 0;
  }

  /** Other settings are looked at. */
  anew() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.rest = QUICK;
    this.soon();
  }

  /** More runs have come in. */
  soon() {
    const isLast = this.isLast();
    if (this.timer && !isLast) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), isLast ? 0 : this.drawn + this.rest - performance.now());
  }

  now() {
    this.timer = 0;
    const hasRuns = this.draw();
    this.rest = hasRuns ? REST : QUICK;
    if (hasRuns) this.drawn = performance.now();
  }
}
