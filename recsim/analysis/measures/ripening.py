"""From when on it can be told what became of things that began: cohorts and the measured time.

A requisition of last week may still be filled. Shares of requisitions that are filled and of
placements that last are therefore of those alone that had the whole time allowed for it; those
whose time was over in the measured time are counted, and so some that began in the warm-up.
"""

from __future__ import annotations

from math import ceil, isfinite
from typing import TYPE_CHECKING

from recsim.model.cohorts import Cohort, time_allowed
from recsim.scenario.study import DAYS_PER_BIN

if TYPE_CHECKING:
    from recsim.scenario.scenario import Scenario


def ripe_weeks(allowed: float, warm_up_days: int, horizon_days: int) -> tuple[int, int]:
    """First week, and the week after the last, of what had its time; counted from day 0.

    Args:
        allowed: time allowed, days; at infinity nothing ever had it.
        warm_up_days, horizon_days: times of the study, days.
    """
    if not isfinite(allowed):
        return 0, 0
    first = -_weeks_before(allowed, warm_up_days)
    return first, max(first, int((horizon_days - allowed) // DAYS_PER_BIN))


def horizon_needed(scenario: Scenario, cohort: Cohort) -> int | None:
    """The shortest measured time, in days, that tells anything of a cohort; None: none does."""
    allowed = float(time_allowed(scenario.world.hiring.guarantee_days)[cohort])
    if not isfinite(allowed):
        return None
    before = _weeks_before(allowed, scenario.study.warm_up_days)
    return max(1, ceil(allowed) + DAYS_PER_BIN * (1 - before))


def _weeks_before(allowed: float, warm_up_days: int) -> int:
    """How many weeks of the warm-up count."""
    return min(ceil(allowed / DAYS_PER_BIN), warm_up_days // DAYS_PER_BIN)
