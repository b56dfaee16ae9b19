"""Each mechanism moves what it is about, in its direction; at its neutral value it is not there."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest
from small import BASE, is_clearly_more, measured

from recsim.analysis.measures import compute
from recsim.model import simulate
from recsim.scenario.scenario import Scenario

HOME = {"network_message": 0.0, "personal_email": 0.0, "personal_phone": 1.0, "work_phone": 0.0}
WORK = {"work_phone": 1.0, "network_message": 0.0, "personal_email": 0.0}
TWO_AT_WORK = {"work_phone": 0.5, "work_email": 0.5, "network_message": 0.0, "personal_email": 0.0}
PICKY = {"recruiters": 1, "care": 1.0, "targets_per_search": 2, "profiles_per_search": 40}
Change = dict[str, Any]
FEW: Change = {"managers_per_recruiter": 1}
BUSY: Change = {"interview_slots_per_week": 0.5}
IMPATIENT: Change = {"open_days": 60.0, "open_time": "fixed"}
SPOILT: Change = {
    "attention": {
        "outside_messages_per_month": 30.0,
        "outside_harm": 1.0,
        "familiarity_loss": 0.9,
        "unfamiliar_offence": 3.0,
    },
    "traits": {"familiarity_median": 0.8},
    "offence": {"scale": 6.0},
}


def everyone(**settings: float) -> Change:
    """The one occupation of the base, with these settings."""
    return {"everyone": {"people_share": 1.0, "requisition_share": 1.0, **settings}}


# measure, (world, team) in which there is more of it, (world, team) in which there is less
DIRECTIONS: dict[str, tuple[str, tuple[Change, Change], tuple[Change, Change]]] = {
    "people are civil to an employer": (
        "offences",
        ({"offence": {"corporate_decorum": 0.8, "scale": 4.0}}, {"kind": "agency"}),
        ({"offence": {"corporate_decorum": 0.8, "scale": 4.0}}, {"kind": "corporate"}),
    ),
    "who is asked in a talk is more easily interested": (
        "interest_rate",
        ({"interest": {"talk_shift": -0.2}}, {"channels": {"personal_phone": 1.0}}),
        ({"interest": {"talk_shift": 0.0}}, {"channels": {"personal_phone": 1.0}}),
    ),
    "but not who is asked in writing": (
        "interest_rate",
        ({"interest": {"talk_shift": -0.2}}, {"channels": {"personal_phone": 1.0}}),
        ({"interest": {"talk_shift": -0.2}}, {"channels": {"personal_email": 1.0}}),
    ),
    "fewer apply through an agency": (
        "applications",
        ({"board": {"through_agency": 0.4}}, {"style": "passive", "kind": "corporate"}),
        ({"board": {"through_agency": 0.4}}, {"style": "passive", "kind": "agency"}),
    ),
    "and dislike it in silence": (
        "annoyances_held_back",
        ({"offence": {"corporate_decorum": 0.8, "scale": 4.0}}, {"kind": "corporate"}),
        ({"offence": {"corporate_decorum": 0.8, "scale": 4.0}}, {"kind": "agency"}),
    ),
    "a door is kept open": (
        "offences",
        ({"offence": {"open_door": 0.0, "scale": 4.0}, "belief": {"baseline": 0.8}}, {}),
        ({"offence": {"open_door": 0.8, "scale": 4.0}, "belief": {"baseline": 0.8}}, {}),
    ),
    "the furious tell everybody": (
        "people_told",
        ({"offence": {"fury_share": 0.9, "scale": 4.0}}, {}),
        ({"offence": {"fury_share": 0.0, "scale": 4.0}}, {}),
    ),
    "more are furious at work": (
        "furious_share",
        ({"offence": {"fury_share": 0.1, "exposure": 4.0, "scale": 8.0}}, {"channels": WORK}),
        ({"offence": {"fury_share": 0.1, "exposure": 4.0, "scale": 8.0}}, {"channels": HOME}),
    ),
    "most are merely curt": (
        "approaches_curt",
        ({"offence": {"curt_per_complaint": 8.0}}, {}),
        ({"offence": {"curt_per_complaint": 1.0}}, {}),
    ),
    "decorum leaves warmth that is answered": (
        "response_rate",
        ({"memory": {"warmth_per_decline": 1.0}}, {"cooldown_days": 20}),
        ({"memory": {"warmth_per_decline": 0.0}}, {"cooldown_days": 20}),
    ),
    "where nobody calls, callers offend": (
        "offences",
        ({"traits": {"familiarity_median": 0.1}, "attention": {"unfamiliar_offence": 3.0}}, {}),
        ({"traits": {"familiarity_median": 0.8}, "attention": {"unfamiliar_offence": 3.0}}, {}),
    ),
    "respectful contact makes it normal": (
        "offences",
        (
            {
                "attention": {"familiarity_gain": 0.0, "unfamiliar_offence": 3.0},
                "offence": {"scale": 8.0},
            },
            {},
        ),
        (
            {
                "attention": {"familiarity_gain": 0.5, "unfamiliar_offence": 3.0},
                "offence": {"scale": 8.0},
            },
            {},
        ),
    ),
    "others spoil it": (
        "offences",
        (SPOILT, {}),
        (SPOILT | {"attention": SPOILT["attention"] | {"outside_harm": 0.0}}, {}),
    ),
    "and people come to terms with it": (
        "offences",
        (SPOILT, {}),
        (
            SPOILT | {"attention": SPOILT["attention"] | {"familiarity_half_life_days": 5.0}},
            {},
        ),
    ),
    "attention tires": (
        "response_rate",
        ({"attention": {"outside_messages_per_month": 1.0}}, {}),
        ({"attention": {"outside_messages_per_month": 20.0}}, {}),
    ),
    "an occupation that is flooded answers less": (
        "response_rate",
        ({"attention": {"outside_harm": 0.0}, "segments": everyone(messages_multiplier=0.25)}, {}),
        ({"attention": {"outside_harm": 0.0}, "segments": everyone(messages_multiplier=5.0)}, {}),
    ),
    "and is spoilt more": (
        "offences",
        (SPOILT | {"segments": everyone(messages_multiplier=1.5)}, {}),
        (SPOILT | {"segments": everyone(messages_multiplier=0.0)}, {}),
    ),
    "who fears exposure minds being called at work": (
        "offences_per_1000_contacts",
        (
            {"traits": {"fears_exposure_share": 1.0}, "offence": {"exposure": 4.0}},
            {"channels": WORK},
        ),
        (
            {"traits": {"fears_exposure_share": 0.0}, "offence": {"exposure": 4.0}},
            {"channels": WORK},
        ),
    ),
    "most of all in a bad job": (
        "offences_per_1000_contacts",
        ({"satisfaction": {"median": 0.3}, "offence": {"exposure": 4.0}}, {"channels": WORK}),
        ({"satisfaction": {"median": 0.9}, "offence": {"exposure": 4.0}}, {"channels": WORK}),
    ),
    "called and mailed at work is worse": (
        "offences_per_1000_contacts",
        ({"offence": {"second_work_channel": 8.0}}, {"channels": TWO_AT_WORK}),
        ({"offence": {"second_work_channel": 1.0}}, {"channels": TWO_AT_WORK}),
    ),
    "counter-offers keep people": (
        "placements",
        ({"hiring": {"counter_offer": 0.0}}, {}),
        ({"hiring": {"counter_offer": 1.0, "counter_offer_accepted": 1.0}}, {}),
    ),
    "people leave a new job early": (
        "early_exits",
        ({"hiring": {"early_exits_per_year": 3.0}}, {}),
        ({"hiring": {"early_exits_per_year": 0.0}}, {}),
    ),
    "choosing by fit convinces more in talks": (
        "candidacies_not_convincing",
        ({"hiring": {"profile_noise": 0.3}}, {"targeting": "random"}),
        ({"hiring": {"profile_noise": 0.3}}, {"targeting": "best_fit"}),
    ),
    "choosing the open finds more interest": (
        "interest_rate",
        ({}, {"targeting": "most_open", **PICKY}),
        ({}, {"targeting": "random", **PICKY}),
    ),
    "who declined may be asked again": (
        "approaches",
        ({}, {"reengages": True, "cooldown_days": 10, "recruiters": 6}),
        ({}, {"reengages": False, "cooldown_days": 10, "recruiters": 6}),
    ),
    "word of mouth makes people wary": (
        "became_wary",
        ({"memory": {"tells_others": 1.0, "hearers": 40.0}, "offence": {"scale": 4.0}}, {}),
        ({"memory": {"tells_others": 0.0}, "offence": {"scale": 4.0}}, {}),
    ),
    "wariness that never ends adds up": (
        "wary_end",
        ({"memory": {"wary_half_life_days": inf}}, {}),
        ({"memory": {"wary_half_life_days": 20.0}}, {}),
    ),
    "people who resent do not apply": (
        "applications",
        ({"memory": {"resent_unanswered": 0.0}}, {"style": "passive"}),
        ({"memory": {"resent_unanswered": 0.5}}, {"style": "passive"}),
    ),
    "answers prevent resentment": (
        "resentments",
        ({}, {"style": "passive", "answers_applicants": 0.0}),
        ({}, {"style": "passive", "answers_applicants": 1.0}),
    ),
    "a larger buffet brings more applications": (
        "applications",
        ({}, {"style": "passive", "buffet_size": 20}),
        ({}, {"style": "passive", "buffet_size": 1}),
    ),
    "a full inbox answers nobody": (
        "applications_inbox_full",
        ({}, {"style": "passive", "inbox_capacity": 2}),
        ({}, {"style": "passive", "inbox_capacity": 100_000}),
    ),
    "ghosting costs placements": (
        "placements",
        ({"hiring": {"ghosting": 0.0}}, {}),
        ({"hiring": {"ghosting": 0.6}}, {}),
    ),
    "seeds make people search": (
        "seeds_to_market",
        ({"labour": {"search_belief_slope": 8.0}}, {}),
        ({"labour": {"search_belief_slope": 0.0}}, {}),
    ),
    "seeds bring people back": (
        "returns",
        ({"belief": {"returns_per_year": 4.0}}, {}),
        ({"belief": {"returns_per_year": 0.0}}, {}),
    ),
    "stayers keep their jobs for long": (
        "long_tenure_share",
        ({"traits": {"mobility_log_sd": 1.1}}, {}),
        ({"traits": {"mobility_log_sd": 0.0}}, {}),
    ),
    "movers do not": (
        "short_tenures_end",
        ({"traits": {"mobility_log_sd": 0.0}}, {}),
        ({"traits": {"mobility_log_sd": 1.1}}, {}),
    ),
    "a job that suits lasts": (
        "mean_tenure_years",
        ({"satisfaction": {"match_share": 0.9}}, {}),
        ({"satisfaction": {"match_share": 0.0}}, {}),
    ),
    "who was second is thought of for another opening": (
        "candidacies_passed_on",
        ({"hiring": {"interview_intercept": 0.0}}, {"passes_on": True}),
        ({"hiring": {"interview_intercept": 0.0}}, {"passes_on": False}),
    ),
    "who fits stays": (
        "early_exits",
        ({"hiring": {"early_exits_per_year": 3.0, "early_exit_fit_slope": 0.0}}, {}),
        ({"hiring": {"early_exits_per_year": 3.0, "early_exit_fit_slope": 3.0}}, {}),
    ),
    "software contacts more people": (
        "contacts",
        ({}, {"automation": {"contacts_per_day": 20.0}, "cooldown_days": 20}),
        ({}, {"automation": {"contacts_per_day": 0.0}, "cooldown_days": 20}),
    ),
    "software shows less care": (
        "offences_per_1000_contacts",
        (
            {"offence": {"scale": 5.0}},
            {"automation": {"contacts_per_day": 20.0, "care_cap": 0.0}, "cooldown_days": 20},
        ),
        (
            {"offence": {"scale": 5.0}},
            {"automation": {"contacts_per_day": 20.0, "care_cap": 1.0}, "cooldown_days": 20},
        ),
    ),
    "a cap on contacts holds people back": (
        "contacts",
        ({}, {"contacts_per_week": inf}),
        ({}, {"contacts_per_week": 20.0}),
    ),
    "people wait for hiring managers": (
        "days_waited_for_managers",
        (
            {"hiring": {"interview_slots_per_week": 0.5}, "demand": FEW},
            {},
        ),
        (
            {"hiring": {"interview_slots_per_week": 5.0}, "demand": FEW},
            {},
        ),
    ),
    "who waits too long for a manager drops out": (
        "ghosted",
        ({"hiring": {"patience_days": 2.0, **BUSY}, "demand": FEW}, {}),
        ({"hiring": {"patience_days": inf, **BUSY}, "demand": FEW}, {}),
    ),
    "who waits for a manager is not placed meanwhile": (
        "placements",
        ({"hiring": {"interview_slots_per_week": inf}}, {}),
        (
            {"hiring": {"interview_slots_per_week": 0.2}, "demand": FEW},
            {},
        ),
    ),
    "feedback that takes its time costs placements": (
        "placements",
        ({"hiring": {"feedback_days": 0.0}, "demand": IMPATIENT}, {}),
        ({"hiring": {"feedback_days": 40.0}, "demand": IMPATIENT}, {}),
    ),
    "people who only call take over the calling of those who only wait": (
        "contacts",
        ({"people": 4000}, {"style": "split", "recruiters": 4, "callers": 3}),
        ({"people": 4000}, {"style": "split", "recruiters": 4, "callers": 1}),
    ),
    "software reads applications in no time": (
        "hours_screen",
        ({}, {"style": "passive", "automation": {"screening_share": 0.0}}),
        ({}, {"style": "passive", "automation": {"screening_share": 1.0}}),
    ),
}


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    measure, (more_world, more_team), (less_world, less_team) = DIRECTIONS[name]
    more = measured(measure, more_world, **more_team)
    less = measured(measure, less_world, **less_team)
    assert is_clearly_more(more, less), (more, less)


NOTHING = {
    "early_exits": ({"hiring": {"early_exits_per_year": 0.0}}, {}),
    "counter_offers": ({"hiring": {"counter_offer": 0.0}}, {}),
    "told_others": ({"memory": {"tells_others": 0.0}, "offence": {"fury_share": 0.0}}, {}),
    "annoyances": ({"offence": {"annoyance": 0.0, "open_door": 0.0}}, {}),
    "returns": ({"belief": {"returns_per_year": 0.0}}, {}),
    "candidacies_passed_on": ({}, {"passes_on": False}),
    "seeds_to_market": ({"labour": {"search_belief_slope": 0.0}}, {}),
    "contacts_by_software": ({}, {"automation": {"contacts_per_day": 0.0}}),
    "hours_screen": ({}, {"style": "passive", "automation": {"screening_share": 1.0}}),
    "days_waited_for_managers": ({"hiring": {"interview_slots_per_week": inf}}, {}),
    "seeds_planted": (
        {"belief": {"gap_closed_by_conversation": 0.0, "gap_closed_by_reading": 0.0}},
        {},
    ),
}


@pytest.mark.parametrize("measure", NOTHING)
def test_neutral_value_switches_it_off(measure: str) -> None:
    world, team = NOTHING[measure]
    assert not measured(measure, world, **team).any()


@pytest.mark.parametrize("multiplier", [0.0, 1.0, 2.5])
def test_messages_of_an_occupation_are_a_multiple_of_those_of_all(multiplier: float) -> None:
    """1 is neutral: to be sent twice as many is to live where everybody is sent twice as many."""
    all_of_them: Change = {"attention": {"outside_messages_per_month": 4.0 * multiplier}}
    theirs: Change = {
        "attention": {"outside_messages_per_month": 4.0},
        "segments": everyone(messages_multiplier=multiplier),
    }
    for measure in ("response_rate", "offences", "annoyances", "outside_harms", "placements"):
        assert (measured(measure, theirs) == measured(measure, all_of_them)).all(), measure


def test_attention_is_a_commons() -> None:
    """The same team is answered less, and not by its own doing, when software floods the market."""
    flood = {
        "style": "active",
        "recruiters": 2,
        "care": 0.1,
        "cooldown_days": 10.0,
        "targeting": "random",
        "automation": {"contacts_per_day": 40.0},
    }
    careful: dict[str, Any] = {"style": "active", "recruiters": 2, "care": 0.9}

    def answered(rivals: tuple[str, ...]) -> float:
        strategies = {"careful": careful, "flood": flood}
        scenario = Scenario.model_validate(
            {**BASE, "strategies": strategies, "study": {**BASE["study"], "horizon_days": 91}}
        )
        tally = simulate(scenario, ("careful", *rivals), 0).tally
        rate = compute(scenario, tally, "careful")["response_rate"]
        assert rate is not None
        return float(rate)

    assert answered(("flood", "flood")) < 0.85 * answered(())
