"""What a room plays that shares one market: the rules, and what teams set, as one scenario."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from pydantic import ValidationError

from recsim.analysis.measures import MEASURES
from recsim.classroom.challenge import Sealed
from recsim.classroom.market import (
    MARKET_FILE,
    QUARTER_DAYS,
    TEAM_NAMES,
    Market,
    can_change,
    load_market,
    people_per_team,
)
from recsim.classroom.market_text import market_text, settings_that_differ, team_keys
from recsim.classroom.names import clean_name, one_line
from recsim.page.start import Start
from recsim.page.words import facts
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.load import load_text
from recsim.scenario.scenario import MOST_TEAMS
from recsim.scenario.show import resolved_yaml
from recsim.scenario.strategy import Strategy
from recsim.scenario.yaml_text import yaml_block
from recsim.workshop.room.bodies import MarketOffer
from recsim.workshop.room.game import (
    LONGEST_QUESTION,
    LONGEST_TITLE,
    SCENARIO_FILE,
    Game,
    default_free,
    free_settings,
    measure,
    problems_of_files,
)
from recsim.workshop.state import BadState, Changes

MOST_TEXTS = 60

Json = dict[str, Any]
Set = Mapping[str, Sequence[Changes]]
"""By name of a team and by quarter, the levers as the team had them, by dotted key."""


@dataclass(frozen=True)
class MarketGame(Game):
    """One market for all.

    Attributes:
        rules: of the market; the round beside them is the start, without a cap.
    """

    rules: Market
    kind: ClassVar[str] = "market"

    def played(self, changes: Changes) -> tuple[Strategy, Mapping[str, Any]]:
        """The strategy with changes, and what differs from the start's.

        Raises:
            BadState: a lever cannot be moved there or then, or is not free.
        """
        strategy, different = super().played(changes)
        later = settings_that_differ(self.round.start, strategy)
        try:
            if later:
                self.round.start.model_copy(update={"changes": ({"day": 0, **later},)})
        except ValidationError as error:
            said = [str(one["msg"]).removeprefix("Value error, ") for one in error.errors()]
            raise BadState([("", text) for text in said]) from error
        return strategy, different

    def text(self, set_: Set, worlds: Sealed) -> str:
        """What teams set in all quarters so far, as the text of a scenario."""
        key = json.dumps([set_, worlds.seed], default=dict)
        if key not in self._texts:
            quarters = max(map(len, set_.values()))
            choices = {name: self._choices(all_) for name, all_ in set_.items()}
            start = self.round.strategy
            while len(self._texts) >= MOST_TEXTS:
                self._texts.pop(next(iter(self._texts)), None)
            self._texts[key] = market_text(
                self.rules, self.scenario_text, start, choices, quarters, worlds
            )
        return self._texts[key]

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Texts that were asked for lately: they are asked for again and again."""
        return {}

    def _choices(self, quarters: Sequence[Changes]) -> list[Mapping[str, Any]]:
        now, found = self.round.start, list[Mapping[str, Any]]()
        for changes in quarters:
            after = self.played(changes)[0]
            found.append(settings_that_differ(now, after))
            now = after
        return found

    def keys(self, teams: Sequence[str]) -> dict[str, str]:
        """Names of teams by the keys of their strategies."""
        return team_keys(teams)

    @cached_property
    def view(self) -> Json:
        """What everybody is told about the rules."""
        rules = self.rules
        return {
            "scenario_title": self.scenario.title or self.scenario.name,
            "strategy": {"key": self.strategy, "label": self.scenario.label(self.strategy)},
            "free": [{"path": path, "label": lever.label} for path, lever in self.free.items()],
            "maximise": measure(rules.maximise, self.scenario),
            "harm": measure(rules.harm, self.scenario),
            "told": {name: measure(name, self.scenario) for name in rules.told},
            "facts": facts(self.scenario, rules.told),
            "worlds": rules.worlds,
            "quarters": rules.quarters,
            "days": self.scenario.study.horizon_days,
            "quarter_days": QUARTER_DAYS,
            "people_per_team": rules.people_per_team,
            "recruiters": self.round.start.recruiters,
        }


def from_market_offer(name: str, start: Start, offer: MarketOffer) -> MarketGame:
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
    known = strategy in scenario.strategies
    teams = list(dict.fromkeys(clean_name(one) for one in offer.teams))[: MOST_TEAMS + 1]
    teams = [one for one in teams if one] or list(TEAM_NAMES[: offer.seats])
    people = offer.people_per_team
    if people is None and known:
        people = people_per_team(scenario, strategy, len(teams))
    rules = {
        "market": 1,
        "title": one_line(offer.title, LONGEST_TITLE) or scenario.title,
        "question": one_line(offer.question, LONGEST_QUESTION),
        "scenario": SCENARIO_FILE,
        "strategy": strategy,
        "free": offer.free or (free_in_market(start, strategy) if known else ["care"]),
        "teams": teams,
        "quarters": offer.quarters,
        "people_per_team": people,
        "maximise": offer.maximise,
        "harm": offer.harm,
        "worlds": offer.worlds,
    }
    text = yaml_block(rules, width=1000)
    return from_market_files(name, text, resolved_yaml(start.loaded))


def from_market_files(name: str, market: str, scenario: str) -> MarketGame:
    """A market from the texts of its files.

    Raises:
        BadState: everything that is wrong with them.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / MARKET_FILE
        path.write_text(market, encoding="utf-8")
        path.with_name(SCENARIO_FILE).write_text(scenario, encoding="utf-8")
        try:
            rules, round_ = load_market(path)
            loaded = load_text(scenario, SCENARIO_FILE, measures=MEASURES)
        except ScenarioErrors as errors:
            raise BadState(problems_of_files(errors)) from errors
    return MarketGame(name, market, scenario, round_, Start(name, loaded, False), rules)


def levers_of_market(start: Start, strategy: str) -> dict[str, str]:
    """What a team may be free to change from quarter to quarter: labels by key."""
    known = can_change(start.scenario.strategies[strategy])
    return {
        key: label for key, label in free_settings(start, strategy) if key.split(".")[0] in known
    }


def free_in_market(start: Start, strategy: str) -> list[str]:
    """Settings that are worth playing with: those in which the scenario's own strategies differ."""
    known = levers_of_market(start, strategy)
    own = start.scenario.strategies[strategy]
    differ = [
        key
        for key in known
        if any(
            _value(own, key) != _value(other, key)
            for other in start.scenario.strategies.values()
            if other.style == own.style
        )
    ]
    return differ or [key for key in default_free(start, strategy) if key in known]


def _value(strategy: Strategy, key: str) -> Any:
    found: Any = strategy
    for name in key.split("."):
        found = getattr(found, name)
    return found
