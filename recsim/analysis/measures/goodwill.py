"""Offence, annoyance, resentment: the goodwill that recruiting uses up, in both ways."""

from __future__ import annotations

from recsim.analysis.measures.codes import details
from recsim.analysis.measures.measure import Better, Measure, count, ratio
from recsim.analysis.measures.stocks import ON_DO_NOT_CONTACT, WARY
from recsim.analysis.measures.window import number_of
from recsim.model.events import Kind

_AT_WORK = details(Kind.OFFENDED, part="_work_")
_FURIES = details(Kind.OFFENDED, start="fury_")
_HELD_BACK = details(Kind.ANNOYED, start="held_back_")

OFFENCE: tuple[Measure, ...] = (
    count(
        "offences", "complaints",
        "Contacts about which the person complained, calmly or in fury.",
        number_of(Kind.OFFENDED), unit="complaints", better="fewer",
    ),
    count(
        "offences_at_work", "complaints about contacts at work",
        "Complaints about messages and calls to people's address or phone at work.",
        number_of(Kind.OFFENDED, *_AT_WORK), unit="complaints", better="fewer",
    ),
    count(
        "furious_offences", "furious complaints",
        "Complaints of people who were furious: they tell others for certain.",
        number_of(Kind.OFFENDED, *_FURIES), unit="complaints", better="fewer",
    ),
    count(
        "offended_people", "people who complained",
        "People who complained about a contact of the team for the first time.",
        lambda w: round(w.total(Kind.OFFENDED)), better="fewer",
    ),
    count(
        "annoyances", "silent annoyances",
        "Contacts that annoyed the person, who said nothing; the team does not know.",
        number_of(Kind.ANNOYED), unit="annoyances", better="fewer",
    ),
    count(
        "annoyances_held_back", "complaints and curt noes held back",
        "Silent annoyances of people who could have given a curt no or a complaint, and kept it "
        "back.",
        number_of(Kind.ANNOYED, *_HELD_BACK), unit="annoyances", better="fewer",
    ),
    count(
        "told_others", "people who complained and told others",
        "People who complained about a contact and told others about it.",
        number_of(Kind.TOLD_OTHERS), better="fewer",
    ),
    count(
        "people_told", "people told of a complaint",
        "People who heard of it from somebody who had complained about the team.",
        lambda w: round(w.total(Kind.TOLD_OTHERS)), better="fewer",
    ),
    count(
        "became_wary", "people who became wary",
        "People who became wary of the team: silently annoyed, told by others, or resentful.",
        number_of(Kind.BECAME_WARY), better="fewer",
    ),
    count(
        "wary_end", "people wary at the end",
        "People wary of the team at the end and not on its do-not-contact list; what happened in "
        "the warm-up counts.",
        lambda w: w.at_end(WARY), better="fewer",
    ),
    count(
        "do_not_contact_end", "people on do-not-contact at the end",
        "People on the team's do-not-contact list at the end; what happened in the warm-up counts.",
        lambda w: w.at_end(ON_DO_NOT_CONTACT), better="fewer",
    ),
    count(
        "burnt_pool_end", "people burnt at the end",
        "People who are wary of the team or on its do-not-contact list at the end.",
        lambda w: w.at_end(WARY) + w.at_end(ON_DO_NOT_CONTACT), better="fewer",
    ),
    ratio(
        "offences_per_1000_contacts", "complaints per 1,000 contacts", "per 1,000 contacts",
        "Complaints for each 1,000 messages and calls.",
        "offences", "contacts", factor=1000, better="fewer", exposure=True,
    ),
    ratio(
        "furious_share", "share of complaints that are furious", "share",
        "Furious complaints, out of all complaints.",
        "furious_offences", "offences", better="fewer", exposure=True,
    ),
    ratio(
        "offences_per_100_placements", "complaints per 100 placements", "per 100 placements",
        "Complaints about contacts for each 100 placements, however the placed people came.",
        "offences", "placements", factor=100, better="fewer",
    ),
    ratio(
        "offended_people_share", "share of people who complained", "share",
        "People who complained about the team for the first time in the measured time, out of all "
        "people.",
        "offended_people", "people", better="fewer",
    ),
    ratio(
        "silent_annoyance_per_1000_contacts", "silent annoyances per 1,000 contacts",
        "per 1,000 contacts",
        "Silent annoyances for each 1,000 messages and calls.",
        "annoyances", "contacts", factor=1000, better="fewer", exposure=True,
    ),
    ratio(
        "wary_share_end", "share of people wary at the end", "share",
        "People wary of the team at the end (not on do-not-contact), out of all people.",
        "wary_end", "people", better="fewer",
    ),
    ratio(
        "do_not_contact_share_end", "share of people on do-not-contact at the end", "share",
        "People on the team's do-not-contact list at the end, out of all people.",
        "do_not_contact_end", "people", better="fewer",
    ),
    ratio(
        "burnt_pool_share", "share of people burnt", "share",
        "People wary of the team or on its do-not-contact list at the end, out of all people.",
        "burnt_pool_end", "people", better="fewer",
    ),
)  # fmt: skip

_TOLD = ("turned_down", "closed_told")
_UNANSWERED = ("never_answered", "inbox_full", "closed_unanswered")


def _ended(
    name: str, label: str, definition: str, detail: str, better: Better | None = None
) -> Measure:
    return count(
        name, label, definition,
        number_of(Kind.APPLICATION_ENDED, detail), unit="applications", better=better,
    )  # fmt: skip


APPLICANTS: tuple[Measure, ...] = (
    count(
        "applications", "applications",
        "Applications that the team received.",
        number_of(Kind.APPLIED), unit="applications",
    ),
    count(
        "applications_ended", "applications that ended",
        "Applications that came to their end: shortlisted, turned down, never answered or "
        "withdrawn.",
        number_of(Kind.APPLICATION_ENDED), unit="applications",
    ),
    _ended(
        "applications_shortlisted", "applications shortlisted",
        "Applications after which the team took the person into its process.", "shortlisted",
        better="more",
    ),
    _ended(
        "applications_turned_down", "applications turned down, told",
        "Applications that were read and turned down, and the applicant was told.", "turned_down",
    ),
    _ended(
        "applications_closed_told", "applications to a requisition that closed, told",
        "Applications whose requisition closed first, and the applicant was told.", "closed_told",
    ),
    _ended(
        "applications_never_answered", "applications turned down, not told",
        "Applications that were read and turned down, and the applicant was never told.",
        "never_answered", better="fewer",
    ),
    _ended(
        "applications_inbox_full", "applications not read: inbox full",
        "Applications that came when the recruiter's inbox was full; never answered.",
        "inbox_full", better="fewer",
    ),
    _ended(
        "applications_closed_unanswered", "applications to a requisition that closed, not told",
        "Applications whose requisition closed first, and the applicant was never told.",
        "closed_unanswered", better="fewer",
    ),
    _ended(
        "applications_withdrawn", "applications withdrawn",
        "Applications of people who had found a job or were in the team's process already.",
        "withdrawn",
    ),
    count(
        "turned_down", "applicants turned down and told",
        "Applications that did not lead on, and the applicant was told so.",
        number_of(Kind.APPLICATION_ENDED, *_TOLD), unit="applications",
    ),
    count(
        "never_answered", "applications never answered",
        "Applications that never got an answer: turned down in silence, not read because the "
        "inbox was full, or left when the requisition closed.",
        number_of(Kind.APPLICATION_ENDED, *_UNANSWERED),
        unit="applications", better="fewer",
    ),
    count(
        "resentments", "resentments",
        "Rejections that the person resents: turned down, never answered, or turned down after a "
        "talk or interview.",
        number_of(Kind.RESENTED), unit="resentments", better="fewer",
    ),
    count(
        "resentful_people", "resentful people",
        "People who resent the team's treatment for the first time.",
        lambda w: round(w.total(Kind.RESENTED)), better="fewer",
    ),
    count(
        "put_off", "complaints and resentments",
        "How often the team put somebody off: complaints about contacts, and resented rejections.",
        lambda w: w.n(Kind.OFFENDED) + w.n(Kind.RESENTED), unit="times", better="fewer",
    ),
    ratio(
        "applications_per_requisition", "applications per requisition", "per requisition",
        "Applications for each requisition opened.",
        "applications", "requisitions_opened",
    ),
    ratio(
        "applicants_per_placement", "applications per placement by application",
        "applications per placement by application",
        "Applications for each placement that began with an application.",
        "applications", "placements_by_applying", better="fewer",
    ),
    ratio(
        "never_answered_share", "share of applications never answered", "share",
        "Applications never answered, out of all applications that ended.",
        "never_answered", "applications_ended", better="fewer", exposure=True,
    ),
    ratio(
        "resentments_per_1000_rejections", "resentments per 1,000 rejections",
        "per 1,000 rejections",
        "Resentments for each 1,000 rejections of people: applications turned down or never "
        "answered, and people turned down in the process.",
        "resentments", "rejections_of_people", factor=1000, better="fewer", exposure=True,
    ),
    ratio(
        "resentful_people_share", "share of people resentful", "share",
        "People who came to resent the team in the measured time, out of all people.",
        "resentful_people", "people", better="fewer",
    ),
    ratio(
        "resentments_per_100_placements", "resentments per 100 placements", "per 100 placements",
        "Resentments for each 100 placements, however the placed people came.",
        "resentments", "placements", factor=100, better="fewer",
    ),
    ratio(
        "put_off_per_100_placements", "complaints and resentments per 100 placements",
        "per 100 placements",
        "Complaints about contacts and resented rejections together, for each 100 placements.",
        "put_off", "placements", factor=100, better="fewer",
    ),
)  # fmt: skip

ALL = {"offence": OFFENCE, "applicants": APPLICANTS}
