"""A world in which nothing happens, from which each case switches on what it is about.

It is the shipped scenario ``published/neutral``: everybody is content and alike, nobody moves,
answers, minds or remembers; tasks take no time; a recruiter has one productive hour a day. The
helpers below say which setting makes a chance exactly p.
"""

from __future__ import annotations

from functools import cache
from math import log
from typing import Any

from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import CHANNELS
from recsim.verification.case import TEAM

Settings = dict[str, Any]

NEVER, INSTANT = 1e12, 1e-6  # days
ALWAYS, NOBODY = -50.0, 50.0  # bars that everybody and nobody passes
DAYS_PER_YEAR, DAYS_PER_MONTH = 365.0, 30.4
SOFTNESS = 0.02  # of the decision to be interested, share of pay


def neutral(world: Settings, team: Settings, *, days: int, warm_up: int = 0) -> Scenario:
    """The neutral world with these changes.

    Args:
        world: changes of the world; blocks are merged key by key.
        team: changes of the one team.
        days: measured time.
        warm_up: time before it, in whole weeks of days.
    """
    base = _settings()
    there = merged(base["world"], world)
    there["segments"] = world.get("segments", there["segments"])
    strategy = merged(base["strategies"][TEAM], team)
    strategy["channels"] = team.get("channels", strategy["channels"])
    study = base["study"] | {"horizon_days": days, "warm_up_days": warm_up}
    return Scenario.model_validate({"world": there, "strategies": {TEAM: strategy}, "study": study})


@cache
def _settings() -> Settings:
    return load("published/neutral").scenario.model_dump()


def merged(base: Settings, change: Settings) -> Settings:
    """The base with a change laid over it, block by block."""
    result = dict(base)
    for key, value in change.items():
        below = base.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        result[key] = merged(below, value) if both else value  # type: ignore[arg-type]
    return result


def blocks(*changes: Settings) -> Settings:
    """Several changes of the world together."""
    result: Settings = {}
    for change in changes:
        result = merged(result, change)
    return result


def everybody_searches() -> Settings:
    """All people are employed and look for a job for ever."""
    return {"labour": {"search_starts_per_year": 1.0}}


def answers(p: float) -> Settings:
    """Every contact is answered with chance p (unless it offends)."""
    return {"response": {"by_channel": dict.fromkeys(CHANNELS, p * (1.0 - _REFERENCE_SHARE))}}


def interests(p: float) -> Settings:
    """Everybody who answers is interested with chance p."""
    needed = -1.0 if p == 1.0 else 1.0 if p == 0.0 else -SOFTNESS * log(p / (1.0 - p))
    return {"interest": {"reservation_gain": needed, "scale": SOFTNESS}}


def offends(p: float) -> Settings:
    """Every contact outside of work offends with chance p."""
    scale = p * (1.0 + 0.6 * (1.0 - 0.45)) * (1.0 + 0.5 * _REFERENCE_SHARE)
    return {"offence": {"by_channel": dict.fromkeys(CHANNELS, 1.0), "scale": scale}}


def annoys(p: float) -> Settings:
    """Every contact silently annoys with chance p, at most 0.8."""
    return {"offence": {"annoyance": p * (1.0 + 0.5 * _REFERENCE_SHARE)}}


_REFERENCE_SHARE = 5.7 / (5.7 + 6.0)
"""Load of the reference person, as a share; chances are defined for that person."""
