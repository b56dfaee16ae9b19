"""What a room plays: the files of a challenge, made from a trainer's form, read by its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from recsim.analysis.glossary import unit_of
from recsim.analysis.measures import MEASURES
from recsim.classroom.challenge import Sealed
from recsim.classroom.changes import differences, locked
from recsim.classroom.names import one_line
from recsim.classroom.playing import practice_worlds
from recsim.classroom.round import CHALLENGE_FILE, Round, load_round
from recsim.page.levers import OF_STYLE, Lever
from recsim.page.start import Start
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.load import load_text
from recsim.scenario.scenario import Scenario
from recsim.scenario.show import resolved_yaml
from recsim.scenario.strategy import Strategy
from recsim.scenario.yaml_text import yaml_block
from recsim.telling.units import Unit
from recsim.workshop.room.bodies import Offer
from recsim.workshop.state import BadState, Changes, changed

SCENARIO_FILE = "scenario.yaml"
LONGEST_TITLE, LONGEST_QUESTION = 80, 300

Json = dict[str, Any]


@dataclass(frozen=True)
class Game:
    """A challenge that a room plays.

    Attributes:
        name: of its scenario in the workshop.
        challenge, scenario_text: texts of its files.
        round: the challenge, without worlds and seal: each round of the room has its own.
        start: the scenario, for levers and practice.
        kind: of room: everybody for themselves, or one market for all.
    """

    kind: ClassVar[str] = "challenge"
    name: str
    challenge: str
    scenario_text: str
    round: Round
    start: Start

    @property
    def scenario(self) -> Scenario:
        """What is played, with the worlds that everybody practises in."""
        return self.round.scenario

    @property
    def strategy(self) -> str:
        """Key of the strategy that everybody plays."""
        return self.round.strategy

    @property
    def worlds(self) -> int:
        """Number of sealed worlds."""
        return self.round.challenge.replications

    @property
    def practice(self) -> int:
        """Number of practice worlds that are compared with them."""
        return practice_worlds(self.round, self.worlds)

    @cached_property
    def free(self) -> dict[str, Lever]:
        """Levers that may be moved, by dotted key."""
        levers = self.start.strategy_levers[self.strategy]
        return {lever.path: lever for lever in levers if self.round.is_free(lever.path)}

    def sealed(self, worlds: Sealed) -> Round:
        """The challenge with sealed worlds, and with their seal."""
        rules = self.round.challenge.model_copy(update={"seal": worlds.seal()})
        return replace(self.round, challenge=rules, sealed=worlds)

    def challenge_file(self, worlds: Sealed) -> str:
        """Text of ``challenge.yaml`` with the seal of these worlds."""
        return f'{self.challenge}seal: "{worlds.seal()}"\n'

    @cached_property
    def view(self) -> Json:
        """What everybody is told about the challenge."""
        rules = self.round.challenge
        return {
            "scenario_title": self.scenario.title or self.scenario.name,
            "strategy": {"key": self.strategy, "label": self.scenario.label(self.strategy)},
            "free": [{"path": path, "label": lever.label} for path, lever in self.free.items()],
            "maximise": measure(rules.maximise, self.scenario),
            "cap": {
                **measure(rules.cap.measure, self.scenario),
                "measure": rules.cap.measure,
                "at_most": rules.cap.at_most,
            },
            "worlds": self.worlds,
            "practice": self.practice,
            "days": self.scenario.study.horizon_days,
        }

    def played(self, changes: Changes) -> tuple[Strategy, Mapping[str, Any]]:
        """The strategy with changes, and what differs from the challenge's, by dotted key.

        Raises:
            BadState: a lever cannot be moved there, or is not free.
        """
        scenario = changed(self.start, changes).scenario
        different = self._differences(scenario)
        if problems := locked(self.round, different, ""):
            raise BadState([(one.key, _sentence(one.message, one.hint)) for one in problems])
        return scenario.strategies[self.strategy], {k: mine for k, (mine, _) in different.items()}

    def _differences(self, scenario: Scenario) -> Mapping[str, tuple[Any, Any]]:
        """Differences; a seed or another time of one's own cannot be handed in either."""
        found = dict(differences(self.round, scenario))
        if scenario.study.seed != self.scenario.study.seed:
            found["study.seed"] = (scenario.study.seed, self.scenario.study.seed)
        return found


def measure(name: str, scenario: Scenario) -> Json:
    """A measure for a page."""
    of = MEASURES[name]
    return {
        "name": name,
        "label": of.label,
        "unit": unit_of(of, scenario),
        "better": of.better,
        "whole": of.whole,
        "bare": Unit(of, scenario).bare,
    }


def from_offer(name: str, start: Start, offer: Offer) -> Game:
    """What a trainer set up.

    Args:
        name: for the scenario in the workshop.
        start: the scenario that was chosen.
        offer: the form.

    Raises:
        BadState: everything that is wrong with it.
    """
    scenario = start.scenario
    strategy = offer.strategy or next(iter(scenario.strategies))
    free = offer.free
    if not free and strategy in scenario.strategies:
        free = default_free(start, strategy)
    if "active_share" in free:
        free = list(dict.fromkeys((*free, "style")))  # some of the time is a style of its own
    rules = {
        "challenge": 1,
        "title": one_line(offer.title, LONGEST_TITLE) or scenario.title,
        "question": one_line(offer.question, LONGEST_QUESTION),
        "scenario": SCENARIO_FILE,
        "strategy": strategy,
        "free": free,
        "maximise": offer.maximise,
        "cap": offer.cap.model_dump(),
        "replications": offer.replications,
    }
    text = yaml_block(rules, width=1000)
    return from_files(name, text, resolved_yaml(start.loaded))


def from_files(name: str, challenge: str, scenario: str) -> Game:
    """A challenge from the texts of its files.

    Raises:
        BadState: everything that is wrong with them.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / CHALLENGE_FILE
        path.write_text(challenge, encoding="utf-8")
        path.with_name(SCENARIO_FILE).write_text(scenario, encoding="utf-8")
        try:
            round_ = load_round(path)
            loaded = load_text(scenario, SCENARIO_FILE, measures=MEASURES)
        except ScenarioErrors as errors:
            raise BadState(problems_of_files(errors)) from errors
    return Game(name, challenge, scenario, round_, Start(name, loaded, False))


def problems_of_files(errors: ScenarioErrors) -> list[tuple[str, str]]:
    """What is wrong with the files, for the form that they were made from."""
    return [(one.key, _sentence(one.message, one.hint)) for one in errors.problems]


def free_settings(start: Start, strategy: str) -> Iterator[tuple[str, str]]:
    """What may be made free: key and label; settings that add up to 1 go together."""
    prefix = f"strategies.{strategy}."
    told = set()
    for lever in start.strategy_levers[strategy]:
        key, label = lever.path.removeprefix(prefix), lever.label
        if key in OF_STYLE:
            continue
        if lever.adds_up:
            key = lever.adds_up.removeprefix(prefix)
            label = key.capitalize()
        if key not in told:
            told.add(key)
            yield key, label


def default_free(start: Start, strategy: str) -> list[str]:
    """A handful of settings that are worth playing with, for the style of the strategy."""
    known = [key for key, _ in free_settings(start, strategy)]
    if start.scenario.strategies[strategy].outreach_share > 0:
        return [key for key in OF_OUTREACH if key in known]
    prefix = f"strategies.{strategy}."
    first = [
        lever.path.removeprefix(prefix)
        for lever in start.strategy_levers[strategy]
        if lever.first and lever.kind in ("number", "integer", "switch") and not lever.adds_up
    ]
    return [key for key in first if key not in TOO_EASY]


TOO_EASY = ("active_share", "recruiters")
"""More recruiters place more people: there is nothing to find out."""
OF_OUTREACH = (
    "care", "follow_ups", "follow_up_wait_days", "channels", "targeting", "cooldown_days",
    "targets_per_search",
)  # fmt: skip


def _sentence(message: str, hint: str) -> str:
    return f"{message}; {hint}" if hint else message
