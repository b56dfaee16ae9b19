// The board for the projector: big, without secrets; what it shows follows the phase or the trainer.

import { element, find, rem } from "/page/dom.js";
import { counted, t } from "/page/language.js";
import { everybody, toDo } from "./answers.js";
import { Clock } from "./clock.js";
import { Drawing } from "./drawing.js";
import { marketBoard, marketSide, showsOfMarket } from "./market/board.js";
import { goal as goalOfMarket } from "./market/goal.js";
import { goal } from "./measure.js";
import { Part } from "./part.js";
import { legend, plane } from "./plane.js";
import { standings } from "./standings.js";
import { played } from "./steps.js";
import { calibrationSaid, roundSaid } from "./told.js";
import { ALONE, OTHERS, onlyHere } from "./way.js";
import { phase, short } from "./words.js";

const goalOf = ({ kind }) => (kind === "market" ? goalOfMarket : goal);
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
    document.title = t("desk.page.board", view);
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
        return door ? way(code, address, qr) : [element("h2", {}, t("desk.board.full")), element("p", { class: "large" }, t("desk.board.full_what"))];
      case "question":
        return this.#question(what.question);
      case "memo":
        return [
          element("h2", {}, t("desk.board.memo")),
          element("blockquote", { class: "large" }, element("p", {}, board.memo.text), board.memo.name ? element("footer", {}, board.memo.name) : null),
        ];
      case "ranks":
        return [element("h2", {}, t("desk.board.ranks")), ...standings(scores, challenge, { most: MOST_ROWS })];
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
    const title = t(`desk.board.${sealed ? "sealed" : "practice"}`, challenge);
    return [element("h2", {}, title), plot, note];
  }

  #question(question) {
    if (question.phase !== "revealed" || (question.kind === "range" && !question.truth)) {
      const open = question.phase === "open";
      return [
        element("h2", { class: "asks" }, question.text),
        element("p", { class: "large" }, open ? toDo(question) : t("desk.board.result")),
        element("p", { class: "count" }, element("b", {}, t("desk.board.answered", question)), t("desk.board.have_answered")),
      ];
    }
    return [element("h2", { class: "asks" }, question.text), ...everybody(question, (draw) => this.#plot(draw))];
  }

  #side(slice) {
    const { what, challenge, count, entries, scoring, name, code, address, qr, door, seal, opened, calibration, board } = slice;
    const joined = element("p", { class: "count" }, element("b", {}, String(count)), counted("desk.board.here", count));
    const handed = element("p", { class: "count" }, element("b", {}, t("desk.board.handed", { entries, count })), t("desk.board.have_handed"));
    const sealing = element("p", { class: "soft" }, t(`desk.board.${opened ? "opened" : "seal"}`), element("code", {}, short(seal)));
    const late = door ? later(code, address, qr) : null;
    if (slice.kind === "questions" && what.kind !== "question") return [joined, what.kind === "join" ? null : late];
    if (slice.market && what.kind !== "question") {
      const seats = slice.teams.length;
      return [...marketSide({ ...slice, goal: goalOfMarket, seats }), sealing, what.kind === "join" ? null : late];
    }
    const rules = [element("h2", {}, t("desk.board.task")), element("p", {}, goalOf({ kind: slice.market && "market" })(challenge)), sealing];
    if (what.kind === "join") return [joined, ...rules];
    if (what.kind === "question") {
      return [calibration ? element("div", {}, element("h2", {}, t("desk.board.so_far")), element("p", {}, calibrationSaid(calibration))) : joined, late];
    }
    if (name === "revealed") {
      return [element("h2", {}, t("desk.board.said")), element("ul", {}, ...(board ? roundSaid(board, challenge.maximise) : []).filter((text) => !text.includes(seal)).map((text) => element("li", {}, text))), sealing];
    }
    if (name === "frozen") {
      const progress = scoring
        ? element("p", {}, element("progress", { max: Math.max(1, scoring.total), value: scoring.done, "aria-label": t("desk.steps.scoring") }), ` ${played(scoring, challenge.worlds)}`)
        : element("p", {}, t("desk.board.scored"));
      return [handed, element("h2", {}, t("desk.board.frozen")), element("p", {}, t("desk.board.frozen_what", challenge)), progress, sealing];
    }
    return [handed, ...rules, late];
  }
}

const later = (code, address, qr) =>
  element("div", { class: "late" },
    element("img", { src: qr, alt: "" }),
    element("p", {}, t(`desk.board.${onlyHere(address) ? "join_here" : "join"}`), element("b", {}, code), element("br"), element("span", { class: "soft" }, address.split("#")[0])));

const way = (code, address, qr) => [
  element("h2", {}, onlyHere(address) ? ALONE : t("desk.board.way")),
  onlyHere(address) ? element("p", { class: "large mark" }, OTHERS) : "",
  element("div", { class: onlyHere(address) ? "way alone" : "way" },
    element("img", { src: qr, alt: t("desk.desk.qr", { address }), class: "qr" }),
    element("div", {},
      element("p", {}, t(`desk.board.${onlyHere(address) ? "open_here" : "scan"}`)),
      element("p", { class: "address" }, address.split("#")[0]),
      element("p", {}, t("desk.board.type")),
      element("p", { class: "code" }, code))),
];
