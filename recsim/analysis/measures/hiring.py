"""Placements, requisitions, and the way from the first talk to the start."""

from __future__ import annotations

from recsim.analysis.measures.codes import details
from recsim.analysis.measures.measure import UNBOUNDED, Measure, amount, count, ratio
from recsim.analysis.measures.window import number_of, sum_of
from recsim.model.events import Kind


def _placed(start: str = "", end: str = "") -> tuple[str, ...]:
    return details(Kind.PLACED, start=start, end=end)


IN_GUARANTEE = details(Kind.LEFT_EARLY, start="in_guarantee")

PLACEMENTS: tuple[Measure, ...] = (
    count(
        "placements", "placements",
        "People whom the team placed in a job.",
        number_of(Kind.PLACED), better="more",
    ),
    count(
        "placements_content", "placements of content people",
        "People placed who were happily employed and not searching until then.",
        number_of(Kind.PLACED, *_placed(end="_content")), better="more",
    ),
    count(
        "placements_seeking", "placements of employed people who searched",
        "People placed who were employed and searching until then.",
        number_of(Kind.PLACED, *_placed(end="_seeking")), better="more",
    ),
    count(
        "placements_unemployed", "placements of unemployed people",
        "People placed who were unemployed until then.",
        number_of(Kind.PLACED, *_placed(end="_unemployed")), better="more",
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
        "Placed people who left the new job again in its first year.",
        number_of(Kind.LEFT_EARLY), better="fewer",
    ),
    count(
        "fall_offs", "fall-offs",
        "Placed people who left the new job within the guarantee time.",
        number_of(Kind.LEFT_EARLY, *IN_GUARANTEE), better="fewer",
    ),
    amount(
        "net_placements", "net placements",
        "Placements minus fall-offs, both in the measured time.",
        lambda w: w.n(Kind.PLACED) - w.n(Kind.LEFT_EARLY, *IN_GUARANTEE),
        unit="people", better="more", bounds=UNBOUNDED,
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
        "early_exits_per_100_placements", "early exits per 100 placements", "per 100 placements",
        "Placed people who left again in the first year, for each 100 placements.",
        "early_exits", "placements", factor=100, better="fewer",
    ),
    ratio(
        "fall_offs_per_100_placements", "fall-offs per 100 placements", "per 100 placements",
        "Placed people who left within the guarantee time, for each 100 placements.",
        "fall_offs", "placements", factor=100, better="fewer",
    ),
    ratio(
        "mean_fit", "mean fit of placed people", "standard deviations",
        "Mean fit of person and opening over all placements; 0 is an average pair.",
        "fit_sum", "placements", better="more", bounds=UNBOUNDED,
    ),
)  # fmt: skip

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
        "Requisitions that were withdrawn unfilled.",
        number_of(Kind.REQUISITION_EXPIRED), unit="requisitions", better="fewer",
    ),
    count(
        "requisitions_closed", "requisitions closed",
        "Requisitions that were filled or withdrawn.",
        lambda w: w.n(Kind.REQUISITION_FILLED) + w.n(Kind.REQUISITION_EXPIRED),
        unit="requisitions",
    ),
    ratio(
        "fill_rate", "share of closed requisitions that were filled", "share",
        "Requisitions filled, out of all that were filled or withdrawn.",
        "requisitions_filled", "requisitions_closed", better="more", exposure=True,
    ),
    amount(
        "days_to_fill_sum", "days that filled requisitions had been open",
        "Days from opening to acceptance, added up over the filled requisitions.",
        sum_of(Kind.REQUISITION_FILLED), unit="days",
    ),
    ratio(
        "time_to_fill_days", "mean time to fill", "days",
        "Mean days from opening to acceptance, of filled requisitions only.",
        "days_to_fill_sum", "requisitions_filled", better="fewer",
    ),
)  # fmt: skip


_TURNED_DOWN = ("not_convincing", "failed_interviews", "other_chosen", "requisition_expired")
_NOT_TAKEN = ("turned_down", "never_answered", "inbox_full", "closed_told", "closed_unanswered")


def _ended(name: str, label: str, definition: str, detail: str) -> Measure:
    return count(name, label, definition, number_of(Kind.CANDIDACY_ENDED, detail))


PROCESS: tuple[Measure, ...] = (
    count(
        "candidacies", "people taken into the process",
        "People taken into the process for a requisition, however they came.",
        number_of(Kind.CANDIDACY_STARTED),
    ),
    count(
        "candidacies_by_applying", "people taken into the process who had applied",
        "People taken into the process after an application.",
        number_of(Kind.CANDIDACY_STARTED, "applied"),
    ),
    count(
        "candidacies_by_approach", "people taken into the process after an approach",
        "People taken into the process after an approach by the team.",
        number_of(Kind.CANDIDACY_STARTED, "approached"),
    ),
    count(
        "candidacies_by_return", "people taken into the process who came back",
        "People taken into the process who came back to the team by themselves.",
        number_of(Kind.CANDIDACY_STARTED, "returned"),
    ),
    count(
        "talks", "screening talks",
        "Screening talks held.",
        number_of(Kind.TALKED), unit="talks",
    ),
    count(
        "talks_convincing", "convincing screening talks",
        "Screening talks after which the team went on with the person.",
        number_of(Kind.TALKED, "convinced"), unit="talks",
    ),
    count(
        "interviews", "interviews",
        "People who went through the interviews for a requisition.",
        number_of(Kind.INTERVIEWED),
    ),
    count(
        "interviews_passed", "interviews passed",
        "People who passed the interviews for a requisition.",
        number_of(Kind.INTERVIEWED, "passed"),
    ),
    count("offers", "offers", "Offers made.", number_of(Kind.OFFERED), unit="offers"),
    _ended(
        "offers_declined", "offers declined",
        "Offers that the person declined of their own accord.", "offer_declined",
    ),
    _ended(
        "counter_offers", "people kept by a counter-offer",
        "People with an offer whom their employer kept.", "counter_offer",
    ),
    _ended(
        "ghosted", "people who silently dropped out",
        "People who dropped out of the process without a word.", "ghosted",
    ),
    _ended(
        "candidacies_withdrew", "people who left the process for another job",
        "People who left the process because they took another job.", "withdrew",
    ),
    _ended(
        "candidacies_not_convincing", "people turned down after the talk",
        "People turned down after the screening talk.", "not_convincing",
    ),
    _ended(
        "candidacies_failed_interviews", "people turned down after the interviews",
        "People who did not pass the interviews.", "failed_interviews",
    ),
    _ended(
        "candidacies_other_chosen", "people turned down for somebody else",
        "People turned down because the requisition went to somebody else.", "other_chosen",
    ),
    _ended(
        "candidacies_requisition_expired", "people whose requisition was withdrawn",
        "People turned down because the requisition was withdrawn.", "requisition_expired",
    ),
    count(
        "candidacies_ended", "people whose process ended",
        "People whose process for a requisition came to its end, whatever the end.",
        number_of(Kind.CANDIDACY_ENDED),
    ),
    count(
        "rejections_by_people", "rejections by people",
        "How often people turned the team down: polite declines, offers declined, counter-offers "
        "taken, other jobs taken, and silent drop-outs.",
        lambda w: w.n(Kind.APPROACH_ENDED, "declined")
        + w.n(Kind.CANDIDACY_ENDED, "offer_declined", "counter_offer", "withdrew", "ghosted"),
        unit="rejections",
    ),
    count(
        "rejections_of_people", "rejections of people",
        "How often the team turned people down: applications turned down or never answered, and "
        "people turned down in the process.",
        lambda w: w.n(Kind.APPLICATION_ENDED, *_NOT_TAKEN)
        + w.n(Kind.CANDIDACY_ENDED, *_TURNED_DOWN),
        unit="rejections",
    ),
    ratio(
        "offer_decline_rate", "share of offers declined", "share",
        "Offers that the person declined of their own accord (counter-offers not included), out "
        "of all offers made.",
        "offers_declined", "offers", better="fewer", exposure=True,
    ),
    ratio(
        "interviews_per_placement", "interviews per placement", "per placement",
        "People interviewed for each placement.",
        "interviews", "placements", better="fewer",
    ),
)  # fmt: skip

ALL = {"placements": PLACEMENTS, "requisitions": REQUISITIONS, "process": PROCESS}
