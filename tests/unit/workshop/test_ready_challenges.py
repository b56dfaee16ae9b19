"""Every scenario that is shipped has a challenge that can be played and judged as it stands."""

from __future__ import annotations

from functools import cache

import pytest

from recsim.analysis.estimates import sample
from recsim.analysis.measures import MEASURES
from recsim.classroom.playing import Work
from recsim.page.start import Start, too_large
from recsim.scenario.gallery import shipped
from recsim.scenario.load import load
from recsim.workshop.room.bodies import Offer
from recsim.workshop.room.game import from_offer
from recsim.workshop.room.ready import CAPS, first_played
from recsim.workshop.room.ready import ready as ready_for

NAMES = [name for name, _ in shipped() if not too_large(load(name).scenario)]


@cache
def begun(name: str, *set_: str) -> Start:
    return Start(name, load(name, set_=set_), True)


def ready(start: Start) -> Offer:
    return ready_for(start, first_played(start))


def test_all_but_the_largest_are_offered() -> None:
    left_out = {name for name, _ in shipped()} - set(NAMES)
    assert len(NAMES) >= 19
    assert left_out == {"large_market", "stress_million"}


@pytest.mark.parametrize("name", NAMES)
def test_the_challenge_is_valid_and_has_something_to_find(name: str) -> None:
    start = begun(name)
    offer = ready(start)
    game = from_offer(name, start, offer)  # refuses what is no challenge
    assert len(game.free) >= 3
    assert MEASURES[offer.maximise].better == "more"
    assert MEASURES[offer.cap.measure].better == "fewer"
    assert offer.cap.at_most > 0
    assert offer.title
    assert offer.question.endswith("?")
    assert f"{offer.cap.at_most:g} " in offer.question


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_gain_and_cap_have_something_to_divide_by(name: str) -> None:
    start = begun(name, "study.replications=2", "study.horizon_days=182")
    game = from_offer(name, start, ready(start))
    found = Work(game.round, 2, 1, None, None, None).results(
        {"start": game.scenario.strategies[game.strategy]}, seed=7, worlds=2
    )
    for measure in (ready(start).maximise, ready(start).cap.measure):
        assert sample(found.runs, measure).estimate is not None, measure
    cap = sample(found.runs, ready(start).cap.measure).estimate
    assert cap is not None
    assert cap > 0, "there is harm to be kept below something"


def test_who_only_waits_is_not_capped_by_contacts() -> None:
    assert ready(begun("two_ways")).cap.measure == "resentments_per_1000_rejections"
    assert ready(begun("careful_or_careless")).cap.measure == "offences_per_1000_contacts"
    assert ready(begun("hiring_managers")).cap.measure == "put_off_per_100_placements"


def test_what_the_workshop_s_plan_says_of_the_first_form_is_so() -> None:
    offer = ready(begun("careful_or_careless"))
    assert (offer.strategy, len(offer.free), offer.minutes) == ("ordinary", 7, 15.0)
    assert offer.cap.at_most == 5.0
    assert offer.question == (
        "How many people can you place with at most 5 complaints per 1,000 contacts?"
    )


def test_a_limit_that_the_scenario_declares_comes_first() -> None:
    limited = begun("two_ways", "study.limits={resentments_per_100_placements: 150}")
    offer = ready(limited)
    assert (offer.cap.measure, offer.cap.at_most) == ("resentments_per_100_placements", 150.0)
    elsewhere = begun("two_ways", "study.limits={offences_per_1000_contacts: 1}")
    assert ready(elsewhere).cap.at_most == CAPS["resentments_per_1000_rejections"], (
        "nobody who waits contacts anybody"
    )


def test_another_strategy_has_another_cap() -> None:
    start = begun("two_ways")
    caps = {key: ready_for(start, key).cap.measure for key in start.scenario.strategies}
    assert caps == {
        "waiting": "resentments_per_1000_rejections",
        "calling": "offences_per_1000_contacts",
        "both": "put_off_per_100_placements",
    }
