"""Does the scenario look like ours? Own numbers beside simulated ones, each against its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from matplotlib.patches import Rectangle

from recsim.analysis.intervals import Interval
from recsim.analysis.own_numbers import INSIDE, OUTSIDE, Own, frame, held
from recsim.analysis.results import Results
from recsim.report import labels, style
from recsim.report.charts import chart
from recsim.report.pieces import rows_axes
from recsim.report.sheet import Box, Sheet
from recsim.report.view import Plot, View
from recsim.scenario.sentences import capital
from recsim.telling.observed import in_unit, met, name_of, shown

TOLERATED = "#cfe3d4"
MET, MISSED = "#117733", "#882255"
WIDEST, NARROWEST = 3.0, 1.0
"""How many doublings the axis goes to each side."""
TICKS = {
    -3: "\u00f78",
    -2: "\u00f74",
    -1: "\u00f72",
    0: "yours",
    1: "\u00d72",
    2: "\u00d74",
    3: "\u00d78",
}


@dataclass(frozen=True)
class Row:
    """One own number on the picture.

    Attributes:
        own: the number.
        simulated: what is drawn as a full mark with its interval; None if it is undefined.
        before: what is drawn as a hollow mark; None: nothing.
        meets: whether it is met; None if that cannot be told.
        who: whose it is, where several teams have own numbers.
    """

    own: Own
    simulated: Interval | None
    before: float | None
    meets: bool | None
    who: str = ""


def paint(sheet: Sheet, box: Box, rows: Sequence[Row]) -> None:
    """A row a number, on an axis on which each own number is 1."""
    inside = box.inside(left=3.35, bottom=0.55, right=2.3, top=0.28)
    frame_ = inside.inside(bottom=max(0.0, inside.height - 0.75 * len(rows)))
    axes = rows_axes(sheet, frame_, len(rows))
    reach = min(WIDEST, max(NARROWEST, *(math.ceil(_farthest(row)) for row in rows)))
    axes.set_xlim(-reach - 0.15, reach + 0.15)
    ticks = [at for at in TICKS if abs(at) <= reach]
    axes.set_xticks(ticks, [TICKS[at] for at in ticks])
    axes.tick_params(axis="x", length=0)
    axes.grid(True, axis="x")
    axes.axvline(0, color=style.INK, lw=1.6, zorder=2)
    each = frame_.height / len(rows)
    for place, row in enumerate(rows):
        low, high = (_at(row.own, end, reach) for end in (row.own.low, row.own.high))
        axes.add_patch(Rectangle((low, place - 0.36), high - low, 0.72, facecolor=TOLERATED,
                                 edgecolor="none", zorder=1))  # fmt: skip
        colour = style.SOFT if row.meets is None else MET if row.meets else MISSED
        if row.before is not None:
            axes.plot([_at(row.own, row.before, reach)], [place], "o", ms=9, mfc="white",
                      mec=style.SOFT, mew=1.6, zorder=4, clip_on=False)  # fmt: skip
        if row.simulated is not None:
            ends = [_at(row.own, end, reach) for end in row.simulated[1:] if end is not None]
            if len(ends) == 2:
                axes.plot(ends, [place, place], "|", ls="-", color=colour, lw=2.4, ms=12, mew=1.6,
                          zorder=5, clip_on=False)  # fmt: skip
            axes.plot([_at(row.own, row.simulated.estimate, reach)], [place], "o", ms=9,
                      color=colour, zorder=6, clip_on=False)  # fmt: skip
        y = frame_.top - (place + 0.5) * each
        percent = ", %" if row.own.measure.unit == "share" else ""
        words = capital(name_of(row.own.measure)) + percent
        words = f"{words} ({row.who})" if row.who else words
        name, size = labels.fit(words, 3.2, (style.SMALL, style.NOTE, 10.0), True, 2)
        sheet.text(frame_.left - 0.12, y, name, size, bold=True, ha="right", va="center")
        value = "-" if row.simulated is None else str(in_unit(row.own.measure, row.simulated))
        fitted, size = labels.fit(value, 2.15, (style.NOTE, 10.0, 9.0), True, 1)
        sheet.text(frame_.right + 0.12, y + 0.02, fitted, size, bold=True, color=colour)
        fitted, size = labels.fit(f"yours {shown(row.own)}", 2.15, (9.5, 8.5), False, 1)
        sheet.text(frame_.right + 0.12, y - 0.03, fitted, size, va="top", color=style.SOFT)


def _farthest(row: Row) -> float:
    """How many doublings a number is off, or its tolerance reaches."""
    values = [row.own.low, row.own.high, row.before, *(row.simulated or ())]
    return max(abs(_doublings(row.own, one)) for one in values if one is not None)


def _at(own: Own, value: float, reach: float) -> float:
    return min(max(_doublings(own, value), -reach - 0.1), reach + 0.1)


def _doublings(own: Own, value: float) -> float:
    """How many times twice the own number it is; of an own number of 0, tolerances."""
    if own.value <= 0:
        half = max(own.high - own.low, 1e-9)
        return min(max((value - own.value) / half, -WIDEST), WIDEST)
    return math.log2(max(value, own.value / 2**WIDEST / 2) / own.value)


NOTES = (
    "each row is an axis of its own: in the middle your number, green its tolerance",
    "full mark: simulated mean with its interval",
)


@chart("own_numbers", place=125)
def own_numbers(results: Results) -> Plot | None:
    """Own numbers beside simulated ones, if the scenario has any."""
    numbers = held(results)
    if not numbers:
        return None
    view = View(results)
    title = " ".join(met(numbers, view.scenario))
    notes = [*NOTES, *([view.interval_note("interval")] if view.replications > 1 else [])]
    sheet = Sheet(title, view.subtitle, notes)
    verdicts = {INSIDE: True, OUTSIDE: False}
    several = len({of.own.strategy for of in numbers}) > 1
    rows = [
        Row(of.own, of.simulated, None, verdicts.get(of.verdict),
            view.label(of.own.strategy) if several else "")
        for of in numbers
    ]  # fmt: skip
    paint(sheet, sheet.body, rows)
    table: pl.DataFrame = frame(numbers, view.scenario)
    return Plot(sheet.figure, table, "own_numbers", title)
