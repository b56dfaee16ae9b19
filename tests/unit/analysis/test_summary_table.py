"""The summary: estimates over all replications, spread of single runs, nulls."""

from __future__ import annotations

import pytest
from hand_made import results

from recsim.analysis import summary
from recsim.analysis.measures import MEASURES


def row(found, strategy, measure):
    rows = summary(found).rows(named=True)
    return next(r for r in rows if (r["strategy"], r["measure"]) == (strategy, measure))


STUDY = {
    "waiting": {"placements": [10, 20, 30, 40], "offences": [0, 0, 0, 0]},
    "calling": {"placements": [1, 100, 100, 0], "offences": [10, 100, 100, 1]},
}


def test_it_has_a_row_for_every_strategy_and_measure():
    table = summary(results(STUDY))
    assert table.height == 2 * len(MEASURES)
    assert table.columns == [
        "strategy", "variant", "measure", "label", "unit", "n", "mean", "low", "high", "sd",
        "median", "p05", "p95", "confidence",
    ]  # fmt: skip


def test_a_total_is_a_mean_with_a_t_interval():
    found = row(results(STUDY), "waiting", "placements")
    assert (found["n"], found["mean"], found["median"]) == (4, 25.0, 25.0)
    assert found["high"] - 25 == pytest.approx(3.182446 * 12.909944 / 2)
    assert found["sd"] == pytest.approx(12.909944)
    assert found["p05"] == pytest.approx(11.5)
    assert found["confidence"] == 0.95


def test_a_rate_is_sum_over_sum_and_not_the_mean_of_rates():
    found = row(results(STUDY), "calling", "offences_per_100_placements")
    assert found["mean"] == pytest.approx(100 * 211 / 201)
    # Spread is that of the single runs in which it is defined: 1000, 100, 100.
    assert found["median"] == 100.0
    assert found["n"] == 4


def test_undefined_is_null():
    found = row(results(STUDY), "waiting", "offences_per_1000_contacts")
    assert found["n"] == 0
    assert {found[key] for key in ("mean", "low", "high", "sd", "median", "p05", "p95")} == {None}


def test_one_run_has_no_interval():
    found = row(results({"waiting": {"placements": [7]}}), "waiting", "placements")
    assert (found["n"], found["mean"], found["low"], found["high"]) == (1, 7.0, None, None)
    assert found["sd"] is None


def test_ends_of_intervals_are_possible_values():
    found = row(results({"waiting": {"placements": [0, 0, 0, 9]}}), "waiting", "placements")
    assert found["low"] == 0.0


def test_money_is_in_the_scenarios_currency():
    assert row(results(STUDY), "waiting", "cost_per_placement")["unit"] == "USD per placement"


def test_none_seen_is_never_certain():
    study = {
        "waiting": {"placements": [50] * 4, "contacts": [0] * 4},
        "calling": {"placements": [50] * 4, "contacts": [100] * 4},
    }
    found = results(study)
    assert row(found, "calling", "offences_per_1000_contacts")["high"] == pytest.approx(18.3, 1e-2)
    assert row(found, "waiting", "offences_per_100_placements")["high"] > 3.69 / 2
