"""Who waits for whom: patience, first pictures, greedy clients, work in the background, the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from gate import SECONDS, Gate

from recsim.model.engines import engine
from recsim.model.run import Run
from recsim.workshop.jobs import Job, World, worlds
from recsim.workshop.simulation import RIGHT_OF_WAY, Busy, Service, Superseded
from recsim.workshop.state import Start, changed
from recsim.workshop.waiting import FEW, LONG


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def gated(gate: Gate) -> Iterator[Service]:
    service = Service(gate, threads=1, most_clients=5, most_queued=2)
    yield service
    service.close()
    gate.let_go(1000)


def jobs(start: Start, count: int, seed: int = 7, teams: Sequence[str] = ("waiting",)) -> list[Job]:
    """Replications of a short study, of each team one after the other."""
    changes = {"study.seed": seed, "study.horizon_days": 14, "study.warm_up_days": 0}
    scenario = changed(start, changes).scenario
    row = [World.of(scenario, (team,)) for team in teams]
    return [Job(world, number) for number in range(count) for world in row]


def until(condition: Any) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_who_is_patient_gets_all(service: Service, tiny: Start) -> None:
    found = service.ask("a", 1, jobs(tiny, 6), patience=600).result(SECONDS)
    assert len(found) == 6


def test_an_answer_comes_when_patience_ends_and_is_the_beginning_of_the_whole(
    gated: Service, gate: Gate, service: Service, tiny: Start
) -> None:
    wanted = jobs(tiny, 9, teams=("waiting", "calling"))
    future = gated.ask("a", 1, wanted, together=2, patience=0.0)
    gate.let_go(1000)
    found = future.result(SECONDS)
    assert len(found) in (2, 2 * FEW)  # one replication, if that took a long time
    whole = service.ask("a", 1, wanted).result(SECONDS)
    for one, other in zip(found, whole, strict=False):
        assert list(one) == list(other)
        for team in one:
            np.testing.assert_array_equal(one[team].values, other[team].values)
            np.testing.assert_array_equal(one[team].weeks, other[team].weeks)


def test_one_replication_will_do_after_a_long_time(gated: Service, gate: Gate, tiny: Start) -> None:
    future = gated.ask("a", 1, jobs(tiny, 9), patience=0.0)
    gate.step(1)
    assert len(future.result(SECONDS)) == 1
    shown = gated.ask("a", 2, jobs(tiny, 9, seed=2), patience=0.0, shown=1)
    gate.step(2)  # the one that was begun for the first request, and another one
    time.sleep(2 * LONG)
    assert not shown.done(), "one is no news"
    gate.step(1)
    assert len(shown.result(SECONDS)) == 2


def test_who_moves_on_gets_the_picture_that_was_begun_and_then_the_newest(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    older = gated.ask("a", 1, jobs(tiny, 9, seed=1), patience=60)
    until(lambda: gate.begun)
    between = gated.ask("a", 2, jobs(tiny, 9, seed=2), patience=60)
    newest = gated.ask("a", 3, jobs(tiny, 2, seed=3), patience=60)
    with pytest.raises(Superseded):
        between.result(0)
    gate.step(3)
    assert len(older.result(SECONDS)) == 1
    assert len(newest.result(SECONDS)) == 2
    assert gate.begun == [(1, 0), (3, 0), (3, 1)]


def test_who_has_a_picture_already_gets_no_other_one_of_it_when_moving_on(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    refined = gated.ask("a", 1, jobs(tiny, 9), patience=60, shown=2)
    until(lambda: gate.begun)
    gated.ask("a", 2, jobs(tiny, 1, seed=3), patience=60)
    with pytest.raises(Superseded):
        refined.result(0)


def test_a_place_in_the_row_is_kept_by_who_changes_their_mind(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    gated.ask("first", 1, jobs(tiny, 1, seed=1), patience=60)
    until(lambda: gate.begun)
    gated.ask("a", 1, jobs(tiny, 1, seed=2), patience=60)
    gated.ask("b", 1, jobs(tiny, 1, seed=3), patience=60)
    for ticket in range(2, 6):
        gated.ask("a", ticket, jobs(tiny, 1, seed=40 + ticket), patience=60)
    gate.step(3)
    until(lambda: gated.load.requests == 0)
    assert gate.begun == [(1, 0), (45, 0), (3, 0)]


def test_first_pictures_go_before_refinement_and_first_runs_before_second_ones(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    gated.ask("resting", 1, jobs(tiny, 9, seed=1), patience=60, shown=2)
    until(lambda: gate.begun)
    gated.ask("b", 1, jobs(tiny, 3, seed=2), patience=60)
    gated.ask("c", 1, jobs(tiny, 3, seed=3), patience=60)
    gate.step(5)
    until(lambda: len(gate.begun) == 6)
    assert gate.begun[:5] == [(1, 0), (2, 0), (3, 0), (2, 1), (3, 1)]


def test_refinement_goes_on_however_many_wait_for_a_first_picture(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    refined = gated.ask("resting", 1, jobs(tiny, 3, seed=999))
    gate.step(1)
    for number in range(40):  # never fewer than three who lack a picture
        for name in "abc":
            gated.ask(name, number, jobs(tiny, 2, seed=100 * number + ord(name)), patience=60)
        gate.step(1)
        if refined.done():
            break
    assert len(refined.result(0)) == 3
    assert len(gate.begun) <= 30


def test_a_greedy_client_gets_its_turn_and_no_more(gated: Service, gate: Gate, tiny: Start) -> None:
    """It asks anew after each job; the others refine their pictures."""
    rest = [
        gated.ask(name, 1, jobs(tiny, 5, seed=ord(name)), patience=60, shown=2) for name in "ab"
    ]
    ticket, began = 0, time.monotonic()
    while not all(future.done() for future in rest):
        ticket += 1
        gated.ask("greedy", ticket, jobs(tiny, 9, seed=1000 + ticket), patience=60)
        gate.step(1)
    greedy = sum(seed > 1000 for seed, _ in gate.begun)
    went_ahead = 1 + (time.monotonic() - began) / RIGHT_OF_WAY
    assert greedy <= 1 + len(gate.begun) / 3 + went_ahead


def test_work_in_the_background_waits_its_turn_and_is_told(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    told: list[tuple[int, int]] = []
    long = gated.queue("scoring", jobs(tiny, 6, seed=1), lambda done, of: told.append((done, of)))
    until(lambda: gate.begun)
    short = gated.queue("scoring", jobs(tiny, 1, seed=2))
    gated.ask("scoring", 1, jobs(tiny, 2, seed=3), patience=60)  # a client's name, by chance
    gate.step(9)
    assert len(long.result(SECONDS)) == 6
    assert len(short.result(SECONDS)) == 1
    assert gate.begun[:3] == [(1, 0), (3, 0), (3, 1)]
    assert gate.begun[3:] == [(1, number) for number in range(1, 6)] + [(2, 0)]
    assert told == [(number, 6) for number in range(1, 7)]


def test_work_in_the_background_is_bounded_and_can_be_given_up(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    first = gated.queue("scoring", jobs(tiny, 50, seed=1))
    second = gated.queue("scoring", jobs(tiny, 2, seed=2))
    with pytest.raises(Busy):
        gated.queue("scoring", jobs(tiny, 1, seed=3))
    gate.wait()  # the first one has begun
    assert first.cancel()
    gate.let_go()
    gate.step(2)
    assert len(second.result(SECONDS)) == 2
    assert gate.begun == [(1, 0), (2, 0), (2, 1)]
    until(lambda: gated.load.requests == 0)


def test_what_is_done_with_an_answer_does_not_stop_the_others(
    service: Service, tiny: Start
) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slowly(_: Any) -> None:
        entered.set()
        leave.wait(SECONDS)

    service.ask("a", 1, jobs(tiny, 1)).add_done_callback(slowly)
    assert entered.wait(SECONDS)
    try:
        assert len(service.ask("b", 1, jobs(tiny, 2, seed=2)).result(SECONDS)) == 2
    finally:
        leave.set()


def test_known_outcomes_are_there_without_asking(service: Service, tiny: Start) -> None:
    assert service.known(jobs(tiny, 2)) is None
    found = service.ask("a", 1, jobs(tiny, 2)).result(SECONDS)
    assert service.known(jobs(tiny, 2)) == found
    assert service.known(jobs(tiny, 3)) is None


def test_closing_ends_all_who_wait_and_all_threads(tiny: Start) -> None:
    gate = Gate()
    before = set(threading.enumerate())  # some may belong to tests before, and end meanwhile
    service = Service(gate, threads=2)
    waiting = [
        service.ask("a", 1, jobs(tiny, 9)),
        service.ask("b", 1, jobs(tiny, 9, seed=2), patience=60),
        service.queue("scoring", jobs(tiny, 9, seed=3)),
    ]
    until(lambda: len(gate.begun) == 2)
    service.close()
    for future in waiting:
        with pytest.raises(Superseded):
            future.result(0)
    gate.let_go(9)
    until(lambda: before.issuperset(threading.enumerate()))
    assert service.load[:2] == (0, 0)
    assert len(gate.begun) == 2


def test_memory_stays_bounded_through_thousands_of_states(tiny: Start) -> None:
    """Ten clients change a lever all the time; nothing that they leave behind adds up."""
    run = engine("simpy")(changed(tiny, {}).scenario, ["waiting"], 0)

    def at_once(*_: Any, **__: Any) -> Run:
        return run

    most = 200_000
    service = Service(at_once, threads=2, most_bytes=most)
    [world] = [world for world in worlds(tiny.scenario) if world.teams == ("waiting",)]
    outcomes = set()
    for number in range(3000):
        moved = World(world.scenario, world.teams, f"state {number}")
        asked = [Job(moved, at) for at in range(2)]
        future = service.ask(f"client {number % 10}", number, asked, patience=number % 3 / 1000)
        if number % 3:
            try:
                future.result(SECONDS)
            except Superseded:
                continue
        load = service.load
        assert load.bytes <= most
        assert load.requests <= 20
        outcomes.add(load.outcomes)
    until(lambda: service.load.requests == 0)
    load = service.load
    assert load.clients == 0
    assert 10 < load.outcomes < 100
    assert max(outcomes) < 100
    service.close()
