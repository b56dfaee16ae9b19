"""The model gives what theory says, and the way this is checked can fail."""

from __future__ import annotations

import random
from dataclasses import replace
from math import inf, nan

import pytest

from recsim.analysis.intervals import Interval, t_quantile
from recsim.verification import CASES, Check, checks, chosen
from recsim.verification.case import CHECKS, CONFIDENCE, MOST_GROWTH, MOST_STAGES, TOGETHER
from recsim.verification.log import Log
from recsim.verification.published import FUNNEL, LAKES, SHAPES, TEAMS, lake

NAMES = [case.name for case in CASES]
PUBLISHED = {name for name in NAMES if name.startswith("published_")}


@pytest.mark.parametrize("name", NAMES)
def test_theory_lies_in_the_interval(name: str) -> None:
    [case] = [case for case in CASES if case.name == name]
    found = [check for some in checks([case], workers=1) for check in some]
    assert len({check.at for check in found}) == len(case.values)
    wrong = [check for check in found if not check.holds]
    assert not wrong


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 4, 5, 123456789])
def test_theory_holds_for_any_seed(seed: int) -> None:
    found = [check for some in checks(CASES, workers=1, seed=seed) for check in some]
    assert [check for check in found if not check.holds] == []


def test_the_error_is_divided_among_all_checks() -> None:
    count = sum(len(case.exact(value)) for case in CASES for value in case.values)
    assert 0.8 * CHECKS <= count <= CHECKS
    error = 1 - CONFIDENCE
    assert error * CHECKS == pytest.approx(1 - TOGETHER)


@pytest.mark.parametrize(("precision", "stages"), [(10.0, 1), (0.5, 2)])
def test_an_interval_that_is_too_wide_gets_more_runs(precision: float, stages: int) -> None:
    runs, found = runs_and_checks(precision)
    assert {check.verdict for check in found} == {"holds"}
    assert (runs > FEW_RUNS) == (stages > 1)
    half = max(check.width / check.theory for check in found)
    quantiles = [t_quantile((1 + c) / 2, runs - 1) for c in (TOGETHER, CONFIDENCE)]
    assert half * quantiles[0] / quantiles[1] <= precision


def test_runs_that_never_suffice_end() -> None:
    runs, found = runs_and_checks(1e-9)
    assert {check.verdict for check in found} == {"vague"}
    assert runs == FEW_RUNS * MOST_GROWTH ** (MOST_STAGES - 1)


FEW_RUNS = 5


def runs_and_checks(precision: float) -> tuple[int, list[Check]]:
    """How many runs a case takes that begins with few, and its checks; nothing is simulated."""
    chance = random.Random(1)
    seen: list[Log] = []

    def observe(log: Log, value: object) -> dict[str, tuple[float, float]]:
        seen.append(log)
        return {"mean": (chance.gauss(1.5, 0.75), 1.5)}

    [case] = chosen("vacancies_from_empty")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Log, "of", lambda *_: None)
        made = replace(
            case,
            observe=observe,
            exact=lambda _: {"mean": 1.0},
            replications=FEW_RUNS,
            precision=precision,
        )
        found = made.check(case.values[0])
    return len(seen), found


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
