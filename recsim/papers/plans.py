"""Lesson plans, read from docs/workshop.md.

A plan is a section with steps: a table whose first column is *Minutes*, or a numbered list whose
items begin with their minutes, ``*(10 minutes)*``. What stands in quotes in the last column, or in
an item, is said to the room. A bold **reveal** shows the result of the scenario that was named
last; where none was, it is a button of the room. A step that begins with a link to another plan
stands for it; numbers in the words of the link choose its steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it.token import Token

from recsim.papers import documents
from recsim.papers.documents import Section
from recsim.scenario import gallery

PAGE = "workshop.md"
MINUTES = re.compile(r"\*\((\d+ minutes)\)\*\s*")
REFERENCE = re.compile(r"\[([^\]]*)\]\(#([\w-]+)\)")
ROLES = re.compile(r'"(?P<said>[^"]+)"|\*\*(?P<reveal>[Rr]eveal)\*\*|`(?P<named>\w+)`')


@dataclass(frozen=True)
class Said:
    """Words for the room."""

    text: str


@dataclass(frozen=True)
class Named:
    """A scenario comes up."""

    scenario: str


@dataclass(frozen=True)
class Reveal:
    """The result of a scenario is shown."""

    scenario: str


@dataclass(frozen=True)
class Included:
    """Steps of another plan: its anchor, and their numbers from 1; all, if there are none."""

    anchor: str
    steps: tuple[int, ...]


Event = Said | Named | Reveal | Included


@dataclass(frozen=True)
class Step:
    """A step of a lesson.

    Attributes:
        minutes: "0 to 5", "10 minutes".
        events: what the room gets, in the order of the text.
        notes: Markdown for the trainer.
        words: its first sentence, for a slide where nothing is said.
    """

    minutes: str
    events: tuple[Event, ...]
    notes: str
    words: str


@dataclass(frozen=True)
class Lesson:
    """A lesson plan.

    Attributes:
        name: "30_minutes".
        title: its heading.
        before, after: Markdown around the steps, for the trainer.
    """

    name: str
    title: str
    anchor: str
    before: str
    steps: tuple[Step, ...]
    after: str

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Scenarios whose results it shows, of the plans that it takes up as well."""
        found: list[str] = []
        for step in steps_of(self):
            found += [one.scenario for one in step.events if isinstance(one, Reveal)]
        return tuple(dict.fromkeys(found))


@cache
def lessons() -> dict[str, Lesson]:
    """All lesson plans by name, in the order of the page."""
    found = (_lesson(section) for section in documents.sections(PAGE))
    return {lesson.name: lesson for lesson in found if lesson}


def preparation() -> str:
    """What a trainer says and does before any lesson, as Markdown."""
    text = (documents.folder() / PAGE).read_text(encoding="utf-8")
    found = re.search(r"^\*\*Before you start\*\*.*?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def steps_of(lesson: Lesson) -> Iterator[Step]:
    """The steps, with those of another plan in the place of each that stands for some."""
    for step in lesson.steps:
        found = [one for one in step.events if isinstance(one, Included)]
        if not found:
            yield step
        for one in found:
            other = next(at for at in lessons().values() if at.anchor == one.anchor)
            chosen = list(steps_of(other))
            yield from [chosen[at - 1] for at in one.steps] if one.steps else chosen


def _lesson(section: Section) -> Lesson | None:
    parsed = documents.tokens(section.text)
    lines = section.text.splitlines()
    for at, token in enumerate(parsed):
        if token.level or token.map is None:
            continue
        if token.type == "table_open":
            raw = list(_rows(parsed[at:]))
            if raw[0][0] != "Minutes":
                continue
            steps = [_of_row(raw[0], row) for row in raw[1:]]
        elif token.type == "ordered_list_open":
            steps = [_of_item(item) for item in _items(parsed[at:], lines)]
        else:
            continue
        first, last = token.map
        name = re.sub(r"\W+", "_", section.heading.partition(":")[0].lower()).strip("_")
        before, after = "\n".join(lines[:first]), "\n".join(lines[last:])
        return Lesson(name, section.heading, section.anchor, before, tuple(_revealed(steps)), after)
    return None


def _rows(parsed: Sequence[Token]) -> Iterator[list[str]]:
    """Cells of the table that begins here, the head first."""
    row: list[str] = []
    for token in parsed:
        if token.type == "inline":
            row.append(token.content)
        elif token.type == "tr_close":
            yield row
            row = []
        elif token.type == "table_close":
            return


def _items(parsed: Sequence[Token], lines: Sequence[str]) -> Iterator[str]:
    """Texts of the items of the list that begins here."""
    for token in parsed:
        if token.type == "list_item_open" and token.level == 1 and token.map:
            first, last = token.map
            text = "\n".join(line.strip() for line in lines[first:last])
            yield re.sub(r"^\d+\.\s+", "", text).strip()
        elif token.type == "ordered_list_close" and not token.level:
            return


def _of_row(head: Sequence[str], row: Sequence[str]) -> Step:
    *doing, asking = row[1:]
    told = [
        f"**{name}:** {cell}" for name, cell in zip(head[1:], row[1:], strict=True) if cell.strip()
    ]
    silent = [one for one in _events(" ".join(doing)) if not isinstance(one, Said)]
    events = (*silent, *_events(asking))
    return Step(f"{row[0]} minutes", events, "\n\n".join(told), _first_sentence(doing[0]))


def _of_item(text: str) -> Step:
    minutes = MINUTES.match(text)
    if minutes is None:
        raise ValueError(f"{PAGE}: a step begins with its minutes, as *(10 minutes)*: {text[:60]}")
    text = text[minutes.end() :]
    if other := REFERENCE.match(text):
        numbers = tuple(int(digits) for digits in re.findall(r"\d+", other[1]))
        return Step(minutes[1], (Included(other[2], numbers),), text, "")
    return Step(minutes[1], tuple(_events(text)), text, _first_sentence(text))


def _events(text: str) -> Iterator[Event]:
    """What the room gets; whose result a reveal shows is found later."""
    for found in ROLES.finditer(" ".join(text.split())):
        if said := found["said"]:
            yield Said(said)
        elif found["reveal"]:
            yield Reveal("")
        elif gallery.find(found["named"]) is not None:
            yield Named(found["named"])


def _revealed(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps, with the scenario of each reveal: the one that was named last before it."""
    last = ""
    for step in steps:
        events: list[Event] = []
        for one in step.events:
            if isinstance(one, Named):
                last = one.scenario
            elif isinstance(one, Reveal):
                if not last:
                    continue
                one = Reveal(last)
            events.append(one)
        yield Step(step.minutes, tuple(events), step.notes, step.words)


def _first_sentence(text: str) -> str:
    words = re.sub(r"[*`]|\[|\]\([^)]*\)", "", " ".join(text.split()))
    return re.split(r"(?<=[.:;])\s", words, maxsplit=1)[0].rstrip(":;")
