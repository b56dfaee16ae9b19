"""Which engine a run goes through: never a silent change."""

from __future__ import annotations

import fake_engine
import pytest
from fake_engine import scenario, simulate
from polars.testing import assert_frame_equal

from recsim.experiments import workers
from recsim.experiments.runner import run
from recsim.experiments.selection import Selection
from recsim.model import engines
from recsim.model.compiled import module
from recsim.model.engines import EngineMissing


@pytest.fixture
def without_wasmtime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "available", lambda: False)


@pytest.fixture
def stale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "stale", lambda: "built before model/rules.py changed")


def test_auto_is_the_compiled_engine() -> None:
    chosen = Selection("auto")
    assert chosen.used == []
    assert chosen.engine() == "compiled"
    assert chosen.used == ["compiled"]


@pytest.mark.usefixtures("without_wasmtime")
def test_auto_without_wasmtime_is_simpy() -> None:
    assert Selection("auto").engine() == "simpy"


@pytest.mark.usefixtures("without_wasmtime")
def test_compiled_without_wasmtime_says_what_to_install() -> None:
    with pytest.raises(EngineMissing, match='pip install "wasmtime'):
        Selection("compiled").engine()


@pytest.mark.usefixtures("stale")
@pytest.mark.parametrize("wanted", ["auto", "compiled"])
def test_a_kernel_of_other_sources_simulates_nothing(wanted: str) -> None:
    with pytest.raises(EngineMissing, match=r"model/rules\.py"):
        Selection(wanted).engine()  # type: ignore[arg-type]
    assert Selection("simpy").engine() == "simpy"


@pytest.mark.parametrize("count", [1, 3])
def test_threads_give_the_same(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(workers, "engine", lambda name: fake_engine.fails_at_three)
    found = run(scenario(), workers=count)
    alone = run(scenario(), workers=1, simulate=fake_engine.fails_at_three)
    for table in ("runs", "segments", "series", "failures"):
        assert_frame_equal(getattr(found, table), getattr(alone, table))
    assert found.failures.height == 1


def test_the_scenario_says_which_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def engine(name: str) -> object:
        asked.append(name)
        return simulate

    monkeypatch.setattr(workers, "engine", engine)
    for wanted in ("simpy", "compiled", "auto"):
        run(scenario(engine=wanted), workers=1)
    assert asked == ["simpy", "compiled", "compiled"]
