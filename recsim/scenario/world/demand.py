"""``world.demand``: what employers ask the teams for."""

from __future__ import annotations

from typing import Literal

from recsim.scenario.fields import Block, Day, Lasting, NonNegative, PayShare, Positive, setting


class Planned(Block):
    """Requisitions that are known beforehand: of an occupation, from a day, by a day."""

    occupation: str = setting(..., "Name of the occupation, as in world.segments.")
    opens: Day = setting(..., "Day on which they are opened.", unit="day")
    by: Day | None = setting(
        None, "Day by which they are to be filled, if there is one.", unit="day"
    )
    count: int = setting(1, "How many.", unit="requisitions", ge=1, le=10_000)


class Demand(Block):
    """Requisitions: what the employers ask each team for."""

    requisitions_per_recruiter_year: NonNegative = setting(
        86.0,
        "Requisitions a year that a team is given for each of its recruiters.",
        unit="per year and recruiter",
        evidence="P34",
        plausible=(20.0, 160.0),
        le=100_000,
        label="Openings that each recruiter is given",
    )
    competitor_days: Positive = setting(
        75.0,
        "Mean time after which a competitor or the employer itself fills an agency's requisition; "
        ".inf: never. An employer's own team has no competitors.",
        unit="days",
        plausible=(30.0, 365.0),
        label="Time until others fill an agency’s opening",
    )
    open_days: Lasting = setting(
        400.0,
        "Time after which the employer withdraws an unfilled requisition (the mean, if it is "
        "random).",
        unit="days",
        plausible=(45.0, 720.0),
        label="Time until an unfilled opening is withdrawn",
    )
    open_time: Literal["fixed", "exponential"] = setting(
        "exponential",
        "Whether that time is the same for all requisitions or random.",
        label="How the time until it is withdrawn varies",
    )
    plan: tuple[Planned, ...] = setting(
        (),
        "Requisitions that each team is given on given days, besides those that come at random: a "
        "list of occupation, opens, by and count, or the name of a CSV file with these columns.",
    )
    plan_day_zero: str | None = setting(
        None, "The date that is day 0, if the plan has dates: year-month-day."
    )
    managers_per_recruiter: float = setting(
        10.0,
        "Hiring managers for each recruiter of a team, which has at least one; each requisition "
        "has one of them.",
        unit="managers per recruiter",
        plausible=(1.0, 30.0),
        ge=0.01,
        le=100,
        label="Hiring managers for each recruiter",
    )
    pay_gain_mean: float = setting(
        0.10,
        "Mean pay gain over the market that an opening offers.",
        unit="share of pay",
        evidence="P12",
        plausible=(0.0, 0.25),
        ge=-1,
        le=5,
        label="Pay rise that an opening offers, on average",
    )
    pay_gain_sd: PayShare = setting(
        0.08,
        "How much openings differ in it.",
        unit="share of pay",
        plausible=(0.0, 0.15),
        label="How much openings differ in pay",
    )
