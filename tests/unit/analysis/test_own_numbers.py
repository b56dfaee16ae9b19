"""Own numbers against results that were made by hand: inside, outside, or not to be told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hand_made import results, scenario
from pydantic import ValidationError

from recsim.analysis import observed
from recsim.analysis.own_numbers import held
from recsim.analysis.results import Results
from recsim.scenario.identity import content_hash
from recsim.scenario.observed import tolerance
from recsim.scenario.yaml_nodes import Passport
from recsim.telling.observed import met

RUNS = {"calling": {"placements": [9, 10, 11, 10], "contacts": [100] * 4, "offences": [5, 1, 3, 3]}}
"""In half a year."""


def study(values: Any = RUNS, days: int = 182, **numbers: tuple[float, float, float]) -> Results:
    """Results of a scenario with these own numbers of calling: value and tolerance."""
    own = {"calling": {name: ends[0] for name, ends in numbers.items()}}
    found = results(values, of=scenario(horizon_days=days).model_copy(update={"observed": own}))
    passports = {
        f"observed.calling.{name}": Passport((low, high), "own count")
        for name, (_, low, high) in numbers.items()
    }
    return replace(found, passports=passports)


def verdict(**numbers: tuple[float, float, float]) -> str:
    [found] = held(study(**numbers))
    return found.verdict


def test_totals_are_for_a_year() -> None:
    [row] = observed(study(placements=(20, 15, 25))).to_dicts()
    assert row["simulated"] == pytest.approx(10 * 365 / 182)
    assert row["run_p05"] == pytest.approx((9 + 0.15) * 365 / 182)
    assert (row["own"], row["own_low"], row["own_high"]) == (20, 15, 25)
    assert (row["source"], row["n"]) == ("own count", 4)


def test_rates_are_as_they_are() -> None:
    [row] = observed(study(offences_per_1000_contacts=(40, 10, 50))).to_dicts()
    assert row["simulated"] == 30


def test_inside_is_the_whole_interval_and_outside_none_of_it() -> None:
    assert verdict(placements=(20, 10, 30)) == "inside"
    assert verdict(placements=(40, 35, 45)) == "outside"
    assert verdict(placements=(20, 20, 21)) == "cannot tell"
    assert verdict(placements_per_100_candidacies=(20, 10, 30)) == "undefined"


def test_one_run_has_no_interval() -> None:
    once = {"calling": {"placements": [10]}}
    [found] = held(study(once, placements=(20, 10, 30)))
    assert found.verdict == "cannot tell"


def test_a_tolerance_is_a_tenth_or_what_chance_does_to_a_count() -> None:
    assert tolerance(200, (150, 300), count=True) == (150, 300)
    assert tolerance(0.2, None, count=False) == pytest.approx((0.18, 0.22))
    assert tolerance(400, None, count=True) == (360, 440)
    assert tolerance(9, None, count=True) == (6, 12)
    assert tolerance(0, None, count=True) == (0, 1)


def test_what_is_said_names_what_is_missed() -> None:
    found = study(placements=(20, 10, 30), offences_per_1000_contacts=(80, 75, 85))
    [said] = met(held(found), found.scenario)
    assert said == (
        "Of the 2 own numbers of Calling, 1 is met. Outside of the tolerance: complaints per "
        "1,000 contacts, 30 (4 to 58) instead of 80 (75 to 85)."
    )
    all_of_them = study(placements=(20, 10, 30))
    assert met(held(all_of_them), all_of_them.scenario) == [
        "The one own number of Calling is met: the simulated mean lies within its tolerance."
    ]
    assert met([], found.scenario) == []


def test_they_are_no_part_of_what_makes_a_study() -> None:
    assert content_hash(study(placements=(20, 10, 30)).scenario) == content_hash(
        scenario(horizon_days=182)
    )


def test_they_are_of_a_strategy_that_takes_part() -> None:
    with pytest.raises(ValidationError, match="observed: there is no strategy 'nobody'"):
        scenario().model_copy(update={"observed": {"nobody": {"placements": 3.0}}})
