"""What each shipped scenario teaches is what it shows: its expectations hold, beyond chance.

And they say something: with the mechanism that the scenario is about switched off, they no longer
hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from recsim.analysis.expected import HOLDS, Checked, check_expectations
from recsim.analysis.measures import MEASURES
from recsim.experiments.runner import run
from recsim.scenario.gallery import shipped
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario

pytestmark = pytest.mark.long

LESSONS = [name for name, _ in shipped()]
USUALLY = 10
REPLICATIONS = {
    "agency_or_corporate": 60,
    "automated_outreach": 20,
    "black_hole": 20,
    "buffet_size": 48,
    "by_its_date": 30,
    "called_at_work": 20,
    "careful_or_careless": 30,
    "commons": 200,
    "counter_offers": 20,
    "hasty_or_thorough": 20,
    "hiring_managers": 60,
    "planting_seeds": 20,
    "please_everyone": 30,
    "screened_by_software": 30,
    "stress_million": 30,
    "two_ways": 30,
    "unfamiliar_market": 20,
    "whom_to_call": 20,
}
"""More than ``USUALLY``: few people, few placements, or strategies that are much alike."""
SMALLER = {"large_market": 4, "stress_million": 10}
"""Worlds that are cut down: all numbers of people, requisitions and recruiters by so much."""

OFF: Mapping[str, Sequence[str]] = {
    "agency_or_corporate": ["world.offence.corporate_decorum=0"],
    "automated_outreach": [
        "world.attention.load_half_point=1.0e+12",
        "world.attention.load_offence=0",
    ],
    "bad_jobs": ["world.traits.fears_exposure_share=0"],
    "black_hole": ["world.memory.resent_turned_down=0", "world.memory.resent_unanswered=0"],
    "buffet_size": [f"strategies.{name}.buffet_size=1" for name in ("three", "eight", "thirty")],
    "by_its_date": ["world.board.visits_per_day=0"],
    "called_at_work": [
        "world.offence.by_channel.work_email=0.002",
        "world.offence.by_channel.work_phone=0.002",
    ],
    "careful_or_careless": ["world.offence.care_floor=1"],
    "change_in_july": ["world.offence.scale=0"],
    "commons": ["world.attention.load_half_point=1.0e+12", "world.attention.load_offence=0"],
    "counter_offers": ["world.hiring.counter_offer=0"],
    "hasty_or_thorough": ["world.hiring.interview_slope=0"],
    "hiring_managers": ["world.hiring.interview_slots_per_week=.inf"],
    "large_market": ["world.board.visits_per_day=0"],
    "planting_seeds": [
        "world.belief.gap_closed_by_conversation=0",
        "world.belief.gap_closed_by_reading=0",
    ],
    "please_everyone": ["world.offence.scale=0"],
    "screened_by_software": ["world.work.screen_hours=0.0001"],
    "stress_million": ["strategies.both.recruiters=0"],
    "two_ways": ["world.segments.specialists.search_multiplier=1"],
    "unfamiliar_market": ["world.attention.familiarity_gain=0"],
    "whom_to_call": ["world.hiring.profile_noise=5"],
}
"""Settings that take away what a scenario is about, if the world were like that."""


def smaller(scenario: Scenario, by: int) -> Scenario:
    """The same scenario with one of so many people and recruiters, and so of requisitions."""
    world, strategies = scenario.world, scenario.strategies
    people = {"people": world.people // by}
    teams = {
        name: team.model_copy(update={"recruiters": team.recruiters // by})
        for name, team in strategies.items()
    }
    return scenario.model_copy(
        update={"world": world.model_copy(update=people), "strategies": teams}
    )


def checked(name: str, changes: Sequence[str] = ()) -> list[Checked]:
    """The scenario's own expectations, with these settings changed."""
    expect = load(name, measures=MEASURES).scenario.expect
    variants = [wanted.variant for wanted in expect if wanted.variant is not None]
    loaded = load(name, set_=changes, beside=variants)
    results = run(
        smaller(loaded.scenario, SMALLER.get(name, 1)),
        replications=range(REPLICATIONS.get(name, USUALLY)),
        beside=loaded.beside,
        workers=1,
    )
    scenario = results.scenario.model_copy(update={"expect": expect})
    return check_expectations(replace(results, scenario=scenario))


@pytest.mark.parametrize("name", LESSONS)
def test_the_lesson_holds(name: str) -> None:
    found = checked(name)
    assert found, "the file expects nothing"
    assert [
        f"{one.verdict}: {one.expectation}: {one.interval}" for one in found if one.verdict != HOLDS
    ] == []


@pytest.mark.parametrize("name", LESSONS)
def test_the_lesson_hangs_on_its_mechanism(name: str) -> None:
    assert any(one.verdict != HOLDS for one in checked(name, OFF[name]))
