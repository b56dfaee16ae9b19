"""Words that somebody who opens a page may not know; docs/glossary.md has these and more."""

from __future__ import annotations

GLOSSARY: dict[str, str] = {
    "Passive way, active way": (
        "the passive way waits for applicants, the active way contacts people. These are words "
        "about recruiters: people who are not looking are called happily employed or content."
    ),
    "Content": (
        "(happily employed): employed and not searching. Content people may be unhappy, they just "
        "do not search."
    ),
    "Requisition": "an opening (vacancy) that a team was asked to fill.",
    "Contact": "one message or call. Complaints are counted per contact.",
    "Approach": (
        "the sequence of contacts to one person about one requisition: a first contact and its "
        "follow-ups. Answers are counted per approach."
    ),
    "Care": ("study and respect in a contact, 0 (bulk mail) to 1 (written for this one person)."),
    "Complaint": (
        "the person says what they think of a contact, and asks not to be contacted again; in "
        "fury, they tell others for certain."
    ),
    "Resentment": "an applicant's grudge for being turned down or never answered.",
    "Put off": (
        "complained about a contact, or resentful as an applicant. It is the one number in which "
        "both ways can be compared, and rests on guesses on both sides."
    ),
    "Burnt": "people who are wary of a team, or asked it not to contact them (the burnt pool).",
    "Wary": "of a team: answers less, complains sooner, does not apply.",
    "Placement": "a person started in a job through the team.",
    "Run": "one simulation.",
    "Paired difference": (
        "one strategy minus the other in the same replication, and the mean of these."
    ),
    "Interval": (
        "(95%): a range made so that 95 of 100 such ranges contain the true mean. It is about "
        "chance, not about ignorance of the settings."
    ),
}
"""Explanations by word; measures are explained by their own definitions."""
