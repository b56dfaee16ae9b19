"""Time and memory against the size of the market and against simulated time."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from markets import LARGE_STRATEGY, large, people_and_recruiters, recruiters
from measure import most_memory, timed, value_of
from tables import duration, progress, table

from recsim.model.compiled.instance import instance

MEGABYTE = 1e6
TINY = 100  # people: so that everything is loaded


@dataclass(frozen=True)
class Sizes:
    """Numbers of people, all for so many days; and horizons in days, all with so many people."""

    populations: tuple[int, ...]
    days: int
    horizons: tuple[int, ...]
    people: int


@dataclass(frozen=True)
class Fresh:
    """One replication in a process of its own.

    Attributes:
        seconds: user time.
        clock: seconds by the clock.
        events: recorded.
        loaded: most memory before the replication, with everything loaded, in bytes.
        peak: most memory of the process, in bytes.
    """

    seconds: float
    clock: float
    events: int
    loaded: int
    peak: int


def simulate_here(people: int, days: int) -> dict[str, float]:
    """Simulate once; meant for a process that does nothing else."""
    instance()
    timed("compiled", large(TINY, 7), LARGE_STRATEGY, 0)
    scenario = large(people, days)
    loaded, clock = most_memory(), time.perf_counter()
    timing = timed("compiled", scenario, LARGE_STRATEGY, 0)
    clock = time.perf_counter() - clock
    return asdict(Fresh(timing.seconds, clock, timing.events, loaded, most_memory()))


def in_fresh_process(people: int, days: int) -> Fresh:
    progress(f"{people:,} people, {days:,} days")
    expression = f"simulate_here({people}, {days})"
    found = value_of(expression, "from growth import simulate_here")
    return Fresh(
        found["seconds"],
        found["clock"],
        int(found["events"]),
        int(found["loaded"]),
        int(found["peak"]),
    )


def against_people(sizes: Sizes, picture: Path | None) -> list[str]:
    years = sizes.days / 365
    taken = {people: in_fresh_process(people, sizes.days) for people in sizes.populations}
    rows = []
    before: tuple[int, Fresh] | None = None
    for people, took in taken.items():
        further = "" if before is None else bytes_a_further_person(*before, people, took)
        rows.append(
            (
                f"{people:,}",
                f"{recruiters(people):,}",
                f"{took.events:,}",
                duration(took.seconds),
                f"{1e6 * took.seconds / (people * years):.1f} µs",
                f"{took.events / took.seconds:,.0f}",
                f"{took.peak / MEGABYTE:,.0f} MB",
                f"{(took.peak - took.loaded) / people:,.0f}",
                further,
            )
        )
        before = (people, took)
    lines = [
        f"One replication of {sizes.days} days, each in a process of its own; people, recruiters "
        "and requisitions grow together (`stress_million` in proportion, strategy both). User "
        "time. Memory is the most that the process took, Python and libraries included; bytes a "
        "person are those beyond what the process took with everything loaded "
        f"({taken[sizes.populations[0]].loaded / MEGABYTE:,.0f} MB), bytes a further person those "
        "beyond the row above.",
        "",
        *table(
            (
                "people",
                "recruiters",
                "events",
                "time",
                "time a person and year",
                "events a second",
                "most memory",
                "bytes a person",
                "bytes a further person",
            ),
            rows,
        ),
    ]
    if picture is not None:
        draw(taken, years, picture)
        lines += ["", f"![Time and memory against the number of people]({picture.name})"]
    return lines


def bytes_a_further_person(fewer: int, less: Fresh, people: int, took: Fresh) -> str:
    return f"{(took.peak - less.peak) / (people - fewer):,.0f}"


def against_time(sizes: Sizes) -> list[str]:
    rows = []
    for days in sizes.horizons:
        took = in_fresh_process(sizes.people, days)
        rows.append(
            (
                f"{days:,}",
                f"{took.events:,}",
                duration(took.seconds),
                f"{took.peak / MEGABYTE:,.0f} MB",
                f"{(took.peak - took.loaded) / MEGABYTE:,.0f} MB",
            )
        )
    return [
        f"{people_and_recruiters(sizes.people)}, strategy both; no event log is kept.",
        "",
        *table(("days", "events", "time", "most memory", "of it for the run"), rows),
    ]


def one_large(people: int, days: int) -> list[str]:
    """As long and as large as it gets, in one process on one core."""
    took = in_fresh_process(people, days)
    gigabytes = took.peak / 1e9
    return [
        *table(
            ("people", "recruiters", "days", "events", "user time", "by the clock", "most memory"),
            [
                (
                    f"{people:,}",
                    f"{recruiters(people):,}",
                    f"{days:,}",
                    f"{took.events:,}",
                    duration(took.seconds),
                    duration(took.clock),
                    f"{gigabytes:.2f} GB",
                )
            ],
        ),
    ]


def draw(taken: dict[int, Fresh], years: float, path: Path) -> None:
    """Both curves, logarithmic; a line that goes on level (left) or straight (right) is linear."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    import matplotlib.pyplot as plt

    people = list(taken)
    plt.rcParams["svg.hashsalt"] = "recsim"
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    each = [1e6 * took.seconds / (number * years) for number, took in taken.items()]
    more = [(took.peak - took.loaded) / MEGABYTE for took in taken.values()]
    panel(left, people, each, "Microseconds a person and year")
    left.set_ylim(0, 1.25 * max(each))
    panel(right, people, more, "Megabytes of memory for the run")
    right.set_yscale("log")
    right.yaxis.set_major_formatter("{x:,.0f}")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def panel(axes, people: Sequence[int], values: Sequence[float], title: str) -> None:
    axes.plot(people, values, marker="o", color="#0b5fa5")
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel("People in the market")
    axes.set_title(title, loc="left", fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.3)
