"""Problems of a scenario: each says where it is, what is wrong, and what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from recsim.scenario.synonyms import meanings, plain

LEAST_LIKENESS = 0.62
MOST_FOUND = 100
"""Problems after which nobody looks for more: a file of nothing else would take minutes."""
MOST_TOLD = 40
"""Problems that are told; how many more were found is said."""
LONGEST = 400
"""Letters of a line that is told."""


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
        return "\n".join(map(shortened, rows))


class Problems(list[Problem]):
    """Problems as they are found; when there are ``MOST_FOUND``, nobody goes on looking."""

    def __init__(self, errors: Callable[[], ScenarioErrors]) -> None:
        """``errors`` makes what is raised then."""
        super().__init__()
        self._errors = errors

    def append(self, problem: Problem) -> None:
        """Add a problem; raises ``ScenarioErrors`` if it is one too many."""
        super().append(problem)
        if len(self) >= MOST_FOUND:
            raise self._errors()

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems."""
        for problem in problems:
            self.append(problem)

    def __iadd__(self, problems: Iterable[Problem]) -> Self:  # type: ignore[override, misc]
        self.extend(problems)
        return self


class ScenarioErrors(Exception):  # noqa: N818 - it carries all errors of a scenario
    """A scenario cannot be used; ``problems`` holds everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        told = [str(problem) for problem in self.problems[:MOST_TOLD]]
        if self.more:
            told.append(self.more)
        return "\n\n".join(told)

    @property
    def more(self) -> str:
        """That there are more problems than are told; empty if there are not."""
        left = len(self.problems) - MOST_TOLD
        if left <= 0:
            return ""
        least = "at least " if len(self.problems) >= MOST_FOUND else ""
        return f"And {least}{left} more {'problem' if left == 1 else 'problems'}: mend these first."


def shortened(row: str) -> str:
    """The beginning of a line that is longer than anybody reads."""
    return row if len(row) <= LONGEST else f"{row[: LONGEST - 3]}..."


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
    scores = {one: _likeness(wanted, one.lower()) for one in names}
    least = max(LEAST_LIKENESS, max(scores.values(), default=0) - 0.12)
    likely = sorted((-score, one) for one, score in scores.items() if score >= least)
    return [one for _, one in likely[:most]]


def _likeness(wanted: str, name: str) -> float:
    """How much two names are alike, from 0 to 1; 0 for all that are not alike enough."""
    matcher = difflib.SequenceMatcher(None, wanted, name)
    for bound in (matcher.real_quick_ratio, matcher.quick_ratio):  # never below the ratio
        if bound() < LEAST_LIKENESS:
            return 0.0
    return matcher.ratio()


def did_you_mean(name: str, known: Sequence[str], many: str = "the keys here are") -> str:
    """A hint: the nearest names, or else (if they are few) all of them."""
    close = nearest(name, known)
    if close:
        return f"did you mean {' or '.join(close)}?"
    if 0 < len(known) <= 24:
        return f"{many}: {', '.join(known)}"
    return ""
