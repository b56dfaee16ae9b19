"""Cohorts: what is counted in the week in which it began, not in the week in which it ended.

How many requisitions are filled, or placements last, is a question about those that had the time.
The events of a period do not answer it: at the start of a run nothing can have ended yet.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from recsim.model.events import Kind

DAYS_TO_FILL = 119.0
"""A requisition that is not filled within this time (17 weeks) counts as not filled."""
DAYS_TO_STAY = 365.0

ROUNDING = 1e-9
"""Days; so much later than calculated, a week's first moment is in that week for certain."""


class Cohort(IntEnum):
    """What became of something within a time; counted in the week in which it began."""

    FILLED = 0  # requisitions
    WITHDRAWN = 1  # requisitions
    FELL_OFF = 2  # placements, within the guarantee
    GONE_IN_A_YEAR = 3  # placements


BEGIN: dict[Cohort, Kind] = {
    Cohort.FILLED: Kind.REQUISITION_OPENED,
    Cohort.WITHDRAWN: Kind.REQUISITION_OPENED,
    Cohort.FELL_OFF: Kind.PLACED,
    Cohort.GONE_IN_A_YEAR: Kind.PLACED,
}
"""The event by which it began."""

END: dict[Cohort, Kind] = {
    Cohort.FILLED: Kind.REQUISITION_FILLED,
    Cohort.WITHDRAWN: Kind.REQUISITION_EXPIRED,
    Cohort.FELL_OFF: Kind.PLACEMENT_ENDED,
    Cohort.GONE_IN_A_YEAR: Kind.PLACEMENT_ENDED,
}
"""The event that is counted; its value is the days since the beginning."""


def time_allowed(guarantee_days: float) -> npt.NDArray[np.float64]:
    """Within how many days the end must come to count, by cohort."""
    return np.array([DAYS_TO_FILL, DAYS_TO_FILL, guarantee_days, DAYS_TO_STAY])


FIRST: npt.NDArray[np.int64] = np.zeros(len(Kind), dtype=np.int64)
PAST: npt.NDArray[np.int64] = np.zeros(len(Kind), dtype=np.int64)
"""A kind of event ends the cohorts from ``FIRST[kind]`` to before ``PAST[kind]``, mostly none."""
for _kind in Kind:
    _ended = [cohort for cohort, kind in END.items() if kind is _kind]
    if _ended:
        FIRST[_kind], PAST[_kind] = _ended[0], _ended[-1] + 1
