"""A room full of people: what they cost the server, and how long a device of their own takes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from measure import ROOT
from slider import by_the_clock
from tables import progress, table

from recsim.experiments.workers import cores
from recsim.scenario.load import load

LINKED = re.compile(
    r'(?:src|href)="(/(?:page|static)/[^"]+)"|^import .*?from "([^"]+)";', re.M | re.S
)
FETCHED = ("/page/worker.js", "/page/kernel.wasm", "/api/scenarios")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CARE = '[data-path="strategies.calling.care"] input'
VISITS = '[data-path="world.board.visits_per_day"] input'
MOVE = """(slider) => {
  slider.stepUp();
  document.body.dataset.runs = "";
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}"""
PATIENCE = 120
"""Seconds after which a browser hangs."""
RUNS = 30
DRAWN = "(least) => Number(document.body.dataset.runs) >= least"


@dataclass(frozen=True)
class Sizes:
    """People who open the page at once, and moves of a lever in one browser (0: none is tried)."""

    people: int
    moves: int


@dataclass(frozen=True)
class Server:
    """A workshop that runs."""

    process: subprocess.Popen[str]
    url: str

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


def fetch(url: str) -> str:
    """What a browser gets; compressed, as a browser asks for it."""
    with urlopen(Request(url, headers={"Accept-Encoding": "identity"})) as answer:
        data: bytes = answer.read()
    return data.decode("utf-8", "replace")


def opened(url: str) -> float:
    """Fetch everything that the page needs, as a browser does; seconds that it took."""
    begin = time.perf_counter()
    waiting, seen = [f"{url}/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        text = fetch(address)
        waiting += [urljoin(address, one or other) for one, other in LINKED.findall(text)]
    for path in (*FETCHED, "/api/scenarios/two_ways"):
        fetch(f"{url}{path}")
    return time.perf_counter() - begin


@dataclass(frozen=True)
class Moves:
    """Seconds that moves of a lever took.

    Attributes:
        first: to the first picture, a lever of one strategy.
        whole: to that of all 30 runs.
        world: to all runs of all strategies, a lever of the world.
        python: the same runs in Python, with as many workers, each after one in the browser.
    """

    first: list[float]
    whole: list[float]
    world: list[float]
    python: list[float]


def moved(url: str, moves: int) -> Moves:
    """Move levers in one browser, and simulate in Python in turns with it."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    scenario = load("two_ways").scenario
    found = Moves([], [], [], [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.add_init_script("localStorage.setItem('recsim.ask', 'false')")
        page.goto(f"{url}/#scenario=two_ways")
        page.wait_for_function(DRAWN, arg=RUNS)

        def drawn(begin: float, runs: int) -> float:
            page.wait_for_function(DRAWN, arg=runs)
            return time.perf_counter() - begin

        for _ in range(moves):
            begin = time.perf_counter()
            page.locator(CARE).evaluate(MOVE)
            found.first.append(drawn(begin, 1))
            found.whole.append(drawn(begin, RUNS))
            begin = time.perf_counter()
            page.locator(VISITS).evaluate(MOVE)
            found.world.append(drawn(begin, RUNS))
            found.python.append(by_the_clock(scenario, RUNS, cores()))
        browser.close()
    return found


def section(sizes: Sizes) -> list[str]:
    with served("two_ways") as server:
        opened(server.url)  # what is made once
        before = server.cpu
        progress(f"   {sizes.people} people open the page")
        with ThreadPoolExecutor(sizes.people) as room:
            waits = list(room.map(opened, [server.url] * sizes.people))
        share = (server.cpu - before) / sizes.people
        rows = [
            (f"{sizes.people} people open the page at once", "server, each", told(share)),
            ("", "wait, median", told(median(waits))),
            ("", "longest", told(max(waits))),
            ("somebody moves a lever", "server", "nothing: no request"),
        ]
        if sizes.moves:
            progress("   a lever moves in a browser")
            found = moved(server.url, sizes.moves)
            ratio = median(
                here / there for here, there in zip(found.world, found.python, strict=True)
            )
            rows += [
                ("a lever of one strategy moves", "first picture", told(median(found.first))),
                ("", f"all {RUNS} runs", told(median(found.whole))),
                ("a lever of the world moves", f"all 3 x {RUNS} runs", told(median(found.world))),
                ("the same in Python", f"all 3 x {RUNS} runs", told(median(found.python))),
                ("", "browser / Python", f"**{ratio:.2f}**"),
            ]
    return [
        "The real server (`recsim workshop`) with `two_ways`. Opening it is all that a browser "
        "fetches: the page, its modules, the kernel and the scenario; after that each "
        "browser simulates on its own. The people and the browser share the "
        f"{os.cpu_count()} cores with the server, and it has a worker for each of them.",
        "",
        *table(("what", "who waits or works", "time"), rows),
    ]


def told(seconds: float) -> str:
    return f"{1000 * seconds:,.0f} ms"


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
