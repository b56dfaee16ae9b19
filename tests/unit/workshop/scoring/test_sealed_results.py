"""What rounds are judged by: everybody's last entry, in worlds that nobody has seen."""

from __future__ import annotations

import pytest
from counter import (
    CARE,
    PRACTICE_WORLDS,
    SEALED_WORLDS,
    Asked,
    Simulator,
    mean_gain,
)
from lesson_alone import Lesson
from patience import until

from recsim.workshop.room.judged import Judged
from recsim.workshop.room.phases import NotNow
from recsim.workshop.room.records import Room


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


def test_a_round_that_goes_on_while_it_is_judged_is_judged_anew(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    lesson.submit(ada, 0.9)
    scorer, meanwhile = lesson.scorer, iter([True])
    judgement = scorer._judgement

    def judging(room: Room) -> Judged:
        if next(meanwhile, False):  # all entries are simulated, and none has been judged
            lesson.do("unfreeze")
            lesson.submit(ada, 0.7)
            lesson.do("freeze")
        return judgement(room)

    monkeypatch.setattr(scorer, "_judgement", judging)
    lesson.do("freeze")
    until(lambda: scorer.problem(lesson.room) or scorer.judged(lesson.room))
    assert scorer.problem(lesson.room) == ""
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
