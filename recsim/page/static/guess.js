// Predict first: a guess and a range before the first result, and the guess against the result.

import { asIs } from "./digits.js";
import { element } from "./dom.js";
import { t } from "./language.js";
import { quoted } from "./tell.js";

const OFF = "recsim.ask";
const GUESSES = "recsim.guesses";

/** @param {"localStorage" | "sessionStorage"} store */
const read = (store, key, otherwise) => {
  try {
    return JSON.parse(window[store].getItem(key)) ?? otherwise;
  } catch {
    return otherwise; // a browser that keeps nothing
  }
};
/** @param {"localStorage" | "sessionStorage"} store */
const write = (store, key, value) => {
  try {
    window[store].setItem(key, JSON.stringify(value));
  } catch {
    // the setting lasts as long as the page
  }
};

/** Whether people are asked at all: a setting of this browser. */
export const asks = (otherwise) => read("localStorage", OFF, otherwise);
export const setAsks = (on) => write("localStorage", OFF, on);

const guesses = () => read("sessionStorage", GUESSES, {});
export const guessFor = (scenario) => guesses()[scenario] ?? null;
const keepGuess = (scenario, guess) => write("sessionStorage", GUESSES, { ...guesses(), [scenario]: guess });

/** The question about two strategies, by their names. Calls `done()` when the result may be seen. */
export function question(place, { scenario, days, names: [first, other] }, done) {
  /** @returns {[HTMLLabelElement, HTMLInputElement]} */
  const field = (id, label) => {
    const input = element("input", { type: "number", step: "any", id, required: true });
    return [element("label", { for: id }, label), input];
  };
  const [guessLabel, guess] = field("guess-value", t("guess.value"));
  const [lowLabel, low] = field("guess-low", t("guess.from"));
  const [highLabel, high] = field("guess-high", t("guess.to"));
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const skip = element("button", { type: "button", id: "guess-skip" }, t("guess.skip"));
  const form = element(
    "form",
    { class: "guess", noValidate: true, "aria-labelledby": "guess-question" },
    element("h3", { id: "guess-question" }, t("guess.question", { other: quoted(other), first: quoted(first) })),
    element("p", {}, t("guess.how", { days })),
    element("p", { class: "guess-line" }, guessLabel, guess),
    element("fieldset", { class: "guess-line" }, element("legend", {}, t("guess.sure")), lowLabel, low, highLabel, high),
    problem,
    element("p", { class: "guess-line" }, element("button", { type: "submit", class: "primary" }, t("guess.show")), skip),
    element("p", { class: "soft" }, t("guess.why")),
  );
  const finish = (made) => {
    keepGuess(scenario, made);
    place.replaceChildren();
    done();
  };
  skip.addEventListener("click", () => finish({ skipped: true }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [value, least, most] = [guess, low, high].map((input) => (input.value === "" ? NaN : Number(input.value)));
    const wrong = [value, least, most].some(Number.isNaN)
      ? t("guess.missing")
      : least > most
        ? t("guess.order")
        : value < least || value > most
          ? t("guess.outside")
          : "";
    problem.textContent = wrong;
    problem.hidden = !wrong;
    if (wrong) [guess, low, high].find((input) => input.value === "" || wrong)?.focus();
    else finish({ value, low: least, high: most });
  });
  place.replaceChildren(form);
}

/** The guess against the first full result: {estimate, low, high} and a sentence that says it. */
export function score(place, scenario, found, sentence) {
  const guess = guessFor(scenario);
  if (!guess || guess.skipped || guess.closed || !found) return place.replaceChildren();
  if (guess.found === undefined) {
    Object.assign(guess, { found, sentence });
    keepGuess(scenario, guess);
  }
  const inside = guess.found.estimate >= guess.low && guess.found.estimate <= guess.high;
  const text = element(
    "p",
    {},
    element("b", {}, t("guess.yours", { value: asIs(guess.value) })),
    ` ${t("guess.result", { low: asIs(guess.low), high: asIs(guess.high), sentence: guess.sentence })} `,
    element("b", {}, inside ? t("guess.hit") : t("guess.miss")),
    tally(),
  );
  const close = element("button", { type: "button" }, t("guess.close"), element("span", { class: "unseen" }, ` ${t("guess.close_what")}`));
  close.addEventListener("click", () => {
    keepGuess(scenario, { ...guess, closed: true });
    place.replaceChildren();
  });
  place.replaceChildren(element("div", { class: `guessed ${inside ? "hit" : "miss"}`, id: "guessed" }, text, ruler(guess, guess.found), close));
  return undefined;
}

/** How well calibrated the guesses in this browser have been so far. */
function tally() {
  const made = Object.values(guesses()).filter(({ found }) => found);
  if (made.length < 2) return "";
  const held = made.filter((g) => g.found.estimate >= g.low && g.found.estimate <= g.high).length;
  return ` ${t("guess.tally", { held, made: made.length })}`;
}

/** Both ranges on one line, to scale; the text says the same. */
function ruler(guess, found) {
  const values = [0, guess.low, guess.high, guess.value, found.estimate, found.low, found.high].filter(Number.isFinite);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const at = (value) => 3 + (94 * (value - least)) / (most - least || 1);
  const line = element("div", { class: "ruler", "aria-hidden": "true" });
  const put = (kind, from, to = from) => {
    const piece = element("span", { class: kind });
    piece.style.left = `${at(from)}%`;
    piece.style.width = to === from ? "" : `${at(to) - at(from)}%`;
    line.append(piece);
  };
  put("zero", 0);
  put("guess-range", guess.low, guess.high);
  put("guess-point", guess.value);
  if (found.low !== null) put("found-range", found.low, found.high);
  put("found-point", found.estimate);
  const legend = element("p", { class: "soft", "aria-hidden": "true" }, t("guess.legend"));
  return element("div", {}, line, legend);
}

