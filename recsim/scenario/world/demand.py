"""``world.demand``: what employers ask the teams for."""

from __future__ import annotations

from typing import Literal

from recsim.scenario.fields import Block, Lasting, NonNegative, PayShare, setting


class Demand(Block):
    """Requisitions: what the employers ask each team for."""

    requisitions_per_year: NonNegative = setting(
        300.0,
        "Requisitions a year that each team is given.",
        unit="per year and team",
        evidence="P34",
        plausible=(100.0, 1000.0),
        le=10000000,
        label="Openings that each team is given",
    )
    open_days: Lasting = setting(
        90.0,
        "Time after which an unfilled requisition is withdrawn (the mean, if it is random).",
        unit="days",
        plausible=(45.0, 180.0),
        label="Time until an unfilled opening is withdrawn",
    )
    open_time: Literal["fixed", "exponential"] = setting(
        "fixed",
        "Whether that time is the same for all requisitions or random.",
        label="How the time until it is withdrawn varies",
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
