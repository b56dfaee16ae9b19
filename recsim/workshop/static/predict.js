// Predict first: a guess and a range before the first result, and the guess against the result.

import { element } from "./levers.js";
import { hasInterval, known, moreOrFewer, number } from "./words.js";

const OFF = "recsim.ask";
const GUESSES = "recsim.guesses";

const read = (store, key, otherwise) => {
  try {
    return JSON.parse(store.getItem(key)) ?? otherwise;
  } catch {
    return otherwise; // a browser that keeps nothing
  }
};
const write = (store, key, value) => {
  try {
    store.setItem(key, JSON.stringify(value));
  } catch {
    // the setting lasts as long as the page
  }
};

/** Whether people are asked at all: a setting of this browser. */
export const asks = () => read(localStorage, OFF, true);
export const setAsks = (on) => write(localStorage, OFF, on);

const all = () => read(sessionStorage, GUESSES, {});
export const guessFor = (scenario) => all()[scenario] ?? null;
const keep = (scenario, guess) => write(sessionStorage, GUESSES, { ...all(), [scenario]: guess });

/** Which two strategies the guess compares: as the server does, the others against the first. */
export function contest(detail, show) {
  const [first, ...others] = detail.strategies;
  const other = others.find(({ key }) => show.includes(key)) ?? others[0];
  return other ? { first, other } : null;
}

/** The question. Calls `done()` when the result may be seen. */
export function question(place, detail, { first, other }, done) {
  const field = (id, label) => {
    const input = element("input", { type: "number", step: "any", id, required: true });
    return [element("label", { for: id }, label), input];
  };
  const [guessLabel, guess] = field("guess-value", "My guess");
  const [lowLabel, low] = field("guess-low", "from");
  const [highLabel, high] = field("guess-high", "to");
  const name = (strategy) => strategy.label || strategy.key;
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const skip = element("button", { type: "button", id: "guess-skip" }, "Skip");
  const form = element(
    "form",
    { class: "guess", noValidate: true, "aria-labelledby": "guess-question" },
    element("h3", { id: "guess-question" }, `How many more (or fewer) placements will “${name(other)}” have than “${name(first)}”?`),
    element("p", {}, `In ${detail.study.horizon_days} days, mean over the runs. With a minus if you expect fewer: −10 is ten fewer.`),
    element("p", { class: "guess-line" }, guessLabel, guess),
    element("fieldset", { class: "guess-line" }, element("legend", {}, "I am 80% sure that it is"), lowLabel, low, highLabel, high),
    problem,
    element("p", { class: "guess-line" }, element("button", { type: "submit", class: "primary" }, "Show the result"), skip),
    element("p", { class: "soft" }, "Those who guess first learn more from the result. Only you see your guess. You can switch the question off under “More”."),
  );
  const finish = (made) => {
    keep(detail.name, made);
    place.replaceChildren();
    done();
  };
  skip.addEventListener("click", () => finish({ skipped: true }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [value, least, most] = [guess, low, high].map((input) => (input.value === "" ? NaN : Number(input.value)));
    const wrong = [value, least, most].some(Number.isNaN)
      ? "Please fill in all three numbers, or skip."
      : least > most
        ? "The range goes from the smaller to the larger number (−20 to −5, for example)."
        : value < least || value > most
          ? "Your guess should lie inside your range."
          : "";
    problem.textContent = wrong;
    problem.hidden = !wrong;
    if (wrong) [guess, low, high].find((input) => input.value === "" || wrong)?.focus();
    else finish({ value, low: least, high: most, first: first.key, other: other.key });
  });
  place.replaceChildren(form);
}

/** A number as somebody wrote it, with a true minus. */
const written = (value) => String(value).replace("-", "−");

/** The guess against the first full result. */
export function score(place, detail, answer) {
  const guess = guessFor(detail.name);
  if (!guess || guess.skipped) return place.replaceChildren();
  if (guess.found === undefined) {
    const found = answer.differences.find(
      (d) => d.measure === "placements" && d.strategy === guess.other && d.baseline === guess.first,
    );
    if (!found) return place.replaceChildren();
    guess.found = { mean: found.difference, low: found.low, high: found.high };
    keep(detail.name, guess);
  }
  const { found } = guess;
  if (!known(found)) return place.replaceChildren();
  const name = (key) => detail.strategies.find((s) => s.key === key)?.label || key;
  const inside = found.mean >= guess.low && found.mean <= guess.high;
  const verdict = inside ? "inside your range" : "outside your range";
  const interval = hasInterval(found) ? `; 95% interval ${number(found.low)} to ${number(found.high)}` : "";
  const text = element(
    "p",
    {},
    element("b", {}, `Your guess: ${written(guess.value)}`),
    ` (80% sure: ${written(guess.low)} to ${written(guess.high)}). `,
    element("b", {}, `First result: ${moreOrFewer(found.mean)}`),
    ` placements for “${name(guess.other)}” than for “${name(guess.first)}”${interval}: ${verdict}. `,
    tally(),
  );
  const close = element("button", { type: "button", class: "small" }, "Close", element("span", { class: "unseen" }, " my guess"));
  const box = element("div", { class: `guessed ${inside ? "hit" : "miss"}`, id: "guessed" }, text, ruler(guess, found), close);
  close.addEventListener("click", () => {
    keep(detail.name, { ...guess, closed: true });
    place.replaceChildren();
  });
  place.replaceChildren(...(guess.closed ? [] : [box]));
  return undefined;
}

/** How well calibrated the guesses in this browser have been so far. */
function tally() {
  const made = Object.values(all()).filter((guess) => guess.found && known(guess.found));
  if (made.length < 2) return "";
  const held = made.filter((g) => g.found.mean >= g.low && g.found.mean <= g.high).length;
  return `So far ${held} of your ${made.length} ranges held the result; somebody who is 80% sure and right about it gets 8 of 10.`;
}

/** Both ranges on one line, to scale; the text says the same. */
function ruler(guess, found) {
  const values = [0, guess.low, guess.high, guess.value, found.mean, found.low, found.high].filter(Number.isFinite);
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
  if (hasInterval(found)) put("found-range", found.low, found.high);
  put("found-point", found.mean);
  const legend = element("p", { class: "soft", "aria-hidden": "true" }, "grey: your guess; dark: the result; upright line: no difference");
  return element("div", {}, line, legend);
}

