"""What threads share changes while one of them looks at it, and nothing breaks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from counter import Simulator
from lesson_alone import Lesson
from patience import until

from recsim.workshop import clients
from recsim.workshop.clients import Allowance
from recsim.workshop.room.clock import Clock
from recsim.workshop.room.records import Room
from recsim.workshop.room.views import Moment, Views


class Emptied(dict[Any, Any]):
    """Another thread empties it as soon as somebody has found something in it."""

    def __contains__(self, key: object) -> bool:
        found = super().__contains__(key)
        self.clear()
        return found


class Noticed(str):
    """A text that tells when it is looked for."""

    looked_for: Callable[[], object] = staticmethod(lambda: None)

    def __hash__(self) -> int:
        self.looked_for()
        return super().__hash__()


@pytest.mark.parametrize("wholly", [True, False])
def test_a_room_is_deleted_while_all_are_listed_or_frozen(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch, wholly: bool
) -> None:
    codes = [lesson.make(), lesson.make()]
    for code in codes:
        lesson.code = code
        lesson.do("open", minutes=1)
    views, store = Views(lesson.rooms, lesson.trainer), lesson.rooms.store
    lesson.scorer.end()
    lesson.rooms.now = Clock(lambda: 1e12)  # every round's time is over
    both = store.rooms()
    store.delete_room(codes[1])
    if wholly:
        lesson.rooms.forget(codes[1])
    monkeypatch.setattr(store, "rooms", lambda: both)
    assert lesson.rooms.tick() == ""
    assert [one["code"] for one in views.listed()] == [codes[0]]
    assert views.listed()[0]["phase"] == "frozen"


def test_trouble_is_forgotten_while_it_is_told(lesson: Lesson, simulator: Simulator) -> None:
    simulator.raises = {0.5: RuntimeError("nobody thought of this")}
    lesson.make()
    until(lambda: lesson.scorer.problem(lesson.room))
    lesson.scorer._troubled = Emptied(lesson.scorer._troubled)
    assert "nobody thought of this" in lesson.scorer.problem(lesson.room)


def test_a_room_is_deleted_while_it_is_looked_for(lesson: Lesson) -> None:
    code = lesson.make()
    lesson.rooms._games = Emptied(lesson.rooms._games)
    assert lesson.rooms.game(code).strategy == "calling"


@pytest.mark.parametrize("what", ["_troubled", "_judged"])
def test_trouble_is_forgotten_while_it_is_looked_through(
    lesson: Lesson, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    lesson.make()
    until(lambda: len(lesson.practised()) == 1)
    shared = getattr(lesson.scorer, what)
    noticed = Noticed("a room that was deleted")
    happened: list[str] = []

    def forgotten() -> None:
        if not happened:
            happened.append(what)
            shared.clear()
            shared["another"] = shared["and another"] = ""

    key = (noticed, "", 0, 0) if what == "_troubled" else noticed
    shared[key] = "trouble"
    noticed.looked_for = forgotten  # type: ignore[method-assign]
    lesson.do("open")
    until(lambda: happened)
    lesson.do("freeze")
    lesson.judged()
    assert caplog.text == ""


def test_an_allowance_is_taken_while_others_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clients, "MOST_KNOWN", 1)
    allowance = Allowance(3, 0.0, lambda: 0.0)
    other = Thread(target=allowance.take, args=("b",))

    class Crowded(OrderedDict[str, Any]):
        """Somebody else comes as soon as there is an entry."""

        def __setitem__(self, key: str, value: Any) -> None:
            super().__setitem__(key, value)
            if key == "a":
                other.start()
                other.join(0.2)  # is over within that time if it does not wait

    allowance._left = Crowded()
    assert allowance.take("a")
    other.join()
    assert list(allowance._left) == ["b"]


def test_who_comes_while_somebody_looks_at_a_change_waits_and_sees_the_same(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    until(lambda: len(lesson.practised()) == 1)
    lesson.scorer.end()
    views, looked = Views(lesson.rooms, lesson.trainer), list[Room]()
    other, look = Thread(target=views.seat, args=(bo, "")), views._look

    def looking(room: Room) -> Moment:
        looked.append(room)
        if len(looked) == 1:
            other.start()
            other.join(0.2)  # is over within that time if it does not wait
        return look(room)

    monkeypatch.setattr(views, "_look", looking)
    views.seat(ada, "")
    other.join()
    assert len(looked) == 1


@pytest.mark.parametrize("whose", ["seat", "trainer"])
def test_what_changes_while_somebody_looks_is_seen_the_next_time(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    views = Views(lesson.rooms, lesson.trainer)
    looks = {"seat": lambda: views.seat(ada, ""), "trainer": lambda: views.trainer(lesson.code, "")}
    steps = iter(["open"])

    def between(look: Callable[[str], Any]) -> Callable[[str], Any]:
        def looking(code: str) -> Any:
            found = look(code)
            if step := next(steps, ""):
                lesson.do(step)
            return found

        return looking

    for name in ("room", "version"):  # whichever of the two is asked for first
        monkeypatch.setattr(lesson.rooms, name, between(getattr(lesson.rooms, name)))
    looks[whose]()
    seen = looks[whose]()
    assert seen is not None
    assert seen["phase"] == "open"
