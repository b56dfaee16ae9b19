"""Paired comparison in the same worlds, replication by replication.

Of two strategies; or of one strategy with itself, with and without a variant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from recsim.analysis.estimates import Sample, difference, pair, same_runs, sample, sampling
from recsim.analysis.finding import Finding, finding, one_sided, sizes_that_matter, strict
from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Floats, Interval, share_interval, spread
from recsim.analysis.measures import MEASURES, Kind, Measure
from recsim.analysis.precision import Forecast, replications_to_decide
from recsim.analysis.results import Results

MORE, FEWER = "more", "fewer"

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
    **dict.fromkeys(
        ("wins", "ties", "losses", "more_replications_from", "more_replications_to"), pl.Int64
    ),
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
        forecast: further replications that would probably decide; see ``precision``.
        finding: what the interval says.
        matters: the smallest size of a difference that matters; None: not declared.
        stricter: the interval with the confidence that a direction asks for; None if undefined.
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
    forecast: Forecast | None
    finding: Finding
    matters: float | None = None
    stricter: Interval | None = None

    @property
    def told(self) -> Interval | None:
        """The interval to speak of: where only the stricter one leaves the direction open, that."""
        if self.finding is Finding.CANNOT_TELL and self.stricter and one_sided(self.interval):
            return self.stricter
        return self.interval

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
        """Chance that the strategy is better in a world, a tie counting half.

        None if that is undefined, or neither more nor fewer is better.
        """
        if self.worlds == 0 or self.measure.better is None:
            return None
        return share_interval(self.wins + self.ties / 2, self.worlds, confidence)

    @property
    def direction(self) -> str | None:
        """More or fewer, if that is decided."""
        if self.finding is not Finding.DECIDED or self.interval is None:
            return None
        return MORE if self.interval.estimate > 0 else FEWER

    @property
    def verdict(self) -> str:
        """What is said of the strategy's value: more, fewer, or the kind of finding."""
        return self.direction or self.finding.value

    @property
    def same_everywhere(self) -> bool:
        """Whether both are equal in each of several paired worlds."""
        return self.n > 1 and self.ties == self.worlds > 0


def compare(results: Results, measure: str, baseline: str, strategy: str) -> Comparison:
    """Compare two strategies in one measure.

    Raises:
        KeyError: there is no such measure.
    """
    return compare_sides(results, results, measure, baseline, strategy)


def compare_sides(
    base: Results, other: Results, measure: str, baseline: str, strategy: str
) -> Comparison:
    """Compare a strategy of some results with a baseline of others, of the same worlds.

    Args:
        base: results of the baseline; their study says how it is judged.
        other: results of the strategy, as those of a variant beside.
        measure: its name.
        baseline, strategy: their names.

    Raises:
        KeyError: there is no such measure.
    """
    one, two = (
        sample(results.of(name), measure) for results, name in ((base, baseline), (other, strategy))
    )
    study = base.scenario.study
    matters = sizes_that_matter(study).get(measure)
    return compare_samples(one, two, baseline, strategy, study.confidence, matters)


def compare_samples(
    one: Sample,
    other: Sample,
    baseline: str,
    strategy: str,
    confidence: float,
    matters: float | None = None,
) -> Comparison:
    """Compare the samples of two strategies on the replications that they share.

    Args:
        one, other: samples of the baseline and of the strategy in one measure.
        baseline, strategy: their names.
        confidence: of the interval, in (0, 1).
        matters: the smallest size of a difference that matters; None: not declared.
    """
    one, other = pair(one, other)
    interval = difference(one, other, confidence)
    stricter = difference(one, other, strict(confidence))
    found = finding(
        interval,
        stricter,
        n=one.n,
        happened=_happened(one) or _happened(other),
        identical=same_runs(one, other),
        certain=one.impossible != other.impossible
        and interval is not None
        and interval.estimate != 0,
        matters=matters,
    )
    change = other.values - one.values  # nan where either is undefined
    forecast, correlation, reduction = None, None, None
    if interval is not None and found is Finding.CANNOT_TELL:
        forecast = replications_to_decide(interval, one.n, confidence)
    first, second = one.pseudo, other.pseudo
    if interval is not None and first is not None and second is not None:
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
        forecast=forecast,
        finding=found,
        matters=matters,
        stricter=stricter,
    )


def _happened(one: Sample) -> bool:
    """Whether anything was counted; what is no count of events is always there."""
    return one.measure.kind in (Kind.AMOUNT, Kind.MONEY, Kind.MEAN) or bool(one.above.any())


def differences(results: Results) -> pl.DataFrame:
    """Every strategy against the first one, in every measure, paired by replication.

    Where variants were run beside the scenario, so are the strategies of each; then come all
    strategies with each variant against themselves without it.

    Returns:
        [measure, label, unit, baseline, strategy, n, difference, low, high, correlation,
        variance_reduction, chance_other_beats, chance_low, chance_high, wins, ties, losses,
        more_replications_from, more_replications_to, verdict]; ``difference`` is strategy minus
        baseline; a win is a paired world in which the strategy is better (higher, where the
        measure has no better, and then there is no chance of a win);
        ``chance_other_beats`` counts a tie half and has a Wilson interval; ``verdict`` is more,
        fewer, or another ``Finding``. Undefined values are null. Beside
        variants also [variant, baseline_variant], of the strategy and of the baseline.
    """
    sides = {
        one.variant: {strategy: sampling(one.of(strategy)) for strategy in one.strategies}
        for one in results.variants
    }
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
    study = results.scenario.study
    matters = sizes_that_matter(study)
    rows = []
    for (at, baseline), (variant, strategy) in pairs:
        ends = {"variant": variant, "baseline_variant": at} if results.beside else {}
        for name in MEASURES:
            one, other = sides[at][baseline](name), sides[variant][strategy](name)
            found = compare_samples(
                one, other, baseline, strategy, study.confidence, matters.get(name)
            )
            rows.append({**_row(results, found), **ends})
    return pl.DataFrame(rows, schema={**COLUMNS, **(VARIANT_COLUMNS if results.beside else {})})


def _row(results: Results, found: Comparison) -> dict[str, Any]:
    chance = found.chance(results.scenario.study.confidence)
    estimate, low, high = found.interval if found.interval is not None else (None, None, None)
    least, most = found.forecast if found.forecast is not None else (None, None)
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
        "more_replications_from": least,
        "more_replications_to": most,
        "verdict": found.verdict,
    }


def _correlation(one: Floats, other: Floats) -> float | None:
    if len(one) < 3 or spread(one) == 0 or spread(other) == 0:
        return None
    return float(np.corrcoef(one, other)[0, 1])  # which is never beyond 1


def _variance_reduction(one: Floats, other: Floats) -> float | None:
    together = spread(other - one) ** 2
    if len(one) < 3 or together == 0:
        return None
    return (spread(one) ** 2 + spread(other) ** 2) / together
