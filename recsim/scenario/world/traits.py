"""``world.traits``: how people differ in what stays with them."""

from __future__ import annotations

from recsim.scenario.fields import Block, Probability, Spread, setting


class Traits(Block):
    """How people differ."""

    touchiness_log_sd: Spread = setting(
        1.2,
        "Spread of touchiness (log-normal, mean 1): a small but vocal minority complains "
        "easily. 0: everybody is alike.",
        unit="log standard deviation",
        plausible=(0.0, 2.0),
        label="How much people differ in touchiness",
    )
    fears_exposure_share: Probability = setting(
        0.65,
        "Share of people who fear that colleagues find out when they are contacted at work.",
        unit="share of people",
        evidence="P28",
        plausible=(0.5, 0.8),
        label="People who fear to be seen when contacted at work",
    )
    mobility_log_sd: float = setting(
        0.5,
        "How much people differ in how readily they move (log-normal, mean 1): movers search, find "
        "and lose jobs more often than stayers, and need a smaller pay gain. 0: everybody is "
        "alike, and jobs end alike.",
        unit="log standard deviation",
        evidence="P38",
        plausible=(0.0, 1.4),
        ge=0,
        le=2,
        label="How much people differ in how readily they move",
    )
    familiarity_median: float = setting(
        0.53,
        "Median familiarity with being contacted by recruiters: 0 is a market where nobody calls.",
        unit="0 to 1",
        plausible=(0.05, 0.8),
        ge=0.001,
        le=0.999,
        label="How familiar people are with recruiters’ contacts",
    )
    familiarity_spread: Spread = setting(
        0.6,
        "Standard deviation of familiarity on the log-odds scale.",
        unit="log-odds",
        plausible=(0.0, 1.5),
        label="How much people differ in this familiarity",
    )
