"""When does one strategy pay? The break-even map: a paired difference over two settings.

Cells have the colour of the strategy that is better there, grey where chance decides; the line is
where both are even.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from recsim.analysis.measures import MEASURES
from recsim.report import labels, style
from recsim.report.along import Along, write_label
from recsim.report.pieces import Entry, key_strip, strip_height
from recsim.report.sheet import Box, Sheet
from recsim.report.style import styled
from recsim.report.view import Plot, View, scale
from recsim.telling.numbers import number
from recsim.telling.phrases import phrase
from recsim.telling.sweeps import (
    OPEN,
    SAME,
    kind_of,
    luck,
    runs_each,
    setting_words,
    title,
    value_words,
)

if TYPE_CHECKING:
    from recsim.analysis.swept import Cell, Swept
    from recsim.scenario.vary import Value

UNDECIDED = "#dedede"
DEEPEST = 0.85
"""How much of a strategy's colour the largest difference has; the rest is white."""
MOST_MAPS = 5
"""Side by side."""
CROSS = "\N{MULTIPLICATION SIGN}"


@styled
def break_even_map(sweep: Swept) -> Plot:
    """The difference of two strategies over two settings; of three, a map for each value."""
    assert sweep.pair is not None
    view = View(sweep.base.results)
    notes = [
        f"numbers: {_measure(sweep)} with {view.label(sweep.pair[1])} minus with "
        f"{view.label(sweep.pair[0])}, in the same worlds ({runs_each(sweep)} each)",
        luck(sweep).removesuffix("."),
    ]
    sheet = Sheet(title(sweep), view.subtitle, notes)
    entries = _entries(sweep, view)
    body = sheet.body
    tall = strip_height(entries, body.width)
    key_strip(sheet, body.left, body.top, body.width, entries)
    body = body.inside(top=tall + 0.2)
    first, second = (
        Along(axis, [cell.values[at] for cell in sweep.cells], even=True)
        for at, axis in enumerate(sweep.axes[:2])
    )
    left = max(labels.width(value_words(v), style.SMALL) for v in second.values) + 0.55
    for panel, (third, box) in enumerate(_panels(sweep, body.inside(left=left))):
        cells = [cell for cell in sweep.cells if third is None or cell.values[2] == third]
        head = 0.0
        if third is not None:
            words = f"{setting_words(sweep.axes[2], view.scenario)}: {value_words(third)}"
            fitted, size = labels.fit(words, box.width, (style.SMALL, 10.5), True, 3)
            head = labels.height(fitted, size) + 0.1
            sheet.text(box.left, box.top, fitted, size, bold=True, va="top")
        frame = box.inside(bottom=0.72, top=head)
        own = third is None or third == sweep.own[2]
        _map(sheet, frame, sweep, view, cells, (first, second), first_panel=not panel, own=own)
    return Plot(sheet.figure, sweep.frame, "break_even_map", title(sweep))


def _measure(sweep: Swept) -> str:
    return MEASURES[sweep.outcome].label


def _panels(sweep: Swept, body: Box) -> list[tuple[Value | None, Box]]:
    if len(sweep.axes) == 2:
        return [(None, body)]
    thirds = list(dict.fromkeys(cell.values[2] for cell in sweep.cells))
    if len(thirds) > MOST_MAPS:
        places = np.linspace(0, len(thirds) - 1, MOST_MAPS).round().astype(int)
        thirds = [thirds[place] for place in places]
    return list(zip(thirds, body.columns([1.0] * len(thirds), gap=0.25), strict=True))


def _better(sweep: Swept) -> tuple[str, str]:
    """Which strategy is better where the difference is below 0, and which where it is above."""
    assert sweep.pair is not None
    baseline, strategy = sweep.pair
    fewer_is_better = MEASURES[sweep.outcome].better == "fewer"
    return (strategy, baseline) if fewer_is_better else (baseline, strategy)


def _entries(sweep: Swept, view: View) -> list[Entry]:
    below, above = _better(sweep)
    words = {FIRST: phrase(MEASURES[sweep.outcome]).sides[0],
             SECOND: phrase(MEASURES[sweep.outcome]).sides[1]}  # fmt: skip
    assert sweep.pair is not None
    other = view.label(sweep.pair[1])
    entries: list[Entry] = [
        ("patch", view.colour(above), f"{words[SECOND]} with {other}"),
        ("patch", view.colour(below), f"{words[FIRST]} with {other}"),
        ("patch", UNDECIDED, "chance decides, or no difference that matters"),
        ("line", style.INK, "both are even"),
    ]
    if any(cell.breaks[sweep.pair[1]] for cell in sweep.cells):
        limits = sorted({m for cell in sweep.cells for m in cell.breaks[sweep.pair[1]]})
        named = " or ".join(MEASURES[m].label for m in limits)
        entries.append(("hatch", style.SOFT, f"{other} breaks the limit of {named}"))
    own = ", ".join(value_words(value) for value in sweep.own)
    entries.append(("thin", "white", f"{CROSS} the scenario as it stands ({own})"))
    return entries


FIRST, SECOND = "below", "above"


def _map(
    sheet: Sheet, frame: Box, sweep: Swept, view: View, cells: Sequence[Cell],
    along: tuple[Along, Along], *, first_panel: bool, own: bool,
) -> None:  # fmt: skip
    across, up = along
    axes = sheet.axes(frame)
    wide, tall = len(across.values), len(up.values)
    axes.set_xlim(-0.5, wide - 0.5)
    axes.set_ylim(-0.5, tall - 0.5)
    for side in axes.spines.values():
        side.set_visible(False)
    factor = scale(sweep.outcome)
    found = {cell.values: sweep.compared(cell) for cell in sweep.cells}
    sizes = [abs(one.interval.estimate) for one in found.values() if one.interval is not None]
    most = max(sizes, default=0.0) or 1.0
    colours = _colours(sweep, view)
    field = np.full((tall, wide), math.nan)
    whole = MEASURES[sweep.outcome].whole
    size = min(style.LABEL, 0.36 * 72 * frame.height / tall,
               0.3 * 72 * frame.width / wide)  # fmt: skip
    for cell in cells:
        x, y = across.values.index(cell.values[0]), up.values.index(cell.values[1])
        one = found[cell.values]
        kind = kind_of(one)
        value = math.nan if one.interval is None else one.interval.estimate
        field[y, x] = value
        undecided = kind in (OPEN, SAME) or math.isnan(value)
        colour = UNDECIDED if undecided else colours(0.5 + 0.5 * value / most)
        assert sweep.pair is not None
        hatched = bool(cell.breaks[sweep.pair[1]])
        axes.add_patch(
            Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour,
                      edgecolor=style.SOFT if hatched else "white",
                      linewidth=0.0 if hatched else 1.0, hatch="//" if hatched else None)
        )  # fmt: skip
        words = "" if math.isnan(value) else number(value * factor, whole=whole, sign=True)
        axes.text(x, y, f"~{words}" if undecided and words else words,
                  ha="center", va="center", fontsize=max(size, 6.0), zorder=7,
                  path_effects=[withStroke(linewidth=3.5, foreground=colour)],
                  fontweight="normal" if undecided else "bold",
                  color=style.SOFT if undecided else _ink(colour))  # fmt: skip
    _even(axes, field)
    if own:
        _own(axes, sweep, across, up)
    across.ticks(axes, frame.width, size=style.SMALL)
    axes.set_xlabel(write_label(across.label(view.scenario), frame.width), fontsize=style.SMALL)
    if first_panel:
        up.ticks(axes, frame.height, upright=True, size=style.SMALL)
        axes.set_ylabel(write_label(up.label(view.scenario), frame.height), fontsize=style.SMALL)
    else:
        axes.yaxis.set_visible(False)


def _colours(sweep: Swept, view: View) -> LinearSegmentedColormap:
    """From the colour of who is better below 0 through white to that of who is above."""
    below, above = (_paler(view.colour(name)) for name in _better(sweep))
    return LinearSegmentedColormap.from_list("difference", [below, "white", above])


def _paler(colour: str) -> str:
    red, green, blue = (1 - DEEPEST * (1 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))


def _ink(colour: object) -> str:
    red, green, blue = to_rgb(colour)  # type: ignore[arg-type]
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.5 else style.INK


def _even(axes: Axes, field: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    """The line along which both are even, between the centres of the cells."""
    known = field[np.isfinite(field)]
    if min(field.shape) < 2 or not known.size or known.min() >= 0 or known.max() <= 0:
        return
    axes.contour(np.ma.masked_invalid(field), levels=[0.0], colors=[style.INK], linewidths=2.2)


def _own(axes: Axes, sweep: Swept, across: Along, up: Along) -> None:
    """A cross where the scenario stands, beside the number of its cell."""
    x, y = across.at(sweep.own[0]), up.at(sweep.own[1])
    if x is None or y is None:
        return
    on_a_number = x == round(x) and y == round(y)
    axes.plot([x + (0.33 if on_a_number else 0)], [y - (0.3 if on_a_number else 0)], "x",
              ms=10, mew=2.6, color=style.INK, zorder=6)  # fmt: skip
