"""A small market in which a direction shows in a second; paired differences of two settings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import inf
from typing import Any

import numpy as np

from recsim.analysis.measures import compute
from recsim.model import simulate
from recsim.scenario.scenario import Scenario

REPLICATIONS = 6
# Livelier than the defaults: half a year of two recruiters is to have some of everything.
BASE: dict[str, Any] = {
    "world": {
        "people": 800,
        "board": {"visits_per_day": 0.2},
        "hiring": {"interview_intercept": -2.1},
        "demand": {"requisitions_per_recruiter_year": 60.0, "competitor_days": inf},
        "work": {"overhead": 0.3},
    },
    "strategies": {"team": {"style": "active", "recruiters": 2}},
    "study": {"horizon_days": 182, "warm_up_days": 28, "seed": 77},
}


def _merged(tree: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(tree)
    for key, value in changes.items():
        old = merged.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(old, value) if both else value  # type: ignore[arg-type]
    return merged


def _frozen(tree: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (key, _frozen(value) if isinstance(value, Mapping) else value)
        for key, value in sorted(tree.items())
    )


def _thawed(tree: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {key: _thawed(value) if isinstance(value, tuple) else value for key, value in tree}


@cache
def _runs(world: tuple[Any, ...], team: tuple[Any, ...]) -> dict[str, np.ndarray]:
    changes = {"world": _thawed(world), "strategies": {"team": _thawed(team)}}
    scenario = Scenario.model_validate(_merged(BASE, changes))
    columns: dict[str, list[float]] = {}
    for replication in range(REPLICATIONS):
        tally = simulate(scenario, ("team",), replication).tally
        for name, value in compute(scenario, tally, "team").items():
            columns.setdefault(name, []).append(np.nan if value is None else float(value))
    return {name: np.array(values) for name, values in columns.items()}


def measured(name: str, world: Mapping[str, Any] | None = None, **team: Any) -> np.ndarray:
    """A measure of every replication, shape (replications,), under these changes of the base."""
    return _runs(_frozen(world or {}), _frozen(team))[name]


def is_clearly_more(more: np.ndarray, less: np.ndarray) -> bool:
    """Whether the paired difference lies at least three standard errors above zero."""
    difference = more - less
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    return bool(difference.mean() > 3.0 * error)
