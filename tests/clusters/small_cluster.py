"""Programs that a cluster of this computer is made of, and what a run leaves."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from patience import until

from recsim.store.manifest import hash_file

STUDY = """\
recsim: 1
title: A small study
world: {people: 300}
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, recruiters: 2}
study: {horizon_days: 91, warm_up_days: 28, replications: 60, seed: 7}
"""
Start = Callable[..., "subprocess.Popen[bytes]"]


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def listens(port: int) -> bool:
    """Whether somebody does at this port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody listens there."""

    def listening() -> bool:
        assert process.poll() is None, "it ended"
        return listens(port)

    until(listening, every=0.1)


def recsim(*arguments: str | Path) -> list[str]:
    code = "from recsim.cli import main; main()"
    return [sys.executable, "-c", code, *map(str, arguments)]


def tables(out: Path) -> dict[str, str]:
    """Hashes of the tables in the only results folder."""
    [folder] = (path for path in out.iterdir() if path.is_dir())
    found = {path.name: hash_file(path) for path in folder.glob("*.csv")}
    assert {"runs.csv", "segments.csv", "series.csv", "summary.csv"} <= found.keys()
    return found
