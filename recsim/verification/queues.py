"""The inbox as a queue: people who all look for a job apply at random times and are turned down.

Every visit of the board ends in an application (each person applies to an opening once, and there
are many openings for each application), so that applications are a Poisson process.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import factorial
from typing import Any

import numpy as np

from recsim.model.events import ApplicationEnd, Kind
from recsim.scenario.scenario import Scenario
from recsim.verification.case import Case, Sums
from recsim.verification.log import Log
from recsim.verification.neutral import NOBODY, blocks, everybody_searches, neutral
from recsim.verification.process import hiring

PEOPLE = 2000
SCREENS_A_DAY = 10.0  # of one recruiter who does nothing else
HURRY = 1e-7  # days: a shorter wait is rounding of times


def inbox(
    load: float,
    recruiters: int,
    applications: int,
    *,
    random: bool = True,
    capacity: int = 1_000_000,
    through: float = 1.0,
) -> Scenario:
    """An inbox that a team works off together, read in the order of arrival.

    Args:
        load: applications a day by screenings a day of one recruiter (Erlang's a).
        recruiters: how many.
        applications: mean number of applications in the measured time.
        random: whether screening takes an exponential time, or always the same.
        capacity: applications that may wait.
        through: share of those who would apply that do so with the team, an agency.
    """
    rate = load * SCREENS_A_DAY
    days = max(round(applications / rate), 1)
    slack = SCREENS_A_DAY * recruiters - rate
    warm_up = 7 * max(4, round(100 / max(slack, 1.0) / 7))
    world = blocks(
        everybody_searches(),
        {
            "people": PEOPLE,
            "board": {"visits_per_day": rate / through / PEOPLE, "through_agency": through},
            "interest": {"reservation_gain": -1.0},
            "demand": {"requisitions_per_recruiter_year": 365.0 / recruiters},
            "work": {
                "screen_hours": 1.0 / SCREENS_A_DAY,
                "task_times": "exponential" if random else "fixed",
            },
        },
    )
    team = {
        "recruiters": recruiters,
        "kind": "agency",
        "inbox": "team",
        "inbox_capacity": capacity,
        "screening_bar": NOBODY,
    }
    return neutral(world, team, days=days, warm_up=warm_up)


def waits(log: Log) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of the applications that were read: time of arrival, wait in the inbox, time of reading."""
    all_of = log.spells(Kind.APPLIED, Kind.APPLICATION_ENDED, "requisition", "person")
    read = all_of.how == ApplicationEnd.NEVER_ANSWERED
    ended = log.where(Kind.APPLICATION_ENDED, ApplicationEnd.NEVER_ANSWERED)
    reading = np.empty(int(read.sum()))
    by_end = np.argsort(all_of.end[read], kind="stable")
    reading[by_end] = log.events["value"][ended - 1]  # the task that ended just before
    arrived = all_of.start[read]
    return arrived, all_of.end[read] - arrived - reading, reading


def observe(log: Log, _: Any) -> Sums:
    """Utilisation, people in the inbox, chance of a wait, wait."""
    arrived, wait, reading = waits(log)
    recruiters = log.scenario.strategies["team"].recruiters
    begun = arrived + wait
    busy = np.minimum(begun + reading, log.end) - np.maximum(begun, 0.0)
    queued = np.minimum(begun, log.end) - np.maximum(arrived, 0.0)
    settled = (arrived >= 0.0) & (arrived < log.end - 0.05 * log.end)
    number = float(settled.sum())
    return {
        "utilisation": (float(np.maximum(busy, 0.0).sum()), recruiters * log.end),
        "mean number waiting": (float(np.maximum(queued, 0.0).sum()), log.end),
        "share who wait": (float((wait[settled] > HURRY).sum()), number),
        "mean wait, days": (float(wait[settled].sum()), number),
    }


def erlang_c(servers: int, load: float) -> float:
    """Chance that an arrival has to wait in M/M/c."""
    last = load**servers / factorial(servers) / (1 - load / servers)
    return last / (sum(load**k / factorial(k) for k in range(servers)) + last)


def mmc(servers: int, load: float) -> Mapping[str, float]:
    """M/M/c (Erlang 1917)."""
    waiting = erlang_c(servers, load)
    wait = waiting / (SCREENS_A_DAY * (servers - load))
    return {
        "utilisation": load / servers,
        "mean number waiting": wait * load * SCREENS_A_DAY,
        "share who wait": waiting,
        "mean wait, days": wait,
    }


def md1(load: float) -> Mapping[str, float]:
    """M/D/1: half of the wait of M/M/1."""
    wait = load / (2 * SCREENS_A_DAY * (1 - load))
    return {
        "utilisation": load,
        "mean number waiting": wait * load * SCREENS_A_DAY,
        "mean wait, days": wait,
    }


def overflow(servers: int, places: int, load: float) -> Mapping[str, float]:
    """M/M/c/K: chance that an arrival finds all c recruiters busy and all places taken."""
    states = [
        load**n / (factorial(n) if n <= servers else factorial(servers) * servers ** (n - servers))
        for n in range(servers + places + 1)
    ]
    lost = states[-1] / sum(states)
    return {"share that overflows": lost, "utilisation": load * (1 - lost) / servers}


def observe_overflow(log: Log, value: Any) -> Sums:
    """Applications that found the inbox full, and utilisation."""
    ended = log.of_kind(Kind.APPLICATION_ENDED, measured=True)
    full = ended["detail"] == ApplicationEnd.INBOX_FULL
    arrived = log.of_kind(Kind.APPLIED, measured=True)
    return {
        "share that overflows": (float(full.sum()), float(len(arrived))),
        "utilisation": observe(log, value)["utilisation"],
    }


SLOTS_A_WEEK = 10.0
ONE_IN_ALL = 0.01
"""Hiring managers for each recruiter: so few that the team has one."""


def managers(load: float) -> Scenario:
    """People who come to one hiring manager at random times, and each take one slot."""
    rate = load * SLOTS_A_WEEK / 7.0
    settings: dict[str, Any] = {
        "hiring": {"interview_slots_per_week": SLOTS_A_WEEK},
        "demand": {"managers_per_recruiter": ONE_IN_ALL},
    }
    return hiring(settings, {}, days=round(3000 / rate), warm_up=364, rate=rate)


def observe_slots(log: Log, _: Any) -> Sums:
    """Wait for a slot, from the moment when the recruiter asks for it."""
    waited = log.of_kind(Kind.MANAGER_MET, measured=True)["value"]
    number = float(len(waited))
    return {
        "mean wait, days": (float(waited.sum()), number),
        "share who wait": (float((waited > HURRY).sum()), number),
    }


def slots(load: float) -> Mapping[str, float]:
    """M/D/1, whose server is the manager."""
    gap = 7.0 / SLOTS_A_WEEK
    return {"mean wait, days": gap * load / (2 * (1 - load)), "share who wait": load}


BOOK = "Gross, Shortle, Thompson and Harris (2008), Fundamentals of Queueing Theory"

CASES = (
    Case(
        name="inbox_one_recruiter",
        shows="The inbox of one recruiter is the queue M/M/1.",
        source=f"{BOOK}, 2.2",
        parameter="utilisation",
        values=(0.1, 0.5, 0.8, 0.95),
        scenario=lambda load: inbox(load, 1, 2500 if load < 0.9 else 16_000),
        observe=observe,
        exact=lambda load: mmc(1, load),
        replications=12,
        precision=0.4,
    ),
    Case(
        name="inbox_of_an_agency",
        shows="It still is if some apply elsewhere: a thinned Poisson stream is one.",
        source="Kingman (1993), Poisson Processes, 5.1 (colouring theorem)",
        parameter="utilisation, share through the agency",
        values=((0.3, 0.2), (0.4, 0.3), (0.6, 0.6)),
        scenario=lambda at: inbox(at[0], 1, 4000, through=at[1]),
        observe=observe,
        exact=lambda at: mmc(1, at[0]),
        replications=12,
        precision=0.4,
    ),
    Case(
        name="inbox_shared",
        shows="An inbox that a team works off together is the queue M/M/c.",
        source=f"{BOOK}, 2.3; Erlang (1917)",
        parameter="recruiters, load",
        values=((2, 0.6), (3, 1.8), (5, 4.5)),
        scenario=lambda at: inbox(at[1], at[0], 4000 if at[1] < 0.8 * at[0] else 16_000),
        observe=observe,
        exact=lambda at: mmc(*at),
        replications=12,
        precision=0.4,
    ),
    Case(
        name="inbox_fixed_time",
        shows="With screenings that all take the same time, it is M/D/1 (Pollaczek-Khinchine).",
        source=f"{BOOK}, 5.1; Pollaczek (1930), Khinchine (1932)",
        parameter="utilisation",
        values=(0.3, 0.6, 0.9),
        scenario=lambda load: inbox(load, 1, 3000 if load < 0.8 else 6000, random=False),
        observe=observe,
        exact=md1,
        replications=12,
        precision=0.25,
    ),
    Case(
        name="inbox_overflow",
        shows="A full inbox turns applications away as the queue M/M/c/K does.",
        source=f"{BOOK}, 2.4; Erlang (1917)",
        parameter="recruiters, places, load",
        values=((1, 1, 0.9), (1, 5, 0.8), (2, 3, 2.4)),
        scenario=lambda at: inbox(at[2], at[0], 4500, capacity=at[1]),
        observe=observe_overflow,
        exact=lambda at: overflow(*at),
        replications=12,
        precision=0.2,
    ),
    Case(
        name="hiring_manager",
        shows="People who wait for a hiring manager's time are the queue M/D/1.",
        source=f"{BOOK}, 5.1; Pollaczek (1930), Khinchine (1932)",
        parameter="utilisation",
        values=(0.3, 0.6, 0.9),
        scenario=managers,
        observe=observe_slots,
        exact=slots,
        replications=12,
        precision=0.4,
    ),
)
