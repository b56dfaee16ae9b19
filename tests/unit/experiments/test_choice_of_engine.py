"""Which engine a run goes through: never a longer wait than SimPy's, never a silent change."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import fake_engine
import pytest
from fake_engine import scenario, simulate
from polars.testing import assert_frame_equal

from recsim.experiments import selection, workers
from recsim.experiments.runner import run
from recsim.experiments.selection import LONG, TINY, Selection, simpy_seconds
from recsim.model import background, engines
from recsim.model.engines import EngineMissing


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A machine on which the compiled engine may be installed and ready; it counts what happens."""
    state = SimpleNamespace(available=True, ready=False, fails=False, compiled=0, background=0)

    def prepare() -> None:
        if state.fails:
            raise OSError("no room")
        state.compiled += not state.ready
        state.ready = True

    def start() -> bool:
        state.background += 1
        return True

    monkeypatch.setattr(engines, "available", lambda: state.available)
    monkeypatch.setattr(engines, "ready", lambda: state.available and state.ready)
    monkeypatch.setattr(engines, "prepare", prepare)
    monkeypatch.setattr(background, "start", start)
    return state


def begun(wanted: str, seconds: float) -> tuple[Selection, list[str]]:
    told: list[str] = []
    chosen = Selection(wanted, told.append)  # type: ignore[arg-type]
    chosen.begin(seconds)
    return chosen, told


@pytest.mark.parametrize("seconds", [0.0, TINY, LONG])
def test_auto_takes_what_is_ready(machine: SimpleNamespace, seconds: float) -> None:
    machine.ready = True
    chosen, told = begun("auto", seconds)
    assert chosen.engine() == "compiled"
    assert (chosen.used, told) == (["compiled"], [])
    assert (machine.compiled, machine.background) == (0, 0)


@pytest.mark.parametrize(
    ("seconds", "compiled", "in_background", "expected"),
    [
        (0.9 * TINY, 0, 0, "simpy"),
        (TINY, 0, 1, "simpy"),
        (0.9 * LONG, 0, 1, "simpy"),
        (LONG, 1, 0, "compiled"),
    ],
)
def test_auto_compiles_where_that_saves_time(
    machine: SimpleNamespace, seconds: float, compiled: int, in_background: int, expected: str
) -> None:
    chosen, told = begun("auto", seconds)
    assert chosen.engine() == expected
    assert (machine.compiled, machine.background) == (compiled, in_background)
    assert len(told) == compiled


@pytest.mark.parametrize("seconds", [0.0, LONG])
def test_auto_without_numba_is_simpy(machine: SimpleNamespace, seconds: float) -> None:
    machine.available = False
    chosen, told = begun("auto", seconds)
    assert chosen.engine() == "simpy"
    assert (machine.compiled, machine.background, told) == (0, 0, [])


def test_simpy_is_simpy(machine: SimpleNamespace) -> None:
    machine.ready = True
    chosen, _ = begun("simpy", LONG)
    assert chosen.engine() == "simpy"
    assert (machine.compiled, machine.background) == (0, 0)


def test_compiled_waits_for_the_compiler_and_says_so(machine: SimpleNamespace) -> None:
    chosen, told = begun("compiled", 0.0)
    assert chosen.engine() == "compiled"
    assert machine.compiled == 1
    assert told == ["Compiling the fast engine, once on this computer: about a minute ..."]


def test_compiled_without_numba_says_what_to_install(machine: SimpleNamespace) -> None:
    machine.available = False
    with pytest.raises(EngineMissing, match='pip install "numba'):
        begun("compiled", 0.0)


def test_a_compiler_that_fails_is_no_reason_to_fail_under_auto(machine: SimpleNamespace) -> None:
    machine.fails = True
    chosen, told = begun("auto", LONG)
    assert chosen.engine() == "simpy"
    assert told[-1] == "The fast engine cannot be used (no room); SimPy does the work."
    with pytest.raises(EngineMissing, match="cannot be compiled here: no room"):
        begun("compiled", 0.0)


def test_tasks_change_over_as_soon_as_the_engine_is_ready(
    machine: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "TINY", 0.0)
    done = {"simpy": 0, "compiled": 0}

    def counting(name: str) -> Callable[..., object]:
        def simulate_and_count(*args: object, **options: bool) -> object:
            done[name] += 1
            machine.ready = machine.ready or done["simpy"] == 5
            return simulate(*args, **options)  # type: ignore[arg-type]

        return simulate_and_count

    monkeypatch.setattr(workers, "engine", counting)
    chosen = Selection("auto")
    found = run(scenario(), workers=1, selection=chosen)
    assert done == {"simpy": 5, "compiled": 7}
    assert chosen.used == ["simpy", "compiled"]
    assert machine.background == 1
    assert_frame_equal(found.runs, run(scenario(), workers=1, simulate=simulate).runs)


@pytest.mark.parametrize("count", [1, 3])
def test_threads_give_the_same(
    machine: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    machine.ready = True
    monkeypatch.setattr(workers, "engine", lambda name: fake_engine.fails_at_three)
    found = run(scenario(), workers=count)
    alone = run(scenario(), workers=1, simulate=fake_engine.fails_at_three)
    for table in ("runs", "segments", "series", "failures"):
        assert_frame_equal(getattr(found, table), getattr(alone, table))
    assert found.failures.height == 1


def test_the_scenario_says_which_engine(
    machine: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def engine(name: str) -> object:
        asked.append(name)
        return simulate

    monkeypatch.setattr(workers, "engine", engine)
    machine.ready = True
    run(scenario(engine="simpy"), workers=1)
    run(scenario(engine="compiled"), workers=1)
    assert asked == ["simpy", "compiled"]


def test_the_time_is_in_proportion_to_people_days_and_workers() -> None:
    small, large = scenario(), scenario(warm_up_days=28, horizon_days=120)
    worlds = [("waiting",), ("calling",)]
    assert simpy_seconds(small, worlds, 1) == pytest.approx(2 * simpy_seconds(small, worlds, 2))
    assert simpy_seconds(large, worlds, 1) == pytest.approx(2 * simpy_seconds(small, worlds, 1))
    assert simpy_seconds(small, worlds * 3, 1) == pytest.approx(3 * simpy_seconds(small, worlds, 1))
