"""What a funnel gives: own numbers, what two counts of it give together, and what was not used."""

from __future__ import annotations

from dataclasses import dataclass, field

from recsim.own.names import hint
from recsim.own.notation import Unreadable
from recsim.own.numbers import NUMBERS, Given, Number
from recsim.own.values import checked

TOGETHER = (
    ("reply_rate", "replies", "people_written_to"),
    ("interested_share", "interested", "replies"),
    ("applicants_per_advert", "applications", "requisitions"),
    ("interviews_per_hire", "interviews", "hires"),
    ("offers_accepted", "accepted_offers", "offers"),
    ("offers_accepted", "hires", "offers"),
)
"""An own number, and the two counts whose quotient it is."""
MOST_HINTS = 20
"""Names for which a number that may be meant is looked for: it takes a while."""


@dataclass(frozen=True)
class Counted:
    """A step of a funnel, counted over a year; or not, if no time was told.

    Attributes:
        value: how many.
        source: where it comes from.
        timed: whether a time was told.
        of: which times it was counted in, as they are called: "2025", or each month.
    """

    value: float
    source: str
    timed: bool
    of: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Note:
    """Something about a row or column that was not used.

    Attributes:
        where: "funnel.csv, line 3".
        what: what stands there.
        why: why it was not used.
    """

    where: str
    what: str
    why: str


@dataclass
class Funnel:
    """What was read.

    Attributes:
        given: own numbers by name.
        unused: what is no own number, or does not tell enough.
        assumed: what was taken for granted, as the time that a count is for.
        skipped: rows that are dirty.
        parts: steps of a funnel by name, which give own numbers together.
        untimed: counts among the own numbers for which no time was told.
        of: the times that own numbers were counted in, as of ``Counted``.
        twice: where numbers stood first that are there more than once; none of them is taken.
    """

    given: dict[str, Given] = field(default_factory=dict)
    unused: list[Note] = field(default_factory=list)
    assumed: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    parts: dict[str, Counted] = field(default_factory=dict)
    untimed: set[str] = field(default_factory=set)
    of: dict[str, frozenset[str]] = field(default_factory=dict)
    twice: dict[str, str] = field(default_factory=dict)

    def refuse_again(self, number: Number) -> None:
        """Two numbers of one meaning are not chosen from.

        Raises:
            Unreadable: it is there already.
        """
        name = number.name
        if before := self.given.pop(name, None) or self.parts.pop(name, None):
            self.untimed.discard(name)
            self.twice[name] = before.source
            why = "is there more than once: leave one of them, or their sum"
            self.skipped.append(Note(before.source, name.replace("_", " "), why))
        if name in self.twice:
            raise Unreadable(f"is there already ({self.twice[name]})")

    def unknown(self, where: str, name: str) -> None:
        """Note a name that no number has, and while there are few the one that may be meant."""
        more = hint(name) if len(self.unused) < MOST_HINTS else ""
        self.unused.append(Note(where, name, f"is no own number{more}"))


def together(found: Funnel) -> None:
    """Own numbers that two counts of the same time give, unless they are given themselves."""
    known = dict(found.parts)
    for name, one in found.given.items():
        if one.number.counts:
            value = one.value * one.number.in_a_year
            timed = name not in found.untimed
            known[name] = Counted(value, one.source, timed, found.of.get(name, frozenset()))
    used = set()
    for name, above, below in TOGETHER:
        if above not in known or below not in known:
            continue
        used |= {above, below}
        if name in found.given or not known[below].value:
            continue
        value = known[above].value / known[below].value
        source = f"{known[above].source}; {known[below].source}"
        try:
            if known[above].timed != known[below].timed:
                raise Unreadable("one of them says no time")
            if apart := sorted(known[above].of ^ known[below].of):
                raise Unreadable(f"only one of them was counted in {apart[0]}")
            if NUMBERS[name].kind == "share" and value > 1:
                raise Unreadable("there are more of the first")
            found.given[name] = checked(NUMBERS[name], value, source)
            if above == "accepted_offers":
                why = "taken as how many they are, not as percent"
                found.assumed.append(Note(known[above].source, "accepted offers", why))
        except Unreadable as error:
            what = f"{above} by {below}".replace("_", " ")
            found.skipped.append(Note(known[above].source, what, str(error)))
    needs = {below: above for _, above, below in TOGETHER}
    needs |= {above: below for _, above, below in TOGETHER}
    for name, part in found.parts.items():
        if name not in used:
            other = needs[name].replace("_", " ")
            what = name.replace("_", " ")
            found.unused.append(Note(part.source, what, f"tells nothing without {other}"))
