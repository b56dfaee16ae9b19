"""The model gives what theory says, and the way this is checked can fail."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest

from recsim.analysis.intervals import Interval
from recsim.verification import CASES, Check, checks, chosen
from recsim.verification.published import FUNNEL, LAKES, SHAPES, TEAMS, lake

NAMES = [case.name for case in CASES]
PUBLISHED = {name for name in NAMES if name.startswith("published_")}


@pytest.mark.parametrize("name", NAMES)
def test_theory_lies_in_the_interval(name: str) -> None:
    [case] = [case for case in CASES if case.name == name]
    found = [check for some in checks([case]) for check in some]
    assert len({check.at for check in found}) == len(case.values)
    wrong = [check for check in found if not check.holds]
    assert not wrong


def test_there_are_enough_cases_and_values() -> None:
    theory = [case for case in CASES if case.name not in PUBLISHED]
    assert len(theory) >= 20
    assert len(set(NAMES)) == len(NAMES)
    assert all(len(case.values) >= 3 for case in theory)
    assert chosen("inbox_one_recruiter")[0].values[0] == 0.1
    assert chosen("inbox_one_recruiter")[0].values[-1] == 0.95


@pytest.mark.parametrize("name", ["employed_or_not", "seed_life", "vacancies_open", "segments"])
def test_a_wrong_theory_is_found_out(name: str) -> None:
    """Values that are wrong by a quarter are far outside of the intervals."""
    [case] = chosen(name)
    exact = case.exact
    wrong = replace(
        case,
        values=case.values[:1],
        exact=lambda value: {what: 1.25 * true for what, true in exact(value).items()},
        precision=inf,
    )
    verdicts = [check.verdict for check in wrong.check(wrong.values[0])]
    assert verdicts.count("fails") >= len(verdicts) - 1


@pytest.mark.parametrize(
    ("theory", "interval", "verdict"),
    [
        (1.0, Interval(1.02, 0.97, 1.07), "holds"),
        (1.1, Interval(1.02, 0.97, 1.07), "fails"),
        (0.9, Interval(1.02, 0.97, 1.07), "fails"),
        (1.0, Interval(1.0, 0.8, 1.2), "vague"),
        (1.0, Interval(1.0, None, None), "vague"),
        (nan, Interval(1.0, 0.95, 1.05), "fails"),
        (1.0, Interval(1.0 + 1e-12, 1.0 + 1e-12, 1.0 + 1e-12), "holds"),
    ],
)
def test_verdicts(theory: float, interval: Interval, verdict: str) -> None:
    assert Check("case", "1", "quantity", theory, interval, widest=0.1).verdict == verdict


def test_published_numbers_are_those_of_the_cases() -> None:
    """What the cases compute from published rates is what was published."""
    assert [round(lake(name)["share unemployed"], 5) for name in LAKES] == [
        0.08267,
        0.13058,
        0.11309,
    ]
    assert round(1 / FUNNEL, 1) == 416.7
    assert round((1 - FUNNEL) ** 420, 2) == 0.36
    assert (1 - FUNNEL) ** 959 < 0.1 < (1 - FUNNEL) ** 958
    [erlang] = chosen("published_erlang_c")
    waits = [erlang.exact(team)["share who wait"] for team in TEAMS]
    assert [round(wait, 4) for wait in waits] == [0.8, 0.7111, 0.6472]
    [gamma] = chosen("published_time_to_fill")
    on_time = [gamma.exact(name)["share filled by day 90"] for name in SHAPES]
    assert [round(share, 3) for share in on_time] == [0.706, 0.694, 0.692]
