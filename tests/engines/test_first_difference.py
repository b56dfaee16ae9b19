"""The comparison of logs itself: it sees every bit, and says in words what it saw."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.model.engines import engine
from recsim.model.events import EVENT, Kind
from recsim.model.run import Run
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario
from recsim.verification.difference import explained, in_words, report
from recsim.verification.engines import Trial, compare, cut_down, first_difference, worlds

FIELDS = EVENT.names or ()


def log(size: int) -> np.ndarray:
    """A log without sense: every field of every record has a value of its own."""
    made = np.zeros(size, dtype=EVENT)
    for number, name in enumerate(FIELDS):
        made[name] = np.arange(size) * 10 + number
    return made


@pytest.fixture(scope="module")
def world() -> Trial:
    scenario = load("two_ways", set_=["world.people=60", "study.horizon_days=60"]).scenario
    return Trial(scenario, ("waiting", "calling"))


def test_equal_logs_do_not_differ() -> None:
    assert first_difference(log(5), log(5)) is None
    assert first_difference(log(0), log(0)) is None


@given(size=st.integers(1, 30), data=st.data())
def test_any_change_of_one_bit_is_found(size: int, data: st.DataObject) -> None:
    one, other = log(size), log(size)
    at = data.draw(st.integers(0, size - 1))
    bit = data.draw(st.integers(0, 8 * EVENT.itemsize - 1))
    raw = other.view(np.uint8).reshape(size, EVENT.itemsize)
    raw[at, bit // 8] ^= 1 << (bit % 8)
    found = first_difference(one, other)
    assert found is not None
    assert found.at == at == len(found.common)
    assert found.first is not None
    assert found.first.tobytes() == one[at].tobytes()
    assert found.second is not None
    assert found.second.tobytes() == other[at].tobytes()


def test_the_first_of_several_is_found() -> None:
    other = log(9)
    other["value"][[4, 7]] += 1
    found = first_difference(log(9), other)
    assert found is not None
    assert found.at == 4


def test_zeros_of_either_sign_and_nan() -> None:
    one, other = log(3), log(3)
    one["value"][1], other["value"][1] = 0.0, -0.0
    assert first_difference(one, other) is not None
    one["value"][1] = other["value"][1] = np.nan
    assert first_difference(one, other) is None


@pytest.mark.parametrize("longer", [0, 1])
def test_one_log_may_end_before_the_other(longer: int, world: Trial) -> None:
    logs = [log(4), log(4)]
    logs[longer] = log(6)
    found = first_difference(*logs)
    assert found is not None
    assert found.at == 4
    ended = (found.first, found.second)[1 - longer]
    assert ended is None
    assert "the log has ended" in "\n".join(report(found, world))


def test_records_of_another_type_are_refused() -> None:
    with pytest.raises(TypeError, match="cannot be compared"):
        first_difference(log(2), np.zeros(2))


def altered(change: Callable[[Run], Run]) -> Callable[..., Run]:
    """An engine that differs from SimPy in one point."""

    def simulate(
        scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
    ) -> Run:
        return change(engine("simpy")(scenario, teams, replication, keep_log=keep_log))

    return simulate


def nothing(run: Run) -> Run:
    return run


def test_an_engine_is_equal_to_itself(world: Trial) -> None:
    found = compare(world, engine("simpy"), altered(nothing))
    assert found.equal
    assert found.events > 100
    assert explained(found) == []


def test_a_different_event_is_told_in_words(world: Trial) -> None:
    run = engine("simpy")(world.scenario, world.teams, 0, keep_log=True)
    assert run.log is not None
    contacts = np.flatnonzero((run.log["kind"] == Kind.CONTACTED) & (run.log["value"] > 0))
    at = int(contacts[0])

    def later(made: Run) -> Run:
        if made.log is not None:
            made.log["time"][at] = np.nextafter(made.log["time"][at], np.inf)
        return made

    found = compare(world, engine("simpy"), altered(later))
    assert not found.equal
    assert found.difference is not None
    assert found.difference.at == at
    text = "\n".join(explained(found, ("SimPy", "compiled")))
    person = int(run.log["person"][at])
    assert f"record {at}:" in text
    assert "CONTACTED follow_up_" in text
    assert "team 1 (calling)" in text
    assert "differs in: time" in text
    assert "(1 units in the last place)" in text
    assert f"person {person}: " in text
    assert "contacted" in text


def test_different_tallies_and_numbers_are_told(world: Trial) -> None:
    def one_more(run: Run) -> Run:
        run.tally.counts[0, 0, 3, 1] += 1
        return dataclasses.replace(run, events=run.events + 1)

    found = compare(world, engine("simpy"), altered(one_more))
    assert found.difference is None
    assert not found.equal
    text = "\n".join(explained(found))
    assert f"events: {found.events} and {found.events + 1}" in text
    assert "tally.counts: 1 of " in text
    assert "(0, 0, 3, 1)" in text


def test_a_sum_that_is_wrong_without_a_log_only_is_told(world: Trial) -> None:
    def careless(run: Run) -> Run:
        if run.log is None:
            run.tally.sums[:] = np.where(run.tally.sums == 0.0, -0.0, run.tally.sums)
        return run

    found = compare(world, engine("simpy"), altered(careless))
    assert [words.split(":")[0] for words in found.totals] == ["without a log"]


def test_an_engine_that_fails_is_told(world: Trial) -> None:
    def fails(run: Run) -> Run:
        raise ZeroDivisionError("no such luck")

    found = compare(world, engine("simpy"), altered(fails))
    assert found.errors == ("", "ZeroDivisionError: no such luck")
    assert explained(found) == ["second fails: ZeroDivisionError: no such luck"]


def test_records_of_no_known_kind_are_shown_all_the_same(world: Trial) -> None:
    strange = log(1)
    strange["kind"], strange["detail"], strange["person"] = 99, 7, -1
    assert "kind 99 detail 7" in in_words(strange[0], world)


def test_worlds_are_what_a_run_simulates() -> None:
    for name, number in (("two_ways", 1), ("commons", 4)):
        separate = load(name).scenario
        teams = [world.teams for world in worlds(separate)]
        assert [team for team, *_ in teams] == list(separate.strategies)
        assert {len(team) for team in teams} == {number}
    shared = load("planting_seeds").scenario
    assert [world.teams for world in worlds(shared, range(2))] == [tuple(shared.strategies)] * 2


def test_a_scenario_that_is_cut_down_keeps_its_questions() -> None:
    whole = load("large_market").scenario
    small = cut_down(whole)
    assert small.world.people == 400
    assert small.study.horizon_days == 120
    assert list(small.strategies) == list(whole.strategies)
    assert small.world.offence == whole.world.offence
