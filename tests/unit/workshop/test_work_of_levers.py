"""What a visitor can set costs no more than a run's budget, or is ended when that is spent."""

from __future__ import annotations

import random

import pytest

from recsim.experiments.runner import tasks_of
from recsim.experiments.work import everybody
from recsim.model.budget import TooMuchWork
from recsim.model.engines import engine
from recsim.page.levers import Lever, Scalar
from recsim.page.start import Start
from recsim.workshop.state import BadState, Catalogue, changed
from recsim.workshop.work import BUDGETS

BUDGET = BUDGETS["compiled"]
CORNERS = 40

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shipped() -> list[Start]:
    catalogue = Catalogue()
    return [catalogue[name] for name in catalogue.names]


def ends(lever: Lever) -> list[Scalar]:
    if lever.kind == "switch":
        return [not lever.value]
    if lever.kind == "choice":
        return [choice for choice in lever.choices if choice != lever.value]
    assert lever.min is not None
    assert lever.max is not None
    return [lever.min, lever.max]


def cost(start: Start, changes: dict[str, Scalar], strategy: str) -> int:
    """Steps of the world in which a strategy is measured."""
    scenario = changed(start, changes).scenario
    task = next(task for task in tasks_of(scenario, [0]) if strategy in task.teams)
    steps = engine("compiled", BUDGET)(scenario, everybody(scenario, task), 0).steps
    assert steps is not None
    return steps


def test_every_lever_can_be_moved_to_its_ends(shipped: list[Start]) -> None:
    """Each lever in one of the shipped scenarios, in turn; of strategies in one that has it."""
    seen: set[str] = set()
    most = 0
    for start in shipped[::-1] + shipped:
        strategy = next(iter(start.scenario.strategies))
        new = [lever for lever in start.levers.values() if general(lever.path) not in seen][:25]
        for lever in new:
            seen.add(general(lever.path))
            if lever.path.startswith("strategies."):
                strategy = lever.path.split(".")[1]
            for value in ends(lever):
                try:
                    most = max(most, cost(start, {lever.path: value}, strategy))
                except BadState:  # shares that add up to 1 go together
                    assert lever.adds_up or lever.kind == "choice", lever.path
    assert len(seen) > 100
    assert 10_000 < most < BUDGET.steps / 2


def general(path: str) -> str:
    """The path of a lever without names that a scenario has chosen."""
    parts = path.split(".")
    if parts[0] == "strategies" or parts[:2] == ["world", "segments"]:
        parts[1 if parts[0] == "strategies" else 2] = "*"
    return ".".join(parts)


def test_corners_end_within_the_budget(shipped: list[Start]) -> None:
    rng = random.Random(1)
    ended = 0
    for _ in range(CORNERS):
        start = rng.choice(shipped)
        numbers = [
            lever for lever in start.levers.values()
            if lever.kind in ("number", "integer") and not lever.adds_up
        ]  # fmt: skip
        changes = {one.path: rng.choice(ends(one)) for one in numbers if rng.random() < 0.3}
        try:
            assert cost(start, changes, rng.choice(list(start.scenario.strategies))) <= BUDGET.steps
        except TooMuchWork:
            ended += 1
        except BadState:
            continue
    assert ended < CORNERS / 2
