"""Run a scenario: every strategy in every replication, in parallel, and tables at the end.

Each item of work carries everything that it depends on (the scenario with its seed, the teams, the
replication), so the order of the items, the number of workers and the
engines leave no trace in the results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import polars as pl

from recsim.analysis.names import check_names
from recsim.analysis.results import (
    FAILURES,
    RUNS,
    SEGMENTS,
    WEEKS,
    WHOLE_MARKET,
    Results,
    joined,
)
from recsim.experiments.selection import Selection
from recsim.experiments.work import Outcome, Task
from recsim.experiments.workers import perform_all
from recsim.model.engines import Simulate
from recsim.scenario.scenario import Scenario

Progress = Callable[[int, int], None]


class Interrupted(Exception):  # noqa: N818 - nothing went wrong
    """The user interrupted the runs.

    Attributes:
        results: what was finished: the replications that all strategies had completed.
    """

    def __init__(self, results: Results) -> None:
        super().__init__(f"interrupted after {len(results.replications)} complete replications")
        self.results = results


def run(
    scenario: Scenario,
    *,
    replications: Sequence[int] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    variant: str = "",
    selection: Selection | None = None,
    simulate: Simulate | None = None,
    beside: Mapping[str, Scenario] | None = None,
) -> Results:
    """Simulate every strategy of a scenario in every replication and measure.

    Args:
        scenario: what to run; a separate market simulates each strategy alone, a shared one all
            of them together.
        replications: numbers of the replications; None for the first ``study.replications``.
        workers: how many worlds are simulated at the same time; None for one on each core. SimPy
            works in processes (in this one, if it is alone), the compiled engine in threads.
        progress: called with the items done and the items in all, at the start and after each.
        variant: names of the variants that the scenario was changed by.
        selection: chooses the engines and knows afterwards which were used; if None, the
            scenario's ``study.engine``.
        simulate: an engine of one's own instead.
        beside: variants to run beside the scenario, by name, as ``load`` makes them.

    Returns:
        The results; runs that failed are rows of ``Results.failures``.

    Raises:
        UnknownMeasures: the scenario names a measure that does not exist.
        EngineMissing: the engine that is wanted cannot run here.
        Interrupted: on an interrupt from the keyboard, with what was finished.
        ValueError: ``workers`` is below 1.
    """
    if workers is not None and workers < 1:
        raise ValueError(f"workers: {workers} given, expected 1 or more")
    check_names(scenario)
    if replications is None:
        replications = range(scenario.study.replications)
    sides = {"": scenario, **(beside or {})}
    tasks = [task for number in replications for task in _tasks_of_all(sides, number)]
    outcomes: list[Outcome] = []
    report = progress or (lambda done, total: None)
    try:
        report(0, len(tasks))
        with closing(perform_all(scenario, tasks, workers, selection, simulate)) as coming:
            for outcome in coming:
                outcomes.append(outcome)
                report(len(outcomes), len(tasks))
    except KeyboardInterrupt:
        raise Interrupted(_collect_all(sides, variant, _complete(sides, outcomes))) from None
    return _collect_all(sides, variant, outcomes)


Sides = Mapping[str, Scenario]
"""A scenario by the name "", and the variants beside it by their names."""


def _tasks_of_all(sides: Sides, replication: int) -> Iterator[Task]:
    for name, scenario in sides.items():
        for task in tasks_of(scenario, [replication]):
            yield replace(task, variant=name, scenario=scenario) if name else task


def _collect_all(sides: Sides, variant: str, outcomes: Sequence[Outcome]) -> Results:
    found = {
        name: collect(
            scenario,
            joined(variant, name) if name else variant,
            [outcome for outcome in outcomes if outcome.task.variant == name],
        )
        for name, scenario in sides.items()
    }
    return replace(found.pop(""), beside=found)


def tasks_of(scenario: Scenario, replications: Iterable[int]) -> Iterator[Task]:
    """Items of work, replication by replication, so that an interrupt leaves whole ones."""
    strategies = tuple(scenario.strategies)
    shared = scenario.study.market == "shared"
    worlds = [strategies] if shared else [(name,) for name in strategies]
    keep = frozenset(scenario.study.keep_events)
    for replication in replications:
        for teams in worlds:
            yield Task(teams, replication, keep_log=replication in keep)


def collect(scenario: Scenario, variant: str, outcomes: Iterable[Outcome]) -> Results:
    """Tables from outcomes, in the order of the scenario's strategies and of the replications."""
    place = {name: index for index, name in enumerate(scenario.strategies)}
    done = sorted(outcomes, key=lambda outcome: outcome.task.replication)
    rows = sorted(
        ((team, outcome) for outcome in done for team in outcome.task.teams),
        key=lambda row: place[row[0]],
    )
    ran = [(team, outcome) for team, outcome in rows if not outcome.error]
    seed = scenario.study.seed
    runs: list[dict[str, Any]] = [
        {**_key(team, variant, outcome), "seed": seed, **outcome.runs[team]}
        for team, outcome in ran
    ]
    segments: list[dict[str, Any]] = [
        {**_key(team, variant, outcome), "segment": segment, **values}
        for team, outcome in ran
        for (of, segment), values in outcome.segments.items()
        if of == team
    ]
    weeks = [
        pl.DataFrame(outcome.series[team]).with_columns(
            **{name: pl.lit(value) for name, value in _key(team, variant, outcome).items()}
        )
        for team, outcome in ran
    ]
    failures = [
        {**_key(team, variant, outcome), "error": outcome.error}
        for team, outcome in rows
        if outcome.error
    ]
    shared = scenario.study.market == "shared"
    return Results(
        scenario=scenario,
        variant=variant,
        runs=pl.DataFrame(runs, schema=RUNS),
        segments=pl.DataFrame(segments, schema=SEGMENTS),
        series=_stacked(weeks),
        logs={
            (WHOLE_MARKET if shared else outcome.task.teams[0], outcome.task.replication): log
            for outcome in done
            if (log := outcome.log) is not None
        },
        failures=pl.DataFrame(failures, schema=FAILURES),
    )


def _key(team: str, variant: str, outcome: Outcome) -> dict[str, Any]:
    return {"strategy": team, "variant": variant, "replication": outcome.task.replication}


def _stacked(weeks: Sequence[pl.DataFrame]) -> pl.DataFrame:
    if not weeks:
        return pl.DataFrame(schema=WEEKS)
    return pl.concat(weeks, how="vertical_relaxed").select(
        pl.col(name).cast(kind) for name, kind in WEEKS.items()
    )


def _complete(sides: Sides, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Outcomes of the replications that all strategies went through, with every variant."""
    done: dict[int, int] = {}
    for outcome in outcomes:
        number = outcome.task.replication
        done[number] = done.get(number, 0) + len(outcome.task.teams)
    teams = sum(len(scenario.strategies) for scenario in sides.values())
    return [o for o in outcomes if done[o.task.replication] == teams]
