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
from recsim.experiments.work import Task, everybody
from recsim.model.budget import TooMuchWork
from recsim.model.engines import Simulate
from recsim.page.language import ENGLISH, strategies_in_languages, words_of_stories
from recsim.page.start import Start
from recsim.scenario.errors import did_you_mean
from recsim.scenario.scenario import Scenario
from recsim.workshop.explore import Explore
from recsim.workshop.refusals import refusal
from recsim.workshop.requests import Key, Setting, Word
from recsim.workshop.state import BadState, State
from recsim.workshop.work import said, too_long

MOST_LIVES = 2
MOST_LOG_BYTES = 64 * 2**20
"""Logs in memory; two are kept in any case. A year of 2,000 people is some 4 MB."""
MOST_REFUSED = 1000
"""Worlds that were too much, and are refused at once when they are asked for again."""

Json = dict[str, Any]
World = tuple[str, str, int]
"""Hash of a state, strategy, replication."""


class StoryQuestion(Setting):
    """Whose story, in which worlds? By number or by pick; a typical person if neither is given."""

    strategies: Annotated[list[Key], Field(min_length=1, max_length=MOST_LIVES)]
    replication: Annotated[int, Field(ge=0, lt=10_000)] = 0
    person: Annotated[int, Field(ge=0)] | None = None
    pick: Word | None = None
    language: Word = ENGLISH


class RecruiterQuestion(Setting):
    """Whose weeks, in which worlds, and which week in words?"""

    strategies: Annotated[list[Key], Field(min_length=1, max_length=MOST_LIVES)]
    replication: Annotated[int, Field(ge=0, lt=10_000)] = 0
    recruiter: Annotated[int, Field(ge=0, lt=2**31)] = 0
    week: Annotated[int, Field(gt=-(2**31), lt=2**31)] = 1
    language: Word = ENGLISH


class Stories:
    """Answers questions about single people and recruiters, one after the other."""

    def __init__(self, explore: Explore, simulate: Simulate) -> None:
        self._explore, self._simulate = explore, simulate
        self._logs: OrderedDict[World, Chronicle] = OrderedDict()
        self._refused: OrderedDict[World, None] = OrderedDict()
        self._simulating = threading.Lock()

    def tell(self, asked: StoryQuestion) -> Json:
        """One person's lives; see ``analysis.stories.document.lives``.

        Raises:
            UnknownScenario: there is no scenario of this name.
            BadState: the changes cannot be made; there is no such strategy, pick or person;
                a run costs too much.
        """
        state = self._explore.state(asked)
        _check(state, asked)
        found = self._chronicles(state, asked)
        if asked.person is not None:
            return lives(found, asked.person)
        pick = PICKS[asked.pick or "typical"]
        person = pick.choose(found)
        if person is None:
            words = words_of_stories(asked.language)
            label, meaning = words.pick(pick.name, pick.label, pick.meaning)
            raise BadState([("pick", refusal("no_pick", label=label, meaning=meaning))])
        return lives(found, person, pick.name)

    def weeks(self, asked: RecruiterQuestion) -> Json:
        """One recruiter's weeks; see ``analysis.stories.document.recruiter_weeks``.

        Raises:
            UnknownScenario: there is no scenario of this name.
            BadState: the changes cannot be made; there is no such strategy, recruiter or week;
                a run costs too much.
        """
        state = self._explore.state(asked)
        found = self._chronicles(state, asked)
        try:
            return recruiter_weeks(found, asked.recruiter, asked.week)
        except IndexError as error:
            raise BadState([("recruiter", str(error))]) from error

    def _chronicles(
        self, state: State, asked: StoryQuestion | RecruiterQuestion
    ) -> list[Chronicle]:
        """What happened in the worlds of these strategies; in the one of all, if they share it."""
        chosen = _worlds(state, asked.strategies)
        words = words_of_stories(asked.language)
        scenario = in_words(state.labelled, state.start, asked.language)
        with self._simulating:
            found = [self._chronicle(state, name, asked.replication) for name in chosen]
        return [replace(one, scenario=scenario, words=words) for one in found]

    def _chronicle(self, state: State, name: str, replication: int) -> Chronicle:
        key = state.hash, name, replication
        if key not in self._logs:
            self._logs[key] = self._simulated(state, key)
            size = sum(one.log.nbytes for one in self._logs.values())
            while size > MOST_LOG_BYTES and len(self._logs) > MOST_LIVES:
                _, forgotten = self._logs.popitem(last=False)
                size -= forgotten.log.nbytes
        self._logs.move_to_end(key)
        return self._logs[key]

    def _simulated(self, state: State, key: World) -> Chronicle:
        _, name, replication = key
        world = tuple(state.scenario.strategies) if _is_shared(state) else (name,)
        together = everybody(state.scenario, Task(world, replication))
        if key in self._refused or too_long(state.scenario, [together]):
            raise BadState([("", said())])
        try:
            [found] = chronicles(self._simulate, state.labelled, [name], replication)
        except TooMuchWork as error:
            self._refused[key] = None
            while len(self._refused) > MOST_REFUSED:
                self._refused.popitem(last=False)
            raise BadState([("", said())]) from error
        return found


def _worlds(state: State, strategies: Sequence[str]) -> list[str]:
    """A strategy of each world: all of these, or one where they share a market."""
    known = tuple(state.scenario.strategies)
    for name in strategies:
        if name not in known:
            hint = did_you_mean(name[:80], known, "there are")
            text = f'there is no strategy "{name[:80]}"; {hint}'.rstrip("; ")
            raise BadState([("strategies", text)])
    if _is_shared(state):
        return [known[0]]
    return list(dict.fromkeys(strategies))


def in_words(scenario: Scenario, start: Start, language: str) -> Scenario:
    """The scenario with names of strategies in the language, as far as it has some for them."""
    said = strategies_in_languages(start).get(language, {})
    strategies = {
        key: one.model_copy(update={"label": said[label]["label"]}) if label in said else one
        for key, one in scenario.strategies.items()
        for label in [scenario.label(key)]
    }
    return scenario.unchecked(strategies=strategies)


def _is_shared(state: State) -> bool:
    return state.scenario.study.market == "shared"


def _check(state: State, asked: StoryQuestion) -> None:
    people = state.scenario.world.people
    if asked.person is not None and asked.pick is not None:
        raise BadState([("person", "expected a person or a pick, and not both")])
    if asked.person is not None and asked.person >= people:
        text = refusal("no_person", person=asked.person, last=people - 1)
        raise BadState([("person", text)])
    if asked.pick is not None and asked.pick not in PICKS:
        raise BadState([("pick", f"expected one of {', '.join(PICKS)}")])
