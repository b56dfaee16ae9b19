// A team in a market that all share: its levers, and what the quarters that were played did.

import { element, find, rem } from "/page/dom.js";
import { know, learn } from "/page/facts.js";
import { t } from "/page/language.js";
import { Settings } from "/page/settings.js";
import * as api from "../../api.js";
import { firstLever, leversOf, played } from "../play.js";
import { post } from "../server.js";
import { results } from "./results.js";
import { teamLine } from "./words.js";

const KEEP = 700; // ms without a move until the server keeps what is set

export class TeamPlay {
  /** `on` are the page's answers: notice(text, more), settled(), moved(), asks() -> whether a question hides the results. */
  constructor(on) {
    this.on = on;
    find("undo").addEventListener("click", () => this.#change(() => this.settings.undo()));
    find("reset").addEventListener("click", () => this.#change(() => this.settings.reset()));
    addEventListener("resize", () => this.view && this.tell(this.view, true));
    document.addEventListener("visibilitychange", () => document.hidden && this.#keep(true));
    for (const id of ["picture", "progress"]) find(id).hidden = true; // nothing is simulated here
  }

  /** Nothing is known of levers before the quarter is played. */
  get result() {
    return null;
  }

  /** Begin a quarter with what the person had on the levers, or else with what the team has. */
  async begin(view) {
    const detail = await api.scenario(view.scenario);
    learn(detail.texts);
    know(detail.facts);
    this.view = view;
    this.settings = new Settings(played(detail, view));
    const own = Object.keys(view.draft ?? {}).length ? view.draft : view.settings;
    this.settings.restore(new URLSearchParams(own).toString());
    this.rows = leversOf(this.settings, view.free, () => this.#moved(), view.team);
    this.#refresh();
    this.update(view);
  }

  /** A newer view of the room. */
  update(view) {
    this.view = view;
    const line = find("team-line");
    line.hidden = false;
    line.replaceChildren(teamLine(view), ...(this.#isTeams() ? [] : [" ", this.#take()]));
  }

  /** What the last quarter did; `anew`: the page has another width. */
  tell(view, anew = false) {
    const isHidden = this.on.asks();
    find("veil").hidden = !isHidden;
    find("market").hidden = isHidden;
    const state = JSON.stringify([view.market, view.round, view.phase === "revealed"]);
    if (!view.market.latest || isHidden || (state === this.shown && !anew)) return;
    this.shown = state;
    find("results").setAttribute("aria-busy", "false");
    find("results").hidden = false; // pictures are as wide as their place
    find("market").replaceChildren(...results(view, Math.round(find("results").clientWidth), rem()));
    find("results-title").textContent = view.market.over ? t("market.results.over") : t("market.results.after", view.market.latest);
  }

  /** Whether the levers are as the team handed them in in this quarter. */
  get isAsHandedIn() {
    return Boolean(this.view.submission) && this.#isTeams();
  }

  /** Whether the levers are what counts of the team. */
  #isTeams() {
    const [own, team] = [this.settings.changes, this.view.settings];
    return Object.keys({ ...own, ...team }).every((path) => this.#value(team, path) === this.settings.value(path));
  }

  #value(changes, path) {
    return path in changes ? changes[path] : this.settings.original(path);
  }

  #take() {
    const button = element("button", { type: "button", class: "small", id: "take" }, t("market.team.take"));
    button.addEventListener("click", () => this.#change(() => this.settings.goTo({ changes: { ...this.view.settings }, variant: "", seed: this.settings.seed })));
    return button;
  }

  #change(what) {
    const spot = document.activeElement;
    what();
    this.rows.refresh();
    this.#moved();
    if (!spot?.isConnected || spot.matches(":disabled")) firstLever()?.focus();
  }

  #moved() {
    this.#refresh();
    this.update(this.view);
    this.unkept = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#keep(), KEEP);
    this.on.moved();
  }

  #refresh() {
    find("undo").disabled = !this.settings.undone.length;
    find("reset").disabled = this.settings.isFresh;
  }

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
}
