"""Jobs that last: tenure of movers and stayers, and of people whom their job suits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import expit, logit
from scipy.stats import norm

from recsim.model.events import CENSUS_STATUS, Kind, Status
from recsim.scenario.scenario import Scenario
from recsim.verification.case import Case, Sums
from recsim.verification.log import Floats, Log
from recsim.verification.neutral import DAYS_PER_MONTH, DAYS_PER_YEAR, neutral

PEOPLE = 4000
DAYS = 730
MONTH = 30.0
LOSS, FIND, CONTENT_FIND, SEEKING_FIND = 0.013, 0.30, 0.008, 0.11  # a month
STARTS, GIVE_UP = 0.9, 3.0  # a year
MEDIAN, SPREAD = 0.6, 1.07
JOBS = {
    "job_loss_per_month": LOSS,
    "unemployed_find_job_per_month": FIND,
    "content_find_job_per_month": CONTENT_FIND,
}

NORMAL = np.linspace(-8.0, 8.0, 1600)
DENSITY = norm.pdf(NORMAL) / norm.pdf(NORMAL).sum()
"""Values of a standard normal number and their weights: sums over them are integrals."""


def market(world: Mapping[str, Any]) -> Scenario:
    """People who lose and find jobs, without recruiters."""
    return neutral({"people": PEOPLE, **world}, {"recruiters": 0}, days=DAYS)


def observe_tenure(log: Log, _: Any) -> Sums:
    """Tenure and unemployment at the start and at the end."""
    sums = {}
    for when, kind in (("start", Kind.PRESENT), ("end", Kind.CENSUS)):
        people = log.of_kind(kind)
        works = CENSUS_STATUS[people["detail"]] != Status.UNEMPLOYED
        years, number = people["value"][works], float(works.sum())
        sums[f"share of a year at most at the {when}"] = (float((years <= 1.0).sum()), number)
        sums[f"share of ten years or longer at the {when}"] = (float((years >= 10.0).sum()), number)
        sums[f"share unemployed at the {when}"] = (float((~works).sum()), float(len(people)))
    return sums


def mixture(spread: float) -> Mapping[str, float]:
    """Tenure is exponential given mobility: a mixture over people, weighted by who has a job."""
    moves = np.exp(-spread * NORMAL - spread**2 / 2.0)
    ending = moves * (LOSS + CONTENT_FIND) * DAYS_PER_YEAR / DAYS_PER_MONTH
    working = DENSITY * FIND / (FIND + moves * LOSS)
    employed = working.sum()
    known = {
        "share of a year at most": (working * -np.expm1(-ending)).sum() / employed,
        "share of ten years or longer": (working * np.exp(-10.0 * ending)).sum() / employed,
        "share unemployed": 1.0 - employed,
    }
    return {
        f"{name} at the {when}": float(share)
        for name, share in known.items()
        for when in ("start", "end")
    }


def suiting(slope: float) -> Scenario:
    """Satisfaction is the match of person and job, and nothing else; the unhappy search more."""
    labour = {
        **JOBS,
        "seeking_find_job_per_month": SEEKING_FIND,
        "search_starts_per_year": STARTS,
        "give_up_search_days": DAYS_PER_YEAR / GIVE_UP,
        "search_satisfaction_slope": slope,
    }
    satisfaction = {
        "median": MEDIAN,
        "spread": SPREAD,
        "match_share": 1.0,
        "changes_per_year": 24.0,  # nothing changes, but satisfaction is recorded
    }
    return market({"labour": labour, "satisfaction": satisfaction})


def observe_matches(log: Log, _: Any) -> Sums:
    """Who searches at the start and at the end, who is satisfied in the first and last month."""
    sums = {}
    moods = log.of_kind(Kind.SATISFACTION_CHANGED)
    for when, kind, first in (("start", Kind.PRESENT, 0.0), ("end", Kind.CENSUS, DAYS - MONTH)):
        status = CENSUS_STATUS[log.of_kind(kind)["detail"]]
        works = float((status != Status.UNEMPLOYED).sum())
        sums[f"share seeking at the {when}"] = (float((status == Status.SEEKING).sum()), works)
        here = moods["value"][(moods["time"] >= first) & (moods["time"] < first + MONTH)]
        sums[f"share above 0.6 at the {when}"] = (float((here > MEDIAN).sum()), float(len(here)))
    return sums


def renewals(slope: float) -> Mapping[str, float]:
    """Of a renewal process one meets a spell in proportion to its mean length."""
    satisfied: Floats = expit(logit(MEDIAN) + SPREAD * NORMAL)
    starts = STARTS * np.exp(-slope * (satisfied - MEDIAN)) / DAYS_PER_YEAR
    loss, content, seeking = (r / DAYS_PER_MONTH for r in (LOSS, CONTENT_FIND, SEEKING_FIND))
    searching = starts / (starts + GIVE_UP / DAYS_PER_YEAR + loss + seeking)
    met = DENSITY / (loss + (1.0 - searching) * content + searching * seeking)
    shares = {
        "share seeking": float((met * searching).sum() / met.sum()),
        "share above 0.6": float(met[satisfied > MEDIAN].sum() / met.sum()),
    }
    return {f"{name} at the {w}": share for name, share in shares.items() for w in ("start", "end")}


CASES = (
    Case(
        name="movers_and_stayers",
        shows="Tenure is a mixture of exponential times, at the start and for ever after.",
        source="Blumen, Kogan and McCarthy (1955), The Industrial Mobility of Labor",
        parameter="spread of mobility",
        values=(0.0, 0.7, 1.2),
        scenario=lambda spread: market({"labour": JOBS, "traits": {"mobility_log_sd": spread}}),
        observe=observe_tenure,
        exact=mixture,
        replications=10,
        precision=0.15,
    ),
    Case(
        name="jobs_that_suit_last",
        shows="A job that suits is met in proportion to how long such jobs last.",
        source="Cox (1962), Renewal Theory; Jovanovic (1979), J. Political Economy 87:972",
        parameter="slope of searching",
        values=(0.0, 3.0, 6.0),
        scenario=suiting,
        observe=observe_matches,
        exact=renewals,
        replications=10,
        precision=0.1,
    ),
)
