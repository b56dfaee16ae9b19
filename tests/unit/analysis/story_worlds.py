"""Worlds for the tests of stories: records made by hand, and small real runs."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from hand_made import scenario

from recsim.analysis.stories import Chronicle, story
from recsim.experiments.stories import chronicles
from recsim.model.engines import choose, engine
from recsim.model.events import DETAILS, EVENT, Kind
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario

SMALL = [
    "world.people=300",
    "world.board.visits_per_day=0.2",  # so that few people do a lot
    "world.work.overhead=0.3",
    "world.demand.competitor_days=.inf",
    "study.horizon_days=182",
    "study.warm_up_days=28",
]


def record(
    time: float, kind: Kind, detail: str = "", *, person: int = 3, team: int = 0,
    opening: int = 7, recruiter: int = 0, value: float = 0.0,
) -> tuple[Any, ...]:  # fmt: skip
    code = DETAILS.get(kind, ("",)).index(detail)
    return (time, value, person, opening, recruiter, team, 0, kind, code)


def world(*records: tuple[Any, ...], of: Scenario | None = None, **more: Any) -> Chronicle:
    log = np.array(sorted(records, key=lambda one: one[0]), dtype=EVENT)
    return Chronicle(of or scenario(), more.pop("teams", ("calling",)), 0, log, **more)


def told(*records: tuple[Any, ...], **more: Any) -> list[tuple[str, str]]:
    return [(moment.when, moment.text) for moment in story(world(*records, **more), 3)]


@cache
def real(name: str, *sets: str) -> tuple[Chronicle, ...]:
    """Two teams of a shipped scenario; the tests that ask for it are marked as compiled."""
    chosen = load(name, set_=[*SMALL, *sets]).scenario
    return tuple(chronicles(engine(choose("auto")), chosen, list(chosen.strategies)[:2], 1))


CASES = [
    ("two_ways", "world.offence.scale=5", "world.memory.resent_unanswered=0.3"),
    ("commons", "world.offence.scale=5"),
    ("planting_seeds",),
    ("automated_outreach",),
]
"""Two teams apart, rivals, a shared market, software."""
