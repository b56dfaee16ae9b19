"""Contacts to people who all react alike: trials with known chances.

A recruiter is always busy with contacts that take exponential times: a Poisson stream.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any

import numpy as np
from scipy.special import ndtr

from recsim.model.events import ApproachEnd, Kind
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import CHANNELS
from recsim.verification.case import Case, Sums
from recsim.verification.log import Log, labels
from recsim.verification.neutral import (
    INSTANT,
    NEVER,
    NOBODY,
    SOFTNESS,
    Settings,
    answers,
    blocks,
    interests,
    neutral,
    offends,
)

CONTACTS_A_DAY = 20.0
WINDOW = 5  # days
INTERESTS = 60
MORE_THAN = 3
FURIES = range(2 * len(CHANNELS), 4 * len(CHANNELS))
"""Details of OFFENDED, see ``harm.contact_detail``."""


def calling(world: Settings, team: Settings, *, days: int, people: int = 500) -> Scenario:
    """One recruiter who contacts people all day; whoever is interested is turned down at once."""
    busy = {
        "people": people,
        "demand": {"requisitions_per_recruiter_year": 365.0, "open_days": 20.0},
        "work": {"message_hours": 1.0 / CONTACTS_A_DAY, "task_times": "exponential"},
    }
    return neutral(
        blocks(busy, world), {"style": "active", "talk_bar": NOBODY, **team}, days=days, warm_up=28
    )


def observe_first_interest(log: Log, _: Any) -> Sums:
    """Contacts up to the first interest, from there to the next, and so on, a fixed number."""
    contacts = log.of_kind(Kind.CONTACTED)["time"]
    interested = log.of_kind(Kind.APPROACH_ENDED, ApproachEnd.INTERESTED)["time"][:INTERESTS]
    assert len(interested) == INTERESTS
    needed = np.diff(np.searchsorted(contacts, interested, side="right"), prepend=0)
    return {
        "contacts to the first interest": (float(needed.sum()), float(INTERESTS)),
        f"share that needs more than {MORE_THAN}": (
            float((needed > MORE_THAN).sum()),
            float(INTERESTS),
        ),
    }


def geometric(at: tuple[float, float]) -> Mapping[str, float]:
    """Geometric number of trials; an answer and interest are two stages of one trial."""
    p = at[0] * at[1]
    return {
        "contacts to the first interest": 1 / p,
        f"share that needs more than {MORE_THAN}": (1 - p) ** MORE_THAN,
    }


def observe_offences(log: Log, p: float) -> Sums:
    """Offences per contact, and their number in windows of some days: mean and variance."""
    contacts = log.of_kind(Kind.CONTACTED, measured=True)
    offended = log.of_kind(Kind.OFFENDED, measured=True)
    windows = int(log.end) // WINDOW
    edges = np.arange(windows + 1) * float(WINDOW)
    number, _ = np.histogram(offended["time"], edges)
    return {
        "offences per contact": (float(len(offended)), float(len(contacts))),
        "offences in 5 days": (float(number.sum()), float(windows)),
        "variance of offences in 5 days": (
            float(((number - CONTACTS_A_DAY * p * WINDOW) ** 2).sum()),
            float(windows),
        ),
    }


def observe_touchy(log: Log, _: Any) -> Sums:
    """Offences per contact where people differ; the offended are contacted again."""
    contacts, offended = log.count(Kind.CONTACTED), log.count(Kind.OFFENDED)
    return {"offences per contact": (float(offended), float(contacts))}


def capped_log_normal(p: float, spread: float) -> float:
    """Mean of min(p x, 1) for a log-normal x of mean 1 (limited expected value)."""
    z = (-np.log(p)) / spread
    return float(p * ndtr(z - spread / 2) + 1 - ndtr(z + spread / 2))


def observe_follow_ups(log: Log, _: Any) -> Sums:
    """Contacts of an approach and answers, of the approaches that began long before the end."""
    contacts = log.of_kind(Kind.CONTACTED)
    first = contacts[(contacts["value"] == 0.0) & (contacts["time"] < log.end - 30.0)]
    chosen = labels(first, "requisition", "person")
    of_these = np.isin(labels(contacts, "requisition", "person"), chosen)
    answered = log.of_kind(Kind.APPROACH_ENDED, ApproachEnd.DECLINED)
    answers_of_these = np.isin(labels(answered, "requisition", "person"), chosen)
    approaches = float(len(chosen))
    return {
        "contacts per approach": (float(of_these.sum()), approaches),
        "share answered": (float(answers_of_these.sum()), approaches),
    }


def follow_ups(at: tuple[float, int]) -> Mapping[str, float]:
    """Truncated geometric: a contact is made if none before was answered."""
    p, most = at
    return {
        "contacts per approach": sum((1 - p) ** k for k in range(most + 1)),
        "share answered": 1 - (1 - p) ** (most + 1),
    }


def observe_sizes(log: Log, _: Any) -> Sums:
    """Harms of each size, voiced and not, of the contacts."""
    contacts = float(log.count(Kind.CONTACTED))
    offended, annoyed = (log.of_kind(kind)["detail"] for kind in (Kind.OFFENDED, Kind.ANNOYED))
    furies = int(np.isin(offended, FURIES).sum())
    curt = len(log.of_kind(Kind.APPROACH_ENDED, ApproachEnd.CURT_NO))
    return {
        "furies per contact": (float(furies), contacts),
        "complaints per contact": (float(len(offended) - furies), contacts),
        "curt noes per contact": (float(curt), contacts),
        "harms kept back per contact": (float(len(annoyed)), contacts),
    }


def sizes(at: tuple[float, float, float, float]) -> Scenario:
    """Contacts of an employer that harm more or less, and are told so or not."""
    chance, furious, curt, decorum = at
    harm = {"fury_share": furious, "curt_per_complaint": curt, "corporate_decorum": decorum}
    soon_forgotten = {
        "do_not_contact_half_life_days": INSTANT,
        "wary_half_life_days": INSTANT,
        "hearers": 0.0,
    }
    world = blocks(offends(chance), {"offence": harm, "memory": soon_forgotten})
    return calling(world, {"kind": "corporate"}, days=600)


def exact_sizes(at: tuple[float, float, float, float]) -> Mapping[str, float]:
    """One severity: the sizes are parts of its distribution, each voiced alike."""
    chance, furious, curt, decorum = at
    return {
        "furies per contact": chance * furious * (1 - decorum),
        "complaints per contact": chance * (1 - furious) * (1 - decorum),
        "curt noes per contact": chance * curt * (1 - decorum),
        "harms kept back per contact": chance * (1 + curt) * decorum,
    }


def observe_tired(log: Log, _: Any) -> Sums:
    """Answers per contact."""
    contacts = log.of_kind(Kind.CONTACTED, measured=True)
    answered = log.of_kind(Kind.APPROACH_ENDED, ApproachEnd.DECLINED, measured=True)
    return {"answers per contact": (float(len(answered)), float(len(contacts)))}


def one_tired_person(gap: int) -> Scenario:
    """Software writes to the same person every ``gap`` days, each time about another opening."""
    world = blocks(
        answers(0.4),
        interests(0.0),
        {
            "people": 1,
            "attention": {"load_half_point": 6.0, "load_half_life_days": 30.0},
            "demand": {
                "requisitions_per_recruiter_year": 4 * 365.0 / gap,
                "open_days": 20.0 * gap,
            },
        },
    )
    software = {"contacts_per_day": 1.0 / gap}
    return neutral(world, {"automation": software}, days=1000 * gap, warm_up=56 * gap)


def remembered(gap: int) -> float:
    """Messages remembered before each of a regular stream: a geometric series."""
    kept: float = 0.5 ** (gap / 30.0)
    return kept / (1 - kept)


def observe_replies(log: Log, at: tuple[float, float]) -> Sums:
    """Time to an answer, of the contacts that were made long before the end."""
    spells = log.spells(Kind.CONTACTED, Kind.APPROACH_ENDED, "requisition", "person")
    spells = spells.begun(log.begin, log.end - 100.0)
    taken = spells.end - spells.start
    median, number = at[0], float(len(taken))
    return {
        "answers within the median": (float((taken <= median).sum()), number),
        "within three medians": (float((taken <= 3 * median).sum()), number),
        "within ten medians": (float((taken <= 10 * median).sum()), number),
    }


def replies(at: tuple[float, float]) -> Scenario:
    """Messages that are all answered, some at once, some late."""
    world = {"response": {"reply_median_days": at[0], "reply_log_sd": at[1]}}
    always = blocks(answers(1.0), interests(0.0), {"demand": {"open_days": NEVER}})
    mail = {"channels": {"network_message": 1.0}, "follow_up_wait_days": 2.0}
    return calling(blocks(always, world), mail, days=200)


BERNOULLI = "Feller (1968), An Introduction to Probability Theory I, VI"

CASES = (
    Case(
        name="first_interest",
        shows="Without memory the number of contacts to the first interest is geometric.",
        source=f"{BERNOULLI}.8",
        parameter="answer, interest",
        values=((0.1, 0.3), (0.25, 0.4), (0.6, 0.6)),
        scenario=lambda at: calling(
            blocks(answers(at[0]), interests(at[1])),
            {},
            days=round(2 * INTERESTS / (at[0] * at[1]) / CONTACTS_A_DAY + 20),
        ),
        observe=observe_first_interest,
        exact=geometric,
        replications=20,
        precision=0.2,
    ),
    Case(
        name="interest_in_a_talk",
        shows="Who is asked in a talk needs less gain, by a fixed amount: a logistic chance.",
        source=f"{BERNOULLI}.8",
        parameter="answer, odds of interest in a talk",
        values=((0.3, 0.5), (0.3, 1.5), (0.3, 4.0)),
        scenario=lambda at: calling(
            blocks(
                answers(at[0]),
                interests(0.5),
                {"interest": {"talk_shift": -SOFTNESS * log(at[1])}},
            ),
            {"channels": {"personal_phone": 1.0}},
            days=round(2 * INTERESTS * (1 + at[1]) / (at[0] * at[1]) / CONTACTS_A_DAY + 20),
        ),
        observe=observe_first_interest,
        exact=lambda at: geometric((at[0], at[1] / (1 + at[1]))),
        replications=20,
        precision=0.2,
    ),
    Case(
        name="offences",
        shows="Offences are a thinned Poisson stream: mean and variance are the same.",
        source="Kingman (1993), Poisson Processes, 5.1 (colouring theorem)",
        parameter="chance of offence",
        values=(0.02, 0.1, 0.5),
        scenario=lambda p: calling(
            blocks(offends(p), {"memory": {"do_not_contact_half_life_days": INSTANT}}),
            {},
            days=400,
        ),
        observe=observe_offences,
        exact=lambda p: {
            "offences per contact": p,
            "offences in 5 days": CONTACTS_A_DAY * WINDOW * p,
            "variance of offences in 5 days": CONTACTS_A_DAY * WINDOW * p,
        },
        replications=12,
        precision=0.4,
    ),
    Case(
        name="sizes_of_harm",
        shows="Curt noes, complaints and fury are parts of one severity; decorum thins all alike.",
        source="Kingman (1993), Poisson Processes, 5.1 (colouring theorem)",
        parameter="chance of a complaint or worse, furious ones, curt noes for each, decorum",
        values=((0.05, 0.1, 3.0, 0.0), (0.1, 0.5, 1.0, 0.5), (0.04, 0.8, 6.0, 0.3)),
        scenario=sizes,
        observe=observe_sizes,
        exact=exact_sizes,
        replications=12,
        precision=0.4,
    ),
    Case(
        name="offences_of_touchy_people",
        shows="Touchiness has mean 1: it spreads offence over people without adding any.",
        source="Klugman, Panjer and Willmot (2012), Loss Models, A.5 (limited expected value)",
        parameter="chance, spread of touchiness",
        values=((0.02, 0.5), (0.05, 1.2), (0.2, 1.2)),
        scenario=lambda at: calling(
            blocks(
                offends(at[0]),
                {
                    "traits": {"touchiness_log_sd": at[1]},
                    "memory": {"do_not_contact_half_life_days": INSTANT},
                },
            ),
            {},
            days=300,
            people=2000,
        ),
        observe=observe_touchy,
        exact=lambda at: {"offences per contact": capped_log_normal(*at)},
        replications=12,
        precision=0.15,
    ),
    Case(
        name="follow_ups",
        shows="With follow-ups the number of contacts is a truncated geometric one.",
        source=f"{BERNOULLI}.8",
        parameter="answer, most follow-ups",
        values=((0.1, 1), (0.2, 2), (0.6, 2)),
        scenario=lambda at: calling(
            blocks(answers(at[0]), interests(0.0), {"demand": {"open_days": NEVER}}),
            {"follow_ups": at[1], "follow_up_wait_days": 2.0},
            days=250,
        ),
        observe=observe_follow_ups,
        exact=follow_ups,
        replications=10,
    ),
    Case(
        name="time_to_answer",
        shows="Answers in writing arrive after a log-normal time.",
        source="Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions, 14",
        parameter="median, log sd",
        values=((0.25, 0.9), (0.25, 1.9), (2.0, 1.2)),
        scenario=replies,
        observe=observe_replies,
        exact=lambda at: {
            "answers within the median": 0.5,
            "within three medians": float(ndtr(np.log(3) / at[1])),
            "within ten medians": float(ndtr(np.log(10) / at[1])),
        },
        replications=10,
    ),
    Case(
        name="tired_attention",
        shows="Answers fall with the messages that a person remembers.",
        source="geometric series of decaying memories",
        parameter="days between messages",
        values=(2, 7, 30),
        scenario=one_tired_person,
        observe=observe_tired,
        exact=lambda gap: {
            "answers per contact": 0.4 * 6.0 / (6.0 + remembered(gap)),
        },
        replications=10,
    ),
)
