// The board for the projector: big, without secrets; what it shows follows the phase or the trainer.

import { element } from "/page/dom.js";
import { ASKS, everybody } from "./answers.js";
import { Clock } from "./clock.js";
import { rem } from "/page/dom.js";
import { Drawing } from "./drawing.js";
import { marketBoard, marketSide, showsOfMarket } from "./market/board.js";
import { goal as goalOfMarket } from "./market/goal.js";
import { goal } from "./measure.js";
import { Part } from "./part.js";
import { legend, plane } from "./plane.js";
import { standings } from "./standings.js";
import { played } from "./steps.js";
import { ALONE, OTHERS, onlyHere } from "./way.js";
import { phase, short } from "./words.js";

const goalOf = ({ kind }) => (kind === "market" ? goalOfMarket : goal);
const find = (id) => document.getElementById(id);
const MOST_ROWS = 14;

/** What is on the board: the trainer's choice, or what fits the phase. */
export function shows(view) {
  const { showing, phase: name, questions, scores, show_ranks: ranks, board } = view;
  const [kind, id] = showing.split(":");
  const question = questions.find((one) => String(one.id) === id && kind === "question");
  if (question) return { kind, question };
  if (view.kind === "market") return showsOfMarket(view);
  if (kind === "memo" && board?.memo) return { kind };
  if (kind === "ranks" && scores) return { kind };
  if (kind === "plane" && board) return { kind };
  if (kind === "join") return { kind };
  if (name === "ready") return { kind: "join" };
  if (name === "revealed" && ranks && scores) return { kind: "ranks" };
  return { kind: board ? "plane" : "join" };
}

export class Board {
  constructor(place) {
    this.place = place;
    this.clock = new Clock(element("span", { class: "clock", role: "timer" }));
    const [main, side] = [element("div", { class: "stage" }), element("div", { class: "side" })];
    this.main = new Part(main, (slice) => this.#main(slice));
    this.side = new Part(side, (slice) => this.#side(slice));
    this.state = element("p", { class: "phase" });
    this.boxes = [element("div", { class: "state" }, this.state, this.clock.place), element("div", { class: "halves" }, main, side)];
    addEventListener("resize", () => {
      this.main.shown = null;
      if (this.view) this.show(this.view);
    });
  }

  show(view) {
    this.view = view;
    if (!this.boxes[0].isConnected) this.place.replaceChildren(...this.boxes);
    document.title = `${view.title}: board – recsim workshop`;
    find("title").textContent = view.title;
    find("question").textContent = view.question || goalOf(view)(view.challenge);
    this.clock.set(view);
    const isMarket = view.kind === "market";
    const entries = isMarket ? view.entries : view.people.filter(({ submitted }) => submitted).length;
    this.state.textContent = phase(view);
    const what = shows(view);
    const { challenge, scoring, code, address, qr, door, seal, opened, calibration, people, phase: name, round } = view;
    document.body.dataset.shows = what.kind;
    const board = what.kind === "join" ? null : view.board;
    const scores = what.kind === "ranks" ? view.scores : null;
    const market = isMarket ? { market: view.market, teams: view.teams, handed_in: view.handed_in, phase: name } : {};
    this.main.show({ what, challenge, board, scores, code, address, qr, door, round, ...market });
    const counts = { count: people.length, entries, scoring };
    this.side.show({ kind: view.kind, what, challenge, ...counts, name, code, address, qr, door, seal, opened: Boolean(opened), calibration, board, ...market });
  }

  #main(slice) {
    const { what, challenge, board, scores, code, address, qr, door } = slice;
    if (slice.market && !["join", "question"].includes(what.kind)) {
      const place = this.main.place;
      const pad = 2.3 * rem();
      return marketBoard(slice, place.clientWidth - pad, innerHeight - place.getBoundingClientRect().top - scrollY - 2 * pad);
    }
    switch (what.kind) {
      case "join":
        return door ? way(code, address, qr) : [element("h2", {}, "The room is full"), element("p", { class: "large" }, "Everybody is in.")];
      case "question":
        return this.#question(what.question);
      case "memo":
        return [
          element("h2", {}, "The best memo"),
          element("blockquote", { class: "large" }, element("p", {}, board.memo.text), board.memo.name ? element("footer", {}, board.memo.name) : null),
        ];
      case "ranks":
        return [element("h2", {}, "Ranks, with ties"), ...standings(scores, challenge, { most: MOST_ROWS })];
      default:
        return this.#plane(challenge, board);
    }
  }

  #plot(figure) {
    const plot = element("div");
    const height = () => Math.max(260, innerHeight - plot.getBoundingClientRect().top - scrollY - 5 * rem());
    new Drawing(plot, { height, scale: 0.95 }).draw(figure);
    return plot;
  }

  #plane(challenge, board) {
    const note = element("p", { class: "note" });
    const sealed = board.worlds === "sealed";
    const plot = this.#plot((view) => {
      const made = plane({ challenge, board, ...view });
      note.textContent = legend(made, { own: false });
      return made;
    });
    const title = sealed ? `The same for all: ${challenge.worlds} sealed worlds` : "What has been handed in, in practice worlds, without names";
    return [element("h2", {}, title), plot, note];
  }

  #question(question) {
    if (question.phase !== "revealed" || (question.kind === "range" && !question.truth)) {
      const open = question.phase === "open";
      return [
        element("h2", { class: "asks" }, question.text),
        element("p", { class: "large" }, open ? ASKS[question.kind].board(question) : "No more answers. And the result is …"),
        element("p", { class: "count" }, element("b", {}, `${question.answers} of ${question.people}`), " have answered"),
      ];
    }
    return [element("h2", { class: "asks" }, question.text), ...everybody(question, (draw) => this.#plot(draw))];
  }

  #side(slice) {
    const { what, challenge, count, entries, scoring, name, code, address, qr, door, seal, opened, calibration, board } = slice;
    const joined = element("p", { class: "count" }, element("b", {}, String(count)), count === 1 ? " is here" : " are here");
    const handed = element("p", { class: "count" }, element("b", {}, `${entries} of ${count}`), " handed in");
    const sealing = element("p", { class: "soft" }, opened ? "The seal is open: " : "Sealed worlds: ", element("code", {}, short(seal)));
    const late = door ? later(code, address, qr) : null;
    if (slice.kind === "questions" && what.kind !== "question") return [joined, what.kind === "join" ? null : late];
    if (slice.market && what.kind !== "question") {
      const seats = slice.teams.length;
      return [...marketSide({ ...slice, goal: goalOfMarket, seats }), sealing, what.kind === "join" ? null : late];
    }
    const rules = [element("h2", {}, "The task"), element("p", {}, goalOf({ kind: slice.market && "market" })(challenge)), sealing];
    if (what.kind === "join") return [joined, ...rules];
    if (what.kind === "question") {
      return [calibration ? element("div", {}, element("h2", {}, "The room so far"), element("p", {}, calibration.sentence)) : joined, late];
    }
    if (name === "revealed") {
      return [element("h2", {}, "What can be said"), element("ul", {}, ...(board?.sentences ?? []).filter((text) => !text.includes(seal)).map((text) => element("li", {}, text))), sealing];
    }
    if (name === "frozen") {
      const progress = scoring
        ? element("p", {}, element("progress", { max: Math.max(1, scoring.total), value: scoring.done, "aria-label": "Scoring" }), ` ${played(scoring, challenge.worlds)}`)
        : element("p", {}, "All is scored.");
      return [handed, element("h2", {}, "Frozen"), element("p", {}, `Everybody’s last one is played in ${challenge.worlds} sealed worlds.`), progress, sealing];
    }
    return [handed, ...rules, late];
  }
}

const later = (code, address, qr) =>
  element("div", { class: "late" },
    element("img", { src: qr, alt: "" }),
    element("p", {}, onlyHere(address) ? "Join on this computer: " : "Join: ", element("b", {}, code), element("br"), element("span", { class: "soft" }, address.split("#")[0])));

const way = (code, address, qr) => [
  element("h2", {}, onlyHere(address) ? ALONE : "Join with your phone or laptop"),
  onlyHere(address) ? element("p", { class: "large mark" }, OTHERS) : "",
  element("div", { class: onlyHere(address) ? "way alone" : "way" },
    element("img", { src: qr, alt: `QR code that leads to ${address}`, class: "qr" }),
    element("div", {},
      element("p", {}, onlyHere(address) ? "On this computer, open" : "Scan, or open"),
      element("p", { class: "address" }, address.split("#")[0]),
      element("p", {}, "and type the code"),
      element("p", { class: "code" }, code))),
];
