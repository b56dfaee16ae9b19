"""Forms of the sentences of a story in English, with the words that go into them.

Other languages have tables of the same keys (``recsim/page/languages``).
"""

from __future__ import annotations

from typing import Any

from recsim.analysis.measures.effort import TASK_WORDS
from recsim.analysis.stories.words import (
    AGAIN,
    CAME,
    CLAUSES,
    ENDED,
    FIRST,
    SATISFACTION,
    STATUS,
    TENURE,
    THING,
)

APPROACHES = {
    "interested": "{count} interested",
    "declined": "{count} declined politely",
    "curt_no": "{count} said no curtly",
    "offended": "{count} complained",
    "no_answer": "{count} never answered",
    "lapsed": "{count} came to nothing (the opening had closed, or the person was not free any "
    "more)",
}
"""How approaches ended in a week."""

FORMS = {
    "and": "and",
    "thousands": ",",
    "day": "Day {first}",
    "days": "Day {first} to {last}",
    "on_day": "on day {day}",
    "on_day_by": "on day {day} {way}",
    "now": ": now ",
    "still": ": still ",
    "start": "Occupation: {occupation}. At the start {status}; {satisfied} with the job.",
    "start_unemployed": "Occupation: {occupation}. At the start {status}; {satisfied} with the "
    "last job.",
    "person": "Person {person}. ",
    "approach": "not settled yet at the end",
    "application": "no answer yet at the end",
    "talks": "still in talks at the end",
    "pending": "without an answer at the end",
    "all": "all",
    "so_many": "{count} {end}",
    "several": "applied for {count} openings{of_team}: {ends}",
    "follow_up": "a follow-up came {when}",
    "follow_ups": "follow-ups came {when}",
    "team": "the team",
    "recruiter": "a recruiter",
    "recruiter_of": "a recruiter of {team}",
    "of_team": " of {team}",
    "rival": "rival {number} ({label})",
    "no_time": "less than a day",
    "one_day": "one day",
    "many_days": "{count} days",
    "nobody": "nobody",
    "others": {"one": "1 other person", "many": "{count} other people"},
    "among": "Among the {count} other people of this run: {told}.",
    "among_one": "{count} ({compared})",
    "contacts": {"one": "1 contact", "many": "{count} contacts"},
    "offences": {"one": "1 offence", "many": "{count} offences"},
    "applications": {"one": "1 application", "many": "{count} applications"},
    "events": {"one": "1 event", "many": "{count} events"},
    "like_all": "like everybody",
    "most": "more than everybody else",
    "more": "more than {fewer}, as many as {same}",
    "percent": "{value}%",
    "little": "less than 1%",
    "nearly_all": "nearly 100%",
    "note": "One person's story is one draw of chance: it shows how things can go, not how they go "
    "on average. Simulated people; not for decisions about individuals.",
    "no_recruiter": "Here the team has no recruiter.",
    "few_recruiters": "Here the team has recruiters 0 to {last} only.",
}
"""Forms of sentences about a person."""

WEEK = {
    "person": "Day {day}, person {person}: {told}.",
    "openings": "openings: {told}",
    "came_in": "{count} came in",
    "filled": "{count} filled",
    "withdrawn": "{count} withdrawn by the employer",
    "searches": {
        "one": "1 search found {people} to contact",
        "many": "{count} searches found {people} to contact",
    },
    "people": {"one": "1 person", "many": "{count} people"},
    "first": {"one": "1 first one", "many": "{count} first ones"},
    "follow_ups": {"one": "1 follow-up", "many": "{count} follow-ups"},
    "contacts": "{contacts}: {first} and {again}",
    "contacts_software": "{contacts}: {first} and {again}, {software} of all by software",
    "decided": "{people} came to a decision after being contacted, this week or before: {told}",
    "annoyed": {
        "one": "1 contact annoyed without the recruiter knowing",
        "many": "{count} contacts annoyed without the recruiter knowing",
    },
    "applied": {"one": "1 application came in", "many": "{count} applications came in"},
    "settled": {
        "one": "1 application settled: {told}",
        "many": "{count} applications settled: {told}",
    },
    "talks": {
        "one": "1 talk, {convinced} of them convincing",
        "many": "{count} talks, {convinced} of them convincing",
    },
    "interviewed": "{people} interviewed, {passed} of them with success",
    "offers": {"one": "1 offer", "many": "{count} offers"},
    "placements": {"one": "1 placement", "many": "{count} placements"},
}
"""Forms of sentences about a recruiter's week."""

WORDS: dict[str, Any] = {
    "status": STATUS,
    "satisfaction": list(SATISFACTION),
    "first": FIRST,
    "again": AGAIN,
    "thing": THING,
    "came": CAME,
    "ended": ENDED,
    "tenure": TENURE,
    "clauses": {kind.name: clauses for kind, clauses in CLAUSES.items()},
    "approaches": APPROACHES,
    "tasks": dict(TASK_WORDS),
    "week": WEEK,
    **FORMS,
}
"""All of it, as other languages have it."""
