"""One recruiter's week: hours by task, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from recsim.analysis.stories.chronicle import Chronicle, Event, events
from recsim.analysis.stories.words import ENDED, clause, counted
from recsim.model.events import TASKS, Kind
from recsim.scenario.sentences import listed, sentence
from recsim.scenario.study import Study

DAYS_PER_WEEK = 7
_APPROACHES = {
    "interested": "interested",
    "declined": "declined politely",
    "curt_no": "said no curtly",
    "offended": "complained",
    "no_answer": "never answered",
    "lapsed": "came to nothing (the opening had closed, or the person was not free any more)",
}
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
        sentences=[sentence(text) for text in _sentences(happened)],
        people=[
            (
                event.person,
                f"Day {floor(event.day)}, person {event.person}: "
                + clause(event.kind, event.detail, event.value, event.team, names)
                + ".",
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


def _sentences(happened: list[Event]) -> Iterator[str]:
    """What came of a week, in numbers; nothing is said of what did not happen."""

    def number(kind: Kind, *details: str) -> int:
        return sum(e.kind is kind and (not details or e.detail in details) for e in happened)

    def by_detail(kind: Kind, words: dict[str, str]) -> str:
        found = ((number(kind, detail), said) for detail, said in words.items())
        return listed([f"{many} {said}" for many, said in found if many])

    opened = {
        Kind.REQUISITION_OPENED: "came in",
        Kind.REQUISITION_FILLED: "filled",
        Kind.REQUISITION_EXPIRED: "withdrawn by the employer",
    }
    if any(number(kind) for kind in opened):
        found = [f"{number(kind)} {said}" for kind, said in opened.items() if number(kind)]
        yield f"openings: {listed(found)}"
    if searches := number(Kind.SEARCHED):
        targets = sum(round(e.value) for e in happened if e.kind is Kind.SEARCHED)
        yield f"{counted(searches, 'search', 'searches')} found {_people(targets)} to contact"
    if contacts := number(Kind.CONTACTED):
        again = sum(e.kind is Kind.CONTACTED and "follow_up" in e.detail for e in happened)
        software = sum(e.kind is Kind.CONTACTED and "software" in e.detail for e in happened)
        by = f", {software} of all by software" if software else ""
        yield (
            f"{counted(contacts, 'contact')}: {counted(contacts - again, 'first one')} and "
            f"{counted(again, 'follow-up')}{by}"
        )
    if ended := number(Kind.APPROACH_ENDED):
        yield (
            f"{_people(ended)} came to a decision after being contacted, this week or before: "
            f"{by_detail(Kind.APPROACH_ENDED, _APPROACHES)}"
        )
    if annoyed := number(Kind.ANNOYED):
        yield f"{counted(annoyed, 'contact')} annoyed without the recruiter knowing"
    if applied := number(Kind.APPLIED):
        yield f"{counted(applied, 'application')} came in"
    if ended := number(Kind.APPLICATION_ENDED):
        yield f"{counted(ended, 'application')} settled: {by_detail(Kind.APPLICATION_ENDED, ENDED)}"
    if talks := number(Kind.TALKED):
        yield f"{counted(talks, 'talk')}, {number(Kind.TALKED, 'convinced')} of them convincing"
    if interviewed := number(Kind.INTERVIEWED):
        passed = number(Kind.INTERVIEWED, "passed")
        yield f"{_people(interviewed)} interviewed, {passed} of them with success"
    if offers := number(Kind.OFFERED):
        yield counted(offers, "offer")
    if placed := number(Kind.PLACED):
        yield counted(placed, "placement")


def _people(count: int) -> str:
    return counted(count, "person", "people")
