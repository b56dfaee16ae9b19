"""Plain words for everything that can happen to a person, in English: one clause an event.

Clauses of one sentence are joined by semicolons. Where no subject is named it is the person.
``{recruiter}``, ``{team}`` and ``{of_team}`` stand for "a recruiter of Calling", "Calling" and " of
Calling" (of a team that is alone in its world: "a recruiter", "the team", ""), ``{amount}`` and
``{satisfied}`` for the value of the event; ``{way}``, ``{came}``, ``{status}`` and ``{tenure}`` for
words of the tables before them.
"""

from __future__ import annotations

from recsim.model.events import TENURES, Kind

STATUS = {
    "content": "employed and not looking for a job",
    "seeking": "employed and looking for another job",
    "unemployed": "without a job and looking for one",
}
"""What a person is, by status."""

SATISFACTION = (
    "very dissatisfied",
    "dissatisfied",
    "neither satisfied nor dissatisfied",
    "satisfied",
    "very satisfied",
)
"""Satisfaction in words, each a fifth of its range (0 to 1)."""

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
CAME = {
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

TENURE = dict(
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
CLAUSES: dict[Kind, dict[str, str]] = {
    Kind.PRESENT: {"": "{status}", "tenure": "{status}, in the present job {tenure}"},
    Kind.CENSUS: {
        "": "in the end {status}",
        "tenure": "in the end {status}, in the present job {tenure}",
    },
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
        "first_": "{recruiter} {way}",
        "follow_up_": "a follow-up came {way}",
        "software_first_": "software of {team} {way}",
        "software_follow_up_": "a follow-up of the software came {way}",
    },
    Kind.FIRST_CONTACTED: {"": "{team} had not been in touch before"},
    Kind.OFFENDED: {
        "complaint_": "the person complained about {way}",
        "fury_": "the person was furious about {way} and said so",
    },
    Kind.ANNOYED: {
        "": "the person was annoyed by {way} and said nothing",
        "held_back_": "the person could have complained about {way} and held it back",
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
    Kind.PLACED: {"": "took a new job through {team}, {came} (before: {status})"},
}
"""Clauses of every event that concerns a person, by kind and detail.

Details of contacts, of what they stirred, of placements and of who is there go on: see ``speech``.
"""

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
