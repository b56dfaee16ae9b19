"""``world.money``: what recruiters cost and earn."""

from __future__ import annotations

from recsim.scenario.fields import LONGEST_LINE, TRILLION, Block, NonNegative, Probability, setting


class Money(Block):
    """Money, for cost per placement."""

    currency: str = setting("USD", "Name of the currency.", max_length=LONGEST_LINE)
    recruiter_hour_cost: NonNegative = setting(
        50.0,
        "Full cost of an hour of a recruiter.",
        unit="currency per hour",
        plausible=(25.0, 100.0),
        le=1000000000,
        label="Cost of a recruiter’s hour",
    )
    salary: NonNegative = setting(
        90_000.0,
        "First-year pay of a placed person, in occupations that have none of their own "
        "(world.segments.K.salary).",
        unit="currency per year",
        evidence="P35",
        plausible=(30_000.0, 200_000.0),
        le=TRILLION,
        label="First-year pay of a placed person",
    )
    agency_fee: Probability = setting(
        0.22,
        "Fee of an agency.",
        unit="share of first-year pay",
        evidence="P35",
        plausible=(0.15, 0.35),
        label="Fee of an agency",
    )
