"""Plain words for everything that can happen to a person: one clause an event.

Clauses of one sentence are joined by semicolons. Where no subject is named it is the person.
``{recruiter}``, ``{team}`` and ``{of_team}`` stand for "a recruiter of Calling", "Calling" and " of
Calling" (of a team that is alone in its world: "a recruiter", "the team", ""), ``{amount}`` and
``{satisfied}`` for the value of the event.
"""

from __future__ import annotations

from typing import NamedTuple

from recsim.model.events import STATUSES, TENURES, WELL, Kind

STATUS = {
    "content": "employed and not looking for a job",
    "seeking": "employed and looking for another job",
    "unemployed": "without a job and looking for one",
}
"""What a person is, by status."""

SATISFACTION = (
    (0.2, "very dissatisfied"),
    (0.4, "dissatisfied"),
    (0.6, "neither satisfied nor dissatisfied"),
    (0.8, "satisfied"),
    (1.0, "very satisfied"),
)
"""Upper ends of satisfaction (0 to 1), in words."""

FIRST = {
    "network_message": "sent a message on a professional network",
    "personal_email": "wrote to the private e-mail address",
    "personal_phone": "called the private phone",
    "work_email": "wrote to the e-mail address at work",
    "work_phone": "rang at work",
}
AGAIN = {
    "network_message": "by network message",
    "personal_email": "by private e-mail",
    "personal_phone": "by private phone",
    "work_email": "by e-mail at work",
    "work_phone": "by phone at work",
}
THING = {
    "network_message": "the message",
    "personal_email": "the private e-mail",
    "personal_phone": "the private call",
    "work_email": "the e-mail at work",
    "work_phone": "the call at work",
}
_CAME = {
    "applied": "after applying for it",
    "approached": "after {recruiter} had got in touch",
    "returned": "after coming back unasked",
}

ENDED = {
    "shortlisted": "shortlisted",
    "turned_down": "turned down and told so",
    "never_answered": "turned down and never told",
    "inbox_full": "never read and never answered",
    "closed_told": "told that the opening had closed",
    "closed_unanswered": "closed and never answered",
    "withdrawn": "overtaken by events",
}
"""How several applications ended, after a number."""

_TENURE = dict(
    zip(
        TENURES,
        (
            "for a year at most",
            "for one to three years",
            "for three to five years",
            "for five to ten years",
            "for ten years or longer",
        ),
        strict=True,
    )
)
_PRESENT = {
    **{
        f"{status}_{band}": f"{STATUS[status]}, in the present job {words}"
        for status in STATUSES[:2]
        for band, words in _TENURE.items()
    },
    STATUSES[2]: STATUS[STATUSES[2]],
}

Clauses = dict[str, str]


def _contact(which: str, begins: str, ways: dict[str, str], ends: str = "") -> Clauses:
    """The same words for people who are happy at work and who are not."""
    return {
        f"{which}{channel}_{well}": f"{begins} {words}{ends}"
        for channel, words in ways.items()
        for well in WELL
    }


CLAUSES: dict[Kind, Clauses] = {
    Kind.PRESENT: _PRESENT,
    Kind.CENSUS: {detail: f"in the end {words}" for detail, words in _PRESENT.items()},
    Kind.SATISFACTION_CHANGED: {"": "something changed at work: now {satisfied} with the job"},
    Kind.SEARCH_STARTED: {
        "own": "started to look for a job",
        "seed": "started to look for a job: the idea that {recruiter} had planted",
    },
    Kind.SEARCH_ENDED: {"": "gave up looking for another job"},
    Kind.JOB_LOST: {
        "content": "lost the job",
        "seeking": "lost the job while looking for another one",
    },
    Kind.JOB_FOUND: {
        "content": "changed job by chance or through friends, without having looked for one",
        "seeking": "found another job elsewhere, without these recruiters",
        "unemployed": "found a job elsewhere, without these recruiters",
    },
    Kind.LEFT_EARLY: {
        "in_guarantee_content": "the new job was not what it seemed: out of it after {amount}, "
        "inside the guarantee",
        "in_guarantee_seeking": "the new job was not what it seemed: looked for another one, and "
        "was out of it after {amount}, inside the guarantee",
        "later_content": "the new job was not what it seemed: out of it after {amount}",
        "later_seeking": "the new job was not what it seemed: looked for another one, and was out "
        "of it after {amount}",
    },
    Kind.PLACEMENT_ENDED: {
        "early_exit": "{recruiter} had arranged it",
        "lost_job": "{recruiter} had arranged it, and it lasted {amount}",
        "moved_on": "the job before, which {recruiter} had arranged, lasted {amount}",
        "placed_again": "the job before, which {recruiter} had arranged, lasted {amount}",
    },
    Kind.SEED_PLANTED: {
        "conversation": "the exchange planted the idea of a new job",
        "reading": "it planted the idea of a new job",
        "conversation_again": "the exchange strengthened the idea of a new job",
        "reading_again": "it strengthened the idea of a new job",
    },
    Kind.SEED_FORGOTTEN: {
        "faded": "forgot the idea of a new job that {recruiter} had planted",
        "returned": "the idea of a new job had served its purpose",
        "new_job": "that also settled the idea of a new job that {recruiter} had planted",
        "taken_over": "the idea of a new job that {recruiter} had planted gave way to another one",
    },
    Kind.SEED_GERMINATED: {
        "market": "the idea of a new job that {recruiter} had planted began to grow",
        "return": "came back to {team} unasked: the idea of a new job that {recruiter} had planted",
    },
    Kind.SEED_HARVESTED: {
        "planter": "it had begun with the idea that {recruiter} planted",
        "other_team": "it had begun with the idea that {recruiter} planted, and another team "
        "placed the person",
        "elsewhere": "it had begun with the idea that {recruiter} planted, and the team gained "
        "nothing from it",
    },
    Kind.OTHERS_SEED_HARVESTED: {"": "it had begun with the idea that another team planted"},
    Kind.APPLIED: {"": "applied for an opening{of_team}"},
    Kind.APPLICATION_ENDED: {
        "shortlisted": "made the shortlist",
        "turned_down": "was turned down, and told so",
        "never_answered": "was turned down, and never told",
        "inbox_full": "was never read, since the inbox was full, and never answered",
        "closed_told": "was told that the opening had closed",
        "closed_unanswered": "the opening closed, and no answer ever came",
        "withdrawn": "it was overtaken by events: in talks with {team} by then, or in a new job",
    },
    Kind.RESENTED: {
        "turned_down": "resented being turned down",
        "never_answered": "resented the silence",
        "after_talk": "resented being turned down after the talk",
    },
    Kind.CONTACTED: {
        **_contact("first_", "{recruiter}", FIRST),
        **_contact("follow_up_", "a follow-up came", AGAIN),
        **_contact("software_first_", "software of {team}", FIRST),
        **_contact("software_follow_up_", "a follow-up of the software came", AGAIN),
    },
    Kind.FIRST_CONTACTED: {"": "{team} had not been in touch before"},
    Kind.OFFENDED: {
        **_contact("complaint_", "the person complained about", THING),
        **_contact("fury_", "the person was furious about", THING, " and said so"),
    },
    Kind.ANNOYED: {
        **_contact("", "the person was annoyed by", THING, " and said nothing"),
        **_contact(
            "held_back_", "the person could have complained about", THING, " and held it back"
        ),
    },
    Kind.OUTSIDE_HARM: {
        "offended": "some other recruiter's message drew a complaint",
        "annoyed": "some other recruiter's message annoyed",
    },
    Kind.APPROACH_ENDED: {
        "interested": "the person was interested",
        "declined": "the person declined politely",
        "offended": "that was the end of it",
        "no_answer": "no answer came",
        "curt_no": "the answer was a curt no",
        "lapsed": "nothing came of it: the opening had closed, or the person was not free any more",
    },
    Kind.TOLD_OTHERS: {"": "told {amount} about it"},
    Kind.BECAME_WARY: {
        "annoyed": "is wary of {team} from now on",
        "told": "heard from somebody else how {team} had offended them; is wary of {team} from "
        "now on",
        "resentful": "is wary of {team} from now on",
    },
    Kind.WARY_ENDED: {"": "is not wary of {team} any more"},
    Kind.DO_NOT_CONTACT: {
        "was_not_wary": "asked not to be contacted again",
        "was_wary": "had been wary already, and asked not to be contacted again",
    },
    Kind.DO_NOT_CONTACT_ENDED: {"": "would not mind any more if {team} got in touch again"},
    Kind.CANDIDACY_STARTED: {
        "applied": "was asked to talk after an application",
        "approached": "went on to talk with {recruiter}",
        "returned": "was asked to talk about an opening that seemed to fit",
    },
    Kind.TALKED: {
        "convinced": "convinced in the talk",
        "not_convinced": "did not convince in the talk",
    },
    Kind.INTERVIEWED: {
        "passed": "did well in the interviews",
        "failed": "did not do well enough in the interviews",
    },
    Kind.MANAGER_MET: {"": "met the hiring manager after {amount}"},
    Kind.OFFERED: {"": "was offered the job"},
    Kind.CANDIDACY_ENDED: {
        "placed": "took the job",
        "not_convincing": "was turned down after the talk",
        "failed_interviews": "was turned down after the interviews",
        "other_chosen": "somebody else got the job",
        "requisition_expired": "the employer withdrew the opening",
        "offer_declined": "declined the offer",
        "counter_offer": "stayed, since the present employer offered more",
        "ghosted": "dropped out without a word",
        "withdrew": "ended talks about another opening",
    },
    Kind.PLACED: {
        f"{source}_{then}_{now}": f"took a new job through {{team}}, {came} (before: {STATUS[now]})"
        for source, came in _CAME.items()
        for then in STATUS
        for now in STATUS
    },
}
"""Clauses by kind and detail of every event that concerns a person."""

NOT_ABOUT_PEOPLE = (
    Kind.REQUISITION_OPENED,
    Kind.REQUISITION_FILLED,
    Kind.REQUISITION_EXPIRED,
    Kind.SEARCHED,
    Kind.TASK_DONE,
    Kind.IDLED,
    Kind.STRATEGY_CHANGED,
    Kind.NEEDED_BY,
    Kind.FILLED_LATE,
)
"""Kinds of events that happen to no person."""


class Names(NamedTuple):
    """What teams are called; none are needed where there is only one."""

    labels: tuple[str, ...] = ()

    def team(self, number: int) -> str:
        """ "Calling", or "the team"."""
        return self.labels[number] if 0 <= number < len(self.labels) else "the team"

    def recruiter(self, number: int) -> str:
        """ "a recruiter of Calling", or "a recruiter"."""
        known = 0 <= number < len(self.labels)
        return f"a recruiter of {self.labels[number]}" if known else "a recruiter"

    def of_team(self, number: int) -> str:
        """ " of Calling", or ""."""
        return f" of {self.labels[number]}" if 0 <= number < len(self.labels) else ""


def clause(kind: Kind, detail: str, value: float, team: int, names: Names) -> str:
    """What happened, in words that begin with a small letter.

    Raises:
        KeyError: the event happens to no person.
    """
    return CLAUSES[kind][detail].format(
        recruiter=names.recruiter(team),
        team=names.team(team),
        of_team=names.of_team(team),
        amount=_amount(kind, value),
        satisfied=satisfied(value),
    )


def satisfied(satisfaction: float) -> str:
    """Satisfaction (0 to 1) in words."""
    return next((words for end, words in SATISFACTION if satisfaction < end), SATISFACTION[-1][1])


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 call", "2 calls"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def days(value: float) -> str:
    """A time: "one day", "12 days"."""
    whole = round(value)
    return "less than a day" if whole == 0 else "one day" if whole == 1 else f"{whole} days"


def _amount(kind: Kind, value: float) -> str:
    if kind in (Kind.LEFT_EARLY, Kind.PLACEMENT_ENDED, Kind.MANAGER_MET):
        return days(value)
    if kind is Kind.TOLD_OTHERS:
        if round(value) == 0:
            return "nobody"
        return counted(round(value), "other person", "other people")
    return f"{value:g}"
