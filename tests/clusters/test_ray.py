"""A Ray cluster that loses a worker, and one that is lost as a whole."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from patience import PATIENCE, until
from small_cluster import Start, end, free_port, listens, recsim, tables

import recsim as library

pytestmark = pytest.mark.machines


def workers() -> list[psutil.Process]:
    """Processes below this one that are at a batch."""
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if child.name().startswith("ray::perform") or "ray::perform_batch" in child.cmdline()[:1]
    ]


def test_a_killed_worker_leaves_no_trace_in_the_results(study: Path, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill(done: int, total: int) -> None:
        if done and not killed and (found := workers()):
            found[0].kill()
            killed.append(done)

    found = library.run(study, on="ray", workers=2, out=tmp_path / "there", progress=kill)
    library.run(study, workers=1, out=tmp_path / "here")
    assert killed[0] < 120
    assert not found.results.failures.height
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


@pytest.fixture(autouse=True)
def without_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heads that ask nobody for a token, as those before Ray 2.60."""
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")


@pytest.fixture
def short() -> Iterator[str]:
    """A folder with a short name, as names of sockets must be."""
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        yield folder


def started(start: Start, folder: str) -> tuple[subprocess.Popen[bytes], int]:
    """A head with two workers, and the port of its clients.

    It gives up where the machine is too busy to start it within half a minute; then the next one.
    """
    ray = Path(sys.executable).parent / "ray"

    def stands() -> tuple[subprocess.Popen[bytes], int] | None:
        clients = free_port()
        head = start(
            str(ray), "start", "--head", "--block", "--node-ip-address=127.0.0.1",
            f"--port={free_port()}", f"--ray-client-server-port={clients}", "--num-cpus=2",
            "--include-dashboard=false", "--object-store-memory=100000000",
            f"--temp-dir={folder}", env={"RAY_USAGE_STATS_ENABLED": "0"},
        )  # fmt: skip
        until(lambda: head.poll() is not None or listens(clients), every=0.1)
        return (head, clients) if head.poll() is None else None

    found = until(stands)
    assert found is not None
    return found


@pytest.mark.parametrize("by", ["its head", "Ctrl-C"])
def test_it_is_reached_by_its_address_and_may_end(
    by: str, short: str, start: Start, study: Path, tmp_path: Path
) -> None:
    head, port = started(start, short)
    out, on = tmp_path / "out", f"ray://127.0.0.1:{port}"
    process = start(*recsim("run", study, "-n", "5000", "--no-plots", "--out", out, "--on", on))
    log = max(tmp_path.glob("*.log"), key=lambda path: int(path.stem))
    until(lambda: process.poll() is not None or list(out.glob("*/parts/*.zip")), every=0.05)
    assert process.poll() is None, log.read_text()
    if by == "Ctrl-C":
        process.send_signal(signal.SIGINT)
    else:
        parts = psutil.Process(head.pid).children(recursive=True)
        for process_of_head in (head, *parts):  # at once, as when a computer loses its power
            process_of_head.kill()
        end(head)
    assert process.wait(PATIENCE) == 130, log.read_text()
    said = " ".join(log.read_text(encoding="utf-8").split())
    assert (f"{on}: the cluster is gone: " if by == "its head" else "Interrupted: ") in said
    assert "The same command goes on from there" in said
    assert "Traceback" not in said
    [folder] = (path for path in out.iterdir() if path.is_dir())
    kept = library.read_results(folder).replications
    assert library.run(study, replications=kept + 2, out=out).found == kept
