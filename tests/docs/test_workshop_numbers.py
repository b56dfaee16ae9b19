"""The numbers that a trainer reads aloud are those that the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recsim.analysis.samples import Samples, samples_of
from recsim.experiments.runner import run
from recsim.scenario.load import load

pytestmark = pytest.mark.slow

PLAN = Path("docs/workshop.md").read_text(encoding="utf-8")
STORIES = [
    (
        "careful_or_careless",
        r"careless (.*?), ordinary care (.*?), great care (.*?), devotion (.*?)\.\n",
        ("bulk", "ordinary", "careful", "devoted"),
    ),
    ("two_ways", r"\*\*Reveal\*\*: waiting (.*?), calling (.*?), both (.*?)\. ",
     ("waiting", "calling", "both")),
    ("commons", r"ones places (.*?) against (.*?); when all are greedy, (.*?) each",
     ("greedy", "restrained", "all_greedy")),
]  # fmt: skip


def samples(name: str) -> Samples:
    return samples_of(run(load(name, set_=["study.engine=compiled"]).scenario))


@pytest.mark.parametrize(("name", "told", "strategies"), STORIES)
def test_placements_are_those_of_the_scenario(
    name: str, told: str, strategies: tuple[str, ...]
) -> None:
    found = re.search(told, PLAN.replace("\n   ", " "))
    assert found is not None
    of = samples(name)
    for text, strategy in zip(found.groups(), strategies, strict=True):
        estimate, low, high = of(strategy, "placements").interval(0.95)
        assert text == f"{estimate:.0f} ({low:.0f} to {high:.0f})"


def test_offence_and_resentment_are_those_of_the_scenario() -> None:
    of = samples("two_ways")
    for strategy, measure, told in (
        ("calling", "offences_per_100_placements", r"draws complaints \((\d+) for each 100"),
        ("waiting", "resentments_per_100_placements", r"and (\d+) times for each 100"),
    ):
        found = re.search(told, PLAN)
        assert found is not None
        assert found[1] == f"{of(strategy, measure).estimate:.0f}"
