"""Requisitions that nobody fills: they arrive at random, stay open for a time, and expire."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import Any

import numpy as np

from recsim.model.events import Kind
from recsim.scenario.scenario import Scenario
from recsim.verification.case import Case, Sums
from recsim.verification.log import Floats, Log, Spells
from recsim.verification.neutral import neutral

RATE = 0.4  # requisitions a day
MOMENTS = (10, 30, 60, 120)


def vacancies(open_time: str, mean: float, days: int, warm_up: int = 0) -> Scenario:
    """A recruiter who waits in vain is given requisitions."""
    demand = {
        "requisitions_per_recruiter_year": RATE * 365.0,
        "open_days": float(mean),
        "open_time": open_time,
    }
    return neutral(
        {"people": 1, "demand": demand},
        {"style": "passive", "recruiters": 1},
        days=days,
        warm_up=warm_up,
    )


def open_spells(log: Log) -> Spells:
    """When each requisition was open."""
    return log.spells(
        Kind.REQUISITION_OPENED,
        (Kind.REQUISITION_FILLED, Kind.REQUISITION_EXPIRED),
        "requisition",
    )


def levels(spells: Spells, start: float, end: float) -> tuple[Floats, Floats]:
    """How many were under way, and for how long, between the changes within an interval."""
    changes = np.concatenate([spells.start, spells.end])
    steps = np.concatenate([np.ones(len(spells.start)), -np.ones(len(spells.end))])
    order = np.argsort(changes, kind="stable")
    times, number = changes[order], np.cumsum(steps[order])
    borders = np.clip(np.append(times, end), start, end)
    return number, np.diff(borders)


def observe(log: Log, value: Any) -> Sums:
    """Mean over time of the number open, and of its squared distance from the mean in theory."""
    number, lasted = levels(open_spells(log), 0.0, log.end)
    centre = RATE * value[1]
    idle = log.end - lasted.sum()  # before the first one
    return {
        "mean number open": (float((number * lasted).sum()), log.end),
        "variance of the number open": (
            float(((number - centre) ** 2 * lasted).sum() + centre**2 * idle),
            log.end,
        ),
    }


def observe_from_empty(log: Log, _: Any) -> Sums:
    """Number open at some moments after an empty start."""
    spells = open_spells(log)
    return {f"open on day {t}": (float(spells.under_way(t)), 1.0) for t in MOMENTS}


def from_empty(value: tuple[str, float]) -> Mapping[str, float]:
    """Mean number at time t after an empty start: rate x integral of P(open time > s), s < t."""
    open_time, mean = value
    if open_time == "fixed":
        return {f"open on day {t}": RATE * min(mean, t) for t in MOMENTS}
    return {f"open on day {t}": RATE * mean * (1 - exp(-t / mean)) for t in MOMENTS}


BOOK = "Gross, Shortle, Thompson and Harris (2008), Fundamentals of Queueing Theory"
VALUES = (("fixed", 20), ("fixed", 60), ("exponential", 20), ("exponential", 60))

CASES = (
    Case(
        name="vacancies_open",
        shows="Requisitions that expire unfilled are M/G/infinity: their number is Poisson, "
        "whatever the distribution of the open time.",
        source=f"{BOOK}, 5.2",
        parameter="open time, mean days",
        values=VALUES,
        scenario=lambda value: vacancies(value[0], value[1], days=7300, warm_up=700),
        observe=observe,
        exact=lambda value: {
            "mean number open": RATE * value[1],
            "variance of the number open": RATE * value[1],
        },
        replications=12,
        precision=0.25,
    ),
    Case(
        name="vacancies_from_empty",
        shows="From an empty start the number of open requisitions rises as theory says.",
        source=f"{BOOK}, 5.2 (transient M/G/infinity)",
        parameter="open time, mean days",
        values=VALUES,
        scenario=lambda value: vacancies(value[0], value[1], days=MOMENTS[-1] + 1),
        observe=observe_from_empty,
        exact=from_empty,
        replications=300,
        precision=0.15,
    ),
)
