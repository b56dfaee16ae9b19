"""A room full of people who move sliders at once: how long do they wait, and is it fair?"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from measure import HERE, ROOT
from tables import progress, table
from workshop_people import RUNS, Load

SMALL = """\
recsim: 1
world: {people: 120}
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, recruiters: 1}
study: {horizon_days: 28, warm_up_days: 7}
"""
CLOSE = 2.0
"""Seconds of rest after which a person alone should see all runs."""


@dataclass(frozen=True)
class Sizes:
    """Scenarios ("" for a tiny one), people, seconds of each load, questions a second of one who
    does not wait."""

    scenarios: tuple[str, ...]
    people: int
    seconds: float
    alone_seconds: float
    drag: float
    rest: float
    greedy: int


@dataclass(frozen=True)
class Server:
    """A workshop that runs."""

    process: subprocess.Popen[str]
    url: str

    @property
    def memory(self) -> float:
        """Megabytes in use; nan where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        except OSError:
            return float("nan")
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024

    @property
    def cpu(self) -> float:
        """Processor time used so far, seconds; nan where the system does not tell."""
        try:
            text = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return float("nan")
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(scenario: str) -> Iterator[Server]:
    """The real command, with a scenario's name or file."""
    command = [sys.executable, "-m", "recsim", "workshop", scenario, "--port", "0", "--no-browser"]
    with TemporaryDirectory() as folder:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=environment(),
        )
        try:
            assert process.stdout is not None
            found = (re.search(r"http://[\d.]+:\d+", line) for line in process.stdout)
            url = next(filter(None, found))[0]
            yield Server(process, url)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


@dataclass(frozen=True)
class Seen:
    """What came of a load; times in seconds, each array over all moves or gestures of all people.

    Attributes:
        waits: from a move to the first picture of it or of a newer one; inf if none came.
        runs: of those pictures.
        own: the waits of each person.
        refined: from the last move of a gesture to all runs; inf if they did not come.
        most: runs in the best picture of each last move, before the next gesture began.
        server, people: share of one core that they used.
    """

    waits: np.ndarray
    runs: np.ndarray
    own: list[np.ndarray]
    refined: np.ndarray
    most: np.ndarray
    refused: int
    server: float
    people: float


def under(server: Server, load: Load) -> Seen:
    """Put a load on the server."""
    before = server.cpu
    done = subprocess.run(
        [sys.executable, str(HERE / "workshop_people.py"), json.dumps(asdict(load))],
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    moves = [person["moves"] for person in told["people"]]
    last = [move for own in moves for move in own if move["last"]]
    everything = [move for own in moves for move in own]
    own = [np.array([_since(move, "seen") for move in each]) for each in moves]
    return Seen(
        waits=np.concatenate(own),
        runs=np.array([move["runs"] for move in everything if move["seen"] is not None]),
        own=own,
        refined=np.array([_since(move, "refined") for move in last]),
        most=np.array([move["most"] for move in last]),
        refused=sum(person["refused"] for person in told["people"]),
        server=(server.cpu - before) / told["seconds"],
        people=told["cpu"] / told["seconds"],
    )


def _since(move: dict[str, Any], event: str) -> float:
    return float("inf") if move[event] is None else float(move[event] - move["at"])


def section(sizes: Sizes) -> list[str]:
    waiting, resting, fair = [], [], []
    memory = []
    for scenario in sizes.scenarios:
        compiled()
        with TemporaryDirectory() as folder:
            file = Path(folder) / "small.yaml"
            file.write_text(SMALL, encoding="utf-8")
            with served(scenario or str(file)) as server:
                name = scenario or file.stem
                start = server.memory
                for number, (who, load) in enumerate(loads(sizes, name, server.url)):
                    progress(f"   {name}: {who}")
                    seen = under(server, replace(load, seed=1 + number))
                    waiting.append((f"`{name}`: {who}", *in_numbers(seen)))
                    progress(f"      {' | '.join(in_numbers(seen))}")
                    resting.append((f"`{name}`: {who}", *at_rest(seen)))
                    if load.people > 1:
                        fair.append((f"`{name}`: {who}", *fairness(seen)))
                memory.append((f"`{name}`", f"{start:.0f} MB", f"{server.memory:.0f} MB"))
    return [
        "The real server (`recsim workshop`), and people who drag a slider over HTTP as the page "
        f"does: a new value every 250 ms for {sizes.drag:g} s, then some {sizes.rest:g} s of rest, "
        f"{sizes.seconds:g} s long, all of them at the same time. Each has simulated worlds of "
        "their own, so that nobody profits from what another one's sliders have simulated. Two "
        "strategies are in view. The people are a process of their own and **share the "
        f"{os.cpu_count()} cores with the server**; the last columns tell how "
        "much of them each had, which is less where the machine does other things, too. A wait is "
        "the time from a move to the first picture that shows it or a newer one; drawing it in the "
        "browser is not in it.",
        "",
        *table(
            (
                "who moves what",
                "moves",
                "wait, median",
                "95 %",
                "longest",
                "runs in that picture: median",
                "fewest",
                "server, cores",
                "people, cores",
            ),
            waiting,
        ),
        "",
        f"When the sliders rest the picture is refined to {RUNS} runs; the next gesture ends that:",
        "",
        *table(
            (
                "who moves what",
                "gestures",
                f"all {RUNS} runs within {CLOSE:g} s",
                "within the rest",
                "median time to all",
                "runs when the rest ends: median",
                "fewest",
            ),
            resting,
        ),
        "",
        "Is it fair? The same waits by person; the greedy one is not among them.",
        "",
        *table(
            ("who moves what", "median person", "slowest person", "their ratio"),
            fair,
        ),
        "",
        "Memory of the server in use, all loads one after the other:",
        "",
        *table(("scenario", "at the start", "at the end"), memory),
    ]


def compiled() -> None:
    """Compile the engine if need be, in a process of its own: that takes a lot of memory."""
    program = "from recsim.model.engines import prepare; prepare()"
    subprocess.run([sys.executable, "-c", program], check=True, env=environment())


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}


def loads(sizes: Sizes, scenario: str, url: str) -> Iterator[tuple[str, Load]]:
    room = Load(
        url, scenario, sizes.people, "strategy", sizes.seconds, drag=sizes.drag, rest=sizes.rest
    )
    alone = replace(room, people=1, seconds=sizes.alone_seconds)
    yield "one person, a strategy", alone
    yield "one person, the world", replace(alone, lever="world")
    yield f"{sizes.people} people, a strategy", room
    yield f"{sizes.people} people, the world", replace(room, lever="world")
    greedy = f"{sizes.people} people, a strategy, and one who asks {sizes.greedy} times a second"
    yield greedy, replace(room, greedy=sizes.greedy)


def in_numbers(seen: Seen) -> Sequence[str]:
    if not len(seen.waits):
        return ("none", *7 * [""])
    middle, high = np.quantile(seen.waits, [0.5, 0.95], method="higher")
    return (
        str(len(seen.waits)),
        seconds(middle),
        f"**{seconds(high)}**",
        seconds(seen.waits.max()),
        f"{median(seen.runs):g}" if len(seen.runs) else "none",
        f"{seen.runs.min()}" if len(seen.runs) else "none",
        f"{seen.server:.2f}",
        f"{seen.people:.2f}",
    )


def at_rest(seen: Seen) -> Sequence[str]:
    if not len(seen.refined):
        return ("none", *5 * [""])
    there = np.isfinite(seen.refined)
    return (
        str(len(seen.refined)),
        f"{100 * np.mean(seen.refined <= CLOSE):.0f} %",
        f"{100 * np.mean(there):.0f} %",
        seconds(float(np.median(seen.refined[there]))) if there.any() else "",
        f"{np.median(seen.most):g}",
        f"{seen.most.min()}",
    )


def fairness(seen: Seen) -> Sequence[str]:
    each = sorted(float(np.mean(own)) for own in seen.own if len(own))
    if not each:
        return ("", "", "")
    return (seconds(median(each)), seconds(each[-1]), f"{each[-1] / median(each):.2f}")


def seconds(value: float) -> str:
    return f"{1000 * value:,.0f} ms" if np.isfinite(value) else "never"
