"""Playing one market: who takes part, what counts, what has to be simulated, what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recsim.classroom.challenge import Sealed
from recsim.classroom.market import FEWEST_TEAMS
from recsim.classroom.market_scores import effects, scored
from recsim.classroom.quarters import Played
from recsim.classroom.starter import draw_sealed
from recsim.workshop.room.bench import Bench
from recsim.workshop.room.game import Game
from recsim.workshop.room.judged import Judged
from recsim.workshop.room.market_game import MarketGame, Set
from recsim.workshop.room.phases import FROZEN, OPEN, READY, REVEALED
from recsim.workshop.room.records import Room, Submission
from recsim.workshop.room.store import Store

NOW, SOON, LATER = 0, 3, 4
"""How urgent: people wait for it; they will; they may be told when it is there."""


@dataclass(frozen=True)
class MarketNeed:
    """A market that has to be simulated: for which room, as a scenario, how urgently."""

    urgency: int
    code: str
    text: str
    measures: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, int, int]:
        """Equal for needs of equal results."""
        return f"{self.code} market", hashlib.sha256(self.text.encode()).hexdigest(), 0, 0

    def found(self, bench: Bench, _: Game) -> Played:
        """What comes of it."""
        return bench.market(self.text, self.measures)


@dataclass(frozen=True)
class Standing:
    """What teams have set in a room.

    Attributes:
        game: what is played.
        room: where.
        worlds: the sealed ones, of the whole game.
        last: what counts of each team, by quarter and team.
    """

    game: MarketGame
    room: Room
    worlds: Sealed
    last: Mapping[tuple[int, str], Submission]

    @property
    def set(self) -> Set:
        """Levers by team and quarter, up to now; who hands in nothing goes on as before."""
        return {team: self._of(team) for team in self.room.teams}

    def _of(self, team: str) -> Sequence[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = []
        for quarter in range(1, self.room.stage.round + 1):
            handed_in = self.last.get((quarter, team))
            before = found[-1] if found else {}
            found.append(before if handed_in is None else handed_in.changes)
        return found

    @property
    def now(self) -> dict[str, Submission]:
        """What teams handed in in this quarter."""
        number = self.room.stage.round
        return {team: one for (n, team), one in self.last.items() if n == number}

    @property
    def identity(self) -> object:
        """Equal as long as the same is to be simulated."""
        ids = tuple(sorted(one.id for one in self.last.values()))
        return self.room.stage.round, self.worlds, self.room.teams, ids

    @property
    def played(self) -> MarketNeed:
        """The market as it is set."""
        return self._need(NOW if self.room.stage.phase == FROZEN else SOON, self.set)

    @property
    def start(self) -> MarketNeed:
        """The market if everybody had stayed with the start."""
        return self._need(
            NOW if self.room.stage.phase == FROZEN else SOON,
            {team: [{}] * len(all_) for team, all_ in self.set.items()},
        )

    @property
    def alone(self) -> dict[str, MarketNeed]:
        """By key of a team: the market if that one had stayed with the start."""
        set_ = self.set
        return {
            key: self._need(LATER, {**set_, team: [{}] * len(set_[team])})
            for key, team in self.game.keys(self.room.teams).items()
            if any(self.game.played(changes)[1] for changes in set_[team])
        }

    def _need(self, urgency: int, set_: Set) -> MarketNeed:
        text = self.game.text(set_, self.worlds)
        return MarketNeed(urgency, self.room.code, text, self.game.rules.told)

    def needs(self, scores: Mapping[str, Any] | None) -> Iterator[MarketNeed]:
        """Everything that should be known at this stage.

        Args:
            scores: of the quarter, if it was revealed.
        """
        phase = self.room.stage.phase
        if phase == FROZEN:
            yield from (self.played, self.start)
        elif phase == OPEN:
            yield self.start
            if len(self.now) == len(self.room.teams):  # the last one may still change
                yield self.played
        elif phase == REVEALED and scores is not None and scores["effects"] is None:
            yield self._later(self.played)
            yield from self.alone.values()

    @staticmethod
    def _later(need: MarketNeed) -> MarketNeed:
        return MarketNeed(LATER, need.code, need.text, need.measures)

    def judged(self, played: Played, start: Played) -> Judged:
        """What came of the quarter."""
        teams = self.game.keys(self.room.teams)
        scores = scored(self.game.rules, teams, played, start, self.room.stage.round)
        nobody = not self.alone
        return Judged({**scores, "effects": [] if nobody else None}, _runs(played, teams))

    def effects(self, played: Played, alone: Mapping[str, Played]) -> list[dict[str, Any]]:
        """What teams did to themselves and to the others."""
        return effects(self.game.rules, self.game.keys(self.room.teams), played, alone)


def standing(game: MarketGame, room: Room, store: Store) -> Standing:
    """What teams have set in a room so far."""
    worlds = store.round(room.code, room.stage.round).sealed
    return Standing(game, room, worlds, store.team_submissions(room.code))


def team_for(room: Room, store: Store) -> str:
    """The team with the fewest people, for somebody who chose none."""
    people = store.people(room.code)
    return min(room.teams, key=lambda team: sum(one.team == team for one in people))


def begin(game: MarketGame, room: Room, store: Store) -> None:
    """Before the first quarter: teams of which nobody is there do not take part.

    Should fewer than two have somebody, others are there that stay with the start.
    """
    there = {person.team for person in store.people(room.code)}
    taken = [team for team in game.rules.teams if team in there]
    rest = [team for team in game.rules.teams if team not in there]
    taken += rest[: max(0, FEWEST_TEAMS - len(taken))]
    store.set_teams(room.code, [team for team in game.rules.teams if team in taken])


def worlds_of_next(room: Room, store: Store) -> Sealed:
    """The worlds go on from quarter to quarter; what people had on their levers does not."""
    store.clear_drafts(room.code)
    return store.round(room.code, room.stage.round).sealed


def again(game: MarketGame, room: Room, store: Store) -> Sealed:
    """Worlds for a quarter that is played again: the same ones, but for the first quarter."""
    store.clear_drafts(room.code)
    if room.stage.round > 1:
        return store.round(room.code, room.stage.round).sealed
    store.set_teams(room.code, game.rules.teams)
    return draw_sealed()


def is_over(game: MarketGame, room: Room) -> bool:
    """Whether the last quarter was revealed: only then the worlds are opened."""
    return room.stage.phase == REVEALED and room.stage.round >= game.rules.quarters


def waits(room: Room) -> bool:
    """Whether teams may still change before the first quarter."""
    return room.stage.phase == READY and room.stage.round == 1


def _runs(played: Played, teams: Mapping[str, str]) -> dict[str, Any]:
    """Each team in each world, in the quarter and so far."""
    rows = played.runs.filter(played.runs["strategy"].is_in(list(teams)))
    return {"columns": rows.columns, "rows": [list(row) for row in rows.rows()]}
