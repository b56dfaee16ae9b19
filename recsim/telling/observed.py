"""Own numbers beside simulated ones: in a sentence, and as a table of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from recsim.analysis.intervals import Interval
from recsim.analysis.measures import Measure
from recsim.analysis.own_numbers import CANNOT_TELL, INSIDE, OUTSIDE, UNDEFINED, Held, Own
from recsim.scenario.scenario import Scenario
from recsim.scenario.sentences import capital, listed, quoted, sentence
from recsim.telling.numbers import NOTHING, Written, written
from recsim.telling.outcomes import header
from recsim.telling.units import Unit, scale

HOW = (
    "Yours: what the file says that you counted, with its tolerance. A simulated mean is inside if "
    "its whole interval lies within the tolerance, outside if none of it does. One run: nine in "
    "ten single runs lie between these; yours is one year, too."
)


class Line(NamedTuple):
    """One own number as words: its name with the unit, and what stands in each column."""

    name: str
    own: str
    tolerance: str
    simulated: str
    one_run: str
    verdict: str


def lines(numbers: Sequence[Held], units: Sequence[str]) -> list[Line]:
    """The table, one line a number.

    Args:
        numbers: held against what is simulated.
        units: of each, with the scenario's currency.
    """
    return [_line(of, unit) for of, unit in zip(numbers, units, strict=True)]


def name_of(measure: Measure) -> str:
    """Name of a number: totals are for a year."""
    return measure.label if measure.is_ratio else f"{measure.label} a year"


def _line(of: Held, unit: str) -> Line:
    own = shown(of.own)
    return Line(
        header(name_of(of.own.measure), unit),
        own.value,
        own.interval,
        NOTHING if of.simulated is None else str(in_unit(of.own.measure, of.simulated)),
        NOTHING if of.runs is None else _ends(of.own.measure, of.runs),
        of.verdict if of.verdict != UNDEFINED else "not defined",
    )


def shown(own: Own) -> Written:
    """An own number and its tolerance, shares in percent, without unit."""
    factor = scale(own.measure)
    return written(factor * own.value, factor * own.low, factor * own.high)


def in_unit(measure: Measure, found: Interval) -> Written:
    """A simulated number with its interval, shares in percent, without unit."""
    factor = scale(measure)
    low, high = (None if end is None else factor * end for end in found[1:])
    return written(factor * found.estimate, low, high, whole=measure.whole)


def _ends(measure: Measure, ends: tuple[float, float]) -> str:
    factor = scale(measure)
    low, high = (factor * end for end in ends)
    both = written((low + high) / 2, low, high, whole=measure.whole)
    return both.interval


def met(numbers: Sequence[Held], scenario: Scenario) -> list[str]:
    """How many of a team's own numbers are met, and which are not; a sentence or two a team."""
    return [
        _met([of for of in numbers if of.own.strategy == strategy], scenario)
        for strategy in dict.fromkeys(of.own.strategy for of in numbers)
    ]


def _met(numbers: Sequence[Held], scenario: Scenario) -> str:
    who = quoted(scenario.label(numbers[0].own.strategy))
    total, inside = len(numbers), sum(of.verdict == INSIDE for of in numbers)
    own = f"the {total} own numbers" if total > 1 else "the one own number"
    if inside == total == 1:
        return f"{capital(own)} of {who} is met: the simulated mean lies within its tolerance."
    if inside == total:
        return f"All of {own} of {who} are met: each simulated mean lies within its tolerance."
    said = sentence(f"of {own} of {who}, {inside or 'none'} {'is' if inside < 2 else 'are'} met")
    missed = [difference_words(of, scenario) for of in numbers if of.verdict == OUTSIDE]
    if missed:
        said += f" Outside of the tolerance: {'; '.join(missed)}."
    unclear = [of.own.measure.label for of in numbers if of.verdict in (CANNOT_TELL, UNDEFINED)]
    if unclear:
        said += f" It cannot be told yet of {listed(unclear)}."
    return said


def difference_words(of: Held, scenario: Scenario) -> str:
    """A number that is missed: "mean time to fill, 41 days (39 to 43) instead of 60 (54 to 66)"."""
    assert of.simulated is not None
    unit = Unit(of.own.measure, scenario)
    own = shown(of.own)
    percent = "%" if of.own.measure.unit == "share" else ""
    level = unit.level(of.simulated)
    return f"{name_of(of.own.measure)}, {level} instead of {own.value}{percent} ({own.interval})"
