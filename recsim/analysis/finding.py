"""What a comparison found: a direction, or which of the four kinds of nothing.

*Decided* asks more than the interval that is shown. Who looks after ten runs, adds some because
nothing is decided, and looks again, has had two chances to be wrong, and would be wrong with one
comparison in ten of strategies that do not differ. So a direction is given only if 0 also lies
outside of the interval whose error is a quarter of what the study allows (98.75% for 95%): by
Bonferroni that is true for four looks whatever they depend on; looks at the same, growing runs
depend on one another, so that it serves for about seven (Pocock 1977, Biometrika 64:191-199). The
other kinds need no such care: an interval that lies within a size is twice as strict as a test of
equivalence at its level (Schuirmann 1987, J Pharmacokinet Biopharm 15:657-680).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from recsim.analysis.intervals import Interval
from recsim.scenario.study import DAYS_PER_YEAR, Study

LOOKS = 4
PLACEMENTS_A_YEAR = 1.0
"""A difference in placements that matters, if the scenario does not say what does."""


class Finding(Enum):
    """What can be said of a difference between two strategies."""

    DECIDED = "decided"
    IDENTICAL = "the same in everything"
    NO_DIFFERENCE_LARGER_THAN = "no difference that matters"
    CANNOT_TELL = "cannot tell"
    NOTHING_HAPPENED = "nothing happened"
    ONE_RUN = "one run"
    UNDEFINED = "undefined"


def strict(confidence: float) -> float:
    """The confidence that a direction asks for, where intervals have this one."""
    return 1 - (1 - confidence) / LOOKS


def one_sided(interval: Interval | None) -> bool:
    """Whether there is an interval, and it lies on one side of 0."""
    if interval is None or interval.low is None or interval.high is None:
        return False
    return interval.low > 0 or interval.high < 0


def finding(
    interval: Interval | None,
    stricter: Interval | None,
    *,
    n: int,
    happened: bool,
    identical: bool = False,
    certain: bool = False,
    matters: float | None = None,
) -> Finding:
    """What an interval of a difference says.

    Args:
        interval: as it is shown.
        stricter: the same with the confidence that a direction asks for.
        n: number of paired replications.
        happened: whether anything was counted on either side.
        identical: whether both sides are the same runs.
        certain: whether something happened on one side that cannot happen on the other: the
            direction is known, whatever chance did, and only the size is not.
        matters: the smallest size of a difference that matters; None: not declared.
    """
    if interval is None or stricter is None:
        return Finding.UNDEFINED
    if identical:
        return Finding.IDENTICAL
    low, high = interval.low, interval.high
    if low is None or high is None:
        return Finding.ONE_RUN if n < 2 else Finding.CANNOT_TELL
    if not happened:
        return Finding.NOTHING_HAPPENED
    assert stricter.low is not None
    assert stricter.high is not None
    if certain or stricter.low > 0 or stricter.high < 0:
        return Finding.DECIDED
    if matters is not None and -matters <= low <= high <= matters:
        return Finding.NO_DIFFERENCE_LARGER_THAN
    return Finding.CANNOT_TELL


def sizes_that_matter(study: Study) -> Mapping[str, float]:
    """By measure: the smallest difference that matters in the measured time."""
    placements = PLACEMENTS_A_YEAR * study.horizon_days / DAYS_PER_YEAR
    return {"placements": placements, **study.matters}
