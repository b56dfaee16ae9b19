"""Where the numbers come from: parameters (P) with default, range and grade, and the facts (F)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from recsim.scenario.yaml_text import shipped

GRADES = {
    "A": "peer-reviewed, central-bank or official statistics",
    "B": "a large platform's own data, or a large reputable survey or long-running panel",
    "C": "data or a survey of a vendor: perhaps large, self-selected customers, for marketing",
    "D": "a small poll, a trade article, a blog, an anecdote, a rule of thumb",
    "DER": "worked out from facts of the grades given there",
    "JDG": "judgement: no number was found; vary it before you believe a result",
}

TAGS = {
    "R1": "read in the original, or in its abstract",
    "R2": "read in a secondary page that reports the source",
    "DER": "arithmetic from numbers that were read",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that somebody published.

    Attributes:
        id: "F90".
        what: the number and its definition.
        population: who was asked or counted, and when; empty if the source does not say.
        source: who published it.
        tag: how it was read (a key of ``TAGS``, or two).
        grade: how much it can bear (a key of ``GRADES``, or two); empty for mere arithmetic.
        note: a reservation.
    """

    id: str
    what: str
    population: str = ""
    source: str = ""
    tag: str = ""
    grade: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the model: what the facts say about it.

    Attributes:
        id: "P24".
        what: what it is.
        default: the proposed value or values, as text.
        range: the plausible range, as text.
        facts: ids of the facts behind it.
        grade: grade of the weakest part that matters; "JDG" if the default is judgement.
        note: how the facts lead to the default, and reservations.
        quoted: settings that take a value from here: dotted key -> value.
        derived: settings whose value was worked out from here: dotted key -> how.
    """

    id: str
    what: str
    default: str
    range: str
    facts: tuple[str, ...]
    grade: str
    note: str = ""
    quoted: Mapping[str, float] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All parameters and facts by id, in the order of their numbers."""

    parameters: Mapping[str, Parameter]
    facts: Mapping[str, Fact]

    def facts_behind(self, parameter: str) -> tuple[Fact, ...]:
        """The facts behind a parameter; empty if it has none. KeyError for an unknown id."""
        return tuple(self.facts[fact] for fact in self.parameters[parameter].facts)


@cache
def evidence() -> Evidence:
    """The evidence that is shipped with the package."""
    text = files("recsim.scenario").joinpath("evidence.yaml").read_text(encoding="utf-8")
    raw = shipped(text)
    return Evidence(
        parameters={
            name: Parameter(id=name, **{**entry, "facts": tuple(entry["facts"])})
            for name, entry in raw["parameters"].items()
        },
        facts={name: Fact(id=name, **entry) for name, entry in raw["facts"].items()},
    )


def grade_of(parameter: str) -> str:
    """Grade of a parameter; empty for an id that is not in the evidence ("assumption")."""
    known = evidence().parameters.get(parameter)
    return known.grade if known else ""
