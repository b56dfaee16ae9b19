"""What is handed in again, because its answer was lost, is no other entry and is not refused."""

from __future__ import annotations

from typing import Any

import pytest
from counter import CARE
from lesson_alone import Lesson

from recsim.workshop.refusals import REFUSALS
from recsim.workshop.room import affordable
from recsim.workshop.room.bodies import Submit
from recsim.workshop.room.phases import NotNow
from recsim.workshop.room.records import Person


def hand_in(lesson: Lesson, person: Person, care: float, **more: Any) -> int:
    return lesson.seats.submit(lesson.seats.hand_in(person, asked(care, **more)))


def asked(care: float, **more: Any) -> Submit:
    return Submit(changes={CARE: care}, **more)


def test_the_same_again_counts_once(lesson: Lesson) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    ranges = {"placements": {"low": 1, "high": 2.5}}
    assert hand_in(lesson, ada, 0.9, memo=" Care ", guess=ranges) == 1
    assert hand_in(lesson, ada, 0.9, memo=" Care ", guess=ranges) == 1
    assert hand_in(lesson, ada, 0.9, memo="Care", guess=ranges) == 1
    assert hand_in(lesson, ada, 0.9, memo="Why not") == 2
    assert hand_in(lesson, ada, 0.8, memo="Why not") == 3
    assert hand_in(lesson, ada, 0.9, memo="Why not") == 4, "back to what was not the last one"
    assert len(lesson.rooms.store.submissions(lesson.code)) == 4


def test_while_the_first_one_is_tried_the_same_again_waits_and_counts_once(lesson: Lesson) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    first, again = (lesson.seats.hand_in(ada, asked(0.9)) for _ in range(2))
    assert [lesson.seats.submit(one) for one in (first, again)] == [1, 1]


def test_what_is_kept_is_not_tried_again(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    monkeypatch.setattr(affordable, "SURE", 10**9)
    first = lesson.seats.hand_in(ada, asked(0.9))
    assert first.needs_trial
    lesson.seats.submit(first)
    assert not lesson.seats.hand_in(ada, asked(0.9)).needs_trial
    assert lesson.seats.hand_in(ada, asked(0.8)).needs_trial


@pytest.mark.parametrize(("meanwhile", "said"), [("freeze", "frozen"), ("close", "closed")])
def test_the_same_again_is_not_refused_after_the_round(
    lesson: Lesson, meanwhile: str, said: str
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    hand_in(lesson, ada, 0.9)
    sent = lesson.seats.hand_in(ada, asked(0.9))
    lesson.do(meanwhile)
    assert lesson.seats.submit(sent) == hand_in(lesson, ada, 0.9) == 1
    with pytest.raises(NotNow, match=said):
        hand_in(lesson, ada, 0.8)


def test_the_same_in_another_round_is_another_entry(lesson: Lesson) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    hand_in(lesson, ada, 0.9)
    sent = lesson.seats.hand_in(ada, asked(0.9))
    lesson.do("freeze")
    lesson.do("reset")
    lesson.do("open")
    with pytest.raises(NotNow, match=REFUSALS["frozen_meanwhile"][:20]):
        lesson.seats.submit(sent)
    assert hand_in(lesson, ada, 0.9) == 1
    assert len(lesson.rooms.store.submissions(lesson.code)) == 1
