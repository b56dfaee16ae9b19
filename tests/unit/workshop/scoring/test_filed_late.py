"""What somebody sent a while ago is filed: what is no longer possible is refused in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from classes import CARE, Class
from lesson_alone import Lesson

from recsim.workshop.refusals import REFUSALS
from recsim.workshop.room import affordable, seats
from recsim.workshop.room.bodies import Draft, Predict, Submit
from recsim.workshop.room.phases import NotNow
from recsim.workshop.room.records import Person
from recsim.workshop.room.seats import HandIn, NoSeat
from recsim.workshop.state import Catalogue


@pytest.fixture
def trainers(tmp_path: Path, offered: Catalogue) -> Iterator[Class]:
    made = Class(tmp_path, offered)
    yield made
    made.end()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ({"command": "empty", "what": "all"}, "no_seat"),
        ({"command": "remove"}, "taken_out"),
    ],
)
def test_an_entry_is_tried_while_its_seat_is_lost(
    trainers: Class, monkeypatch: pytest.MonkeyPatch, command: dict[str, Any], said: str
) -> None:
    trainers.make()
    ada = trainers.join("Ada")
    trainers.do("open")
    [person] = trainers.desk()["people"]

    def try_out(*_: object) -> None:
        trainers.do(**command, person=person["id"])

    monkeypatch.setattr(affordable, "SURE", 10**9)
    monkeypatch.setattr(seats, "refuse_costly", try_out)
    answer = ada.submit(0.5)
    assert answer.status_code == 401
    assert answer.json()["problems"] == [{"path": "", "text": REFUSALS[said], "key": said}]


def handed_in(lesson: Lesson, person: Person) -> HandIn:
    return lesson.seats.hand_in(person, Submit(changes={CARE: 0.9}))


@pytest.mark.parametrize("lost", ["remove", "empty", "delete"])
def test_nothing_is_kept_of_who_has_no_seat_any_more(lesson: Lesson, lost: str) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    lesson.do("ask", kind="text", text="Why?")
    [question] = lesson.rooms.store.questions(lesson.code)
    sent = handed_in(lesson, ada)
    if lost == "delete":
        lesson.do("close")
    lesson.do(lost, person=ada.id, what="all")
    filed: list[Callable[[], object]] = [
        lambda: lesson.seats.submit(sent),
        lambda: lesson.seats.draft(ada, Draft(changes={CARE: 0.9})),
        lambda: lesson.seats.predict(ada, Predict(question=question.id, words="because")),
    ]
    for file in filed:
        with pytest.raises(NoSeat):
            file()
    assert lesson.rooms.store.submissions(lesson.code) == []


@pytest.mark.parametrize(
    "meanwhile",
    [
        ("freeze",),
        ("freeze", "unfreeze"),
        ("freeze", "reset", "open"),
        ("freeze", "reveal", "next_round", "open"),
        ("close", "reopen", "unfreeze"),
    ],
)
def test_an_entry_counts_in_no_other_round_than_the_one_it_was_sent_in(
    lesson: Lesson, meanwhile: tuple[str, ...]
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    sent = handed_in(lesson, ada)
    for command in meanwhile:
        if command == "reveal":
            lesson.judged()
        lesson.do(command)
    with pytest.raises(NotNow, match="frozen"):
        lesson.seats.submit(sent)
    assert lesson.rooms.store.submissions(lesson.code) == []
    if meanwhile != ("freeze",):
        lesson.submit(ada, 0.9)


def test_a_round_that_goes_on_takes_what_was_sent_before(lesson: Lesson) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open", minutes=60)
    sent = handed_in(lesson, ada)
    lesson.do("more_time", minutes=5)
    lesson.do("door", open=False)
    lesson.submit(bo, 0.1)
    assert lesson.seats.submit(sent) == 1
