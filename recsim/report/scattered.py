"""Points of a design: the difference of two strategies along each setting, one panel a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recsim.analysis.paired import MORE
from recsim.report import labels, style
from recsim.report.along import Along
from recsim.report.pieces import span, value_axis
from recsim.report.sheet import Sheet
from recsim.report.style import styled
from recsim.report.view import Plot, View, heading, scale
from recsim.telling.sweeps import OPEN, SAME, kind_of, luck, runs_each, title

if TYPE_CHECKING:
    from recsim.analysis.swept import Swept

MOST_PANELS = 8
GREY = "#9a9a9a"


@styled
def along_each_key(sweep: Swept) -> Plot:
    """Each point of a design in a panel for each setting: those that matter show a slope."""
    assert sweep.pair is not None
    view = View(sweep.base.results)
    baseline, strategy = sweep.pair
    factor = scale(sweep.outcome)
    compared = [sweep.compared(cell) for cell in sweep.cells]
    shown = [(cell, one) for cell, one in zip(sweep.cells, compared, strict=True) if one.interval]
    values = [factor * one.interval.estimate for _, one in shown if one.interval]
    axes_shown = sweep.axes[:MOST_PANELS]
    kind = {"lhs": "a Latin hypercube", "sobol": "a Sobol sequence"}[sweep.drawn]
    notes = [
        f"each dot: a world of {kind}, averages of {runs_each(sweep)}; grey: chance decides",
        luck(sweep).removesuffix("."),
    ]
    if len(sweep.axes) > MOST_PANELS:
        notes.append(f"the first {MOST_PANELS} of {len(sweep.axes)} settings; the table has all")
    sheet = Sheet(title(sweep), view.subtitle, notes)
    columns = min(4, len(axes_shown))
    rows = -(-len(axes_shown) // columns)
    body = sheet.body.inside(left=0.85)
    boxes = [
        box for line in body.rows([1.0] * rows, gap=0.15)
        for box in line.columns([1.0] * columns, gap=0.3)
    ]  # fmt: skip
    low, high = span(values, pad=0.08)
    better = {True: view.colour(strategy), False: view.colour(baseline)}
    for place, axis in enumerate(axes_shown):
        frame = boxes[place].inside(bottom=0.85, top=0.1)
        panel = sheet.axes(frame)
        along = Along(axis, sorted({cell.values[place] for cell, _ in shown}, key=_order))
        value_axis(panel, low, high, along="y", ticks=6)
        places = along.places
        room = 0.05 * (max(places) - min(places) or 1.0)
        panel.set_xlim(min(places) - room, max(places) + room)
        along.ticks(panel, frame.width, size=style.NOTE)
        panel.axhline(0, color=style.INK, lw=1.4)
        for (cell, one), value in zip(shown, values, strict=True):
            decided = kind_of(one) not in (OPEN, SAME)
            x = along.at(cell.values[place])
            assert x is not None
            colour = better[kind_of(one) == MORE] if decided else GREY
            panel.plot([x], [value], "o", ms=6, mfc=colour, mec="white", mew=0.7, zorder=3)
        own = along.at(sweep.own[place])
        if own is not None:
            panel.axvline(own, color=style.SOFT, lw=1.2, ls=":")
        if place % columns:
            panel.set_yticklabels([])
        name = labels.wrap(along.label(view.scenario), frame.width, style.NOTE, False, 3)
        sheet.text(frame.left, frame.bottom - 0.32, name, style.NOTE, va="top")
    words = f"{heading(sweep.outcome)}: {view.label(strategy)} minus {view.label(baseline)}"
    sheet.figure.text(
        (sheet.body.left + 0.12) / style.SLIDE[0], (body.bottom + body.height / 2) / style.SLIDE[1],
        labels.wrap(words, body.height, style.SMALL, False, 1), rotation=90, va="center",
        ha="center", fontsize=style.SMALL,
    )  # fmt: skip
    return Plot(sheet.figure, sweep.frame, "difference_along_each_key", title(sweep))


def _order(value: object) -> tuple[bool, object]:
    return (isinstance(value, str), value)
