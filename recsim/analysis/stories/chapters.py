"""What belongs together: events of one person gathered into chapters, each told in one sentence.

A chapter is an approach with all that it led to, an application with its answer, the talks about
one opening, or a single happening. An event without a thread of its own belongs to the event right
before it at the same instant: it is what came of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from recsim.analysis.stories.chronicle import Event
from recsim.model.events import NOBODY, Kind

Sort = Literal["start", "life", "job", "contact", "offence", "application", "talks", "placed",
               "trust", "idea"]  # fmt: skip
"""What a moment is about, for its mark."""

_ABOUT: dict[Sort, tuple[Kind, ...]] = {
    "start": (Kind.PRESENT,),
    "offence": (Kind.OFFENDED, Kind.RESENTED),
    "placed": (Kind.PLACED,),
    "job": (Kind.JOB_FOUND, Kind.JOB_LOST, Kind.LEFT_EARLY, Kind.PLACEMENT_ENDED),
    "contact": (
        Kind.CONTACTED,
        Kind.FIRST_CONTACTED,
        Kind.ANNOYED,
        Kind.APPROACH_ENDED,
        Kind.OUTSIDE_HARM,
    ),
    "application": (Kind.APPLIED, Kind.APPLICATION_ENDED),
    "life": (Kind.SATISFACTION_CHANGED, Kind.SEARCH_STARTED, Kind.SEARCH_ENDED, Kind.CENSUS),
    "talks": (
        Kind.CANDIDACY_STARTED,
        Kind.TALKED,
        Kind.MANAGER_MET,
        Kind.INTERVIEWED,
        Kind.OFFERED,
        Kind.CANDIDACY_ENDED,
    ),
    "trust": (
        Kind.BECAME_WARY,
        Kind.WARY_ENDED,
        Kind.DO_NOT_CONTACT,
        Kind.DO_NOT_CONTACT_ENDED,
        Kind.TOLD_OTHERS,
    ),
    "idea": (
        Kind.SEED_PLANTED,
        Kind.SEED_FORGOTTEN,
        Kind.SEED_GERMINATED,
        Kind.SEED_HARVESTED,
        Kind.OTHERS_SEED_HARVESTED,
    ),
}
"""The first that fits says what a chapter is about."""

_THREADS: dict[Kind, str] = {
    Kind.CONTACTED: "approach",
    Kind.FIRST_CONTACTED: "approach",
    Kind.ANNOYED: "approach",
    Kind.OFFENDED: "approach",
    Kind.APPROACH_ENDED: "approach",
    Kind.APPLIED: "application",
    Kind.APPLICATION_ENDED: "application",
    Kind.CANDIDACY_STARTED: "talks",
    Kind.TALKED: "talks",
    Kind.MANAGER_MET: "talks",
    Kind.INTERVIEWED: "talks",
    Kind.OFFERED: "talks",
    Kind.CANDIDACY_ENDED: "talks",
}
_ENDS = {
    "approach": Kind.APPROACH_ENDED,
    "application": Kind.APPLICATION_ENDED,
    "talks": Kind.CANDIDACY_ENDED,
}
_OWN = (Kind.PRESENT, Kind.PLACED, Kind.CENSUS)
_WITH_THE_JOB = ("placed", "withdrew")


@dataclass
class Chapter:
    """Events that are told together, in order."""

    thread: str
    events: list[Event] = field(default_factory=list)
    settled: bool = False
    """Whether its end is told elsewhere: with the new job that ended it."""

    @property
    def kinds(self) -> set[Kind]:
        """Kinds of its events."""
        return {event.kind for event in self.events}

    @property
    def pending(self) -> bool:
        """Whether it has not come to its end."""
        end = _ENDS.get(self.thread)
        return end is not None and not self.settled and end not in self.kinds

    @property
    def about(self) -> Sort:
        """What it is about."""
        kinds = self.kinds
        return next(sort for sort, members in _ABOUT.items() if kinds.intersection(members))

    @property
    def team(self) -> int:
        """The team that it is about; ``NOBODY`` if none."""
        return next((event.team for event in self.events if event.team != NOBODY), NOBODY)


def chapters(events: Iterable[Event]) -> list[Chapter]:
    """One person's events as chapters, in the order of their first events."""
    found: list[Chapter] = []
    threads: dict[tuple[str, int, int], Chapter] = {}
    last: Chapter | None = None
    now = float("nan")
    for event in events:
        thread = _THREADS.get(event.kind, "")
        key = (thread, event.team, event.requisition)
        burst = last if event.day == now else None
        begun = threads.get(key) if thread else None
        chapter = _chapter_of(event, begun, burst)
        if begun is not None and chapter is not begun:
            begun.settled = True
        if chapter is None:
            chapter = Chapter(thread)
            found.append(chapter)
        if thread:
            threads[key] = chapter
            chapter.thread = chapter.thread or thread
        chapter.events.append(event)
        last, now = chapter, event.day
    return found


def _chapter_of(event: Event, begun: Chapter | None, burst: Chapter | None) -> Chapter | None:
    """The chapter that an event belongs to; None if it begins one."""
    kind, detail = event.kind, event.detail
    if kind in _OWN or (kind is Kind.BECAME_WARY and detail == "told"):
        return None
    if kind is Kind.CANDIDACY_STARTED:
        return burst if detail == "returned" else None
    if kind is Kind.CANDIDACY_ENDED and detail in _WITH_THE_JOB and burst is not None:
        return burst
    if kind in _THREADS:
        return begun
    return burst


assert {kind for kinds in _ABOUT.values() for kind in kinds} >= set(_THREADS) | set(_OWN)
