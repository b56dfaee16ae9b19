// The table of a revealed round, with ties.

import { element } from "/page/dom.js";
import { capWords, capital, titled, value } from "./measure.js";
import { difference, told } from "./words.js";

const CAP = { met: "met", missed: "above", "cannot tell": "cannot tell" };

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
    ["Place", (row) => row.rank?.text.replace("-", "–") ?? "none"],
    ...(named ? [["Name", (row) => row.name]] : []),
    ...(teams ? [["Team", (row) => row.team]] : []),
    [titled(maximise), (row) => whole(value(row.gain, maximise))],
    [titled(cap), (row) => whole(value(row.harm, cap))],
    [capital(capWords({ cap }).split(" ").slice(0, 3).join(" ")), (row) => CAP[row.cap] ?? row.cap],
    ["Frontier", (row) => row.standing],
    ...(memo ? [["Against the start", (row) => whole(difference(row.above_start, maximise))]] : []),
    ["Lost since practice", (row) => whole(difference(row.lost, maximise))],
  ];
  const shown = scores.rows.slice(0, most);
  const body = shown.map((row) =>
    element("tr", {}, ...columns.map(([, cell], at) => {
      const made = cell(row);
      return at === 0 ? element("th", { scope: "row" }, made) : element("td", {}, made);
    })));
  const table = element("table", {},
    element("caption", {}, `${scores.worlds} sealed worlds, the same for all; means with their intervals`),
    element("thead", {}, element("tr", {}, ...columns.map(([name]) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...body));
  const hidden = scores.rows.length - shown.length;
  return [
    element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Ranks" }, table),
    hidden ? element("p", { class: "soft" }, `and ${hidden} more`) : null,
    memo && scores.start.cap === "missed" ? element("p", { class: "soft" }, `The start itself misses the cap: ${value(scores.start.gain, maximise)} ${maximise.label}, ${value(scores.start.harm, cap)} ${cap.label}.`) : null,
    ...(memo ? [teamsTable(scores), memos(scores, memo, showing), ...scores.failures.map(({ name, text }) => element("p", { class: "problem" }, `${name}: ${text}`)), said(scores)] : []),
  ].filter(Boolean);
}

/** What everybody changed, and why; a memo can be put on the board. */
function memos({ rows }, memo, showing) {
  const items = rows.toSorted((one, other) => Boolean(other.memo) - Boolean(one.memo)).map((row, at) => {
    const what = `memo:${row.person}`;
    const changes = row.changes.map(({ label, value: to }) => `${label}: ${told(to)}`).join("; ") || "changed nothing";
    const name = row.name || `Entry ${at + 1}`;
    const text = showing === what ? "Take it off the board" : "Put it on the board";
    const whose = element("span", { class: "unseen" }, `: the memo of ${name}`);
    const button = element("button", { type: "button", class: "small", "data-keep": what }, text, whose);
    button.addEventListener("click", () => memo(row.person));
    return element("li", {},
      element("p", {}, element("b", {}, name), element("span", { class: "soft" }, ` ${changes}`)),
      ...(row.memo ? [element("blockquote", {}, row.memo), button] : []));
  });
  return element("details", { open: rows.some((row) => row.memo) }, element("summary", { "data-keep": "memos" }, "What they changed, and why"), element("ul", { class: "entries" }, ...items));
}

function teamsTable({ teams }) {
  if (!teams?.length) return null;
  const rows = teams.map(({ team, entries, met, on_frontier: on, best }) => {
    const cells = [entries, met, on, best?.text.replace("-", "–") ?? "none"];
    return element("tr", {}, element("th", { scope: "row" }, team), ...cells.map((text) => element("td", {}, String(text))));
  });
  const head = ["Team", "Entries", "Kept to the cap", "On the frontier", "Best place"];
  return element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Teams" },
    element("table", {}, element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))), element("tbody", {}, ...rows)));
}

function said({ sentences, reading }) {
  return element("div", {},
    element("ul", {}, ...sentences.map((text) => element("li", {}, text))),
    element("details", {}, element("summary", {}, "How to read the table"), ...reading.map((text) => element("p", {}, text))));
}
