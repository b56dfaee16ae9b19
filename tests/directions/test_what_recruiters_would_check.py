"""What anybody who knows the trade would try first, on common random numbers."""

from __future__ import annotations

import numpy as np
import pytest
from small import BASE, is_clearly_more, measured

from recsim.analysis.measures import compute
from recsim.analysis.samples import Samples, samples_of
from recsim.experiments.runner import run
from recsim.model import simulate
from recsim.model.events import Kind
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import CHANNELS
from recsim.scenario.world import Planned

PHONE = {"work_phone": 1.0, "network_message": 0.0, "personal_email": 0.0}
ROOMY = {"people": 2500}
"""More people than a team can contact in half a year: its time is scarce, and not they."""
NETWORK = {"work_phone": 0.0, "network_message": 1.0, "personal_email": 0.0}


def test_more_care_means_fewer_offences_and_fewer_contacts() -> None:
    careless, careful = {"care": 0.1}, {"care": 1.0}
    rate = "offences_per_1000_contacts"
    assert is_clearly_more(measured(rate, **careless), measured(rate, **careful))
    assert is_clearly_more(
        measured("contacts", ROOMY, **careless), measured("contacts", ROOMY, **careful)
    )
    answered = "response_rate"
    assert is_clearly_more(measured(answered, **careful), measured(answered, **careless))


def test_calling_at_work_offends_more_than_a_network_message() -> None:
    rate, touchy = "offences_per_1000_contacts", {"offence": {"scale": 4.0}}
    at_work, message = (measured(rate, touchy, channels=way) for way in (PHONE, NETWORK))
    assert is_clearly_more(at_work, 4.0 * message)


def test_the_fear_to_be_seen_offends_at_work_and_not_in_private() -> None:
    """In private nothing at all is different, to the last person."""
    rate, unhappy = "offences_per_1000_contacts", {"satisfaction": {"median": 0.35}}
    fearless = {**unhappy, "traits": {"fears_exposure_share": 0.0}}
    nowhere = dict.fromkeys(CHANNELS, 0.0)
    work = {**nowhere, "work_phone": 0.5, "work_email": 0.5}
    private = {**nowhere, "personal_phone": 0.5, "personal_email": 0.5}
    afraid, calm = (measured(rate, world, channels=work) for world in (unhappy, fearless))
    assert is_clearly_more(afraid, 1.15 * calm)
    for name in (rate, "offences", "contacts", "placements", "wary_end"):
        afraid, calm = (measured(name, world, channels=private) for world in (unhappy, fearless))
        assert np.array_equal(afraid, calm), name


def test_more_follow_ups_mean_more_answers_and_more_offence() -> None:
    for name in ("response_rate", "offences", "annoyances"):
        assert is_clearly_more(measured(name, follow_ups=4), measured(name, follow_ups=0)), name
    touchy, rate = {"offence": {"scale": 6.0}}, "offences_per_1000_contacts"
    often, once = measured(rate, touchy, follow_ups=4), measured(rate, touchy, follow_ups=0)
    assert often.mean() > once.mean()


def test_without_outreach_nobody_is_offended_by_a_contact() -> None:
    for name in ("contacts", "offences", "annoyances", "seeds_planted", "do_not_contact_end"):
        assert not measured(name, style="passive").any()


def test_without_recruiters_nothing_happens_but_requisitions_expire() -> None:
    plan = (Planned(occupation="everyone", opens=5.0, count=3),)
    world = {**BASE["world"], "demand": {"plan": plan}}
    team = {"style": "active", "recruiters": 0}
    scenario = Scenario.model_validate({**BASE, "world": world, "strategies": {"team": team}})
    found = compute(scenario, simulate(scenario, ("team",), 0).tally, "team")
    assert (found["requisitions_expired"], found["placements"]) == (3, 0)


def test_more_active_recruiters_burn_more_of_the_pool() -> None:
    many, few = (
        measured("burnt_pool_share", ROOMY, recruiters=4),
        measured("burnt_pool_share", ROOMY, recruiters=1),
    )
    assert is_clearly_more(many, few)


def test_happier_people_move_less() -> None:
    easy = {**ROOMY, "hiring": {"interview_intercept": 0.0}}  # many placements
    happy, unhappy = ({"satisfaction": {"median": median}, **easy} for median in (0.75, 0.45))
    for name in ("placements", "searches_started", "job_to_job_per_month", "interest_rate"):
        assert is_clearly_more(
            measured(name, unhappy, recruiters=4), measured(name, happy, recruiters=4)
        ), name


def test_offence_grows_with_its_scale_and_vanishes_with_it() -> None:
    rate = "offences_per_1000_contacts"
    assert is_clearly_more(measured(rate, {"offence": {"scale": 4.0}}), 2.0 * measured(rate))
    assert not measured("offences", {"offence": {"scale": 0.0}}).any()


def test_a_person_who_always_answers_is_always_heard() -> None:
    """Extremes: everybody answers the first call at once and is always interested."""
    sure = {
        "offence": {"scale": 0.0, "annoyance": 0.0},
        "response": {"by_channel": {"work_phone": 1.0, "personal_phone": 1.0}},
        "attention": {"load_half_point": 1e9},
        "interest": {"reservation_gain": -1.0, "reservation_slope": 0.0, "reservation_sd": 0.0},
    }
    assert np.allclose(measured("contacts_per_approach", sure, channels=PHONE), 1.0, atol=0.02)
    assert np.all(measured("interest_rate", sure, channels=PHONE) > 0.99)
    assert not measured("approaches_no_answer", sure, channels=PHONE).any()


@pytest.mark.parametrize(
    ("team", "measure", "low", "high"),
    [
        ("calling", "people_approached_per_placement", 35, 450),
        ("waiting", "time_to_fill_days", 14, 90),
        ("calling", "time_to_fill_days", 14, 90),
        ("waiting", "placements_per_recruiter_quarter", 1, 10),
        ("calling", "placements_per_recruiter_quarter", 1, 10),
        ("calling", "response_rate", 0.10, 0.32),
        ("calling", "interest_rate", 0.20, 0.50),
        ("waiting", "searching_share", 0.15, 0.25),
        ("waiting", "unemployed_share", 0.035, 0.055),
    ],
)
def test_orders_of_magnitude_that_a_recruiter_recognises(
    two_ways: Samples, team: str, measure: str, low: float, high: float
) -> None:
    estimate = two_ways(team, measure).estimate
    assert estimate is not None
    assert low <= estimate <= high


def test_employers_read_so_many_applications_for_a_hire() -> None:
    employers = load("two_ways", with_=["own_teams"], set_=["study.engine=compiled"]).scenario
    estimate = samples_of(run(employers))("waiting", "applicants_per_placement").estimate
    assert estimate is not None
    assert 50 <= estimate <= 230


@pytest.fixture(scope="module")
def two_ways() -> Samples:
    return samples_of(run(load("two_ways", set_=["study.engine=compiled"]).scenario))


def test_recruiters_do_not_see_silent_annoyance() -> None:
    """Wary people are contacted like others: only do-not-contact keeps a recruiter away."""
    scenario = load("two_ways", set_=["world.offence.annoyance=0.3"]).scenario
    log = simulate(scenario, ("calling",), 0, keep_log=True).log
    assert log is not None
    wary: set[int] = set()
    contacts_to_wary = 0
    for record in log:
        if record["kind"] == Kind.BECAME_WARY:
            wary.add(int(record["person"]))
        elif record["kind"] in (Kind.WARY_ENDED, Kind.DO_NOT_CONTACT):
            wary.discard(int(record["person"]))
        elif record["kind"] == Kind.CONTACTED:
            contacts_to_wary += int(record["person"]) in wary
    assert contacts_to_wary > 1000


def test_somebody_else_in_process_helps_against_counter_offers() -> None:
    """The next offer can go out at once; counter-offers keep the same share of people."""
    often = {"hiring": {"counter_offer": 0.5}}
    few, many = {"style": "passive", "most_in_process": 1}, {"style": "passive"}
    assert is_clearly_more(
        measured("fill_rate", often, **many), measured("fill_rate", often, **few)
    )
    kept = [
        float(lost.sum() / (lost + measured("placements", often, **team)).sum())
        for team in (few, many)
        for lost in [measured("counter_offers", often, **team)]
    ]
    assert abs(kept[0] - kept[1]) < 0.1
    assert 0.15 < kept[0] < 0.3
