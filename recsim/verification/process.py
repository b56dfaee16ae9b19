"""From contact to start: judging fit, interviews, offers, counter-offers, early exits.

Requisitions arrive, the first person contacted is interested at once, and one person at a time is
in process; tasks take no time. What differs is the stage that a case is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log, sqrt
from typing import Any

import numpy as np
from scipy.integrate import quad
from scipy.special import expit, gammainc, ndtr
from scipy.stats import norm

from recsim.model.events import CandidacyEnd, Kind
from recsim.scenario.scenario import Scenario
from recsim.verification.case import Case, Sums
from recsim.verification.log import Log
from recsim.verification.neutral import (
    ALWAYS,
    DAYS_PER_YEAR,
    NEVER,
    Settings,
    answers,
    blocks,
    interests,
    neutral,
)

PEOPLE = 1000
QUALITY, PAIR = 0.6, 0.8  # their squares add up to 1: fit is standard normal
LONGEST = 350.0  # days; later starts are not waited for
MARKS = (10.0, 20.0, 40.0)


def hiring(
    world: Settings, team: Settings, *, days: int, warm_up: int = 0, rate: float = 2.0
) -> Scenario:
    """Requisitions at a rate per day; whoever is contacted is interested at once."""
    eager = {
        "people": PEOPLE,
        "demand": {"requisitions_per_recruiter_year": rate * DAYS_PER_YEAR, "open_days": NEVER},
    }
    one_by_one = {"style": "active", "most_in_process": 1, "targets_per_search": 1}
    return neutral(
        blocks(eager, answers(1.0), interests(1.0), world),
        {**one_by_one, **team},
        days=days,
        warm_up=warm_up,
    )


def observe_interview_time(log: Log, _: Any) -> Sums:
    """Days from the opening to the start, and shares within some marks."""
    spells = log.spells(Kind.REQUISITION_OPENED, Kind.REQUISITION_FILLED, "requisition")
    spells = spells.begun(0.0, log.end - LONGEST)
    assert np.isfinite(spells.end).all(), "the horizon is too short for all to be filled"
    taken = spells.end - spells.start
    number = float(len(taken))
    return {
        "mean days to fill": (float(taken.sum()), number),
        **{f"share filled by day {m:g}": (float((taken <= m).sum()), number) for m in MARKS},
    }


def interviews(kind: str, days: float, shape: float) -> Scenario:
    """Interviews that take a random time, and nothing else does."""
    times: Settings = {"interview_time": kind, "interview_days": days}
    times |= {"delay_log_sd": shape} if kind == "log_normal" else {"interview_gamma_shape": shape}
    return hiring({"hiring": times}, {}, days=round(LONGEST) + 300)


def interview_times(at: tuple[str, float, float]) -> Mapping[str, float]:
    """Mean and distribution function of the time of the interviews."""
    kind, days, shape = at
    if kind == "gamma":
        mean = days
        by = {m: float(gammainc(shape, shape * m / days)) for m in MARKS}
    else:
        mean = days * exp(shape**2 / 2)
        by = {m: float(ndtr(log(m / days) / shape)) for m in MARKS}
    return {"mean days to fill": mean} | {f"share filled by day {m:g}": by[m] for m in MARKS}


def observe_screening(log: Log, _: Any) -> Sums:
    """Talks that convince, interviews that are passed, of the people who came so far."""
    talked, interviewed = log.of_kind(Kind.TALKED), log.of_kind(Kind.INTERVIEWED)
    return {
        "talks that convince": (float((talked["detail"] == 0).sum()), float(len(talked))),
        "interviews passed": (
            float((interviewed["detail"] == 0).sum()),
            float(len(interviewed)),
        ),
    }


def judged(at: tuple[float, float, float]) -> Scenario:
    """People whose fit is judged in a talk, with error, and then in interviews."""
    bar, noise, slope = at
    world = {
        "hiring": {
            "quality_weight": QUALITY,
            "pair_weight": PAIR,
            "talk_noise": noise,
            "interview_intercept": -0.5,
            "interview_slope": slope,
        }
    }
    return hiring(world, {"talk_bar": bar}, days=150)


def judgement(at: tuple[float, float, float]) -> Mapping[str, float]:
    """Normal fit F, seen as F + noise; logistic chance of passing given that it seemed enough."""
    bar, noise, slope = at
    convinces = float(norm.sf(bar / sqrt(1 + noise**2)))

    def passing(fit: float) -> float:
        seems = norm.sf((bar - fit) / noise)
        return float(expit(-0.5 + slope * fit) * seems * norm.pdf(fit))

    return {
        "talks that convince": convinces,
        "interviews passed": quad(passing, -9, 9)[0] / convinces,
    }


def observe_offers(log: Log, _: Any) -> Sums:
    """How candidacies end."""
    ended = log.of_kind(Kind.CANDIDACY_ENDED)["detail"]
    ends = {
        "dropped out": CandidacyEnd.GHOSTED,
        "declined": CandidacyEnd.OFFER_DECLINED,
        "kept by a counter-offer": CandidacyEnd.COUNTER_OFFER,
        "placed": CandidacyEnd.PLACED,
    }
    return {name: (float((ended == end).sum()), float(len(ended))) for name, end in ends.items()}


def offered(at: tuple[float, float, float]) -> Scenario:
    """Offers of a known gain, counter-offers, people who drop out; everybody needs a gain of -1."""
    gain, counter, ghosting = at
    world = {
        "hiring": {
            "accept_intercept": -9.5,
            "accept_slope": 10.0,
            "counter_offer": counter,
            "counter_offer_accepted": 0.6,
            "ghosting": ghosting,
        },
        "demand": {"pay_gain_mean": gain},
    }
    return hiring(world, {}, days=250)


def offers(at: tuple[float, float, float]) -> Mapping[str, float]:
    """Three chances to drop out, a logistic decision, a thinned counter-offer."""
    gain, counter, ghosting = at
    stays = (1 - ghosting) ** 3
    accepts = stays * float(expit(-9.5 + 10.0 * (gain + 1.0)))
    return {
        "dropped out": 1 - stays,
        "declined": stays - accepts,
        "kept by a counter-offer": accepts * counter * 0.6,
        "placed": accepts * (1 - counter * 0.6),
    }


def observe_exits(log: Log, _: Any) -> Sums:
    """Exits within the guarantee and within a year, of placements that are old enough."""
    placed = log.of_kind(Kind.PLACED)
    old = placed["requisition"][placed["time"] < log.end - 366.0]
    left = log.of_kind(Kind.LEFT_EARLY)
    left = left[np.isin(left["requisition"], old)]
    falls_off = (left["detail"] <= 1).sum()
    return {
        "share that falls off": (float(falls_off), float(len(old))),
        "share that leaves in a year": (float(len(left)), float(len(old))),
    }


def settling(at: tuple[float, float, float]) -> Scenario:
    """Everybody is placed once and may leave again."""
    rate, slope, guarantee = at
    world = {
        "hiring": {
            "quality_weight": QUALITY,
            "pair_weight": PAIR,
            "early_exits_per_year": rate,
            "early_exit_fit_slope": slope,
            "guarantee_days": guarantee,
        },
        "demand": {"open_days": 1.0},
    }
    return hiring(world, {"cooldown_days": NEVER}, days=366 + 350)


def exits(at: tuple[float, float, float]) -> Mapping[str, float]:
    """Exponential time at a rate that falls with fit, which is standard normal."""
    rate, slope, guarantee = at

    def leaves_by(days: float) -> float:
        def density(fit: float) -> float:
            hazard = rate / DAYS_PER_YEAR * exp(-slope * fit)
            return float((1 - exp(-hazard * days)) * norm.pdf(fit))

        return float(quad(density, -9, 9)[0])

    return {
        "share that falls off": leaves_by(guarantee),
        "share that leaves in a year": leaves_by(DAYS_PER_YEAR),
    }


def observe_fit(log: Log, _: Any) -> Sums:
    """Fit of those who were placed."""
    fit = log.of_kind(Kind.PLACED)["value"]
    return {"mean fit": (float(fit.sum()), float(len(fit)))}


def picked(at: tuple[int, float]) -> Scenario:
    """The person who seems to fit best among a number of profiles is contacted and placed."""
    profiles, noise = at
    world = {"hiring": {"pair_weight": 1.0, "profile_noise": noise}}
    team = {"targeting": "best_fit", "target_bar": ALWAYS, "profiles_per_search": profiles}
    return hiring(world, team, days=300)


def best_of(at: tuple[int, float]) -> Mapping[str, float]:
    """Expected highest of n standard normals, times the share of it that is not error."""
    profiles, noise = at

    def density(x: float) -> float:
        return float(x * profiles * norm.pdf(x) * norm.cdf(x) ** (profiles - 1))

    return {"mean fit": quad(density, -9, 9)[0] / sqrt(1 + noise**2)}


def observe_fit_again(log: Log, _: Any) -> Sums:
    """Products of the fits of one person to an opening and to the next one; means are 0."""
    placed = log.of_kind(Kind.PLACED)
    placed = placed[np.argsort(placed["person"], kind="stable")]
    fit, person = placed["value"], placed["person"]
    products = (fit[1:] * fit[:-1])[person[1:] == person[:-1]]
    return {
        "correlation of two openings": (float(products.sum()), float(len(products))),
        "variance of fit": (float((fit**2).sum()), float(len(fit))),
    }


def placed_again(quality: float) -> Scenario:
    """A small number of people who are placed at random, again and again."""
    weights = {"quality_weight": quality, "pair_weight": sqrt(1 - quality**2)}
    return hiring({"people": 150, "hiring": weights}, {}, days=300)


CASES = (
    Case(
        name="fit_of_a_person",
        shows="Fit is partly the person's own: two openings share the variance of quality.",
        source="Searle, Casella and McCulloch (1992), Variance Components, 3.1 (intraclass)",
        parameter="weight of quality",
        values=(0.4, 0.6, 0.9),
        scenario=placed_again,
        observe=observe_fit_again,
        exact=lambda quality: {
            "correlation of two openings": quality**2,
            "variance of fit": 1.0,
        },
        replications=20,
        precision=0.4,
    ),
    Case(
        name="time_to_fill",
        shows="The time to fill is the time of the interviews where nothing else takes time.",
        source="Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions, 14, 17",
        parameter="distribution, days, spread or shape",
        values=(("log_normal", 18.0, 0.5), ("log_normal", 20.0, 0.6), ("gamma", 30.0, 2.0)),
        scenario=lambda at: interviews(*at),
        observe=observe_interview_time,
        exact=interview_times,
        replications=10,
        precision=0.25,
    ),
    Case(
        name="judging_fit",
        shows="A bar on a noisy view of fit selects as the normal distribution says.",
        source="Cochran (1951), Improvement by means of selection, 2nd Berkeley Symposium",
        parameter="bar, noise, slope of the interviews",
        values=((0.6, 0.5, 1.0), (1.5, 0.8, 2.0), (0.0, 2.0, 0.5)),
        scenario=judged,
        observe=observe_screening,
        exact=judgement,
        replications=12,
        precision=0.15,
    ),
    Case(
        name="best_of_profiles",
        shows="The best of n profiles fits as well as the highest of n normal values, shrunk.",
        source="David and Nagaraja (2003), Order Statistics, 3.2; Cochran (1951)",
        parameter="profiles, noise",
        values=((5, 0.8), (20, 0.8), (50, 2.0)),
        scenario=picked,
        observe=observe_fit,
        exact=best_of,
        replications=10,
    ),
    Case(
        name="offers",
        shows="Drop-outs, acceptance and counter-offers are stages that thin one another.",
        source="Kingman (1993), Poisson Processes, 5.1; McFadden (1974), logit choice",
        parameter="gain, counter-offers, drop-out a stage",
        values=((0.1, 0.25, 0.03), (0.0, 0.5, 0.1), (-0.1, 0.9, 0.2)),
        scenario=offered,
        observe=observe_offers,
        exact=offers,
        replications=10,
        precision=0.25,
    ),
    Case(
        name="early_exits",
        shows="Placed people leave after an exponential time, sooner where the fit is bad.",
        source="Feller (1971), An Introduction to Probability Theory II, I.3; II.4 (mixtures)",
        parameter="rate a year, slope in fit, guarantee in days",
        values=((0.2, 0.0, 90.0), (1.0, 0.0, 60.0), (1.0, 0.8, 180.0)),
        scenario=settling,
        observe=observe_exits,
        exact=exits,
        replications=12,
        precision=0.3,
    ),
)
