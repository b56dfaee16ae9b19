"""Ranks that admit ties: from which place to which place chance alone could put somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recsim.analysis.estimates import Sample, difference, pair


@dataclass(frozen=True)
class Rank:
    """The places that an entry may have, 1 being the first.

    Attributes:
        best: one more than the number of entries that are clearly better.
        worst: the number of ranked entries, less those that are clearly worse.
    """

    best: int
    worst: int

    def __str__(self) -> str:
        return str(self.best) if self.best == self.worst else f"{self.best}-{self.worst}"


def joint_confidence(confidence: float, entries: int) -> float:
    """Confidence for each pair with which all pairs together are right with ``confidence``.

    Bonferroni's inequality over all pairs of entries: with many of them somebody would otherwise
    look better than somebody else by chance alone.

    Args:
        confidence: that is wanted for the whole ranking, in (0, 1).
        entries: number of entries that are compared.
    """
    pairs = entries * (entries - 1) // 2
    return 1 - (1 - confidence) / max(1, pairs)


def ranks(samples: Mapping[str, Sample], confidence: float) -> dict[str, Rank]:
    """Places of all entries, more of the measure being better.

    An entry is clearly better than another one if the interval of the paired difference lies above
    0. Being clearly better has no ties that could form a circle, but being tied is not transitive:
    the first may be tied with the second, the second with the third, and the first still be clearly
    better than the third. So each entry gets the places that chance could put it at.

    Args:
        samples: of the measure, on the same worlds, by entry.
        confidence: of each paired interval; see ``joint_confidence``.
    """
    clear: dict[str, int] = dict.fromkeys(samples, 0)
    beaten: dict[str, int] = dict.fromkeys(samples, 0)
    names = list(samples)
    for at, name in enumerate(names):
        for other in names[at + 1 :]:
            found = difference(*pair(samples[name], samples[other]), confidence)
            if found is None or found.low is None or found.high is None:
                continue
            if found.low > 0:
                clear[name], beaten[other] = clear[name] + 1, beaten[other] + 1
            elif found.high < 0:
                clear[other], beaten[name] = clear[other] + 1, beaten[name] + 1
    return {name: Rank(clear[name] + 1, len(names) - beaten[name]) for name in names}
