"""One person's story for the page: the worlds are simulated with their logs, and kept a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from recsim.analysis.stories import PICKS, Chronicle
from recsim.analysis.stories.document import lives, recruiter_weeks
from recsim.experiments.stories import chronicles
from recsim.scenario.errors import did_you_mean
from recsim.workshop.explore import Explore
from recsim.workshop.requests import Key, Setting, Word
from recsim.workshop.simulation import Busy, World, worlds
from recsim.workshop.state import BadState, State

MOST_LIVES = 2
MOST_LOG_BYTES = 64 * 2**20
"""Logs in memory; two are kept in any case. A year of 2,000 people is some 4 MB."""
MOST_WAITING = 20

Json = dict[str, Any]


class StoryQuestion(Setting):
    """Whose story, in which worlds? By number or by pick; a typical person if neither is given."""

    strategies: Annotated[list[Key], Field(min_length=1, max_length=MOST_LIVES)]
    replication: Annotated[int, Field(ge=0, lt=10_000)] = 0
    person: Annotated[int, Field(ge=0)] | None = None
    pick: Word | None = None


class RecruiterQuestion(Setting):
    """Whose weeks, in which worlds, and which week in words?"""

    strategies: Annotated[list[Key], Field(min_length=1, max_length=MOST_LIVES)]
    replication: Annotated[int, Field(ge=0, lt=10_000)] = 0
    recruiter: Annotated[int, Field(ge=0, lt=2**31)] = 0
    week: Annotated[int, Field(gt=-(2**31), lt=2**31)] = 1


class Stories:
    """Answers questions about single people and recruiters, one after the other."""

    def __init__(self, explore: Explore) -> None:
        self._explore = explore
        self._logs: OrderedDict[tuple[str, int], Chronicle] = OrderedDict()
        self._simulating = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0

    def tell(self, asked: StoryQuestion) -> Json:
        """One person's lives; see ``analysis.stories.document.lives``.

        Raises:
            UnknownScenario: there is no scenario of this name.
            BadState: the changes cannot be made; there is no such strategy, pick or person.
            Busy: too many wait for a story.
        """
        state = self._explore.state(asked.scenario, asked.changes)
        chosen = _worlds(state, asked.strategies)
        _check(state, asked)
        found = self._chronicles(chosen, asked.replication)
        if asked.person is not None:
            return lives(found, asked.person)
        pick = PICKS[asked.pick or "typical"]
        person = pick.choose(found)
        if person is None:
            text = f"{pick.label}: there is nobody of this kind in these worlds ({pick.meaning})"
            raise BadState([("pick", text)])
        return lives(found, person, pick.name)

    def weeks(self, asked: RecruiterQuestion) -> Json:
        """One recruiter's weeks; see ``analysis.stories.document.recruiter_weeks``.

        Raises:
            UnknownScenario: there is no scenario of this name.
            BadState: the changes cannot be made; there is no such strategy, recruiter or week.
            Busy: too many wait for a story.
        """
        state = self._explore.state(asked.scenario, asked.changes)
        found = self._chronicles(_worlds(state, asked.strategies), asked.replication)
        try:
            return recruiter_weeks(found, asked.recruiter, asked.week)
        except IndexError as error:
            raise BadState([("recruiter", str(error))]) from error

    def _chronicles(self, chosen: Sequence[World], replication: int) -> list[Chronicle]:
        """What happened in these worlds."""
        with self._counting:
            if self._waiting >= MOST_WAITING:
                raise Busy
            self._waiting += 1
        try:
            with self._simulating:
                return [self._chronicle(world, replication) for world in chosen]
        finally:
            with self._counting:
                self._waiting -= 1

    def _chronicle(self, world: World, replication: int) -> Chronicle:
        key = world.identity, replication
        if key not in self._logs:
            simulate = self._explore.service.simulate
            [found] = chronicles(simulate, world.scenario, world.teams, replication)
            self._logs[key] = found
            size = sum(one.log.nbytes for one in self._logs.values())
            while size > MOST_LOG_BYTES and len(self._logs) > MOST_LIVES:
                _, forgotten = self._logs.popitem(last=False)
                size -= forgotten.log.nbytes
        self._logs.move_to_end(key)
        return replace(self._logs[key], scenario=world.scenario)  # what it is called may differ


def _worlds(state: State, strategies: Sequence[str]) -> list[World]:
    """The worlds of these strategies; in a shared market the one world of all."""
    known = tuple(state.scenario.strategies)
    for name in strategies:
        if name not in known:
            hint = did_you_mean(name[:80], known, "there are")
            text = f'there is no strategy "{name[:80]}"; {hint}'.rstrip("; ")
            raise BadState([("strategies", text)])
    if state.scenario.study.market == "shared":
        return worlds(state.labelled)
    return [World.of(state.labelled, (name,)) for name in dict.fromkeys(strategies)]


def _check(state: State, asked: StoryQuestion) -> None:
    people = state.scenario.world.people
    if asked.person is not None and asked.pick is not None:
        raise BadState([("person", "expected a person or a pick, and not both")])
    if asked.person is not None and asked.person >= people:
        text = f"there is no person {asked.person}; people are numbered from 0 to {people - 1}"
        raise BadState([("person", text)])
    if asked.pick is not None and asked.pick not in PICKS:
        raise BadState([("pick", f"expected one of {', '.join(PICKS)}")])
