"""What a trainer shows on the page to explore, as a question to the room takes it along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from recsim.analysis.measures import MEASURES
from recsim.page.language import in_languages, strategies_in_languages
from recsim.page.start import Start
from recsim.scenario.load import load_text
from recsim.scenario.scenario import Scenario
from recsim.workshop.download import complete_text
from recsim.workshop.explore import varied
from recsim.workshop.requests import Setting
from recsim.workshop.room.game import SCENARIO_FILE, Game, measure
from recsim.workshop.room.ready import first_played, most_of
from recsim.workshop.room.records import Asked
from recsim.workshop.state import State, changed
from recsim.workshop.upload import KEY

RUNS = 30
"""Replications of an answer: as many as the page shows, of the same seed, so that both agree."""
MOST_REMEMBERED = 64

Json = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A scenario as it is set on the page.

    Attributes:
        asked: what the page sent.
        state: the scenario with its changes.
    """

    asked: Setting
    state: State

    @cached_property
    def text(self) -> str:
        """The scenario with every setting written out."""
        return complete_text(self.state, RUNS)

    @property
    def scenario(self) -> Scenario:
        """What an answer is simulated with."""
        return loaded_text(self.text)

    @property
    def link(self) -> str:
        """What opens the same on the page; empty for a file, which only its browser has."""
        if is_own(self.asked.scenario):
            return ""
        changes = dict(self.asked.changes)
        seed = changes.pop("study.seed", None)
        fields = {
            "scenario": self.asked.scenario,
            **({"with": self.asked.variant} if self.asked.variant else {}),
            **({} if seed is None else {"seed": seed}),
            **{path: _in_a_link(value) for path, value in changes.items()},
        }
        return urlencode(fields)

    @property
    def view(self) -> Json:
        """What the form of a question needs; it begins with a strategy that was changed."""
        scenario = self.scenario
        strategy = next(iter(self.state.new_labels), "") or first_played(self.state.start)
        return {
            "title": scenario.title or scenario.name,
            "languages": in_languages(self.state.start),
            "labels": strategies_in_languages(self.state.start),
            "changed": len(self.asked.changes) + bool(self.asked.variant),
            "strategies": [
                {"key": key, "label": scenario.label(key)} for key in scenario.strategies
            ],
            "challenge": {
                "strategy": {"key": strategy, "label": scenario.label(strategy)},
                "maximise": measure(most_of(scenario), scenario),
                "days": scenario.study.horizon_days,
            },
        }


def shown(find: Callable[[str], Start], asked: Setting) -> Shown:
    """What the page shows.

    Args:
        find: scenarios by name.
        asked: the scenario, its variant and its changes.

    Raises:
        UnknownScenario: there is none of this name.
        BadState: the changes cannot be made, or there is no such variant.
    """
    return Shown(asked, changed(varied(find(asked.scenario), asked.variant), asked.changes))


def subject(game: Game, asked: Asked) -> Scenario:
    """What a question is about: what was shown when it was asked, or what the room plays."""
    return loaded_text(asked.scenario) if asked.scenario else game.scenario


def is_own(name: str) -> bool:
    """Whether a scenario is somebody's own file, whose name in the workshop is a secret."""
    return name.startswith(KEY)


@lru_cache(MOST_REMEMBERED)
def loaded_text(text: str) -> Scenario:
    """A scenario from its text."""
    return load_text(text, SCENARIO_FILE, measures=MEASURES).scenario


def _in_a_link(value: bool | int | float | str) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
