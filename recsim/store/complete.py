"""Which replications are whole: a study compares strategies in the same worlds only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from recsim.analysis.results import Results


def complete(results: Results) -> tuple[int, ...]:
    """Numbers of the replications that have results of every strategy and variant, ascending."""
    counted = results.table("runs").group_by("replication").len()
    rows = sum(len(one.strategies) for one in results.variants)
    return tuple(sorted(counted.filter(pl.col("len") == rows)["replication"]))


def only_complete(results: Results) -> Results:
    """The results without failures, and without replications that failed in part."""
    return only(results, complete(results))


def only(results: Results, replications: Sequence[int]) -> Results:
    """The results of these replications alone, with their failures."""
    rows = pl.col("replication").is_in(list(replications))
    return replace(
        results,
        runs=results.runs.filter(rows),
        segments=lambda: results.segments.filter(rows),
        series=lambda: results.series.filter(rows),
        logs={key: log for key, log in results.logs.items() if key[1] in set(replications)},
        failures=results.failures.filter(rows),
        beside={name: only(one, replications) for name, one in results.beside.items()},
    )
