"""People's own lives as Markov chains: jobs, searching, satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import logit, ndtr

from recsim.model.events import CENSUS_STATUS, Kind, Status
from recsim.scenario.scenario import Scenario
from recsim.verification.case import Case, Sums
from recsim.verification.log import Floats, Log
from recsim.verification.neutral import DAYS_PER_MONTH, DAYS_PER_YEAR, NEVER, neutral

PEOPLE = 200
MEDIAN = 0.6


def market(
    *,
    loss: float = 0.0,
    find: float = 0.0,
    seeking_find: float = 0.0,
    search: float = 0.0,
    give_up: float = 0.0,
    days: int,
) -> Scenario:
    """People without recruiters; loss and finding per month, searching and giving up per year."""
    labour = {
        "job_loss_per_month": loss,
        "unemployed_find_job_per_month": find,
        "seeking_find_job_per_month": seeking_find,
        "search_starts_per_year": search,
        "give_up_search_days": DAYS_PER_YEAR / give_up if give_up else NEVER,
    }
    return neutral({"people": PEOPLE, "labour": labour}, {"recruiters": 0}, days=days)


def person_days(log: Log) -> dict[Status, float]:
    """Time that people spent in each status."""
    present = log.of_kind(Kind.PRESENT)
    status = np.full(len(present), -1)
    status[present["person"]] = CENSUS_STATUS[present["detail"]]
    total = {state: float((status == state).sum()) * log.end for state in Status}

    def moves(events: np.ndarray, origin: Status, target: Status) -> None:
        left = float((log.end - events["time"]).sum())
        total[origin] -= left
        total[target] += left

    moves(log.of_kind(Kind.SEARCH_STARTED), Status.CONTENT, Status.SEEKING)
    moves(log.of_kind(Kind.SEARCH_ENDED), Status.SEEKING, Status.CONTENT)
    for state in (Status.CONTENT, Status.SEEKING):
        moves(log.of_kind(Kind.JOB_LOST, state), state, Status.UNEMPLOYED)
    for state in (Status.SEEKING, Status.UNEMPLOYED):
        moves(log.of_kind(Kind.JOB_FOUND, state), state, Status.CONTENT)
    return total


def observe_shares(log: Log, _: Any) -> Sums:
    """Shares of people's time in each status, and how often people lose and find jobs."""
    time = person_days(log)
    employed = time[Status.CONTENT] + time[Status.SEEKING]
    all_time = employed + time[Status.UNEMPLOYED]
    return {
        "share unemployed": (time[Status.UNEMPLOYED], all_time),
        "share seeking": (time[Status.SEEKING], all_time),
        "share content": (time[Status.CONTENT], all_time),
        "job losses per employed month": (
            float(log.count(Kind.JOB_LOST)),
            employed / DAYS_PER_MONTH,
        ),
    }


def jobs(value: tuple[float, float]) -> Mapping[str, float]:
    """Employed and unemployed: share of a two-state chain."""
    loss, find = value
    return {"share unemployed": loss / (loss + find), "job losses per employed month": loss}


def three_states(value: tuple[float, float, float, float, float]) -> Mapping[str, float]:
    """Content, seeking, unemployed: the balance equations of the chain, in rates per day."""
    loss, find, seeking_find = (rate / DAYS_PER_MONTH for rate in value[:3])
    search, give_up = (rate / DAYS_PER_YEAR for rate in value[3:])
    settle = give_up + seeking_find
    balance = [
        [-search - loss, settle, find],  # content people
        [search, -settle - loss, 0.0],  # seeking people
        [1.0, 1.0, 1.0],
    ]
    content, seeking, unemployed = np.linalg.solve(balance, [0.0, 0.0, 1.0])
    return {
        "share content": float(content),
        "share seeking": float(seeking),
        "share unemployed": float(unemployed),
    }


def moods(median: float, spread: float, persistence: float, changes: float, days: int) -> Scenario:
    """People whose satisfaction changes from time to time, and nothing else."""
    satisfaction = {
        "median": median,
        "spread": spread,
        "changes_per_year": changes,
        "persistence": persistence,
    }
    return neutral({"people": PEOPLE, "satisfaction": satisfaction}, {"recruiters": 0}, days=days)


def satisfactions(log: Log) -> tuple[Floats, Floats]:
    """All new satisfactions, ordered by person and time, and whose they are."""
    changed = log.of_kind(Kind.SATISFACTION_CHANGED)
    changed = changed[np.argsort(changed["person"], kind="stable")]
    return changed["value"], changed["person"].astype(np.float64)


def observe_satisfaction(log: Log, _: Any) -> Sums:
    """Shares of satisfied and dissatisfied people, median."""
    value, _person = satisfactions(log)
    number = float(len(value))
    return {
        "share above 0.6": (float((value > 0.6).sum()), number),
        "share below 0.3": (float((value < 0.3).sum()), number),
    }


def logit_normal(value: tuple[float, float]) -> Mapping[str, float]:
    """Shares of a logit-normal distribution, by the normal distribution of its log-odds."""
    median, spread = value
    return {
        "share above 0.6": float(1 - ndtr((logit(0.6) - logit(median)) / spread)),
        "share below 0.3": float(ndtr((logit(0.3) - logit(median)) / spread)),
    }


def observe_memory_of_moods(log: Log, _: Any) -> Sums:
    """Products of a person's moods one and two changes apart; mean 0 and variance 1 are given."""
    value, person = satisfactions(log)
    mood = logit(value) - logit(MEDIAN)  # the spread is 1
    sums = {}
    for lag in (1, 2):
        same = person[lag:] == person[:-lag]
        products = (mood[lag:] * mood[:-lag])[same]
        sums[f"correlation {lag} changes apart"] = (float(products.sum()), float(len(products)))
    sums["variance"] = (float((mood**2).sum()), float(len(mood)))
    return sums


CASES = (
    Case(
        name="employed_or_not",
        shows="Losing and finding jobs is a chain of two states: loss / (loss + finding).",
        source="Norris (1997), Markov Chains, 3.5; Shimer (2012), Rev. Econ. Dynamics 15:127",
        parameter="loss, finding per month",
        values=((0.013, 0.26), (0.02, 0.5), (0.1, 0.4)),
        scenario=lambda at: market(loss=at[0], find=at[1], days=6000),
        observe=observe_shares,
        exact=jobs,
        replications=10,
    ),
    Case(
        name="content_or_seeking",
        shows="Starting to search and giving up is a chain of two states.",
        source="Norris (1997), Markov Chains, 3.5",
        parameter="starts, ends of searching per year",
        values=((0.5, 3.0), (1.0, 1.0), (4.0, 1.5)),
        scenario=lambda at: market(search=at[0], give_up=at[1], days=6000),
        observe=observe_shares,
        exact=lambda at: {"share seeking": at[0] / (at[0] + at[1])},
        replications=10,
    ),
    Case(
        name="content_seeking_unemployed",
        shows="All three states together are in the balance of their flows.",
        source="Norris (1997), Markov Chains, 3.5",
        parameter="loss, finding, finding of seekers, starts, ends",
        values=(
            (0.013, 0.26, 0.055, 0.9, 3.0),
            (0.05, 0.2, 0.2, 2.0, 1.0),
            (0.01, 0.5, 0.01, 0.3, 6.0),
        ),
        scenario=lambda at: market(
            loss=at[0], find=at[1], seeking_find=at[2], search=at[3], give_up=at[4], days=6000
        ),
        observe=observe_shares,
        exact=three_states,
        replications=10,
        precision=0.2,
    ),
    Case(
        name="satisfaction_shares",
        shows="Satisfaction stays logit-normal, however often it changes.",
        source="Atchison and Shen (1980), Biometrika 67:261",
        parameter="median, spread",
        values=((0.6, 1.07), (0.5, 0.8), (0.4, 1.5)),
        scenario=lambda at: moods(at[0], at[1], persistence=0.5, changes=4.0, days=1500),
        observe=observe_satisfaction,
        exact=logit_normal,
        replications=10,
        precision=0.2,
    ),
    Case(
        name="satisfaction_memory",
        shows="Satisfaction is an autoregression: the correlation over k changes is persistence^k.",
        source="Box, Jenkins and Reinsel (2008), Time Series Analysis, 3.2",
        parameter="persistence",
        values=(0.3, 0.6, 0.9),
        scenario=lambda kept: moods(MEDIAN, 1.0, kept, changes=12.0, days=3000),
        observe=observe_memory_of_moods,
        exact=lambda kept: {
            "correlation 1 changes apart": kept,
            "correlation 2 changes apart": kept**2,
            "variance": 1.0,
        },
        replications=10,
        precision=0.3,
    ),
)
