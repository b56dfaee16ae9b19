"""What was expected of a scenario, and what was found, in words."""

from __future__ import annotations

from collections import Counter

from recsim.analysis.expected import (
    CANNOT_TELL,
    FAILS,
    HOLDS,
    NOT_RUN,
    Checked,
    check_expectations,
)
from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.scenario.expectation import AS_IT_STANDS, Expectation
from recsim.scenario.sentences import listed, sentence
from recsim.telling.findings import sizes
from recsim.telling.numbers import text, written
from recsim.telling.units import Unit, counted, unknown


def expectations(results: Results) -> list[str]:
    """How many expectations hold, fail and so on, in a sentence; none if nothing is expected."""
    found = check_expectations(results)
    count = Counter(checked.verdict for checked in found)
    variants = dict.fromkeys(c.expectation.variant for c in found if c.verdict == NOT_RUN)
    needs = f"--beside {','.join(map(str, variants))}"
    words = {
        HOLDS: ("holds", "hold"),
        FAILS: ("fails", "fail"),
        CANNOT_TELL: ("cannot be told yet",) * 2,
        NOT_RUN: (f"is about a variant ({needs})", f"are about variants ({needs})"),
    }
    parts = [f"{count[kind]} {words[kind][count[kind] > 1]}" for kind in words if count[kind]]
    whole = f"of {counted(len(found), 'expectation')} in the scenario's file"
    return [sentence(f"{whole}, {listed(parts)}")] if parts else []


def message(results: Results, checked: Checked) -> str:
    """What was expected and what was found: "Hasty: fill rate at least 2 times Slow: found ..."."""
    wanted = checked.expectation
    said = _said(results, wanted)
    if checked.verdict == NOT_RUN:
        return f"{said}: not run; it needs --beside {wanted.variant}"
    if checked.interval is None:
        return f"{said}: {unknown(MEASURES[wanted.outcome], results.scenario)}"
    return f"{said}: found {_found(results, wanted, checked.interval)}"


def _said(results: Results, wanted: Expectation) -> str:
    """The statement in words: "Hasty (fewer jobs), nurses: fill rate at least 2 times Slow"."""
    scenario, measure = results.scenario, MEASURES[wanted.outcome]
    who = scenario.label(wanted.strategy)
    if wanted.variant is not None:
        who += f" ({scenario.variant_label(wanted.variant)})"
    if wanted.segment is not None:
        who += f", {wanted.segment.replace('_', ' ')}"
    unit = Unit(measure, scenario)
    bounds = (
        ("equal to", wanted.equals), ("at least", wanted.at_least), ("at most", wanted.at_most),
    )  # fmt: skip
    parts = [f"{words} {_number(unit, wanted, value)}" for words, value in bounds
             if value is not None]  # fmt: skip
    than = []
    if wanted.way is not None:
        reference = str(wanted.reference)
        stands = reference == AS_IT_STANDS
        than = [wanted.way, reference if stands else scenario.label(reference)]
    return f"{who}: {measure.label} {' '.join([' and '.join(parts), *than]).strip()}"


def _number(unit: Unit, wanted: Expectation, value: float) -> str:
    if wanted.way == "times":
        return text(value)
    if wanted.way in ("above", "below"):
        return unit.exact_gap(value)
    return unit.exactly(value)


def _found(results: Results, wanted: Expectation, interval: Interval) -> str:
    """What was found, with its interval: "1.4 times (1.2 to 1.6)"."""
    unit = Unit(MEASURES[wanted.outcome], results.scenario)
    if wanted.way is None:
        said = unit.level(interval)
    elif wanted.way == "times":
        shown = written(*interval)
        said = f"{shown.value} times" + (f" ({shown.interval})" if shown.low else "")
    else:
        said = unit.gap(sizes(unit, interval).value)
        said = f"{said} {'higher' if interval.estimate > 0 else 'lower'}"
        if interval.low is not None:
            said += f" ({unit.written(interval, sign=True).interval})"
        said = said if interval.estimate else "no difference"
    return said if interval.low is not None else f"{said} (one run, no interval)"
