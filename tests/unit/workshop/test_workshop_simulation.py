"""The queue is fair, the newest request wins, and nothing is simulated twice or mixed up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from gate import SECONDS, Gate

from recsim.model.engines import engine
from recsim.model.run import Run
from recsim.scenario.scenario import Scenario
from recsim.workshop.jobs import Job, World, size, worlds
from recsim.workshop.simulation import Busy, Service, Superseded
from recsim.workshop.state import Catalogue, Start, changed


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def gated(gate: Gate) -> Iterator[Service]:
    service = Service(gate, threads=1, most_clients=3)
    yield service
    service.close()
    gate.let_go(1000)


def jobs(start: Start, count: int, seed: int = 7, team: str = "waiting") -> list[Job]:
    scenario = changed(start, {"study.seed": seed, "world.people": 200}).scenario
    world = World.of(scenario, (team,))
    return [Job(world, number) for number in range(count)]


def test_a_second_request_simulates_only_what_is_new(service: Service, tiny: Start) -> None:
    few = service.ask("a", 1, jobs(tiny, 2)).result(SECONDS)
    assert service.simulations == 2
    many = service.ask("a", 2, jobs(tiny, 5)).result(SECONDS)
    assert service.simulations == 5
    assert all(one is other for one, other in zip(few, many, strict=False))
    service.ask("b", 1, jobs(tiny, 5)).result(SECONDS)
    assert service.simulations == 5


def test_only_strategies_that_changed_are_simulated_again(service: Service, tiny: Start) -> None:
    def ask(changes: dict[str, float]) -> int:
        before = service.simulations
        own = worlds(changed(tiny, changes).scenario)
        service.ask("a", 1, [Job(world, 0) for world in own]).result(SECONDS)
        return service.simulations - before

    assert ask({}) == 3
    assert ask({"strategies.calling.care": 0.9}) == 1
    assert ask({"world.offence.scale": 1}) == 3
    assert ask({"study.seed": 8}) == 3
    assert ask({"study.horizon_days": 60}) == 3
    assert ask({"strategies.calling.care": 0.9}) == 0


def test_different_worlds_never_share_an_outcome(tiny: Start) -> None:
    changes = [
        {},
        {"study.seed": 8},
        {"study.horizon_days": 60},
        {"study.warm_up_days": 0},
        {"study.market": "shared"},
        {"world.offence.scale": 1},
        {"world.segments.everyone.search_multiplier": 0.5},
        {"strategies.calling.care": 0.9},
    ]
    every = [world for change in changes for world in worlds(changed(tiny, change).scenario)]
    found = [world.identity for world in every]
    of_calling = [world.identity for world in every if "calling" in world.teams]
    assert len(set(of_calling)) == len(of_calling) == len(changes)
    assert len(set(found)) == len(found) - 2  # waiting and polite do not mind calling's care


def test_a_strategy_with_rivals_depends_on_them_and_on_nobody_else() -> None:
    start = Catalogue()["commons"]
    before = {world.teams: world.identity for world in worlds(start.scenario)}
    after = {
        world.teams: world.identity
        for world in worlds(changed(start, {"strategies.greedy.care": 0.33}).scenario)
    }
    minds = {teams[0] for teams in before if before[teams] != after[teams]}
    strategies = start.scenario.strategies
    expected = {name for name, team in strategies.items() if "greedy" in (name, *team.rivals)}
    assert minds == expected
    assert set(strategies) - expected


def test_a_newer_request_ends_an_older_one_and_its_rest(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    older = gated.ask("a", 1, jobs(tiny, 10, seed=1))
    gate.wait()
    newer = gated.ask("a", 2, jobs(tiny, 2, seed=2))
    with pytest.raises(Superseded):
        older.result(0)
    gate.let_go(3)
    newer.result(SECONDS)
    assert gate.begun == [(1, 0), (2, 0), (2, 1)]


def test_a_request_that_arrives_late_does_not_replace_a_newer_one(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    newer = gated.ask("a", 2, jobs(tiny, 1))
    with pytest.raises(Superseded):
        gated.ask("a", 1, jobs(tiny, 1, seed=1))
    gate.let_go(2)
    newer.result(SECONDS)
    gated.ask("a", 1, jobs(tiny, 1)).result(SECONDS)  # a page that was loaded anew


def test_clients_take_turns(gated: Service, gate: Gate, tiny: Start) -> None:
    asked = [gated.ask("patient", 1, jobs(tiny, 4, seed=1))]
    gate.wait()
    asked += [gated.ask("late", 1, jobs(tiny, 2, seed=2)), gated.ask("later", 1, jobs(tiny, 2))]
    gate.let_go(8)
    for future in asked:
        future.result(SECONDS)
    assert [seed for seed, _ in gate.begun] == [1, 1, 2, 7, 1, 2, 7, 1]


def test_two_that_want_the_same_wait_for_one_simulation(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    one = gated.ask("a", 1, jobs(tiny, 2))
    gate.wait()
    other = gated.ask("b", 1, jobs(tiny, 2))
    gate.let_go(2)
    assert one.result(SECONDS) == other.result(SECONDS)
    assert len(gate.begun) == gated.simulations == 2


def test_a_simulation_that_was_begun_serves_others_when_its_client_moves_on(
    gated: Service, gate: Gate, tiny: Start
) -> None:
    gated.ask("a", 1, jobs(tiny, 3))
    gate.wait()
    other = gated.ask("b", 1, jobs(tiny, 1))
    newer = gated.ask("a", 2, jobs(tiny, 1, seed=3))
    gate.let_go(2)
    other.result(SECONDS)
    newer.result(SECONDS)
    assert gate.begun == [(7, 0), (3, 0)]


def test_the_queue_is_bounded(gated: Service, gate: Gate, tiny: Start) -> None:
    for client in "abc":
        gated.ask(client, 1, jobs(tiny, 1))
    with pytest.raises(Busy):
        gated.ask("d", 1, jobs(tiny, 1))
    waiting = gated.ask("c", 2, jobs(tiny, 1))  # who waits already may ask again
    gate.let_go(3)
    waiting.result(SECONDS)
    gated.ask("d", 1, jobs(tiny, 1)).result(SECONDS)


def test_memory_is_bounded_and_the_oldest_is_forgotten(tiny: Start) -> None:
    service = Service(engine("simpy"), threads=1)
    first, second, third = jobs(tiny, 3)
    [known] = service.ask("a", 1, [first]).result(SECONDS)
    service.close()
    service = Service(engine("simpy"), threads=1, most_bytes=2 * size(known))
    for job in (first, second, first, third):
        service.ask("a", 1, [job]).result(SECONDS)
    assert service.simulations == 3
    service.ask("a", 1, [first]).result(SECONDS)
    assert service.simulations == 3
    service.ask("a", 1, [second]).result(SECONDS)
    assert service.simulations == 4
    service.close()


def test_a_replication_that_fails_is_an_outcome(tiny: Start) -> None:
    def broken(
        scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
    ) -> Run:
        if replication == 1:
            raise ArithmeticError("too much")
        return engine("simpy")(scenario, teams, replication)

    service = Service(broken, threads=1)
    good, bad = service.ask("a", 1, jobs(tiny, 2)).result(SECONDS)
    assert good["waiting"].error == ""
    assert "too much" in bad["waiting"].error
    service.close()


def test_threads_find_what_one_thread_finds(service: Service, tiny: Start) -> None:
    asked = jobs(tiny, 4, team="calling")
    found = service.ask("a", 1, asked).result(SECONDS)
    alone = Service(engine("simpy"), threads=1)
    for one, other in zip(found, alone.ask("a", 1, asked).result(SECONDS), strict=True):
        np.testing.assert_array_equal(one["calling"].values, other["calling"].values)
        np.testing.assert_array_equal(one["calling"].weeks, other["calling"].weeks)
    alone.close()


def test_closing_ends_those_who_wait(gated: Service, gate: Gate, tiny: Start) -> None:
    waiting = gated.ask("a", 1, jobs(tiny, 3))
    gate.wait()
    gated.close()
    with pytest.raises(Superseded):
        waiting.result(SECONDS)
    gate.let_go()
