"""Very many runs: tables are made of a few measures at a time, and are the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recsim.analysis import differences, summaries, summary
from recsim.analysis.estimates import fingerprint
from recsim.analysis.results import Results
from recsim.experiments.runner import run
from recsim.studies.sources import load_one


@pytest.fixture(scope="module")
def results() -> Results:
    loaded = load_one(
        "two_ways",
        set_=["world.people=100", "study.horizon_days=28", "study.warm_up_days=0"],
        replications=3,
    )
    return run(loaded.scenario, workers=1)


@pytest.mark.slow
def test_a_summary_does_not_depend_on_how_many_are_made_together(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = summary(results)
    for values in (1, 30):
        monkeypatch.setattr(summaries, "VALUES", values)
        assert summary(results).equals(whole)


@pytest.mark.slow
def test_tables_do_not_depend_on_the_order_of_the_runs(results: Results) -> None:
    mixed = replace(results, runs=results.runs.sort("replication", "strategy", descending=True))
    for strategy in results.strategies:
        there = mixed.of(strategy)
        assert there.sort("replication").equals(results.of(strategy))
        assert there["strategy"].unique().to_list() == [strategy]
    assert summary(mixed).equals(summary(results))
    assert differences(mixed).equals(differences(results))


def test_runs_of_nobody(results: Results) -> None:
    assert results.of("nobody").height == 0
    assert results.of("nobody").schema == results.runs.schema


def test_a_fingerprint_tells_values_and_not_how_they_are_written() -> None:
    one = np.array([0.0, 1.0, np.nan])
    assert fingerprint([one]) == fingerprint([np.array([-0.0, 1.0, -np.nan])])
    assert fingerprint([one]) != fingerprint([np.array([0.0, 1.0, 2.0])])
    assert fingerprint([one, one]) != fingerprint([one])
