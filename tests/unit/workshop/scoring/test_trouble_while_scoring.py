"""What breaks is told, and the rest goes on."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest
from counter import (
    PRACTICE_WORLDS,
    START,
    Asked,
    Simulator,
    mean_gain,
)
from lesson_alone import LONG, Lesson
from patience import until

from recsim.classroom.submission import Entry
from recsim.experiments.runner import tasks_of
from recsim.model.engines import engine
from recsim.scenario.show import resolved_yaml
from recsim.workshop.refusals import REFUSALS
from recsim.workshop.room import scoring
from recsim.workshop.room.bench import Bench, Ended, NoThread
from recsim.workshop.room.game import Game
from recsim.workshop.room.judged import Judged
from recsim.workshop.room.phases import FROZEN, NotNow
from recsim.workshop.room.records import Room
from recsim.workshop.room.taken import Taken
from recsim.workshop.room.views import Views


def test_a_start_that_breaks_is_a_problem_until_the_round_begins_anew(
    lesson: Lesson, simulator: Simulator
) -> None:
    simulator.fails = {(True, 0.5)}
    broken = lesson.make()
    assert lesson.scorer.problem(lesson.room) == ""
    lesson.do("open")
    lesson.do("freeze")
    until(lambda: lesson.scorer.problem(lesson.room))
    assert "the roof fell in" in lesson.scorer.problem(lesson.room)
    with pytest.raises(NotNow, match="the roof fell in"):
        lesson.do("reveal")
    version = lesson.rooms.version(broken)
    simulator.fails = set()
    lesson.make()
    lesson.do("open")
    lesson.do("freeze")
    lesson.judged()  # the other rooms go on
    lesson.code = broken
    assert lesson.rooms.version(broken) == version  # and it was not tried again
    lesson.do("reset")
    assert lesson.scorer.problem(lesson.room) == ""
    lesson.do("open")
    lesson.do("freeze")
    lesson.judged()


def test_an_entry_that_breaks_is_told_and_the_others_are_judged(
    lesson: Lesson, simulator: Simulator
) -> None:
    simulator.fails = {(True, 0.9)}
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.submit(bo, 0.1)
    lesson.do("freeze")
    assert lesson.gains() == {bo.id: mean_gain(0.1, sealed=True)}
    [failure] = lesson.judged().scores["failures"]
    assert failure["person"] == ada.id
    assert lesson.scorer.problem(lesson.room) == ""


def test_an_entry_that_this_version_would_not_take_is_left_out(lesson: Lesson) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    lesson.submit(bo, 0.1)
    lesson.rooms.store.add_submission(ada.id, 1, {"world.people": 9}, "", {}, 1.0)
    lesson.do("freeze")
    assert lesson.gains() == {bo.id: mean_gain(0.1, sealed=True)}
    assert set(lesson.practised()) == {None, bo.id}


def another_room_is_judged(lesson: Lesson) -> None:
    lesson.make()
    lesson.do("open")
    lesson.do("freeze")
    assert lesson.judged().scores["rows"] == []


def test_the_trouble_of_one_entry_is_told_and_the_rest_goes_on(
    lesson: Lesson, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.raises = {0.9: RuntimeError("nobody thought of this")}
    troubled = lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.do("freeze")
    another_room_is_judged(lesson)
    assert "nobody thought of this" in caplog.text
    lesson.code = troubled
    with pytest.raises(NotNow, match="nobody thought of this"):
        lesson.do("reveal")
    simulator.raises = {}
    lesson.do("unfreeze")
    lesson.do("freeze")
    assert set(lesson.gains()) == {ada.id}
    assert lesson.scorer.problem(lesson.room) == ""


def test_what_cannot_be_begun_now_is_told_and_tried_again(
    lesson: Lesson, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.raises = {0.9: NoThread()}
    judged = lesson.make()
    lesson.do("open")
    lesson.do("freeze")
    lesson.judged()
    waiting = lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.do("freeze")
    until(lambda: "scoring had trouble, and goes on" in caplog.text)
    views = Views(lesson.rooms, lesson.trainer)
    seen = views.trainer(waiting, "")
    assert seen is not None
    assert seen["problem"] == {"text": REFUSALS["no_thread"], "key": "no_thread"}
    with pytest.raises(NotNow, match="no thread to spare"):
        lesson.do("reveal")
    assert lesson.scorer.problem(lesson.rooms.room(judged)) == "", "nobody waits there"
    simulator.raises = {}
    lesson.scorer.call()
    assert lesson.gains().keys() == {ada.id}
    assert lesson.scorer.problem(lesson.room) == ""
    after = views.trainer(waiting, seen["version"])
    assert after is not None, "the trainer's page is told that it is over"
    assert after["problem"] is None


def test_a_computer_without_threads_to_spare_does_not_end_the_workshop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    bench = Bench(engine("compiled"))
    scenario = START.loaded.scenario
    tasks = list(tasks_of(scenario, range(1)))
    with monkeypatch.context() as poor:
        poor.setattr(threading.Thread, "start", refuse)
        with pytest.raises(NoThread):
            bench.perform(scenario, tasks)
    assert len(bench.perform(scenario, tasks)) == len(tasks)
    bench.end()
    with pytest.raises(Ended):
        bench.perform(scenario, tasks)


def test_a_world_that_breaks_does_not_end_the_workshop() -> None:
    def breaks(*_: object) -> NoReturn:
        raise RuntimeError("nobody thought of this")

    bench = Bench(breaks)
    with pytest.raises(RuntimeError, match="nobody thought of this"):
        bench.market(resolved_yaml(START.loaded), ["placements"])
    bench.end()


def test_the_trainer_waits_no_longer_than_they_like(lesson: Lesson, simulator: Simulator) -> None:
    """As when somebody handed in from sixty seats in the last minute."""
    simulator.free = False
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.submit(bo, 0.1)
    with pytest.raises(NotNow, match="the round is open"):
        lesson.do("leave_out")
    lesson.do("freeze")
    with pytest.raises(NotNow, match="nothing to leave out"):  # the start is not there, either
        lesson.do("leave_out")
    while (asked := simulator.next()).care != 0.1:
        simulator.answer()
    assert "leave_out" in lesson.trainer.can(lesson.room)
    lesson.do("leave_out")
    simulator.answer()
    assert lesson.gains() == {ada.id: mean_gain(0.9, sealed=True)}
    [late] = lesson.judged().scores["failures"]
    assert (late["person"], late["text"]) == (bo.id, REFUSALS["left_out"])
    assert "leave_out" not in lesson.trainer.can(lesson.room)
    lesson.do("unfreeze")
    simulator.let_go()
    lesson.do("freeze")
    assert lesson.gains().keys() == {ada.id, bo.id}, "opened again, everybody counts"
    lesson.do("reveal")
    assert asked.care == 0.1


def test_an_entry_that_cannot_be_played_is_left_out(lesson: Lesson, simulator: Simulator) -> None:
    simulator.raises = {0.9: RuntimeError("nobody thought of this")}
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.submit(bo, 0.1)
    lesson.do("freeze")
    until(lambda: lesson.scorer.problem(lesson.room))
    until(lambda: lesson.scorer.progress(lesson.room) == (2, 3))
    lesson.do("leave_out")
    assert lesson.gains() == {bo.id: mean_gain(0.1, sealed=True)}
    assert lesson.scorer.problem(lesson.room) == ""


def test_who_was_left_out_is_left_out_after_a_restart(
    lesson: Lesson, simulator: Simulator, tmp_path: Path
) -> None:
    simulator.raises = {0.9: RuntimeError("nobody thought of this")}
    code = lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.submit(bo, 0.1)
    lesson.do("freeze")
    until(lambda: lesson.scorer.progress(lesson.room) == (2, 3))
    lesson.do("leave_out")
    lesson.judged()
    lesson.rooms.close()
    again = Lesson(tmp_path, Simulator())
    again.code = code
    assert again.gains() == {bo.id: mean_gain(0.1, sealed=True)}
    [late] = again.judged().scores["failures"]
    assert (late["person"], late["text"]) == (ada.id, REFUSALS["left_out"])
    again.do("unfreeze")
    again.do("freeze")
    assert again.gains().keys() == {ada.id, bo.id}, "opened again, everybody counts"
    again.do("reset")
    assert again.rooms.store.round(code, 1).left_out == frozenset()
    again.rooms.close()


def test_a_room_that_is_deleted_is_forgotten(lesson: Lesson, simulator: Simulator) -> None:
    simulator.free = False
    lesson.make()
    simulator.next()
    lesson.do("close")
    lesson.do("delete")
    lesson.make()
    simulator.answer()
    assert simulator.step() == Asked(False, "calling", 0.5, PRACTICE_WORLDS)
    until(lambda: len(lesson.practised()) == 1)


def test_who_has_nothing_to_do_rests_until_called(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = lesson.scorer._called
    rests: list[float | None] = []
    plain_wait, plain_rooms = bell.wait, lesson.rooms.store.rooms

    def wait(timeout: float | None = None) -> bool:
        rests.append(timeout)
        called = plain_wait(timeout)
        rests.clear()
        return called

    monkeypatch.setattr(bell, "wait", wait)
    lesson.make()
    until(lambda: len(lesson.practised()) == 1)
    until(lambda: rests == [LONG] and not bell.is_set())
    looked: list[int] = []
    monkeypatch.setattr(lesson.rooms.store, "rooms", lambda: looked.append(1) or plain_rooms())
    assert not looked
    lesson.scorer.call()
    until(lambda: looked)


@pytest.mark.parametrize("free", [True, False])
def test_the_end_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: bool
) -> None:
    monkeypatch.setattr(scoring, "IDLE", LONG)
    simulator = Simulator()
    before = set(threading.enumerate())
    lesson = Lesson(tmp_path, simulator)
    [thread] = set(threading.enumerate()) - before
    simulator.free = free
    lesson.make()
    if free:
        until(lambda: len(lesson.practised()) == 1)
    else:
        simulator.next()
    assert thread.daemon  # it never keeps the process from ending
    lesson.scorer.end()
    until(lambda: not thread.is_alive())
    lesson.rooms.close()
    assert len(simulator.asked) == 1


def test_a_room_that_cannot_be_looked_at_is_told_and_the_others_are_judged(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    troubled = lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    whole = Taken.of

    def broken(taken: Taken, room: Room) -> list[Entry]:
        if room.code == troubled:
            raise ZeroDivisionError("a hole in it")
        return whole(taken, room)

    with monkeypatch.context() as trouble:
        trouble.setattr(Taken, "of", broken)
        lesson.submit(ada, 0.9)
        lesson.do("freeze")
        another_room_is_judged(lesson)
        lesson.code = troubled
        assert lesson.scorer.problem(lesson.room) == "the room cannot be scored: a hole in it"
        assert "a hole in it" in caplog.text
        desk = Views(lesson.rooms, lesson.trainer).trainer(troubled, "")
        assert desk is not None
        assert desk["problem"]["key"] == "room_failed"
        with pytest.raises(NotNow, match="a hole in it"):
            lesson.do("reveal")
    lesson.scorer.call()
    assert set(lesson.gains()) == {ada.id}, "it heals by itself"
    assert lesson.scorer.problem(lesson.room) == ""


def test_a_round_that_cannot_be_judged_is_told_and_the_others_are_judged(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole, tried = scoring.judged, []

    def broken(game: Game, entries: Sequence[Entry], *rest: Any) -> Judged:
        if entries:
            tried.append(entries)
            raise ZeroDivisionError("a hole in it")
        return whole(game, entries, *rest)

    good = lesson.make()
    lesson.do("open")
    troubled = lesson.make()  # the newest one is looked at first
    ada = lesson.join("Ada")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    with monkeypatch.context() as trouble:
        trouble.setattr(scoring, "judged", broken)
        lesson.do("freeze")
        until(lambda: lesson.scorer.problem(lesson.room))
        lesson.code = good
        lesson.do("freeze")
        lesson.judged()
        lesson.code = troubled
        with pytest.raises(NotNow, match="the room cannot be scored: a hole in it"):
            lesson.do("reveal")
        assert len(tried) == 1, "nothing has changed"
        assert "a hole in it" in caplog.text
    lesson.do("unfreeze")
    lesson.do("freeze")
    assert set(lesson.gains()) == {ada.id}


@pytest.mark.parametrize("step", ["_needs", "_of_round", "_judgement"])
@pytest.mark.parametrize("wholly", [True, False])
def test_a_room_is_deleted_while_it_is_scored(
    lesson: Lesson,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: str,
    wholly: bool,
) -> None:
    deleted = lesson.make()
    until(lambda: len(lesson.practised()) == 1)
    plain = getattr(lesson.scorer, step)
    done = threading.Event()

    def then_deleted(*of: Room) -> Any:
        """As if the trainer were quicker than the thread that scores."""
        found = plain(*of)
        room = lesson.rooms.store.room(deleted)
        by_scorer = threading.current_thread() is lesson.scorer._thread
        if by_scorer and room is not None and room.stage.phase == FROZEN:
            lesson.scorer._found.clear()  # there is something to do
            if wholly:
                lesson.do("close")
                lesson.do("delete")
            else:  # the file is first
                lesson.rooms.store.delete_room(deleted)
            done.set()
        return found

    lesson.do("open")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(lesson.scorer, step, then_deleted)
        lesson.do("freeze")
        until(done.is_set)
    lesson.rooms.forget(deleted)
    lesson.make()
    until(lambda: len(lesson.practised()) == 1)
    assert caplog.text == ""
    assert deleted not in lesson.scorer._judged
    assert not [key for key in lesson.scorer._found if key[0].startswith(deleted)]
