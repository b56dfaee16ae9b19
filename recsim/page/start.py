"""A scenario that people begin with: its levers, and what its strategies are called later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from recsim.classroom.names import CHANGED
from recsim.page.levers import MOST_PEOPLE, Lever, strategy_levers, world_levers
from recsim.scenario.check import check
from recsim.scenario.errors import Problem
from recsim.scenario.load import Loaded
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import file_shape
from recsim.scenario.show import resolved_yaml
from recsim.scenario.yaml_nodes import Node, parse

MOST_DAYS = 1095
"""Days measured, and days of warm-up."""
LEFT_OUT = ("variants", "expect")
IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
"""Settings that a label names after the strategy, as in "Careless (care 0.1)"."""


class TooLarge(ValueError):  # noqa: N818 - nothing is wrong with the scenario
    """The scenario takes too long to answer while people wait."""


@dataclass(frozen=True, eq=False)
class Start:
    """A scenario that a page or a workshop starts from.

    Attributes:
        name: its name in the workshop.
        loaded: the scenario as it was loaded.
        shipped: whether everybody has its file, since it came with recsim.
        file: name of the file that somebody uploaded; empty for all others.
        digest: tells that file from others of its name (8 hex digits); empty for all others.
        source: what the command line loads it by; empty if nothing does.
    """

    name: str
    loaded: Loaded
    shipped: bool
    file: str = ""
    digest: str = ""
    source: str = ""

    @property
    def scenario(self) -> Scenario:
        """The scenario without changes."""
        return self.loaded.scenario

    @cached_property
    def tree(self) -> Node:
        """The resolved scenario as a tree; no strategy is ``like`` another any more."""
        problems: list[Problem] = []
        node = parse(resolved_yaml(self.loaded), self.name, problems)
        assert node is not None
        tree = check(node, file_shape(), problems)
        assert tree is not None, problems
        return tree.holding({k: at for k, at in tree.fields.items() if k not in LEFT_OUT})

    @cached_property
    def strategy_levers(self) -> dict[str, list[Lever]]:
        """Levers of each strategy."""
        return strategy_levers(self.scenario, self.loaded.origins)

    @cached_property
    def world_levers(self) -> dict[str, list[Lever]]:
        """Levers of the world by block."""
        return world_levers(self.scenario, self.loaded.origins)

    @cached_property
    def levers(self) -> dict[str, Lever]:
        """All levers by the key of their setting."""
        groups = [*self.strategy_levers.values(), *self.world_levers.values()]
        return {lever.path: lever for group in groups for lever in group}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Name of each strategy."""
        return {key: self.scenario.label(key) for key in self.scenario.strategies}

    @cached_property
    def changed_labels(self) -> dict[str, str]:
        """Name of each strategy once it is set otherwise."""
        return {key: f"{name}{CHANGED}" for key, name in short_labels(self.labels).items()}


def short_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Names of strategies without settings that may no longer hold, if that leaves them apart."""
    short = {key: IN_BRACKETS.sub("", label) or label for key, label in labels.items()}
    return short if len(set(short.values())) == len(short) else dict(labels)


def too_large(scenario: Scenario) -> str:
    """Why the scenario cannot be explored while people wait; empty if it can."""
    study = scenario.study
    if scenario.world.people > MOST_PEOPLE:
        return f"{scenario.world.people:,} people; a workshop takes at most {MOST_PEOPLE:,}"
    days = max(study.horizon_days, study.warm_up_days)
    return f"{days:,} days; a workshop takes at most {MOST_DAYS:,}" if days > MOST_DAYS else ""
