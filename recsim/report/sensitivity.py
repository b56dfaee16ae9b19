"""What does each uncertain number do, wherever the others lie? Dots with intervals, and chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recsim.analysis.sensitivity import DIFFERENCE, MORRIS, Effect, Share, Studied
from recsim.report import labels, style
from recsim.report.pieces import rows_axes, span, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.style import styled
from recsim.report.view import Plot, View, heading, scale
from recsim.scenario.sentences import capital
from recsim.telling.sensitivity import subject
from recsim.telling.sweeps import setting_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from recsim.analysis.assumed import Assumed
    from recsim.analysis.sensitivity import Sensitivity

NAMES = 4.0
"""Inches for the names of the numbers."""


@styled
def sensitivity(found: Assumed, one: Sensitivity) -> Plot:
    """A row a number; a panel for the difference and one for each strategy's own outcome."""
    view = View(found.base.results)
    title = _title(found, one, view)
    sheet = Sheet(title, _subtitle(one), _notes(one, view))
    area = sheet.body.inside(left=NAMES, bottom=0.62, top=0.62)
    first = one.of[DIFFERENCE]
    order = sorted(range(len(one.axes)), key=lambda at: -_size(first, at))
    names = [setting_words(one.axes[at], view.scenario) for at in order]
    each = area.height / len(order)
    for row, name in enumerate(names):
        lines = 2 if each > 2 * style.NOTE * labels.LINE / 72 else 1
        fitted, size = labels.fit(name, NAMES - 0.2, (10.0, 9.0), True, lines)
        y = area.top - (row + 0.5) * each
        sheet.text(area.left - 0.15, y, fitted, size, bold=True, ha="right", va="center")
    for box, name in zip(area.columns([1.4, 1, 1], gap=0.35), one.of, strict=True):
        _panel(sheet, box, found, one, name, order, view)
    return Plot(sheet.figure, one.frame, one.method, title)


def _title(found: Assumed, one: Sensitivity, view: View) -> str:
    studied = one.of[DIFFERENCE]
    between = " and ".join(view.label(name) for name in found.pair)
    if not studied.found:
        return f"What moves the difference between {between}? These worlds cannot tell"
    strongest = max(range(len(one.axes)), key=lambda at: _size(studied, at))
    name = setting_words(one.axes[strongest], view.scenario)
    return f"What moves the difference between {between} most: {name}?"


def _subtitle(one: Sensitivity) -> str:
    what = "paths" if one.method == MORRIS else "base points"
    return (
        f"{len(one.axes)} uncertain numbers anywhere in their ranges: {one.worlds:,} worlds "
        f"({one.paths} {what}), {one.replications} runs of each strategy in each"
    )


def _notes(one: Sensitivity, view: View) -> list[str]:
    lines = f"lines: {view.percent} intervals by a bootstrap over "
    luck = "chance: of what single runs of these worlds differ by"
    if one.method == MORRIS:
        return [
            "dots: mean size of the effect of a number across its whole range, up or down",
            f"{lines}paths",
            "grey line: what chance alone would give",
            luck,
        ]
    return [
        "filled: what a number explains alone, hollow: with all that it does together with others, "
        "out of what worlds differ by, chance apart",
        f"{lines}base points",
        "below 0: these worlds cannot tell it from 0",
        luck,
    ]


def _panel(
    sheet: Sheet,
    box: Box,
    found: Assumed,
    one: Sensitivity,
    name: str,
    order: list[int],
    view: View,
) -> None:
    studied = one.of[name]
    colour = style.INK if name == DIFFERENCE else view.colour(name)
    ink = style.INK if name == DIFFERENCE else view.ink(name)
    what = "the difference" if name == DIFFERENCE else view.label(name)
    head = labels.wrap(f"{capital(what)}{_luck(studied)}", box.width, style.SMALL, True, 2)
    sheet.text(box.left, box.top + 0.08, head, style.SMALL, bold=True, color=ink)
    axes = rows_axes(sheet, box, len(order))
    if not studied.found:
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        words = labels.wrap(subject(found, name) + ": cannot be told", box.width, style.NOTE)
        sheet.text(box.left, box.top - 0.3, words, style.NOTE, color=style.SOFT, va="top")
        return
    factor = scale(found.outcome) if one.method == MORRIS else 100.0
    ends = [factor * at for told in studied.found for at in _ends(told)]
    value_axis(axes, *span(ends, pad=0.06), ticks=4)
    axes.axvline(0, color=style.SOFT, lw=1.0, zorder=2)
    for row, at in enumerate(order):
        told = studied.found[at]
        if isinstance(told, Effect):
            chance = factor * told.by_chance
            axes.plot([chance, chance], [row - 0.4, row + 0.4], color="#b0b0b0", lw=2.5, zorder=3)
            _dot(axes, row, (told.size, told.low, told.high), factor, colour, full=True)
        else:
            _dot(axes, row - 0.16, told[:3], factor, colour, full=True)
            _dot(axes, row + 0.16, told[3:], factor, colour, full=False)
    unit = heading(found.outcome) if one.method == MORRIS else "% of what worlds differ by"
    below = labels.wrap(unit, box.width, style.NOTE, False, 2)
    sheet.text(box.left + box.width / 2, box.bottom - 0.32, below, style.NOTE, ha="center",
               va="top")  # fmt: skip


def _dot(
    axes: Axes,
    y: float,
    told: tuple[float, ...],
    factor: float,
    colour: str,
    *,
    full: bool,
) -> None:
    value, low, high = (factor * one for one in told)
    axes.plot([low, high], [y, y], color=colour, lw=2.0, zorder=4, clip_on=False)
    axes.plot([value], [y], "o", ms=8, mfc=colour if full else "white", mec=colour, mew=1.6,
              zorder=5, clip_on=False)  # fmt: skip


def _luck(studied: Studied) -> str:
    if studied.chance is None:
        return ""
    return f": {round(100 * studied.chance.of_a_run)}% is chance"


def _size(studied: Studied, at: int) -> float:
    if not studied.found:
        return 0.0
    told = studied.found[at]
    return told.size if isinstance(told, Effect) else told.total


def _ends(told: Effect | Share) -> tuple[float, ...]:
    if isinstance(told, Effect):
        return told.low, told.high, told.by_chance
    return told.first_low, told.first_high, told.total_low, told.total_high
