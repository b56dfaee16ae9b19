"""How a story is said: the words of a language, and what is filled into them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from recsim.analysis.stories.forms import WORDS
from recsim.model.events import STATUSES, WELL, Kind
from recsim.scenario.sentences import listed

_WAYS = {
    Kind.CONTACTED: {
        "first_": "first",
        "follow_up_": "again",
        "software_first_": "first",
        "software_follow_up_": "again",
    },
    Kind.OFFENDED: {"complaint_": "thing", "fury_": "thing"},
    Kind.ANNOYED: {"": "thing", "held_back_": "thing"},
}
"""Which words stand for ``{way}``, by kind and beginning of the detail."""


class Words:
    """What a language has for everything that a story says.

    Args:
        table: as ``forms.WORDS``.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table

    @cached_property
    def clauses(self) -> dict[Kind, dict[str, str]]:
        """Clauses by kind and detail of every event that concerns a person."""
        found = {Kind[name]: dict(forms) for name, forms in self.table["clauses"].items()}
        for kind, ways in _WAYS.items():
            found[kind] = dict(self._of_contacts(found[kind], ways))
        found[Kind.PLACED] = dict(self._of_placements(found[Kind.PLACED][""]))
        for kind in (Kind.PRESENT, Kind.CENSUS):
            found[kind] = dict(self._of_status(found[kind]))
        return found

    def _of_contacts(
        self, forms: Mapping[str, str], ways: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """The same words for people who are happy at work and who are not."""
        for begins, table in ways.items():
            for channel, way in self.table[table].items():
                for well in WELL:
                    yield f"{begins}{channel}_{well}", forms[begins].replace("{way}", way)

    def _of_placements(self, form: str) -> Iterator[tuple[str, str]]:
        for source, came in self.table["came"].items():
            for then in STATUSES:
                for now in STATUSES:
                    said = form.replace("{came}", came)
                    yield f"{source}_{then}_{now}", said.replace("{status}", self.status(now))

    def _of_status(self, forms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for status in STATUSES[:2]:
            for band, tenure in self.table["tenure"].items():
                said = forms["tenure"].replace("{tenure}", tenure)
                yield f"{status}_{band}", said.replace("{status}", self.status(status))
        yield STATUSES[2], forms[""].replace("{status}", self.status(STATUSES[2]))

    def say(self, key: str, **parts: Any) -> str:
        """A form ("note", "week.openings") with its places filled."""
        form: Any = self.table
        for name in key.split("."):
            form = form[name]
        return str(form).format(**parts)

    def counted(self, key: str, count: int, **parts: Any) -> str:
        """A form of a number: "1 call", "2,000 calls"."""
        form = f"{key}.{'one' if count == 1 else 'many'}"
        return self.say(form, count=self.number(count), **parts)

    def number(self, count: int) -> str:
        """A whole number: "1,234"."""
        return f"{count:,}".replace(",", self.table["thousands"])

    def listed(self, parts: Sequence[str]) -> str:
        """ "a, b and c"."""
        return listed(parts, self.table["and"])

    def status(self, status: str) -> str:
        """What a person is, by one of ``model.events.STATUSES``."""
        return str(self.table["status"][status])

    def satisfied(self, satisfaction: float) -> str:
        """Satisfaction (0 to 1) in words."""
        said = self.table["satisfaction"]
        ends = [at / len(said) for at in range(1, len(said))]
        return str(said[bisect_right(ends, satisfaction)])

    def days(self, value: float) -> str:
        """A time: "one day", "12 days"."""
        whole = round(value)
        form = "no_time" if whole == 0 else "one_day" if whole == 1 else "many_days"
        return self.say(form, count=whole)

    def occupation(self, segment: str) -> str:
        """A segment of the market by its key."""
        return str(self.table.get("segments", {}).get(segment, segment.replace("_", " ")))

    def task(self, name: str) -> str:
        """What a recruiter does, by one of ``model.events.TASKS``."""
        return str(self.table["tasks"][name])

    def pick(self, name: str, label: str, meaning: str) -> tuple[str, str]:
        """What a way to choose a person is called, and who is chosen; else what is given."""
        said = self.table.get("picks", {}).get(name, {})
        return said.get("label", label), said.get("meaning", meaning)

    def when(self, first: int, last: int) -> str:
        """ "Day 12", or "Day 12 to 27"."""
        return self.say("day" if first == last else "days", first=first, last=last)


ENGLISH = Words(WORDS)


class Names(NamedTuple):
    """What teams are called; none are needed where there is only one."""

    labels: tuple[str, ...] = ()
    words: Words = ENGLISH

    def team(self, number: int) -> str:
        """ "Calling", or "the team"."""
        return self.labels[number] if self._has(number) else self.words.say("team")

    def recruiter(self, number: int) -> str:
        """ "a recruiter of Calling", or "a recruiter"."""
        if not self._has(number):
            return self.words.say("recruiter")
        return self.words.say("recruiter_of", team=self.labels[number])

    def of_team(self, number: int) -> str:
        """ " of Calling", or ""."""
        return self.words.say("of_team", team=self.labels[number]) if self._has(number) else ""

    def _has(self, number: int) -> bool:
        return 0 <= number < len(self.labels)


def clause(kind: Kind, detail: str, value: float, team: int, names: Names) -> str:
    """What happened, in words that begin with a small letter.

    Raises:
        KeyError: the event happens to no person.
    """
    return names.words.clauses[kind][detail].format(
        recruiter=names.recruiter(team),
        team=names.team(team),
        of_team=names.of_team(team),
        amount=_amount(kind, value, names.words),
        satisfied=names.words.satisfied(value),
    )


def _amount(kind: Kind, value: float, words: Words) -> str:
    if kind in (Kind.LEFT_EARLY, Kind.PLACEMENT_ENDED, Kind.MANAGER_MET):
        return words.days(value)
    if kind is Kind.TOLD_OTHERS:
        count = round(value)
        return words.counted("others", count) if count else words.say("nobody")
    return f"{value:g}"
