"""The way from the first talk to the start, and what ends it before."""

from __future__ import annotations

from recsim.analysis.measures.measure import PER_HUNDRED, Better, Measure, amount, count, ratio
from recsim.analysis.measures.window import DAYS_PER_YEAR, number_of, sum_of
from recsim.model.events import Kind

WEEKS_PER_QUARTER = DAYS_PER_YEAR / 4 / 7

_TURNED_DOWN = ("not_convincing", "failed_interviews", "other_chosen", "requisition_expired")
_NOT_TAKEN = ("turned_down", "never_answered", "inbox_full", "closed_told", "closed_unanswered")


def _ended(
    name: str, label: str, definition: str, detail: str, better: Better | None = None
) -> Measure:
    return count(name, label, definition, number_of(Kind.CANDIDACY_ENDED, detail), better=better)


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
        "candidacies_passed_on", "people passed on to another opening",
        "People who had convinced in a talk, whose opening was filled or lost first, and who were "
        "taken into the process for another opening of the team.",
        lambda w: round(w.total(Kind.CANDIDACY_STARTED)), better="more",
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
    amount(
        "days_waited_for_managers", "days waited for hiring managers",
        "Days from the moment when interviews were arranged until the hiring manager had time, "
        "added up over all people who were met.",
        sum_of(Kind.MANAGER_MET), unit="days", better="fewer",
    ),
    count(
        "slots_used", "interview slots used",
        "People whom a hiring manager met in a slot; none where managers have time for everybody.",
        number_of(Kind.MANAGER_MET), better=None,
    ),
    ratio(
        "wait_for_manager_days", "mean wait in line for a hiring manager", "days",
        "Mean days from arranging the interviews until the hiring manager had time, of those who "
        "were met.",
        "days_waited_for_managers", "slots_used", better="fewer",
    ),
    count(
        "interviews_passed", "interviews passed",
        "People who passed the interviews for a requisition.",
        number_of(Kind.INTERVIEWED, "passed"),
    ),
    count("offers", "offers", "Offers made.", number_of(Kind.OFFERED), unit="offers"),
    count(
        "offers_ended", "offers that ended",
        "Offers that came to their end: accepted, declined, outbid by the employer, or left open "
        "by somebody who dropped out or took another job.",
        lambda w: round(w.total(Kind.CANDIDACY_ENDED)), unit="offers",
    ),
    _ended(
        "offers_accepted", "offers accepted",
        "Offers that the person accepted: each is a placement.", "placed", better="more",
    ),
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
        "of all offers that ended.",
        "offers_declined", "offers_ended", better="fewer", exposure=True,
    ),
    ratio(
        "offer_acceptance_rate", "share of offers accepted", "share",
        "Offers accepted, out of all offers that ended.",
        "offers_accepted", "offers_ended", better="more", exposure=True,
    ),
    ratio(
        "ghosted_share", "share of candidates who silently dropped out", "share",
        "People who dropped out without a word at any stage, out of all whose process ended.",
        "ghosted", "candidacies_ended", better="fewer", exposure=True,
    ),
    ratio(
        "placements_per_100_candidacies", "placements per 100 people taken into the process",
        "per 100 people whose process ended",
        "Placements for each 100 people whose process for a requisition ended.",
        "offers_accepted", "candidacies_ended", factor=100, better="more",
        bounds=PER_HUNDRED, exposure=True,
    ),
    ratio(
        "talks_per_recruiter_week", "screening talks per recruiter and week",
        "per recruiter and week",
        "Screening talks for each recruiter and week.",
        "talks", "recruiter_quarters", factor=1 / WEEKS_PER_QUARTER, by_segment=False,
    ),
    ratio(
        "interviews_per_placement", "interviews per placement", "per placement",
        "People interviewed for each placement.",
        "interviews", "placements", better="fewer",
    ),
)  # fmt: skip

ALL = {"process": PROCESS}
