"""Intervals of many measures at once are those of each one, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.analysis.intervals import mean_interval, mean_intervals
from recsim.analysis.many import intervals
from recsim.analysis.measures import MEASURES
from recsim.analysis.samples import samples_from, samples_of
from recsim.analysis.summaries import summary
from recsim.experiments.runner import run
from recsim.scenario.gallery import shipped
from recsim.scenario.load import load

NAMES = tuple(MEASURES)


@pytest.mark.slow
@given(st.integers(0, 2**32 - 1), st.integers(0, 40), st.sampled_from([0.0, 0.3, 0.97]))
def test_the_same_as_one_by_one(seed: int, n: int, nothing: float) -> None:
    """Counts of all sizes, with zeros, with rows that never vary, and with gaps."""
    draw = np.random.default_rng(seed)
    rows = draw.poisson(draw.uniform(0, 300, (len(NAMES), 1)), (len(NAMES), n)).astype(float)
    rows *= draw.random(rows.shape) >= nothing
    rows[draw.random(len(NAMES)) < 0.1] = 3.0
    rows[draw.random(len(NAMES)) < 0.05, : n // 2] = np.nan
    samples = samples_from({"a": (tuple(range(n)), np.ascontiguousarray(rows))})
    wanted = {name: samples("a", name) for name in NAMES}
    found = intervals(wanted, 0.95)
    assert list(found) == list(NAMES)
    for name, sample in wanted.items():
        assert found[name] == sample.interval(0.95), name


@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_rows_of_means(seed: int, n: int) -> None:
    rows = np.random.default_rng(seed).normal(5, 3, (7, n))
    rows[2] = 0.1
    found = zip(*mean_intervals(rows[:, ::-1], 0.9), strict=True)
    for row, ends in zip(rows[:, ::-1], found, strict=True):
        assert ends == mean_interval(np.ascontiguousarray(row), 0.9)


@pytest.mark.slow
def test_samples_without_a_table_are_those_of_the_table() -> None:
    scenario = load(dict(shipped())["two_ways"]).scenario
    small = scenario.model_copy(
        update={
            "world": scenario.world.model_copy(update={"people": 150}),
            "study": scenario.study.model_copy(
                update={"horizon_days": 60, "warm_up_days": 7, "engine": "simpy"}
            ),
        }
    )
    results = run(small, replications=range(4), workers=1)
    by_table = samples_of(results)
    values = {
        key: (
            tuple(range(4)),
            np.array([results.column(key, name).cast(float).fill_null(np.nan) for name in NAMES]),
        )
        for key in results.strategies
    }
    without = samples_from(values)
    told = summary(results)
    for row in told.to_dicts():
        one, other = (of(row["strategy"], row["measure"]) for of in (by_table, without))
        assert one.replications == other.replications
        np.testing.assert_array_equal(one.values, other.values)
        assert one.interval(0.95) == other.interval(0.95)
    with pytest.raises(KeyError, match=r"^'placement'$"):
        without("waiting", "placement")
