"""What people keep: the burnt pool, wariness that fades, word of mouth, getting used to it.

Most cases work with *waves*: each requisition has everybody contacted at once who may be, and
closes; requisitions arrive at random, so that everybody meets a Poisson stream of contacts.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Any

import numpy as np

from recsim.model.events import Kind, WaryCause
from recsim.scenario.scenario import Scenario
from recsim.verification.case import Case, Sums
from recsim.verification.log import Log, labels
from recsim.verification.neutral import (
    DAYS_PER_MONTH,
    DAYS_PER_YEAR,
    INSTANT,
    Settings,
    annoys,
    blocks,
    neutral,
    offends,
)
from recsim.verification.outreach import calling
from recsim.verification.vacancies import levels

PEOPLE = 64
CROWD = 400
WAVES_A_DAY = 0.2
MOMENTS = (50, 150, 400)
STEPS = (1, 4, 12)


def waves(world: Settings, team: Settings, *, days: int, warm_up: int = 0) -> Scenario:
    """A team that contacts everybody at once, again and again."""
    again = {
        "people": PEOPLE,
        "demand": {"requisitions_per_recruiter_year": WAVES_A_DAY * 365.0, "open_days": 0.01},
    }
    everybody = {"style": "active", "profiles_per_search": 400, "targets_per_search": 400}
    return neutral(blocks(again, world), {**everybody, **team}, days=days, warm_up=warm_up)


def observe_pool(log: Log, _: Any) -> Sums:
    """Share of people on do-not-contact at some moments."""
    times = log.of_kind(Kind.DO_NOT_CONTACT)["time"]
    return {f"share burnt on day {t}": (float((times <= t).sum()), float(PEOPLE)) for t in MOMENTS}


def observe_wary(log: Log, _: Any) -> Sums:
    """Share of people's time in which they are wary."""
    number, lasted = levels(_wary(log), 0.0, log.end)
    return {"share of people wary": (float((number * lasted).sum()), PEOPLE * log.end)}


def _wary(log: Log) -> Any:
    return log.spells(Kind.BECAME_WARY, Kind.WARY_ENDED, "person")


def alternating(at: tuple[float, float]) -> Mapping[str, float]:
    """Two states: wary at the rate of annoying contacts, trusting again at the rate of healing."""
    p, half_life = at
    burn, heal = WAVES_A_DAY * p, log(2) / half_life
    return {"share of people wary": burn / (burn + heal)}


def observe_healing(log: Log, half_life: float) -> Sums:
    """How long wariness lasts; those that began long before the end have all ended."""
    spells = _wary(log).begun(log.begin, log.end - 25 * half_life)
    lasted = spells.end - spells.start
    number = float(len(lasted))
    return {
        "mean days wary": (float(lasted.sum()), number),
        "share wary after a half-life": (float((lasted > half_life).sum()), number),
        "share wary after three": (float((lasted > 3 * half_life).sum()), number),
    }


def observe_hearers(log: Log, at: tuple[float, float]) -> Sums:
    """People who are told of an offence, and who become wary because of it."""
    told = log.of_kind(Kind.TOLD_OTHERS)
    wary = log.of_kind(Kind.BECAME_WARY, WaryCause.TOLD)
    stories = float(len(told))
    of_story = np.histogram(np.searchsorted(told["time"], wary["time"], side="right"),
                            np.arange(0.5, len(told) + 1))[0]  # fmt: skip
    mean, becomes = at
    return {
        "people told": (float(told["value"].sum()), stories),
        "variance of people told": (float(((told["value"] - mean) ** 2).sum()), stories),
        "people who become wary": (float(len(wary)), stories),
        "variance of those": (float(((of_story - mean * becomes) ** 2).sum()), stories),
        "share of the offended who tell": (stories, float(log.count(Kind.OFFENDED))),
    }


def stories(at: tuple[float, float]) -> Scenario:
    """People who are offended one by one and tell others; all is forgotten at once."""
    memory = {
        "tells_others": 0.4,
        "hearers": at[0],
        "hearer_becomes_wary": at[1],
        "wary_half_life_days": INSTANT / 100,
        "do_not_contact_half_life_days": INSTANT / 100,
    }
    return calling(blocks(offends(0.3), {"memory": memory}), {}, days=200)


def observe_outside(log: Log, at: tuple[float, float, float]) -> Sums:
    """Harm from outside in a year of each person, and how much of it was an offence."""
    harms = log.of_kind(Kind.OUTSIDE_HARM)
    each = np.bincount(harms["person"], minlength=CROWD)
    mean = harms_a_year(at)
    return {
        "harms in a year": (float(each.sum()), float(CROWD)),
        "variance of harms in a year": (float(((each - mean) ** 2).sum()), float(CROWD)),
        "offences among them": (float((harms["detail"] == 0).sum()), float(len(harms))),
    }


def harms_a_year(at: tuple[float, float, float]) -> float:
    """Messages in a year, each of which offends, or else may annoy."""
    a_month, offence, annoyance = at
    return a_month * DAYS_PER_YEAR / DAYS_PER_MONTH * (1 - (1 - offence) * (1 - annoyance))


def outside(at: tuple[float, float, float]) -> Scenario:
    """A year in which nobody is simulated who would contact anybody."""
    a_month, offence, annoyance = at
    others = {
        "outside_messages_per_month": a_month,
        "outside_harm": 1.0,
        "outside_care": 0.5,
    }
    world = blocks(offends(offence), annoys(annoyance), {"people": CROWD, "attention": others})
    return neutral(world, {}, days=round(DAYS_PER_YEAR))


def observe_getting_used(log: Log, _: Any) -> Sums:
    """Offences per contact, by how many contacts the person has had."""
    contacts = log.of_kind(Kind.CONTACTED)
    number = np.zeros(4 * PEOPLE, dtype=np.int64)
    step = np.empty(len(contacts), dtype=np.int64)
    for row, person in enumerate(contacts["person"].tolist()):
        number[person] += 1
        step[row] = number[person]
    offended = np.isin(
        labels(contacts, "requisition", "person"),
        labels(log.of_kind(Kind.OFFENDED), "requisition", "person"),
    )
    return {
        f"offences at contact {k}": (float(offended[step == k].sum()), float((step == k).sum()))
        for k in STEPS
    }


def getting_used(at: tuple[float, float]) -> Mapping[str, float]:
    """Every contact that was read closes the same part of the gap to full familiarity."""
    start, care = at
    careful = (2 - 2 * care + 0.2) / 1.2

    def at_contact(k: int) -> float:
        unfamiliar = (1 - start) * (1 - 0.15 * care) ** (k - 1)
        return 0.03 * careful * (1 + 3.0 * unfamiliar)

    return {f"offences at contact {k}": at_contact(k) for k in STEPS}


def unfamiliar_market(at: tuple[float, float]) -> Scenario:
    """People who are ever less shocked the more respectful contact they meet."""
    world = blocks(
        offends(0.03),
        {
            "people": 4 * PEOPLE,
            "traits": {"familiarity_median": at[0]},
            "attention": {"unfamiliar_offence": 3.0, "familiarity_gain": 0.15},
            "response": {"read_without_answer": 1.0},
        },
    )
    team = {"care": at[1], "profiles_per_search": 1000, "targets_per_search": 1000}
    return waves(world, team, days=round(2 * STEPS[-1] / WAVES_A_DAY))


CHAINS = "Norris (1997), Markov Chains"

CASES = (
    Case(
        name="burnt_pool",
        shows="Without forgetting, the share of people on do-not-contact is a pure birth.",
        source=f"{CHAINS}, 2.5 (birth processes); thinning of a Poisson stream",
        parameter="chance of offence",
        values=(0.01, 0.03, 0.1),
        scenario=lambda p: waves(offends(p), {}, days=MOMENTS[-1] + 1),
        observe=observe_pool,
        exact=lambda p: {f"share burnt on day {t}": 1 - exp(-WAVES_A_DAY * p * t) for t in MOMENTS},
        replications=40,
        precision=0.35,
    ),
    Case(
        name="wary_people",
        shows="Where annoyance makes wary and time heals, the share of wary people settles.",
        source=f"{CHAINS}, 3.5 (two states)",
        parameter="chance of annoyance, half-life",
        values=((0.05, 50.0), (0.2, 30.0), (0.5, 10.0)),
        scenario=lambda at: waves(
            blocks(annoys(at[0]), {"memory": {"wary_half_life_days": at[1]}}),
            {},
            days=500,
            warm_up=350,
        ),
        observe=observe_wary,
        exact=alternating,
        replications=12,
    ),
    Case(
        name="wariness_fades",
        shows="Wariness lasts an exponential time with the given half-life.",
        source="Feller (1971), An Introduction to Probability Theory II, I.3",
        parameter="half-life, days",
        values=(2.0, 5.0, 20.0),
        scenario=lambda days: waves(
            blocks(annoys(0.5), {"memory": {"wary_half_life_days": days}}),
            {},
            days=round(30 * days + 200),
        ),
        observe=observe_healing,
        exact=lambda days: {
            "mean days wary": days / log(2),
            "share wary after a half-life": 0.5,
            "share wary after three": 0.125,
        },
        replications=10,
        precision=0.2,
    ),
    Case(
        name="word_of_mouth",
        shows="Offended people tell a Poisson number of others; those who turn wary thin it.",
        source="Kingman (1993), Poisson Processes, 5.1",
        parameter="mean told, chance to become wary",
        values=((2.0, 0.5), (8.0, 0.25), (20.0, 0.9)),
        scenario=stories,
        observe=observe_hearers,
        exact=lambda at: {
            "people told": at[0],
            "variance of people told": at[0],
            "people who become wary": at[0] * at[1],
            "variance of those": at[0] * at[1],
            "share of the offended who tell": 0.4,
        },
        replications=10,
        precision=0.2,
    ),
    Case(
        name="harm_from_outside",
        shows="Messages from outside that offend or annoy are a thinned Poisson stream.",
        source="Kingman (1993), Poisson Processes, 5.1 (colouring theorem)",
        parameter="messages a month, chance of offence, chance of annoyance",
        values=((4.0, 0.0, 0.1), (8.0, 0.02, 0.05), (30.0, 0.3, 0.3)),
        scenario=outside,
        observe=observe_outside,
        exact=lambda at: {
            "harms in a year": harms_a_year(at),
            "variance of harms in a year": harms_a_year(at),
            "offences among them": at[1] / (1 - (1 - at[1]) * (1 - at[2])),
        },
        replications=10,
        precision=0.2,
    ),
    Case(
        name="getting_used_to_it",
        shows="Respectful contact makes being contacted normal, a fixed part of the way each time.",
        source="geometric approach to a norm",
        parameter="familiarity at the start, care",
        values=((0.05, 0.8), (0.3, 0.5), (0.6, 0.2)),
        scenario=unfamiliar_market,
        observe=observe_getting_used,
        exact=getting_used,
        replications=24,
        precision=0.5,
    ),
)
