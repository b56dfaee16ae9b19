"""Run a scenario: every strategy in every replication, in parallel, and tables at the end.

Each item of work carries everything that it depends on (the scenario with its seed, the teams, the
replication), so the order of the items, the number of workers and the
engines leave no trace in the results.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
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
from recsim.experiments.stopping import said
from recsim.experiments.work import Outcome, Task
from recsim.experiments.workers import Workers, perform_all
from recsim.model.engines import Simulate
from recsim.scenario.scenario import Scenario

Progress = Callable[[int, int], None]


class Interrupted(Exception):  # noqa: N818 - nothing went wrong
    """The user interrupted the runs.

    Attributes:
        results: what was finished: the replications that all strategies had completed.
        by: what interrupted.
    """

    def __init__(self, results: Results, by: KeyboardInterrupt) -> None:
        finished = f"{len(results.replications)} complete replications"
        super().__init__(f"{said(by)} after {finished}")
        self.results, self.by = results, by


def run(
    scenario: Scenario,
    *,
    replications: Sequence[int] | None = None,
    workers: Workers = None,
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
            works in processes (in this one, if it is alone), the compiled engine in threads. Or
            other computers.
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
    outcomes: list[Outcome] = []
    sides = {"": scenario, **(beside or {})}
    try:
        with closing(
            by_replication(
                scenario,
                replications=replications,
                workers=workers,
                progress=progress,
                selection=selection,
                simulate=simulate,
                beside=beside,
            )
        ) as coming:
            for finished in coming:
                outcomes += finished
    except KeyboardInterrupt as interrupt:
        raise Interrupted(collect_all(sides, variant, outcomes), interrupt) from None
    return collect_all(sides, variant, outcomes)


def by_replication(
    scenario: Scenario,
    *,
    replications: Sequence[int] | None = None,
    workers: Workers = None,
    progress: Progress | None = None,
    selection: Selection | None = None,
    simulate: Simulate | None = None,
    beside: Mapping[str, Scenario] | None = None,
) -> Generator[list[Outcome], None, None]:
    """The same, replication by replication, each as soon as all of it is finished, in any order.

    Nothing is kept here: memory does not grow with the number of replications.

    Args: as for ``run``.

    Yields:
        The outcomes of a replication, of all strategies and variants.

    Raises: as ``run``, but for an interrupt, which is raised as it is.
    """
    if isinstance(workers, int) and workers < 1:
        raise ValueError(f"workers: {workers} given, expected 1 or more")
    check_names(scenario)
    if replications is None:
        replications = range(scenario.study.replications)
    tasks = Tasks({"": scenario, **(beside or {})}, replications)
    report = progress or (lambda done, total: None)
    report(0, len(tasks))
    done, begun = 0, dict[int, list[Outcome]]()
    with closing(perform_all(scenario, tasks, workers, selection, simulate)) as coming:
        for outcome in coming:
            number, done = outcome.task.replication, done + 1
            begun.setdefault(number, []).append(outcome)
            if len(begun[number]) == tasks.each:
                yield begun.pop(number)
            report(done, len(tasks))


Sides = Mapping[str, Scenario]
"""A scenario by the name "", and the variants beside it by their names."""


class Tasks(Collection[Task]):
    """The items of work of a study, replication by replication; made when they are looked at.

    Attributes:
        each: items of a replication.
    """

    def __init__(self, sides: Sides, replications: Sequence[int]) -> None:
        self._sides, self._replications = sides, replications
        self.each = sum(1 for _ in self._of(0))

    def __iter__(self) -> Iterator[Task]:
        return (task for number in self._replications for task in self._of(number))

    def __len__(self) -> int:
        return self.each * len(self._replications)

    def __contains__(self, task: object) -> bool:
        return any(task == one for one in self)

    def _of(self, replication: int) -> Iterator[Task]:
        for name, scenario in self._sides.items():
            for task in _tasks(scenario, replication):
                yield replace(task, variant=name, scenario=scenario) if name else task


def collect_all(sides: Sides, variant: str, outcomes: Sequence[Outcome]) -> Results:
    """Results from outcomes of a scenario and of the variants beside it.

    Args:
        sides: the scenario by the name "", and the variants by theirs.
        variant: names of the variants that the scenario was changed by.
        outcomes: of some replications.
    """
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
    for replication in replications:
        yield from _tasks(scenario, replication)


def _tasks(scenario: Scenario, replication: int) -> Iterator[Task]:
    strategies = tuple(scenario.strategies)
    shared = scenario.study.market == "shared"
    keep = replication in scenario.study.keep_events
    for teams in [strategies] if shared else [(name,) for name in strategies]:
        yield Task(teams, replication, keep_log=keep)


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
