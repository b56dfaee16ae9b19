"""Contacts, approaches and what people answer."""

from __future__ import annotations

from recsim.analysis.measures.codes import details
from recsim.analysis.measures.measure import Measure, count, ratio
from recsim.analysis.measures.window import number_of
from recsim.model.events import Kind

_FIRST = details(Kind.CONTACTED, part="first_")
_SOFTWARE = details(Kind.CONTACTED, start="software_")
_AT_WORK = details(Kind.CONTACTED, part="_work_")

OUTREACH: tuple[Measure, ...] = (
    count(
        "searches", "searches for people to contact",
        "Searches in which recruiters looked for people to contact.",
        number_of(Kind.SEARCHED), unit="searches",
    ),
    count(
        "contacts", "contacts",
        "Messages and calls to people, first ones and follow-ups.",
        number_of(Kind.CONTACTED), unit="contacts",
    ),
    count(
        "contacts_at_work", "contacts at work",
        "Messages and calls to people's address or phone at work.",
        number_of(Kind.CONTACTED, *_AT_WORK), unit="contacts",
    ),
    count(
        "contacts_by_software", "contacts by software",
        "Messages that software sent.",
        number_of(Kind.CONTACTED, *_SOFTWARE), unit="contacts",
    ),
    count(
        "people_approached", "people approached",
        "People whom the team contacted at least once in the measured time.",
        number_of(Kind.FIRST_CONTACTED),
    ),
    count(
        "approaches", "approaches",
        "Sequences of contacts to one person about one requisition that were begun.",
        number_of(Kind.CONTACTED, *_FIRST), unit="approaches",
    ),
    count(
        "approaches_ended", "approaches that ended",
        "Approaches that came to their end in the measured time: interested, politely or "
        "curtly declined, a complaint, no answer, or lapsed because the requisition closed or the "
        "person was gone.",
        number_of(Kind.APPROACH_ENDED), unit="approaches",
    ),
    count(
        "approaches_interested", "approaches answered with interest",
        "Approaches after which the person wanted to hear more.",
        number_of(Kind.APPROACH_ENDED, "interested"), unit="approaches", better="more",
    ),
    count(
        "approaches_declined", "approaches politely declined",
        "Approaches that the person declined politely.",
        number_of(Kind.APPROACH_ENDED, "declined"), unit="approaches",
    ),
    count(
        "approaches_curt", "approaches curtly declined",
        "Approaches that the person ended with a curt no, and left it at that.",
        number_of(Kind.APPROACH_ENDED, "curt_no"), unit="approaches", better="fewer",
    ),
    count(
        "approaches_answered", "approaches answered",
        "Approaches that the person answered with interest or with a no, polite or curt; a "
        "complaint is not an answer.",
        number_of(Kind.APPROACH_ENDED, "interested", "declined", "curt_no"),
        unit="approaches", better="more",
    ),
    count(
        "approaches_no_answer", "approaches without an answer",
        "Approaches that ended in silence after the last follow-up.",
        number_of(Kind.APPROACH_ENDED, "no_answer"), unit="approaches", better="fewer",
    ),
    count(
        "approaches_offended", "approaches that ended in a complaint",
        "Approaches that ended because the person complained.",
        number_of(Kind.APPROACH_ENDED, "offended"), unit="approaches", better="fewer",
    ),
    count(
        "approaches_lapsed", "approaches that lapsed",
        "Approaches that ended because the requisition closed or the person was gone before an "
        "answer.",
        number_of(Kind.APPROACH_ENDED, "lapsed"), unit="approaches",
    ),
    ratio(
        "contacts_per_approach", "contacts per approach", "contacts per approach",
        "Messages and calls for each approach begun.",
        "contacts", "approaches",
    ),
    ratio(
        "contacts_per_person_approached", "contacts per person approached", "contacts per person",
        "Messages and calls of the measured time for each person whom the team contacted in it.",
        "contacts", "people_approached",
    ),
    ratio(
        "people_approached_per_placement", "people approached per placement by outreach",
        "people per placement by outreach",
        "People contacted for each placement that began with an approach or a return.",
        "people_approached", "placements_by_outreach", better="fewer",
    ),
    ratio(
        "people_approached_share", "share of people approached", "share",
        "People whom the team contacted in the measured time, out of all people.",
        "people_approached", "people",
    ),
    ratio(
        "contacts_per_placement", "contacts per placement by outreach",
        "contacts per placement by outreach",
        "Messages and calls for each placement that began with an approach or a return.",
        "contacts", "placements_by_outreach", better="fewer",
    ),
    ratio(
        "interested_per_placement", "interested answers per placement by outreach",
        "interested answers per placement by outreach",
        "Answers with interest for each placement that began with an approach or a return.",
        "approaches_interested", "placements_by_outreach", better="fewer",
    ),
    ratio(
        "response_rate", "share of approaches answered", "share",
        "Approaches answered with interest or a no, polite or curt, out of all approaches that "
        "ended.",
        "approaches_answered", "approaches_ended", better="more", exposure=True,
    ),
    ratio(
        "interest_rate", "share of answers that are interested", "share",
        "Interested answers, out of all answers.",
        "approaches_interested", "approaches_answered", better="more", exposure=True,
    ),
    ratio(
        "polite_decline_rate", "share of approaches politely declined", "share",
        "Polite declines, out of all approaches that ended.",
        "approaches_declined", "approaches_ended", exposure=True,
    ),
    ratio(
        "no_answer_rate", "share of approaches without an answer", "share",
        "Approaches that ended in silence, out of all approaches that ended.",
        "approaches_no_answer", "approaches_ended", better="fewer", exposure=True,
    ),
)  # fmt: skip

ALL = {"outreach": OUTREACH}
