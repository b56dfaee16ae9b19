"""Kill ``recsim run`` at random moments, by several signals, and look what is left.

    python tests/reliability/kills.py --kills 1000

Each run goes on where the one before was killed, until the study is finished; then another begins.
After each kill it is checked that

- what was finished before is still there, and every part is what it was when it was written;
- the folder can be read, or nothing in it was finished yet;
- no process of the run is left, and no traceback was shown;
- a finished study has, byte for byte, the tables of a run that nobody disturbed.

The program is forked from one that has loaded all libraries, so that a kill takes a fraction of a
second; worker processes are started anew each time.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import psutil
from patience import PATIENCE, until

STUDY = """\
recsim: 1
title: To be killed
world: {people: 20}
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, recruiters: 1}
study: {horizon_days: 14, warm_up_days: 0, replications: %d, seed: 7, keep_events: [1]}
"""
SIGNALS = ("KILL", "TERM", "HUP", "INT", "INT twice", "KILL in a group")
TABLES = ("runs", "segments", "series", "summary", "differences", "definitions")


def start(study: Path, out: Path, workers: int, errors: Path) -> int:
    """Start a run in a process and session of its own; its process id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        _become(study, out, workers, errors)
    finally:  # whatever comes: this process must never go on as a second one that kills
        os._exit(99)


def _become(study: Path, out: Path, workers: int, errors: Path) -> None:
    """Run the study, as a program of its own would; ends the process."""
    os.setsid()
    os.chdir(out.parent)
    for stream, path, mode in (
        (1, "/dev/null", os.O_WRONLY),
        (2, errors, os.O_CREAT | os.O_WRONLY),
    ):
        os.dup2(os.open(path, mode | os.O_TRUNC, 0o600), stream)
    usual = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in usual:
        signal.signal(
            number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        )
    sys.argv = ["recsim", "run", str(study), "--out", str(out), "--no-plots", "--engine", "simpy",
                "--workers", str(workers)]  # fmt: skip
    faulthandler.register(signal.SIGUSR1)
    code = 99
    try:
        from recsim.cli import main

        main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        for thread in threading.enumerate():
            if thread.name == "keeper":  # the interpreter would wait for it
                thread.join()
        os._exit(code)


def end_of(pid: int, errors: Path) -> int:
    """How a process ends; if it never does, where it hangs is shown."""
    end = time.monotonic() + PATIENCE / 3
    while not (found := os.waitpid(pid, os.WNOHANG))[0]:
        if time.monotonic() > end:
            os.kill(pid, signal.SIGUSR1)
            time.sleep(1)
            os.killpg(pid, signal.SIGKILL)
            raise AssertionError("it hangs\n" + errors.read_text(errors="replace"))
        time.sleep(0.01)
    return found[1]


def kill(pid: int, how: str) -> None:
    """Send a signal to a process, if it is still there."""
    with contextlib.suppress(ProcessLookupError):
        if how == "KILL in a group":
            os.killpg(pid, signal.SIGKILL)
            return
        name, _, twice = how.partition(" ")
        number = getattr(signal, f"SIG{name}")
        if twice:
            os.killpg(pid, number)
        os.kill(pid, number)


def left(session: int) -> list[int]:
    """Processes of a session that still run."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if os.getsid(process.pid) == session and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
    return found


class Study:
    """A study that is killed until it is finished."""

    def __init__(self, root: Path, replications: int) -> None:
        self.root, self.replications = root, replications
        self.file = root / "study.yaml"
        self.file.write_text(STUDY % replications)
        self.errors = root / "errors.txt"
        self.reference: dict[str, bytes] = {}
        self.begin()

    def begin(self) -> None:
        """Begin again, with nothing done."""
        self.out = self.root / "results"
        shutil.rmtree(self.out, ignore_errors=True)
        self.parts: dict[str, bytes] = {}
        self.done: set[int] = set()

    @property
    def folder(self) -> Path | None:
        return next(iter(self.out.glob("*/manifest.json")), None)

    def run(self, how: str, seconds: float, workers: int) -> bool:
        """Start it, kill it after so many seconds; whether it had finished all before."""
        pid = start(self.file, self.out, workers, self.errors)
        time.sleep(seconds)
        ended, status = os.waitpid(pid, os.WNOHANG)
        if not ended:
            kill(pid, how)
            status = end_of(pid, self.errors)
        until(lambda: not left(pid))
        shown = self.errors.read_text(errors="replace")
        code = os.waitstatus_to_exitcode(status)
        assert "Traceback" not in shown, shown
        assert code in (0, 1, 129, 130, 143, *(-n for n in (1, 2, 9, 15))), (code, shown)
        assert code != 1 or "nothing was written" in shown, shown
        self.look()
        return code == 0

    def look(self) -> None:
        """Nothing that was finished is lost, and everything can be read."""
        from recsim.store.holdings import Holdings

        manifest = self.folder
        if manifest is None:
            assert not self.done
            return
        folder = manifest.parent
        parts = {path.name: path.read_bytes() for path in (folder / "parts").glob("[0-9]*")}
        assert all(parts.get(name) == found for name, found in self.parts.items())
        done = set(Holdings.of(folder).complete)
        assert done >= self.done
        self.parts, self.done = parts, done

    def finished(self) -> None:
        """It is what an undisturbed run would have made."""
        assert self.done == set(range(self.replications))
        assert self.folder is not None
        folder = self.folder.parent
        assert not list(folder.rglob(".*"))
        tables = {name: (folder / f"{name}.csv").read_bytes() for name in TABLES}
        self.reference = self.reference or tables
        assert tables == self.reference


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill so often; 0 if nothing was ever lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replications", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop earlier after so long")
    given = parser.parse_args(arguments)

    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        study = Study(Path(folder), given.replications)
        begin = time.monotonic()
        os.waitpid(start(study.file, study.out, 1, study.errors), 0)
        typical = time.monotonic() - begin
        study.look()
        study.finished()
        study.begin()
        counts, survived, moments = Counter[str](), 0, Counter[str]()
        end = begin + 60 * given.minutes
        while sum(counts.values()) < given.kills and time.monotonic() < end:
            how = chance.choice(SIGNALS)
            workers = 2 if chance.random() < 0.15 else 1
            before = len(study.done)
            whole = study.run(how, chance.uniform(0, typical * (3 if workers == 2 else 1)), workers)
            if whole:
                study.finished()
                study.begin()
                survived += 1
                continue
            counts[how] += 1
            moments["new replications" if len(study.done) > before else "none"] += 1
            if sum(counts.values()) % 50 == 0:
                print(f"{sum(counts.values())} kills, {survived} studies finished", flush=True)
    print(f"{sum(counts.values())} kills; {survived} studies finished in between")
    print(", ".join(f"{how}: {count}" for how, count in sorted(counts.items())))
    print(f"kills after which there were new replications: {moments['new replications']}")
    print("nothing that was finished was lost; no process was left")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
