// What the participant's page says: where the round stands, what to do now, what came out.

import { number, spanned, style } from "/page/words.js";
import { hour } from "./clock.js";
import { factor, goal } from "./measure.js";
import { phaseOfQuestions, taskOfQuestions } from "./questions_room.js";

/** A few letters of the seal: what people compare with the screen. */
export const short = (seal) => `${seal.slice(0, 6)} … ${seal.slice(-6)}`;

const PHASES = { ready: "not begun", open: "open", frozen: "frozen", revealed: "revealed" };

/** "Round 1 of 2: open"; the clock beside it says "open" as well. */
export function phase({ kind, round, rounds, phase: name, closed, ends_at: end }) {
  if (closed) return "Room closed";
  if (kind === "questions") return phaseOfQuestions;
  const clock = name === "open" && end;
  return `${kind === "market" ? "Quarter" : "Round"} ${round}${rounds > 1 ? ` of ${rounds}` : ""}${clock ? "" : `: ${PHASES[name]}`}`;
}

const handedIn = ({ submission }) =>
  submission
    ? `What you handed in at ${hour(submission.at)} counts.`
    : "You have not handed in anything in this round.";

const STEPS = ({ challenge, seal }) => [
  `Move the levers of “${challenge.strategy.label}”. The pictures show at once what comes of it in ${challenge.practice} practice worlds.`,
  "Press “Hand in”, as often as you like: your last one counts.",
  `At the end everybody’s last one is played in ${challenge.worlds} sealed worlds, the same for all, that nobody has seen, the trainer included (seal ${short(seal)}).`,
];

/** What to do now: {title, text, steps}. */
export function task(view) {
  const aim = goal(view.challenge);
  if (view.closed) return { title: "The room is closed", text: "Thank you for taking part. You can still look at everything here.", steps: [] };
  if (view.kind === "questions") return taskOfQuestions;
  switch (view.phase) {
    case "ready":
      return {
        title: view.round > 1 ? `Round ${view.round} begins soon` : "You are in. The round begins soon",
        text: `Nothing to do yet: this page goes on by itself. Your task will be: ${aim}`,
        steps: STEPS(view),
      };
    case "open":
      return { title: "Your task", text: aim, steps: view.submission ? [] : STEPS(view) };
    case "frozen":
      return {
        title: "The round is frozen",
        text: `Nothing can be handed in any more. ${handedIn(view)} All are being played in ${view.challenge.worlds} sealed worlds; please look at the screen.`,
        steps: [],
      };
    default:
      return { title: "The round is over", text: aim, steps: [] };
  }
}

/** The text beside the button: {text, mark}. `same`: the levers are as they were handed in. */
export function handed({ submission, phase: name, closed }, same) {
  if (!submission) return { text: name === "open" && !closed ? "Not handed in yet" : "", mark: name === "open" && !closed };
  if (name !== "open" || same) return { text: `Handed in at ${hour(submission.at)} ✓`, mark: false };
  return { text: `Changed since ${hour(submission.at)}: hand in again?`, mark: true };
}

/** A rank with its ties in words. */
export function place({ rank, cap, of }) {
  if (!rank) return cap === "missed" ? "You went above the cap: no place this time" : "No place this time";
  if (of === 1) return "The only one with a place";
  if (rank.best === rank.worst) return `Place ${rank.best} of ${of}`;
  if (rank.best === 1 && rank.worst === of) return `Too close to call: all ${of} share places 1 to ${of}`;
  return `Between place ${rank.best} and place ${rank.worst} of ${of}`;
}

/** "+3 (−1 to +7)" */
export const difference = (estimate, measure) => spanned(estimate, { ...style(measure), sign: true });

/** A number as somebody wrote it, in the unit that is shown. */
export const written = (value, measure) => String(Number((value * factor(measure)).toPrecision(6))).replace("-", "−");

/** A range for one's own result against what came out. */
export function guessed({ low, high, truth, held, unit }) {
  const measure = { unit };
  return `${written(low, measure)} to ${written(high, measure)}; ${number(truth * factor(measure))} came out: ${held ? "inside" : "outside"}`;
}

/** A lever's value as people read it. */
export function told(setting) {
  if (typeof setting === "number") return String(Number(setting.toPrecision(6)));
  return { true: "yes", false: "no" }[setting] ?? String(setting).replaceAll("_", " ");
}
