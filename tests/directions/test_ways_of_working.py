"""Split teams, caps on contacts, hiring managers, strategies that change: exact consequences."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import floor, inf, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from small import BASE

from recsim.model import simulate
from recsim.model.events import DETAILS, CandidacyEnd, Kind, Source, Task
from recsim.scenario.scenario import Scenario
from recsim.verification.process import hiring
from recsim.verification.queues import ONE_IN_ALL

Log = npt.NDArray[np.void]


def log_of(team: dict[str, Any], world: dict[str, Any] | None = None) -> Log:
    """What happens to one team in the small market."""
    scenario = Scenario.model_validate(
        {
            **BASE,
            "world": {**BASE["world"], **(world or {})},
            "strategies": {"team": {"recruiters": 2, **team}},
        }
    )
    log = simulate(scenario, ("team",), 0, keep_log=True).log
    assert log is not None
    return log


def of(log: Log, *kinds: Kind) -> Log:
    return log[np.isin(log["kind"], kinds)]


@cache
def split_team() -> Log:
    return log_of({"style": "split", "recruiters": 5, "callers": 2})


class TestSplitTeam:
    @property
    def log(self) -> Log:
        return split_team()

    def tasks(self, recruiters: set[int]) -> set[int]:
        done = of(self.log, Kind.TASK_DONE)
        return set(done["detail"][np.isin(done["recruiter"], list(recruiters))].tolist())

    def test_who_waits_never_contacts_anybody(self) -> None:
        assert not self.tasks({0, 1, 2}) & {Task.SEARCH, Task.WRITE, Task.FOLLOW_UP}
        assert {Task.SCREEN, Task.TALK} <= self.tasks({0, 1, 2})

    def test_who_calls_reads_no_application(self) -> None:
        assert not self.tasks({3, 4}) & {Task.SCREEN, Task.ANSWER}
        assert {Task.SEARCH, Task.WRITE, Task.TALK} <= self.tasks({3, 4})

    def test_they_work_on_the_same_requisitions(self) -> None:
        started = of(self.log, Kind.CANDIDACY_STARTED)
        applied = set(started["requisition"][started["detail"] == Source.APPLIED].tolist())
        approached = set(started["requisition"][started["detail"] == Source.APPROACHED].tolist())
        assert applied & approached

    def test_each_sees_to_those_who_came_by_the_own_way(self) -> None:
        started = of(self.log, Kind.CANDIDACY_STARTED)
        by_applying = started["detail"] == Source.APPLIED
        assert set(started["recruiter"][by_applying].tolist()) == {0, 1, 2}
        assert set(started["recruiter"][~by_applying].tolist()) == {3, 4}


def contacts_by_week(log: Log) -> Counter[tuple[int, int]]:
    contacts = of(log, Kind.CONTACTED)
    return Counter(
        (int(who), floor(when / 7.0))
        for who, when in zip(contacts["recruiter"], contacts["time"], strict=True)
    )


def test_a_cap_holds_in_every_week_and_is_used() -> None:
    uncapped = contacts_by_week(log_of({"style": "active"}))
    assert np.median([*uncapped.values()]) > 24
    capped = contacts_by_week(log_of({"style": "active", "contacts_per_week": 12.0}))
    assert max(capped.values()) == 12
    assert sum(made == 12 for made in capped.values()) > 0.8 * len(uncapped)


def test_until_a_strategy_changes_nothing_differs_and_then_it_does() -> None:
    day = 70
    plain = log_of({"style": "active"})
    changed = log_of({"style": "active", "changes": ({"day": day, "care": 0.1, "follow_ups": 0},)})
    before = plain[plain["time"] < day]
    assert len(before) > 1000
    assert before.tobytes() == changed[changed["time"] < day].tobytes()
    mark = of(changed, Kind.STRATEGY_CHANGED)
    assert mark["time"].tolist() == [day]
    later = of(changed[changed["time"] > day + 2], Kind.CONTACTED)
    assert len(later) > 100
    assert not later["value"].any()  # no follow-ups any more, once those that were due are done


def test_software_may_be_switched_on_and_off() -> None:
    changes = (
        {"day": 50, "automation": {"contacts_per_day": 10.0}},
        {"day": 100, "automation": {"contacts_per_day": 0.0}},
    )
    contacts = of(
        log_of({"style": "active", "cooldown_days": 20, "changes": changes}), Kind.CONTACTED
    )
    names = [DETAILS[Kind.CONTACTED][detail] for detail in contacts["detail"]]
    first_by_software = contacts["time"][[name.startswith("software_first") for name in names]]
    assert len(first_by_software) > 50
    assert 50 < first_by_software.min() < 52
    assert 97 < first_by_software.max() < 100  # there are fewer and fewer whom it has not met


def test_a_caller_with_requisitions_and_people_to_call_is_never_idle() -> None:
    """Nobody reaches the bar at the first search, so that one search follows the other."""
    log = log_of({"style": "active", "recruiters": 1, "target_bar": 3.0, "most_in_process": 1000})
    done = of(log, Kind.TASK_DONE)
    done = done[done["time"] >= 0.0]
    productive_hours = 40.0 * (1 - 0.30) * BASE["study"]["horizon_days"] / 7.0
    assert done["value"].sum() == pytest.approx(productive_hours, rel=0.01)


def busy_manager(weeks: int, arrive: float, slots: float, patience: float) -> Log:
    """One manager to whom about ``arrive`` people a week come, and who has time for ``slots``."""
    scenario = hiring(
        {
            "people": 6000,
            "demand": {"managers_per_recruiter": ONE_IN_ALL},
            "hiring": {"interview_slots_per_week": slots, "patience_days": patience},
        },
        {},
        days=7 * weeks,
        rate=arrive / 7.0,
    )
    log = simulate(scenario, ("team",), 0, keep_log=True).log
    assert log is not None
    return log


def test_interviews_that_managers_have_no_time_for_pile_up() -> None:
    """48 people a week come to a manager with nine slots, who meets them in their order."""
    weeks, slots = 30, 9.0
    log = busy_manager(weeks, 48.0, slots, inf)
    came, met = of(log, Kind.TALKED)["time"], of(log, Kind.MANAGER_MET)
    assert abs(len(came) - 48.0 * weeks) < 3.29 * sqrt(48.0 * weeks)
    assert met["time"][0] == came[0]
    assert np.diff(met["time"]) == pytest.approx(7.0 / slots)
    assert met["value"] == pytest.approx(met["time"] - came[: len(met)])


def test_who_waits_too_long_drops_out_and_no_time_is_lost_by_it() -> None:
    """Of those who wait w days 1 - exp(-w / patience) are gone when their turn comes."""
    weeks, slots, patience = 60, 9.0, 20.0
    log = busy_manager(weeks, 12.0, slots, patience)
    came = {(one["requisition"], one["person"]): one["time"] for one in of(log, Kind.TALKED)}
    ends, met = of(log, Kind.CANDIDACY_ENDED), of(log, Kind.MANAGER_MET)
    gone = ends[ends["detail"] == CandidacyEnd.GHOSTED]
    waited = [one["time"] - came[one["requisition"], one["person"]] for one in gone]
    chance = 1.0 - np.exp(-np.array([*waited, *met["value"]]) / patience)
    assert abs(len(gone) - chance.sum()) < 3.29 * sqrt((chance * (1.0 - chance)).sum())
    assert len(gone) > 50
    assert np.diff(met["time"])[50:] == pytest.approx(7.0 / slots)


EASY_AND_HARD = {
    "people": 4000,  # more than the team can get to
    "segments": {
        "easy": {"people_share": 0.5, "requisition_share": 0.5, "search_multiplier": 2.0},
        "hard": {"people_share": 0.5, "requisition_share": 0.5, "search_multiplier": 0.05},
    },
}
"""Adverts bring somebody in one occupation, and hardly anybody in the other."""


class TestWhomToSeekFirst:
    @staticmethod
    def contacts(rule: str, world: dict[str, Any]) -> npt.NDArray[np.int64]:
        """Of a blend in each occupation."""
        log = log_of({"style": "blend", "active_share": 0.4, "outreach_first": rule}, world)
        return np.bincount(of(log, Kind.CONTACTED)["segment"], minlength=2)

    def test_people_are_sought_where_adverts_bring_nobody(self) -> None:
        by_process, by_approaches = (
            self.contacts(rule, EASY_AND_HARD)
            for rule in ("fewest_in_process", "fewest_approached")
        )
        share = [contacts[1] / contacts.sum() for contacts in (by_process, by_approaches)]
        assert share[0] > share[1] + 0.04

    def test_where_nobody_is_in_process_both_rules_are_the_same(self) -> None:
        nobody = {  # wants anything, or comes back
            "interest": {"reservation_gain": 5.0, "scale": 0.01},
            "belief": {"returns_per_year": 0.0},
        }
        logs = [
            log_of({"style": "active", "outreach_first": rule}, nobody)
            for rule in ("fewest_in_process", "fewest_approached")
        ]
        assert len(of(logs[0], Kind.CONTACTED)) > 1000
        assert np.array_equal(*logs)


class TestPassingOn:
    """Whoever convinced, and was not the one who got the job, is thought of for another opening."""

    @staticmethod
    @cache
    def log(passes_on: bool) -> Log:
        return log_of(
            {"style": "passive", "passes_on": passes_on, "screening_bar": 0.5},
            {"hiring": {"interview_intercept": 0.0}},
        )

    def test_the_person_had_convinced_in_a_talk_for_an_opening_that_closed(self) -> None:
        passed_on = 0
        for event in of(self.log(True), Kind.CANDIDACY_STARTED):
            if event["value"] == 0.0:
                continue
            own = self.log(True)[: self._place(event)]
            own = own[(own["person"] == event["person"])]
            before = own[-1]  # what happened to the person last, at this very moment
            closed = (CandidacyEnd.OTHER_CHOSEN, CandidacyEnd.REQUISITION_EXPIRED)
            assert before["kind"] == Kind.CANDIDACY_ENDED
            assert before["detail"] in closed
            assert before["time"] == event["time"]
            assert before["requisition"] != event["requisition"]
            talks = of(own[own["requisition"] == before["requisition"]], Kind.TALKED)
            assert talks["detail"].tolist() == [0]
            passed_on += 1
        assert passed_on > 5

    def _place(self, event: np.void) -> int:
        return int(np.flatnonzero(self.log(True) == event)[0])

    def test_they_convince_again_and_do_not_apply_again(self) -> None:
        log = self.log(True)
        passed_on = of(log, Kind.CANDIDACY_STARTED)
        passed_on = passed_on[passed_on["value"] == 1.0]
        pairs = {(int(one["person"]), int(one["requisition"])) for one in passed_on}
        for kind, most in ((Kind.TALKED, 1), (Kind.APPLIED, 0)):
            events = of(log, kind)
            own = [one for one in events if (int(one["person"]), int(one["requisition"])) in pairs]
            assert all(one["detail"] == 0 for one in own)
            assert Counter(
                (one["person"], one["requisition"]) for one in own
            ).total() <= most * len(pairs)

    def test_switched_off_nobody_is_passed_on(self) -> None:
        assert not of(self.log(False), Kind.CANDIDACY_STARTED)["value"].any()

    def test_until_somebody_is_passed_on_everything_is_the_same(self) -> None:
        with_it, without = self.log(True), self.log(False)
        started = (with_it["kind"] == Kind.CANDIDACY_STARTED) & (with_it["value"] == 1.0)
        first = int(np.flatnonzero(started)[0])
        assert first > 1000
        assert np.array_equal(with_it[:first], without[:first])
