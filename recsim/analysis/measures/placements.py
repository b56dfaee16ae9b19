"""Placements: how many, of whom, by which way, how many last."""

from __future__ import annotations

from recsim.analysis.measures.codes import details
from recsim.analysis.measures.measure import (
    PER_HUNDRED,
    UNBOUNDED,
    Measure,
    amount,
    count,
    ratio,
)
from recsim.analysis.measures.window import Window, number_of, sum_of
from recsim.model.cohorts import Cohort
from recsim.model.events import Kind


def _placed(start: str = "", part: str = "") -> tuple[str, ...]:
    return details(Kind.PLACED, start=start, part=part)


def net_placements(window: Window) -> int:
    """Placements of the measured time without those of them that fell off."""
    return window.n(Kind.PLACED) - window.ended(Cohort.FELL_OFF)


PLACEMENTS: tuple[Measure, ...] = (
    count(
        "placements", "placements",
        "People whom the team placed in a job.",
        number_of(Kind.PLACED), better="more",
    ),
    count(
        "placements_content", "placements of content people",
        "People placed who were happily employed and not searching on the day on which the team "
        "took them into its process.",
        number_of(Kind.PLACED, *_placed(part="_content_")), better="more",
    ),
    count(
        "placements_seeking", "placements of employed people who searched",
        "People placed who were employed and searching on the day on which the team took them "
        "into its process.",
        number_of(Kind.PLACED, *_placed(part="_seeking_")), better="more",
    ),
    count(
        "placements_unemployed", "placements of unemployed people",
        "People placed who were unemployed on the day on which the team took them into its "
        "process.",
        number_of(Kind.PLACED, *_placed(part="_unemployed_")), better="more",
    ),
    count(
        "placements_by_applying", "placements that began with an application",
        "People placed who came to the team by answering an advert.",
        number_of(Kind.PLACED, *_placed(start="applied_")), better="more",
    ),
    count(
        "placements_by_approach", "placements that began with an approach",
        "People placed whom the team had contacted first.",
        number_of(Kind.PLACED, *_placed(start="approached_")), better="more",
    ),
    count(
        "placements_by_return", "placements that began with a return",
        "People placed who came back to the team by themselves because of an earlier contact.",
        number_of(Kind.PLACED, *_placed(start="returned_")), better="more",
    ),
    count(
        "placements_by_outreach", "placements that began with an approach or a return",
        "People placed whom the team would not have met without contacting people.",
        number_of(Kind.PLACED, *_placed(start="approached_"), *_placed(start="returned_")),
        better="more",
    ),
    count(
        "early_exits", "early exits",
        "Placed people who left the new job again in its first year because it was not what it "
        "seemed; who left for other reasons is not counted.",
        number_of(Kind.LEFT_EARLY), better="fewer",
    ),
    count(
        "fall_offs", "fall-offs",
        "Placements of the measured time that fell off before its end: the person left the job "
        "within the guarantee time.",
        lambda w: w.ended(Cohort.FELL_OFF), better="fewer",
    ),
    count(
        "net_placements", "net placements",
        "Placements minus those of them that fell off.",
        net_placements, better="more",
    ),
    count(
        "placements_past_guarantee", "placements whose guarantee is over",
        "Placements whose guarantee time ended in the measured time; some were made in the "
        "warm-up.",
        lambda w: w.ripe(Cohort.FELL_OFF).began, cohort=Cohort.FELL_OFF,
    ),
    count(
        "placements_fallen_off", "placements that fell off",
        "Of the placements whose guarantee time ended in the measured time, those that fell off.",
        lambda w: w.ripe(Cohort.FELL_OFF).ended, better="fewer", cohort=Cohort.FELL_OFF,
    ),
    count(
        "placements_past_a_year", "placements whose first year is over",
        "Placements whose first year (365 days) ended in the measured time; some were made in "
        "the warm-up.",
        lambda w: w.ripe(Cohort.GONE_IN_A_YEAR).began, cohort=Cohort.GONE_IN_A_YEAR,
    ),
    count(
        "placements_gone_in_a_year", "placements that ended within a year",
        "Of the placements whose first year ended in the measured time, those of people who left "
        "the job in it.",
        lambda w: w.ripe(Cohort.GONE_IN_A_YEAR).ended, better="fewer",
        cohort=Cohort.GONE_IN_A_YEAR,
    ),
    amount(
        "fit_sum", "sum of the fit of placed people",
        "The fit of person and opening, added up over all placements.",
        sum_of(Kind.PLACED), unit="standard deviations", bounds=UNBOUNDED,
    ),
    ratio(
        "placements_per_recruiter_quarter", "placements per recruiter and quarter",
        "per recruiter and quarter",
        "Placements per recruiter and quarter of a year (91.25 days).",
        "placements", "recruiter_quarters", better="more", by_segment=False,
    ),
    ratio(
        "placements_per_recruiter_year", "placements per recruiter and year",
        "per recruiter and year",
        "Placements per recruiter and year (365 days).",
        "placements", "recruiter_quarters", factor=4, better="more", by_segment=False,
    ),
    ratio(
        "applied_share_of_placements", "share of placements by applying", "share",
        "Placements that began with an application, out of all placements.",
        "placements_by_applying", "placements", exposure=True,
    ),
    ratio(
        "outreach_share_of_placements", "share of placements by outreach", "share",
        "Placements that began with an approach or a return, out of all placements.",
        "placements_by_outreach", "placements", exposure=True,
    ),
    ratio(
        "fall_offs_per_100_placements", "fall-offs per 100 placements whose guarantee is over",
        "per 100 placements",
        "Placements that fell off within the guarantee time, for each 100 whose guarantee time "
        "is over.",
        "placements_fallen_off", "placements_past_guarantee", factor=100, better="fewer",
        bounds=PER_HUNDRED, exposure=True,
    ),
    ratio(
        "gone_in_a_year_per_100_placements",
        "people gone within a year per 100 placements whose first year is over",
        "per 100 placements",
        "Placed people who left the job within a year, for each 100 whose first year is over.",
        "placements_gone_in_a_year", "placements_past_a_year", factor=100, better="fewer",
        bounds=PER_HUNDRED, exposure=True,
    ),
    ratio(
        "mean_fit", "mean fit of placed people", "standard deviations",
        "Mean fit of person and opening over all placements; 0 is an average pair.",
        "fit_sum", "placements", better="more", bounds=UNBOUNDED,
    ),
)  # fmt: skip

ALL = {"placements": PLACEMENTS}
