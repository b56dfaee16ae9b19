"""Accounting identities of every run, over generated worlds: nobody and nothing gets lost."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import HealthCheck, given, settings
from random_worlds import worlds

from recsim.model import simulate
from recsim.model.events import (
    CENSUS_STATUS,
    DETAILS,
    SOURCES,
    STATUSES,
    ApplicationEnd,
    ApproachEnd,
    CandidacyEnd,
    Kind,
    PlacementEnd,
    SeedEnd,
    Task,
)
from recsim.model.lineup import lineup
from recsim.model.parameters import parameters
from recsim.scenario.scenario import Scenario
from recsim.verification.engines import Trial

LEAVING = {
    Kind.LEFT_EARLY: PlacementEnd.EARLY_EXIT,
    Kind.JOB_LOST: PlacementEnd.LOST_JOB,
    Kind.JOB_FOUND: PlacementEnd.MOVED_ON,
    Kind.PLACED: PlacementEnd.PLACED_AGAIN,
}


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


def check_first_contacts(log: np.ndarray) -> None:
    """One for each person and team that had a contact in the warm-up, and in the measured time."""
    for measured in (False, True):
        part = log[(log["time"] >= 0.0) == measured]
        first = of(part, Kind.FIRST_CONTACTED)
        met = list(zip(first["team"].tolist(), first["person"].tolist(), strict=True))
        contacts = of(part, Kind.CONTACTED)
        assert len(set(met)) == len(met)
        assert set(met) == set(
            zip(contacts["team"].tolist(), contacts["person"].tolist(), strict=True)
        )


def check_candidacies(log: np.ndarray) -> None:
    started, ended = pairs(of(log, Kind.CANDIDACY_STARTED)), of(log, Kind.CANDIDACY_ENDED)
    assert not Counter(pairs(ended)) - Counter(started)
    placed = pairs(ended[ended["detail"] == CandidacyEnd.PLACED])
    assert sorted(placed) == sorted(pairs(of(log, Kind.PLACED)))
    applications = of(log, Kind.APPLICATION_ENDED)
    shortlisted = int((applications["detail"] == ApplicationEnd.SHORTLISTED).sum())
    approaches = of(log, Kind.APPROACH_ENDED)
    interested = int((approaches["detail"] == ApproachEnd.INTERESTED).sum())
    begun = of(log, Kind.CANDIDACY_STARTED)
    sources = Counter(begun["detail"][begun["value"] == 0].tolist())  # 1: passed on
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
            status[person] = CENSUS_STATUS[detail]
        elif kind == Kind.CENSUS:
            assert status[person] == CENSUS_STATUS[detail]
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
            before = DETAILS[Kind(kind)][detail].rpartition("_")[2]
            assert status[person] == STATUSES.index(before)
            status[person] = content
    assert -1 not in status


def check_placements(log: np.ndarray) -> None:
    """A placement ends when the person leaves that job, whyever, and then only."""
    placed: dict[int, tuple[int, float]] = {}
    due: dict[int, tuple[int, PlacementEnd, float]] = {}
    for event in log:
        kind, person, time = Kind(event["kind"]), int(event["person"]), float(event["time"])
        if kind in LEAVING:
            assert person not in due
            if person in placed:
                requisition, began = placed.pop(person)
                due[person] = requisition, LEAVING[kind], time - began
            if kind == Kind.PLACED:
                placed[person] = int(event["requisition"]), time
        elif kind == Kind.PLACEMENT_ENDED:
            assert due.pop(person) == (event["requisition"], event["detail"], event["value"])
        elif kind == Kind.CENSUS and person in placed:
            assert event["value"] == (time - placed[person][1]) / 365.0
    assert not due


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


def check_cooldown(log: np.ndarray, world: Trial) -> None:
    of_all = parameters(world.scenario)[2]
    phases = [member.phases for member in lineup(world.scenario, world.teams, of_all)]
    cooldown = [min(rules.cooldown_days for _, rules in team) for team in phases]
    off_limits = [min(rules.off_limits_days for _, rules in team) for team in phases]
    last: dict[tuple[int, int], float] = {}
    placed: dict[tuple[int, int], float] = {}
    for event in of(log, Kind.CONTACTED, Kind.PLACED):
        who, time = (int(event["person"]), int(event["team"])), float(event["time"])
        if event["kind"] == Kind.PLACED:
            placed[who] = time
            continue
        if event["value"] == 0 and who in last:
            assert time - last[who] >= cooldown[who[1]] - 1e-9
        if who in placed:
            assert time - placed[who] >= off_limits[who[1]] - 1e-9
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


def check_idle_time(log: np.ndarray, scenario: Scenario) -> None:
    """With an open requisition a recruiter is always busy or idle, and never both."""
    if any(strategy.style == "split" for strategy in scenario.strategies.values()):
        return  # there a requisition lies on two desks, and idle time counts for who calls
    per_day = scenario.world.work.hours_per_week * (1 - scenario.world.work.overhead) / 7
    end = np.nextafter(scenario.study.horizon_days, 0)
    closed = (Kind.REQUISITION_FILLED, Kind.REQUISITION_EXPIRED)
    for recruiter in set(of(log, Kind.REQUISITION_OPENED)["recruiter"].tolist()) - {-1}:
        mine = log[log["recruiter"] == recruiter]
        spent = of(mine, Kind.TASK_DONE, Kind.IDLED)
        starts, idle = spent["time"] - spent["value"] / per_day, spent["kind"] == Kind.IDLED
        assert np.all(starts[1:] >= spent["time"][:-1] - 1e-6)
        changes = of(mine, Kind.REQUISITION_OPENED, *closed)
        times = np.append(changes["time"], end)
        opened = np.where(changes["kind"] == Kind.REQUISITION_OPENED, 1, -1)
        number = np.cumsum(opened)
        for start, finish in zip(starts[idle], spent["time"][idle], strict=True):
            during = (times[:-1] < finish - 1e-6) & (times[1:] > start + 1e-6)
            assert np.all(number[during] > 0), "idle time counts with an open requisition only"
        # Before the last task is begun, which may not be done by the end: no gaps.
        last = max(spent["time"], default=-np.inf)
        for start, finish, many in zip(times, times[1:], number, strict=False):
            begin, until = start, min(finish, last)
            if many > 0 and until > begin:
                inside = np.minimum(spent["time"], until) - np.maximum(starts, begin)
                assert np.isclose(np.sum(np.maximum(inside, 0)), until - begin, atol=1e-6)


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


@settings(max_examples=settings.default.max_examples // 6, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_every_run_adds_up(world: Trial) -> None:
    scenario = world.scenario
    log = simulate(scenario, world.teams, world.replication, keep_log=True).log
    assert log is not None
    assert np.all(np.diff(log["time"]) >= 0)
    check_requisitions(log)
    check_applications(log)
    check_approaches(log)
    check_first_contacts(log)
    check_candidacies(log)
    check_people(log, scenario.world.people)
    check_placements(log)
    check_goodwill(log)
    check_cooldown(log, world)
    check_seeds(log)
    check_work(log, scenario)
    check_idle_time(log, scenario)
    for what in WAITING:
        check_littles_law(log, scenario, what)
    again = simulate(scenario, world.teams, world.replication, keep_log=True).log
    assert np.array_equal(log, again)
