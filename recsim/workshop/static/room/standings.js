// The table of a revealed round, with ties.

import { element } from "/page/dom.js";
import { SPOKEN, t } from "/page/language.js";
import { refused } from "../api.js";
import { capNumber, capital, labelled, titled, value } from "./measure.js";
import { readingSaid, roundSaid } from "./told.js";
import { difference, told } from "./words.js";

const { standings: SAID } = SPOKEN.desk;

/** "2–4", or that there is no rank. */
const placeOf = (rank) => (rank ? rank.text.replace("-", "–") : SAID.none);

/** An interval stays on one line; narrow columns break before it. */
const whole = (text) => text.replace(/\(.*\)/, (span) => span.replaceAll(" ", "\u00a0"));

/**
 * Nodes of the table.
 *
 * `memo(person)` puts a memo on the board, or takes it off; without it the table is for the board:
 * fewer columns, and at most `most` rows.
 */
export function standings(scores, challenge, { memo = null, showing = "", most = Infinity } = {}) {
  const { maximise, cap } = challenge;
  const named = scores.rows.some(({ name }) => name);
  const teams = scores.rows.some(({ team }) => team);
  const columns = [
    [SAID.place, (row) => placeOf(row.rank)],
    ...(named ? [[SAID.name, (row) => row.name]] : []),
    ...(teams ? [[SAID.team, (row) => row.team]] : []),
    [titled(maximise), (row) => whole(value(row.gain, maximise))],
    [titled(cap), (row) => whole(value(row.harm, cap))],
    [capital(capNumber({ cap })), (row) => SAID[row.cap] ?? row.cap],
    [SAID.frontier, (row) => SAID[row.standing] ?? row.standing],
    ...(memo ? [[SAID.against, (row) => whole(difference(row.above_start, maximise))]] : []),
    [SAID.lost, (row) => whole(difference(row.lost, maximise))],
  ];
  const shown = scores.rows.slice(0, most);
  const body = shown.map((row) =>
    element("tr", {}, ...columns.map(([, cell], at) => {
      const made = cell(row);
      return at === 0 ? element("th", { scope: "row" }, made) : element("td", {}, made);
    })));
  const table = element("table", {},
    element("caption", {}, t("desk.standings.caption", scores)),
    element("thead", {}, element("tr", {}, ...columns.map(([name]) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...body));
  const hidden = scores.rows.length - shown.length;
  return [
    element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": t("desk.desk.ranks") }, table),
    hidden ? element("p", { class: "soft" }, t("desk.standings.more", { count: hidden })) : null,
    memo && scores.start.cap === "missed" ? element("p", { class: "soft" }, t("desk.standings.start_misses", { gain: labelled(scores.start.gain, maximise), harm: labelled(scores.start.harm, cap) })) : null,
    ...(memo ? [teamsTable(scores), memos(scores, memo, showing), ...scores.failures.map((one) => element("p", { class: "problem" }, t("desk.standings.failed", { name: one.name, text: refused(one) }))), said(scores, maximise)] : []),
  ].filter(Boolean);
}

/** What everybody changed, and why; a memo can be put on the board. */
function memos({ rows }, memo, showing) {
  const items = rows.toSorted((one, other) => Number(Boolean(other.memo)) - Number(Boolean(one.memo))).map((row, at) => {
    const what = `memo:${row.person}`;
    const changes = row.changes.map(({ label, value: to }) => t("desk.standings.change", { label, value: told(to) })).join("; ") || SAID.nothing;
    const name = row.name || t("desk.standings.entry", { number: at + 1 });
    const text = showing === what ? SAID.off_board : SAID.on_board;
    const whose = element("span", { class: "unseen" }, t("desk.standings.memo_of", { name }));
    const button = element("button", { type: "button", class: "small", "data-keep": what }, text, whose);
    button.addEventListener("click", () => memo(row.person));
    return element("li", {},
      element("p", {}, element("b", {}, name), element("span", { class: "soft" }, ` ${changes}`)),
      ...(row.memo ? [element("blockquote", {}, row.memo), button] : []));
  });
  return element("details", { open: rows.some((row) => row.memo) }, element("summary", { "data-keep": "memos" }, SAID.memos), element("ul", { class: "entries" }, ...items));
}

function teamsTable({ teams }) {
  if (!teams?.length) return null;
  const rows = teams.map(({ team, entries, met, on_frontier: on, best }) => {
    const cells = [entries, met, on, placeOf(best)];
    return element("tr", {}, element("th", { scope: "row" }, team), ...cells.map((text) => element("td", {}, String(text))));
  });
  const head = [SAID.team, SAID.entries, SAID.kept, SAID.on_frontier, SAID.best];
  return element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": SAID.teams },
    element("table", {}, element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))), element("tbody", {}, ...rows)));
}

function said(scores, measure) {
  return element("div", {},
    element("ul", {}, ...roundSaid(scores, measure).map((text) => element("li", {}, text))),
    element("details", {}, element("summary", {}, SAID.read), ...readingSaid(scores, measure).map((text) => element("p", {}, text))));
}
