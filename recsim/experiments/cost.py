"""What a run will about cost, from its scenario alone: in days of people, and in steps.

A usual run costs within a third and four times of this; only a budget (``model.budget``) holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from recsim.scenario.scenario import Scenario

PEOPLE_PER_RECRUITER = 1000
"""What a recruiter does in a day takes as long as the days of so many people."""
BEFORE_DAY_0 = 60
"""Days of people that it takes to make one."""
STEPS = 0.0125
"""Steps of a budget that a day of a person takes; the median over levers of shipped scenarios."""


def days_of_people(scenario: Scenario, teams: Sequence[str], days: float) -> float:
    """What so many days of one world with these teams cost, in days of people."""
    busy = sum(_busy(scenario, name) for name in teams)
    return scenario.world.people * (days + BEFORE_DAY_0) + busy * PEOPLE_PER_RECRUITER * days


def steps(scenario: Scenario, teams: Sequence[str]) -> float:
    """About how many steps one run of a world with these teams takes."""
    study = scenario.study
    return STEPS * days_of_people(scenario, teams, study.horizon_days + study.warm_up_days)


def _busy(scenario: Scenario, name: str) -> float:
    """Recruiters of a team, more of them where requisitions or software keep them busy."""
    team = scenario.strategies[name]
    requisitions = scenario.world.demand.requisitions_per_recruiter_year
    return team.recruiters * (1 + requisitions / 100) * (1 + team.automation.contacts_per_day / 100)
