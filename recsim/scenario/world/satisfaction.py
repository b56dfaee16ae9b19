"""``world.satisfaction``: how happy people are at work."""

from __future__ import annotations

from recsim.scenario.fields import Block, PerYear, Probability, Spread, setting


class Satisfaction(Block):
    """How happy people are with their job: logit-normal, moving part of the way at times."""

    median: float = setting(
        0.60,
        "Median satisfaction of employed people. With the default spread half are above 0.6 and "
        "one in eight below 0.3.",
        unit="0 (miserable) to 1 (delighted)",
        evidence="P7",
        plausible=(0.5, 0.7),
        ge=0.001,
        le=0.999,
        label="Satisfaction of the person in the middle",
    )
    spread: Spread = setting(
        1.07,
        "Standard deviation of satisfaction on the log-odds scale.",
        unit="log-odds",
        evidence="P7",
        plausible=(0.7, 1.5),
        label="How much satisfaction differs between people",
    )
    changes_per_year: PerYear = setting(
        2.0,
        "How often something at work (a new boss, a raise, a bad week) moves a person's "
        "satisfaction.",
        unit="per year",
        plausible=(0.5, 6.0),
        label="How often something at work changes satisfaction",
    )
    persistence: Probability = setting(
        0.5,
        "How much of the old satisfaction stays after such a change: 0 is a fresh draw, 1 no "
        "change.",
        unit="correlation",
        plausible=(0.2, 0.9),
        label="How much of the old satisfaction then stays",
    )
    match_share: Probability = setting(
        0.4,
        "How much of satisfaction is the match of person and job, which stays as long as the job "
        "does and is drawn anew with the next one. 0: a matter of mood alone, 1: of the match "
        "alone.",
        unit="share of the variance",
        evidence="P38",
        plausible=(0.0, 0.7),
        label="How much of satisfaction lies in the job itself",
    )
