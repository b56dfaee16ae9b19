"""A world in which no setting has its usual value, and no two settings of a block the same one."""

from __future__ import annotations

from recsim.model.parameters import segment_parameters, world_parameters
from recsim.scenario.world import World

HALF_LIFE = 20.0
SETTINGS = {
    "segments": {
        "nurses": {
            "people_share": 0.25, "requisition_share": 0.5, "search_multiplier": 1.7,
            "job_loss_multiplier": 0.6, "job_finding_multiplier": 1.3, "messages_multiplier": 1.7,
        },
        "welders": {"people_share": 0.75, "requisition_share": 0.5},
    },
    "labour": {
        "job_loss_per_month": 0.0608, "unemployed_find_job_per_month": 0.304,
        "seeking_find_job_per_month": 0.152, "content_find_job_per_month": 0.0304,
        "search_starts_per_year": 0.73, "search_satisfaction_slope": 2.5,
        "search_belief_slope": 4.0, "give_up_search_days": 80,
    },
    "satisfaction": {"median": 0.7, "spread": 0.9, "persistence": 0.8, "match_share": 0.36},
    "belief": {
        "baseline": 0.2, "returns_per_year": 1.46, "warm_returns": 0.7, "seeker_belief": 0.55,
    },
    "traits": {"touchiness_log_sd": 0.7, "mobility_log_sd": 0.6},
    "attention": {
        "load_half_life_days": HALF_LIFE, "load_half_point": 4.0, "load_offence": 0.9,
        "familiarity_gain": 0.15, "familiarity_loss": 0.35, "unfamiliar_offence": 0.85,
        "outside_messages_per_month": 4.0, "outside_harm": 0.75, "outside_care": 0.35,
        "familiarity_half_life_days": 50.0,
    },
    "offence": {
        "scale": 1.1, "care_floor": 0.3, "fourth_follow_up": 5.0, "second_work_channel": 2.3,
        "exposure": 1.9, "seekers": 0.65, "annoyance": 0.06, "annoyance_at_work": 1.6,
        "curt_per_complaint": 2.5, "fury_share": 0.08, "fury_hearers": 2.2,
        "corporate_decorum": 0.45, "open_door": 0.52,
        "by_channel": {
            "network_message": 0.011, "personal_email": 0.013, "personal_phone": 0.017,
            "work_email": 0.019, "work_phone": 0.023,
        },
    },
    "response": {
        "first_follow_up": 0.8, "second_follow_up": 0.35, "personal_against_generic": 1.9,
        "seekers": 1.4, "annoyed": 0.45, "wary": 0.6, "warm": 0.75,
        "by_channel": {
            "network_message": 0.05, "personal_email": 0.06, "personal_phone": 0.07,
            "work_email": 0.08, "work_phone": 0.09,
        },
    },
    "interest": {
        "reservation_gain": 0.12, "reservation_slope": 0.35, "reservation_sd": 0.05,
        "seeking_shift": -0.07, "unemployed_shift": -0.16, "talk_shift": -0.045,
        "scale": 0.09,
    },
    "memory": {
        "warmth_per_decline": 0.25, "wary_offence": 1.7,
    },
    "board": {"newest_first": 3.0},
    "hiring": {
        "quality_weight": 0.65, "pair_weight": 0.85, "interview_intercept": -1.3,
        "interview_slope": 0.9, "accept_intercept": 1.8, "accept_slope": 7.0,
        "early_exits_per_year": 0.365, "early_exit_fit_slope": 0.45,
    },
    "work": {
        "message_hours": 0.06, "care_hours": 0.55, "follow_up_effort": 0.35, "call_hours": 0.15,
    },
}  # fmt: skip

W = world_parameters(World.model_validate(SETTINGS))
NURSES = segment_parameters(World.model_validate(SETTINGS))[0]
USUAL = world_parameters(World())
