"""Each mechanism moves what it is about, in its direction; at its neutral value it is not there."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest
from small import BASE, is_clearly_more, measured

from recsim.analysis.measures import compute
from recsim.model import simulate
from recsim.scenario.scenario import Scenario

WORK = {"work_phone": 1.0, "network_message": 0.0, "personal_email": 0.0}
TWO_AT_WORK = {"work_phone": 0.5, "work_email": 0.5, "network_message": 0.0, "personal_email": 0.0}
PICKY = {"recruiters": 1, "care": 1.0, "targets_per_search": 2, "profiles_per_search": 40}
Change = dict[str, Any]

# measure, (world, team) in which there is more of it, (world, team) in which there is less
DIRECTIONS: dict[str, tuple[str, tuple[Change, Change], tuple[Change, Change]]] = {
    "a corporate recruiter is answered more": (
        "approaches_answered",
        ({}, {"kind": "corporate"}),
        ({}, {"kind": "agency"}),
    ),
    "decorum leaves warmth that is answered": (
        "response_rate",
        ({"memory": {"warmth_per_decline": 1.0, "agency_warmth": 1.0}}, {"cooldown_days": 20}),
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
    "attention tires": (
        "response_rate",
        ({"attention": {"outside_messages_per_month": 1.0}}, {}),
        ({"attention": {"outside_messages_per_month": 20.0}}, {}),
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
        ({}, {"targeting": "random"}),
        ({}, {"targeting": "best_fit"}),
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
    "told_others": ({"memory": {"tells_others": 0.0}}, {}),
    "annoyances": ({"offence": {"annoyance": 0.0}}, {}),
    "returns": ({"belief": {"returns_per_year": 0.0}}, {}),
    "seeds_to_market": ({"labour": {"search_belief_slope": 0.0}}, {}),
    "contacts_by_software": ({}, {"automation": {"contacts_per_day": 0.0}}),
    "hours_screen": ({}, {"style": "passive", "automation": {"screening_share": 1.0}}),
    "seeds_planted": (
        {"belief": {"gap_closed_by_conversation": 0.0, "gap_closed_by_reading": 0.0}},
        {},
    ),
}


@pytest.mark.parametrize("measure", NOTHING)
def test_neutral_value_switches_it_off(measure: str) -> None:
    world, team = NOTHING[measure]
    assert not measured(measure, world, **team).any()


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
