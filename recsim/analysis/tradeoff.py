"""The frontier of placements against offence: which strategies nothing beats on both counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recsim.analysis.estimates import Sample, difference, pair
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.analysis.samples import samples_of

GAIN, HARM = "placements", "offences_per_100_placements"
ON, TIED, BEHIND, UNDEFINED = "on the frontier", "tied with the frontier", "behind", "undefined"


@dataclass(frozen=True)
class Standing:
    """Where a strategy stands.

    Attributes:
        strategy: its name.
        gain, harm: estimates of the two measures; None if undefined.
        place: on the frontier (no other strategy's estimates are at least as good in both and
            better in one); behind (another is clearly better in one and clearly better, or always
            equal, in the other); tied with the frontier (neither: another looks better, but the
            paired intervals overlap); undefined.
        behind: the strategies that it is behind, or tied with; empty on the frontier.
    """

    strategy: str
    gain: float | None
    harm: float | None
    place: str
    behind: tuple[str, ...] = ()


def frontier(results: Results, gain: str = GAIN, harm: str = HARM) -> list[Standing]:
    """Standing of every strategy, in the scenario's order.

    Args:
        results: with one strategy or more.
        gain: the measure of which a strategy wants more.
        harm: the measure of which it wants fewer.

    Raises:
        KeyError: there is no such measure.
    """
    samples = samples_of(results)
    pairs = {name: (samples(name, gain), samples(name, harm)) for name in results.strategies}
    return standings(pairs, results.scenario.study.confidence)


def standings(samples: Mapping[str, tuple[Sample, Sample]], confidence: float) -> list[Standing]:
    """Standing of every strategy, from its samples of gain and harm."""
    return [_standing(strategy, samples, confidence) for strategy in samples]


def _standing(
    strategy: str, samples: Mapping[str, tuple[Sample, Sample]], confidence: float
) -> Standing:
    own = samples[strategy]
    gain, harm = own[0].estimate, own[1].estimate
    if gain is None or harm is None:
        return Standing(strategy, gain, harm, UNDEFINED)
    better, seemingly = [], []
    for name, other in samples.items():
        if name == strategy or other[0].estimate is None or other[1].estimate is None:
            continue
        more = _advantage(own[0], other[0], 1, confidence)
        fewer = _advantage(own[1], other[1], -1, confidence)
        if min(more) >= 0 and max(more[1], fewer[1]) > 0 and min(fewer) >= 0:
            better.append(name)
        elif more[1] >= 0 and fewer[1] >= 0 and (more[1] > 0 or fewer[1] > 0):
            seemingly.append(name)
    if better:
        return Standing(strategy, gain, harm, BEHIND, tuple(better))
    if seemingly:
        return Standing(strategy, gain, harm, TIED, tuple(seemingly))
    return Standing(strategy, gain, harm, ON)


def _advantage(own: Sample, other: Sample, sign: int, confidence: float) -> tuple[float, float]:
    """By how much the other is better: at least (by the paired interval), and by the estimate."""
    found = difference(*pair(own, other), confidence)
    assert found is not None
    low, high = (found.low, found.high) if sign > 0 else (found.high, found.low)
    return (float("-inf") if low is None or high is None else sign * low, sign * found.estimate)


assert MEASURES[GAIN].better == "more"
assert MEASURES[HARM].better == "fewer"
