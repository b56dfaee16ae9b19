"""The flat record of everything that happens: one kind, one detail, who, when, a value.

A run is a sequence of such records. Every measure is a count or a sum over them (``tally``), and
every story is a selection of them. ``DETAILS`` names what ``detail`` means for each kind.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from recsim.scenario.strategy import CHANNELS

WELL = ("unhappy", "happy")
"""How people are at work, see ``harm.contact_detail``."""
STATUSES = ("content", "seeking", "unemployed")
SOURCES = ("applied", "approached", "returned")
TENURES = ("up_to_1_year", "1_to_3_years", "3_to_5_years", "5_to_10_years", "10_years_or_more")
"""Bands of the time in the present job."""
TASKS = ("screen", "answer", "search", "write", "follow_up", "talk", "interview", "closing")
NOBODY = -1


class Status(IntEnum):
    """What a person is to the labour market."""

    CONTENT = 0
    SEEKING = 1
    UNEMPLOYED = 2


class Source(IntEnum):
    """How a person came into a team's process."""

    APPLIED = 0
    APPROACHED = 1
    RETURNED = 2


class Task(IntEnum):
    """What a recruiter spends time on; the index into ``TASKS``."""

    SCREEN = 0
    ANSWER = 1
    SEARCH = 2
    WRITE = 3
    FOLLOW_UP = 4
    TALK = 5
    INTERVIEW = 6
    CLOSING = 7


class Kind(IntEnum):
    """What happened. The value that a record carries is in brackets."""

    PRESENT = 0  # one record a person at the start [years in the job]
    SATISFACTION_CHANGED = 1  # [new satisfaction]
    SEARCH_STARTED = 2
    SEARCH_ENDED = 3  # gave up
    JOB_LOST = 4
    JOB_FOUND = 5  # elsewhere, without the simulated recruiters
    LEFT_EARLY = 6  # a placed person left the new job [days since the start]

    SEED_PLANTED = 7  # [belief after it]
    SEED_FORGOTTEN = 8  # the seed is no longer alive
    SEED_GERMINATED = 9  # [belief]; team: the planter
    SEED_HARVESTED = 10  # a germinated seed became a job; team: the planter

    REQUISITION_OPENED = 11  # [pay gain]
    REQUISITION_FILLED = 12  # [days open]
    REQUISITION_EXPIRED = 13  # closed unfilled [days open]

    APPLIED = 14
    APPLICATION_ENDED = 15
    RESENTED = 16  # [1 if this person's first time with this team, else 0]

    SEARCHED = 17  # a search for targets [targets found]
    CONTACTED = 18  # one message or call [follow-up number, 0 = first contact]
    OFFENDED = 19  # and said so [1 if this person's first time with this team, else 0]
    ANNOYED = 20  # silent: the recruiter does not know
    APPROACH_ENDED = 21  # an approach is the contacts to one person about one requisition
    TOLD_OTHERS = 22  # [people told]
    BECAME_WARY = 23
    WARY_ENDED = 24
    DO_NOT_CONTACT = 25
    DO_NOT_CONTACT_ENDED = 26

    CANDIDACY_STARTED = 27
    TALKED = 28
    INTERVIEWED = 29
    OFFERED = 30
    CANDIDACY_ENDED = 31  # [1 if an offer had been made, else 0]
    PLACED = 32  # [fit of person and opening]

    TASK_DONE = 33  # [hours]

    OTHERS_SEED_HARVESTED = 34  # SEED_HARVESTED by another team; team: the harvester [the planter]
    PLACEMENT_ENDED = 35  # a placed person has left that job, whyever [days since the start]
    CENSUS = 36  # one record a person at the end, as PRESENT [years in the job]
    IDLED = 37  # a recruiter with this open requisition had nothing to do until now [hours]

    MANAGER_MET = 38  # a hiring manager has time for interviews [days waited]
    STRATEGY_CHANGED = 39  # a team goes on with other settings [number of the change, from 1]
    NEEDED_BY = 40  # the day by which a planned requisition is to be filled
    FILLED_LATE = 41  # a planned requisition was filled after that day [days late]

    FIRST_CONTACTED = 42  # by this team; once in the warm-up and once in the measured time
    OUTSIDE_HARM = 43  # a message of a recruiter who is not simulated


class PlacementEnd(IntEnum):
    """Detail of PLACEMENT_ENDED."""

    EARLY_EXIT = 0
    LOST_JOB = 1
    MOVED_ON = 2  # to another job, without the simulated recruiters
    PLACED_AGAIN = 3


class SeedEnd(IntEnum):
    """Detail of SEED_FORGOTTEN."""

    FADED = 0
    RETURNED = 1  # it brought the person back
    NEW_JOB = 2
    TAKEN_OVER = 3  # another team planted a later one


class SeedUse(IntEnum):
    """Detail of SEED_GERMINATED."""

    MARKET = 0
    RETURN = 1


class Harvest(IntEnum):
    """Detail of SEED_HARVESTED."""

    PLANTER = 0
    OTHER_TEAM = 1
    ELSEWHERE = 2


class Unfilled(IntEnum):
    """Detail of REQUISITION_EXPIRED."""

    WITHDRAWN = 0
    LOST_TO_OTHERS = 1  # a competitor or the employer itself filled it


class Needed(IntEnum):
    """Detail of NEEDED_BY: where a planned requisition stands on its day."""

    FILLED = 0
    OPEN = 1
    CLOSED_UNFILLED = 2


class ApplicationEnd(IntEnum):
    """Detail of APPLICATION_ENDED."""

    SHORTLISTED = 0
    TURNED_DOWN = 1  # and told so
    NEVER_ANSWERED = 2  # read, turned down, not told
    INBOX_FULL = 3  # not read, never answered
    CLOSED_TOLD = 4  # the requisition had closed; told so
    CLOSED_UNANSWERED = 5  # the requisition had closed; never answered
    WITHDRAWN = 6  # the applicant had found a job or was in process with the team already


class ApproachEnd(IntEnum):
    """Detail of APPROACH_ENDED. Every approach ends in exactly one of them, or is pending."""

    INTERESTED = 0
    DECLINED = 1  # politely
    OFFENDED = 2
    NO_ANSWER = 3
    LAPSED = 4  # requisition closed or person gone before an answer
    CURT_NO = 5


class WaryCause(IntEnum):
    """Detail of BECAME_WARY."""

    ANNOYED = 0
    TOLD = 1
    RESENTFUL = 2


class ResentCause(IntEnum):
    """Detail of RESENTED."""

    TURNED_DOWN = 0
    NEVER_ANSWERED = 1
    AFTER_TALK = 2


class CandidacyEnd(IntEnum):
    """Detail of CANDIDACY_ENDED. Every candidacy ends in exactly one of them, or is pending."""

    PLACED = 0
    NOT_CONVINCING = 1  # turned down after the talk
    FAILED_INTERVIEWS = 2
    OTHER_CHOSEN = 3  # the requisition went to somebody else
    REQUISITION_EXPIRED = 4
    OFFER_DECLINED = 5
    COUNTER_OFFER = 6  # the employer kept the person
    GHOSTED = 7  # silently dropped out
    WITHDREW = 8  # took another job


def _names(enum: type[IntEnum]) -> tuple[str, ...]:
    return tuple(member.name.lower() for member in enum)


def _contact_details(*which: str) -> tuple[str, ...]:
    """Names of what ``harm.contact_detail`` numbers."""
    return tuple(f"{one}{channel}_{well}" for one in which for channel in CHANNELS for well in WELL)


_CENSUS_DETAILS = (
    *(f"{status}_{tenure}" for status in STATUSES[:2] for tenure in TENURES),
    STATUSES[2],
)
"""See ``employment.census_detail``."""

CENSUS_STATUS: np.ndarray = np.minimum(np.arange(len(_CENSUS_DETAILS)) // len(TENURES), 2)
"""Status that a detail of PRESENT or CENSUS tells."""

DETAILS: dict[Kind, tuple[str, ...]] = {
    Kind.PRESENT: _CENSUS_DETAILS,
    Kind.SEARCH_STARTED: ("own", "seed"),
    Kind.JOB_LOST: ("content", "seeking"),
    Kind.JOB_FOUND: STATUSES,
    Kind.LEFT_EARLY: (
        "in_guarantee_content",
        "in_guarantee_seeking",
        "later_content",
        "later_seeking",
    ),
    Kind.SEED_PLANTED: ("conversation", "reading", "conversation_again", "reading_again"),
    Kind.SEED_FORGOTTEN: _names(SeedEnd),
    Kind.SEED_GERMINATED: _names(SeedUse),
    Kind.SEED_HARVESTED: _names(Harvest),
    Kind.REQUISITION_EXPIRED: _names(Unfilled),
    Kind.NEEDED_BY: _names(Needed),
    Kind.APPLICATION_ENDED: _names(ApplicationEnd),
    Kind.RESENTED: _names(ResentCause),
    Kind.CONTACTED: _contact_details(
        "first_", "follow_up_", "software_first_", "software_follow_up_"
    ),
    Kind.OFFENDED: _contact_details("complaint_", "fury_"),
    Kind.ANNOYED: _contact_details("", "held_back_"),
    Kind.APPROACH_ENDED: _names(ApproachEnd),
    Kind.BECAME_WARY: _names(WaryCause),
    Kind.DO_NOT_CONTACT: ("was_not_wary", "was_wary"),
    Kind.CANDIDACY_STARTED: SOURCES,
    Kind.TALKED: ("convinced", "not_convinced"),
    Kind.INTERVIEWED: ("passed", "failed"),
    Kind.CANDIDACY_ENDED: _names(CandidacyEnd),
    Kind.PLACED: tuple(
        f"{source}_{then}_{now}" for source in SOURCES for then in STATUSES for now in STATUSES
    ),
    Kind.TASK_DONE: TASKS,
    Kind.PLACEMENT_ENDED: _names(PlacementEnd),
    Kind.CENSUS: _CENSUS_DETAILS,
    Kind.OUTSIDE_HARM: ("offended", "annoyed"),
}
"""What ``detail`` means, by kind; a kind that is not listed has the one detail 0."""


CODES: tuple[tuple[Kind, str], ...] = tuple(
    (kind, detail) for kind in Kind for detail in DETAILS.get(kind, ("",))
)
"""All pairs of kind and detail, in the order of the tally's third axis."""

OFFSET: np.ndarray = np.zeros(len(Kind), dtype=np.int64)
"""Code of detail 0 of each kind; the code of a record is ``OFFSET[kind] + detail``."""
for _kind in Kind:
    OFFSET[_kind] = next(code for code, (kind, _) in enumerate(CODES) if kind is _kind)

LASTING: np.ndarray = np.array([kind in (Kind.TASK_DONE, Kind.IDLED) for kind in Kind])
"""Kinds whose value is hours that a recruiter spent until now, by kind."""

EVENT = np.dtype(
    [
        ("time", "f8"),
        ("value", "f8"),
        ("person", "i4"),
        ("requisition", "i4"),
        ("recruiter", "i4"),
        ("team", "i2"),
        ("segment", "i2"),
        ("kind", "i2"),
        ("detail", "i2"),
    ]
)
"""One record; ``time`` in days, 0 = start of the measured time; ids are -1 where none is meant."""
