"""What is simulated for a room, when, and in which order."""

from __future__ import annotations

import pytest
from counter import (
    PRACTICE_WORLDS,
    SEALED_WORLDS,
    Asked,
    Simulator,
    mean_gain,
)
from lesson_alone import Lesson
from patience import until

from recsim.workshop.room.phases import NotNow
from recsim.workshop.room.scoring import Point


def test_people_see_their_last_entry_in_practice_worlds(
    lesson: Lesson, simulator: Simulator
) -> None:
    simulator.free = False
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    assert lesson.practised() == {}
    assert simulator.step() == Asked(False, "calling", 0.5, PRACTICE_WORLDS)
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.submit(bo, 0.1)
    simulator.let_go()
    until(lambda: len(lesson.practised()) == 3)
    start, hers, his = lesson.scorer.practised(lesson.room)
    # 1000 contacts and 20 - 10 × care offences in each of the worlds.
    assert start == Point(None, mean_gain(0.5, sealed=False), 15.0)
    assert hers == Point(ada.id, mean_gain(0.9, sealed=False), 11.0)
    assert his == Point(bo.id, mean_gain(0.1, sealed=False), 19.0)
    lesson.submit(ada, 0.4)
    until(lambda: lesson.practised().get(ada.id) == mean_gain(0.4, sealed=False))
    lesson.do("remove", person=ada.id)
    assert set(lesson.practised()) == {None, bo.id}


def test_before_the_round_is_open_only_the_start_is_simulated_and_after_it_nothing(
    lesson: Lesson, simulator: Simulator
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    until(lambda: len(lesson.practised()) == 1)
    lesson.ask("contacts")  # which is answered already
    until(lambda: lesson.truth() is not None)
    practice = Asked(False, "calling", 0.5, PRACTICE_WORLDS)
    assert set(simulator.asked) == {practice}
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.do("freeze")
    lesson.judged()
    lesson.do("reveal")
    count = len(simulator.asked)
    lesson.make()
    until(lambda: len(lesson.practised()) == 1)
    assert simulator.asked[count:] == [practice]


def test_nothing_is_simulated_for_a_room_that_is_closed(
    lesson: Lesson, simulator: Simulator
) -> None:
    code = lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    until(lambda: len(simulator.asked) == 2)
    simulator.free = False
    other = lesson.make()
    simulator.next()  # which it waits for, and looks at nothing else before the room is closed
    lesson.code = code
    lesson.submit(ada, 0.9)
    lesson.do("close")
    lesson.code = other
    lesson.do("open")
    simulator.let_go()
    until(lambda: simulator.times(0.5, sealed=True) == 2)  # after all practice worlds
    assert simulator.times(0.9, sealed=True) == simulator.times(0.9, sealed=False) == 0
    lesson.code = code
    assert lesson.scorer.judged(lesson.room) is None
    lesson.do("reopen")
    assert set(lesson.gains()) == {ada.id}


def test_equal_strategies_are_simulated_once_and_those_of_each_room_apart(
    lesson: Lesson, simulator: Simulator
) -> None:
    codes = [lesson.make(), lesson.make()]
    for code in codes:
        lesson.code = code
        people = [lesson.join(name) for name in ("Ada", "Bo")]
        lesson.do("open")
        for person in people:
            lesson.submit(person, 0.9)
        lesson.do("freeze")
        assert set(lesson.gains().values()) == {mean_gain(0.9, sealed=True)}
        assert set(lesson.gains()) == {person.id for person in people}
    assert simulator.times(0.9, sealed=True) == simulator.times(0.9, sealed=False) == 2
    assert simulator.times(0.5, sealed=True) == simulator.times(0.5, sealed=False) == 2


def test_what_is_waited_for_comes_first(lesson: Lesson, simulator: Simulator) -> None:
    simulator.free = False
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    simulator.next()  # the start in practice worlds, while the rest comes in
    lesson.submit(ada, 0.9)
    lesson.ask("contacts", "waiting")
    simulator.answer()
    found = [simulator.step() for _ in range(4)]
    assert [(one.sealed, one.strategy, one.care) for one in found] == [
        (False, "waiting", 0.7),  # the question, which everybody looks at
        (False, "calling", 0.9),  # the board
        (True, "calling", 0.5),  # what will be needed
        (True, "calling", 0.9),
    ]
    lesson.submit(ada, 0.1)
    assert simulator.next() == Asked(False, "calling", 0.1, PRACTICE_WORLDS)
    frozen = lesson.make()
    lesson.do("open")
    lesson.ask("placements", "waiting")
    lesson.do("freeze")
    simulator.answer()
    for sealed in (False, True):
        asked = simulator.step()
        assert asked == Asked(sealed, "calling", 0.5, SEALED_WORLDS if sealed else PRACTICE_WORLDS)
    assert lesson.code == frozen
    assert lesson.judged().scores["rows"] == []
    assert simulator.step() == Asked(False, "waiting", 0.7, PRACTICE_WORLDS)
    assert simulator.step() == Asked(True, "calling", 0.1, SEALED_WORLDS)


def test_the_truth_is_that_of_the_challenges_own_strategy(
    lesson: Lesson, simulator: Simulator
) -> None:
    simulator.free = False
    lesson.make()
    simulator.step()
    lesson.ask("placements")  # of the start in practice worlds, which is known by now
    until(lambda: lesson.truth() is not None)
    truth = lesson.truth()
    assert truth is not None
    # Three values that are one apart: the t quantile of 0.95 at 2 degrees of freedom, over √3.
    assert truth["mean"] == mean_gain(0.5, sealed=False)
    assert truth["high"] == pytest.approx(truth["mean"] + 2.919986 / 3**0.5)
    assert truth["low"] == pytest.approx(truth["mean"] - 2.919986 / 3**0.5)
    lesson.do("reveal_question", question=lesson.rooms.store.questions(lesson.code)[-1].id)
    lesson.ask("offences_per_1000_contacts", "waiting")
    simulator.next()
    assert lesson.truth() is None
    with pytest.raises(NotNow, match="still being simulated"):
        lesson.do("reveal_question", question=lesson.rooms.store.questions(lesson.code)[-1].id)
    simulator.answer()
    until(lambda: lesson.truth() is not None)
    assert lesson.truth() == {"mean": None, "low": None, "high": None}  # nobody was contacted


def test_questions_take_no_more_worlds_than_a_round(lesson: Lesson, simulator: Simulator) -> None:
    lesson.make(replications=2)
    lesson.ask("contacts", "waiting")
    until(lambda: lesson.truth() is not None)
    assert Asked(False, "waiting", 0.7, 2) in simulator.asked


def test_whoever_looks_is_told_that_something_was_found(
    lesson: Lesson, simulator: Simulator
) -> None:
    simulator.free = False
    lesson.make()
    lesson.do("open")
    lesson.do("freeze")
    simulator.next()
    versions = [lesson.rooms.version(lesson.code)]
    for _ in range(2):
        simulator.answer()
        until(lambda: lesson.rooms.version(lesson.code) > versions[-1])
        versions.append(lesson.rooms.version(lesson.code))
        if len(versions) == 2:
            simulator.next()
    lesson.judged()
    until(lambda: lesson.rooms.version(lesson.code) == versions[0] + 3)  # the judgement, too
