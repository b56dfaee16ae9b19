"""The frontier of gain against harm: which strategies nothing beats on both counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from recsim.analysis.estimates import Sample, difference, pair
from recsim.analysis.finding import strict
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.analysis.samples import samples_of
from recsim.scenario.scenario import Scenario

PLACEMENTS = "placements"
OFFENDED, RESENTED = "offences_per_100_placements", "resentments_per_100_placements"
HARMED = "put_off_per_100_placements"
"""Offended by contacts, resentful of how they were rejected, and both."""
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


def axes(scenario: Scenario) -> tuple[str, str]:
    """Gain and harm of a study.

    The gain is the first declared outcome if more of it is better, else placements. The harm is
    whatever these teams can do: where some contact people and some take applications, both count.
    """
    first = next(iter(scenario.study.outcomes), PLACEMENTS)
    gain = first if MEASURES[first].better == "more" else PLACEMENTS
    if not scenario.waits:
        return gain, OFFENDED
    return gain, HARMED if scenario.calls else RESENTED


def frontier(results: Results, gain: str = "", harm: str = "") -> list[Standing]:
    """Standing of every strategy, in the scenario's order, as strict as a verdict.

    Args:
        results: with one strategy or more.
        gain: the measure of which a strategy wants more; that of ``axes`` if not given.
        harm: the measure of which it wants fewer; that of ``axes`` if not given.

    Raises:
        KeyError: there is no such measure.
    """
    samples, own = samples_of(results), axes(results.scenario)
    names = gain or own[0], harm or own[1]
    pairs = {key: (samples(key, names[0]), samples(key, names[1])) for key in results.strategies}
    return standings(pairs, strict(results.scenario.study.confidence))


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
    one, two = pair(own, other)
    if np.array_equal(one.above, two.above) and np.array_equal(one.below, two.below):
        return 0.0, 0.0
    found = difference(one, two, confidence)
    assert found is not None
    low, high = (found.low, found.high) if sign > 0 else (found.high, found.low)
    return (float("-inf") if low is None or high is None else sign * low, sign * found.estimate)
