"""The kernel: a file that was built from just these sources, with a memory for each run."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import wasmtime
from hypothesis import given
from hypothesis import strategies as st

from recsim.model.compiled import build, instance, module, simulate
from recsim.model.compiled.instance import LINE, Arena
from recsim.model.run import Run
from recsim.scenario.load import load

SMALL = ("world.people=300", "study.horizon_days=100", "study.warm_up_days=0")


def test_it_was_built_from_these_sources() -> None:
    assert module.changed() == [], f"build it anew: {module.BUILD}"
    assert module.digest_of(module.MODULE) == module.note()["kernel"]


def test_it_needs_nothing_from_outside_and_is_small() -> None:
    found = wasmtime.Module.from_file(wasmtime.Engine(), str(module.MODULE))
    assert [one.name for one in found.imports] == []
    assert {one.name for one in found.exports} == {"memory", *build.ENTRIES}
    assert module.MODULE.stat().st_size < 200_000


def test_a_change_of_any_source_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = module.fingerprints()
    assert {"model/rules.py", "model/compiled/engine.py"} < set(sources)
    assert "model/compiled/simulation.py" not in sources
    noted = {**module.note(), "sources": {**sources, "model/rules.py": "0" * 16, "gone.py": "0"}}
    monkeypatch.setattr(module, "note", lambda: noted)
    assert module.changed() == ["gone.py", "model/rules.py"]
    reason = module.stale.__wrapped__()
    assert "model/rules.py changed" in reason
    assert module.BUILD in reason


def test_the_ends_of_lines_do_not_matter(tmp_path: Path) -> None:
    assert module._of_text(b"a\r\nb\r\n") == module._of_text(b"a\nb\n") != module._of_text(b"a\n")


@pytest.mark.kernel
def test_every_module_that_is_compiled_has_a_fingerprint() -> None:
    lists = "import sys, recsim.model.compiled.engine; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", lists], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if name.startswith("recsim.model.")}
    known = {
        "recsim." + source.removesuffix(".py").replace("/", ".") for source in module.fingerprints()
    }
    assert loaded - known == {"recsim.model.compiled"}
    assert "simpy" not in done.stdout.split()


@pytest.mark.kernel
def test_the_same_sources_and_tools_give_the_same_bytes(tmp_path: Path) -> None:
    target = tmp_path / "again.wasm"
    command = [sys.executable, "-m", "recsim.model.compiled.build", "--to", str(target)]
    subprocess.run(command, check=True)
    tools = module.json.loads(target.with_suffix(".json").read_text(encoding="utf-8"))["tools"]
    noted = module.note()["tools"]
    if tools != noted and os.environ.get("CI_KERNEL") != "1":
        pytest.skip(f"other tools: {tools} here, {noted} then")  # .ci/run has them, and insists
    assert tools == noted
    assert target.read_bytes() == module.MODULE.read_bytes()


class Bytes:
    """A memory of bytes that moves whenever it grows."""

    def __init__(self, size: int) -> None:
        self._bytes = np.zeros(size, np.uint8)

    def size(self) -> int:
        return len(self._bytes)

    def grow(self, size: int) -> None:
        self._bytes = np.concatenate((self._bytes, np.zeros(size, np.uint8)))

    def bytes(self) -> npt.NDArray[np.uint8]:
        return self._bytes


SIZES = st.lists(st.lists(st.tuples(st.integers(0, 300), st.booleans()), max_size=8), max_size=4)


@given(runs=SIZES)
def test_places_do_not_overlap_and_are_clear(runs: list[list[tuple[int, bool]]]) -> None:
    arena = Arena(Bytes(100), 17)
    for run in runs:
        arena.clear()
        places: list[tuple[int, int]] = []
        for number, (size, clear) in enumerate(run):
            address = arena.place((size,), np.dtype("u1"), clear=clear)
            assert address % LINE == 0
            assert all(address >= other + length for other, length in places)
            table: npt.NDArray[Any] = arena.table(address, (size,), np.dtype("u1"))
            assert not (clear and table.any())
            table[:] = number + 1
            places.append((address, size))
        for number, (address, size) in enumerate(places):
            assert (arena.table(address, (size,), np.dtype("u1")) == number + 1).all()


def test_more_memory_than_there_can_be() -> None:
    arena = instance.Instance().arena
    with pytest.raises(MemoryError, match="more than 8,192 MB"):
        arena.place((1 << 33,), np.dtype("u1"), clear=False)


def run(replication: int, *settings: str) -> Run:
    scenario = load("two_ways", set_=[*SMALL, *settings]).scenario
    return simulate(scenario, ["both"], replication, keep_log=True)


def bits(one: Run) -> bytes:
    assert one.log is not None
    return one.log.tobytes() + one.tally.counts.tobytes() + one.tally.sums.tobytes()


def test_what_an_instance_did_before_makes_no_difference() -> None:
    first = bits(run(0))
    run(1, "world.people=3000", "strategies.both.recruiters=30")
    assert bits(run(0)) == first


def test_threads_do_not_disturb_each_other() -> None:
    alone = [bits(run(number)) for number in range(6)]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda number: bits(run(number)), range(6))) == alone


def test_a_large_instance_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = instance.instance()
    assert instance.instance() is kept
    monkeypatch.setattr(instance, "KEPT", kept.arena.used - 1)
    assert instance.instance() is not kept
