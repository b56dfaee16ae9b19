"""Accounting identities of every run, over generated worlds: nobody and nothing gets lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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

CHANNEL_MIXES = [
    {"network_message": 1.0},
    {"work_phone": 0.5, "work_email": 0.5},
    {"personal_phone": 0.4, "personal_email": 0.6},
    {"network_message": 0.4, "work_phone": 0.2, "work_email": 0.4},
]
SHARE = st.sampled_from([0.0, 0.1, 0.5, 1.0])


@st.composite
def strategies(draw: st.DrawFn) -> dict[str, Any]:
    style = draw(st.sampled_from(["passive", "active", "blend"]))
    chosen: dict[str, Any] = {
        "style": style,
        "recruiters": draw(st.integers(0, 4)),
        "kind": draw(st.sampled_from(["agency", "corporate"])),
        "care": draw(SHARE),
        "follow_ups": draw(st.integers(0, 4)),
        "follow_up_wait_days": draw(st.sampled_from([0.01, 1.0, 5.0])),
        "channels": draw(st.sampled_from(CHANNEL_MIXES)),
        "targeting": draw(st.sampled_from(["random", "best_fit", "most_open"])),
        "cooldown_days": draw(st.sampled_from([0.0, 7.0, 60.0])),
        "profiles_per_search": draw(st.integers(1, 30)),
        "targets_per_search": draw(st.integers(1, 10)),
        "target_bar": draw(st.sampled_from([-5.0, 0.0, 0.8])),
        "buffet_size": draw(st.sampled_from([1, 4, 9])),
        "inbox_capacity": draw(st.sampled_from([0, 1, 150])),
        "inbox": draw(st.sampled_from(["own", "team"])),
        "answers_applicants": draw(SHARE),
        "screening_bar": draw(st.sampled_from([-5.0, 0.5, 50.0])),
        "talk_bar": draw(st.sampled_from([-5.0, 0.6])),
        "most_in_process": draw(st.sampled_from([1, 6])),
        "reengages": draw(st.booleans()),
        "automation": {
            "contacts_per_day": draw(st.sampled_from([0.0, 0.0, 5.0])),
            "screening_share": draw(st.sampled_from([0.0, 0.0, 0.7])),
        },
    }
    if style == "blend":
        chosen["active_share"] = draw(SHARE)
    return chosen


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    names = ["first", "second"][: draw(st.integers(1, 2))]
    half = {"people_share": 0.5, "requisition_share": 0.5}
    segments = draw(
        st.sampled_from([{"all": {}}, {"many": {**half, "search_multiplier": 3.0}, "few": half}])
    )
    world = {
        "people": draw(st.integers(1, 150)),
        "segments": segments,
        "labour": {"job_loss_per_month": draw(st.sampled_from([0.0, 0.013, 0.3]))},
        "offence": {
            "scale": draw(st.sampled_from([0.0, 1.0, 20.0])),
            "annoyance": draw(SHARE),
        },
        "memory": {
            "wary_half_life_days": draw(st.sampled_from([5.0, 365.0, float("inf")])),
            "do_not_contact_half_life_days": draw(st.sampled_from([5.0, float("inf")])),
            "tells_others": draw(SHARE),
            "resent_unanswered": draw(SHARE),
        },
        "belief": {"returns_per_year": draw(st.sampled_from([0.0, 1.1, 60.0]))},
        "board": {"visits_per_day": draw(st.sampled_from([0.0, 0.2, 2.0]))},
        "hiring": {
            "ghosting": draw(st.sampled_from([0.0, 0.03, 1.0])),
            "interview_days": draw(st.sampled_from([0.0, 18.0])),
            "interview_time": draw(st.sampled_from(["log_normal", "gamma"])),
            "interview_intercept": draw(st.sampled_from([-2.0, 50.0])),
            "accept_intercept": draw(st.sampled_from([0.0, 50.0])),
            "counter_offer": draw(SHARE),
            "early_exits_per_year": draw(st.sampled_from([0.0, 0.2, 20.0])),
        },
        "demand": {
            "requisitions_per_year": draw(st.sampled_from([0.0, 60.0, 400.0])),
            "open_days": draw(st.sampled_from([1.0, 90.0])),
            "open_time": draw(st.sampled_from(["fixed", "exponential"])),
        },
        "work": {"task_times": draw(st.sampled_from(["fixed", "exponential"]))},
    }
    return Scenario.model_validate(
        {
            "world": world,
            "strategies": {name: draw(strategies()) for name in names},
            "study": {
                "horizon_days": draw(st.integers(10, 120)),
                "warm_up_days": draw(st.sampled_from([0, 14])),
                "seed": draw(st.integers(0, 10**6)),
            },
        }
    )


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


def check_cooldown(log: np.ndarray, scenario: Scenario) -> None:
    teams = list(scenario.strategies.values())
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


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenario=scenarios())
def test_every_run_adds_up(scenario: Scenario) -> None:
    run = simulate(scenario, tuple(scenario.strategies), 0, keep_log=True)
    log = run.log
    assert log is not None
    assert np.all(np.diff(log["time"]) >= 0)
    check_requisitions(log)
    check_applications(log)
    check_approaches(log)
    check_candidacies(log)
    check_people(log, scenario.world.people)
    check_goodwill(log)
    check_cooldown(log, scenario)
    check_seeds(log)
    check_work(log, scenario)
    for what in WAITING:
        check_littles_law(log, scenario, what)
    again = simulate(scenario, tuple(scenario.strategies), 0, keep_log=True).log
    assert np.array_equal(log, again)
