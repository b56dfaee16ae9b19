"""What a variant changes: each strategy against itself, with and without it, in the same worlds."""

from __future__ import annotations

import polars as pl

from recsim.analysis.results import FAILURES, SEGMENTS, WEEKS, Results

BEFORE, AFTER = "before", "after"
"""Names of the two sides of one strategy."""


def both_sides(
    before: Results, after: Results, strategy: str, *, labels: tuple[str, str]
) -> Results:
    """One strategy of two studies as a study of two strategies, ``BEFORE`` and ``AFTER``.

    Args:
        before: the first study; its scenario is that of the result.
        after: the second, of the same seed.
        strategy: that both have.
        labels: of either side.
    """
    sides = tuple(zip((BEFORE, AFTER), (before, after), labels, strict=True))
    study = before.scenario.study.model_copy(update={"market": "separate"})
    strategies = {
        name: results.scenario.strategies[strategy].model_copy(
            update={"label": label, "rivals": ()}
        )
        for name, results, label in sides
    }
    mine = pl.col("strategy") == strategy
    return Results(
        scenario=before.scenario.unchecked(strategies=strategies, study=study),
        variant="",
        runs=pl.concat(
            results.runs.filter(mine).with_columns(strategy=pl.lit(name))
            for name, results, _ in sides
        ),
        segments=pl.DataFrame(schema=SEGMENTS),
        series=pl.DataFrame(schema=WEEKS),
        failures=pl.DataFrame(schema=FAILURES),
        other_version=before.other_version or after.other_version,
    )
