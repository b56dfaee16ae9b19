"""A short look at a scenario before anybody runs it: few replications, half a year, in a moment."""

from __future__ import annotations

from recsim.analysis.results import Results
from recsim.experiments.cost import days_of_people
from recsim.experiments.runner import run, tasks_of
from recsim.experiments.work import everybody
from recsim.model.engines import EngineMissing, choose
from recsim.scenario.scenario import Scenario
from recsim.scenario.study import DAYS_PER_BIN

REPLICATIONS = 2
LONGEST, SHORTEST = 182, 56
"""Days that are measured."""
WARM_UP = 4 * DAYS_PER_BIN
MOST_WORK = 60_000_000
"""Days of people."""


def probe(scenario: Scenario) -> Results | None:
    """A few short runs; None where they would take long, or the compiled engine cannot run.

    What it costs is calculated and not measured, so that every machine says the same.
    """
    study = scenario.study
    days = min(study.horizon_days, LONGEST)
    while (cost := REPLICATIONS * _work(scenario, days)) > MOST_WORK and days > SHORTEST:
        days = max(SHORTEST, days // 2)
    if cost > MOST_WORK:
        return None
    try:
        choose("compiled")
    except EngineMissing:
        return None
    shorter = {
        "horizon_days": days,
        "warm_up_days": min(study.warm_up_days, WARM_UP),
        "keep_events": (),
        "engine": "compiled",
    }
    short = scenario.model_copy(update={"study": study.model_copy(update=shorter)})
    return run(short, replications=range(REPLICATIONS), workers=1)


def _work(scenario: Scenario, days: int) -> float:
    """What one replication takes, in days of people."""
    worlds = (everybody(scenario, task) for task in tasks_of(scenario, [0]))
    return sum(days_of_people(scenario, teams, days) for teams in worlds)
