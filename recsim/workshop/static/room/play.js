// Playing: the free levers of one strategy, its pictures on this device, and the start as a ghost.

import { element, find, rem } from "/page/dom.js";
import { outcomes } from "/page/draw.js";
import { FACTS, know, learn } from "/page/facts.js";
import { LANGUAGE, counted, t } from "/page/language.js";
import { Pace } from "/page/pace.js";
import { mark } from "/page/palette.js";
import { ends, overTime } from "/page/pictures.js";
import { Rows } from "/page/rows.js";
import { Settings } from "/page/settings.js";
import { capital, level, unknown } from "/page/tell.js";
import { changeOf, strategiesOf, viewOf } from "/page/view.js";
import * as api from "../api.js";
import { simulator } from "../simulator.js";
import { Drawing } from "./drawing.js";
import { goalCards } from "./goal.js";
import { legend, plane } from "./plane.js";
import { titled } from "./measure.js";
import { post } from "./server.js";

const KEEP = 700; // ms without a move until the server keeps what is set
const MOST_RUNS = 100;
const START = { changes: {}, variant: "" };

/** The scenario as this room plays it: one strategy, its free levers first. */
export function played(detail, { strategy, free, labels }) {
  const open = new Set(free);
  const groups = detail.model.groups.filter(({ measured }) => measured.includes(strategy));
  const strategies = detail.strategies.filter(({ key }) => key === strategy);
  return {
    ...detail,
    languages: { [LANGUAGE]: { strategies: strategies.map(({ label }) => labels[LANGUAGE]?.[label]) } },
    variants: [],
    model: { ...detail.model, groups },
    strategies,
    levers: detail.levers.map((row) => ({ ...row, first: open.has(row.path.replace("*", strategy)) })),
    study: { ...detail.study, about: null },
  };
}

/** All levers on the page, those that are free first; `moved()` is told of every move, `called` is a name for the strategy. */
export function leversOf(settings, free, moved, called = "") {
  const [strategy] = strategiesOf(settings).map((one) => (called ? { ...one, name: called } : one));
  const rows = new Rows({ settings, strategies: [strategy], moved, isFree: (path) => free.includes(path) });
  const name = element("p", { class: "key", style: `--own: ${strategy.look.letters}` }, mark(0), strategy.name);
  const fixed = rows.ofStrategies(false);
  const door = element("details", {}, element("summary", {}, counted("rooms.play.fixed", fixed.length)), element("div", {}, ...fixed));
  find("strategies").replaceChildren(name, ...rows.ofStrategies(true), door);
  find("world-groups").replaceChildren(...rows.ofTheWorld());
  rows.refresh();
  return rows;
}

/** @type {() => HTMLElement} */
export const firstLever = () => find("levers").querySelector("input:enabled, select:enabled");

const estimateOf = (found) => found && { mean: found.estimate, low: found.low, high: found.high };

export class Play {
  /**
   * `on` are the page's answers: notice(text, more), settled(): things work again, moved(),
   * asks() -> whether a question hides the results.
   */
  constructor(on) {
    this.on = on;
    this.pool = null;
    this.pace = new Pace(() => this.draw(), () => this.pool.isDone);
    this.plot = new Drawing(find("plot-plane"), { height: (width, font) => 21 * 1.16 * font });
    find("undo").addEventListener("click", () => this.#change(() => this.settings.undo()));
    find("reset").addEventListener("click", () => this.#change(() => this.settings.reset()));
    find("numbers").addEventListener("toggle", () => this.draw());
    addEventListener("resize", () => this.settings && this.pace.soon());
    document.addEventListener("visibilitychange", () => document.hidden && this.#keep(true));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.settings && (this.#build(), this.draw()));
  }

  /** Begin with what the server has kept of this person: draft, or what was handed in. */
  async begin(view) {
    const detail = await api.scenario(view.scenario);
    this.pool ??= await simulator((trouble) => (trouble ? this.on.notice(trouble) : this.pace.soon()));
    learn(detail.texts);
    know(detail.facts);
    this.view = view;
    this.settings = new Settings(played(detail, view));
    this.settings.restore(new URLSearchParams(view.draft ?? {}).toString());
    this.runs = Math.max(2, Math.min(MOST_RUNS, view.challenge.practice));
    this.#build();
    this.#simulate();
  }

  /** A newer view of the room. */
  update(view) {
    this.view = view;
    this.draw();
  }

  /** Whether the levers are as they were handed in. */
  get isAsHandedIn() {
    const changes = this.view.submission?.changes ?? null;
    const own = this.settings.changes;
    return changes !== null && Object.keys({ ...changes, ...own }).every((path) => changes[path] === own[path]);
  }

  /** What the levers came to in all practice worlds, as {gain, harm}; null while that is not known. */
  get result() {
    return this.looked?.done === this.runs ? this.#resultOf(this.looked.interval) : null;
  }

  #resultOf(interval) {
    const { strategy, challenge } = this.view;
    return { gain: estimateOf(interval(strategy, challenge.maximise.name)), harm: estimateOf(interval(strategy, challenge.cap.measure)) };
  }

  #build() {
    this.rows = leversOf(this.settings, this.view.free, () => this.#moved());
  }

  #change(what) {
    const spot = document.activeElement;
    what();
    this.rows.refresh();
    this.#moved();
    if (spot?.matches(":disabled")) firstLever()?.focus();
  }

  #moved() {
    this.#simulate();
    this.unkept = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#keep(), KEEP);
    this.on.moved();
  }

  #simulate() {
    const { settings } = this;
    find("undo").disabled = !settings.undone.length;
    find("reset").disabled = settings.isFresh;
    find("results").setAttribute("aria-busy", "true");
    this.pool.want([settings.model, ...(settings.isFresh ? [] : [settings.modelOf(START)])], this.runs);
    this.pace.anew();
  }

  /** The server keeps what is set, so that it is there again after a loss of anything. */
  async #keep(leaving = false) {
    clearTimeout(this.timer);
    if (!this.unkept) return;
    this.unkept = false;
    try {
      await post("/api/room/draft", { changes: this.settings.changes }, { keepalive: leaving });
    } catch (error) {
      if (error instanceof api.Lost) this.unkept = true; // with the next move, or when leaving
    }
  }

  draw() {
    const { settings, view, runs, pool } = this;
    const isHidden = this.on.asks();
    const before = settings.isFresh ? null : settings.modelOf(START);
    const looked = viewOf(pool, settings, settings.model, before, runs);
    this.looked = looked;
    const isDone = looked.done === runs && (settings.isFresh || Boolean(looked.old));
    find("progress").textContent = isDone ? "" : t("rooms.play.progress", { done: looked.done, runs });
    find("veil").hidden = !isHidden;
    find("picture").hidden = isHidden || !looked.done;
    if (!find("picture").hidden) this.#show(looked, view.challenge);
    const wasBusy = find("results").getAttribute("aria-busy") !== "false";
    find("results").setAttribute("aria-busy", String(!isDone));
    if (isDone && wasBusy) find("announce").textContent = find("change").textContent;
    return looked.done > 0;
  }

  #show(looked, challenge) {
    const { strategy } = this.view;
    const own = this.#resultOf(looked.interval);
    const start = looked.old ? this.#resultOf((key, name) => looked.oldInterval(key, name)) : null;
    goalCards(find("goal"), challenge, own, start);
    find("change").textContent = this.settings.isFresh
      ? t("rooms.play.start")
      : looked.hasChanged(strategy) && looked.done > 1 ? changeOf(looked, strategy).map(({ text }) => text).join(" ") : "";
    const wide = Math.round(find("pictures").clientWidth - 1.4 * rem() - 2);
    const goals = [challenge.maximise.name, challenge.cap.measure].map((name) => () => outcomes(looked, name, wide));
    find("pictures").replaceChildren(...[...goals, () => overTime(looked, wide), () => ends(looked, wide)].map((picture) => picture()).filter(Boolean));
    if (find("numbers").open) this.#table(looked, strategy);
    this.#plane(own, this.settings.isFresh ? own : start);
  }

  #table({ interval, study }, strategy) {
    const lines = study.shown.map((name) => element("tr", {}, element("th", { scope: "row" }, capital(FACTS[name].label)),
      element("td", {}, interval(strategy, name) ? level(FACTS[name], interval(strategy, name)) : unknown(FACTS[name]))));
    find("table").replaceChildren(element("table", {}, element("tbody", {}, ...lines)));
  }

  /** Where the levers stand among what was handed in, in practice worlds. */
  #plane(own, start) {
    const { challenge, board } = this.view;
    const practice = board?.worlds === "practice" ? board : { worlds: "practice", points: [] };
    const shown = { ...practice, start };
    find("plane-title").textContent = t("rooms.play.plane", { gain: titled(challenge.maximise), harm: challenge.cap.label });
    this.plot.draw((view) => {
      const made = plane({ challenge, board: shown, own, ...view });
      find("plane-note").textContent = `${legend(made, { own: true })} ${t("rooms.play.practice", challenge)}`;
      return made;
    });
  }
}
