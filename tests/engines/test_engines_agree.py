"""The compiled engine writes the same events as SimPy, to the last bit, in random worlds."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from agreement import assert_agreement
from hypothesis import HealthCheck, given, settings
from random_worlds import worlds
from test_shipped_scenarios import FULL_SIZE

from recsim.analysis.measures.codes import details
from recsim.model.engines import engine
from recsim.model.events import CODES, SOURCES, STATUSES, Kind
from recsim.scenario.load import load
from recsim.verification import engines as verification
from recsim.verification.engines import Trial

COMMON = settings(database=None, suppress_health_check=list(HealthCheck))
NEVER = {(Kind.PLACED, f"{source}_unemployed_{now}") for source in SOURCES for now in STATUSES[:2]}
"""Nobody who is unemployed finds a job while a candidacy goes on."""
RETURNED_OTHERWISE = {
    *((Kind.PLACED, detail) for detail in details(Kind.PLACED, start="returned_seeking_")),
    *((Kind.PLACED, detail) for detail in details(Kind.PLACED, start="returned_unemployed_")),
}
"""Who returns is content; who is then passed on may be looking by that time, or out of work."""
RARE = {
    *((Kind.PLACED, f"{source}_content_unemployed") for source in SOURCES),
    (Kind.SEED_HARVESTED, "planter"),
    (Kind.PLACED, "applied_content_seeking"),
    (Kind.LEFT_EARLY, "in_guarantee_seeking"),
    (Kind.LEFT_EARLY, "later_seeking"),
}
"""What need not happen in some hundred random worlds, nor in a year of a shipped scenario."""


@pytest.mark.long
@settings(COMMON, max_examples=40)
@given(world=worlds())
def test_engines_agree(world: Trial) -> None:
    assert_agreement(world)


@pytest.mark.long
@settings(COMMON, max_examples=400)
@given(world=worlds(most=24))
def test_engines_agree_in_small_worlds(world: Trial) -> None:
    assert_agreement(world)


@pytest.mark.long
def test_in_random_worlds_everything_happens() -> None:
    """Agreement about what never happens would prove nothing: here, or in shipped scenarios."""
    counts = np.zeros(len(CODES), dtype=np.int64)

    @settings(COMMON, max_examples=800, derandomize=True)
    @given(world=worlds())
    def simulate(world: Trial) -> None:
        run = engine("compiled")(world.scenario, world.teams, world.replication)
        counts[:] += run.tally.counts.sum(axis=(0, 1, 3))

    simulate()
    for name in FULL_SIZE:
        for one in verification.worlds(load(name).scenario, range(3)):
            run = engine("compiled")(one.scenario, one.teams, one.replication)
            counts += run.tally.counts.sum(axis=(0, 1, 3))
    happened = {code for code, count in zip(CODES, counts, strict=True) if count}
    assert not happened & NEVER
    assert set(CODES) - happened - NEVER <= RARE | RETURNED_OTHERWISE


@pytest.mark.slow
def test_who_returns_is_content_unless_passed_on() -> None:
    whole = load("two_ways", set_=["strategies.*.passes_on=false"]).scenario
    placed: Counter[tuple[Kind, str]] = Counter()
    for one in verification.worlds(whole, range(8)):
        counts = engine("compiled")(one.scenario, one.teams, one.replication).tally.counts
        placed.update(dict(zip(CODES, counts.sum(axis=(0, 1, 3)).tolist(), strict=True)))
    assert sum(placed[Kind.PLACED, detail] for detail in details(Kind.PLACED, start="returned_"))
    assert not sum(placed[code] for code in RETURNED_OTHERWISE)
