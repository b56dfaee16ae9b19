"""``world.hiring``: from the first talk to the start."""

from __future__ import annotations

from typing import Literal

from recsim.scenario.fields import (
    Block,
    Days,
    Factor,
    NonNegative,
    PerYear,
    Positive,
    Probability,
    Slope,
    Spread,
    setting,
)


class Hiring(Block):
    """From the first talk to the start, and the time after it."""

    quality_weight: Spread = setting(
        0.8,
        "Weight of a person's general quality in the fit of a pair.",
        unit="standard deviations",
        plausible=(0.2, 1.0),
        label="How much people differ in general quality",
    )
    pair_weight: Spread = setting(
        0.5,
        "Weight of the particular match of person and opening.",
        unit="standard deviations",
        plausible=(0.2, 1.0),
        label="How much fit depends on person and opening",
    )
    profile_noise: NonNegative = setting(
        1.4,
        "Error of judging fit from a profile or a CV.",
        unit="standard deviations",
        plausible=(0.3, 2.0),
        le=100,
        label="Error in judging a profile or CV",
    )
    talk_noise: NonNegative = setting(
        1.0,
        "Error of judging fit in a talk.",
        unit="standard deviations",
        plausible=(0.2, 1.0),
        le=100,
        label="Error in judging a talk",
    )
    interview_slots_per_week: Positive = setting(
        4.0,
        "People whose interviews one hiring manager can begin in a week; others wait for their "
        "turn. .inf: nobody ever waits for a manager.",
        unit="per week and manager",
        plausible=(0.5, 10.0),
        label="Interviews that a hiring manager has time for",
    )
    patience_days: Positive = setting(
        60.0,
        "Mean time after which somebody who waits for a manager's slot drops out; .inf: nobody "
        "does.",
        unit="days",
        plausible=(14.0, 180.0),
        label="How long people wait for an interview",
    )
    feedback_days: Days = setting(
        0.0,
        "Time from the last interview to the manager's word.",
        unit="days",
        plausible=(0.0, 14.0),
        label="Time until the manager says yes or no",
    )
    interview_days: Days = setting(
        14.0,
        "Median time of the interviews; with interview_time gamma, the mean.",
        unit="days",
        plausible=(7.0, 30.0),
        label="Usual time of the interviews",
    )
    interview_time: Literal["log_normal", "gamma"] = setting(
        "log_normal",
        "How the time of the interviews varies.",
        label="How the time of the interviews varies",
    )
    interview_gamma_shape: float = setting(
        4.0,
        "Shape of that time, if it is gamma.",
        unit="shape",
        plausible=(1.0, 10.0),
        ge=0.01,
        le=10000,
        label="Shape of the interviews’ time, if it is gamma",
    )
    decision_days: Days = setting(
        5.0,
        "Median time to decide on an offer.",
        unit="days",
        plausible=(1.0, 14.0),
        label="Usual time to decide on an offer",
    )
    delay_log_sd: Spread = setting(
        0.5,
        "Spread of these times.",
        unit="log standard deviation",
        plausible=(0.2, 1.0),
        label="How much the times of interviews and decision vary",
    )
    interview_intercept: float = setting(
        -2.9,
        "Log-odds of passing the interviews at average fit (0).",
        unit="log-odds",
        evidence="P33",
        plausible=(-3.0, 0.0),
        ge=-50,
        le=50,
        label="Ease of the interviews at average fit",
    )
    interview_slope: Slope = setting(
        1.0,
        "How much fit counts in the interviews.",
        unit="log-odds per standard deviation",
        plausible=(0.0, 2.0),
        label="How much fit counts in the interviews",
    )
    accept_intercept: float = setting(
        3.2,
        "Log-odds of accepting an offer that is just worth the move.",
        unit="log-odds",
        evidence="P33",
        plausible=(0.0, 4.0),
        ge=-50,
        le=50,
        label="Readiness to accept an offer just worth the move",
    )
    accept_slope: Factor = setting(
        9.0,
        "How much a gain beyond the needed one counts.",
        unit="log-odds per share of pay",
        evidence="P33",
        plausible=(0.0, 20.0),
        label="How much more pay counts for accepting",
    )
    counter_offer: Probability = setting(
        0.15,
        "Chance that the employer makes a counter-offer to an employed person who would accept.",
        unit="share",
        plausible=(0.0, 0.4),
        label="Leaving people who get a counter-offer",
    )
    counter_offer_accepted: Probability = setting(
        0.6,
        "Chance that it is taken.",
        unit="share",
        plausible=(0.3, 0.8),
        label="Counter-offers that are taken",
    )
    ghosting: Probability = setting(
        0.07,
        "Chance that a person silently drops out at a stage.",
        unit="per stage",
        plausible=(0.0, 0.15),
        label="People who silently drop out at a stage",
    )
    early_exits_per_year: PerYear = setting(
        0.28,
        "Rate at which a placed person of average fit leaves again in the first year.",
        unit="per year",
        evidence="P42",
        plausible=(0.01, 0.6),
        label="Placed people who leave again in the first year",
    )
    early_exit_fit_slope: NonNegative = setting(
        1.5,
        "How much better fit prevents it: the rate goes with exp(-slope x fit).",
        unit="per standard deviation",
        evidence="P42",
        plausible=(0.0, 2.0),
        le=5,
        label="How much good fit keeps them",
    )
    guarantee_days: Days = setting(
        90.0,
        "A placement that ends within this time falls off (an agency refunds the fee).",
        unit="days",
        plausible=(30.0, 180.0),
        label="Guarantee of a placement",
    )
