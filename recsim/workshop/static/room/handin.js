// Handing in: what is about to be sent, a memo, ranges for one's own results.

import { element, find } from "/page/dom.js";
import { t } from "/page/language.js";
import { textOf } from "/page/settings.js";
import { KEPT, capWords, factor, kept, labelled, titled } from "./measure.js";
import { inLine, said } from "./server.js";
import { told } from "./words.js";

const SURE = 0.8;
const LONGEST_MEMO = 2000;
const SOON = 3000; // ms after which somebody who waits wants to know what for

/**
 * Open the dialog. `settings` are the levers, `result` the played strategy's results or null;
 * `done()` is called when the server has taken it. Who closes the dialog before gives up the place in line.
 */
export function handIn({ view, settings, result, done }) {
  const dialog = find("handing");
  const { challenge, submission } = view;
  const { maximise, cap } = challenge;
  const changes = { ...settings.changes };
  const rows = Object.entries(changes).map(([path, now]) => {
    const { label } = textOf(settings.levers.get(path));
    return element("li", {}, t("rooms.handing.change", { label, old: told(settings.original(path) ?? "") }), element("b", {}, told(now)));
  });
  const results = result && element("p", {}, t("rooms.handing.results", {
    gain: labelled(result.gain, maximise), harm: labelled(result.harm, cap), cap: capWords(challenge), verdict: KEPT[kept(result.harm, challenge)],
  }));
  const memo = element("textarea", { id: "memo", rows: 3, maxLength: LONGEST_MEMO, "aria-describedby": "memo-hint", value: submission?.memo ?? "" });
  const isMarket = view.kind === "market";
  const kind = isMarket ? "_team" : "";
  const wanted = [{ name: maximise.name, measure: maximise, id: "gain" }, ...(cap ? [{ name: cap.measure, measure: cap, id: "harm" }] : [])];
  const guesses = (isMarket ? [] : wanted).map((one) => ({ ...one, ...range(one, submission?.guess?.[one.name]) }));
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const waits = element("p", { class: "soft", role: "status" });
  const left = new AbortController();
  const cancel = element("button", { type: "button" }, t("rooms.handing.cancel"));
  const send = element("button", { type: "submit", class: "primary" }, t("rooms.handing.send"));
  const form = element(
    "form",
    { noValidate: true, class: "handing" },
    element("h2", { id: "handing-title" }, t(`rooms.handing.title${kind}`, view)),
    element("p", {}, t(`rooms.handing.${rows.length ? "changed" : "nothing"}${kind}`)),
    element("ul", {}, ...rows),
    results,
    element(
      "p",
      { class: "field" },
      element("label", { for: "memo" }, t("rooms.handing.memo")),
      memo,
      element("span", { class: "soft", id: "memo-hint" }, t("rooms.handing.memo_what")),
    ),
    guesses.length ? element("fieldset", { class: "ranges" }, element("legend", {}, t("rooms.handing.ranges")), ...guesses.map(({ node }) => node)) : null,
    problem,
    waits,
    element("p", { class: "guess-line" }, send, cancel),
    element("p", { class: "soft" }, t(`rooms.handing.again${kind}`)),
  );
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => left.abort(), { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const guess = {};
    for (const one of guesses) {
      const read = one.read();
      if (typeof read === "string") return tell(read, one.first);
      if (read) guess[one.name] = read;
    }
    send.disabled = true;
    problem.hidden = true;
    const soon = setTimeout(() => {
      waits.textContent = t("rooms.handing.in_line");
    }, SOON);
    try {
      await inLine("/api/room/submit", { changes, memo: memo.value, guess }, left.signal);
      dialog.close();
      await done();
    } catch (error) {
      tell(said(error));
    } finally {
      clearTimeout(soon);
      waits.textContent = "";
      send.disabled = false;
    }
    return undefined;
  });
  function tell(text, input) {
    problem.textContent = text;
    problem.hidden = false;
    input?.focus();
  }
  dialog.replaceChildren(form);
  dialog.showModal();
  send.focus();
}

/** Two fields for a range; `read()` gives the guess, null if left empty, or what is wrong. */
function range({ measure, id }, before) {
  const times = factor(measure);
  const field = (end, label) => {
    const value = before ? Number((before[end] * times).toPrecision(9)) : "";
    const name = t("rooms.handing.end", { measure: titled(measure), end: label });
    return element("input", { type: "number", step: "any", min: 0, inputMode: "decimal", id: `${id}-${end}`, "aria-label": name, value });
  };
  const [low, high] = [field("low", t("rooms.asked.from")), field("high", t("rooms.asked.to"))];
  const node = element("p", { class: "guess-line" }, element("span", { class: "range-of" }, titled(measure)), element("span", { class: "together" }, t("rooms.handing.from"), low, t("rooms.handing.to"), high));
  const read = () => {
    if (low.value === "" && high.value === "") return null;
    if (low.value === "" || high.value === "") return t("rooms.handing.one_end");
    const [least, most] = [Number(low.value), Number(high.value)];
    if (least > most) return t("rooms.handing.order");
    if (least < 0) return t("rooms.handing.below");
    return { low: least / times, high: most / times, confidence: SURE };
  };
  return { node, read, first: low };
}

