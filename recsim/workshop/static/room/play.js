// Playing: Explore's levers and pictures, with the free levers of one strategy and the start as ghost.

import * as api from "../api.js";
import { Charts } from "../charts.js";
import { element } from "../levers.js";
import { table } from "../numbers.js";
import { look, theme } from "../palette.js";
import { Panels } from "../panels.js";
import { Requests } from "../requests.js";
import { State } from "../state.js";
import { Drawing, ready } from "./drawing.js";
import { goalCards, resultOf } from "./goal.js";
import { legend, plane } from "./plane.js";
import { titled } from "./measure.js";
import { post } from "./server.js";

const find = (id) => document.getElementById(id);
const KEEP = 700; // ms without a move until the server keeps what is set
const MOST_RUNS = 100;

/** The scenario as this room plays it: one strategy, its free levers first. */
export function played(detail, { strategy, free }) {
  const open = new Set(free);
  const levers = (detail.levers.strategies[strategy] ?? []).map((lever) => ({ ...lever, first: open.has(lever.path) }));
  return {
    ...detail,
    strategies: detail.strategies.filter(({ key }) => key === strategy),
    levers: { ...detail.levers, strategies: { [strategy]: [...levers.filter((l) => l.first), ...levers.filter((l) => !l.first)] } },
  };
}

export class Play {
  /**
   * `on` are the page's answers: notice(text, more), settled(): things work again, moved(),
   * asks() -> whether a question hides the results.
   */
  constructor(on) {
    this.on = on;
    this.charts = new Charts(find("charts"), { leave: ["trade-off"] });
    this.plot = new Drawing(find("plot-plane"), { height: (width, font) => 21 * 1.16 * font });
    this.panels = new Panels({ move: (...moved) => this.#move(...moved), free: (path) => this.view.free.includes(path) });
    this.requests = new Requests({
      state: () => this.state,
      before: () => (this.state.isFresh ? null : {}),
      teams: () => [this.view.strategy],
      working: (text) => this.#working(text),
      show: (answer, complete, changes) => this.#show(answer, complete, changes),
      refused: (problems) => this.#refused(problems),
      lost: (busy, tryNow) => this.#lost(busy, tryNow),
    });
    find("undo").addEventListener("click", () => this.#change(() => this.state.undo()));
    find("reset").addEventListener("click", () => this.#change(() => this.state.reset()));
    find("numbers").addEventListener("toggle", () => this.draw());
    document.addEventListener("visibilitychange", () => document.hidden && this.#keep(true));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.state && this.#rebuild());
  }

  /** Begin with what the server has kept of this person: draft, or what was handed in. */
  async begin(view) {
    this.view = view;
    const detail = played(await api.scenario(view.scenario), view);
    this.state = new State(detail);
    this.state.restore(new URLSearchParams(view.draft ?? {}).toString());
    this.state.runs = Math.max(2, Math.min(MOST_RUNS, view.challenge.practice));
    [this.start, this.latest] = [null, null];
    this.#rebuild();
    await ready();
    if (!this.state.isFresh) await this.#first();
    await this.requests.restart();
  }

  /** A newer view of the room. */
  update(view) {
    this.view = view;
    this.draw();
  }

  /** Whether the levers are as they were handed in. */
  get isAsHandedIn() {
    const changes = this.view.submission?.changes ?? null;
    const own = this.state.request.changes;
    return changes !== null && Object.keys({ ...changes, ...own }).every((path) => changes[path] === own[path]);
  }

  get result() {
    return this.full && resultOf(this.full, this.view);
  }

  /** The ghost: the start in the same worlds, asked for once. */
  async #first() {
    try {
      const start = { scenario: this.state.detail.name, changes: {}, teams: [this.view.strategy] };
      const answer = await api.aside(start, this.state.runs);
      if (answer) this.start = this.#own(answer);
    } catch {
      // no ghost then; the answer that follows says what is wrong
    }
  }

  #own(answer) {
    return { ...answer, strategies: answer.strategies.filter(({ key }) => key === this.view.strategy) };
  }

  #looks() {
    return new Map([[this.view.strategy, { place: 0, ...look(0, theme().paper) }]]);
  }

  #rebuild() {
    this.panels.build(this.state, this.#looks());
    const fixed = this.state.detail.levers.strategies[this.view.strategy].filter(({ first }) => !first).length;
    const door = find("strategies").querySelector(".door > summary");
    if (door) door.textContent = `${fixed} settings that are the same for everybody`;
    this.#written();
    this.draw();
  }

  #written() {
    find("undo").disabled = !this.state.steps.length;
    find("reset").disabled = this.state.isFresh;
  }

  #move(path, value, last) {
    if (this.state.set(path, value, last) === "same") return;
    this.panels.refresh();
    this.#moved();
  }

  #change(what) {
    const spot = document.activeElement;
    const runs = this.state.runs;
    what();
    this.state.runs = runs;
    this.panels.refresh();
    this.#moved();
    if (spot?.disabled) find("levers").querySelector("input, select")?.focus();
  }

  #moved() {
    this.#written();
    this.requests.soon();
    this.unkept = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#keep(), KEEP);
    this.on.moved();
  }

  /** The server keeps what is set, so that it is there again after a loss of anything. */
  async #keep(leaving = false) {
    clearTimeout(this.timer);
    if (!this.unkept) return;
    this.unkept = false;
    try {
      await post("/api/room/draft", { changes: this.state.request.changes }, leaving);
    } catch (error) {
      if (error instanceof api.Lost) this.unkept = true; // with the next move, or when leaving
    }
  }

  #working(text) {
    find("progress").textContent = text;
    find("results").setAttribute("aria-busy", String(Boolean(text)));
  }

  #refused(problems) {
    this.#working("");
    this.on.notice(this.panels.problems(problems).map(({ text }) => text).join(" "), { passes: true });
  }

  #lost(busy, tryNow) {
    this.#working("");
    const again = element("button", { type: "button" }, "Try now");
    again.addEventListener("click", tryNow);
    const why = busy
      ? "Many people are asking at once. What you set is kept here; this page asks again in a moment."
      : "The connection to the workshop’s computer is lost. What you set is kept here; this page keeps trying.";
    this.on.notice(why, { button: busy ? null : again, passes: true });
  }

  #show(answer, complete, changes) {
    this.on.settled();
    this.latest = { ...this.#own(answer), changes };
    if (complete) this.full = this.latest;
    if (complete && this.state.isFresh) this.start = this.latest;
    this.#working(complete ? "" : `${answer.replications} of ${answer.wanted} runs so far`);
    this.draw();
    if (complete) find("announce").textContent = find("change").textContent;
  }

  draw() {
    const hidden = this.on.asks();
    find("veil").hidden = !hidden;
    find("picture").hidden = hidden || !this.latest;
    if (find("picture").hidden || !window.Plotly) return;
    const { state, view, latest } = this;
    const { challenge } = view;
    const before = state.isFresh ? null : this.start;
    const picture = {
      detail: state.detail, answer: latest, before, trail: [], show: state.show, seed: state.seed,
      file: `${challenge.strategy.key}-${view.code}`, complete: latest === this.full,
    };
    this.charts.draw(picture);
    if (find("numbers").open) table(find("table"), picture);
    const [own, start] = [resultOf(latest, view), resultOf(this.start, view)];
    if (own) goalCards(find("goal"), challenge, own, before && start);
    find("change").textContent = this.#said();
    this.#plane(own, start);
  }

  /** What the levers have changed since the start; other strategies are no affair of this room. */
  #said() {
    if (this.state.isFresh) return "This is the start, as the challenge has it. Move a lever, and the pictures and this sentence say what changes.";
    const changed = (this.latest.changed ?? []).find(({ strategy }) => strategy === this.view.strategy);
    return changed?.sentence ?? "";
  }

  /** Where the levers stand among what was handed in, in practice worlds. */
  #plane(own, start) {
    const { challenge, board } = this.view;
    const practice = board?.worlds === "practice" ? board : { worlds: "practice", points: [] };
    const shown = { ...practice, start };
    find("plane-title").textContent = `Where do you stand? (${titled(challenge.maximise)} against ${challenge.cap.label})`;
    this.plot.draw((view) => {
      const made = plane({ challenge, board: shown, own, ...view });
      find("plane-note").textContent = `${legend(made, { own: true })} All in the ${challenge.practice} practice worlds.`;
      return made;
    });
  }
}
