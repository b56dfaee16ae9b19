"""How runs go to a cluster and come back: with one that performs them in this process."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

import fake_engine
import pytest
from fake_engine import scenario

from recsim.experiments import workers
from recsim.experiments.runner import Interrupted, by_replication, run
from recsim.experiments.stopping import Lost
from recsim.machines import cluster
from recsim.machines.address import Address
from recsim.machines.batch import About, Done, OtherCode, about, perform_batch
from recsim.machines.cluster import AHEAD, MOST_IN_BATCH, Batch, Cluster, next_size
from recsim.machines.errors import MachinesError, WorkerDied

SLOTS = 2
Result = Callable[[Batch], Done]


def usual(batch: Batch) -> Done:
    return perform_batch(*batch.arguments)


class Here(Cluster):
    """A cluster whose last batch is done first."""

    def __init__(self, performs: Result = usual, members: Sequence[About] = ()) -> None:
        super().__init__(Address("dask://here:1", "dask", ""))
        self.performs, self.members = performs, members
        self.connections = self.most = 0
        self.sizes: list[int] = []
        self.cancelled: list[Any] = []

    def connect(self) -> None:
        self.connections += 1

    def introduced(self) -> Collection[About]:
        return self.members or [about()]

    def breaks(self) -> tuple[type[BaseException], ...]:
        return (ConnectionError,)

    def slots(self) -> int:
        return SLOTS

    def submit(self, batch: Batch) -> Any:
        self.sizes.append(len(batch.tasks))
        self.waiting = getattr(self, "waiting", {})
        handle = len(self.sizes)
        self.waiting[handle] = batch
        return handle

    def done(self, handles: Sequence[Any], seconds: float) -> Sequence[Any]:
        self.most = max(self.most, len(handles))
        return [max(handles)]

    def result(self, handle: Any) -> Done:
        return self.performs(self.waiting.pop(handle))

    def cancel(self, handles: Sequence[Any]) -> None:
        self.cancelled += handles

    def close(self) -> None:
        self._connected = False


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "engine", lambda name: fake_engine.simulate)


def test_the_results_are_those_of_one_core() -> None:
    here, alone = Here(), run(scenario(), workers=1)
    found = run(scenario(), workers=here)
    for table in ("runs", "segments", "series", "failures"):
        assert found.table(table).equals(alone.table(table))  # type: ignore[arg-type]
    run(scenario(), workers=here)
    assert here.connections == 1
    assert here.cancelled == []


def test_variants_come_back_as_what_they_are() -> None:
    beside = {"longer": scenario(horizon_days=70)}
    found, alone = (run(scenario(), workers=who, beside=beside) for who in (Here(), 1))
    assert found.table("runs").equals(alone.table("runs"))
    assert found.beside["longer"].runs.height == 12


def test_few_batches_are_under_way_and_they_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Here(lambda batch: replace(usual(batch), seconds=0.004 * len(batch.tasks)))
    replications = range(2000)
    monkeypatch.setattr(fake_engine, "simulate", lambda *_, **__: 1 / 0)  # quicker still
    assert len(run(scenario(), replications=replications, workers=here).failures) == 4000
    assert here.most == AHEAD * SLOTS
    assert here.sizes[:4] == [1, 1, 1, 1]
    assert max(here.sizes) == 250
    assert sum(here.sizes) == 4000


def test_a_batch_is_about_a_second_of_work() -> None:
    assert next_size(1, 1, 20.0) == 1
    assert next_size(100, 100, 10.0) == 10
    assert next_size(4, 4, 0.1) == 16
    assert next_size(200, 200, 1e-9) == MOST_IN_BATCH


def test_who_kills_workers_fails_alone() -> None:
    def dies(batch: Batch) -> Done:
        if any(task.replication == 3 and "calling" in task.teams for task in batch.tasks):
            raise WorkerDied
        return replace(usual(batch), seconds=1e-3)  # so that batches become large

    found = run(scenario(), workers=Here(dies))
    [failure] = found.failures.to_dicts()
    assert (failure["strategy"], failure["replication"]) == ("calling", 3)
    assert failure["error"] == cluster.DIED
    assert found.runs.height == 11


def test_another_version_is_refused() -> None:
    other = replace(about(), host="node7", version="0.0.9", code="f" * 64)

    def differs(batch: Batch) -> Done:  # it joined later
        raise OtherCode(other)

    for here in (Here(members=[about(), other]), Here(differs)):
        with pytest.raises(MachinesError, match=r"node7.*recsim 0.0.9, code ffffffffff; here: "):
            run(scenario(), workers=here)


def test_a_worker_finds_out_by_itself() -> None:
    with pytest.raises(OtherCode) as refused:
        perform_batch(fake_engine.simulate, scenario(), (), "0" * 64)
    assert refused.value.args == (about(),)


def test_workers_need_the_engine_that_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "engine", lambda name: fake_engine.simulate)
    lacks = replace(about(), host="node8", lacks="No wasmtime there.")
    with pytest.raises(MachinesError, match=r"node8: No wasmtime there\. .*--engine simpy"):
        run(scenario(engine="compiled"), workers=Here(members=[lacks]))
    monkeypatch.setattr(cluster, "engine", lambda name: None)
    assert run(scenario(), workers=Here(members=[lacks])).runs.height == 12


def test_whoever_leaves_early_cancels_the_rest() -> None:
    here = Here()
    coming = by_replication(scenario(), workers=here)
    next(coming)
    coming.close()
    assert here.cancelled
    assert set(here.cancelled) == set(here.waiting)


def test_a_lost_cluster_ends_a_run_as_an_interrupt_does() -> None:
    left = iter(range(7))

    def lost(batch: Batch) -> Done:
        if next(left, None) is None:
            raise ConnectionResetError
        return replace(usual(batch), seconds=1.0)  # so that batches stay small

    with pytest.raises(Interrupted, match="dask://here:1: the cluster is gone after") as stop:
        run(scenario(), workers=Here(lost))
    kept = stop.value.results
    assert kept.runs.height == 2 * len(kept.replications) > 0
    assert isinstance(stop.value.by, Lost)
