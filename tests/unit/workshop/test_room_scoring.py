"""Entries are judged by what they are now, in sealed worlds, and nothing stands in for that."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from counter import (
    CARE,
    PRACTICE_WORLDS,
    SEALED_WORLDS,
    START,
    Asked,
    Simulator,
    mean_gain,
)
from patience import until

from recsim.workshop.room import scoring
from recsim.workshop.room.bodies import Command, Join, Offer, Submit
from recsim.workshop.room.database import Database
from recsim.workshop.room.judged import Judged
from recsim.workshop.room.phases import NotNow
from recsim.workshop.room.records import Person, Room
from recsim.workshop.room.rooms import Rooms
from recsim.workshop.room.scoring import Point
from recsim.workshop.room.seats import Seats
from recsim.workshop.room.store import Store
from recsim.workshop.room.trainer import Trainer

LONG = 3600.0


class Lesson:
    """A trainer's rooms, without routes and pages."""

    def __init__(self, folder: Path, simulator: Simulator) -> None:
        store = Store(Database(folder / "rooms.sqlite"))
        self.rooms = Rooms(store, simulator, lambda _: START, lambda _: None, lambda: "http://room")
        self.trainer, self.seats = Trainer(self.rooms), Seats(self.rooms)
        self.scorer = self.rooms.scorer
        self.code = ""

    def make(self, **changed: Any) -> str:
        offer: dict[str, Any] = {
            "scenario": "small", "strategy": "calling", "free": ["care"],
            "replications": SEALED_WORLDS,
            "cap": {"measure": "offences_per_1000_contacts", "at_most": 100.0}, **changed,
        }  # fmt: skip
        self.code = self.rooms.create(Offer(**offer))
        return self.code

    @property
    def room(self) -> Room:
        return self.rooms.room(self.code)

    def join(self, name: str, team: str = "") -> Person:
        return self.seats.join(Join(code=self.code, nickname=name, team=team)).person

    def submit(self, person: Person, care: float) -> None:
        self.seats.submit(person, Submit(changes={CARE: care}))

    def do(self, command: str, **rest: Any) -> None:
        self.trainer.do(self.code, Command(command=command, **rest))  # type: ignore[arg-type]

    def ask(self, measure: str, strategy: str = "calling") -> None:
        self.do("ask", measure=measure, strategy=strategy)

    def truth(self) -> scoring.Truth | None:
        return self.scorer.truth(self.rooms.store.questions(self.code)[-1])

    def judged(self) -> Judged:
        """What came of the frozen round, as soon as that is known."""
        until(lambda: self.scorer.judged(self.room) is not None)
        found = self.scorer.judged(self.room)
        assert found is not None
        return found

    def gains(self) -> dict[int, float]:
        """Sealed placements by person."""
        return {row["person"]: row["gain"]["mean"] for row in self.judged().scores["rows"]}

    def practised(self) -> dict[int | None, float | None]:
        return {point.person: point.gain for point in self.scorer.practised(self.room)}


@pytest.fixture
def simulator() -> Simulator:
    return Simulator()


@pytest.fixture
def lesson(
    tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Lesson]:
    monkeypatch.setattr(scoring, "IDLE", LONG)  # it must be called
    made = Lesson(tmp_path, simulator)
    yield made
    simulator.let_go()
    made.rooms.close()


def test_an_entry_is_judged_by_sealed_worlds_and_its_drop_by_practice_worlds(
    lesson: Lesson,
) -> None:
    lesson.make(teams=["Red", "Blue"])
    ada, bo = lesson.join("Ada", "Blue"), lesson.join("Bo", "Red")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.submit(bo, 0.1)
    lesson.do("freeze")
    found = lesson.judged()
    assert (found.scores["worlds"], found.scores["practice_worlds"]) == (4, 3)
    assert found.scores["start"]["gain"]["mean"] == mean_gain(0.5, sealed=True)
    rows = {row["person"]: row for row in found.scores["rows"]}
    for person, care, team in ((ada, 0.9, "Blue"), (bo, 0.1, "Red")):
        row = rows[person.id]
        assert row["team"] == team
        assert row["gain"]["mean"] == mean_gain(care, sealed=True)
        above = {
            sealed: mean_gain(care, sealed=sealed) - mean_gain(0.5, sealed=sealed)
            for sealed in (True, False)
        }
        assert row["above_start"]["mean"] == above[True]
        assert row["lost"]["mean"] == above[False] - above[True]
        [change] = row["changes"]
        assert (change["path"], change["value"]) == (CARE, care)
    played = {name for name, *_ in found.runs["rows"]}
    assert len(found.runs["rows"]) == len(played) * SEALED_WORLDS == 3 * SEALED_WORLDS
    assert all(placements > 2000 for _, _, placements, *_ in found.runs["rows"])


def test_a_round_is_judged_when_its_last_entry_was_in_all_sealed_worlds(
    lesson: Lesson, simulator: Simulator
) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    until(lambda: len(simulator.asked) == 4)  # two strategies in both kinds of worlds
    simulator.free = False
    lesson.submit(bo, 0.2)
    assert simulator.next() == Asked(False, "calling", 0.2, PRACTICE_WORLDS)
    assert lesson.scorer.progress(lesson.room) is None  # the round is still open
    lesson.do("freeze")
    assert lesson.scorer.progress(lesson.room) == (2, 3)
    simulator.answer()
    assert simulator.next() == Asked(True, "calling", 0.2, SEALED_WORLDS)
    assert lesson.practised()[bo.id] == mean_gain(0.2, sealed=False)
    assert lesson.scorer.judged(lesson.room) is None  # practice results stand in for nothing
    assert lesson.scorer.progress(lesson.room) == (2, 3)
    with pytest.raises(NotNow, match="still being simulated"):
        lesson.do("reveal")
    simulator.answer()
    wanted = {ada.id: mean_gain(0.9, sealed=True), bo.id: mean_gain(0.2, sealed=True)}
    assert lesson.gains() == wanted
    assert lesson.scorer.progress(lesson.room) is None
    lesson.do("reveal")
    kept = lesson.rooms.store.round(lesson.code, 1).scores
    assert kept is not None
    assert {row["person"]: row["gain"]["mean"] for row in kept["rows"]} == wanted
    assert simulator.asked.count(Asked(True, "calling", 0.9, SEALED_WORLDS)) == 1


def test_an_entry_that_changed_is_judged_anew(lesson: Lesson, simulator: Simulator) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.submit(bo, 0.3)
    lesson.do("freeze")
    assert lesson.gains()[ada.id] == mean_gain(0.9, sealed=True)
    lesson.do("unfreeze")
    assert lesson.scorer.judged(lesson.room) is None
    lesson.submit(ada, 0.1)
    until(lambda: simulator.times(0.1, sealed=True))
    simulator.free = False
    lesson.submit(ada, 0.2)
    lesson.do("freeze")
    assert lesson.scorer.judged(lesson.room) is None
    assert simulator.step() == Asked(False, "calling", 0.2, PRACTICE_WORLDS)
    assert simulator.next() == Asked(True, "calling", 0.2, SEALED_WORLDS)
    assert lesson.scorer.judged(lesson.room) is None
    simulator.answer()
    assert lesson.gains() == {
        ada.id: mean_gain(0.2, sealed=True), bo.id: mean_gain(0.3, sealed=True),
    }  # fmt: skip


def test_what_was_judged_holds_only_for_the_entries_that_it_was_judged_by(
    lesson: Lesson,
) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.submit(bo, 0.3)
    lesson.do("freeze")
    assert set(lesson.gains()) == {ada.id, bo.id}
    store, room = lesson.rooms.store, lesson.room
    store.remove_person(bo.id)  # behind the scorer's back: it was not told to forget anything
    assert lesson.scorer.judged(room) is None
    lesson.scorer.call()
    assert set(lesson.gains()) == {ada.id}
    store.add_submission(ada.id, 1, {CARE: 0.7}, "", {}, 1.0)
    assert lesson.scorer.judged(room) is None
    lesson.scorer.call()
    assert lesson.gains() == {ada.id: mean_gain(0.7, sealed=True)}


def test_sealed_worlds_rank_equal_entries_tie_and_who_is_over_the_limit_has_no_rank(
    lesson: Lesson,
) -> None:
    """In each world, care is worth placements and costs offences less: 20 - 10 × care."""
    lesson.make(cap={"measure": "offences_per_1000_contacts", "at_most": 14.0})
    cares = {"Ada": 0.9, "Bo": 0.7, "Cy": 0.9, "Dee": 0.2, "Eve": 0.8}
    people = {name: lesson.join(name) for name in cares}
    lesson.do("open")
    for name, care in cares.items():
        lesson.submit(people[name], care)
    lesson.do("freeze")
    scores = lesson.judged().scores
    rows = {row["person"]: row for row in scores["rows"]}
    found = {name: rows[person.id] for name, person in people.items()}
    ranks = {name: row["rank"] and row["rank"]["text"] for name, row in found.items()}
    assert ranks == {"Ada": "1-2", "Cy": "1-2", "Eve": "3", "Bo": "4", "Dee": None}
    assert {name for name, row in found.items() if row["cap"] != found["Ada"]["cap"]} == {"Dee"}
    assert [row["harm"]["mean"] for row in found.values()] == [11.0, 13.0, 11.0, 18.0, 12.0]
    assert scores["ranked"] == 4


def test_what_was_found_in_sealed_worlds_is_shown_nowhere_else(
    lesson: Lesson, simulator: Simulator
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    lesson.ask("placements")
    lesson.submit(ada, 0.9)
    until(lambda: simulator.times(0.9, sealed=True) and simulator.times(0.5, sealed=True))
    practice = {None: mean_gain(0.5, sealed=False), ada.id: mean_gain(0.9, sealed=False)}
    until(lambda: lesson.practised() == practice)
    lesson.do("freeze")
    assert lesson.gains() == {ada.id: mean_gain(0.9, sealed=True)}
    assert lesson.practised() == practice
    truth = lesson.truth()
    assert truth is not None
    assert truth["mean"] == mean_gain(0.5, sealed=False)


def test_rounds_that_end_together_are_all_judged(lesson: Lesson, simulator: Simulator) -> None:
    simulator.free = False
    rooms = [lesson.make(), lesson.make()]
    for lesson.code in rooms:
        lesson.do("open")
        lesson.do("freeze")
    asked = [simulator.step() for _ in range(4)]  # nobody calls the scorer from here on
    assert sorted(one.sealed for one in asked) == [False, False, True, True]
    for lesson.code in rooms:
        assert lesson.judged().scores["rows"] == []


def test_the_next_round_is_not_judged_by_the_last_one(lesson: Lesson, simulator: Simulator) -> None:
    """Nobody hands in, so that the entries of both rounds are the same: none."""
    lesson.make(rounds=2)
    for command in ("open", "freeze"):
        lesson.do(command)
    first = lesson.judged()
    lesson.do("reveal")
    simulator.free = False
    for command in ("next_round", "open", "freeze"):
        lesson.do(command)
    asked = simulator.next()
    if not asked.sealed:  # forgotten in between
        simulator.answer()
        asked = simulator.next()
    assert asked == Asked(True, "calling", 0.5, SEALED_WORLDS)
    assert lesson.scorer.judged(lesson.room) is None
    assert lesson.scorer.progress(lesson.room) == (0, 1)
    simulator.answer()
    assert lesson.judged().scores["sentences"] != first.scores["sentences"]  # another seal


def test_a_round_that_was_drawn_anew_is_judged_in_its_own_worlds(
    lesson: Lesson, simulator: Simulator
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.do("freeze")
    lesson.judged()
    lesson.do("reset")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.do("freeze")
    assert lesson.gains() == {ada.id: mean_gain(0.9, sealed=True)}
    assert simulator.times(0.9, sealed=True) == 2
    assert simulator.times(0.5, sealed=True) == 2


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


def test_the_trouble_of_one_entry_is_told_and_the_rest_goes_on(
    lesson: Lesson, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.raises = {0.9: RuntimeError("nobody thought of this")}
    troubled = lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    lesson.do("freeze")
    lesson.make()
    lesson.do("open")
    lesson.do("freeze")
    assert lesson.judged().scores["rows"] == []
    assert "nobody thought of this" in caplog.text
    lesson.code = troubled
    with pytest.raises(NotNow, match="nobody thought of this"):
        lesson.do("reveal")
    simulator.raises = {}
    lesson.do("unfreeze")
    lesson.do("freeze")
    assert set(lesson.gains()) == {ada.id}
    assert lesson.scorer.problem(lesson.room) == ""


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
