"""How fast the compiled engine is: against the SimPy engine, which is written to be read."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from markets import LARGE_STRATEGY, large, people_and_recruiters, small
from measure import Timing, interleaved
from tables import duration, table, with_range

from recsim.model.engines import Engine

HEAD = (
    "strategy",
    "events",
    "compiled",
    "SimPy engine",
    "SimPy engine / compiled",
    "events a second, compiled",
)


@dataclass(frozen=True)
class Sizes:
    """People, days, repetitions, and least seconds of a measurement."""

    people: int
    days: int
    repetitions: int
    at_least: float


def row(strategy: str, timings: dict[tuple[Engine, str], list[Timing]]) -> tuple[str, ...]:
    compiled, simpy = timings["compiled", strategy], timings["simpy", strategy]
    ratios = [slow.seconds / fast.seconds for slow, fast in zip(simpy, compiled, strict=True)]
    return (
        strategy,
        f"{median(timing.events for timing in compiled):,.0f}",
        *(duration(median(timing.seconds for timing in some)) for some in (compiled, simpy)),
        with_range(ratios),
        f"{median(timing.events / timing.seconds for timing in compiled):,.0f}",
    )


def workshop(sizes: Sizes) -> list[str]:
    """The three strategies of a small market."""
    scenario = small(sizes.people, sizes.days, 0)
    strategies = tuple(scenario.strategies)
    timings = interleaved(scenario, strategies, sizes.repetitions, sizes.at_least)
    desks = next(iter(scenario.strategies.values())).recruiters
    return [
        f"One replication of `two_ways`: {sizes.people:,} people, {desks} recruiters, "
        f"{sizes.days} days and no warm-up; medians of {sizes.repetitions}, in brackets the "
        "smallest and the largest ratio.",
        "",
        *table(HEAD, [row(strategy, timings) for strategy in strategies]),
    ]


def larger(sizes: Sizes) -> list[str]:
    """One strategy in a large market."""
    scenario = large(sizes.people, sizes.days)
    timings = interleaved(scenario, (LARGE_STRATEGY,), sizes.repetitions, sizes.at_least)
    return [
        f"{people_and_recruiters(sizes.people)}, {sizes.days} days and "
        f"no warm-up; `stress_million` in proportion. Medians of {sizes.repetitions}.",
        "",
        *table(HEAD, [row(LARGE_STRATEGY, timings)]),
    ]
