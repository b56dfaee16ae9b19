"""Zeros that are known: of what a team that contacts nobody cannot do."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from recsim.analysis.estimates import difference, sample, times
from recsim.analysis.finding import Finding
from recsim.analysis.impossible import BY_OUTREACH, OTHERS_SIGNS, OWN_SIGNS, SIGNS, WORK
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import compare_samples
from recsim.analysis.results import Results
from recsim.analysis.summaries import summary
from recsim.experiments.runner import run
from recsim.scenario.scenario import Scenario

ALONE = {"offended_people": [0, 0, 0], "contacts": [0, 0, 0], "searches": [0, 0, 0]}
WORKING = {WORK: [9, 8, 7], "people": [500, 500, 500], "placements": [2, 0, 1]}


def rows(**columns: list[int]) -> pl.DataFrame:
    return pl.DataFrame({"replication": [0, 1, 2], **WORKING, **ALONE, **columns})


@pytest.fixture(scope="module")
def waiting_and_calling() -> Results:
    """A market in which contacts plant seeds, offend, and are told of."""
    scenario = Scenario.model_validate(
        {
            "world": {
                "people": 400,
                "offence": {"scale": 5.0, "fury_share": 0.5, "open_door": 0.3},
                "interest": {"scale": 3.0},
            },
            "strategies": {
                "waiting": {"style": "passive"},
                "calling": {"style": "active", "channels": {"work_email": 1.0}},
                "both": {"style": "split", "callers": 1, "recruiters": 2},
            },
            "study": {"horizon_days": 730, "warm_up_days": 28},
        }
    )
    return run(scenario, replications=range(3), workers=1)


def test_who_contacts_nobody_has_all_of_these_zeros_and_who_calls_has_hardly_any(
    waiting_and_calling: Results,
) -> None:
    totals = {name for name, of in MEASURES.items() if of.total}
    assert totals >= {*SIGNS, *OWN_SIGNS, *OTHERS_SIGNS, WORK}
    waiting, both = (
        {name: waiting_and_calling.runs.filter(strategy=strategy)[name].sum() for name in totals}
        for strategy in ("waiting", "both")
    )
    nothing = {name for name, total in waiting.items() if not total}
    assert nothing >= BY_OUTREACH
    often = {name for name in nothing if both[name] and both[name] >= 20}
    assert often - BY_OUTREACH <= {"contacts_by_all_teams", "placements_content"}


def test_nobody_is_placed_through_the_seeds_of_teams_that_plant_none(
    waiting_and_calling: Results,
) -> None:
    alone = {
        (row["strategy"], row["measure"]): (row["mean"], row["high"])
        for row in summary(waiting_and_calling).to_dicts()
    }
    assert alone["both", "placements_from_others_seeds"] == (0.0, 0.0)
    for others, impossible in ([0, 0, 0], True), ([0, 2, 0], False):
        found = sample(
            rows(placements_from_others_seeds=[0, 0, 0], contacts_by_other_teams=others),
            "placements_from_others_seeds",
        )
        assert found.impossible is impossible


def test_their_zeros_have_no_bounds(waiting_and_calling: Results) -> None:
    told = {
        (row["strategy"], row["measure"]): row["high"]
        for row in summary(waiting_and_calling).to_dicts()
    }
    for measure in ("offences", "offended_people_share", "offences_per_100_placements"):
        assert told["waiting", measure] == 0.0
        assert told["calling", measure] > 0.0
    assert told["waiting", "contacts_by_software"] == 0.0
    assert told["calling", "contacts_by_software"] > 0.0  # it could


def test_a_difference_from_nothing_is_the_other_side() -> None:
    nobody, some = (sample(of, "offended_people") for of in (rows(), rows(
        offended_people=[1, 0, 1], contacts=[80, 90, 70], searches=[3, 4, 4])))  # fmt: skip
    alone = some.interval(0.95)
    assert alone is not None
    assert difference(nobody, some, 0.95) == alone
    assert difference(some, nobody, 0.95) == (-alone.estimate, -alone.high, -alone.low)  # type: ignore[operator]
    assert times(some, nobody, 0.95) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("events", [[1, 0, 1], [16, 22, 13], [1, 0, 40]])
def test_what_only_one_side_can_have_at_all_is_more_whatever_chance_did(events: list[int]) -> None:
    nobody, some = (sample(of, "offended_people") for of in (rows(), rows(
        offended_people=events, contacts=[80, 90, 70], searches=[3, 4, 4])))  # fmt: skip
    found, turned = (
        compare_samples(*sides, "a", "b", 0.95) for sides in ((nobody, some), (some, nobody))
    )
    assert (found.verdict, turned.verdict) == ("more", "fewer")
    nothing = sample(rows(contacts=[80, 90, 70], searches=[3, 4, 4]), "offended_people")
    assert compare_samples(nobody, nothing, "a", "b", 0.95).finding is Finding.NOTHING_HAPPENED


def test_nothing_is_not_compared_with_nothing() -> None:
    nobody = sample(rows(), "offended_people")
    assert difference(nobody, nobody, 0.95) is None
    assert compare_samples(nobody, nobody, "a", "b", 0.95).finding is Finding.UNDEFINED


@pytest.mark.parametrize(
    "columns", [{"contacts": [0, 1, 0]}, {"searches": [0, 0, 2]}, {WORK: [0, 0, 0]}]
)
def test_who_may_contact_people_has_bounds(columns: dict[str, list[int]]) -> None:
    found = sample(rows(**columns), "offended_people").interval(0.95)
    assert found is not None
    assert found.high is not None
    assert found.high > 0.5


def test_ratios_of_nothing() -> None:
    found = sample(rows(offended_people_share=[0, 0, 0]), "offended_people_share")
    assert found.impossible
    assert found.interval(0.95) == (0.0, 0.0, 0.0)
    assert not sample(rows(resentful_people=[0, 0, 0]), "resentful_people").impossible
    assert np.all(found.below == 500)
