"""Recruiters' hours and money."""

from __future__ import annotations

from recsim.analysis.measures.measure import UNBOUNDED, Measure, amount, earnings, ratio
from recsim.analysis.measures.placements import net_placements
from recsim.analysis.measures.window import DAYS_PER_YEAR, Window, sum_of
from recsim.model.events import TASKS, Kind

DAYS_PER_WEEK = 7.0

TASK_WORDS = {
    "screen": "reading applications",
    "answer": "answering applicants",
    "search": "searching for people to contact",
    "write": "first contacts",
    "follow_up": "follow-ups",
    "talk": "screening talks",
    "interview": "arranging interviews",
    "closing": "negotiating offers",
}


def _paid_hours(window: Window) -> float:
    weeks = window.horizon_days / DAYS_PER_WEEK
    return window.strategy.recruiters * window.scenario.world.work.hours_per_week * weeks


def _available_hours(window: Window) -> float:
    return _paid_hours(window) * (1 - window.scenario.world.work.overhead)


def _cost(window: Window) -> float:
    return _paid_hours(window) * window.scenario.world.money.recruiter_hour_cost


def _fees(window: Window) -> float | None:
    if window.strategy.kind != "agency":
        return None
    earned = window.by_occupation(net_placements, "salary", "world.money.salary")
    return earned * window.scenario.world.money.agency_fee


def _surplus(window: Window) -> float | None:
    fees = _fees(window)
    return None if fees is None else fees - _cost(window)


def _hours_for(task: str) -> Measure:
    return amount(
        f"hours_{task}", f"hours for {TASK_WORDS[task]}",
        f"Recruiters' hours spent on {TASK_WORDS[task]}.",
        sum_of(Kind.TASK_DONE, task), unit="hours",
    )  # fmt: skip


EFFORT: tuple[Measure, ...] = (
    amount(
        "recruiter_quarters", "recruiters times quarters",
        "Recruiters times the measured time in quarters of a year (91.25 days).",
        lambda w: w.strategy.recruiters * w.horizon_days / (DAYS_PER_YEAR / 4),
        unit="recruiter-quarters", by_segment=False,
    ),
    amount(
        "recruiter_hours", "recruiters' hours of work",
        "Recruiters' hours spent in the measured time on tasks that were done before its end.",
        sum_of(Kind.TASK_DONE), unit="hours",
    ),
    amount(
        "recruiter_hours_available", "recruiters' hours available",
        "Recruiters' working hours without the overhead for clients, meetings and administration.",
        _available_hours, unit="hours", by_segment=False,
    ),
    ratio(
        "utilisation", "utilisation of recruiters", "share",
        "Recruiters' hours of work, out of the hours available.",
        "recruiter_hours", "recruiter_hours_available", by_segment=False,
    ),
    amount(
        "idle_hours", "hours idle while requisitions were open",
        "Hours in which recruiters had an open requisition and nothing to do.",
        sum_of(Kind.IDLED), unit="hours", better="fewer",
    ),
    amount(
        "busy_or_open_hours", "hours of work, or with an open requisition",
        "Recruiters' hours of work, and their idle hours while requisitions were open.",
        lambda w: w.total(Kind.TASK_DONE) + w.total(Kind.IDLED), unit="hours",
    ),
    ratio(
        "idle_share", "share of time idle while requisitions are open", "share",
        "Recruiters' hours with an open requisition and nothing to do, out of these and their "
        "hours of work.",
        "idle_hours", "busy_or_open_hours", better="fewer",
    ),
    *(_hours_for(task) for task in TASKS),
    ratio(
        "hours_per_placement", "recruiters' hours per placement", "hours per placement",
        "Recruiters' hours of work for each placement; idle time and overhead not included.",
        "recruiter_hours", "placements", better="fewer",
    ),
    amount(
        "recruiter_cost", "cost of the recruiters",
        "Full cost of the recruiters for all paid hours, idle or not.",
        _cost, unit="currency", better="fewer", by_segment=False,
    ),
    ratio(
        "cost_per_placement", "cost per placement", "currency per placement",
        "Full cost of the recruiters, idle or not, for each placement.",
        "recruiter_cost", "placements", better="fewer", by_segment=False,
    ),
    earnings(
        "fees", "fees earned",
        "Fees of an agency for its placements, less those refunded for fall-offs; not for "
        "corporate teams.",
        _fees,
    ),
    earnings(
        "fees_minus_cost", "fees minus cost",
        "Fees earned minus the full cost of the recruiters; not for corporate teams.",
        _surplus, by_segment=False, bounds=UNBOUNDED,
    ),
)  # fmt: skip

ALL = {"effort": EFFORT}
