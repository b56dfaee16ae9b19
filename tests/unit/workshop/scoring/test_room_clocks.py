"""The computer's clock is set back: a room goes on as if nothing had happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from counter import Simulator
from lesson_alone import Lesson

from recsim.workshop.room import seats
from recsim.workshop.room.clock import Clock
from recsim.workshop.room.phases import NotNow
from recsim.workshop.room.rooms import inviting
from recsim.workshop.room.seats import GONE, TooMany
from recsim.workshop.room.trainer import HERE
from recsim.workshop.room.views import Views

HOUR = 3600.0


class Timed:
    """A class by clocks of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wall, self.steady = 1e9, 5.0
        self.begin()

    def begin(self) -> None:
        """The server begins, or begins again."""
        self.lesson = Lesson(self.folder, Simulator(), lambda: self.wall, lambda: self.steady)

    def go_on(self, seconds: float) -> None:
        """Time goes by."""
        self.wall += seconds
        self.steady += seconds

    def set_back(self) -> None:
        """The server looks at its clock twice a second."""
        self.lesson.rooms.tick()
        self.wall -= HOUR
        self.lesson.rooms.tick()


@pytest.fixture
def timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Timed]:
    monkeypatch.setattr(seats, "MOST_PEOPLE", 2)
    monkeypatch.setattr(seats, "JOINS", (2, 0.5))
    made = Timed(tmp_path)
    yield made
    made.lesson.rooms.close()


def test_a_clock_never_goes_back() -> None:
    wall = iter([100.0, 101.0, 41.0, 42.0, 41.5, 50.0])
    clock = Clock(lambda: next(wall))
    assert [clock() for _ in range(5)] == [101.0, 101.0, 102.0, 102.0, 110.5]


def test_a_round_is_open_as_long_as_was_said(timed: Timed) -> None:
    lesson = timed.lesson
    lesson.make()
    lesson.do("open", minutes=10)
    timed.go_on(300)
    timed.set_back()
    timed.go_on(299)
    assert lesson.room.stage.phase == "open"
    timed.go_on(2)
    assert lesson.room.stage.phase == "frozen"


@pytest.mark.parametrize("between", [True, False])
def test_a_round_is_open_no_longer_after_a_restart(timed: Timed, between: bool) -> None:
    timed.lesson.make()
    timed.set_back()
    timed.lesson.do("open", minutes=10)
    timed.lesson.rooms.close()
    timed.wall -= HOUR if between else 0
    timed.begin()
    code = timed.lesson.rooms.store.rooms()[0].code
    assert timed.lesson.rooms.room(code).stage.phase == "open"
    timed.go_on(601)
    assert timed.lesson.rooms.room(code).stage.phase == "frozen"


def test_who_has_gone_has_gone(timed: Timed) -> None:
    lesson = timed.lesson
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    views = Views(lesson.rooms, lesson.trainer)
    for person in (ada, bo):
        views.seat(person, "")
    timed.set_back()
    timed.go_on(HERE + 1)
    views.seat(bo, "")
    desk = views.trainer(lesson.code, "")
    assert desk is not None
    assert [one["here"] for one in desk["people"]] == [False, True]
    lesson.do("empty", what="gone")
    assert lesson.rooms.store.people(lesson.code) == [bo]


@pytest.mark.parametrize("again", [False, True])
def test_a_full_room_gives_up_the_seats_of_who_has_gone(timed: Timed, again: bool) -> None:
    timed.lesson.make()
    code = timed.lesson.code
    timed.lesson.join("Ada")
    timed.lesson.join("Bo")
    timed.set_back()
    if again:
        timed.lesson.rooms.close()
        timed.begin()
        timed.lesson.code = code
    timed.go_on(GONE - 1)
    with pytest.raises(NotNow, match="full"):
        timed.lesson.join("Cy")
    timed.go_on(2)
    timed.lesson.join("Cy")


def test_people_join_as_before(timed: Timed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "MOST_PEOPLE", 5)
    lesson = timed.lesson
    lesson.make()
    for name in ("Ada", "Bo"):
        lesson.join(name)
    with pytest.raises(TooMany):
        lesson.join("Cy")
    timed.set_back()
    timed.go_on(3)
    lesson.join("Cy")


def test_people_are_asked_to_join_the_room_that_was_made_last(timed: Timed) -> None:
    timed.lesson.make()
    timed.lesson.rooms.close()
    timed.wall -= HOUR
    timed.begin()
    newest = timed.lesson.make()
    assert inviting(timed.lesson.rooms.store) == newest
