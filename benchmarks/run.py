"""How fast is recsim, and how much memory does it take? Prints Markdown tables.

    python benchmarks/run.py                               about five minutes
    python benchmarks/run.py --quick                       seconds; shows only that it works
    python benchmarks/run.py --write docs/performance.md   puts the tables into the page

recsim's engine is timed against an ordinary SimPy model of the same rules (``ordinary_simpy``).
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from measure import Fresh, in_fresh_process, interleaved, start_up  # noqa: E402

from recsim.scenario.load import load  # noqa: E402

BEGIN, END = "<!-- made by benchmarks/run.py -->", "<!-- end of benchmarks -->"
MILLION = 1e6
LARGE_STRATEGIES = ("waiting", "calling")


@dataclass(frozen=True)
class Sizes:
    """How much is measured; people, days, and repetitions of each measurement."""

    people: int
    days: int
    warm_up: int
    repetitions: int
    populations: tuple[int, ...]  # the first one is also simulated for longer
    horizons: tuple[int, ...]
    start_ups: int


FULL = Sizes(
    people=2000,
    days=365,
    warm_up=91,
    repetitions=9,
    populations=(2000, 10_000, 50_000),
    horizons=(365, 730, 1460, 2920),
    start_ups=9,
)
QUICK = Sizes(
    people=120,
    days=28,
    warm_up=7,
    repetitions=2,
    populations=(60, 120),
    horizons=(28, 56),
    start_ups=1,
)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    align = ["---", *("---:" for _ in head[1:])]
    return [f"| {' | '.join(row)} |" for row in (head, align, *rows)]


def machine() -> list[str]:
    """Where the numbers come from."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("simpy", "numpy"))
    load_average = os.getloadavg()[0]
    return [
        f"Measured on: {processor()}, {os.cpu_count()} cores, {platform.system()}; "
        f"{platform.python_implementation()} {platform.python_version()}, {packages}. "
        f"Load average at the start: {load_average:.1f}."
    ]


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def against_ordinary(sizes: Sizes) -> list[str]:
    settings = (
        f"world.people={sizes.people}",
        f"study.horizon_days={sizes.days}",
        f"study.warm_up_days={sizes.warm_up}",
    )
    scenario = load("two_ways", set_=settings).scenario
    timings = interleaved(scenario, sizes.repetitions)
    rows = []
    for strategy in scenario.strategies:
        ours, theirs = timings["recsim", strategy], timings["ordinary", strategy]
        seconds = median(timing.seconds for timing in ours)
        ratios = [other.seconds / own.seconds for own, other in zip(ours, theirs, strict=True)]
        rows.append(
            (
                strategy,
                f"{median(timing.events for timing in ours):,.0f}",
                f"{seconds:.2f} s",
                f"{min(timing.seconds for timing in ours):.2f} s",
                f"{median(timing.events / timing.seconds for timing in ours):,.0f}",
                f"{median(timing.seconds for timing in theirs):.2f} s",
                f"**{median(ratios):.2f}** ({min(ratios):.2f} to {max(ratios):.2f})",
            )
        )
    recruiters = next(iter(scenario.strategies.values())).recruiters
    return [
        "### A replication of the main comparison, against an ordinary SimPy model",
        "",
        f"{sizes.people:,} people, {recruiters} recruiters, {sizes.days} days after a warm-up of "
        f"{sizes.warm_up}; scenario `two_ways`, {sizes.repetitions} replications, medians. "
        "Ratio: time of the ordinary model / time of recsim, replication by replication; above 1, "
        "recsim is faster.",
        "",
        *table(
            (
                "strategy",
                "events",
                "recsim",
                "its fastest",
                "events a second",
                "ordinary model",
                "ratio (range)",
            ),
            rows,
        ),
    ]


def large_markets(sizes: Sizes, *, ordinary: bool) -> list[str]:
    """Time and memory against the number of people."""
    rows = []
    smallest: dict[tuple[str, str], tuple[int, Fresh]] = {}
    for people in sizes.populations:
        for strategy in LARGE_STRATEGIES:
            for engine in ("recsim", "ordinary") if ordinary else ("recsim",):
                took = in_fresh_process(engine, people, sizes.days, strategy)
                fewer, less = smallest.setdefault((engine, strategy), (people, took))
                per_person = "" if people == fewer else growth(took, less, people - fewer)
                rows.append(
                    (
                        f"{engine}, {strategy}",
                        f"{people:,}",
                        f"{took.events:,}",
                        f"{took.seconds:.1f} s",
                        f"{took.events / took.seconds:,.0f}",
                        f"{took.peak / MILLION:,.0f} MB",
                        per_person,
                    )
                )
    return [
        "### Larger markets",
        "",
        f"One replication of {sizes.days} days, each in a process of its own; people, recruiters "
        "and requisitions grow together. Memory is the most that the process took, Python and "
        "libraries included; the last column is what it grew for each further person.",
        "",
        *table(
            (
                "strategy",
                "people",
                "events",
                "time",
                "events a second",
                "most memory",
                "bytes a further person",
            ),
            rows,
        ),
    ]


def growth(more: Fresh, less: Fresh, people: int) -> str:
    return f"{(more.peak - less.peak) / people:,.0f}"


def long_horizons(sizes: Sizes) -> list[str]:
    """Memory against simulated time."""
    rows = []
    for days in sizes.horizons:
        took = in_fresh_process("recsim", sizes.populations[0], days, "calling")
        rows.append(
            (
                f"{days:,}",
                f"{took.events:,}",
                f"{took.seconds:.1f} s",
                f"{took.peak / MILLION:,.0f} MB",
            )
        )
    return [
        "### Longer time",
        "",
        f"{sizes.populations[0]:,} people, strategy calling; no event log is kept.",
        "",
        *table(("days", "events", "time", "most memory"), rows),
    ]


def starting(sizes: Sizes) -> list[str]:
    """What a user waits for before anything happens."""
    commands = {
        "`python -c pass`": ["-c", "pass"],
        "`import recsim`": ["-c", "import recsim"],
        "`recsim --help`": ["-m", "recsim", "--help"],
    }
    for arguments in commands.values():
        start_up(arguments, 1)  # so that files are read and compiled before
    rows = []
    for name, arguments in commands.items():
        seconds = start_up(arguments, sizes.start_ups)
        clock, used = (median(column) for column in zip(*seconds, strict=True))
        rows.append((name, f"{1000 * clock:.0f} ms", f"{1000 * used:.0f} ms"))
    return ["### Starting", "", *table(("", "by the clock", "processor time"), rows)]


def page(text: str, tables: str) -> str:
    """The page with new tables between its marks.

    Raises:
        ValueError: the page has no marks.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no lines {BEGIN!r} and {END!r}")
    return f"{before}{begin}\n\n{tables}\n\n{end}{after}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it work?")
    parser.add_argument(
        "--full", action="store_true", help="the ordinary model in larger markets, too"
    )
    parser.add_argument("--write", type=Path, metavar="PAGE", help="page to put the tables into")
    options = parser.parse_args(arguments)
    if options.write is not None:
        page(options.write.read_text(encoding="utf-8"), "")  # before the long wait
    sizes = QUICK if options.quick else FULL
    sections = (
        machine(),
        against_ordinary(sizes),
        large_markets(sizes, ordinary=options.full),
        long_horizons(sizes),
        starting(sizes),
    )
    tables = "\n\n".join("\n".join(section) for section in sections)
    if options.write is None:
        print(tables)
    else:
        text = options.write.read_text(encoding="utf-8")
        options.write.write_text(page(text, tables), encoding="utf-8")


if __name__ == "__main__":
    main()
