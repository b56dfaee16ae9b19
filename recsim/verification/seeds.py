"""Seeds: planted once in everybody, then forgotten, brought back, or germinating on the market."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any

import numpy as np

from recsim.model.events import Kind, SeedEnd
from recsim.scenario.scenario import Scenario
from recsim.verification.case import Case, Sums
from recsim.verification.log import Log
from recsim.verification.neutral import DAYS_PER_YEAR, NEVER, NOBODY, neutral

PEOPLE = 500
GAP, CARE = 0.8, 0.5
EXCESS = GAP * CARE
"""How far a seed raises belief: the share of the way from the baseline to full belief."""


def planted(
    half_life: float,
    *,
    returns: float = 0.0,
    searches: float = 0.0,
    slope: float = 0.0,
    days: int,
) -> Scenario:
    """Everybody reads one message, which plants a seed; rates per year."""
    labour = {
        "search_starts_per_year": searches,
        "search_belief_slope": slope,
        "give_up_search_days": 0.5,
    }
    world = {
        "people": PEOPLE,
        "labour": labour,
        "belief": {
            "gap_closed_by_reading": GAP,
            "seed_half_life_days": half_life,
            "returns_per_year": returns,
        },
        "response": {"read_without_answer": 1.0},
        "demand": {"requisitions_per_recruiter_year": DAYS_PER_YEAR / 20.0, "open_days": 0.01},
    }
    team = {
        "style": "active",
        "care": CARE,
        "cooldown_days": NEVER,
        "profiles_per_search": 1000,
        "targets_per_search": 1000,
        "screening_bar": NOBODY,
    }
    return neutral(world, team, days=days)


def observe_life(log: Log, half_life: float) -> Sums:
    """How long seeds live."""
    spells = log.spells(Kind.SEED_PLANTED, Kind.SEED_FORGOTTEN, "person")
    assert np.isfinite(spells.end).all(), "the horizon is too short for all seeds to end"
    lasted = spells.end - spells.start
    number = float(len(lasted))
    return {
        "mean life, days": (float(lasted.sum()), number),
        "share alive after a half-life": (float((lasted > half_life).sum()), number),
        "share alive after three": (float((lasted > 3 * half_life).sum()), number),
    }


def observe_race(log: Log, _: Any) -> Sums:
    """How seeds end, and when."""
    spells = log.spells(Kind.SEED_PLANTED, Kind.SEED_FORGOTTEN, "person")
    assert np.isfinite(spells.end).all(), "the horizon is too short for all seeds to end"
    number = float(len(spells.end))
    return {
        "share that brings people back": (float((spells.how == SeedEnd.RETURNED).sum()), number),
        "mean time to the end, days": (float((spells.end - spells.start).sum()), number),
    }


def race(at: tuple[float, float]) -> Mapping[str, float]:
    """Two exponential clocks: the chance that the first rings first is a / (a + b)."""
    half_life, returns = at
    back, forget = returns * EXCESS / DAYS_PER_YEAR, log(2) / half_life
    return {
        "share that brings people back": back / (back + forget),
        "mean time to the end, days": 1 / (back + forget),
    }


def observe_first(log: Log, _: Any) -> Sums:
    """What happens first after planting: own search, search because of the seed, forgetting."""
    first = np.full(PEOPLE, -1)
    seeded = np.zeros(PEOPLE, dtype=bool)
    for event in log.events[
        np.isin(log.events["kind"], [Kind.SEED_PLANTED, Kind.SEED_FORGOTTEN, Kind.SEARCH_STARTED])
    ].tolist():
        person, kind, detail = event[2], event[7], event[8]
        if kind == Kind.SEED_PLANTED:
            seeded[person] = True
        elif seeded[person] and first[person] < 0:
            first[person] = 2 if kind == Kind.SEED_FORGOTTEN else detail
    number = float((first >= 0).sum())
    names = ("searches by itself", "searches because of the seed", "forgets")
    return {name: (float((first == k).sum()), number) for k, name in enumerate(names)}


def three_ways(at: tuple[float, float, float]) -> Mapping[str, float]:
    """Three exponential clocks."""
    half_life, searches, slope = at
    rates = np.array(
        [
            searches / DAYS_PER_YEAR,
            searches * slope * EXCESS / DAYS_PER_YEAR,
            log(2) / half_life,
        ]
    )
    own, seed, forget = rates / rates.sum()
    return {
        "searches by itself": float(own),
        "searches because of the seed": float(seed),
        "forgets": float(forget),
    }


CLOCKS = "Norris (1997), Markov Chains, 2.3 (competing exponential clocks)"

CASES = (
    Case(
        name="seed_life",
        shows="A seed is forgotten after an exponential time with the given half-life.",
        source="Feller (1971), An Introduction to Probability Theory II, I.3",
        parameter="half-life, days",
        values=(20.0, 60.0, 120.0),
        scenario=lambda days: planted(days, days=round(30 * days) + 400),
        observe=observe_life,
        exact=lambda days: {
            "mean life, days": days / log(2),
            "share alive after a half-life": 0.5,
            "share alive after three": 0.125,
        },
        replications=20,
        precision=0.2,
    ),
    Case(
        name="seed_race",
        shows="Forgetting and coming back race: a seed brings a person back with a / (a + b).",
        source=CLOCKS,
        parameter="half-life, returns per year",
        values=((30.0, 3.0), (60.0, 10.0), (120.0, 30.0)),
        scenario=lambda at: planted(at[0], returns=at[1], days=round(30 * at[0]) + 400),
        observe=observe_race,
        exact=race,
        replications=20,
        precision=0.2,
    ),
    Case(
        name="seed_to_market",
        shows="A seed makes people search in proportion to what it adds to the rate of searching.",
        source=CLOCKS,
        parameter="half-life, searches, slope",
        values=((60.0, 0.5, 8.0), (60.0, 2.0, 3.0), (120.0, 1.0, 10.0)),
        scenario=lambda at: planted(
            at[0], searches=at[1], slope=at[2], days=round(20 * at[0]) + 400
        ),
        observe=observe_first,
        exact=three_ways,
        replications=20,
        precision=0.2,
    ),
)
