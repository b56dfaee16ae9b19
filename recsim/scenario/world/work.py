"""``world.work``: recruiters' time."""

from __future__ import annotations

from typing import Literal

from recsim.scenario.fields import Block, Factor, Hours, setting


class Work(Block):
    """A recruiter's time and what each task takes of it."""

    hours_per_week: float = setting(
        40.0,
        "Working hours of a recruiter.",
        unit="hours per week",
        plausible=(30.0, 50.0),
        le=168,
        ge=0.1,
        label="Working hours of a recruiter",
    )
    overhead: float = setting(
        0.5,
        "Share of them that goes to clients (whom agencies have to win, too), meetings and "
        "administration.",
        unit="share",
        plausible=(0.1, 0.65),
        ge=0,
        le=0.99,
        label="Time for clients, meetings and administration",
    )
    screen_hours: Hours = setting(
        0.08,
        "Reading one application, with notes and filing.",
        unit="hours",
        plausible=(0.02, 0.2),
        label="Reading one application",
    )
    answer_hours: Hours = setting(
        0.01,
        "Answering one applicant who is turned down, from a template; a personal line takes 0.05.",
        unit="hours",
        plausible=(0.001, 0.1),
        label="Answering one rejected applicant",
    )
    profile_hours: Hours = setting(
        0.02,
        "Reading one profile in a search for targets.",
        unit="hours",
        evidence="P34",
        plausible=(0.01, 0.1),
        label="Reading one profile",
    )
    message_hours: Hours = setting(
        0.02,
        "Sending one careless message.",
        unit="hours",
        evidence="P34",
        plausible=(0.005, 0.1),
        label="Sending one careless message",
    )
    care_hours: Hours = setting(
        0.24,
        "Further hours of a fully careful contact (study, writing); they grow with care squared, "
        "so the last bit of care costs the most.",
        unit="hours",
        evidence="P34",
        plausible=(0.1, 0.8),
        label="Extra time for a fully careful contact",
    )
    follow_up_effort: Factor = setting(
        0.1,
        "Care hours of a follow-up, relative to the first contact.",
        unit="times",
        evidence="P41",
        plausible=(0.05, 1.0),
        label="Extra time for a follow-up, against the first contact",
    )
    call_hours: Hours = setting(
        0.03,
        "Further hours of a call, mean over those that are taken and those that are not.",
        unit="hours",
        evidence="P41",
        plausible=(0.02, 0.2),
        label="Extra time for a call",
    )
    talk_hours: Hours = setting(
        0.8,
        "Screening talk with an interested person.",
        unit="hours",
        plausible=(0.3, 1.5),
        label="First talk with an interested person",
    )
    interview_hours: Hours = setting(
        2.0,
        "Arranging one person's interviews.",
        unit="hours",
        plausible=(1.0, 6.0),
        label="Arranging one person’s interviews",
    )
    closing_hours: Hours = setting(
        4.2,
        "Negotiating one offer.",
        unit="hours",
        plausible=(2.0, 12.0),
        label="Negotiating one offer",
    )
    task_times: Literal["fixed", "exponential"] = setting(
        "fixed",
        "Whether a task always takes these hours or they are the mean of a random time.",
        label="How the time of a task varies",
    )
