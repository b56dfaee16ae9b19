"""Paired comparison on numbers that can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hand_made import results, scenario
from scipy import stats

from recsim.analysis import differences
from recsim.analysis.finding import Finding
from recsim.analysis.paired import compare
from recsim.analysis.samples import samples_of
from recsim.telling.findings import Teller

STUDY = {
    "waiting": {"placements": [10, 14, 12, 20, 15], "offences": [0, 0, 0, 0, 0],
                "contacts": [0, 0, 0, 0, 0]},
    "calling": {"placements": [13, 16, 12, 26, 14], "offences": [3, 4, 2, 6, 5],
                "contacts": [100, 120, 90, 130, 100]},
}  # fmt: skip


def test_difference_interval_and_correlation():
    one, other = (np.array(STUDY[name]["placements"], float) for name in STUDY)
    found = compare(results(STUDY), "placements", "waiting", "calling")
    change = other - one
    low, high = stats.t.interval(0.95, 4, change.mean(), stats.sem(change))
    assert found.interval.estimate == 2.0
    assert found.interval.low <= low
    assert found.interval.high >= high
    assert found.correlation == pytest.approx(stats.pearsonr(one, other).statistic)
    assert found.variance_reduction == pytest.approx(
        (one.var(ddof=1) + other.var(ddof=1)) / change.var(ddof=1)
    )
    assert (found.higher, found.ties, found.lower) == (3, 1, 1)
    assert found.chance(0.95).estimate == 0.7
    assert found.verdict == "cannot tell"


def test_money_that_is_the_same_in_all_runs_has_no_interval():
    earned = {
        "waiting": {"placements": [1, 1, 2], "fees": [0.0, 0.0, 0.0], "contacts": [0, 1, 2]},
        "calling": {"placements": [1, 1, 2], "fees": [9e3, 9e3, 9e3], "contacts": [3, 4, 9]},
    }
    of = results(earned)
    found = compare(of, "fees", "waiting", "calling")
    assert found.interval == (9e3, None, None)
    assert found.finding is Finding.CANNOT_TELL
    assert found.forecast is None
    assert Teller(of.scenario, samples_of(of)).certainty(found) == [
        "There is no interval: all runs came out alike, which says nothing of how others would."
    ]


def test_a_win_is_fewer_where_fewer_is_better():
    found = compare(results(STUDY), "offences", "waiting", "calling")
    assert (found.wins, found.losses, found.verdict) == (0, 5, "more")
    assert found.correlation is None
    assert found.forecast is None


def test_ratios_are_compared_by_their_pooled_values():
    found = compare(results(STUDY), "offences_per_100_placements", "waiting", "calling")
    assert found.interval.estimate == pytest.approx(100 * 20 / 81)
    assert (found.n, found.lower, found.higher) == (5, 0, 5)


def test_undefined_on_one_side_is_undefined():
    found = compare(results(STUDY), "offences_per_1000_contacts", "waiting", "calling")
    assert (found.interval, found.verdict, found.worlds) == (None, "undefined", 0)
    assert found.chance(0.95) is None


def test_equal_in_few_worlds_is_not_equal():
    same = {
        "waiting": {"placements": [3, 5]},
        "calling": {"placements": [3, 5], "contacts": [8, 9]},
    }
    found = compare(results(same), "placements", "waiting", "calling")
    assert (found.verdict, found.ties, found.forecast) == ("cannot tell", 2, None)
    assert found.same_everywhere
    assert found.interval == (0.0, -found.interval.high, found.interval.high)
    assert found.interval.high > 2.6


def test_one_replication_gives_no_interval():
    once = {"waiting": {"placements": [3]}, "calling": {"placements": [5]}}
    found = compare(results(once), "placements", "waiting", "calling")
    assert (found.verdict, found.interval) == ("one run", (2.0, None, None))
    assert found.chance(0.95) == (1.0, None, None)


def test_only_replications_that_both_have_are_paired():
    found = results(STUDY)
    calling_3 = (found.runs["strategy"] == "calling") & (found.runs["replication"] == 3)
    less = type(found)(
        found.scenario, "", found.runs.filter(~calling_3), found.segments, found.series
    )
    compared = compare(less, "placements", "waiting", "calling")
    assert compared.n == 4
    assert compared.interval.estimate == pytest.approx((3 + 2 + 0 - 1) / 4)


def test_the_table_compares_everybody_with_the_first():
    of = scenario()
    polite = of.strategies["calling"].model_copy(update={"label": "Polite"})
    of = of.model_copy(update={"strategies": {**of.strategies, "polite": polite}})
    table = differences(results({**STUDY, "polite": STUDY["calling"]}, of=of))
    assert set(table["baseline"]) == {"waiting"}
    assert table["strategy"].unique(maintain_order=True).to_list() == ["calling", "polite"]
    assert table.columns == [
        "measure", "label", "unit", "baseline", "strategy", "n", "difference", "low", "high",
        "correlation", "variance_reduction", "chance_other_beats", "chance_low", "chance_high",
        "wins", "ties", "losses", "more_replications_from",
        "more_replications_to", "verdict",
    ]  # fmt: skip
    for column in table.get_columns():
        if column.dtype.is_float():
            assert not column.is_nan().any(), column.name


def test_a_study_of_one_strategy_has_no_differences():
    of = scenario()
    of = of.model_copy(update={"strategies": {"waiting": of.strategies["waiting"]}})
    assert differences(results({"waiting": STUDY["waiting"]}, of=of)).height == 0


def test_chance_has_a_wilson_interval():
    found = compare(results(STUDY), "offences", "waiting", "calling")
    low, high = found.chance(0.95)[1:]
    z = stats.norm.ppf(0.975)
    assert low == 0.0
    assert high == pytest.approx(z * z / (5 + z * z))
    assert math.isclose(found.chance(0.95).estimate, 0.0)
