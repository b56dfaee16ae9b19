"""Jobs that last: the rules of movers, stayers and matches, and a start that does not drift."""

from __future__ import annotations

from math import exp, inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from recsim.model import employment, rules, simulate
from recsim.model.distributions import normal
from recsim.model.events import CENSUS_STATUS, DETAILS, Kind
from recsim.model.parameters import (
    SegmentParameters,
    WorldParameters,
    segment_parameters,
    world_parameters,
)
from recsim.model.rules import CONTENT, SEEKING, UNEMPLOYED
from recsim.model.streams import output
from recsim.scenario.load import load
from recsim.scenario.world import World


def numbers(**changes: dict[str, float]) -> tuple[WorldParameters, SegmentParameters]:
    """The numbers of the default world, some settings of its blocks changed."""
    return world_parameters(World.model_validate(changes)), segment_parameters(World())[0]


@pytest.mark.parametrize("spread", [0.0, 0.6, 1.1])
def test_mobility_is_1_on_average(spread: float) -> None:
    w, _ = numbers(traits={"mobility_log_sd": spread})
    mean = integrate.quad(lambda z: employment.mobility(w, z) * stats.norm.pdf(z), -9, 9)[0]
    assert mean == pytest.approx(1.0)


def test_who_needs_more_moves_less() -> None:
    w, segment = numbers(traits={"mobility_log_sd": 1.1})
    easy, reluctant = employment.mobility(w, -1.0), employment.mobility(w, 1.0)
    assert easy / reluctant == pytest.approx(exp(2.2))
    for status in (CONTENT, SEEKING):
        found = [employment.find_rate(segment, moves, status) for moves in (easy, reluctant)]
        assert found[0] / found[1] == pytest.approx(exp(2.2))
    assert employment.find_rate(segment, easy, UNEMPLOYED) == segment.find_rates[UNEMPLOYED]
    assert rules.search_rate(w, segment, 0.5, 0.4, easy) == pytest.approx(
        exp(2.2) * rules.search_rate(w, segment, 0.5, 0.4, reluctant)
    )


@given(st.floats(0.001, 0.999), st.floats(-3, 3), st.floats(-3, 3), st.floats(0, 1))
def test_without_differences_nothing_is_different(
    u: float, mood: float, match: float, kept: float
) -> None:
    """To the last bit: no match in the mood, no mobility in the rates."""
    w, segment = numbers(
        satisfaction={"persistence": kept, "match_share": 0.0}, traits={"mobility_log_sd": 0.0}
    )
    assert employment.mobility(w, match) == 1.0
    assert rules.first_mood(w, match, u) == normal(u)
    assert rules.moved_mood(w, mood, match, u) == kept * mood + sqrt(1 - kept * kept) * normal(u)
    assert employment.loss_rate(segment, 1.0) == segment.loss_rate


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_moods_stay_standard_normal_around_their_match(share: float) -> None:
    """Over all matches, at the start of a job and after any number of changes."""
    w, _ = numbers(satisfaction={"persistence": 0.5, "match_share": share})
    u = (np.arange(400) + 0.5) / 400
    rng = np.random.default_rng(3)
    match = rng.permutation(stats.norm.ppf(u))
    mood = np.array([rules.first_mood(w, *pair) for pair in np.c_[match, rng.permutation(u)]])
    for _ in range(3):
        mood = np.array(
            [rules.moved_mood(w, *three) for three in np.c_[mood, match, rng.permutation(u)]]
        )
        assert mood.mean() == pytest.approx(0.0, abs=0.01)
        assert mood.std() == pytest.approx(1.0, abs=0.1)
    assert np.corrcoef(mood, match)[0, 1] == pytest.approx(sqrt(share), abs=0.1)


@given(st.floats(0, 50), st.floats(0.01, 5), st.floats(0, 1), st.integers(0, 2**63))
def test_a_match_is_found_in_any_world(slope: float, moves: float, share: float, seed: int) -> None:
    w, segment = numbers(
        labour={"search_satisfaction_slope": slope}, satisfaction={"match_share": share}
    )
    key = output(seed, 1)
    proposal, match, ending = employment.first_job(w, segment, moves, key)
    assert 0 <= proposal < employment.MOST_PROPOSALS
    assert match == employment.match_of_job(key, 0, proposal)
    assert ending == employment.ending_rate(w, segment, match, moves)


def test_jobs_that_nobody_leaves_last_for_ever() -> None:
    w, segment = numbers(labour={"search_starts_per_year": 0.0}, satisfaction={"match_share": 0.5})
    rest = segment.unchecked(loss_rate=0.0, find_rates=(0.0, 0.0, 0.3))
    proposal, _, ending = employment.first_job(w, rest, 1.0, output(1, 1))
    assert (proposal, ending) == (0, 0.0)
    assert employment.first_tenure(ending, 0.5) == inf
    assert employment.tenure_years(-inf, 0.0) == employment.LONGEST_TENURE


@pytest.mark.parametrize(
    ("status", "years", "detail"),
    [
        (CONTENT, 0.0, "content_up_to_1_year"),
        (CONTENT, 1.0, "content_up_to_1_year"),
        (CONTENT, 1.01, "content_1_to_3_years"),
        (SEEKING, 4.0, "seeking_3_to_5_years"),
        (SEEKING, 9.99, "seeking_5_to_10_years"),
        (SEEKING, 10.0, "seeking_10_years_or_more"),
        (UNEMPLOYED, 0.0, "unemployed"),
    ],
)
def test_the_census_has_bands_of_tenure(status: int, years: float, detail: str) -> None:
    code = employment.census_detail(status, years)
    assert DETAILS[Kind.CENSUS][code] == DETAILS[Kind.PRESENT][code] == detail
    assert CENSUS_STATUS[code] == status


def test_without_recruiters_nothing_drifts() -> None:
    """Who searches, who is out of work, how satisfied people are, how long they have their jobs.

    The start is the stationary state but for moods, over which it averages; after two years
    nothing has moved by more than luck and that explain.
    """
    settings = ["waiting.recruiters=0", "world.people=5000", "study.warm_up_days=0"]
    scenario = load("two_ways", set_=[*settings, "study.horizon_days=730"]).scenario
    logs = [simulate(scenario, ("waiting",), n, keep_log=True).log for n in range(4)]
    log = np.concatenate([log for log in logs if log is not None])

    def found(kind: Kind, first: float) -> dict[str, float]:
        people = log[log["kind"] == kind]
        status = CENSUS_STATUS[people["detail"]]
        years = people["value"][status != UNEMPLOYED]
        moods = log[(log["kind"] == Kind.SATISFACTION_CHANGED) & (log["time"] >= first)]
        return {
            "unemployed": float((status == UNEMPLOYED).mean()),
            "seeking": float((status == SEEKING).mean()),
            "satisfaction": float(moods["value"][moods["time"] < first + 60.0].mean()),
            "short tenures": float((years <= 1.0).mean()),
            "long tenures": float((years >= 10.0).mean()),
            "median tenure": float(np.median(years)),
        }

    start, end = found(Kind.PRESENT, 0.0), found(Kind.CENSUS, 670.0)
    assert end["unemployed"] == pytest.approx(start["unemployed"], abs=0.006)
    assert end["seeking"] == pytest.approx(start["seeking"], abs=0.012)
    assert end["satisfaction"] == pytest.approx(start["satisfaction"], abs=0.012)
    assert end["short tenures"] == pytest.approx(start["short tenures"], abs=0.015)
    assert end["long tenures"] == pytest.approx(start["long tenures"], abs=0.015)
    assert end["median tenure"] == pytest.approx(start["median tenure"], rel=0.06)
    assert 3.0 < end["median tenure"] < 5.0
