"""The board model as a recsim scenario: a neutral world in which people only look and apply.

recsim does not count visits that lead to nothing; their number is taken from the rate. It simulates
the same chances as the other files, and does more for it: random numbers that belong to persons
and moments, records of everything, measures by week and occupation.
"""

from __future__ import annotations

from functools import cache

from peers.model import Counts, Settings
from recsim.model.engines import Engine, engine
from recsim.model.events import Kind
from recsim.model.run import Run
from recsim.scenario.scenario import Scenario
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
                "requisitions_per_year": settings.requisitions_per_day * 365.0,
                "open_days": settings.open_days,
            },
            "work": {"screen_hours": settings.screening_days, "task_times": "exponential"},
        },
    )
    team = {"recruiters": settings.recruiters, "buffet_size": 1, "screening_bar": NOBODY}
    return neutral(world, team, days=settings.days)


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
