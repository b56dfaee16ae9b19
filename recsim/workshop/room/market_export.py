"""A market for taking home: tables, and what was played as a scenario file.

While the market goes on, its worlds are sealed: neither their seed nor the file is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from recsim.workshop.room.market_play import Standing, is_over
from recsim.workshop.room.records import RoundKept

Row = Mapping[str, Any]
FILE = "market.yaml"


def of_market(market: Standing, rounds: Sequence[RoundKept]) -> dict[str, list[Row]]:
    """The tables that only a market has, by the name of their file."""
    told = [kept for kept in rounds if kept.scores is not None]
    return {
        "room.csv": [_of_room(market, kept) for kept in rounds],
        "settings.csv": list(_settings(market)),
        "scores.csv": [row for kept in told for row in _scores(market, kept)],
        "effects.csv": [row for kept in told for row in _effects(market, kept)],
        "runs.csv": [row for kept in told for row in _runs(market, kept)],
    }


def market_files(market: Standing) -> dict[str, str]:
    """What was played as a scenario, once its worlds are open."""
    over = is_over(market.game, market.room)
    return {FILE: market.game.text(market.set, market.worlds)} if over else {}


def _of_room(market: Standing, kept: RoundKept) -> Row:
    game, room = market.game, market.room
    rules, over = game.rules, is_over(game, room)
    return {
        "code": room.code,
        "title": rules.title,
        "question": rules.question,
        "scenario": game.scenario.name,
        "strategy": game.strategy,
        "free": "; ".join(rules.free),
        "maximise": rules.maximise,
        "harm": rules.harm,
        "teams": "; ".join(room.teams),
        "people": rules.people_per_team * len(room.teams),
        "worlds": rules.worlds,
        "quarter": kept.number,
        "phase": room.stage.phase if kept.number == room.stage.round else "over",
        "seal": kept.sealed.seal(),
        "seed": str(kept.sealed.seed) if over else "",
        "salt": kept.sealed.salt if over else "",
        "made_at": datetime.fromtimestamp(room.created_at, UTC).isoformat(timespec="seconds"),
    }


def _settings(market: Standing) -> Iterator[Row]:
    """What teams had set in each quarter, handed in or as before."""
    for team, quarters in market.set.items():
        for number, changes in enumerate(quarters, 1):
            said = (f"{market.game.round.short(k)}={json.dumps(v)}" for k, v in changes.items())
            yield {
                "team": team,
                "quarter": number,
                "handed_in": (number, team) in market.last,
                "settings": "; ".join(said),
            }


def _scores(market: Standing, kept: RoundKept) -> Iterator[Row]:
    assert kept.scores is not None
    measures = market.game.rules.told
    sides = [(one["name"], one) for one in kept.scores["teams"]]
    sides += [("(all together)", kept.scores["all"])]
    sides += [("(all together, everybody at the start)", kept.scores["start"])]
    for name, one in sides:
        rank = one.get("rank") or {"best": None, "worst": None}
        for span in ("quarter", "so_far"):
            yield {
                "quarter": kept.number,
                "span": span.replace("_", " "),
                "team": name,
                "rank_best": rank["best"] if span == "so_far" else None,
                "rank_worst": rank["worst"] if span == "so_far" else None,
                **_three(measures, one[span]),
            }


def _effects(market: Standing, kept: RoundKept) -> Iterator[Row]:
    assert kept.scores is not None
    name = market.game.rules.maximise
    for one in kept.scores["effects"] or ():
        own, others = ({name: one[whose]} for whose in ("own", "others"))
        yield {
            "quarter": kept.number,
            "team": one["name"],
            **{f"own_{key}": value for key, value in _three([name], own).items()},
            **{f"others_{key}": value for key, value in _three([name], others).items()},
        }


def _three(measures: Iterable[str], found: Row) -> dict[str, Any]:
    """A measure and the ends of its interval, for each of them."""
    row: dict[str, Any] = {}
    for name in measures:
        one = found[name] or {"mean": None, "low": None, "high": None}
        row |= {name: one["mean"], f"{name}_low": one["low"], f"{name}_high": one["high"]}
    return row


def _runs(market: Standing, kept: RoundKept) -> Iterator[Row]:
    assert kept.runs is not None
    names = market.game.keys(market.room.teams)
    for values in kept.runs["rows"]:
        row = dict(zip(kept.runs["columns"], values, strict=True))
        yield {"quarter": kept.number, **row, "strategy": names.get(row["strategy"], "")}


MARKET_README = """\
Room {code} of recsim workshop {version}: one market for all
Times are UTC. Numbers are in the unit of their measure (shares from 0 to 1), means over the sealed
worlds, with both ends of their intervals.

room.csv         the rules, one row a quarter with the seal; seed and salt once all are over
people.csv       who joined, and in which team; people whom the trainer has taken out are nowhere
submissions.csv  everything that was handed in; the last one of each team in a quarter counts
settings.csv     what each team had set in each quarter; who hands in nothing goes on as before
scores.csv       revealed quarters: each team, all together, and all if everybody had stayed with
                 the start; in the quarter, and so far (rank: by what is maximised so far)
effects.csv      what each team did to itself and to the others, against its staying with the start
runs.csv         revealed quarters: each team in each sealed world
questions.csv    questions that the room was asked; results of those that were revealed
answers.csv      everybody's ranges for them, with what came out

market.yaml, once all quarters are over, is what was played, as a scenario. Whoever has recsim finds
the same numbers with it: recsim run market.yaml
"""
