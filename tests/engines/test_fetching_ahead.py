"""What large markets fetch ahead of time changes nothing; here it is done in small ones, too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from random_worlds import worlds

from recsim.model.compiled import memory
from recsim.model.engines import engine
from recsim.verification.engines import World


@settings(
    database=None, suppress_health_check=list(HealthCheck), max_examples=100, derandomize=True
)
@given(world=worlds())
def test_fetching_changes_no_event(world: World) -> None:
    what = (world.scenario, world.teams, world.replication)
    usual = engine("compiled")(*what, keep_log=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "SMALL", -1)
        fetching = engine("compiled")(*what, keep_log=True)
    assert usual.log is not None
    assert fetching.log is not None
    assert usual.log.tobytes() == fetching.log.tobytes()
    assert np.array_equal(usual.tally.counts, fetching.tally.counts)


def test_only_large_markets_fetch_ahead() -> None:
    """A workshop's market stays in the cache, where fetching would only cost time."""
    person = memory.layout.PERSON.itemsize
    assert 2_000 * person < memory.SMALL < 50_000 * person
