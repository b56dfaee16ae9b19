"""A world in which nothing happens, from which each case switches on what it is about.

Everybody is content and alike, nobody moves, answers, minds or remembers; tasks take no time; a
recruiter has one productive hour a day. The helpers say which setting makes a chance exactly p.
"""

from __future__ import annotations

from math import inf, log
from typing import Any

from recsim.scenario.scenario import Scenario
from recsim.verification.case import TEAM

Settings = dict[str, Any]

NEVER, INSTANT = 1e12, 1e-6  # days
ALWAYS, NOBODY = -50.0, 50.0  # bars that everybody and nobody passes
DAYS_PER_YEAR, DAYS_PER_MONTH = 365.0, 30.4
SURE, HOPELESS = 50.0, -50.0  # log-odds

_WORLD: Settings = {
    "people": 100,
    "labour": {
        "job_loss_per_month": 0.0,
        "unemployed_find_job_per_month": 0.0,
        "seeking_find_job_per_month": 0.0,
        "content_find_job_per_month": 0.0,
        "search_starts_per_year": 0.0,
        "search_satisfaction_slope": 0.0,
        "search_belief_slope": 0.0,
        "give_up_search_days": NEVER,
    },
    "satisfaction": {"spread": 0.0, "changes_per_year": 0.0},
    "belief": {
        "gap_closed_by_conversation": 0.0,
        "gap_closed_by_reading": 0.0,
        "seed_half_life_days": NEVER,
        "returns_per_year": 0.0,
        "warm_returns": 0.0,
    },
    "traits": {"touchiness_log_sd": 0.0, "fears_exposure_share": 0.0, "familiarity_spread": 0.0},
    "attention": {
        "outside_messages_per_month": 0.0,
        "load_half_point": NEVER,
        "load_offence": 0.0,
        "familiarity_gain": 0.0,
        "familiarity_loss": 0.0,
        "unfamiliar_offence": 0.0,
    },
    "offence": {
        "scale": 0.0,
        "fourth_follow_up": 1.0,
        "second_work_channel": 1.0,
        "exposure": 0.0,
        "seekers": 1.0,
        "annoyance": 0.0,
        "annoyance_at_work": 1.0,
    },
    "response": {
        "by_channel": dict.fromkeys(
            ("network_message", "personal_email", "personal_phone", "work_email", "work_phone"), 0.0
        ),
        "first_follow_up": 1.0,
        "second_follow_up": 1.0,
        "personal_against_generic": 1.0,
        "seekers": 1.0,
        "annoyed": 1.0,
        "wary": 1.0,
        "warm": 0.0,
        "agency_against_corporate": 1.0,
        "read_without_answer": 0.0,
    },
    "interest": {
        "reservation_slope": 0.0,
        "reservation_sd": 0.0,
        "seeking_shift": 0.0,
        "unemployed_shift": 0.0,
    },
    "memory": {
        "wary_half_life_days": inf,
        "do_not_contact_half_life_days": inf,
        "warmth_per_decline": 0.0,
        "wary_offence": 1.0,
        "tells_others": 0.0,
        "resent_turned_down": 0.0,
        "resent_unanswered": 0.0,
        "resent_after_interview": 0.0,
    },
    "board": {"visits_per_day": 0.0, "newest_first": 1.0, "taste": 0.0},
    "hiring": {
        "quality_weight": 0.0,
        "pair_weight": 0.0,
        "profile_noise": 0.0,
        "talk_noise": 0.0,
        "interview_days": 0.0,
        "decision_days": 0.0,
        "delay_log_sd": 0.0,
        "interview_intercept": SURE,
        "interview_slope": 0.0,
        "accept_intercept": SURE,
        "accept_slope": 0.0,
        "counter_offer": 0.0,
        "ghosting": 0.0,
        "early_exits_per_year": 0.0,
        "early_exit_fit_slope": 0.0,
    },
    "demand": {
        "requisitions_per_year": 0.0,
        "open_days": NEVER,
        "pay_gain_mean": 0.0,
        "pay_gain_sd": 0.0,
    },
    "work": {
        "hours_per_week": 7.0,
        "overhead": 0.0,
        **dict.fromkeys(
            (
                "screen_hours",
                "answer_hours",
                "profile_hours",
                "message_hours",
                "care_hours",
                "call_hours",
                "talk_hours",
                "interview_hours",
                "closing_hours",
            ),
            0.0,
        ),
    },
}

_TEAM: Settings = {
    "style": "passive",
    "kind": "corporate",
    "recruiters": 1,
    "care": 0.5,
    "follow_ups": 0,
    "follow_up_wait_days": INSTANT,
    "channels": {"personal_phone": 1.0},
    "targeting": "random",
    "profiles_per_search": 20,
    "targets_per_search": 20,
    "cooldown_days": 0.0,
    "buffet_size": 4,
    "inbox_capacity": 1_000_000,
    "answers_applicants": 0.0,
    "screening_bar": ALWAYS,
    "talk_bar": ALWAYS,
    "most_in_process": 1000,
}


def neutral(world: Settings, team: Settings, *, days: int, warm_up: int = 0) -> Scenario:
    """The neutral world with these changes.

    Args:
        world: changes of the world; blocks are merged key by key.
        team: changes of the one team.
        days: measured time.
        warm_up: time before it, in whole weeks of days.
    """
    channels = {"channels": team["channels"]} if "channels" in team else {}
    return Scenario.model_validate(
        {
            "world": merged(_WORLD, world),
            "strategies": {TEAM: {**merged(_TEAM, team), **channels}},
            "study": {"horizon_days": days, "warm_up_days": warm_up},
        }
    )


def merged(base: Settings, change: Settings) -> Settings:
    """The base with a change laid over it, block by block."""
    result = dict(base)
    for key, value in change.items():
        below = base.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        result[key] = merged(below, value) if both else value  # type: ignore[arg-type]
    return result


def blocks(*changes: Settings) -> Settings:
    """Several changes of the world together."""
    result: Settings = {}
    for change in changes:
        result = merged(result, change)
    return result


def everybody_searches() -> Settings:
    """All people are employed and look for a job for ever."""
    return {"labour": {"search_starts_per_year": 1.0}}


def answers(p: float) -> Settings:
    """Every contact is answered with chance p (unless it offends)."""
    return {"response": {"by_channel": dict.fromkeys(_CHANNELS, p * (1.0 - _REFERENCE_SHARE))}}


def interests(p: float) -> Settings:
    """Everybody who answers is interested with chance p."""
    needed = -1.0 if p == 1.0 else 1.0 if p == 0.0 else -0.02 * log(p / (1.0 - p))
    return {"interest": {"reservation_gain": needed, "scale": 0.02}}


def offends(p: float) -> Settings:
    """Every contact outside of work offends with chance p."""
    scale = p * (1.0 + 0.6 * (1.0 - 0.45)) * (1.0 + 0.5 * _REFERENCE_SHARE)
    return {"offence": {"by_channel": dict.fromkeys(_CHANNELS, 1.0), "scale": scale}}


def annoys(p: float) -> Settings:
    """Every contact silently annoys with chance p, at most 0.8."""
    return {"offence": {"annoyance": p * (1.0 + 0.5 * _REFERENCE_SHARE)}}


_CHANNELS = tuple(_WORLD["response"]["by_channel"])
_REFERENCE_SHARE = 5.7 / (5.7 + 6.0)
"""Load of the reference person, as a share; chances are defined for that person."""
