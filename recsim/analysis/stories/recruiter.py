"""One recruiter's week: hours by task, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from recsim.analysis.stories.chronicle import Chronicle, Event, events
from recsim.analysis.stories.speech import Words, clause
from recsim.model.events import TASKS, Kind
from recsim.scenario.sentences import sentence
from recsim.scenario.study import Study

DAYS_PER_WEEK = 7
_TOLD_SINGLY = (Kind.OFFENDED, Kind.RESENTED, Kind.PLACED, Kind.LEFT_EARLY)


@dataclass(frozen=True)
class Week:
    """A recruiter's week.

    Attributes:
        recruiter: number of the recruiter.
        team: the recruiter's strategy.
        week: 1 is the first measured week; 0 and below are weeks of the warm-up.
        hours: hours by task (``model.events.TASKS``); a task counts when it is done.
        available: hours that the recruiter has in a week, without overhead.
        sentences: what came of it, in numbers.
        people: what the recruiter did to single people: pairs of a person and a sentence.
    """

    recruiter: int
    team: str
    week: int
    hours: dict[str, float]
    available: float
    sentences: list[str]
    people: list[tuple[int, str]]


def recruiter_week(chronicle: Chronicle, recruiter: int, week: int) -> Week:
    """What a recruiter did in a week, and what came of it.

    Args:
        chronicle: the world.
        recruiter: number of the recruiter, from 0, counted through the teams of the world.
        week: 1 is the first measured week; 0 and below are weeks of the warm-up.

    Raises:
        IndexError: there is no such recruiter, or no such week.
    """
    place = _team(chronicle, recruiter)
    numbers = weeks_of(chronicle.scenario.study)
    if week not in numbers:
        raise IndexError(
            f"there is no week {week}; weeks are numbered from {numbers[0]} to {numbers[-1]}"
        )
    begin = float((week - 1) * DAYS_PER_WEEK)
    log = chronicle.log
    own = (log["recruiter"] == recruiter) & (log["time"] >= begin)
    happened = events(log[own & (log["time"] < begin + DAYS_PER_WEEK)])
    hours = dict.fromkeys(TASKS, 0.0)
    for event in happened:
        if event.kind is Kind.TASK_DONE:
            hours[event.detail] += event.value
    work = chronicle.scenario.world.work
    names = chronicle.names
    return Week(
        recruiter=recruiter,
        team=chronicle.teams[place],
        week=week,
        hours=hours,
        available=work.hours_per_week * (1 - work.overhead),
        sentences=[sentence(text) for text in _sentences(happened, names.words)],
        people=[
            (
                event.person,
                names.words.say(
                    "week.person",
                    day=floor(event.day),
                    person=event.person,
                    told=clause(event.kind, event.detail, event.value, event.team, names),
                ),
            )
            for event in happened
            if event.kind in _TOLD_SINGLY
        ],
    )


def hours_by_week(chronicle: Chronicle, recruiter: int) -> dict[str, list[float]]:
    """A recruiter's hours by task, one number for each of ``weeks_of``.

    Raises:
        IndexError: there is no such recruiter.
    """
    _team(chronicle, recruiter)
    numbers = weeks_of(chronicle.scenario.study)
    log = chronicle.log
    done = log[(log["recruiter"] == recruiter) & (log["kind"] == Kind.TASK_DONE)]
    places = np.floor(done["time"] / DAYS_PER_WEEK).astype(np.int64) + 1 - numbers[0]
    inside = (places >= 0) & (places < len(numbers))
    hours = np.zeros((len(TASKS), len(numbers)))
    np.add.at(hours, (done["detail"][inside], places[inside]), done["value"][inside])
    return dict(zip(TASKS, hours.tolist(), strict=True))


def weeks_of(study: Study) -> range:
    """Numbers of the weeks: 1 is the first measured one, 0 and below are weeks of the warm-up."""
    last = ceil(study.horizon_days / DAYS_PER_WEEK)
    return range(1 - study.warm_up_days // DAYS_PER_WEEK, last + 1)


def _team(chronicle: Chronicle, recruiter: int) -> int:
    """Place of the recruiter's team in the world."""
    of_teams = list(chronicle.recruiters())
    place = next((at for at, numbers in enumerate(of_teams) if recruiter in numbers), None)
    if place is None:
        last = of_teams[-1].stop - 1
        raise IndexError(
            f"there is no recruiter {recruiter}; "
            + (f"recruiters are numbered from 0 to {last}" if last >= 0 else "the team has none")
        )
    return place


def _sentences(happened: list[Event], words: Words) -> Iterator[str]:
    """What came of a week, in numbers; nothing is said of what did not happen."""

    def number(kind: Kind, *details: str) -> int:
        return sum(e.kind is kind and (not details or e.detail in details) for e in happened)

    def listed(forms: dict[str, int]) -> str:
        return words.listed([words.say(form, count=many) for form, many in forms.items() if many])

    def people(count: int) -> str:
        return words.counted("week.people", count)

    openings = {
        "week.came_in": number(Kind.REQUISITION_OPENED),
        "week.filled": number(Kind.REQUISITION_FILLED),
        "week.withdrawn": number(Kind.REQUISITION_EXPIRED),
    }
    if any(openings.values()):
        yield words.say("week.openings", told=listed(openings))
    if searches := number(Kind.SEARCHED):
        targets = sum(round(e.value) for e in happened if e.kind is Kind.SEARCHED)
        yield words.counted("week.searches", searches, people=people(targets))
    if contacts := number(Kind.CONTACTED):
        again = sum(e.kind is Kind.CONTACTED and "follow_up" in e.detail for e in happened)
        software = sum(e.kind is Kind.CONTACTED and "software" in e.detail for e in happened)
        yield words.say(
            "week.contacts_software" if software else "week.contacts",
            contacts=words.counted("contacts", contacts),
            first=words.counted("week.first", contacts - again),
            again=words.counted("week.follow_ups", again),
            software=software,
        )
    if ended := number(Kind.APPROACH_ENDED):
        ends = words.table["approaches"]
        told = {f"approaches.{end}": number(Kind.APPROACH_ENDED, end) for end in ends}
        yield words.say("week.decided", people=people(ended), told=listed(told))
    if annoyed := number(Kind.ANNOYED):
        yield words.counted("week.annoyed", annoyed)
    if applied := number(Kind.APPLIED):
        yield words.counted("week.applied", applied)
    if settled := number(Kind.APPLICATION_ENDED):
        ends = words.table["ended"]
        counts = {said: number(Kind.APPLICATION_ENDED, end) for end, said in ends.items()}
        ended_so = [
            words.say("so_many", count=many, end=end) for end, many in counts.items() if many
        ]
        yield words.counted("week.settled", settled, told=words.listed(ended_so))
    if talks := number(Kind.TALKED):
        convinced = number(Kind.TALKED, "convinced")
        yield words.counted("week.talks", talks, convinced=convinced)
    if interviewed := number(Kind.INTERVIEWED):
        passed = number(Kind.INTERVIEWED, "passed")
        yield words.say("week.interviewed", people=people(interviewed), passed=passed)
    if offers := number(Kind.OFFERED):
        yield words.counted("week.offers", offers)
    if placed := number(Kind.PLACED):
        yield words.counted("week.placements", placed)
