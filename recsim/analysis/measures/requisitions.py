"""Requisitions: opened, filled, withdrawn, and how long that takes.

Shares and times are of requisitions that had 17 weeks, whatever became of them afterwards: else
short runs would know only of those that were filled quickly.
"""

from __future__ import annotations

from recsim.analysis.measures.measure import Measure, amount, count, ratio
from recsim.analysis.measures.stocks import OPEN_REQUISITIONS
from recsim.analysis.measures.window import number_of, sum_of
from recsim.model.cohorts import Cohort
from recsim.model.events import Kind

REQUISITIONS: tuple[Measure, ...] = (
    count(
        "requisitions_opened", "requisitions opened",
        "Requisitions that the team was given.",
        number_of(Kind.REQUISITION_OPENED), unit="requisitions",
    ),
    count(
        "requisitions_filled", "requisitions filled",
        "Requisitions that the team filled.",
        number_of(Kind.REQUISITION_FILLED), unit="requisitions", better="more",
    ),
    count(
        "requisitions_expired", "requisitions expired",
        "Requisitions that closed unfilled: withdrawn, or filled by others.",
        number_of(Kind.REQUISITION_EXPIRED), unit="requisitions", better="fewer",
    ),
    count(
        "requisitions_lost_to_others", "requisitions that others filled",
        "Requisitions that a competitor or the employer itself filled before the team did.",
        number_of(Kind.REQUISITION_EXPIRED, "lost_to_others"), unit="requisitions",
        better="fewer",
    ),
    count(
        "requisitions_closed", "requisitions closed",
        "Requisitions that were filled or closed unfilled.",
        lambda w: w.n(Kind.REQUISITION_FILLED) + w.n(Kind.REQUISITION_EXPIRED),
        unit="requisitions",
    ),
    count(
        "requisitions_of_17_weeks", "requisitions that had 17 weeks",
        "Requisitions whose first 17 weeks (119 days) ended in the measured time; some were "
        "opened in the warm-up.",
        lambda w: w.ripe(Cohort.FILLED).began, unit="requisitions", cohort=Cohort.FILLED,
    ),
    count(
        "requisitions_filled_in_17_weeks", "requisitions filled within 17 weeks",
        "Of the requisitions whose first 17 weeks ended in the measured time, those that were "
        "filled within them.",
        lambda w: w.ripe(Cohort.FILLED).ended,
        unit="requisitions", better="more", cohort=Cohort.FILLED,
    ),
    count(
        "requisitions_lost_in_17_weeks", "requisitions closed unfilled within 17 weeks",
        "Of the requisitions whose first 17 weeks ended in the measured time, those that were "
        "withdrawn within them, or filled by others.",
        lambda w: w.ripe(Cohort.WITHDRAWN).ended,
        unit="requisitions", better="fewer", cohort=Cohort.WITHDRAWN,
    ),
    ratio(
        "fill_rate", "share of requisitions filled within 17 weeks", "share",
        "Requisitions filled within 17 weeks (119 days), out of all that were opened so long "
        "before the end.",
        "requisitions_filled_in_17_weeks", "requisitions_of_17_weeks", better="more", exposure=True,
    ),
    ratio(
        "withdrawn_rate", "share of requisitions closed unfilled within 17 weeks", "share",
        "Requisitions withdrawn or filled by others within 17 weeks (119 days), out of all that "
        "were opened so long before the end.",
        "requisitions_lost_in_17_weeks", "requisitions_of_17_weeks", better="fewer", exposure=True,
    ),
    amount(
        "days_to_fill_sum", "days that requisitions filled within 17 weeks had been open",
        "Days from opening to acceptance, added up over the requisitions filled within 17 weeks.",
        lambda w: w.ripe(Cohort.FILLED).days, unit="days",
    ),
    ratio(
        "time_to_fill_days", "mean time to fill of those filled within 17 weeks", "days",
        "Mean days from opening to acceptance, of requisitions filled within 17 weeks.",
        "days_to_fill_sum", "requisitions_filled_in_17_weeks", better="fewer",
    ),
    amount(
        "open_requisition_quarters", "open requisitions times quarters",
        "Time that requisitions were open, added up, in quarters of a year (91.25 days; from "
        "weekly levels).",
        lambda w: 4 * w.years(OPEN_REQUISITIONS), unit="requisition-quarters",
    ),
    ratio(
        "open_requisitions_per_recruiter", "open requisitions per recruiter", "per recruiter",
        "Mean number of open requisitions for each recruiter (from weekly levels).",
        "open_requisition_quarters", "recruiter_quarters", by_segment=False,
    ),
)  # fmt: skip

PLANNED: tuple[Measure, ...] = (
    count(
        "planned_due", "planned requisitions whose day came",
        "Planned requisitions whose day to be filled by lay in the measured time.",
        number_of(Kind.NEEDED_BY), unit="requisitions",
    ),
    count(
        "planned_filled_by_date", "planned requisitions filled by their day",
        "Planned requisitions that were filled on or before the day by which they were needed.",
        number_of(Kind.NEEDED_BY, "filled"), unit="requisitions", better="more",
    ),
    count(
        "planned_open_after_date", "planned requisitions still open on their day",
        "Planned requisitions that were still open on the day by which they were needed.",
        number_of(Kind.NEEDED_BY, "open"), unit="requisitions", better="fewer",
    ),
    count(
        "planned_filled_late", "planned requisitions filled late",
        "Planned requisitions that were filled after the day by which they were needed.",
        number_of(Kind.FILLED_LATE), unit="requisitions",
    ),
    amount(
        "days_late_sum", "days that planned requisitions were filled late",
        "Days from the day by which they were needed to acceptance, added up over the planned "
        "requisitions that were filled late.",
        sum_of(Kind.FILLED_LATE), unit="days", better="fewer",
    ),
    ratio(
        "filled_by_date_share", "share of planned requisitions filled by their day", "share",
        "Planned requisitions filled by the day on which they were needed, out of all whose day "
        "came in the measured time: for one requisition, the chance that it is filled in time.",
        "planned_filled_by_date", "planned_due", better="more", exposure=True,
    ),
    ratio(
        "mean_days_late", "mean days late of those filled late", "days",
        "Mean days from the day by which they were needed to acceptance, of planned requisitions "
        "that were filled late; what is still open does not count.",
        "days_late_sum", "planned_filled_late", better="fewer",
    ),
)  # fmt: skip

ALL = {"requisitions": REQUISITIONS, "planned requisitions": PLANNED}
