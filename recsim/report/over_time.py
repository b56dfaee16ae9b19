"""How does offence change? Its chance per contact, one part of the time after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from recsim.analysis.intervals import Interval, mean_interval, ratio_interval, relative_interval
from recsim.analysis.measures import Kind
from recsim.analysis.results import Results
from recsim.report import labels, pool, style
from recsim.report.charts import chart
from recsim.report.pieces import end_names, interval, span, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.unfolding import curves, time_axis
from recsim.report.view import Estimate, Floats, Plot, View
from recsim.telling.numbers import number
from recsim.telling.units import PERCENT

SHORTEST = 182
"""Days: in less time nothing becomes normal."""
PER = 1000.0
FEWEST = 10
"""Offences in the first part, below which nothing can be said in percent of them."""
FEW = 4
"""Most strategies whose bands can be told apart."""
LENGTHS = ((182, "half-year"), (91, "quarter"), (28, "four weeks"))
"""Days of a part of the time and its name; the first of which there are four."""


@dataclass(frozen=True)
class Point:
    """A value with its interval, and the part of the time that it belongs to, in days."""

    start: float
    end: float
    found: Estimate

    @property
    def middle(self) -> float:
        """Where it is drawn."""
        return (self.start + self.end) / 2


Course = Mapping[str, Sequence[Point]]
"""Points of each strategy."""


def part(view: View) -> tuple[int, str]:
    """Length in days and name of a part of the measured time."""
    days = view.scenario.study.horizon_days
    return next((length for length in LENGTHS if days >= 4 * length[0]), LENGTHS[-1])


def edges(view: View) -> list[float]:
    """Where the parts begin and end, in days; the last one takes the rest of the time."""
    length, _ = part(view)
    horizon = view.scenario.study.horizon_days
    return [*(float(day) for day in range(0, horizon - length + 1, length)), float(horizon)]


def contacted(view: View) -> list[str]:
    """Strategies that contacted somebody."""
    return [key for key in view.keys if view.total(key, ["contacts"]) > 0]


def makes_sense(view: View) -> bool:
    """Whether there was time for anything to change, and anybody who was contacted."""
    return view.scenario.study.horizon_days >= SHORTEST and bool(contacted(view))


def offence(view: View) -> Course:
    """Offences per 1,000 contacts in each part of the time."""
    return {
        key: _points(
            view,
            [
                ratio_interval(offences, contacts, PER, view.confidence, kind=Kind.SHARE)
                if contacts.any()
                else None
                for offences, contacts in _totals(view, key)
            ],
        )
        for key in contacted(view)
    }


def relative_offence(view: View) -> Course:
    """The same in percent of its value in the first part, where that is not 0."""
    course = {}
    for key in contacted(view):
        (first, base), *rest = _totals(view, key)
        if first.sum() < FEWEST:
            continue
        found = [
            relative_interval(offences, contacts, first, base, view.confidence, Kind.SHARE)
            if contacts.any()
            else None
            for offences, contacts in rest
        ]
        course[key] = _points(view, [Interval(1.0, None, None), *found], PERCENT)
    return course


def burnt(view: View) -> Course:
    """Share of people wary of the team or on do-not-contact, in percent, at the ends of parts."""
    course = {}
    for key in contacted(view):
        days, values = curves(view, key, pool.COLUMNS)
        course[key] = [
            Point(day, day, _estimate(mean_interval(at, view.confidence), view))
            for day in edges(view)
            for at in [values[:, int(np.searchsorted(days, day))]]
        ]
    return course


def _totals(view: View, key: str) -> list[tuple[Floats, Floats]]:
    """Offences and contacts in each part, one value a replication."""
    _, offences = curves(view, key, ["offences"])
    days, contacts = curves(view, key, ["contacts"])
    at = np.searchsorted(days, edges(view))
    parts = [np.diff(values[:, at], axis=1).T for values in (offences, contacts)]
    return list(zip(*parts, strict=True))


def _points(view: View, found: Sequence[Interval | None], factor: float = 1.0) -> list[Point]:
    ends = edges(view)
    return [
        Point(start, end, _estimate(value, view, factor))
        for start, end, value in zip(ends[:-1], ends[1:], found, strict=True)
        if value is not None
    ]


def _estimate(found: Interval, view: View, factor: float = 1.0) -> Estimate:
    low, high = (None if end is None else factor * end for end in (found.low, found.high))
    return Estimate(view.replications, factor * found.estimate, low, high)


def paint(
    sheet: Sheet, box: Box, view: View, course: Course, unit: str, words: Mapping[str, str]
) -> pl.DataFrame:
    """Lines with bands over the intervals, named at their ends with ``words`` below the name.

    Of more strategies than ``FEW`` the names stand alone, and there are no bands.
    """
    few = len(course) <= FEW
    size = style.LABEL if few else style.SMALL
    room = min(2.0, 0.32 * box.width)
    names = {
        key: labels.wrap(view.label(key), room, size, True, 2 if few else 1)
        + (f"\n{words[key]}" if few else "")
        for key in course
    }
    gutter = max((labels.width(name, size, True) for name in names.values()), default=0.0) + 0.2
    above = labels.wrap(unit, box.width - gutter, style.SMALL, False, 3)
    sheet.text(box.left, box.top, above, style.SMALL, va="top", color=style.SOFT)
    frame = box.inside(
        left=0.55, right=gutter, bottom=0.7, top=labels.height(above, style.SMALL) + 0.15
    )
    axes = sheet.axes(frame)
    time_axis(axes, float(view.scenario.study.horizon_days), labelled=True)
    found = [point.found for points in course.values() for point in points]
    every = [end for one in found for end in (one.ends if few else [one.value])]
    value_axis(axes, *span(every, pad=0.08), along="y", ticks=5)
    records = []
    for key, points in course.items():
        days = [point.middle for point in points]
        if few and view.replications > 1:
            low, high = zip(*(point.found.ends for point in points), strict=True)
            axes.fill_between(days, low, high, color=view.colour(key), alpha=0.18, lw=0)
        values = [point.found.value for point in points]
        axes.plot(days, values, color=view.colour(key), lw=2.6, zorder=3)
        for point in points:
            if point.middle == 0:
                continue  # a mark here would lie on the axis' numbers
            bare = Estimate(1, point.found.value, None, None)
            interval(axes, bare, point.middle, view, key, along="y", size=9)
        records += [
            (key, unit, point.start, point.end, point.found.value, point.found.low,
             point.found.high) for point in points
        ]  # fmt: skip
    last = {key: points[-1].found.value for key, points in course.items() if points}
    end_names(sheet, frame, view, axes.get_ylim(), last, names, size)
    columns = ["strategy", "what", "from_day", "to_day", "estimate", "low", "high"]
    types = [pl.String, pl.String, *[pl.Float64] * 5]
    return pl.DataFrame(records, schema=dict(zip(columns, types, strict=True)), orient="row")


def draw_offence(sheet: Sheet, box: Box, view: View) -> pl.DataFrame:
    """Offences per 1,000 contacts over time."""
    course = offence(view)
    return paint(sheet, box, view, course, "complaints per 1,000 contacts", _changes(course))


def draw_relative(sheet: Sheet, box: Box, view: View) -> pl.DataFrame:
    """The same as a percentage of its first value, which shows what does and does not fall."""
    unit = f"complaints per 1,000 contacts, in % of those in the first {part(view)[1]}"
    return paint(sheet, box, view, relative_offence(view), unit, _changes(offence(view)))


def draw_course(sheet: Sheet, box: Box, view: View) -> pl.DataFrame:
    """Relative to the beginning; as they are, if a strategy changes: then it says nothing."""
    changes = any(team.changes for team in view.scenario.strategies.values())
    return (draw_offence if changes else draw_relative)(sheet, box, view)


def draw_burnt(sheet: Sheet, box: Box, view: View) -> pl.DataFrame:
    """The burnt pool over time."""
    course = burnt(view)
    ends = {key: f"{number(points[-1].found.value)}%" for key, points in course.items()}
    return paint(sheet, box, view, course, "people burnt, % of all people", ends)


def _changes(course: Course) -> dict[str, str]:
    return {
        key: " \u2192 ".join(number(points[at].found.value) for at in (0, -1))
        for key, points in course.items()
    }


def notes(view: View) -> list[str]:
    """What points and numbers are."""
    _, name = part(view)
    numbers = (
        f"numbers beside the names: complaints per 1,000 contacts in the first and last {name}"
    )
    return [
        f"each point: one {name}",
        *([numbers] if len(contacted(view)) <= FEW else []),
        "who complains is contacted no more, so that some of a fall may be theirs",
    ]


def intervals(view: View) -> str:
    """What shows the intervals; "" where nothing does."""
    return "bands" if len(contacted(view)) <= FEW else ""


@chart("offence_over_time", place=80)
def offence_over_time(results: Results) -> Plot | None:
    """Offences per contact as time goes by, as they are and relative to the beginning."""
    view = View(results)
    if not makes_sense(view) or not any(relative_offence(view).values()):
        return None
    title = "How do complaints per contact change as time goes by?"
    doubt = view.interval_note("bands") if intervals(view) else view.means_note()
    sheet = Sheet(title, view.subtitle, [*notes(view), doubt])
    left, right = sheet.body.columns([1, 1], gap=0.5)
    tables = [draw_offence(sheet, left, view), draw_relative(sheet, right, view)]
    return Plot(sheet.figure, pl.concat(tables), "offence_over_time", title)
