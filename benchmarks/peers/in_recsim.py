"""The two models as recsim scenarios: neutral worlds in which people only look and apply.

recsim does not count visits that lead to nothing; their number is taken from the rate. It simulates
the same chances as the other files, and does more for it: random numbers that belong to persons
and moments, records of everything, measures by week and occupation.
"""

from __future__ import annotations

from functools import cache

from peers.model import Counts, Queue, Served, Settings
from recsim.model.engines import Engine, engine
from recsim.model.events import Kind
from recsim.model.run import Run
from recsim.scenario.scenario import Scenario
from recsim.verification import queues
from recsim.verification.log import Log
from recsim.verification.neutral import NOBODY, blocks, everybody_searches, neutral

DISTRIBUTION = "recruitsim"
TEAM = "team"


def simulate(settings: Settings, seed: int, name: Engine = "compiled") -> Counts:
    """One world; the seed is the number of a replication."""
    return counts(settings, engine(name)(scenario(settings), [TEAM], seed))


@cache
def scenario(settings: Settings) -> Scenario:
    world = blocks(
        everybody_searches(),
        {
            "people": settings.people,
            "board": {"visits_per_day": settings.visits_per_day},
            "interest": {"reservation_gain": -1.0},
            "demand": {
                "requisitions_per_recruiter_year": (
                    settings.requisitions_per_day * 365.0 / settings.recruiters
                ),
                "open_days": settings.open_days,
            },
            "work": {"screen_hours": settings.screening_days, "task_times": "exponential"},
        },
    )
    team = {"recruiters": settings.recruiters, "buffet_size": 1, "screening_bar": NOBODY}
    return neutral(world, team, days=settings.days)


def queue(settings: Queue, seed: int, name: Engine = "compiled", *, keep: bool = False) -> Served:
    """One world whose inbox is the queue; with ``keep``, of its log, the wait as well."""
    world = line(settings)
    run = engine(name)(world, [TEAM], seed, keep_log=keep)
    assert run.log is not None or not keep
    served = int(run.tally.count(Kind.TASK_DONE, "screen").sum())
    if not keep:
        return Served(served)
    waited, number = queues.observe(Log(run.log, world), None)["mean wait, days"]
    return Served(served, waited / number * queues.SCREENS_A_DAY)


@cache
def line(settings: Queue) -> Scenario:
    return queues.inbox(settings.load, 1, settings.customers)


def counts(settings: Settings, run: Run) -> Counts:
    def number(kind: Kind, *details: str) -> int:
        return int(run.tally.count(kind, *details).sum())

    return Counts(
        visits=round(settings.people * settings.visits_per_day * settings.days),
        applications=number(Kind.APPLIED),
        opened=number(Kind.REQUISITION_OPENED),
        expired=number(Kind.REQUISITION_EXPIRED),
        screened=number(Kind.TASK_DONE, "screen"),
    )
