"""A slider's patience: how long somebody waits who changes a setting of a whole comparison."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from statistics import median

from markets import small
from measure import user_seconds
from tables import milliseconds, table

from recsim.experiments.runner import collect, run, tasks_of
from recsim.experiments.work import everybody, measured
from recsim.experiments.workers import cores
from recsim.model.compiled.instance import instance
from recsim.model.engines import engine
from recsim.scenario.scenario import Scenario

WORKERS = (1, 2)


@dataclass(frozen=True)
class Sizes:
    """People, measured days, days before (several), replications of the studies, repetitions."""

    people: int
    days: int
    warm_up: tuple[int, ...]
    replications: tuple[int, ...]
    repetitions: int


def section(sizes: Sizes) -> list[str]:
    instance()
    rows = []
    for warm_up in sizes.warm_up:
        scenario = small(sizes.people, sizes.days, warm_up)
        rows += [_row(sizes, scenario, replications) for replications in sizes.replications]
    scenario = small(sizes.people, sizes.days, sizes.warm_up[0])
    longest = max(sizes.replications)
    return [
        f"`recsim.experiments.runner.run` on `two_ways` ({sizes.people:,} people): all "
        "simulations, all measures for teams and occupations, weekly series, tables; the "
        "engine is loaded. By the clock: medians and "
        f"fastest of {sizes.repetitions}, which on a machine that does other things as well may be "
        f"far apart; the ratio is that of the fastest. This process may use {cores()} cores.",
        "",
        *table(
            (
                "strategies x replications",
                "days, with the warm-up",
                "one worker",
                "two workers",
                "fastest: one",
                "two",
                "one / two",
            ),
            rows,
        ),
        "",
        f"Where the time of {len(scenario.strategies)} x {longest} goes, one worker, user time "
        f"({sizes.days + sizes.warm_up[0]} days):",
        "",
        *table(
            ("simulating", "measures and weekly series", "tables"),
            [tuple(milliseconds(seconds) for seconds in parts(scenario, longest))],
        ),
    ]


def _row(sizes: Sizes, scenario: Scenario, replications: int) -> tuple[str, ...]:
    run(scenario, replications=range(replications), workers=2)  # once without a watch
    clock: dict[int, list[float]] = {number: [] for number in WORKERS}
    for _ in range(sizes.repetitions):
        for number in WORKERS:
            clock[number].append(by_the_clock(scenario, replications, number))
    fastest = {number: min(clock[number]) for number in WORKERS}
    return (
        f"{len(scenario.strategies)} x {replications}",
        f"{scenario.study.horizon_days + scenario.study.warm_up_days}",
        *(milliseconds(median(clock[number])) for number in WORKERS),
        *(milliseconds(fastest[number]) for number in WORKERS),
        f"**{fastest[1] / fastest[2]:.2f}**",
    )


def by_the_clock(scenario: Scenario, replications: int, workers: int) -> float:
    gc.collect()
    before = time.perf_counter()
    run(scenario, replications=range(replications), workers=workers)
    return time.perf_counter() - before


def parts(scenario: Scenario, replications: int) -> tuple[float, float, float]:
    """User time of what ``run`` does, one thing after the other."""
    simulate = engine("compiled")
    tasks = list(tasks_of(scenario, range(replications)))
    gc.collect()
    marks = [user_seconds()]
    runs = [simulate(scenario, everybody(scenario, task), task.replication) for task in tasks]
    marks.append(user_seconds())
    outcomes = [measured(scenario, task, one.tally) for task, one in zip(tasks, runs, strict=True)]
    marks.append(user_seconds())
    collect(scenario, "", outcomes)
    marks.append(user_seconds())
    return (marks[1] - marks[0], marks[2] - marks[1], marks[3] - marks[2])
