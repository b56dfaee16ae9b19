"""A Dask cluster of two worker processes that lose their lives, their scheduler and their users."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest
from dask import config as dask_config
from patience import PATIENCE, until
from small_cluster import Start, end, free_port, recsim, tables, wait_for

import recsim as library
from recsim.machines.address import Address
from recsim.machines.errors import MachinesError
from recsim.machines.with_dask import Dask

pytestmark = pytest.mark.machines
PACKAGE = Path(library.__file__).parent
DASK = ("-m", "dask")


class Started:
    """A scheduler and its workers."""

    def __init__(self, start: Start) -> None:
        import sys

        self._start, self._dask = start, [sys.executable, *DASK]
        port = free_port()
        self.url = f"tcp://127.0.0.1:{port}"
        self.on = f"dask://127.0.0.1:{port}"
        self.scheduler = start(
            *self._dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
        )
        wait_for(port, self.scheduler)

    def worker(self, **env: str) -> subprocess.Popen[bytes]:
        """One more worker process, with its nanny."""
        options = ["--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
        return self._start(*self._dask, "worker", self.url, *options, env=env)


@pytest.fixture
def dask(start: Start) -> Started:
    started = Started(start)
    started.worker()
    started.worker()
    return started


def kill_a_worker(nanny: int) -> None:
    """The process that simulates, not the one that looks after it."""
    children = psutil.Process(nanny).children(recursive=True)
    [worker] = [one for one in children if "spawn_main" in " ".join(one.cmdline())]
    worker.kill()


def test_a_killed_worker_leaves_no_trace_in_the_results(
    start: Start, study: Path, tmp_path: Path
) -> None:
    dask = Started(start)
    first = dask.worker()
    dask.worker()
    killed: list[int] = []

    def kill(done: int, total: int) -> None:
        if done and not killed:
            kill_a_worker(first.pid)
            killed.append(done)

    found = library.run(study, on=dask.on, out=tmp_path / "there", progress=kill)
    library.run(study, workers=1, out=tmp_path / "here")
    assert killed[0] < 120
    assert not found.results.failures.height
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def parts(out: Path) -> list[Path]:
    return list(out.glob("*/parts/*.zip"))


def under_way(dask: Started, start: Start, study: Path, out: Path) -> subprocess.Popen[bytes]:
    """A long run of which something is on the disk."""
    command = recsim("run", study, "-n", "5000", "--no-plots", "--out", out, "--on", dask.on)
    process = start(*command)
    until(lambda: process.poll() is not None or parts(out), every=0.05)
    assert process.poll() is None
    return process


def told(tmp_path: Path) -> str:
    """What the program said that was started last."""
    last = max(tmp_path.glob("*.log"), key=lambda path: int(path.stem))
    return " ".join(last.read_text(encoding="utf-8").split())


def goes_on(study: Path, out: Path, tmp_path: Path) -> None:
    """What was finished is there; the same command, for fewer runs, uses it."""
    kept = library.read_results(next(path.parent.parent for path in parts(out)))
    count = kept.replications + 2
    again = library.run(study, replications=count, out=out)
    assert again.found == kept.replications
    library.run(study, replications=count, out=tmp_path / "alone")
    assert again.summary().equals(library.run(study, replications=count).summary())


def test_a_lost_scheduler_ends_it_like_an_interrupt(
    dask: Started, start: Start, study: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = under_way(dask, start, study, out)
    end(dask.scheduler)
    assert process.wait(PATIENCE) == 130
    said = told(tmp_path)
    assert f"{dask.on}: the cluster is gone: " in said
    assert "The same command goes on from there" in said
    assert "Traceback" not in said
    goes_on(study, out, tmp_path)


def test_a_lost_scheduler_is_noticed_whatever_is_asked_of_it(dask: Started) -> None:
    import distributed  # noqa: F401 - which brings the defaults that are changed here

    cluster = Dask(Address.read(dask.on))
    with dask_config.set({"distributed.comm.timeouts.connect": "1s"}):  # not for 1,800
        cluster.connect()
    try:
        assert cluster.slots() >= 1
        end(dask.scheduler)
        with pytest.raises(cluster.breaks()):
            until(lambda: cluster.slots() < 0)
    finally:
        cluster.close()


def test_ctrl_c_cancels_what_is_queued(
    dask: Started, start: Start, study: Path, tmp_path: Path
) -> None:
    from distributed import Client

    out = tmp_path / "out"
    process = under_way(dask, start, study, out)
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    said = told(tmp_path)
    assert "Interrupted: " in said
    assert "Traceback" not in said

    def tasks(dask_scheduler: Any) -> int:
        return len(dask_scheduler.tasks)

    with Client(dask.url, set_as_default=False) as client:
        until(lambda: client.run_on_scheduler(tasks) == 0, every=0.1)
    goes_on(study, out, tmp_path)


def test_a_worker_with_another_version_is_refused(
    start: Start, study: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "recsim"
    shutil.copytree(PACKAGE, other, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "experiments" / "cost.py").open("a", encoding="utf-8") as file:
        file.write("# other sources\n")
    dask = Started(start)
    dask.worker(PYTHONPATH=os.fspath(other.parent))
    done = subprocess.run(
        recsim("run", study, "--no-plots", "--out", tmp_path / "out", "--on", dask.on),
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "has another version" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not parts(tmp_path / "out")


def test_a_cluster_without_workers_is_not_waited_for_long(
    start: Start, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECSIM_CLUSTER_SECONDS", "5")
    with pytest.raises(MachinesError, match=r"no worker within 5 seconds.*dask worker tcp"):
        library.run(study, on=Started(start).on)


def test_one_that_is_started_here(study: Path, tmp_path: Path) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    library.run(study, replications=5, on="dask", workers=2, out=tmp_path / "there")
    left = {child.pid for child in psutil.Process().children(recursive=True)} - before
    assert not any("spawn_main" in " ".join(psutil.Process(pid).cmdline()) for pid in left)
    library.run(study, replications=5, workers=1, out=tmp_path / "here")
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def test_a_sweep_goes_there_too(dask: Started, study: Path) -> None:
    vary = {"calling.care": [0.2, 0.8]}
    there, here = (library.sweep(study, vary, replications=3, on=on) for on in (dask.on, None))
    assert there.frame.equals(here.frame)
