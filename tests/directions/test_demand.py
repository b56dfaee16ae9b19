"""What employers ask for: competitors, plans with dates, teams by name; outreach by software."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from small import BASE, is_clearly_more, measured

from recsim.model import simulate
from recsim.model.events import Kind
from recsim.scenario.scenario import Scenario

Log = npt.NDArray[np.void]
WAITING, CALLING = {"style": "passive", "recruiters": 2}, {"style": "active", "recruiters": 2}
OCCUPATIONS = {
    "one": {"people_share": 0.5, "requisition_share": 1.0},
    "other": {"people_share": 0.5, "requisition_share": 0.0},
}


def scenario(
    strategies: dict[str, Any], world: dict[str, Any] | None = None, market: str = "separate"
) -> Scenario:
    return Scenario.model_validate(
        {
            "world": {**BASE["world"], **(world or {})},
            "strategies": strategies,
            "study": {**BASE["study"], "market": market},
        }
    )


def log_of(case: Scenario, *teams: str) -> Log:
    log = simulate(case, teams, 0, keep_log=True).log
    assert log is not None
    return log


def of(log: Log, kind: Kind, detail: int | None = None) -> Log:
    found = log[log["kind"] == kind]
    return found if detail is None else found[found["detail"] == detail]


def times(log: Log, kind: Kind) -> dict[int, float]:
    """When it happened, by requisition."""
    found = of(log, kind)
    return dict(zip(found["requisition"].tolist(), found["time"].tolist(), strict=True))


def test_a_recruiter_more_brings_requisitions_with_it() -> None:
    two, four = ({"style": "passive", "recruiters": number} for number in (2, 4))
    ratio = (
        measured("requisitions_opened", **four).sum() / measured("requisitions_opened", **two).sum()
    )
    assert 1.6 < ratio < 2.5


def test_competitors_take_requisitions_from_agencies_only() -> None:
    race = {"demand": {"competitor_days": 30.0, "open_days": 1e6}}
    assert (measured("requisitions_lost_to_others", race, **CALLING) > 5).all()
    assert not measured("requisitions_lost_to_others", race, **CALLING, kind="corporate").any()
    assert not measured("requisitions_lost_to_others", {}, **CALLING).any()
    slow = {"demand": {"competitor_days": 300.0, "open_days": 1e6}}
    assert is_clearly_more(
        measured("placements", slow, **WAITING), measured("placements", race, **WAITING)
    )


def test_with_competitors_alone_a_requisition_is_open_for_an_exponential_time() -> None:
    """Nobody is there to be placed; mean 20 days and no cliff anywhere."""
    case = scenario(
        {"team": {"style": "active", "recruiters": 20}},
        {
            "people": 1,
            "demand": {
                "requisitions_per_recruiter_year": 200.0,
                "competitor_days": 20.0,
                "open_days": 1e9,
            },
        },
    )
    log = log_of(case, "team")
    opened = times(log, Kind.REQUISITION_OPENED)
    lost = of(log, Kind.REQUISITION_EXPIRED, 1)
    days = np.array(
        [
            t - opened[r]
            for r, t in zip(lost["requisition"], lost["time"], strict=True)
            if opened[r] < 20.0
        ]
    )
    assert len(days) > 300
    assert abs(days.mean() - 20.0) < 3.29 * 20.0 / np.sqrt(len(days))
    assert abs((days > 20.0).mean() - np.exp(-1.0)) < 3.29 * 0.49 / np.sqrt(len(days))


PLAN = (
    {"occupation": "other", "opens": 10.0, "by": 100.0, "count": 4},
    {"occupation": "other", "opens": 20.0, "by": 21.0},
    {"occupation": "one", "opens": 30.0},
)


@cache
def planned(*plan: int) -> Log:
    """What happens if these rows of the plan come on top of requisitions at random."""
    demand = {"requisitions_per_recruiter_year": 60.0, "plan": tuple(PLAN[row] for row in plan)}
    case = scenario({"team": CALLING}, {"segments": OCCUPATIONS, "demand": demand})
    return log_of(case, "team")


class TestPlan:
    @property
    def log(self) -> Log:
        return planned(0, 1, 2)

    def test_it_comes_on_its_days_for_its_occupations(self) -> None:
        opened = of(self.log, Kind.REQUISITION_OPENED)
        planned = opened[opened["segment"] == 1]  # nobody asks for them at random
        assert planned["time"].tolist() == [10.0] * 4 + [20.0]
        assert 30.0 in opened["time"]

    def test_requisitions_at_random_stay_what_they_were(self) -> None:
        at_random = of(planned(), Kind.REQUISITION_OPENED)
        opened = of(self.log, Kind.REQUISITION_OPENED)
        assert set(zip(at_random["time"], at_random["value"], strict=True)) <= set(
            zip(opened["time"], opened["value"], strict=True)
        )

    def test_each_dated_one_is_looked_at_on_its_day(self) -> None:
        due = of(self.log, Kind.NEEDED_BY)
        assert due["time"].tolist() == [21.0] + [100.0] * 4
        filled = times(self.log, Kind.REQUISITION_FILLED)
        assert due["detail"][0] == 1  # open: nobody is hired in a day
        for event in due:
            in_time = filled.get(event["requisition"], np.inf) <= event["time"]
            assert (event["detail"] == 0) == in_time

    def test_days_late_are_those_after_the_day(self) -> None:
        late = of(self.log, Kind.FILLED_LATE)
        day = times(self.log, Kind.NEEDED_BY)
        for event in late:
            assert event["value"] == event["time"] - day[event["requisition"]] > 0


WAYS = {"alpha": CALLING, "beta": WAITING, "gamma": {**CALLING, "care": 0.2}}


class TestTeamsByName:
    def tally(self, *names: str) -> dict[str, Any]:
        case = scenario({name: WAYS[name] for name in names}, market="shared")
        tally = simulate(case, names, 0).tally
        return {name: tally.counts[tally.teams.index(name)] for name in names}

    def test_the_order_in_the_file_changes_nothing(self) -> None:
        one, other = self.tally("alpha", "beta", "gamma"), self.tally("gamma", "alpha", "beta")
        for name, counts in one.items():
            assert np.array_equal(counts, other[name]), name

    def test_another_team_leaves_the_requisitions_of_the_others_as_they_were(self) -> None:
        def opened(*names: str) -> set[tuple[float, float]]:
            case = scenario({name: WAYS[name] for name in names}, market="shared")
            log = of(log_of(case, *names), Kind.REQUISITION_OPENED)
            log = log[log["team"] == sorted(names).index("beta")]
            return set(zip(log["time"], log["value"], strict=True))

        assert len(opened("beta")) > 20
        assert opened("beta") == opened("alpha", "beta") == opened("gamma", "beta", "alpha")

    def test_alone_all_meet_the_same_requisitions(self) -> None:
        case = scenario(WAYS)
        opened = [
            of(log_of(case, name), Kind.REQUISITION_OPENED)[["time", "value"]].tolist()
            for name in WAYS
        ]
        assert opened[0] == opened[1] == opened[2]


def test_with_software_alone_recruiters_only_talk() -> None:
    team = {**CALLING, "outreach_by": "software", "automation": {"contacts_per_day": 8.0}}
    for task in ("search", "write", "follow_up"):
        assert not measured(f"hours_{task}", **team).any()
    assert (measured("hours_talk", **team) > 0).all()
    assert (measured("contacts_by_software", **team) == measured("contacts", **team)).all()


def test_people_alone_leave_software_unused() -> None:
    team = {**CALLING, "automation": {"contacts_per_day": 8.0}}
    assert not measured("contacts_by_software", **team, outreach_by="people").any()
    assert (measured("contacts_by_software", **team) > 0).all()


@pytest.mark.parametrize("care", [0.2, 0.8])
def test_software_of_the_same_care_differs_in_nothing_but_time(care: float) -> None:
    """At the same care and about as many messages it is answered and annoys alike."""
    people = {**CALLING, "care": care}
    a_day = float(measured("approaches", **people).mean()) / BASE["study"]["horizon_days"] / 2
    software = {
        **people,
        "outreach_by": "software",
        "automation": {"contacts_per_day": a_day, "care_cap": 1.0},
    }
    for rate in ("response_rate", "interest_rate", "silent_annoyance_per_1000_contacts"):
        one, other = measured(rate, **people), measured(rate, **software)
        assert abs(one.mean() - other.mean()) < 0.25 * one.mean(), rate
