// What is said to teams that share a market: where it stands, what to do now.

import { hour } from "../clock.js";
import { goal } from "./goal.js";
import { told } from "../words.js";

const many = (count, one, more) => (count === 1 ? `one ${one}` : `${count} ${more}`);

/** "care 0.4, follow-ups 3", or that it is the start. */
export function settingsOf(changes, free) {
  const label = new Map(free.map((one) => [one.path, one.label]));
  const all = Object.entries(changes).filter(([path]) => label.has(path));
  return all.length ? all.map(([path, set]) => `${label.get(path).toLowerCase()} ${told(set)}`).join(", ") : "as at the start";
}

/** What counts of one's own team in this quarter. */
export function teamLine({ team, teammates, submission, settings, challenge, phase, closed }) {
  const who = `${team}${teammates > 1 ? `, ${teammates} people` : ""}: `;
  const set = settingsOf(settings, challenge.free);
  if (!submission && (phase !== "open" || closed)) return `${who}nothing was handed in for this quarter, so your team went on with ${set}.`;
  if (!submission) return `${who}nothing handed in for this quarter yet. Without it, your team goes on with what it has: ${set}.`;
  return `${who}${submission.mine ? "you" : submission.by} handed in at ${hour(submission.at)}: ${set}.`;
}

const STEPS = ({ challenge, seats }) => [
  `${seats} teams of ${many(challenge.recruiters, "recruiter", "recruiters")} share one market of ${(seats * challenge.people_per_team)} people. All begin alike.`,
  `Before each quarter of ${challenge.quarter_days} days, set your team’s levers and hand in; the last one of the team counts. Who hands in nothing goes on as before.`,
  `Then the quarter is simulated in ${challenge.worlds} sealed worlds, and you see what it did to your placements, to the people, and to the others.`,
];

/** What to do now: {title, text, steps}. */
export function task(view) {
  const { challenge, round, rounds, phase, closed, market } = view;
  const aim = goal(challenge);
  if (closed) return { title: "The room is closed", text: "Thank you for taking part. You can still look at everything here.", steps: [] };
  switch (phase) {
    case "ready":
      return round === 1
        ? { title: "You are in. The market opens soon", text: `Nothing to do yet: this page goes on by itself. ${aim}`, steps: STEPS(view) }
        : { title: `Quarter ${round} begins soon`, text: "Talk with your team about what the last quarter did, and what you set next.", steps: [] };
    case "open":
      return { title: `Set your team for quarter ${round} of ${rounds}`, text: aim, steps: round === 1 ? STEPS(view) : [] };
    case "frozen":
      return { title: `Quarter ${round} is being played`, text: `Nothing can be handed in any more. All teams are simulated in ${challenge.worlds} sealed worlds; please look at the screen.`, steps: [] };
    default:
      return market.over
        ? { title: "The market is over", text: "What would you have had to agree on? The numbers are below.", steps: [] }
        : { title: `Quarter ${round} is over`, text: "Below is what it did. The next quarter goes on from here.", steps: [] };
  }
}
