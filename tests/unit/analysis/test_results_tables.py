"""Tables of results: merging, columns, what is undefined."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hand_made import results, scenario

from recsim.analysis.results import FAILURES, SEGMENTS, WEEKS, Results
from recsim.model.events import EVENT


def part(replications, *, of=None, variant="", failures=()):
    found = results(
        {name: {"placements": list(replications)} for name in ("waiting", "calling")}, of=of
    )
    runs = found.runs.with_columns(pl.col("placements").alias("replication"))
    return Results(
        found.scenario,
        variant,
        runs,
        pl.DataFrame(schema=SEGMENTS),
        pl.DataFrame(schema=WEEKS),
        {("waiting", replications[0]): np.zeros(1, dtype=EVENT)},
        pl.DataFrame(
            [("calling", variant, number, "boom") for number in failures],
            schema=FAILURES,
            orient="row",
        ),
    )


def test_merging_adds_up_replications_in_the_scenarios_order():
    both = part([4, 5]).merge(part([0, 1, 2], of=scenario(replications=3), failures=[3]))
    assert both.runs["strategy"].to_list() == ["waiting"] * 5 + ["calling"] * 5
    assert both.runs["replication"].to_list() == [0, 1, 2, 4, 5] * 2
    assert both.replications == (0, 1, 2, 3, 4, 5)
    assert both.scenario.study.replications == 6
    assert set(both.logs) == {("waiting", 4), ("waiting", 0)}
    assert both.failures["replication"].to_list() == [3]


def test_the_same_replication_cannot_be_merged_twice():
    with pytest.raises(ValueError, match="replications 1, 2 are in both"):
        part([0, 1, 2]).merge(part([1, 2, 3]))


def test_other_inputs_cannot_be_merged():
    with pytest.raises(ValueError, match="different scenarios"):
        part([0]).merge(part([1], of=scenario(seed=9)))
    with pytest.raises(ValueError, match="different scenarios"):
        part([0]).merge(part([1], variant="spam"))


def test_columns_come_in_the_order_of_replications():
    assert part([5, 1, 3]).column("calling", "placements").to_list() == [1, 3, 5]


def test_measured_weeks_leave_out_the_warm_up():
    weeks = pl.DataFrame({"strategy": ["waiting"] * 4, "day": [-7.0, 0.0, 7.0, 14.0]})
    empty = pl.DataFrame()
    found = Results(scenario(), "", empty, empty, weeks)
    assert found.measured_weeks["day"].to_list() == [7.0, 14.0]
