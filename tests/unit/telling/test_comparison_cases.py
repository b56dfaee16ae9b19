"""What the sentences of a comparison say in cases that are not the usual one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hand_made import results, scenario

from recsim.analysis.results import FAILURES, Results
from recsim.scenario.scenario import Scenario
from recsim.telling.study import CHANCE, ONE_WORLD, headlines, verdicts

PLACED = [100, 110, 105, 95, 102]
Values = dict[str, dict[str, list[float]]]


def of_three(**study: Any) -> Scenario:
    """Three strategies, the last of which is the second once more."""
    of = scenario(horizon_days=365, **study)
    polite = of.strategies["calling"].model_copy(update={"label": "Polite"})
    return of.model_copy(update={"strategies": {**of.strategies, "polite": polite}})


def said(values: Values, of: Scenario | None = None, **study: Any) -> list[str]:
    return verdicts(results(values, of=of or scenario(horizon_days=365, **study)))


def starting(lines: list[str], start: str) -> list[str]:
    return [line for line in lines if line.startswith(start)]


def test_every_strategy_is_compared_with_the_first_one() -> None:
    values: Values = {
        "waiting": {"placements": PLACED},
        "calling": {"placements": [n + 30 + n % 3 for n in PLACED]},
        "polite": {"placements": [n - 20 - n % 2 for n in PLACED]},
    }
    lines = said(values, of_three())
    assert lines[0].startswith("With Calling, the team places 31 more people a year (30 to 32)")
    [polite] = starting(lines, "With Polite, the team places 20 fewer people a year (20 to 21) t")
    assert "That is the direction in 5 of 5 paired worlds." in polite
    assert len(starting(lines, "In the same worlds, placements with Calling and with waiting")) == 1
    assert len(starting(lines, "In the same worlds, placements with Polite and with waiting")) == 1
    found = results(values, of=of_three())
    assert headlines(found) == [lines[0], polite]


@pytest.mark.parametrize(("failed", "n"), [(1, 5), (3, 2)])
def test_failed_runs_are_counted_among_all(failed: int, n: int) -> None:
    found = results({name: {"placements": PLACED[:n]} for name in ("waiting", "calling")})
    rows = [("calling", "", 90 + number, "boom") for number in range(failed)]
    failures = pl.DataFrame(rows, schema=FAILURES, orient="row")
    first = verdicts(replace(found, failures=failures))[0]
    assert first == f"{failed} of {failed + 2 * n} runs failed and are left out."
    assert "failed" not in "\n".join(verdicts(found))
    nothing = Results(found.scenario, "", found.runs.clear(), found.segments, found.series)
    alone = verdicts(replace(nothing, failures=failures))
    assert alone[0] == f"{failed} of {failed} runs failed and are left out."
    assert len(alone) == 2


def test_two_runs_have_intervals_and_one_has_none() -> None:
    two: Values = {"waiting": {"placements": [5, 6]}, "calling": {"placements": [7, 9]}}
    assert CHANCE in said(two)
    assert ONE_WORLD not in said(two)
    one: Values = {name: {"placements": column["placements"][:1]} for name, column in two.items()}
    assert ONE_WORLD in said(one)
    assert CHANCE not in said(one)


@pytest.mark.parametrize(
    ("waiting", "calling", "told"),
    [
        (
            [10, 12, 11, 13],
            [20, 22, 21, 24],
            "With Calling, there are 10 more requisitions filled a year (7 to 14) than with "
            "waiting. Requisitions filled: 22 (19 to 24) with Calling; 12 (8 to 16) with waiting.",
        ),
        (
            [20, 22, 21, 24],
            [10, 12, 11, 13],
            "With Calling, there are 10 fewer requisitions filled a year (7 to 14) than with "
            "waiting. Requisitions filled: 12 (8 to 16) with Calling; 22 (19 to 24) with waiting.",
        ),
        (
            [10, 12, 11, 13],
            [11, 12, 10, 14],
            "We cannot tell yet whether there are more requisitions filled with Calling than with "
            "waiting (2 fewer to 2 more a year). Requisitions filled: 12 (8 to 16) with "
            "Calling; 12 (8 to 16) with waiting.",
        ),
        (
            [10],
            [12],
            "In the one run, there are 2 more requisitions filled a year with Calling than with "
            "waiting. Requisitions filled: 12 with Calling; 10 with waiting.",
        ),
        (
            [12],
            [12],
            "In the one run, there is no difference in requisitions filled between Calling and "
            "waiting. Requisitions filled: 12 with Calling; 12 with waiting.",
        ),
    ],
)
def test_any_other_outcome_has_the_difference_and_both_levels(
    waiting: list[float], calling: list[float], told: str
) -> None:
    values: Values = {
        "waiting": {"requisitions_filled": waiting},
        "calling": {"requisitions_filled": calling, "contacts": [3.0] * len(calling)},
    }
    lines = said(values, outcomes=("placements", "requisitions_filled"))
    assert told in lines


def test_a_mean_of_one_run_only_has_no_interval_and_says_why() -> None:
    """All the placements were made in one run: a mean that may be negative has no bounds."""
    values: Values = {
        "waiting": {"placements": [0, 50], "fit_sum": [0, 5]},
        "calling": {"placements": [0, 100], "fit_sum": [0, 20]},
    }
    line = said(values, outcomes=("mean_fit",))[0]
    assert "There is no interval: placements in fewer than two runs." in line


def test_a_rate_of_one_run_only_has_the_bounds_of_its_events() -> None:
    values: Values = {
        "waiting": {"contacts": [0, 50], "offences": [0, 5]},
        "calling": {"contacts": [0, 100], "offences": [0, 20]},
    }
    line = said(values, outcomes=("offences_per_1000_contacts",))[0]
    assert line.startswith(
        "We cannot tell yet whether there are more complaints per 1,000 contacts with Calling than "
        "with waiting (282 fewer to 557 more)."
    )


def test_what_is_not_defined_says_what_there_was_none_of() -> None:
    values: Values = {
        "waiting": {"contacts": [0, 0]},
        "calling": {"contacts": [50, 70], "offences": [5, 7]},
    }
    of = scenario(horizon_days=365, outcomes=("placements", "offences_per_1000_contacts"))
    [line] = starting(said(values, of), "Complaints per 1,000 contacts")
    assert line.endswith("not defined (no contacts) with waiting.")
    of = scenario(horizon_days=365, outcomes=("offences_per_1000_contacts",))
    assert said(values, of)[0].startswith(
        "We cannot compare Calling with waiting in complaints per"
    )
    of = of.model_copy(update={"strategies": {"waiting": of.strategies["waiting"]}})
    alone = said({"waiting": values["waiting"]}, of)
    assert alone[0] == "Complaints per 1,000 contacts with waiting: not defined (no contacts)."
    assert not starting(alone, "No strategy")
    assert not starting(alone, "In the same worlds")


def test_offence_and_resentment_are_told_where_there_was_any() -> None:
    values: Values = {
        "waiting": {"placements": PLACED, "resentments": [2] * 5, "rejections_of_people": [100] * 5,
                    "people": [1000] * 5, "resentful_people": [1] * 5},
        "calling": {"placements": PLACED, "offences": [0, 0, 0, 0, 1], "contacts": [100] * 5,
                    "people": [1000] * 5, "offended_people": [0, 0, 0, 0, 1]},
    }  # fmt: skip
    lines = said(values)
    assert len(starting(lines, "With Calling, contacts draw 2 complaints per 1,000 (")) == 1
    assert len(starting(lines, "With waiting, rejections are resented 20 times per 1,000 (")) == 1
    assert not starting(lines, "With waiting, contacts")
    assert not starting(lines, "With Calling, rejections")
    once: Values = {
        name: {measure: column[-1:] for measure, column in columns.items()}
        for name, columns in values.items()
    }
    [offence] = starting(said(once), "With Calling, contacts draw 10 complaints per 1,000;")
    assert "(" not in offence


def test_spill_over_is_told_of_teams_that_are_not_alone() -> None:
    values: Values = {
        name: {"placements": PLACED, "contacts": [50] * 5, "contacts_by_all_teams": [100] * 5,
               "person_years": [10.0] * 5}
        for name in ("waiting", "calling")
    }  # fmt: skip
    of = scenario(horizon_days=365)
    rivals = of.strategies["calling"].model_copy(update={"rivals": ("waiting",)})
    beside = of.model_copy(update={"strategies": {**of.strategies, "calling": rivals}})
    lines = [line for line in said(values, beside) if "of all contacts" in line]
    assert len(lines) == 1
    assert lines[0].startswith("With Calling, the team makes 50% of all contacts (")
    assert not [line for line in said(values, of) if "of all contacts" in line]
    shared = scenario(horizon_days=365, market="shared")
    assert len([line for line in said(values, shared) if "of all contacts" in line]) == 2
    one = shared.model_copy(update={"strategies": {"waiting": shared.strategies["waiting"]}})
    alone = said({"waiting": values["waiting"]}, one)
    assert not [line for line in alone if "of all contacts" in line]


@pytest.mark.parametrize(
    ("placements", "harm", "words"),
    [
        # Placements and offences per 100 placements against 100 placements, 10 offences a run.
        (
            [120, 121, 122, 121],
            [6, 6, 6, 6],
            ["Calling", "Calling is at least as good as waiting on both, and better on one."],
        ),
        ([120, 121, 122, 121], [24, 24, 24, 24], ["waiting or Calling"]),
        (
            [80, 81, 82, 81],
            [12, 12, 12, 12],
            ["waiting", "Waiting is at least as good as Calling on both, and better on one."],
        ),
        ([101, 102, 98, 103], [9, 9, 9, 9], ["Calling", "On placements and complaints and r"]),
    ],
)
def test_where_strategies_stand(
    placements: list[float], harm: list[float], words: list[str]
) -> None:
    values: Values = {
        "waiting": {"placements": [100, 101, 99, 100], "put_off": [10, 10, 10, 10]},
        "calling": {"placements": placements, "put_off": harm},
    }
    lines = said(values)
    best, *others = words
    [line] = starting(lines, f"No strategy is better than {best} on both placements and complaints")
    at = lines.index(line) + 1
    for place, other in enumerate(others):
        assert lines[at + place].startswith(other)
    assert not [line for line in lines[at + len(others) :] if "at least as good" in line]


def test_nobody_stands_anywhere_without_placements() -> None:
    values: Values = {name: {"placements": [0, 0]} for name in ("waiting", "calling")}
    assert not starting(said(values), "No strategy")


@pytest.mark.parametrize(
    ("waiting", "calling", "told"),
    [
        (PLACED, [105, 108, 104, 107, 99], "0.10; pairing divides the variance of their "
         "difference by 1.1."),
        (PLACED, [109, 112, 104, 103, 101], "0.56; pairing divides the variance of their "
         "difference by 2.2."),
        (PLACED, [109, 100, 105, 115, 109], "−0.99; pairing gains nothing here."),
        ([9, 10, 11, 10], [10, 9, 10, 11], "0.00; pairing gains nothing here."),
    ],
)  # fmt: skip
def test_what_pairing_gained(waiting: list[float], calling: list[float], told: str) -> None:
    values: Values = {"waiting": {"placements": waiting}, "calling": {"placements": calling}}
    [line] = starting(said(values), "In the same worlds")
    assert line.endswith(f" have a correlation of {told}")


def test_pairing_is_not_told_of_where_nothing_varies() -> None:
    values: Values = {
        "waiting": {"placements": [100] * 5},
        "calling": {"placements": [121, 130, 126, 114, 122]},
    }
    assert not starting(said(values), "In the same worlds")


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        (60, "With Calling, the team breaks the limit of 60 contacts: it is at 71 "),
        (71, "We cannot tell yet whether the team keeps the limit of 71 contacts with Calling: "),
        (90, "With Calling, the team keeps the limit of 90 contacts: it is at 71 "),
    ],
)
def test_a_limit_is_broken_kept_or_neither(limit: float, wanted: str) -> None:
    values: Values = {
        "waiting": {"contacts": [0, 0, 0]},
        "calling": {"contacts": [70, 72, 71]},
    }
    lines = said(values, limits={"contacts": limit})
    assert len(starting(lines, wanted)) == 1
    assert (
        len(
            starting(
                lines, f"With waiting, the team keeps the limit of {limit} contacts: it is at 0"
            )
        )
        == 1
    )
