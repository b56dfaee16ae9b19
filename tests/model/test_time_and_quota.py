"""Exact accounts of a recruiter's time and of software's quota, where nothing is left to chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from recsim.model import simulate
from recsim.model.events import Kind, Task
from recsim.scenario.scenario import Scenario
from recsim.verification.log import Log
from recsim.verification.neutral import NOBODY, blocks, everybody_searches, neutral

INBOX = (Task.SCREEN, Task.ANSWER)
OUTREACH = (Task.SEARCH, Task.WRITE)


def log_of(scenario: Scenario) -> Log:
    return Log.of(scenario, "team", 0)


def busy_with_both(share: float, task_times: str) -> Scenario:
    """More applications and more people to contact than there is time for."""
    world = blocks(
        everybody_searches(),
        {
            "people": 400,
            "board": {"visits_per_day": 1.0},
            "interest": {"reservation_gain": -1.0},
            "demand": {"requisitions_per_recruiter_year": 3650.0, "open_days": 30.0},
            "work": {"screen_hours": 0.05, "message_hours": 0.2, "task_times": task_times},
        },
    )
    team: dict[str, Any] = {"style": "blend", "active_share": share, "screening_bar": NOBODY}
    return neutral(world, team, days=60)


@pytest.mark.parametrize("task_times", ["fixed", "exponential"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_a_blend_splits_its_time_by_the_active_share(share: float, task_times: str) -> None:
    """Whoever is behind is next, so that the split is never off by more than one task."""
    done = log_of(busy_with_both(share, task_times)).of_kind(Kind.TASK_DONE)
    done = done[done["time"] > 10.0]  # from when there is always something to do on both sides
    hours = {
        side: float(done["value"][np.isin(done["detail"], tasks)].sum())
        for side, tasks in (("inbox", INBOX), ("outreach", OUTREACH))
    }
    assert min(hours.values()) > 4.0
    behind = abs(hours["outreach"] * (1 - share) - hours["inbox"] * share)
    assert behind <= 2.0 * done["value"].max()


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_at_the_ends_of_the_active_share_a_blend_does_one_thing(share: float) -> None:
    done = log_of(busy_with_both(share, "fixed")).of_kind(Kind.TASK_DONE)
    assert set(done["detail"].tolist()) <= set(INBOX if share == 0.0 else OUTREACH)
    assert len(done) > 100


@pytest.mark.parametrize(("overhead", "hours_per_week"), [(0.0, 7.0), (0.5, 40.0), (0.3, 35.0)])
def test_a_busy_recruiter_works_all_hours_but_the_overhead(
    overhead: float, hours_per_week: float
) -> None:
    world = {
        "people": 2000,
        "demand": {"requisitions_per_recruiter_year": 3650.0, "open_days": 30.0},
        "work": {"message_hours": 0.1, "overhead": overhead, "hours_per_week": hours_per_week},
    }
    log = log_of(neutral(world, {"style": "active"}, days=70, warm_up=14))
    done = log.of_kind(Kind.TASK_DONE, measured=True)
    available = 70 / 7 * hours_per_week * (1 - overhead)
    assert abs(done["value"].sum() - available) <= 2 * 0.1


@pytest.mark.parametrize(("per_day", "recruiters"), [(4.0, 1), (12.5, 2), (0.25, 3)])
def test_software_keeps_its_quota_exactly(per_day: float, recruiters: int) -> None:
    world = {
        "people": 2000,
        "demand": {"requisitions_per_recruiter_year": 3650.0, "open_days": 30.0},
    }
    team = {"recruiters": recruiters, "automation": {"contacts_per_day": per_day}}
    log = log_of(neutral(world, team, days=84, warm_up=28))
    assert abs(len(log.of_kind(Kind.CONTACTED, measured=True)) - 84 * per_day * recruiters) <= (
        recruiters
    )
    assert log.count(Kind.TASK_DONE) == 0, "software takes no recruiter's time"


def test_nobody_is_reached_at_a_work_they_do_not_have() -> None:
    """Work e-mail and work phone become private ones for people without a job."""
    world = {
        "people": 300,
        "labour": {"job_loss_per_month": 1.0},  # and nobody finds a job: all are unemployed
        "demand": {"requisitions_per_recruiter_year": 365.0, "open_days": 30.0},
        "work": {"message_hours": 0.02},
    }
    shares = {"work_email": 0.3, "work_phone": 0.5, "network_message": 0.2}
    scenario = neutral(world, {"style": "active", "channels": shares}, days=60)
    channel = log_of(scenario).of_kind(Kind.CONTACTED)["detail"] // 2 % 5
    assert len(channel) > 1000
    assert np.bincount(channel, minlength=5)[3:].sum() == 0
    share = np.bincount(channel, minlength=5) / len(channel)
    error = 4.0 / np.sqrt(len(channel))
    np.testing.assert_allclose(share[:3], [0.2, 0.3, 0.5], atol=error)


def test_a_shared_inbox_leaves_nobody_idle_while_somebody_waits() -> None:
    """Work is never left lying: with three recruiters a queue means three tasks under way."""
    world = blocks(
        everybody_searches(),
        {
            "people": 500,
            "board": {"visits_per_day": 0.05},
            "interest": {"reservation_gain": -1.0},
            "demand": {"requisitions_per_recruiter_year": 365.0},
            "work": {"screen_hours": 0.1, "task_times": "exponential"},
        },
    )
    team = {"recruiters": 3, "inbox": "team", "screening_bar": NOBODY}
    log = log_of(neutral(world, team, days=150))
    spells = log.spells(Kind.APPLIED, Kind.APPLICATION_ENDED, "requisition", "person")
    done = log.of_kind(Kind.TASK_DONE)
    begun = done["time"] - done["value"]  # one hour a day
    changes = np.unique(np.concatenate([spells.start, spells.end[np.isfinite(spells.end)]]))
    middle = (changes[:-1] + changes[1:]) / 2
    middle = middle[(np.diff(changes) > 1e-9) & (middle < done["time"].max())]
    there = np.searchsorted(spells.start, middle) - np.searchsorted(np.sort(spells.end), middle)
    at_work = np.searchsorted(np.sort(begun), middle) - np.searchsorted(done["time"], middle)
    settled = middle < log.end - 5.0  # tasks that go on at the end are not in the log
    assert there[settled].max() > 5
    np.testing.assert_array_equal(at_work[settled], np.minimum(there[settled], 3))


def test_a_run_does_not_depend_on_who_else_is_simulated_apart() -> None:
    scenario = busy_with_both(0.5, "fixed")
    one = simulate(scenario, ("team",), 3, keep_log=True).log
    simulate(scenario, ("team",), 4)
    again = simulate(scenario, ("team",), 3, keep_log=True).log
    assert one is not None
    assert np.array_equal(one, again)
