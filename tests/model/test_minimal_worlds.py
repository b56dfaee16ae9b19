"""Worlds that differ in one thing: everything that it does not touch stays the same to the bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from recsim.model import simulate
from recsim.model.events import Kind
from recsim.scenario.load import load

SMALL = [
    "world.people=300",
    "world.demand.requisitions_per_recruiter_year=10",
    "study.horizon_days=120",
    "study.warm_up_days=28",
]
OF_PEOPLE = [
    Kind.PRESENT,
    Kind.SATISFACTION_CHANGED,
    Kind.SEARCH_STARTED,
    Kind.SEARCH_ENDED,
    Kind.JOB_LOST,
    Kind.JOB_FOUND,
]


def log_of(
    *settings: str, teams: tuple[str, ...] = ("both",), scenario: str = "two_ways"
) -> np.ndarray:
    """The event log of a small world with these settings."""
    loaded = load(scenario, set_=[*SMALL, *settings]).scenario
    log = simulate(loaded, teams, 0, keep_log=True).log
    assert log is not None
    return log


@pytest.fixture(scope="module")
def reference() -> np.ndarray:
    return log_of()


def test_the_same_world_twice(reference: np.ndarray) -> None:
    assert np.array_equal(log_of(), reference)


@pytest.mark.parametrize(
    "setting",
    [
        "both.automation.care_cap=0.9",  # no software
        "both.automation.screening_noise=3.0",
        "world.offence.by_channel.personal_phone=0.9",  # no calls to private phones ...
        "world.hiring.interview_gamma_shape=1.0",  # interview times are log-normal
        "world.money.salary=1",
        "waiting.care=0.1",  # another strategy
        "world.response.read_without_answer=0.5",  # the value that it has
        "both.inbox=team",  # ... see below: one recruiter
    ],
)
def test_what_is_not_used_changes_nothing(setting: str) -> None:
    base = ["both.recruiters=1", "both.channels={network_message: 1}"]
    assert np.array_equal(log_of(*base, setting), log_of(*base))


@pytest.mark.parametrize(
    ("without_effect", "setting"),
    [
        (["world.satisfaction.spread=0"], "world.satisfaction.match_share=0.7"),
        (
            [
                "world.labour.job_loss_per_month=0",
                "world.labour.content_find_job_per_month=0",
                "world.labour.seeking_find_job_per_month=0",
                "world.labour.search_starts_per_year=0",
            ],
            "world.traits.mobility_log_sd=1.5",
        ),
    ],
)
def test_jobs_are_alike_where_nothing_tells_them_apart(
    without_effect: list[str], setting: str
) -> None:
    """No match is felt where everybody is as satisfied; nobody is a mover where nobody moves."""
    assert np.array_equal(log_of(*without_effect, setting), log_of(*without_effect))


def test_a_longer_horizon_only_adds(reference: np.ndarray) -> None:
    """But for the census at its end."""
    before = reference[reference["kind"] != Kind.CENSUS]
    longer = log_of("study.horizon_days=200")
    assert np.array_equal(longer[: len(before)], before)


@pytest.mark.parametrize("field", ["person", "requisition", "recruiter", "kind", "detail", "value"])
def test_another_warm_up_shifts_time_only(field: str) -> None:
    """The story starts with the warm-up: the same events, the same number of days later."""
    short, long = (
        log[log["kind"] != Kind.FIRST_CONTACTED]  # counted anew in the measured time
        for log in (log_of("study.warm_up_days=0"), log_of("study.warm_up_days=56"))
    )
    end = int(np.searchsorted(long["time"], 119.0 - 56.0))
    assert end > 1000
    np.testing.assert_allclose(short["time"][:end], long["time"][:end] + 56.0, atol=1e-9)
    np.testing.assert_allclose(short[field][:end], long[field][:end], atol=1e-9)


def lives(log: np.ndarray, people: int) -> np.ndarray:
    """What happened to the first people by themselves."""
    mine = log[np.isin(log["kind"], OF_PEOPLE) & (log["person"] < people)]
    return np.sort(mine, order=["person", "time", "kind"])


def test_one_more_person_changes_nobody_else() -> None:
    alone = "both.recruiters=0"
    before, after = log_of(alone), log_of(alone, "world.people=301")
    assert np.array_equal(lives(before, 300), lives(after, 300))
    assert len(lives(after, 301)) > len(lives(after, 300))


def test_one_more_person_leaves_longlists_alone() -> None:
    """Who is contacted first about the first requisitions does not depend on the newcomer."""

    def first_contacts(log: np.ndarray) -> list[tuple[int, int]]:
        contacts = log[log["kind"] == Kind.CONTACTED][:40]
        return [(int(c["requisition"]), int(c["person"])) for c in contacts]

    calling: dict[str, Any] = {"teams": ("calling",)}
    before = first_contacts(log_of(**calling))
    after = first_contacts(log_of("world.people=301", **calling))
    if all(person != 300 for _, person in after):
        assert before == after
    else:
        assert len(set(before) & set(after)) > 30


def test_a_recruiter_without_work_changes_nothing() -> None:
    """Requisitions are dealt out in turn, so the newcomer must have none: there are none at all."""
    none = "world.demand.requisitions_per_recruiter_year=0"
    before = log_of(none, "both.recruiters=2")
    after = log_of(none, "both.recruiters=3")
    assert np.array_equal(before, after)


def test_a_team_that_does_nothing_changes_nothing() -> None:
    rest = ["calling.recruiters=0"]
    alone = log_of(*rest, teams=("both",))
    beside = log_of(*rest, teams=("both", "calling"))
    idle = (beside["team"] == 1) & np.isin(
        beside["kind"], [Kind.REQUISITION_OPENED, Kind.REQUISITION_EXPIRED]
    )
    assert np.all(beside[beside["team"] == 1]["kind"] <= Kind.REQUISITION_EXPIRED)
    assert np.array_equal(beside[~idle], alone)


def test_people_are_the_same_in_every_strategy() -> None:
    waiting, calling = log_of(teams=("waiting",)), log_of(teams=("calling",))
    there = [log[log["kind"] == Kind.PRESENT] for log in (waiting, calling)]
    assert np.array_equal(*there)
    moods = [log[log["kind"] == Kind.SATISFACTION_CHANGED] for log in (waiting, calling)]
    firsts = [dict(zip(m["person"][::-1], m["time"][::-1], strict=True)) for m in moods]
    common = firsts[0].keys() & firsts[1].keys()
    same = sum(abs(firsts[0][p] - firsts[1][p]) < 1e-9 for p in common)
    assert same > 0.9 * len(common)


def test_requisitions_are_the_same_in_every_strategy() -> None:
    opened = [
        log[log["kind"] == Kind.REQUISITION_OPENED]
        for log in (log_of(teams=("waiting",)), log_of(teams=("calling",)))
    ]
    for field in ("time", "value", "requisition", "segment"):
        assert np.array_equal(opened[0][field], opened[1][field])


def test_replications_and_seeds_are_different_worlds(reference: np.ndarray) -> None:
    other = log_of("study.seed=2014")
    assert not np.array_equal(other["time"][:500], reference["time"][:500])


def test_a_setting_changes_only_what_follows_from_it(reference: np.ndarray) -> None:
    """Nobody ever tells others: all is the same until the first time that somebody had."""
    silent = log_of("world.memory.tells_others=0")
    told = np.flatnonzero(reference["kind"] == Kind.TOLD_OTHERS)
    until = int(told[0]) if len(told) else len(reference)
    assert np.array_equal(silent[:until], reference[:until])
