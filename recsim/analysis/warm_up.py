"""Whether the warm-up was long enough, from the weekly series."""

from __future__ import annotations

import numpy as np
import polars as pl

from recsim.analysis.intervals import Floats
from recsim.analysis.measures.series import SERIES
from recsim.analysis.results import Results
from recsim.scenario.study import DAYS_PER_BIN

BATCH = 5


def mser5(values: Floats) -> int | None:
    """Number of first values to leave out, by the rule MSER-5.

    Values are averaged in batches of five; the truncation point is the one, in the first half of
    the batches, that makes the standard error of the mean of the rest smallest (White, Cobb and
    Spratt 2000, Winter Simulation Conference, 755-760).

    Args:
        values: equally spaced in time, shape (n,).

    Returns:
        A multiple of five; None if the minimum is at the last point that was allowed (no steady
        state within the run) or if there are fewer than 20 values.
    """
    batches = len(values) // BATCH
    if batches < 4:
        return None
    means = np.asarray(values[: batches * BATCH], dtype=np.float64).reshape(batches, BATCH)
    means = means.mean(axis=1)
    last = batches // 2
    errors = [float(np.var(means[start:]) / (batches - start)) for start in range(last + 1)]
    best = int(np.argmin(errors))
    return None if best == last and errors[best] > 0 else best * BATCH


def welch(results: Results, series: str, window: int = 4) -> pl.DataFrame:
    """Mean over the replications, week by week, and its moving average (Welch 1983).

    Args:
        results: with the warm-up in its series.
        series: name of a weekly series.
        window: weeks on each side of the moving average; fewer at the start.

    Returns:
        [strategy, day, mean, smoothed]; full weeks only.

    Raises:
        KeyError: there is no such series.
    """
    frames = []
    for strategy in results.strategies:
        days, means = _weekly_mean(results, strategy, series)
        reach = [min(window, i) for i in range(len(means))]
        smoothed = [float(np.mean(means[i - r : i + r + 1])) for i, r in enumerate(reach)]
        frames.append(
            pl.DataFrame({"day": days, "mean": means, "smoothed": smoothed}).select(
                pl.lit(strategy).alias("strategy"), "day", "mean", "smoothed"
            )
        )
    return pl.concat(frames)


def warm_up_needed(results: Results, series: str = "placements") -> dict[str, int | None]:
    """Days that MSER-5 would leave out, counted from the start of the simulation, by strategy.

    Compare with ``study.warm_up_days``. None: it found no steady state within the run.

    Raises:
        KeyError: there is no such series.
    """
    weeks = {
        strategy: mser5(_weekly_mean(results, strategy, series)[1])
        for strategy in results.strategies
    }
    return {
        strategy: None if count is None else count * DAYS_PER_BIN
        for strategy, count in weeks.items()
    }


def _weekly_mean(results: Results, strategy: str, series: str) -> tuple[Floats, Floats]:
    name = SERIES[series].name
    rows = (
        results.series.filter(pl.col("strategy") == strategy)
        .filter(pl.col("day") % DAYS_PER_BIN == 0)
        .group_by("day")
        .agg(pl.col(name).mean())
        .drop_nulls()
        .sort("day")
    )
    return rows["day"].to_numpy(), rows[name].to_numpy()
