"""Every number of a comparison, and every column of the table of differences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hand_made import results, scenario
from scipy import stats

from recsim.analysis import differences
from recsim.analysis.finding import Finding, finding, sizes_that_matter
from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Interval, share_interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import Comparison, compare
from recsim.analysis.precision import replications_to_decide


@pytest.mark.parametrize(
    ("interval", "n", "verdict"),
    [
        (None, 5, "undefined"),
        (Interval(2.0, None, None), 1, "one run"),
        (Interval(2.0, None, None), 2, "cannot tell"),
        (Interval(2.0, 1.0, None), 2, "cannot tell"),
        (Interval(2.0, None, 3.0), 2, "cannot tell"),
        (Interval(0.0, 0.0, 0.0), 2, "cannot tell"),
        (Interval(1.0, 0.0, 2.0), 5, "cannot tell"),
        (Interval(-1.0, -2.0, 0.0), 5, "cannot tell"),
        (Interval(0.0, -1.0, 1.0), 5, "cannot tell"),
        (Interval(2.0, 1.0, 3.0), 5, "more"),
        (Interval(2.0, 2.0, 2.0), 5, "more"),
        (Interval(-2.0, -3.0, -1.0), 5, "fewer"),
        (Interval(-2.0, -2.0, -2.0), 5, "fewer"),
    ],
)
def test_what_an_interval_says(interval: Interval | None, n: int, verdict: str) -> None:
    kind = finding(interval, interval, n=n, happened=True)
    found = replace(comparison("placements", 1, 0, 1), interval=interval, finding=kind)
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("interval", "stricter", "more", "kind"),
    [
        ((1.0, 0.5, 1.5), (1.0, -0.1, 2.1), {}, Finding.CANNOT_TELL),
        ((1.0, 0.5, 1.5), (1.0, 0.1, 1.9), {"matters": 2.0}, Finding.DECIDED),
        ((1.0, 0.5, 1.5), (1.0, -0.1, 2.1), {"matters": 1.5},
         Finding.NO_DIFFERENCE_LARGER_THAN),
        ((1.0, 0.5, 1.5), (1.0, -0.1, 2.1), {"matters": 1.4}, Finding.CANNOT_TELL),
        ((0.0, -1.5, 1.5), (0.0, -2.1, 2.1), {"matters": 1.5},
         Finding.NO_DIFFERENCE_LARGER_THAN),
        ((0.0, -1.5, 1.4), (0.0, -2.1, 2.1), {"matters": 1.4}, Finding.CANNOT_TELL),
        ((0.0, -1.5, 1.5), (0.0, -2.1, 2.1), {"happened": False}, Finding.NOTHING_HAPPENED),
    ],
)  # fmt: skip
def test_the_four_kinds_of_nothing(
    interval: tuple[float, float, float],
    stricter: tuple[float, float, float],
    more: dict[str, Any],
    kind: Finding,
) -> None:
    given = {"n": 5, "happened": True, **more}
    assert finding(Interval(*interval), Interval(*stricter), **given) is kind


def test_what_matters_is_one_placement_a_year_unless_it_is_declared() -> None:
    half = scenario(horizon_days=730).study
    assert sizes_that_matter(half) == {"placements": 2.0}
    declared = scenario(matters={"offences": 3.0, "placements": 0.5}).study
    assert sizes_that_matter(declared) == {"placements": 0.5, "offences": 3.0}


def comparison(measure: str, higher: int, ties: int, lower: int) -> Comparison:
    return Comparison(
        MEASURES[measure],
        "one",
        "other",
        9,
        None,
        None,
        None,
        higher,
        ties,
        lower,
        None,
        Finding.UNDEFINED,
    )


@pytest.mark.parametrize(
    ("measure", "wins", "losses"), [("placements", 4, 2), ("offences", 2, 4), ("contacts", 4, 2)]
)
def test_a_win_depends_on_which_way_is_better_and_a_tie_is_half_of_one(
    measure: str, wins: int, losses: int
) -> None:
    found = comparison(measure, higher=4, ties=1, lower=2)
    assert (found.wins, found.losses, found.worlds) == (wins, losses, 7)
    if measure == "contacts":  # neither more nor fewer is better: nobody wins
        assert found.chance(0.9) is None
        return
    assert found.chance(0.9) == share_interval(wins + 0.5, 7, 0.9)
    assert found.chance(0.9) != found.chance(0.8)
    assert comparison(measure, 0, 0, 0).chance(0.9) is None


@pytest.mark.parametrize("n", [2, 3, 5])
def test_pairing_is_measured_from_three_worlds_on(n: int) -> None:
    one, other = np.array([10.0, 14, 12, 20, 15])[:n], np.array([13.0, 16, 12, 26, 14])[:n]
    values = {"waiting": {"placements": one}, "calling": {"placements": other}}
    found = compare(results(values), "placements", "waiting", "calling")
    assert (found.baseline, found.strategy, found.n) == ("waiting", "calling", n)
    assert found.interval is not None
    assert found.interval.estimate == pytest.approx(np.mean(other - one))
    assert found.forecast == replications_to_decide(found.interval, n, 0.95)
    if n < 3:
        assert (found.correlation, found.variance_reduction) == (None, None)
        return
    assert found.correlation == pytest.approx(stats.pearsonr(one, other).statistic)
    change = other - one
    wanted = (one.var(ddof=1) + other.var(ddof=1)) / change.var(ddof=1)
    assert found.variance_reduction == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("one", "other", "correlated", "reduction"),
    [
        ([5, 5, 5], [4, 7, 9], False, 1.0),
        ([4, 7, 9], [5, 5, 5], False, 1.0),
        ([4, 7, 9], [6, 9, 11], True, None),  # the same difference in every world
        ([5, 5, 5], [7, 7, 7], False, None),
    ],
)
def test_what_does_not_vary_has_no_correlation(
    one: list[float], other: list[float], correlated: bool, reduction: float | None
) -> None:
    values = {"waiting": {"placements": one}, "calling": {"placements": other}}
    found = compare(results(values), "placements", "waiting", "calling")
    assert (found.correlation is not None) == correlated
    assert found.variance_reduction == (reduction and pytest.approx(reduction))
    if correlated:
        assert found.correlation == 1.0


STUDY: dict[str, dict[str, Any]] = {
    "waiting": {"placements": [10, 14, 12, 20, 15], "contacts": [0] * 5,
                "offences": [0, 0, 0, 0, 0]},
    "calling": {"placements": [13, 16, 12, 26, 14], "contacts": [100, 120, 90, 130, 100],
                "offences": [3, 4, 2, 6, 5]},
}  # fmt: skip


@pytest.mark.slow
def test_every_row_of_the_table_is_what_the_comparison_says() -> None:
    found = results(STUDY, of=scenario(confidence=0.9))
    table = differences(found)
    assert table["measure"].to_list() == list(MEASURES)
    for row in table.iter_rows(named=True):
        one = compare(found, row["measure"], "waiting", "calling")
        estimate, low, high = one.interval or (None, None, None)
        share, share_low, share_high = one.chance(0.9) or (None, None, None)
        assert row == {
            "measure": one.measure.name, "label": one.measure.label,
            "unit": unit_of(one.measure, found.scenario),
            "baseline": "waiting", "strategy": "calling", "n": one.n,
            "difference": estimate, "low": low, "high": high,
            "correlation": one.correlation, "variance_reduction": one.variance_reduction,
            "chance_other_beats": share, "chance_low": share_low, "chance_high": share_high,
            "wins": one.wins, "ties": one.ties, "losses": one.losses,
            "more_replications_from": one.forecast and one.forecast.least,
            "more_replications_to": one.forecast and one.forecast.most,
            "verdict": one.verdict,
        }  # fmt: skip
    rows = {row["measure"]: row for row in table.iter_rows(named=True)}
    assert rows["placements"]["chance_other_beats"] == 0.7
    assert rows["offences"]["verdict"] == "more"
    assert rows["offences"]["wins"] == 0
    assert rows["offences_per_1000_contacts"]["difference"] is None
    assert rows["offences_per_1000_contacts"]["chance_other_beats"] is None
    assert rows["offences_per_1000_contacts"]["verdict"] == "undefined"
