"""Problems of a scenario: each says where it is, what is wrong, and what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recsim.scenario.synonyms import meanings, plain

LEAST_LIKENESS = 0.62


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was written.

    Attributes:
        file: the file as shown to people, or the option of the command line ("--set care=1").
        line: line in the file, from 1; None on the command line.
        key: dotted path as written there ("variants.spam.strategies.calling.care").
    """

    file: str
    line: int | None
    key: str

    def below(self, name: str) -> Place:
        """The place of something that is missing inside this one."""
        if not self.key:
            return Place(self.file, None, name)
        return Place(self.file, self.line, f"{self.key}.{name}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in plain words.

    Attributes:
        place: where it is.
        message: what was found and what was expected.
        hint: what to write instead; empty if there is no good guess.
        excerpt: text of the line, without its indentation; empty if there is none.
    """

    place: Place
    message: str
    hint: str = ""
    excerpt: str = ""

    @property
    def file(self) -> str:
        """The file, or the option of the command line."""
        return self.place.file

    @property
    def line(self) -> int | None:
        """Line in the file, from 1."""
        return self.place.line

    @property
    def key(self) -> str:
        """Dotted path of the setting; empty if the whole file is meant."""
        return self.place.key

    def __str__(self) -> str:
        head = self.file if self.line is None else f"{self.file}, line {self.line}"
        rows = [f"{head}: {self.key}" if self.key else head]
        if self.excerpt and self.line is not None:
            rows.append(f"    {self.line} | {self.excerpt}")
        rows.append(f"  {self.message}")
        if self.hint:
            rows.append(f"  Hint: {self.hint}")
        return "\n".join(rows)


class ScenarioErrors(Exception):  # noqa: N818 - it carries all errors of a scenario
    """A scenario cannot be used; ``problems`` holds everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n\n".join(str(problem) for problem in self.problems)


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Known names that are likely meant, the most likely first; at most ``most``.

    A word of the trade means what it means; a word that stands in few names means those; else the
    names that look like this one.
    """
    names = list(known)
    if meant := meanings(name, names):
        return meant[:most]
    wanted = plain(name)[:80]
    with_the_word = [one for one in names if wanted in re.split(r"[._]", one.lower())]
    if 0 < len(with_the_word) <= most:
        return with_the_word
    scores = {one: difflib.SequenceMatcher(None, wanted, one.lower()).ratio() for one in names}
    least = max(LEAST_LIKENESS, max(scores.values(), default=0) - 0.12)
    likely = sorted((-score, one) for one, score in scores.items() if score >= least)
    return [one for _, one in likely[:most]]


def did_you_mean(name: str, known: Sequence[str], many: str = "the keys here are") -> str:
    """A hint: the nearest names, or else (if they are few) all of them."""
    close = nearest(name, known)
    if close:
        return f"did you mean {' or '.join(close)}?"
    if 0 < len(known) <= 24:
        return f"{many}: {', '.join(known)}"
    return ""
