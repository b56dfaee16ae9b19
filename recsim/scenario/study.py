"""``study``: how we look. Time, replications, seed, and what was declared beforehand."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from recsim.scenario.fields import MOST_DAYS, TRILLION, Block, Count, setting

Picture = Literal[
    "auto",
    "segments",
    "trade_off",
    "seeds",
    "applications",
    "offers",
    "offence_over_time",
    "typical_years",
    "variants",
]
EngineChoice = Literal["auto", "simpy", "compiled"]
DAYS_PER_BIN = 7
DAYS_PER_YEAR = 365
BY_MEASURE = ("limits", "matters")
"""Settings that hold a number for any measure."""
Highest = Annotated[float, Field(ge=0, le=TRILLION)]


class Study(Block):
    """How long, how often and by which measures the scenario is looked at."""

    horizon_days: int = setting(
        365, "Time that is measured.", unit="days", ge=1, le=MOST_DAYS, plausible=(90, 1825)
    )
    warm_up_days: int = setting(
        91,
        "Time that is simulated before, and not measured, so that desks and pipelines are filled; "
        "whole weeks.",
        unit="days",
        ge=0,
        le=MOST_DAYS,
        plausible=(0, 364),
    )
    replications: int = setting(
        30,
        "Independent runs of each strategy.",
        unit="runs",
        ge=1,
        le=100_000,
        plausible=(5, 1000),
    )
    seed: int = setting(2013, "Seed of all random numbers.", ge=0, le=2**63 - 1)
    market: Literal["separate", "shared"] = setting(
        "separate",
        "separate: each strategy alone in an identical world; shared: all teams in one world.",
    )
    engine: EngineChoice = setting(
        "auto",
        "What simulates; the results are the same. simpy: SimPy processes; compiled: the same "
        "model as machine code, many times faster; auto: compiled wherever that can run.",
    )
    confidence: float = setting(
        0.95,
        "Confidence of the intervals.",
        unit="probability",
        ge=0.5,
        le=0.9999,
        plausible=(0.8, 0.99),
    )
    outcomes: tuple[str, ...] = setting(
        ("placements", "offences_per_100_placements", "offences_per_1000_contacts"),
        "Measures declared beforehand; they head the table and the comparison.",
    )
    about: tuple[str, ...] = setting(
        (),
        "The two strategies that the question is about: what is said on a picture compares the "
        "second with the first. Without it: those at both ends of what is shown.",
        max_length=2,
    )
    limits: dict[str, Highest] = setting(
        {}, "Highest value of a measure that is acceptable, shown as a line in charts."
    )
    matters: dict[str, Highest] = setting(
        {},
        "Smallest difference of two strategies that matters, by measure and in its unit. Where the "
        "interval lies within it, a comparison says that there is no larger one. Without an "
        "entry, one placement a year matters.",
    )
    keep_events: tuple[Count, ...] = setting(
        (), "Replications whose full event log is written to the results."
    )

    picture: Picture = setting(
        "auto",
        "The main picture. auto: chosen by the outcomes; segments: fill rates from plentiful to "
        "scarce occupations; trade_off: placements against goodwill; seeds: what became of them; "
        "applications: how they end; offers: who accepts; offence_over_time: whether being "
        "contacted becomes normal; typical_years: how single runs spread; variants: what each "
        "variant changes, where they are run with --beside.",
    )

    @model_validator(mode="after")
    def _about_two(self) -> Study:
        if len(set(self.about)) not in (0, 2):
            raise ValueError("about: expected two different strategies, or none")
        return self

    @model_validator(mode="after")
    def _whole_weeks(self) -> Study:
        if self.warm_up_days % DAYS_PER_BIN:
            raise ValueError(
                f"warm_up_days: {self.warm_up_days} is not a whole number of weeks; "
                f"{round(self.warm_up_days / DAYS_PER_BIN) * DAYS_PER_BIN} would be"
            )
        return self
