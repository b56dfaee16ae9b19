// A room's desk: the one next step, who is here, questions, what is on the board.

import { element, find } from "/page/dom.js";
import { t } from "/page/language.js";
import { questionsOf } from "./ask.js";
import { Clock } from "./clock.js";
import { Drawing } from "./drawing.js";
import { marketDesk } from "./market/desk.js";
import { goal as goalOfMarket } from "./market/goal.js";
import { goal } from "./measure.js";
import { Part } from "./part.js";
import { people } from "./people.js";
import { legend, plane } from "./plane.js";
import { sealTitle, sealed } from "./seal.js";
import { settings } from "./settings.js";
import { standings } from "./standings.js";
import { steps } from "./steps.js";
import { ALONE, OTHERS, onlyHere } from "./way.js";
import { phase } from "./words.js";


const section = (id, title, ...children) =>
  element("section", { class: "told", id, "aria-labelledby": `${id}-title` }, element("h2", { id: `${id}-title` }, title), ...children);

export class Desk {
  /** `tell(command, more)` tells the server what to do and says whether it was done. */
  constructor(place, choices, tell) {
    this.place = place;
    this.tell = tell;
    this.choices = choices;
  }

  #build() {
    const boxes = Object.fromEntries(["next", "join", "here", "asking", "scores", "seal", "set", "market"].map((name) => [name, element("div")]));
    this.clock = new Clock(element("span", { class: "clock", role: "timer" }), (text) => {
      find("announce").textContent = text;
    });
    this.phase = element("p", { class: "phase" });
    this.plot = element("div");
    this.plotNote = element("p", { class: "note" });
    this.drawing = new Drawing(this.plot);
    this.asksFirst = true;
    this.plane = section("plane", t("desk.desk.handed"), this.plot, this.plotNote);
    this.ranks = section("ranks", t("desk.desk.ranks"), boxes.scores);
    this.market = section("market", t("desk.desk.market"), boxes.market);
    this.sealBox = element("details", { class: "told" }, element("summary", {}), boxes.seal);
    this.asking = section("asking", t("desk.desk.asking"), boxes.asking);
    this.place.replaceChildren(
      element("div", { class: "desk" },
        element("div", { class: "doing" },
          element("section", { class: "told next", "aria-label": t("desk.desk.next") }, element("p", { class: "phase" }, this.phase, this.clock.place), boxes.next),
          this.asking, this.market, this.plane, this.ranks),
        element("div", { class: "beside" },
          section("join", t("desk.desk.way"), boxes.join),
          section("here", t("desk.desk.here"), boxes.here),
          section("set", t("desk.desk.room"), boxes.set),
          this.sealBox)),
    );
    this.questions = questionsOf(boxes.asking, this.choices, this.tell);
    this.parts = {
      next: new Part(boxes.next, (view) => steps(view, this.tell)),
      join: new Part(boxes.join, (view) => this.#way(view)),
      here: people(boxes.here, this.tell),
      set: new Part(boxes.set, (view) => settings(view, this.tell)),
      scores: new Part(boxes.scores, ({ scores, challenge, showing }) =>
        standings(scores, challenge, { memo: (person) => this.tell("show", { what: showing === `memo:${person}` ? "" : `memo:${person}` }), showing })),
    };
    this.sealPlace = boxes.seal;
    this.parts.market = new Part(boxes.market, ({ view }) => marketDesk(view, boxes.market.clientWidth));
    addEventListener("resize", () => this.view?.kind === "market" && ((this.parts.market.shown = null), this.show(this.view)));
  }

  show(view) {
    if (!this.parts) this.#build();
    this.view = view;
    const isMarket = view.kind === "market";
    this.sealBox.hidden = view.kind === "questions";
    document.title = t("desk.page.desk", view);
    find("title").textContent = view.title;
    find("question").textContent = view.question || (isMarket ? goalOfMarket : goal)(view.challenge);
    this.phase.textContent = phase(view);
    this.clock.set(view);
    const { people: all, scoring, can, minutes, phase: name, closed, problem, rounds, round, code, ends_at: end, questions } = view;
    const asked = questions.find((one) => one.phase !== "revealed")?.phase ?? "";
    const entries = isMarket ? view.entries : all.filter((person) => person.submitted).length;
    const counts = { here: all.length, entries, worlds: view.challenge.worlds };
    const teams = { seats: view.teams.length, taken: new Set(all.map(({ team }) => team)).size };
    this.parts.next.show({ kind: view.kind, ...teams, name, closed, scoring, can, minutes, problem, round, rounds, code, clock: Boolean(end), ...counts, asked });
    this.parts.join.show({ address: view.address, qr: view.qr, code, door: view.door, can });
    this.parts.here.show({ people: all, teams: view.teams, can });
    this.market.hidden = !isMarket || name === "ready" && round === 1;
    if (!this.market.hidden) this.parts.market.show({ view: { market: view.market, challenge: view.challenge, phase: name, teams: view.teams, handed_in: view.handed_in } });
    this.parts.set.show({ kind: view.kind, names: view.names, show_ranks: view.show_ranks, showing: view.showing, can, code, name, closed, entries });
    this.questions.show(view);
    this.#order(name);
    this.#plane(view);
    this.ranks.hidden = !view.scores;
    if (view.scores) this.parts.scores.show({ scores: view.scores, challenge: view.challenge, showing: view.showing });
    this.sealBox.querySelector("summary").textContent = sealTitle(view);
    sealed(this.sealPlace, view);
  }

  /** Questions come first before the round, and last as soon as there is something to look at. */
  #order(name) {
    const first = name === "ready";
    if (first === this.asksFirst) return;
    this.asksFirst = first;
    if (first) this.market.before(this.asking);
    else this.ranks.after(this.asking);
  }

  #way({ address, qr, code, door, can }) {
    const image = element("img", { src: qr, alt: t("desk.desk.qr", { address }), class: "qr" });
    const toggle = can.includes("door")
      ? element("button", { type: "button", "data-keep": "door" }, t(`desk.desk.${door ? "shut" : "let_in"}`))
      : null;
    toggle?.addEventListener("click", () => this.tell("door", { open: !door }));
    const alone = onlyHere(address);
    const open = t(`desk.desk.${alone ? "alone" : "open"}`);
    image.classList.toggle("small", alone);
    return [
      alone ? element("p", { class: "mark" }, element("b", {}, ALONE), ` ${OTHERS}`) : null,
      image,
      element("p", {}, t("desk.desk.code"), element("b", { class: "code" }, code)),
      element("p", {}, element("a", { href: address }, address)),
      element("p", { class: "soft" }, door ? open : t("desk.desk.closed")),
      toggle && element("p", {}, toggle),
    ].filter(Boolean);
  }

  #plane({ board, challenge, phase: name }) {
    this.plane.hidden = !board || (!board.points.length && !board.start);
    if (this.plane.hidden) return;
    this.plane.querySelector("h2").textContent = t(`desk.desk.${board.worlds === "sealed" ? "sealed" : "practice"}`);
    const drawn = JSON.stringify([board, challenge]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.drawing.draw((size) => {
      const made = plane({ challenge, board, ...size });
      const secret = name === "revealed" ? "" : ` ${t("desk.desk.secret")}`;
      this.plotNote.textContent = `${legend(made, { own: false })}${secret}`;
      return made;
    });
  }
}
