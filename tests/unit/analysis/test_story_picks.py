"""Whose story to tell, how unusual it is, how lives are aligned; and a recruiter's week."""

from __future__ import annotations

from math import isclose
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from story_worlds import CASES, real, record, world

from recsim.analysis.stories import PICKS, Chronicle, picks, recruiter_week, standing, story
from recsim.analysis.stories.chronicle import events
from recsim.analysis.stories.document import aligned, lives
from recsim.model.events import DETAILS, Kind, Task


@pytest.fixture(params=CASES, ids=lambda case: case[0])
def worlds(request: pytest.FixtureRequest) -> tuple[Chronicle, ...]:
    return real(*request.param)


# --- whose story ----------------------------------------------------------------------------------


def _counted(one: Chronicle, kind: Kind, *details: str) -> npt.NDArray[np.int64]:
    found = [e.person for e in events(one.log) if e.kind is kind and e.person >= 0
             and (not details or e.detail in details)]  # fmt: skip
    return np.bincount(found, minlength=one.people)


def test_picks_are_of_the_kind_that_they_say() -> None:
    waiting, calling = real(*CASES[0])
    found = picks([waiting, calling])
    assert set(found) == set(PICKS)
    typical, offended, placed, silent = found.values()
    assert typical is not None
    contacts = _counted(calling, Kind.CONTACTED)
    touched = contacts[contacts > 0]
    assert np.percentile(touched, 10) <= contacts[typical] <= np.percentile(touched, 90)
    offences = _counted(calling, Kind.OFFENDED)
    assert offended is not None
    assert offences[offended] == offences.max() > 0
    assert placed is not None
    assert _counted(calling, Kind.PLACED)[placed]
    assert not _counted(waiting, Kind.PLACED)[placed]
    assert silent is not None
    assert _counted(waiting, Kind.RESENTED, "never_answered")[silent]
    assert not _counted(waiting, Kind.APPLICATION_ENDED, "shortlisted", "turned_down")[silent]


def test_nobody_is_picked_where_there_is_nobody() -> None:
    empty = world(*(record(0.0, Kind.PRESENT, "content_1_to_3_years", person=n) for n in range(10)))
    assert set(picks([empty]).values()) == {None}
    [waiting, _] = real(*CASES[0])
    assert picks([waiting])["most_offended"] is None
    assert picks([waiting])["placed_by_active"] is None


def test_standing_counts_all_other_people() -> None:
    records = [record(0.0, Kind.PRESENT, "content_1_to_3_years", person=n) for n in range(10)]
    for person, contacts in enumerate([3, 2, 2, 1]):
        records += [
            record(1.0 + n, Kind.CONTACTED, "first_work_phone_happy", person=person, opening=n)
            for n in range(contacts)
        ]
    first, second = (standing(world(*records), person)[0] for person in (0, 1))
    assert (first.count, first.value, first.fewer, first.same) == ("contacts", 3, 1.0, 0.0)
    assert (second.value, second.fewer, second.same) == (
        2,
        pytest.approx(7 / 9),
        pytest.approx(1 / 9),
    )
    document = lives([world(*records)], 1)
    text = document["lives"][0]["standing_text"]
    assert text.startswith(
        "Among the 9 other people of this run: 2 contacts (more than 78%, as many as 11%), "
        "0 offences (like everybody)"
    )


def test_the_same_instant_is_in_the_same_row() -> None:
    def moments(*days: float) -> Any:
        records = [record(day, Kind.SEARCH_STARTED, "own", opening=-1, team=-1) for day in days]
        return story(world(*records), 3)

    assert aligned([moments(1.0, 5.0, 9.5), moments(2.0, 5.0, 5.5, 9.5)]) == [
        [0, 2, 4],
        [1, 2, 3, 4],
    ]
    assert aligned([moments(1.1), moments(1.2)]) == [[0], [0]]
    assert aligned([moments()]) == [[]]


# --- a recruiter's week ---------------------------------------------------------------------------


def test_a_recruiters_week_counts_hours_and_what_came_of_it() -> None:
    def task(day: float, of: Task, hours: float, recruiter: int = 1) -> tuple[Any, ...]:
        name = DETAILS[Kind.TASK_DONE][of]
        return record(
            day, Kind.TASK_DONE, name, person=-1, opening=-1, recruiter=recruiter, value=hours
        )

    one = world(
        task(7.0, Task.WRITE, 1.5), task(13.9, Task.WRITE, 0.5), task(14.0, Task.WRITE, 9.0),
        task(8.0, Task.WRITE, 9.0, recruiter=0), task(9.0, Task.TALK, 1.0),
        record(7.5, Kind.CONTACTED, "first_work_phone_happy", recruiter=1),
        record(8.5, Kind.CONTACTED, "follow_up_work_phone_happy", recruiter=1),
        record(8.5, Kind.APPROACH_ENDED, "offended", recruiter=1),
        record(8.5, Kind.OFFENDED, "complaint_work_phone_happy", recruiter=1),
        record(9.0, Kind.TALKED, "convinced", recruiter=1, person=4, opening=9),
    )  # fmt: skip
    week = recruiter_week(one, 1, 2)
    assert {task: hours for task, hours in week.hours.items() if hours} == {
        "write": 2.0, "talk": 1.0,
    }  # fmt: skip
    assert week.sentences == [
        "2 contacts: 1 first one and 1 follow-up.",
        "1 person came to a decision after being contacted, this week or before: 1 complained.",
        "1 talk, 1 of them convincing.",
    ]
    assert week.people == [(3, "Day 8, person 3: the person complained about the call at work.")]
    assert recruiter_week(one, 0, 1).sentences == []
    with pytest.raises(IndexError, match="recruiters are numbered from 0 to 1"):
        recruiter_week(one, 2, 1)
    with pytest.raises(IndexError, match="weeks are numbered from -1 to 5"):
        recruiter_week(one, 1, 6)


def test_hours_of_all_recruiters_and_weeks_are_all_hours(worlds: tuple[Chronicle, ...]) -> None:
    one = worlds[0]
    total = sum(
        sum(recruiter_week(one, recruiter, week).hours.values())
        for numbers in one.recruiters()
        for recruiter in numbers
        for week in range(-3, 27)
    )
    done = one.log[one.log["kind"] == Kind.TASK_DONE]
    assert isclose(total, float(done["value"].sum()))
