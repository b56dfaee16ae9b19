"""MSER-5 and Welch's moving averages."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hand_made import scenario

from recsim.analysis.results import Results
from recsim.analysis.warm_up import mser5, warm_up_needed, welch


def test_a_start_that_is_too_low_is_cut_off():
    rng = np.random.default_rng(3)
    steady = rng.normal(10, 1, 100)
    start = np.concatenate([np.zeros(10), steady])
    assert mser5(start) == 10
    assert mser5(steady) <= 15


def test_a_trend_has_no_steady_state():
    assert mser5(np.arange(60.0)) is None
    assert mser5(np.ones(10)) is None
    assert mser5(np.ones(40)) == 0


def study(weeks):
    days = [7.0 * i for i in range(1 - 4, len(weeks) - 3)]
    rows = pl.DataFrame(
        {
            "strategy": ["waiting"] * 2 * len(weeks),
            "day": days * 2,
            "placements": [v - 1 for v in weeks] + [v + 1 for v in weeks],
        }
    )
    short = pl.DataFrame({"strategy": ["waiting"], "day": [days[-1] + 1], "placements": [1000.0]})
    of = scenario()
    of = of.model_copy(update={"strategies": {"waiting": of.strategies["waiting"]}})
    empty = pl.DataFrame()
    return Results(of, "", empty, empty, pl.concat([rows, short]))


def test_welch_averages_replications_then_weeks_and_drops_the_short_week():
    weeks = [0.0, 3.0, 6.0, 3.0, 3.0]
    table = welch(study(weeks), "placements", window=1)
    assert table["mean"].to_list() == weeks
    assert table["day"].to_list() == [-21.0, -14.0, -7.0, 0.0, 7.0]
    assert table["smoothed"].to_list() == pytest.approx([0.0, 3.0, 4.0, 4.0, 3.0])


def test_warm_up_needed_counts_days_from_the_start():
    rng = np.random.default_rng(5)
    weeks = [0.0] * 5 + list(rng.normal(10, 0.5, 60))
    assert warm_up_needed(study(weeks)) == {"waiting": 35}
    with pytest.raises(KeyError):
        warm_up_needed(study(weeks), "nothing")
