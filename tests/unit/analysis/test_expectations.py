"""Expectations against results that were made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import polars as pl
import pytest
from hand_made import results, scenario
from pydantic import ValidationError

from recsim.analysis import check_expectations
from recsim.analysis.expected import (
    CANNOT_TELL,
    FAILS,
    HOLDS,
    NOT_RUN,
)
from recsim.analysis.results import Results
from recsim.scenario.expectation import Expectation
from recsim.telling.expected import expectations, message

STUDY = {
    "waiting": {"placements": [20, 24, 22, 26], "contacts": [0, 0, 0, 0]},
    "calling": {"placements": [40, 44, 42, 46], "contacts": [9, 9, 9, 9], "offences": [1, 2, 1, 2]},
}


def study(values: Any, *statements: dict[str, Any]) -> Results:
    """Results of a scenario that has a variant, "kind", and these expectations."""
    expected = tuple(Expectation(**statement) for statement in statements)
    update = {"variants": {"kind": {"label": "kind callers"}}, "expect": expected}
    return results(values, of=scenario().model_copy(update=update))


class Told(NamedTuple):
    """What was checked, and what is said of it."""

    verdict: str
    holds: bool
    message: str


def told(found: Results) -> Told:
    [checked] = check_expectations(found)
    return Told(checked.verdict, checked.holds, message(found, checked))


def beside(values: Any, with_variant: Any, **wanted: Any) -> Told:
    """The outcome of a statement where the variant was run beside the scenario."""
    base, other = study(values, wanted), results(with_variant)
    return told(replace(base, beside={"kind": replace(other, variant="kind")}))


def outcome(values: Any = STUDY, **wanted: Any) -> Told:
    return told(study(values, wanted))


def test_equals_holds_if_the_interval_contains_it() -> None:
    assert outcome(strategy="waiting", outcome="contacts", equals=0.0).holds
    assert outcome(strategy="waiting", outcome="placements", equals=24.0).holds
    found = outcome(strategy="waiting", outcome="placements", equals=40.0)
    assert found.verdict == FAILS
    assert found.message == "waiting: placements equal to 40: found 23 (19 to 27)"


@pytest.mark.parametrize(
    ("limits", "verdict"),
    [
        ({"at_least": 38.0}, HOLDS),  # the interval is 38.9 to 47.1
        ({"at_least": 42.0}, CANNOT_TELL),
        ({"at_least": 43.2}, CANNOT_TELL),
        ({"at_least": 48.0}, FAILS),
        ({"at_most": 48.0}, HOLDS),
        ({"at_most": 42.0}, CANNOT_TELL),
        ({"at_most": 38.0}, FAILS),
        ({"at_least": 38.0, "at_most": 48.0}, HOLDS),
        ({"at_least": 38.0, "at_most": 44.0}, CANNOT_TELL),
        ({"at_least": 20.0, "at_most": 24.0}, FAILS),
    ],
)
def test_a_limit_has_room_for_chance(limits: dict[str, float], verdict: str) -> None:
    assert outcome(strategy="calling", outcome="placements", **limits).verdict == verdict


@pytest.mark.parametrize(
    ("comparison", "verdict"),
    [
        ({"above": "waiting"}, HOLDS),  # by 20 in each pair, 1.8 times
        ({"below": "waiting"}, FAILS),
        ({"above": "waiting", "at_least": 18.0}, HOLDS),
        ({"above": "waiting", "at_least": 22.0}, FAILS),
        ({"above": "waiting", "at_most": 22.0}, HOLDS),
        ({"above": "waiting", "at_most": 18.0}, FAILS),
        ({"times": "waiting", "at_least": 1.5}, HOLDS),
        ({"times": "waiting", "at_least": 1.87}, CANNOT_TELL),
        ({"times": "waiting", "at_least": 2.5}, FAILS),
        ({"times": "waiting", "at_most": 2.5}, HOLDS),
        ({"times": "waiting", "at_least": 1.5, "at_most": 1.6}, FAILS),
    ],
)
def test_one_strategy_against_another(comparison: dict[str, Any], verdict: str) -> None:
    found = outcome(strategy="calling", outcome="placements", **comparison)
    assert found.verdict == verdict


def test_nothing_holds_of_which_the_comparison_cannot_tell() -> None:
    values = {
        "waiting": {"placements": [20, 24, 22, 26]},
        "calling": {"placements": [22, 29, 25, 32]},  # 4 more: 1 to 7; with 98.75%, -0.5 to 8.5
    }
    found = outcome(values, strategy="calling", outcome="placements", above="waiting")
    assert found.verdict == CANNOT_TELL
    assert found.message.endswith("found 4 higher (\N{MINUS SIGN}1 to +9)")


def test_below_turns_above_around() -> None:
    assert outcome(strategy="waiting", outcome="placements", below="calling").holds
    by = {"strategy": "waiting", "outcome": "placements", "below": "calling"}
    assert outcome(**by, at_least=18.0).holds
    assert outcome(**by, at_least=22.0).verdict == FAILS
    assert outcome(**by, at_most=18.0).verdict == FAILS


def test_a_difference_is_paired() -> None:
    """The teams vary by a hundred people from world to world; between them it is always 40."""
    one, more, fewer = [100, 200, 300], [140, 240, 340], [340, 240, 140]
    together = {"waiting": {"placements": one}, "calling": {"placements": more}}
    assert outcome(together, strategy="calling", outcome="placements", above="waiting").holds
    crossed = {"waiting": {"placements": one}, "calling": {"placements": fewer}}
    found = outcome(crossed, strategy="calling", outcome="placements", above="waiting")
    assert found.verdict == CANNOT_TELL


def test_equal_is_not_above() -> None:
    alike = {
        "waiting": {"placements": [10, 20]},
        "calling": {"placements": [10, 20], "contacts": [8, 9]},
    }
    for way in ("above", "below"):
        found = outcome(alike, strategy="calling", outcome="placements", **{way: "waiting"})
        assert found.verdict == CANNOT_TELL
        assert "found no difference" in found.message


def test_rates_are_compared_sum_over_sum() -> None:
    rates = {
        "waiting": {"placements": [1000, 1000], "offences": [100, 100]},
        "calling": {"placements": [1000, 1000], "offences": [300, 300]},
    }
    asked = {"strategy": "calling", "outcome": "offences_per_100_placements", "times": "waiting"}
    found = outcome(rates, **asked, at_least=2.9, at_most=3.1)
    assert found.holds
    assert found.message == (
        "Calling: complaints per 100 placements at least 2.9 and at most 3.1 times waiting: "
        "found 3 times (3 to 3)"
    )


def test_an_undefined_measure_meets_no_expectation() -> None:
    for wanted in ({"at_most": 5.0}, {"below": "calling"}, {"at_most": 2.0, "times": "calling"}):
        found = outcome(strategy="waiting", outcome="offences_per_1000_contacts", **wanted)
        assert found.verdict == FAILS
        assert "not defined" in found.message


def test_nothing_has_no_multiple() -> None:
    found = outcome(strategy="calling", outcome="contacts", at_least=2.0, times="waiting")
    assert found.verdict == FAILS
    assert "not defined" in found.message


def test_in_one_run_only_equals_can_fail() -> None:
    one = {"waiting": {"placements": [7]}, "calling": {"placements": [9]}}
    statements = {
        ("equals", 7.0): HOLDS,
        ("equals", 8.0): FAILS,
        ("at_least", 7.0): HOLDS,
        ("at_least", 7.5): CANNOT_TELL,
        ("below", "calling"): HOLDS,
        ("above", "calling"): CANNOT_TELL,
    }
    for (key, value), verdict in statements.items():
        found = outcome(one, strategy="waiting", outcome="placements", **{key: value})
        assert found.verdict == verdict, key
        assert found.message.endswith("(one run, no interval)")


MORE = {"waiting": STUDY["waiting"], "calling": {"placements": [60, 64, 62, 66]}}


def test_a_variant_against_the_scenario_as_it_stands() -> None:
    moves = {"strategy": "calling", "variant": "kind", "outcome": "placements"}
    found = beside(STUDY, MORE, **moves, above="as it stands")
    assert found.holds
    assert found.message == (
        "Calling (kind callers): placements above as it stands: found 20 higher (+20 to +20)"
    )
    assert beside(STUDY, MORE, **moves, below="as it stands").verdict == FAILS
    assert beside(STUDY, MORE, **moves, at_least=1.3, times="as it stands").holds


def test_a_statement_inside_of_a_variant_is_about_it_alone() -> None:
    inside = {"strategy": "calling", "variant": "kind", "outcome": "placements"}
    assert beside(STUDY, MORE, **inside, at_least=50.0).holds
    assert beside(STUDY, MORE, **inside, above="waiting", at_least=30.0).holds
    plain = {"strategy": "calling", "outcome": "placements"}
    assert beside(STUDY, MORE, **plain, above="waiting", at_least=30.0).verdict == FAILS


def test_a_variant_that_was_not_run_is_neither_right_nor_wrong() -> None:
    found = outcome(strategy="calling", variant="kind", outcome="contacts", above="as it stands")
    assert found.verdict == NOT_RUN
    assert not found.holds
    assert found.message.endswith("not run; it needs --beside kind")


def test_one_occupation_alone() -> None:
    asked = {"strategy": "calling", "segment": "welders", "outcome": "placements"}
    found = study(STUDY, {**asked, "above": "waiting"})
    ours = {("waiting", "nurses"): 9, ("waiting", "welders"): 1,
            ("calling", "nurses"): 2, ("calling", "welders"): 5}  # fmt: skip
    rows = [
        {"strategy": strategy, "segment": segment, "replication": run, "placements": value}
        for (strategy, segment), value in ours.items()
        for run in range(3)
    ]
    checked = told(replace(found, segments=pl.DataFrame(rows)))
    assert checked.holds
    assert checked.message.startswith("Calling, welders: placements above waiting: found 4 higher")
    checked = told(study(STUDY, {**asked, "outcome": "utilisation", "above": "waiting"}))
    assert checked.verdict == FAILS


def test_a_sentence_counts_them() -> None:
    placements = {"strategy": "calling", "outcome": "placements"}
    found = study(
        STUDY,
        {**placements, "above": "waiting"},
        {**placements, "at_least": 20.0},
        {**placements, "at_least": 43.0},
        {**placements, "below": "waiting"},
        {**placements, "variant": "kind", "above": "as it stands"},
    )
    assert expectations(found) == [
        "Of 5 expectations in the scenario's file, 2 hold, 1 fails, 1 cannot be told yet and 1 is "
        "about a variant (--beside kind)."
    ]
    assert expectations(study(STUDY)) == []


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ({}, "one of equals"),
        ({"above": "calling", "times": "calling", "at_least": 2.0}, "only one of"),
        ({"times": "calling"}, "needs a number"),
        ({"above": "calling", "equals": 2.0}, "cannot stand with above"),
        ({"at_least": 3.0, "at_most": 2.0}, "below at_least"),
        ({"above": "calling", "at_most": -1.0}, "at_most: with above"),
        ({"above": "calling", "at_least": -1.0, "at_most": 1.0}, "at_least: with above"),
        ({"above": "waiting"}, "with itself"),
        ({"above": "as it stands"}, "needs a variant"),
    ],
)
def test_what_is_no_statement_is_refused(statement: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Expectation(strategy="waiting", outcome="placements", **statement)


@pytest.mark.parametrize(
    "name", [{"above": "nobody"}, {"variant": "nothing"}, {"segment": "nowhere"}]
)
def test_a_scenario_knows_all_that_its_expectations_name(name: dict[str, str]) -> None:
    statement = {"strategy": "calling", "outcome": "placements", "at_least": 0.0, **name}
    of = scenario().model_dump()
    with pytest.raises(ValidationError, match="there is no"):
        type(scenario()).model_validate({**of, "expect": (statement,)})
