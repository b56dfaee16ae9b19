"""What a sweep found, in sentences: where which strategy is ahead, where it turns, how sure."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from recsim.analysis.finding import Finding, strict
from recsim.analysis.looks import LOOKS
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import FEWER, MORE, Comparison
from recsim.scenario.sentences import capital, listed, quoted, sentence
from recsim.scenario.vary import Axis, Value
from recsim.telling.findings import Teller
from recsim.telling.looks import how_looked, settled_points
from recsim.telling.numbers import number, text
from recsim.telling.phrases import TEAM, phrase
from recsim.telling.units import Unit, counted, percent, period

if TYPE_CHECKING:
    from recsim.analysis.swept import Cell, Swept
    from recsim.scenario.scenario import Scenario

OPEN, SAME = "open", "same"
_DIGITS = 3
BY_ITSELF = (
    "Nobody said what to vary: these are the numbers that decide most, and that few people know of "
    "their own market. To vary others: --vary, or sweep: in the file."
)


def teller_of(cell: Cell) -> Teller:
    """Says what was found at one point."""
    return Teller(cell.results.scenario, cell.samples)


def kind_of(found: Comparison) -> str:
    """More, fewer, the same (no difference that matters), or open (chance decides)."""
    if found.direction is not None:
        return found.direction
    same = (Finding.IDENTICAL, Finding.NO_DIFFERENCE_LARGER_THAN)
    return SAME if found.finding in same else OPEN


def value_words(value: Value | None) -> str:
    """A value of a setting: "0.0147", "8,000", "yes", "agency"."""
    if value is None:
        return "different ones"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if math.isinf(value):
        return "without end"
    return text(float(value), 6 if isinstance(value, int) else _DIGITS)


def setting_words(axis: Axis, scenario: Scenario) -> str:
    """Name of what is varied: its label, and whose it is."""
    label = str(axis.shape.extra.get("label") or _bare(axis.keys[0]))
    blocks = axis.keys[0].split(".")
    if blocks[0] == "strategies":
        whose = [scenario.label(key.split(".")[1]) for key in axis.keys]
        every = len(whose) == len(scenario.strategies) > 1
        return f"{label} of {'all strategies' if every else listed(whose)}"
    if blocks[:2] == ["world", "segments"]:
        return f"{label}, {'all occupations' if len(axis.keys) > 1 else blocks[2]}"
    return label


def _bare(key: str) -> str:
    return capital(key.rpartition(".")[2].replace("_", " "))


def headline(sweep: Swept) -> str:
    """The finding, and what happens in the world as it stands."""
    said = list(_found(sweep))
    if sweep.pair is not None:
        base = sweep.compared(sweep.base)
        said.append(
            f"In the scenario as it stands{_at(sweep)}: {teller_of(sweep.base).size(base)}."
        )
    return " ".join(said)


def verdicts(sweep: Swept) -> list[str]:
    """All that is said."""
    said = [headline(sweep)]
    if sweep.pair is not None and not sweep.drawn:
        said += _turns(sweep)
    if len(sweep.axes) == 1 and not sweep.drawn:
        said += _best(sweep)
    said += _broken(sweep)
    said.append(how_made(sweep))
    if sweep.looked is not None:
        after = [cell.settled_after for cell in sweep.cells]
        said.append(settled_points(after, sweep.looked.runs[-1]))
        said.append(how_looked(sweep.looked, sweep.loaded.scenario))
    if sweep.pair is not None:
        said.append(luck(sweep))
    if sweep.by_itself:
        said.append(BY_ITSELF)
    return said


def title(sweep: Swept) -> str:
    """The finding as short as it goes, for a picture whose axes are named."""
    if sweep.pair is None:
        return question(sweep)
    of = phrase(MEASURES[sweep.outcome])
    one, other = (teller_of(sweep.base).name(name) for name in sweep.pair)
    than = f"{of.noun} with {other} than with {one}"
    if len(sweep.axes) > 1 or sweep.drawn:
        side, counts = _counts(sweep)
        return f"{capital(_side(sweep, side))} {than} {counts}"
    found = [(cell.values[0], kind_of(sweep.compared(cell))) for cell in sweep.points]
    if len({kind for _, kind in found}) == 1 and found[0][1] in (MORE, FEWER):
        return f"{capital(_side(sweep, found[0][1]))} {than} at all values"
    places = {kind: _stretches(found, kind) for kind in (MORE, FEWER)}
    said = [
        f"{_side(sweep, kind)}{'' if at else f' {than}'} at {place}"
        for at, (kind, place) in enumerate((k, p) for k, p in places.items() if p)
    ]
    if not said:
        return question(sweep)
    rest = _stretches(found, OPEN)
    return f"{capital(', '.join(said))}{f'; at {rest} chance decides' if rest else ''}"


def question(sweep: Swept) -> str:
    """What the sweep is about, where there is no finding."""
    labels = [setting_words(axis, sweep.loaded.scenario) for axis in sweep.axes]
    return f"{capital(MEASURES[sweep.outcome].label)} along {listed([quoted(s) for s in labels])}"


def how_made(sweep: Swept) -> str:
    """Of how many runs it is made, and what stands in brackets."""
    study = sweep.loaded.scenario.study
    beside = " and the scenario as it stands" if len(sweep.points) > len(sweep.cells) else ""
    return (
        f"{counted(len(sweep.cells), 'point')}{beside}, each with {runs_each(sweep)} of "
        f"{counted(study.horizon_days, 'day')} a strategy, in the same worlds; in brackets, "
        f"{percent(study.confidence)} intervals: chance alone. Seed {study.seed}."
    )


def runs_each(sweep: Swept) -> str:
    """Runs of each strategy at a point: "12 runs", "10 to 80 runs"."""
    most = counted(sweep.replications, "run")
    return most if sweep.fewest == sweep.replications else f"{sweep.fewest:,} to {most}"


def luck(sweep: Swept) -> str:
    """How many points would be decided although nothing differs."""
    confidence = strict(sweep.loaded.scenario.study.confidence)
    wrong = (1 - confidence) * len(sweep.cells)
    each, about = "", "about"
    if sweep.looked is not None:
        wrong, each, about = LOOKS * wrong, " at each look", "at most about"
    return (
        f"Each point is judged by itself, at {percent(confidence)}{each}: were there no difference "
        f"anywhere, luck would still decide {about} {number(wrong)} of {len(sweep.cells)}."
    )


def _found(sweep: Swept) -> Iterator[str]:
    if sweep.pair is None:
        yield _levels(sweep)
        return
    if len(sweep.axes) == 1 and not sweep.drawn:
        yield _along_one_key(sweep)
        return
    side, counts = _counts(sweep)
    yield sentence(f"{_clause(sweep, side)} {counts}")


def _counts(sweep: Swept) -> tuple[str, str]:
    """Which direction more points have, and at how many of them: "in 19 of 42 cells, fewer in 16".

    Points at which chance decides, or nothing differs, are counted at the end.
    """
    kinds = [kind_of(sweep.compared(cell)) for cell in sweep.cells]
    things = "points" if sweep.drawn else "cells"
    first, second = (MORE, FEWER) if kinds.count(MORE) >= kinds.count(FEWER) else (FEWER, MORE)
    told = [str(kinds.count(side) or "none") for side in (first, second)]
    many = f"{told[0]} of {len(kinds)} {things}"
    return first, f"in {many}, {_side(sweep, second)} in {told[1]}{_rest(kinds)}"


def _levels(sweep: Swept) -> str:
    """Of one strategy alone: the outcome at both ends of the key."""
    [strategy], [axis] = sweep.strategies, sweep.axes
    unit = Unit(MEASURES[sweep.outcome], sweep.loaded.scenario)
    ends = []
    for cell in (sweep.points[0], sweep.points[-1]):
        found = cell.level(strategy, sweep.outcome)
        level = "not defined" if found is None else unit.level(found)
        ends.append(f"{level} at {value_words(cell.values[0])}")
    label = setting_words(axis, sweep.loaded.scenario)
    name = teller_of(sweep.base).name(strategy)
    return sentence(
        f'{MEASURES[sweep.outcome].label} with {name} along "{label}": {listed(ends, "and")}'
    )


def _rest(kinds: Sequence[str]) -> str:
    said = ""
    if same := kinds.count(SAME):
        said += f"; in {same} there is no difference that matters"
    if unknown := kinds.count(OPEN):
        said += f"; in {unknown} chance decides"
    return said


def _clause(sweep: Swept, kind: str) -> str:
    """ "With Calling, the team places more people a year than with Waiting"."""
    assert sweep.pair is not None
    baseline, strategy = sweep.pair
    teller = teller_of(sweep.base)
    of = phrase(MEASURES[sweep.outcome])
    clause = of.clause.format(
        team=TEAM,
        size="",
        side=_side(sweep, kind),
        things=of.many,
        period=period(sweep.loaded.scenario),
    )
    said = " ".join(clause.split())  # no gap where a size would stand
    return f"With {teller.name(strategy)}, {said} than with {teller.name(baseline)}"


def _side(sweep: Swept, kind: str) -> str:
    below, above = phrase(MEASURES[sweep.outcome]).sides
    return above if kind == MORE else below


def _along_one_key(sweep: Swept) -> str:
    """In which stretches of the key which strategy is ahead."""
    [axis] = sweep.axes
    label = setting_words(axis, sweep.loaded.scenario)
    found = [(cell.values[0], kind_of(sweep.compared(cell))) for cell in sweep.points]
    kinds = {kind for _, kind in found}
    where = f'"{label}"'
    if len(kinds) == 1:
        [kind] = kinds
        span = _span([value for value, _ in found])
        if kind in (MORE, FEWER):
            return sentence(f"{_clause(sweep, kind)} whatever {where} is ({span})")
        what = "chance decides" if kind == OPEN else "there is no difference that matters"
        assert sweep.pair is not None
        one, other = (teller_of(sweep.base).name(name) for name in sweep.pair)
        return sentence(
            f"Between {one} and {other} {what} in {phrase(MEASURES[sweep.outcome]).noun}, whatever "
            f"{where} is ({span})"
        )
    places = {kind: _stretches(found, kind) for kind in (MORE, FEWER, SAME, OPEN)}
    said, first = "", True
    for kind in (MORE, FEWER):
        if not places[kind]:
            continue
        said += (
            f"{_clause(sweep, kind)} where {where} is {places[kind]}"
            if first
            else f", and {_side(sweep, kind)} where it is {places[kind]}"
        )
        first = False
    for kind, what in ((SAME, "there is no difference that matters"), (OPEN, "chance decides")):
        if places[kind]:
            said += (
                f"; at {places[kind]} {what}" if said else f"At {places[kind]} of {where} {what}"
            )
    return sentence(said)


def _stretches(found: Sequence[tuple[Value, str]], kind: str) -> str:
    """The values of one kind, neighbours together: "0.1 to 0.3 or 0.9"."""
    runs = [
        [value for value, _ in group]
        for is_kind, group in itertools.groupby(found, key=lambda one: one[1] == kind)
        if is_kind
    ]
    return listed([_span(run) for run in runs], "or") if runs else ""


def _span(values: Sequence[Value]) -> str:
    if isinstance(values[0], str | bool):
        return listed([value_words(value) for value in values], "or")
    first, last = value_words(values[0]), value_words(values[-1])
    return first if len(values) == 1 else f"{first} to {last}"


def _at(sweep: Swept) -> str:
    own = [value_words(value) for value in sweep.own]
    return f" ({', '.join(own)})"


def _turns(sweep: Swept) -> Iterator[str]:
    """Between which values of a key it turns, with all others as they stand."""
    for at, axis in enumerate(sweep.axes):
        others = [(place, value) for place, value in enumerate(sweep.own) if place != at]
        row = [
            cell
            for cell in sweep.points
            if all(cell.values[place] == value for place, value in others)
        ]
        found = [(cell.values[at], kind_of(sweep.compared(cell))) for cell in row]
        decided = [(value, kind) for value, kind in found if kind in (MORE, FEWER)]
        if not all(isinstance(value, int | float) for value, _ in decided):
            continue
        label = setting_words(axis, sweep.loaded.scenario)
        as_it_is = " with the rest as it stands" if others else ""
        for (low, one), (high, other) in itertools.pairwise(decided):
            if one != other:
                means = _means(
                    sweep, axis, [cell for cell in row if cell.values[at] in (low, high)]
                )
                yield (
                    f'It turns between {value_words(low)} and {value_words(high)} of "{label}"'
                    f"{as_it_is}{means}."
                )


MEANS = {"world.board.visits_per_day": ("applications_per_requisition", "an advert draws {} then")}
"""Settings that nobody can count, and a measure of what they do, with its words."""


def _means(sweep: Swept, axis: Axis, cells: Sequence[Cell]) -> str:
    """What these values of a setting come to, as people count it."""
    if axis.keys[0] not in MEANS or not cells:
        return ""
    measure, words = MEANS[axis.keys[0]]
    levels = [
        max((one.estimate for name in sweep.strategies if (one := cell.level(name, measure))),
            default=0.0)
        for cell in cells
    ]  # fmt: skip
    shown = [number(level) for level in levels]
    return f": {words.format(f'{shown[0]} to {shown[-1]} applicants')}"


def _best(sweep: Swept) -> Iterator[str]:
    """Which values of a choice are as good as the best one."""
    [axis] = sweep.axes
    better = MEASURES[sweep.outcome].better
    if not axis.chosen or better not in ("more", "fewer"):
        return
    unit = Unit(MEASURES[sweep.outcome], sweep.loaded.scenario)
    for strategy in sweep.strategies:
        if not sweep.touches(strategy):
            continue
        good = sweep.as_good_as_the_best(strategy, axis)
        levels = [cell.level(strategy, sweep.outcome) for cell in sweep.points]
        known = [(one.estimate, place) for place, one in enumerate(levels) if one is not None]
        if not known:
            continue
        _, place = max(known) if better == "more" else min(known)
        best = levels[place]
        assert best is not None
        marks = [
            (cell.values[0], "good" if fine else "worse")
            for cell, fine in zip(sweep.points, good, strict=True)
        ]
        label, name = MEASURES[sweep.outcome].label, teller_of(sweep.base).name(strategy)
        yield (
            f"{capital(label)} with {name}: "
            f"best at {value_words(marks[place][0])}, {unit.level(best)}; as good as that, as far "
            f"as can be told: {_stretches(marks, 'good')}."
        )


def _broken(sweep: Swept) -> Iterator[str]:
    """In how many points a strategy breaks a limit."""
    for measure, limit in sweep.loaded.scenario.study.limits.items():
        words = Unit(MEASURES[measure], sweep.loaded.scenario).limit(limit)
        for strategy in sweep.strategies:
            count = sum(measure in cell.breaks[strategy] for cell in sweep.cells)
            if count:
                yield (
                    f"With {teller_of(sweep.base).name(strategy)}, the team breaks the limit of "
                    f"{words} at {count} of {len(sweep.cells)} points."
                )
