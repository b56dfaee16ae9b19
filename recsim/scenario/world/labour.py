"""``world.segments`` and ``world.labour``: occupations, jobs lost and found, searching."""

from __future__ import annotations

from recsim.scenario.fields import (
    TRILLION,
    Block,
    Factor,
    NonNegative,
    PerMonth,
    PerYear,
    Probability,
    Slope,
    setting,
)


class Segment(Block):
    """One occupation: how many people it has, how scarce it is, how much it is asked for."""

    people_share: Probability = setting(
        1.0,
        "Share of all people who work in this occupation.",
        unit="share of people",
        label="share of all people",
    )
    requisition_share: Probability = setting(
        1.0,
        "Share of all requisitions that ask for this occupation.",
        unit="share of requisitions",
        label="share of all openings",
    )
    search_multiplier: NonNegative = setting(
        1.0,
        "How readily people of this occupation start to search; below 1 makes seekers scarce.",
        unit="times the average",
        plausible=(0.05, 2.0),
        le=10,
        label="how readily people search",
    )
    job_loss_multiplier: NonNegative = setting(
        1.0,
        "How often they lose their job.",
        unit="times the average",
        plausible=(0.3, 2.0),
        le=10,
        label="how often people lose their job",
    )
    job_finding_multiplier: NonNegative = setting(
        1.0,
        "How fast they find a job elsewhere, without these recruiters.",
        unit="times the average",
        plausible=(0.5, 2.0),
        le=10,
        label="how fast people find a job elsewhere",
    )
    messages_multiplier: NonNegative = setting(
        1.0,
        "How many messages they get from recruiters who are not simulated.",
        unit="times the average",
        plausible=(0.1, 5.0),
        le=10,
        label="how many outside messages people get",
    )
    salary: NonNegative | None = setting(
        None,
        "First-year pay in this occupation, of which an agency's fee is a share; "
        "world.money.salary if it is left out.",
        unit="currency per year",
        evidence="P40",
        plausible=(25_000.0, 200_000.0),
        le=TRILLION,
        label="first-year pay",
    )


class Labour(Block):
    """Job loss, job finding and searching, outside of what the simulated recruiters do.

    Rates, not chances: what happens to somebody within a month with the chance p has the rate
    -ln(1 - p) a month.
    """

    job_loss_per_month: PerMonth = setting(
        0.0118,
        "Rate at which employed people of average mobility lose their job.",
        unit="per month (30.4 days)",
        evidence="P4",
        plausible=(0.005, 0.015),
        label="Rate at which employed people lose their job",
    )
    unemployed_find_job_per_month: PerMonth = setting(
        0.30,
        "Rate at which unemployed people find a job without these recruiters. A rate, not a "
        "chance: a chance of p within a month is the rate -ln(1 - p), 26 percent are 0.30.",
        unit="per month (30.4 days)",
        evidence="P4",
        plausible=(0.15, 0.36),
        label="Rate at which unemployed people find a job elsewhere",
    )
    seeking_find_job_per_month: PerMonth = setting(
        0.032,
        "Rate at which employed people of average mobility who search find another job without "
        "these recruiters.",
        unit="per month (30.4 days)",
        evidence="P5",
        plausible=(0.03, 0.11),
        label="Rate at which searching employees find a job elsewhere",
    )
    content_find_job_per_month: PerMonth = setting(
        0.0037,
        "Rate at which employed people of average mobility who do not search change job through "
        "friends or chance.",
        unit="per month (30.4 days)",
        evidence="P5",
        plausible=(0.002, 0.018),
        label="Rate at which content people change job by chance",
    )
    search_starts_per_year: PerYear = setting(
        0.95,
        "Rate at which an employed person of average mobility and satisfaction 0.6, who carries no "
        "seed, starts to search.",
        unit="per year",
        evidence="P2",
        plausible=(0.4, 1.5),
        label="Employed people who start to search",
    )
    search_satisfaction_slope: Slope = setting(
        3.0,
        "How much more unhappy people search: the rate is multiplied by "
        "exp(-slope x (satisfaction - 0.6)).",
        unit="per unit of satisfaction",
        evidence="P9",
        plausible=(1.5, 4.0),
        label="How much more unhappy people search",
    )
    search_belief_slope: Factor = setting(
        3.0,
        "How much more people search whose belief in outside options was raised: a full belief "
        "multiplies the rate by 1 + slope. 0: seeds never make people search.",
        unit="per unit of belief",
        plausible=(0.0, 8.0),
        label="How much a seed makes people search",
    )
    give_up_search_days: float = setting(
        120.0,
        "Mean time after which an employed person gives up searching.",
        unit="days",
        plausible=(60.0, 365.0),
        ge=0.1,
        le=TRILLION,
        label="Time until a search is given up",
    )
