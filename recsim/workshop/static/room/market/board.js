// What the board shows of a market that teams share: large, and without what is not to be seen.

import { element, rem } from "/page/dom.js";
import { counted, t } from "/page/language.js";
import { coursesOf, handedIn } from "./desk.js";
import { effectsOf, teams } from "./pictures.js";
import { marketSaid } from "./told.js";

/** What fits: the trainer's choice, or the quarters as soon as there are any. */
export function showsOfMarket({ showing, market, show_ranks: ranks, phase }) {
  const { latest } = market;
  if (showing === "join" || !latest) return { kind: showing === "join" || phase === "ready" ? "join" : "market" };
  if (showing === "effects" && latest.effects?.length) return { kind: "effects" };
  if (showing === "ranks" || (showing === "" && market.over && ranks)) return { kind: "ranks" };
  return { kind: "market" };
}

const hidden = (latest, named) => (named ? latest : { ...latest, teams: latest.teams.map((row) => ({ ...row, name: "" })) });

/** Nodes of the main part, `wide` and `tall` pixels large. */
export function marketBoard({ what, market, challenge, teams: names, handed_in: done, phase, round }, wide, tall) {
  const { latest } = market;
  const grown = Math.max(1, (0.95 * rem()) / 13); // type of the pictures grows with the board's
  const of = (share) => Math.round((share * wide) / grown);
  const head = phase === "open" || phase === "frozen"
    ? [element("h2", {}, t(`market.board.${phase}`, { round })), handedIn({ teams: names, handed_in: done })]
    : [];
  if (!latest) return head;
  if (what.kind === "effects") {
    const shown = market.named ? latest.effects : latest.effects.map((one, at) => ({ ...one, name: t("market.pictures.team", { number: at + 1 }) }));
    return [effectsOf({ effects: shown, challenge, wide: of(1) })];
  }
  if (what.kind === "ranks") return [teams({ latest: hidden(latest, market.named), challenge, named: market.named, wide: of(1) })];
  const figures = coursesOf({ market, challenge }, [challenge.maximise.name, "response_rate", "burnt_pool_share", challenge.harm.name], of(0.485), Math.round(Math.max(150, (tall - 3.5 * rem() * head.length) / 2 / grown - 46)));
  return [...head, element("div", { class: "courses" }, ...figures)];
}

/** Nodes beside it: what can be said, or the rules. */
export function marketSide({ market, challenge, goal, count, seats, entries, phase }) {
  const { latest } = market;
  const people = element("p", { class: "count" }, element("b", {}, String(count)), counted("desk.board.here", count));
  const handed = element("p", { class: "count" }, element("b", {}, t("market.board.handed", { entries, seats })), t("market.board.have_handed"));
  if (!latest || phase === "ready") return [people, element("h2", {}, t("desk.board.task")), element("p", {}, goal(challenge))];
  if (phase !== "revealed") return [handed];
  return [element("h2", {}, t("desk.board.said")), ...marketSaid(latest, challenge, latest).map((text) => element("p", {}, text))];
}
