"""The markets that are simulated, from a workshop's to a million people."""

from __future__ import annotations

from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario

PEOPLE_PER_RECRUITER = 500  # as in the shipped market of a million
PEOPLE_PER_REQUISITION = 10  # a year
LARGE_STRATEGY = "both"


def small(people: int, days: int, warm_up: int) -> Scenario:
    """The main comparison of a workshop."""
    settings = (
        f"world.people={people}",
        f"study.horizon_days={days}",
        f"study.warm_up_days={warm_up}",
        "study.engine=compiled",
    )
    return load("two_ways", set_=settings).scenario


def large(people: int, days: int) -> Scenario:
    """As many recruiters and requisitions a head as in the shipped market of a million."""
    requisitions = people / PEOPLE_PER_REQUISITION
    settings = (
        f"world.people={people}",
        f"world.demand.requisitions_per_recruiter_year={requisitions / recruiters(people)}",
        f"strategies.{LARGE_STRATEGY}.recruiters={recruiters(people)}",
        f"study.horizon_days={days}",
    )
    return load("stress_million", set_=settings).scenario


def recruiters(people: int) -> int:
    return max(1, round(people / PEOPLE_PER_RECRUITER))


def people_and_recruiters(people: int) -> str:
    number = recruiters(people)
    return f"{people:,} people, {number:,} recruiter{'' if number == 1 else 's'}"
