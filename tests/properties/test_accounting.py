"""Accounting identities of every run, over generated worlds: nobody and nothing gets lost."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import HealthCheck, given, settings
from random_worlds import worlds

from recsim.model import simulate
from recsim.model.events import (
    SOURCES,
    ApplicationEnd,
    ApproachEnd,
    CandidacyEnd,
    Kind,
    SeedEnd,
    Task,
)
from recsim.scenario.scenario import Scenario
from recsim.verification.engines import World


def of(log: np.ndarray, *kinds: Kind) -> np.ndarray:
    return log[np.isin(log["kind"], kinds)]


def pairs(events: np.ndarray) -> list[tuple[int, int]]:
    return list(zip(events["requisition"].tolist(), events["person"].tolist(), strict=True))


def check_requisitions(log: np.ndarray) -> None:
    opened = of(log, Kind.REQUISITION_OPENED)["requisition"]
    closed = of(log, Kind.REQUISITION_FILLED, Kind.REQUISITION_EXPIRED)["requisition"]
    assert len(set(opened)) == len(opened)
    assert len(set(closed)) == len(closed)
    assert set(closed) <= set(opened)
    filled = of(log, Kind.REQUISITION_FILLED)["requisition"]
    assert sorted(filled) == sorted(of(log, Kind.PLACED)["requisition"])


def check_applications(log: np.ndarray) -> None:
    applied, ended = pairs(of(log, Kind.APPLIED)), pairs(of(log, Kind.APPLICATION_ENDED))
    assert len(set(applied)) == len(applied)
    assert len(set(ended)) == len(ended)
    assert set(ended) <= set(applied)


def check_approaches(log: np.ndarray) -> None:
    contacts = of(log, Kind.CONTACTED)
    begun = pairs(contacts[contacts["value"] == 0])
    ended = pairs(of(log, Kind.APPROACH_ENDED))
    assert len(set(begun)) == len(begun)
    assert len(set(ended)) == len(ended)
    assert set(ended) <= set(begun)
    steps: Counter[tuple[int, int]] = Counter()
    for pair, step in zip(pairs(contacts), contacts["value"], strict=True):
        assert step == steps[pair]  # first contact, then follow-up 1, 2, ...
        steps[pair] += 1
    offended = of(log, Kind.OFFENDED)
    ends = of(log, Kind.APPROACH_ENDED)
    assert sorted(pairs(offended)) == sorted(pairs(ends[ends["detail"] == ApproachEnd.OFFENDED]))


def check_candidacies(log: np.ndarray) -> None:
    started, ended = pairs(of(log, Kind.CANDIDACY_STARTED)), of(log, Kind.CANDIDACY_ENDED)
    assert not Counter(pairs(ended)) - Counter(started)
    placed = pairs(ended[ended["detail"] == CandidacyEnd.PLACED])
    assert sorted(placed) == sorted(pairs(of(log, Kind.PLACED)))
    applications = of(log, Kind.APPLICATION_ENDED)
    shortlisted = int((applications["detail"] == ApplicationEnd.SHORTLISTED).sum())
    approaches = of(log, Kind.APPROACH_ENDED)
    interested = int((approaches["detail"] == ApproachEnd.INTERESTED).sum())
    sources = Counter(of(log, Kind.CANDIDACY_STARTED)["detail"].tolist())
    assert sources[SOURCES.index("applied")] == shortlisted
    assert sources[SOURCES.index("approached")] == interested


def check_people(log: np.ndarray, people: int) -> None:
    """Statuses are consistent: each event tells the status before it."""
    content, seeking, unemployed = range(3)
    status = [-1] * people
    job = (Kind.PLACED, Kind.JOB_FOUND)
    for event in log:
        kind, detail, person = int(event["kind"]), int(event["detail"]), int(event["person"])
        if kind == Kind.PRESENT:
            assert status[person] == -1
            status[person] = detail
        elif kind == Kind.SEARCH_STARTED:
            assert status[person] == content
            status[person] = seeking
        elif kind == Kind.SEARCH_ENDED:
            assert status[person] == seeking
            status[person] = content
        elif kind in (Kind.JOB_LOST, Kind.LEFT_EARLY):
            assert status[person] == detail % 2
            status[person] = unemployed
        elif kind in job:
            assert status[person] == detail % 3
            status[person] = content
    assert -1 not in status


def check_goodwill(log: np.ndarray) -> None:
    """Moods change as they may, and nobody on do-not-contact is contacted."""
    mood: dict[tuple[int, int], str] = {}
    for event in log:
        who, kind = (int(event["person"]), int(event["team"])), event["kind"]
        now = mood.get(who, "neutral")
        if kind == Kind.BECAME_WARY:
            assert now == "neutral"
            mood[who] = "wary"
        elif kind == Kind.WARY_ENDED:
            assert now == "wary"
            mood[who] = "neutral"
        elif kind == Kind.DO_NOT_CONTACT:
            assert now == ("wary" if event["detail"] else "neutral")
            mood[who] = "do not contact"
        elif kind == Kind.DO_NOT_CONTACT_ENDED:
            assert now == "do not contact"
            mood[who] = "neutral"
        elif kind in (Kind.CONTACTED, Kind.ANNOYED):
            assert now != "do not contact"
        elif kind == Kind.APPLIED:
            assert now == "neutral"


def check_cooldown(log: np.ndarray, world: World) -> None:
    teams = [world.scenario.strategies[name] for name in world.teams]
    last: dict[tuple[int, int], float] = {}
    for event in of(log, Kind.CONTACTED):
        who, time = (int(event["person"]), int(event["team"])), float(event["time"])
        if event["value"] == 0 and who in last:
            assert time - last[who] >= teams[who[1]].cooldown_days - 1e-9
        last[who] = time


def check_seeds(log: np.ndarray) -> None:
    alive: dict[int, int] = {}
    for event in of(log, Kind.SEED_PLANTED, Kind.SEED_FORGOTTEN):
        person, team = int(event["person"]), int(event["team"])
        if event["kind"] == Kind.SEED_PLANTED:
            again = event["detail"] >= 2
            assert again == (alive.get(person) == team)
            assert person not in alive or again
            alive[person] = team
        else:
            assert event["detail"] in list(SeedEnd)
            assert alive.pop(person) == team


def check_work(log: np.ndarray, scenario: Scenario) -> None:
    """A recruiter does one thing at a time: tasks fit into the time between their ends."""
    per_day = scenario.world.work.hours_per_week * (1 - scenario.world.work.overhead) / 7
    done = of(log, Kind.TASK_DONE)
    assert np.all(done["detail"] < len(Task))
    for recruiter in set(done["recruiter"].tolist()):
        mine = done[done["recruiter"] == recruiter]
        starts = mine["time"] - mine["value"] / per_day
        assert np.all(starts[1:] >= mine["time"][:-1] - 1e-6)


CONTACTED_FIRST = -1  # first contacts only; no kind of its own
WAITING: dict[str, tuple[int, tuple[Kind, ...], tuple[str, ...]]] = {
    "requisitions": (
        Kind.REQUISITION_OPENED,
        (Kind.REQUISITION_FILLED, Kind.REQUISITION_EXPIRED),
        ("requisition",),
    ),
    "applications": (Kind.APPLIED, (Kind.APPLICATION_ENDED,), ("requisition", "person")),
    "approaches": (CONTACTED_FIRST, (Kind.APPROACH_ENDED,), ("requisition", "person")),
    "candidacies": (Kind.CANDIDACY_STARTED, (Kind.CANDIDACY_ENDED,), ("requisition", "person")),
}


def check_littles_law(log: np.ndarray, scenario: Scenario, what: str) -> None:
    """Mean number there x time = sum of the times that each was there: L = lambda W.

    The number comes from counting beginnings and ends in order of time; the times from matching
    each beginning with its own end (the end of the run, if it is pending).
    """
    kind, end_kinds, key = WAITING[what]
    begin, finish = -float(scenario.study.warm_up_days), float(scenario.study.horizon_days)
    began = of(log, Kind.CONTACTED if kind == CONTACTED_FIRST else Kind(kind))
    if kind == CONTACTED_FIRST:
        began = began[began["value"] == 0]
    ended = of(log, *end_kinds)

    changes = np.concatenate([began["time"], ended["time"]])
    steps = np.concatenate([np.ones(len(began)), -np.ones(len(ended))])
    order = np.lexsort([-steps, changes])  # at the same moment what begins comes first
    number = np.cumsum(steps[order])
    assert number.min(initial=0) >= 0
    lasted = np.diff(np.append(changes[order], finish))
    area = float((number * lasted).sum())

    ends: dict[tuple[int, ...], list[float]] = {}
    for event in ended:
        ends.setdefault(tuple(int(event[k]) for k in key), []).append(float(event["time"]))
    spent = 0.0
    for event in began:
        own = ends.get(tuple(int(event[k]) for k in key), [])
        spent += (own.pop(0) if own else finish) - float(event["time"])
    assert not any(ends.values())
    assert np.isclose(area, spent, rtol=1e-9, atol=1e-6 * (finish - begin))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_every_run_adds_up(world: World) -> None:
    scenario = world.scenario
    log = simulate(scenario, world.teams, world.replication, keep_log=True).log
    assert log is not None
    assert np.all(np.diff(log["time"]) >= 0)
    check_requisitions(log)
    check_applications(log)
    check_approaches(log)
    check_candidacies(log)
    check_people(log, scenario.world.people)
    check_goodwill(log)
    check_cooldown(log, world)
    check_seeds(log)
    check_work(log, scenario)
    for what in WAITING:
        check_littles_law(log, scenario, what)
    again = simulate(scenario, world.teams, world.replication, keep_log=True).log
    assert np.array_equal(log, again)
