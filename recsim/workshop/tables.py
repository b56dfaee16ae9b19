"""What was found as the tables of a study, for whoever wants more than the page shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from recsim.analysis.measures import MEASURES
from recsim.analysis.results import FAILURES, RUNS, SEGMENTS, WEEKS, Results
from recsim.scenario.scenario import Scenario
from recsim.workshop.jobs import WEEKLY, Found, Job, Outcome


def tables(scenario: Scenario, jobs: Sequence[Job], outcomes: Sequence[Outcome]) -> Results:
    """The outcomes as tables, in the order of the strategies and of the replications.

    There are no segments, and no weekly series but those that the page shows.
    """
    ran: list[tuple[str, int, Found]] = sorted(
        (
            (team, job.replication, found)
            for job, outcome in zip(jobs, outcomes, strict=True)
            for team, found in outcome.items()
        ),
        key=lambda row: (list(scenario.strategies).index(row[0]), row[1]),
    )
    good = [row for row in ran if not row[2].error]
    failed = [(team, "", number, found.error) for team, number, found in ran if found.error]
    return Results(
        scenario=scenario,
        variant="",
        runs=_runs(scenario, good),
        segments=pl.DataFrame(schema=SEGMENTS),
        series=_series(good),
        failures=pl.DataFrame(failed, schema=FAILURES, orient="row"),
    )


def _runs(scenario: Scenario, ran: Sequence[tuple[str, int, Found]]) -> pl.DataFrame:
    values = np.array([found.values for _, _, found in ran]).reshape(len(ran), len(MEASURES))
    columns = {
        "strategy": pl.Series([team for team, _, _ in ran], dtype=pl.String),
        "variant": pl.Series([""] * len(ran), dtype=pl.String),
        "replication": pl.Series([number for _, number, _ in ran], dtype=pl.Int64),
        "seed": pl.Series([scenario.study.seed] * len(ran), dtype=pl.Int64),
    }
    for name, column in zip(MEASURES, values.T, strict=True):
        columns[name] = pl.Series(column, nan_to_null=True).cast(RUNS[name])
    return pl.DataFrame(columns)


def _series(ran: Sequence[tuple[str, int, Found]]) -> pl.DataFrame:
    frames = [
        pl.DataFrame(
            dict(zip(("day", *WEEKLY), found.weeks, strict=True)), nan_to_null=True
        ).with_columns(strategy=pl.lit(team), variant=pl.lit(""), replication=pl.lit(number))
        for team, number, found in ran
    ]
    columns = {name: WEEKS[name] for name in ("strategy", "variant", "replication", "day", *WEEKLY)}
    if not frames:
        return pl.DataFrame(schema=columns)
    return pl.concat(frames).select(pl.col(name).cast(kind) for name, kind in columns.items())
