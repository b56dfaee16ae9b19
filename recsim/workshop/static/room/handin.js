// Handing in: what is about to be sent, a memo, ranges for one's own results.

import { element, find } from "/page/dom.js";
import { textOf } from "/page/settings.js";
import { KEPT, capWords, factor, kept, titled, value } from "./measure.js";
import { post, said } from "./server.js";
import { told } from "./words.js";

const SURE = 0.8;
const LONGEST_MEMO = 2000;

/**
 * Open the dialog. `settings` are the levers, `result` the played strategy's results or null;
 * `done()` is called when the server has taken it.
 */
export function handIn({ view, settings, result, done }) {
  const dialog = find("handing");
  const { challenge, submission } = view;
  const { maximise, cap } = challenge;
  const changes = { ...settings.changes };
  const rows = Object.entries(changes).map(([path, now]) => {
    const { label } = textOf(settings.levers.get(path));
    return element("li", {}, `${label}: ${told(settings.original(path) ?? "")} → `, element("b", {}, told(now)));
  });
  const results = result
    ? element(
        "p",
        {},
        "In the practice worlds: ",
        element("b", {}, `${value(result.gain, maximise)} ${maximise.label}`),
        ", ",
        element("b", {}, `${value(result.harm, cap)} ${cap.label}`),
        ` (${capWords(challenge)}): ${KEPT[kept(result.harm, challenge)]}.`,
      )
    : null;
  const memo = element("textarea", { id: "memo", rows: 3, maxLength: LONGEST_MEMO, "aria-describedby": "memo-hint", value: submission?.memo ?? "" });
  const isMarket = view.kind === "market";
  const wanted = [{ name: maximise.name, measure: maximise, id: "gain" }, ...(cap ? [{ name: cap.measure, measure: cap, id: "harm" }] : [])];
  const guesses = (isMarket ? [] : wanted).map((one) => ({ ...one, ...range(one, submission?.guess?.[one.name]) }));
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const cancel = element("button", { type: "button" }, "Not yet");
  const send = element("button", { type: "submit", class: "primary" }, "Hand in now");
  const form = element(
    "form",
    { noValidate: true, class: "handing" },
    element("h2", { id: "handing-title" }, `Hand in for ${isMarket ? `${view.team}, quarter` : "round"} ${view.round}`),
    rows.length ? element("p", {}, isMarket ? "Against the start:" : "You changed:") : element("p", {}, `${isMarket ? "All is as at the start" : "You have changed nothing"}: this hands in the start as it is.`),
    element("ul", {}, ...rows),
    results,
    element(
      "p",
      { class: "field" },
      element("label", { for: "memo" }, "Why these settings? (if you like)"),
      memo,
      element("span", { class: "soft", id: "memo-hint" }, "A sentence or two. The trainer may read it out at the end."),
    ),
    guesses.length ? element("fieldset", { class: "ranges" }, element("legend", {}, `In the sealed worlds, I am 80% sure that I shall have (if you like)`), ...guesses.map(({ node }) => node)) : null,
    problem,
    element("p", { class: "guess-line" }, send, cancel),
    element("p", { class: "soft" }, isMarket ? "Anybody in your team can hand in again until the quarter is played. Only the last one counts." : "You can change everything and hand in again until the round is frozen. Only your last one counts."),
  );
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const guess = {};
    for (const one of guesses) {
      const read = one.read();
      if (typeof read === "string") return tell(read, one.first);
      if (read) guess[one.name] = read;
    }
    send.disabled = true;
    try {
      await post("/api/room/submit", { changes, memo: memo.value, guess });
      dialog.close();
      await done();
    } catch (error) {
      tell(said(error));
    } finally {
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
    const value_ = before ? Number((before[end] * times).toPrecision(9)) : "";
    const name = `${titled(measure)}, ${label}`;
    return element("input", { type: "number", step: "any", min: 0, inputMode: "decimal", id: `${id}-${end}`, "aria-label": name, value: value_ });
  };
  const [low, high] = [field("low", "from"), field("high", "to")];
  const node = element("p", { class: "guess-line" }, element("span", { class: "range-of" }, titled(measure)), element("span", { class: "together" }, "from ", low, " to ", high));
  const read = () => {
    if (low.value === "" && high.value === "") return null;
    if (low.value === "" || high.value === "") return "Please fill in both ends of the range, or none.";
    const [least, most] = [Number(low.value), Number(high.value)];
    if (least > most) return "The range goes from the smaller to the larger number.";
    if (least < 0) return "The range cannot begin below 0.";
    return { low: least / times, high: most / times, confidence: SURE };
  };
  return { node, read, first: low };
}

