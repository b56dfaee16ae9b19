"""A person's story: what happened in the log to one person, in sentences of plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import floor

from recsim.analysis.stories.chapters import Chapter, Sort, chapters
from recsim.analysis.stories.chronicle import Chronicle, Event, events
from recsim.analysis.stories.speech import ENGLISH, Names, Words, clause
from recsim.analysis.stories.start import start
from recsim.model.events import NOBODY, Kind
from recsim.scenario.sentences import sentence

_UNSAID: dict[tuple[Kind, str], tuple[Kind, ...]] = {
    (Kind.APPROACH_ENDED, "offended"): (Kind.OFFENDED,),
    (Kind.CANDIDACY_ENDED, "placed"): (Kind.PLACED,),
    (Kind.PLACEMENT_ENDED, "early_exit"): (Kind.LEFT_EARLY,),
    (Kind.CANDIDACY_ENDED, "not_convincing"): (Kind.TALKED,),
    (Kind.CANDIDACY_ENDED, "failed_interviews"): (Kind.INTERVIEWED,),
    (Kind.SEED_FORGOTTEN, "returned"): (Kind.SEED_GERMINATED,),
    (Kind.SEED_GERMINATED, "market"): (Kind.SEARCH_STARTED,),
    (Kind.OTHERS_SEED_HARVESTED, ""): (Kind.SEED_HARVESTED,),
    (Kind.FIRST_CONTACTED, ""): (Kind.CONTACTED,),
}
"""Events that go without saying beside others of the same chapter."""


@dataclass(frozen=True)
class Passage:
    """A sentence of a story.

    Attributes:
        day: when it began; 0 is the start of the measured time, warm-up is before it.
        until: when its last event happened; ``day`` if there was one only.
        kind: what it is about.
        text: the sentence.
        team: the strategy (or one of them) that had a part in it; None if none.
        person: whom it happened to.
    """

    day: float
    until: float
    kind: Sort
    text: str
    team: str | None
    person: int

    @property
    def when(self) -> str:
        """ "Day 12", or "Day 12 to 27": whole days that have passed since day 0."""
        return ENGLISH.when(floor(self.day), floor(self.until))


def story(chronicle: Chronicle, person: int) -> list[Passage]:
    """Everything that happened to a person, in order; what belongs together is one moment.

    Args:
        chronicle: the world.
        person: number of the person, from 0.

    Raises:
        IndexError: there is no such person.
    """
    if not 0 <= person < chronicle.people:
        raise IndexError(
            f"there is no person {person}; people are numbered from 0 to {chronicle.people - 1}"
        )
    log = chronicle.log
    before = start(chronicle.scenario, chronicle.replication, person).satisfaction
    return list(_moments(chronicle, events(log[log["person"] == person]), before))


def _moments(
    chronicle: Chronicle, of_one: Iterable[Event], satisfaction: float
) -> Iterator[Passage]:
    """Moments of the events of one person, who was so satisfied before."""
    names = chronicle.names
    before = names.words.satisfied(satisfaction)
    for group in _groups(chapters(of_one)):
        first = group[0]
        text = _applications(group, names) if len(group) > 1 else _text(first, names)
        text, before = _still(text, first, before, names.words)
        yield Passage(
            day=first.events[0].day,
            until=max(event.day for chapter in group for event in chapter.events),
            kind=first.about,
            text=sentence(text),
            team=None if first.team == NOBODY else chronicle.teams[first.team],
            person=first.events[0].person,
        )


def _groups(found: list[Chapter]) -> Iterator[list[Chapter]]:
    """Applications that come in a row and stirred nothing together, everything else alone."""

    def row(at: int) -> object:
        plain = found[at].kinds <= {Kind.APPLIED, Kind.APPLICATION_ENDED}
        return ("row", found[at].team) if plain else at

    for _, places in groupby(range(len(found)), key=row):
        yield [found[at] for at in places]


def _applications(group: list[Chapter], names: Names) -> str:
    """Several applications in one sentence, by how they ended."""
    words = names.words
    ends = Counter(
        words.table["ended"][event.detail]
        for chapter in group
        for event in chapter.events
        if event.kind is Kind.APPLICATION_ENDED
    )
    pending = sum(chapter.pending for chapter in group)
    if pending:
        ends[words.say("pending")] = pending
    told = [
        words.say("so_many", count=words.say("all") if many == len(group) else many, end=end)
        for end, many in ends.most_common()
    ]
    return words.say(
        "several",
        count=words.number(len(group)),
        of_team=names.of_team(group[0].team),
        ends=words.listed(told),
    )


def _text(chapter: Chapter, names: Names) -> str:
    kinds = chapter.kinds
    said: list[str] = []
    follow_ups: list[str] = []
    planted = False
    for event in chapter.events:
        if _is_follow_up(event) and chapter.events[0] is not event:
            follow_ups.append(_one_of_several(event, chapter, names.words))
            continue
        if kinds.intersection(_UNSAID.get((event.kind, event.detail), ())):
            continue
        if event.kind is Kind.SEED_PLANTED:
            if planted:
                continue
            planted = True
        words = clause(event.kind, event.detail, event.value, event.team, names)
        if follow_ups:
            said.append(_came(follow_ups, names.words))
            follow_ups = []
        said.append(words)
    if follow_ups:
        said.append(_came(follow_ups, names.words))
    if chapter.pending:
        said.append(names.words.say(chapter.thread))
    return "; ".join(said)


def _still(text: str, chapter: Chapter, before: str, words: Words) -> tuple[str, str]:
    """The text with "still" if a change at work changed little; satisfaction in words after it.

    How satisfied somebody is with a new job is not known before something changes there.
    """
    if chapter.kinds & {Kind.JOB_FOUND, Kind.JOB_LOST, Kind.PLACED, Kind.LEFT_EARLY}:
        return text, ""
    if Kind.SATISFACTION_CHANGED not in chapter.kinds:
        return text, before
    now = words.satisfied(chapter.events[0].value)
    still = text.replace(words.say("now"), words.say("still")) if now == before else text
    return still, now


def _is_follow_up(event: Event) -> bool:
    return event.kind is Kind.CONTACTED and "follow_up_" in event.detail


def _one_of_several(event: Event, chapter: Chapter, words: Words) -> str:
    """When a follow-up came, and how, if it was not the way of the first contact."""
    ways = words.table["again"]
    first, way = (
        next(channel for channel in ways if channel in one.detail)
        for one in (chapter.events[0], event)
    )
    return words.say("on_day" if way == first else "on_day_by", day=floor(event.day), way=ways[way])


def _came(follow_ups: list[str], words: Words) -> str:
    form = "follow_ups" if len(follow_ups) > 1 else "follow_up"
    return words.say(form, when=words.listed(follow_ups))
