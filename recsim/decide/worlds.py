"""A scenario with other values of some settings, each checked like a file that says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recsim.scenario.errors import Problem, ScenarioErrors
from recsim.scenario.scenario import Scenario
from recsim.scenario.vary import Axis, Value
from recsim.scenario.yaml_text import yaml_text

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded

Load = Callable[[Sequence[str]], "Loaded"]
"""Loads the scenario with further settings, "key=value"."""


@dataclass(frozen=True)
class World:
    """The scenario with these values of what is varied.

    Attributes:
        values: one for each axis; empty for the scenario as it stands.
        scenario: with them.
    """

    values: tuple[Value, ...]
    scenario: Scenario


def worlds(load: Load, axes: Sequence[Axis], points: Sequence[tuple[Value, ...]]) -> list[World]:
    """The scenario at each of these points.

    Args:
        load: loads the scenario with further settings.
        axes: what is varied.
        points: a value for each axis.

    Raises:
        ScenarioErrors: everything that is wrong, at the place where the values were given.
    """
    found: list[World] = []
    problems: list[Problem] = []
    for values in points:
        options = [
            f"{axis.key}={yaml_text(value)}" for axis, value in zip(axes, values, strict=True)
        ]
        try:
            found.append(World(values, load(options).scenario))
        except ScenarioErrors as errors:
            given = {f"--set {option}": axis for option, axis in zip(options, axes, strict=True)}
            problems += [_at_its_axis(problem, given) for problem in errors.problems]
    if problems:
        raise ScenarioErrors(problems)
    return found


def _at_its_axis(problem: Problem, given: dict[str, Axis]) -> Problem:
    """The problem at the place where the values were given."""
    axis = given.get(problem.file)
    if axis is None:
        return problem
    return replace(problem, place=replace(axis.place, key=problem.key or axis.place.key))
