"""The compiled engine writes the same events as SimPy, to the last bit, in random worlds."""

from __future__ import annotations

import numpy as np
import pytest
from agreement import assert_agreement
from hypothesis import HealthCheck, given, settings
from random_worlds import worlds

from recsim.model.engines import engine
from recsim.model.events import CODES, Kind
from recsim.verification.engines import World

COMMON = settings(database=None, suppress_health_check=list(HealthCheck))
RARE = {
    (Kind.PLACED, "returned_seeking"),
    (Kind.PLACED, "returned_unemployed"),
    (Kind.SEED_HARVESTED, "planter"),
    (Kind.LEFT_EARLY, "in_guarantee_seeking"),
    (Kind.LEFT_EARLY, "later_seeking"),
}
"""What need not happen in some hundred random worlds."""


@settings(COMMON, max_examples=200, derandomize=True)
@given(world=worlds())
def test_engines_agree(world: World) -> None:
    assert_agreement(world)


@pytest.mark.slow
@settings(COMMON, max_examples=4000)
@given(world=worlds())
def test_engines_agree_in_thousands_of_new_worlds(world: World) -> None:
    assert_agreement(world)


def test_in_random_worlds_everything_happens() -> None:
    """Agreement about what never happens would prove nothing."""
    counts = np.zeros(len(CODES), dtype=np.int64)

    @settings(COMMON, max_examples=400, derandomize=True)
    @given(world=worlds())
    def simulate(world: World) -> None:
        run = engine("compiled")(world.scenario, world.teams, world.replication)
        counts[:] += run.tally.counts.sum(axis=(0, 1, 3))

    simulate()
    assert {code for code, count in zip(CODES, counts, strict=True) if count == 0} <= RARE
