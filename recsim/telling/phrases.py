"""The table of words: how a measure is said, and how each kind of finding is.

``{size} {side}`` is a number of more or fewer ("31 more"); ``{who}`` and ``{than}`` are names of
strategies. Every word stands in a table, since other languages have other ones
(``recsim/page/languages``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from recsim.analysis.finding import Finding
from recsim.analysis.measures import Measure

TEAM = "the team"


@dataclass(frozen=True)
class Phrase:
    """How differences in a measure are said.

    Attributes:
        clause: "{team} places {size} {side} {people} {period}", the heart of a sentence.
        question: what is open: "{team} places {side} people".
        noun: what there is no difference in.
        nothing: that none of it happened, "{team} places nobody".
        one, many: the thing that is counted.
        sides: words for below and above.
    """

    clause: str
    question: str
    noun: str
    nothing: str
    one: str = ""
    many: str = ""
    sides: tuple[str, str] = ("fewer", "more")


PHRASES = {
    "placements": Phrase(
        "{team} places {size} {side} {things} {period}",
        "{team} places {side} people",
        "placements",
        "{team} places nobody in any run",
        "person",
        "people",
    ),
    "offended_people": Phrase(
        "{size} {side} {things} complain {period}",
        "{side} people complain",
        "people who complain",
        "{team} draws no complaint in any run",
        "person",
        "people",
    ),
    "resentful_people": Phrase(
        "{team} leaves {size} {side} {things} resentful {period}",
        "{team} leaves {side} rejected people resentful",
        "resentful people",
        "{team} leaves nobody resentful in any run",
        "rejected person",
        "rejected people",
    ),
    "fill_rate": Phrase(
        "{team} fills {size} {side} of its requisitions within 17 weeks",
        "{team} fills {side} of its requisitions within 17 weeks",
        "the share of requisitions filled within 17 weeks",
        "{team} fills nothing within 17 weeks in any run",
    ),
    "contacts": Phrase(
        "{team} contacts people {size} {side} {things} {period}",
        "{team} makes {side} contacts",
        "contacts",
        "{team} contacts nobody in any run",
        "time",
        "times",
    ),
    "annoyances_held_back": Phrase(
        "people hold a complaint or a curt no back {size} {side} {things} {period}",
        "people hold {side} complaints and curt noes back",
        "complaints and curt noes held back",
        "nobody holds a complaint or a curt no back in any run",
        "time",
        "times",
    ),
    "fees_minus_cost": Phrase(
        "after the cost of its recruiters, {team} earns {size} {side} {period}",
        "{team} earns {side} after the cost of its recruiters",
        "what the team earns after the cost of its recruiters",
        "{team} earns nothing in any run",
        sides=("less", "more"),
    ),
}
"""Measures with a sentence of their own; all others are said by their label."""

_SINGULAR = ("share", "mean", "utilisation", "cost", "sum")
GENERAL = {
    "number in a time": Phrase(
        "there are {size} {side} {label} {period}",
        "there are {side} {label}",
        "{label}",
        "there are no {label} in any run",
    ),
    "number": Phrase(
        "there are {size} {side} {label}",
        "there are {side} {label}",
        "{label}",
        "there are no {label} in any run",
    ),
    "amount": Phrase(
        "the {label} is {size} {side}",
        "the {label} is {side}",
        "the {label}",
        "the {label} is 0 in every run",
        sides=("lower", "higher"),
    ),
    "amounts": Phrase(
        "the {label} are {size} {side}",
        "the {label} are {side}",
        "the {label}",
        "the {label} are 0 in every run",
        sides=("lower", "higher"),
    ),
}
"""How all others are said, by the sort of what they count or measure."""


def sort(measure: Measure) -> str:
    """Which of the general phrases is the measure's."""
    if measure.label.split()[0] in _SINGULAR:
        return "amount"
    if "currency" in measure.unit:
        return "amounts"
    return "number in a time" if measure.whole else "number"


def phrase(measure: Measure) -> Phrase:
    """How differences in a measure are said."""
    if measure.name in PHRASES:
        return PHRASES[measure.name]
    general = GENERAL[sort(measure)]
    said = {
        name: getattr(general, name).replace("{label}", measure.label)
        for name in ("clause", "question", "noun", "nothing")
    }
    return replace(general, **said)


FIRST = {
    Finding.DECIDED: "With {who}, {clause}{span} than with {than}",
    Finding.ONE_RUN: "In the one run, {clause} with {who} than with {than}",
    Finding.IDENTICAL: (
        "With {who} and with {than} everything turns out the same, in all {n} {worlds}"
    ),
    Finding.NOTHING_HAPPENED: (
        "{nothing}, neither with {who} nor with {than}; a difference of up to {most} cannot be "
        "ruled out"
    ),
    Finding.NO_DIFFERENCE_LARGER_THAN: (
        "With {who}, compared with {than}, there is no difference in {noun} larger than "
        "{matters}{span}"
    ),
    Finding.CANNOT_TELL: "We cannot tell yet whether {question} with {who} than with {than}{span}",
}
"""By kind of finding: the sentence that stands alone."""
NEXT = {
    Finding.DECIDED: "{clause}{span}",
    Finding.ONE_RUN: "{clause}",
    Finding.NOTHING_HAPPENED: "{nothing}; a difference of up to {most} cannot be ruled out",
    Finding.NO_DIFFERENCE_LARGER_THAN: (
        "there is no difference in {noun} larger than {matters}{span}"
    ),
    Finding.CANNOT_TELL: "we cannot tell yet whether {question}{span}",
}
"""The same after a sentence that has named both strategies."""
EQUAL = {
    True: "In the one run, there is no difference in {noun} between {who} and {than}",
    False: "there is no difference in {noun}",
}
"""One run, in which both are equal: as the first sentence, and after it."""
UNDEFINED = "We cannot compare {who} with {than} in {noun}: no run has both"
ONE_RUN = "One run has no interval: another one may turn out the other way round"
ALL_ALIKE = "There is no interval: all runs came out alike, which says nothing of how others would"
NO_INTERVAL = "There is no interval: {denominator} in fewer than two runs"
MORE_RUNS = "Another {span} might tell"
RUN, RUNS, FROM_TO = "run", "{count} runs", "{least} to {most}"
NOBODY_KNOWS = "How many more runs would tell cannot be said"
DECIDED_SPAN = " ({low} to {high})"
UP_TO_SPAN = " (up to {high}; with {none} there can be none)"
SPAN_ON_ONE_SIDE = " ({wider}{low} to {high} {side}{after})"
SPAN_ACROSS = " ({wider}{low} to {high}{after})"
END_ACROSS = "{size} {side}"
"""An interval in brackets; if it decides nothing, with words for its sides. ``UP_TO_SPAN``: of what
only one side can have at all, so that it is more, whatever the intervals hold."""
WIDER = "{strict}: "
"""Before an interval that is wider than the others, since only that leaves a direction open."""
ABOUT_ZERO = "about 0"
"""Instead of an end that rounds to 0."""
EQUAL_WORLDS = "the same"
EACH_WAY = "Of {n} {worlds}: {told}"
SAME_DIRECTION = "That is the direction in {count} of {n} {worlds}"
ALIKE = {
    True: (
        "With {who} and with {than}, there is no difference in {noun} in any of the {n} {worlds}; "
        "in others there may be{span}"
    ),
    False: (
        "there is no difference in {noun} in any of the {n} {worlds}; in others there may be{span}"
    ),
}
"""What cannot be told because no run differs: a tie of a few runs is no equality."""
POINT, POINTS = "percentage point", "percentage points"
ONE = {
    "days": "day",
    "hours": "hour",
    "hours per placement": "hour per placement",
    "years": "year",
}
"""Units of which there is one."""
SHARE, WITH_UNIT = "{value}%", "{value} {unit}"
A_YEAR, IN_YEARS, IN_A_DAY, IN_DAYS = "a year", "in {count} years", "in one day", "in {count} days"
"""The measured time behind a number of people."""
PAIRED_WORLDS, SHARED_WORLDS = "paired worlds", "shared worlds"
NOT_YET_KNOWN = "not yet known: {why}"
NEEDS_A_DAY, NEEDS_DAYS = "needs a horizon of one day", "needs a horizon of {count} days"
NEVER_KNOWN = "the guarantee never ends"
NOTHING_TO_DIVIDE_BY = "not defined (no {denominator})"
NOT_DEFINED = "not defined"
"""Instead of a value."""
