"""How long a series takes to settle: which beginning of it tells of the start and not of the rest.

*MSER-5* (White 1997, Simulation 69:323-334; White, Cobb and Spratt 2000, WSC 755-761): of the mean
of all replications, batches of five weeks; the beginning is left out that makes the standard error
of the mean of what is left smallest. It is looked for in the first half, since few batches at the
end agree by chance; where it would be all of that half, the series is too short, or never settles
(Franklin and White 2008, WSC 541-546). How sure it is comes from a bootstrap over the replications.

*Welch's picture* (Welch 1983, in Lavenberg, Computer Performance Modeling Handbook): moving
averages of the mean of all replications, to be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from recsim.analysis.intervals import Floats
from recsim.analysis.measures.series import SERIES
from recsim.scenario.study import DAYS_PER_BIN

if TYPE_CHECKING:
    from recsim.analysis.results import Results

LOOKED_AT = (
    "searching_share", "unemployed_share", "open_requisitions", "in_process", "placements",
    "seeded_share", "wary_share",
)  # fmt: skip
"""States of the market and of a team, and what a team achieves in a week."""
BATCH = 5
LEAST = 10
"""Batches that a series has at least."""
WINDOW = 6
"""Weeks on either side of a moving average."""
RESAMPLES = 500
ENOUGH, SHORT, OPEN, NEVER = "enough", "too short", "cannot tell", "does not settle"


@dataclass(frozen=True)
class Settling:
    """When one series of one strategy has settled, in days from the start of the simulation.

    Attributes:
        series: name of the weekly series.
        strategy: name of the strategy.
        days: to be left out; None: it does not settle.
        low, high: of the bootstrap; None: it does not settle.
        verdict: on the scenario's warm-up: ``ENOUGH``, ``SHORT``, ``OPEN`` or ``NEVER``.
    """

    series: str
    strategy: str
    days: int | None
    low: int | None
    high: int | None
    verdict: str


def mser5(values: Floats) -> Floats:
    """Batches of five values that MSER-5 leaves out of each series.

    Args:
        values: shape (m, n), a series a row; what is beyond whole batches at the end is left out.

    Returns:
        Shape (m,), from 0 (also of a constant series) to ``most_batches(n)``: has not settled.

    Raises:
        ValueError: there are fewer than ``LEAST`` batches.
    """
    batches = values.shape[1] // BATCH
    if batches < LEAST:
        raise ValueError(f"{values.shape[1]} values; expected {LEAST * BATCH} or more")
    means = values[:, : batches * BATCH].reshape(len(values), batches, BATCH).mean(axis=2)
    means = means - means[:, -1:]  # near 0, so that squares are exact enough
    cuts = np.arange(most_batches(values.shape[1]) + 1)
    left = batches - cuts
    sums = np.cumsum(means[:, ::-1], axis=1)[:, ::-1][:, cuts]
    squares = np.cumsum(means[:, ::-1] ** 2, axis=1)[:, ::-1][:, cuts]
    error = np.maximum(squares - sums**2 / left, 0.0) / left**2
    tiny = 1e-12 * np.maximum(error.max(axis=1, keepdims=True), 1e-300)
    return np.asarray(np.argmax(error <= error.min(axis=1, keepdims=True) + tiny, axis=1))


def most_batches(count: int) -> int:
    """Half of the batches of so many values."""
    return count // BATCH // 2


def welch(values: Floats, window: int = WINDOW) -> Floats:
    """Moving averages of a series, shorter towards the start; shape (n - window,).

    Args:
        values: shape (n,).
        window: values on either side.
    """
    total = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(max(0, len(values) - window))
    reach = np.minimum(at, window)
    return np.asarray((total[at + reach + 1] - total[at - reach]) / (2 * reach + 1))


def settling(runs: Floats, confidence: float, seed: int) -> tuple[int | None, ...]:
    """Days that MSER-5 leaves out of the mean of replications, and both ends of its interval.

    Args:
        runs: weekly values, shape (replications, weeks).
        confidence: of the interval, in (0, 1).
        seed: of the bootstrap.

    Returns:
        Days, low, high; each None where it does not settle.
    """
    rng, count = np.random.default_rng(seed), len(runs)
    drawn = rng.multinomial(count, [1 / count] * count, RESAMPLES) / count
    cuts = mser5(np.concatenate([runs.mean(axis=0, keepdims=True), drawn @ runs]))
    most = most_batches(runs.shape[1])
    ends = np.quantile(cuts[1:], [(1 - confidence) / 2, (1 + confidence) / 2], method="nearest")
    return tuple(
        None if cut >= most else int(cut) * BATCH * DAYS_PER_BIN for cut in (cuts[0], *ends)
    )


@dataclass(frozen=True, repr=False)
class Settled:
    """When each series has settled.

    Attributes:
        results: of the runs, from the start of the simulation.
        warm_up_days: that the scenario has.
        days: that were simulated, the warm-up included.
    """

    results: Results
    warm_up_days: int
    days: int

    @cached_property
    def found(self) -> tuple[Settling, ...]:
        """Each series of each strategy that is not the same all the time."""
        study = self.results.scenario.study
        found = []
        for name in LOOKED_AT:
            for strategy in self.results.strategies:
                runs = self.runs(strategy, name)
                if runs is None:
                    continue
                days, low, high = settling(runs, study.confidence, study.seed)
                found.append(
                    Settling(name, strategy, days, low, high, self._verdict(days, low, high))
                )
        return tuple(found)

    def runs(self, strategy: str, name: str) -> Floats | None:
        """Weekly values, shape (replications, weeks); None if they are constant or undefined."""
        weeks = self.results.series.filter(pl.col("strategy") == strategy).sort(
            "replication", "day"
        )
        count = weeks["replication"].n_unique()
        values = weeks[name].to_numpy().astype(np.float64).reshape(count, -1)
        whole = values[:, : self.days // DAYS_PER_BIN]
        if np.isnan(whole).any() or np.ptp(whole) == 0:
            return None
        return np.asarray(whole)

    def _verdict(self, days: int | None, low: int | None, high: int | None) -> str:
        if days is None and low is None:
            return NEVER
        if high is not None and max(days or 0, high) <= self.warm_up_days:
            return ENOUGH
        if low is not None and min(low, days if days is not None else low) > self.warm_up_days:
            return SHORT
        return OPEN

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row a series and strategy.

        [series, label, unit, strategy, n, days, low, high, warm_up_days, verdict]: days from the
        start that the series asks to leave out, with the interval of the bootstrap; null: it does
        not settle within half of the time.
        """
        rows = [
            (
                one.series, SERIES[one.series].label, SERIES[one.series].unit, one.strategy,
                len(self.results.replications), one.days, one.low, one.high, self.warm_up_days,
                one.verdict,
            )
            for one in self.found
        ]  # fmt: skip
        return pl.DataFrame(rows, schema=_COLUMNS, orient="row")


_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("series", "label", "unit", "strategy"), pl.String),
    **dict.fromkeys(("n", "days", "low", "high", "warm_up_days"), pl.Int64),
    "verdict": pl.String,
}
