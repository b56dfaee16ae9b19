"""What a team and the trainer may see of a market that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recsim.analysis.measures import MEASURES
from recsim.workshop.room.board import left
from recsim.workshop.room.game import Game
from recsim.workshop.room.market_game import MarketGame
from recsim.workshop.room.market_play import Standing, is_over, standing
from recsim.workshop.room.phases import READY
from recsim.workshop.room.records import Person, Room, Submission
from recsim.workshop.room.store import Store

Json = dict[str, Any]
ENDS = ("mean", "low", "high")


@dataclass(frozen=True)
class MarketMoment:
    """A market between two changes.

    Attributes:
        market: what teams have set.
        quarters: what came of the quarters that were revealed, in their order.
    """

    market: Standing
    quarters: Sequence[Mapping[str, Any]]

    @property
    def is_over(self) -> bool:
        """Whether the last quarter was revealed."""
        return is_over(self.market.game, self.market.room)

    def of_seat(self, person: Person, everybody: Sequence[Person]) -> Json:
        """What somebody sees of their own team, of the market, and of the others.

        Names of other teams, and everybody's ranks, are the trainer's to show; what others set is
        known after the last quarter.
        """
        room, team = self.market.room, person.team
        handed_in = self.market.now.get(team)
        set_ = self.market.set.get(team, [{}])
        named = room.names != "nobody"
        return {
            "seats": len(room.teams),
            "teammates": sum(one.team == team and not one.removed for one in everybody),
            "entries": 0 if room.stage.phase == READY else len(self.market.now),
            "settings": dict(set_[-1]),
            "submission": _submission(handed_in, person, everybody, left(room)),
            "market": {
                "series": self._series(team),
                "latest": self._latest(team, named=named, ranks=room.show_ranks),
                "set": self._everything() if self.is_over and named else None,
                "over": self.is_over,
            },
        }

    def of_trainer(self) -> Json:
        """Everything, with the names of all teams; ``named`` tells whether the board shows them."""
        handed_in = self.market.now
        return {
            "entries": len(handed_in),
            "handed_in": list(handed_in),
            "market": {
                "series": self._series(None),
                "latest": self._latest(None, named=True, ranks=True),
                "set": self._everything(),
                "over": self.is_over,
                "named": self.market.room.names != "nobody",
            },
        }

    def _series(self, team: str | None) -> Json | None:
        """Each measure by quarter: the team's own, the average team's, and everybody at the start.

        ``others`` are the means of the other teams alone, without names.
        """
        if not self.quarters:
            return None
        found: Json = {}
        for measure in self.market.game.rules.told:
            of_teams = [
                {row["name"]: row["quarter"][measure] for row in one["teams"]}
                for one in self.quarters
            ]
            others = [name for name in of_teams[0] if name != team]
            found[measure] = {
                "own": None if team is None else [one.get(team) for one in of_teams],
                "others": [[_mean(one.get(name)) for one in of_teams] for name in sorted(others)],
                "all": [self._of_average(one, "all", measure) for one in self.quarters],
                "start": [self._of_average(one, "start", measure) for one in self.quarters],
            }
        return found

    @staticmethod
    def _of_average(quarter: Mapping[str, Any], whose: str, measure: str) -> Json | None:
        """Of all teams together, shared out among them; ratios are what they are."""
        found = quarter[whose]["quarter"][measure]
        if found is None or MEASURES[measure].is_ratio:
            return None if found is None else dict(found)
        count = len(quarter["teams"])
        return {end: None if found[end] is None else found[end] / count for end in ENDS}

    def _latest(self, team: str | None, *, named: bool, ranks: bool) -> Json | None:
        """The last quarter that was revealed."""
        if not self.quarters:
            return None
        latest = self.quarters[-1]
        effects = latest["effects"]
        if effects is not None and team is not None:
            effects = [one for one in effects if one["name"] == team]
        rows = [self._row(row, team, named=named, ranks=ranks) for row in latest["teams"]]
        if not ranks:  # the order must not tell ranks either
            rows.sort(key=lambda row: (not row["mine"], _mean(row["so_far"][self._gain]) or 0.0))
        return {
            "quarter": latest["quarter"],
            "worlds": latest["worlds"],
            "confidence": latest["confidence"],
            "teams": rows,
            "all": latest["all"],
            "start": latest["start"],
            "sentences": latest["sentences"],
            "said": latest.get("said"),
            "effects": effects,
        }

    @property
    def _gain(self) -> str:
        return self.market.game.rules.maximise

    def _row(self, row: Mapping[str, Any], team: str | None, *, named: bool, ranks: bool) -> Json:
        mine = row["name"] == team
        return {
            "name": row["name"] if named or mine else "",
            "mine": mine,
            "quarter": row["quarter"],
            "so_far": row["so_far"],
            "rank": row["rank"] if ranks or mine else None,
            "above_start": row["above_start"] if ranks or mine else None,
        }

    def _everything(self) -> list[Json]:
        """What every team set in every quarter, as far as it was handed in."""
        free = self.market.game.free
        return [
            {
                "name": team,
                "quarters": [
                    [
                        {"path": path, "label": free[path].label, "value": value}
                        for path, value in changes.items()
                        if path in free
                    ]
                    for changes in quarters
                ],
            }
            for team, quarters in self.market.set.items()
        ]


def market_moment(game: Game, room: Room, store: Store) -> MarketMoment | None:
    """What the room's market is like; None if it plays something else."""
    if not isinstance(game, MarketGame):
        return None
    kept = store.rounds(room.code)
    return MarketMoment(
        standing(game, room, store), [one.scores for one in kept if one.scores is not None]
    )


def _submission(
    found: Submission | None, person: Person, everybody: Sequence[Person], left: str
) -> Json | None:
    """What counts of the team in this quarter, and who handed it in, if they have not left."""
    if found is None:
        return None
    names = {one.id: one.name for one in everybody if not one.removed}
    return {
        "changes": dict(found.changes),
        "memo": found.memo if found.person == person.id else "",
        "guess": {},
        "at": found.at,
        "count": found.count,
        "mine": found.person == person.id,
        "by": names.get(found.person, left),
    }


def _mean(found: Mapping[str, Any] | None) -> float | None:
    return None if found is None else found["mean"]
