"""Paired comparison in the same worlds, replication by replication.

Of two strategies; or of one strategy with itself, with and without a variant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from recsim.analysis.estimates import Sample, difference, pair, sample
from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Floats, Interval, share_interval, spread
from recsim.analysis.measures import MEASURES, Measure
from recsim.analysis.precision import replications_to_decide
from recsim.analysis.results import Results

MORE, FEWER, EQUAL = "more", "fewer", "equal"
CANNOT_TELL, ONE_RUN, UNDEFINED = "cannot tell", "one run", "undefined"

COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("measure", "label", "unit", "baseline", "strategy"), pl.String),
    "n": pl.Int64,
    **dict.fromkeys(
        (
            "difference", "low", "high", "correlation", "variance_reduction",
            "chance_other_beats", "chance_low", "chance_high",
        ),
        pl.Float64,
    ),
    **dict.fromkeys(("wins", "ties", "losses", "replications_needed"), pl.Int64),
    "verdict": pl.String,
}  # fmt: skip
VARIANT_COLUMNS: dict[str, Any] = dict.fromkeys(("variant", "baseline_variant"), pl.String)
"""Further columns of ``differences`` where variants were run beside the scenario."""


@dataclass(frozen=True)
class Comparison:
    """A strategy against the baseline in one measure, on the replications that both have.

    Attributes:
        measure: which one.
        baseline, strategy: names of the two.
        n: number of paired replications.
        interval: how much the strategy is above the baseline; None if undefined.
        correlation: of the two over the paired worlds; None if undefined. 0: pairing gains nothing.
        variance_reduction: variance of the difference of independent runs, divided by that of the
            paired ones; None if undefined. 1: pairing gains nothing.
        higher, ties, lower: number of paired worlds in which the strategy's own value is above,
            equal to and below that of the baseline, where both are defined.
        replications_needed: further replications that would probably decide; see ``precision``.
    """

    measure: Measure
    baseline: str
    strategy: str
    n: int
    interval: Interval | None
    correlation: float | None
    variance_reduction: float | None
    higher: int
    ties: int
    lower: int
    replications_needed: int | None

    @property
    def worlds(self) -> int:
        """Number of paired worlds in which both are defined."""
        return self.higher + self.ties + self.lower

    @property
    def wins(self) -> int:
        """Paired worlds in which the strategy is better; higher, where neither is better."""
        return self.lower if self.measure.better == "fewer" else self.higher

    @property
    def losses(self) -> int:
        """Paired worlds in which the baseline is better."""
        return self.higher if self.measure.better == "fewer" else self.lower

    def chance(self, confidence: float) -> Interval | None:
        """Chance that the strategy is better in a world, a tie counting half; None if undefined."""
        if self.worlds == 0:
            return None
        return share_interval(self.wins + self.ties / 2, self.worlds, confidence)

    @property
    def verdict(self) -> str:
        """What the interval says about the strategy's value: more, fewer, equal or cannot tell."""
        return verdict_on(self.interval, self.n)


def verdict_on(interval: Interval | None, n: int) -> str:
    """What the interval of a difference over ``n`` paired replications says."""
    if interval is None:
        return UNDEFINED
    _, low, high = interval
    if low is None or high is None:
        return ONE_RUN if n < 2 else CANNOT_TELL
    if low == high == 0:
        return EQUAL
    if low > 0:
        return MORE
    return FEWER if high < 0 else CANNOT_TELL


def compare(results: Results, measure: str, baseline: str, strategy: str) -> Comparison:
    """Compare two strategies in one measure.

    Raises:
        KeyError: there is no such measure.
    """
    one, other = (
        sample(results.runs.filter(pl.col("strategy") == name), measure)
        for name in (baseline, strategy)
    )
    return compare_samples(one, other, baseline, strategy, results.scenario.study.confidence)


def compare_samples(
    one: Sample, other: Sample, baseline: str, strategy: str, confidence: float
) -> Comparison:
    """Compare the samples of two strategies on the replications that they share."""
    one, other = pair(one, other)
    interval = difference(one, other, confidence)
    change = other.values - one.values  # nan where either is undefined
    needed, correlation, reduction = None, None, None
    first, second = one.pseudo, other.pseudo
    if interval is not None and first is not None and second is not None:
        needed = replications_to_decide(second - first, interval.estimate, confidence)
        correlation, reduction = _correlation(first, second), _variance_reduction(first, second)
    return Comparison(
        measure=one.measure,
        baseline=baseline,
        strategy=strategy,
        n=one.n,
        interval=interval,
        correlation=correlation,
        variance_reduction=reduction,
        higher=int(np.sum(change > 0)),
        ties=int(np.sum(change == 0)),
        lower=int(np.sum(change < 0)),
        replications_needed=needed,
    )


def differences(results: Results) -> pl.DataFrame:
    """Every strategy against the first one, in every measure, paired by replication.

    Where variants were run beside the scenario, so are the strategies of each; then come all
    strategies with each variant against themselves without it.

    Returns:
        [measure, label, unit, baseline, strategy, n, difference, low, high, correlation,
        variance_reduction, chance_other_beats, chance_low, chance_high, wins, ties, losses,
        replications_needed, verdict]; ``difference`` is strategy minus baseline; a win is a paired
        world in which the strategy is better (higher, where the measure has no better);
        ``chance_other_beats`` counts a tie half and has a Wilson interval; ``verdict`` is more,
        fewer, equal, cannot tell, one run or undefined. Undefined values are null. Beside
        variants also [variant, baseline_variant], of the strategy and of the baseline.
    """
    sides = {one.variant: _samples(one) for one in results.variants}
    base = results.variant
    pairs = [
        ((variant, next(iter(side))), (variant, strategy))
        for variant, side in sides.items()
        for strategy in list(side)[1:]
    ]
    pairs += [
        ((base, strategy), (variant, strategy))
        for variant, side in sides.items()
        for strategy in side
        if variant != base and strategy in sides[base]
    ]
    confidence = results.scenario.study.confidence
    rows = []
    for (at, baseline), (variant, strategy) in pairs:
        ends = {"variant": variant, "baseline_variant": at} if results.beside else {}
        for name in MEASURES:
            one, other = sides[at][baseline][name], sides[variant][strategy][name]
            found = compare_samples(one, other, baseline, strategy, confidence)
            rows.append({**_row(results, found), **ends})
    return pl.DataFrame(rows, schema={**COLUMNS, **(VARIANT_COLUMNS if results.beside else {})})


def _samples(results: Results) -> dict[str, dict[str, Sample]]:
    return {
        strategy: {name: sample(runs, name) for name in MEASURES}
        for strategy in results.strategies
        for runs in [results.runs.filter(pl.col("strategy") == strategy)]
    }


def _row(results: Results, found: Comparison) -> dict[str, Any]:
    chance = found.chance(results.scenario.study.confidence)
    estimate, low, high = found.interval if found.interval is not None else (None, None, None)
    share, share_low, share_high = chance if chance is not None else (None, None, None)
    return {
        "measure": found.measure.name,
        "label": found.measure.label,
        "unit": unit_of(found.measure, results.scenario),
        "baseline": found.baseline,
        "strategy": found.strategy,
        "n": found.n,
        "difference": estimate,
        "low": low,
        "high": high,
        "correlation": found.correlation,
        "variance_reduction": found.variance_reduction,
        "chance_other_beats": share,
        "chance_low": share_low,
        "chance_high": share_high,
        "wins": found.wins,
        "ties": found.ties,
        "losses": found.losses,
        "replications_needed": found.replications_needed,
        "verdict": found.verdict,
    }


def _correlation(one: Floats, other: Floats) -> float | None:
    if len(one) < 3 or spread(one) == 0 or spread(other) == 0:
        return None
    return float(np.clip(np.corrcoef(one, other)[0, 1], -1, 1))


def _variance_reduction(one: Floats, other: Floats) -> float | None:
    together = spread(other - one) ** 2
    if len(one) < 3 or together == 0:
        return None
    return (spread(one) ** 2 + spread(other) ** 2) / together
