"""One row a strategy and measure: estimate, interval, and how single runs spread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from recsim.analysis.estimates import Sample, sampling
from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Interval, spread
from recsim.analysis.many import intervals
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results

VALUES = 2_000_000
"""Numbers whose intervals are worked out at the same time; several arrays of so many."""
_NUMBERS: dict[str, Any] = dict.fromkeys(
    ("mean", "low", "high", "sd", "median", "p05", "p95", "confidence"), pl.Float64
)
_KEYS: dict[str, Any] = dict.fromkeys(("strategy", "variant"), pl.String)
_WORDS: dict[str, Any] = dict.fromkeys(("measure", "label", "unit"), pl.String)
COLUMNS: dict[str, Any] = {**_KEYS, **_WORDS, "n": pl.Int64, **_NUMBERS}


def summary(results: Results) -> pl.DataFrame:
    """All measures of all strategies, and of all variants, over the replications.

    Returns:
        [strategy, variant, measure, label, unit, n, mean, low, high, sd, median, p05, p95,
        confidence]. ``mean`` with ``low`` and ``high``: the estimate over all replications with
        its interval (for a rate: sum over sum, see ``intervals``); one run has no interval.
        ``sd``, ``median``, ``p05`` and ``p95``: spread of the single runs in which the measure is
        defined. ``n``: number of replications behind ``mean``. Undefined values are null.
    """
    rows = [
        {"strategy": strategy, **_row(one, found[name], told)}
        for one in results.variants
        for strategy in one.strategies
        for found in _few_at_a_time(one.of(strategy))
        for name, told in intervals(found, one.scenario.study.confidence).items()
    ]
    return pl.DataFrame(rows, schema=COLUMNS)


def _few_at_a_time(runs: pl.DataFrame) -> Iterator[dict[str, Sample]]:
    """Samples of all measures, so many at a time that memory does not depend on the runs."""
    of, names = sampling(runs), list(MEASURES) if runs.height else []
    size = max(1, VALUES // max(runs.height, 1))
    for begin in range(0, len(names), size):
        yield {name: of(name) for name in names[begin : begin + size]}


def _row(results: Results, found: Sample, interval: Interval | None) -> dict[str, Any]:
    runs = found.defined
    p05, median, p95 = np.quantile(runs, (0.05, 0.5, 0.95)).tolist() if len(runs) else [None] * 3
    return {
        "variant": results.variant,
        "measure": found.measure.name,
        "label": found.measure.label,
        "unit": unit_of(found.measure, results.scenario),
        "n": 0 if interval is None else found.n,
        "mean": None if interval is None else interval.estimate,
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
        "sd": spread(runs) if len(runs) > 1 else None,
        "median": median,
        "p05": p05,
        "p95": p95,
        "confidence": results.scenario.study.confidence,
    }
