"""Pieces that several plots are made of: names of rows, intervals, dots, a strip of keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator

from recsim.report import labels, style
from recsim.report.sheet import MARGIN, Box, Sheet
from recsim.report.view import Estimate, Floats, View
from recsim.telling.numbers import ticks as written_ticks

LARGEST_DOT = 0.4
"""Diameter in inches."""
NAME_SIZES = (1.0, 0.9, 0.8, 0.7, 0.6)
SMALLEST = 10.0
"""Points: names are cut rather than written smaller, unless there are very many rows."""
SMALLEST_MARK = 6.0
"""Points."""
OUTCOMES = 20
"""Dots of a quantile dot plot: each stands for one year in twenty."""


def name_width(view: View, keys: Sequence[str], size: float, most: float = 2.6) -> float:
    """Inches that the strategies' names need beside their rows, at most ``most``."""
    widths = [labels.width(view.label(key), size, True) for key in keys]
    return min(most, max(widths, default=0.0)) + 0.15


def row_names(
    sheet: Sheet, box: Box, view: View, keys: Sequence[str], gutter: float | None = None
) -> float:
    """Write one name a row, right-aligned, in the ``gutter`` left of the box; return the size."""
    each = box.height / len(keys)
    size = min(style.LABEL, each * 72 / labels.LINE)
    space = (box.left - MARGIN if gutter is None else gutter) - 0.1
    names = [view.label(key) for key in keys]
    least = min(size, SMALLEST)
    for fitted in (max(least, size * f) for f in NAME_SIZES):
        lines = max(1, min(3, int(each * 72 / (fitted * labels.LINE))))
        if all(labels.fits(name, space, fitted, True, lines) for name in names):
            break
    for row, (key, name) in enumerate(zip(keys, names, strict=True)):
        y = box.top - (row + 0.5) * each
        words = labels.wrap(name, space, fitted, True, lines)
        sheet.text(
            box.left - 0.1, y, words, fitted, bold=True, color=view.ink(key), ha="right",
            va="center",
        )  # fmt: skip
    return size


def rows_axes(sheet: Sheet, box: Box, count: int) -> Axes:
    """Axes with ``count`` rows, row 0 on top, at y = 0, 1, ..., without a y axis."""
    axes = sheet.axes(box)
    axes.set_ylim(count - 0.5, -0.5)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    return axes


def _page(axes: Axes) -> tuple[float, float]:
    """Width and height of the whole figure in inches."""
    figure = axes.figure
    assert isinstance(figure, Figure)
    width, height = figure.get_size_inches()
    return float(width), float(height)


def value_axis(
    axes: Axes, low: float, high: float, *, along: Literal["x", "y"] = "x", ticks: int = 5
) -> None:
    """Set limits, few round ticks with thousands separators, and a light grid."""
    axis = axes.xaxis if along == "x" else axes.yaxis
    (axes.set_xlim if along == "x" else axes.set_ylim)(low, high)
    where = axes.get_position()
    room = where.width * _page(axes)[0] if along == "x" else float("inf")
    for count in range(ticks, 0, -1):
        locator = MaxNLocator(count, steps=[1, 2, 5, 10])
        places = [at for at in locator.tick_values(low, high) if low <= at <= high]
        step = float(np.min(np.diff(locator.tick_values(low, high))))
        words = written_ticks(list(places), step)
        if sum(labels.width(word, style.SMALL) + 0.18 for word in words) < room:
            break
    axis.set_major_locator(FixedLocator(places))
    axis.set_major_formatter(FixedFormatter(words))
    axes.grid(True, axis=along)
    axes.tick_params(axis=along, length=0)


def span(values: Iterable[float], *, zero: bool = True, pad: float = 0.06) -> tuple[float, float]:
    """Limits of an axis that holds these values (and zero), never of width 0."""
    known = [v for v in values if np.isfinite(v)]
    if zero or not known:
        known.append(0.0)
    low, high = min(known), max(known)
    if high == low:
        high = low + max(1.0, abs(low))
    room = (high - low) * pad
    return (low if zero and low == 0 else low - room), (high if zero and high == 0 else high + room)


def mark_size(inches: float, limits: tuple[float, float], found: Estimate, most: float) -> float:
    """Size of a mark in points at which its interval can be seen beside it.

    Args:
        inches: length of the axis along which the interval lies.
        limits: of that axis.
        found: the value with its interval.
        most: the size of a mark without one.
    """
    low, high = found.ends
    wide = 72 * inches * (high - low) / (limits[1] - limits[0])
    return most if low == high else min(most, max(SMALLEST_MARK, 0.55 * wide))


def interval(
    axes: Axes,
    mean: Estimate,
    place: float,
    view: View,
    key: str,
    *,
    along: Literal["x", "y"] = "x",
    size: float = 11,
    full: bool = True,
) -> None:
    """A mark at the mean, and a bar over its interval with caps that the mark cannot hide.

    Args:
        axes: where to draw.
        mean: the value with its interval.
        place: on the other axis.
        view, key: whose colour and mark.
        along: the axis along which the interval lies.
        size: of the mark in points, if there is room.
        full: whether the mark is filled.
    """
    colour, across = view.colour(key), along == "x"
    where, page = axes.get_position(), _page(axes)
    inches = where.width * page[0] if across else where.height * page[1]
    size = mark_size(inches, axes.get_xlim() if across else axes.get_ylim(), mean, size)
    ends, here = mean.ends, (place, place)
    if ends[0] != ends[1]:
        cap = "|" if across else "_"
        axes.plot(*((ends, here) if across else (here, ends)), cap, ls="-", color=colour, lw=2.6,
                  ms=size + 3, mew=1.6, solid_capstyle="butt", zorder=4, clip_on=False)  # fmt: skip
    x, y = (mean.value, place) if across else (place, mean.value)
    axes.plot([x], [y], view.mark(key), ms=size, mfc=colour if full else "white",
              mec="white" if full else colour, mew=1.0 if full else 1.8, zorder=5,
              clip_on=False)  # fmt: skip


def end_names(
    sheet: Sheet,
    frame: Box,
    view: View,
    limits: tuple[float, float],
    ends: Mapping[str, float],
    names: Mapping[str, str],
    size: float,
) -> None:
    """Strategies' names right of the frame, at the height where their lines end, moved apart.

    Args:
        sheet: where to write.
        frame: the axes' frame.
        view: for the colours.
        limits: of the axis upwards.
        ends: last value of each strategy, in the axis' units.
        names: wrapped name of each strategy.
        size: of the type.
    """
    low, high = limits
    wanted = [frame.bottom + (end - low) / (high - low) * frame.height for end in ends.values()]
    tall = [labels.height(names[key], size) + 0.03 for key in ends]
    places = labels.spread(wanted, tall, frame.bottom - 0.2, frame.top + 0.3)
    for key, y in zip(ends, places, strict=True):
        sheet.text(frame.right + 0.1, y, names[key], size, bold=True, color=view.ink(key),
                   va="center")  # fmt: skip


def quantile_dots(values: Floats, count: int = OUTCOMES) -> Floats:
    """``count`` equally likely outcomes of a sample; the sample itself if it is no larger."""
    if len(values) <= count:
        return np.sort(values)
    at = (np.arange(count) + 0.5) / count
    return np.asarray(np.quantile(values, at, method="inverted_cdf"), dtype=np.float64)


def stack(
    values: Floats, width: float, low: float, high: float, inches: float
) -> list[tuple[float, int]]:
    """Bin sorted values into piles of dots of ``inches``; return (centre, height) of each dot."""
    unit = inches * (high - low) / width
    piles: list[tuple[float, int]] = []
    start = 0
    while start < len(values):
        end = start
        while (
            end < len(values)
            and values[end] < values[start] + unit * 0.999
            and np.sign(values[end]) == np.sign(values[start])
        ):
            end += 1
        piles.append((float((values[start] + values[end - 1]) / 2), end - start))
        start = end
    centres = _apart([centre for centre, _ in piles], unit, low, high)
    tall = [count for _, count in piles]
    return [(x, level) for x, count in zip(centres, tall, strict=True) for level in range(count)]


def _apart(centres: Sequence[float], unit: float, low: float, high: float) -> list[float]:
    """Centres of piles moved apart; what is 0 stays there, and what is not stays on its side."""
    below, zero, above = (
        [centre for centre in centres if np.sign(centre) == sign] for sign in (-1, 0, 1)
    )
    edge = unit / 2 if zero else 0.0
    return [
        *labels.spread(below, [unit] * len(below), low - unit, -edge),
        *zero,
        *labels.spread(above, [unit] * len(above), edge, high + unit),
    ]


def dot_size(axes: Axes, box: Box, samples: Sequence[Floats], highest: float) -> float:
    """Diameter in inches at which the piles of all samples are at most ``highest`` inches."""
    low, high = axes.get_xlim()
    size = LARGEST_DOT
    for values in samples:
        while size > 0.04 and _tallest(stack(values, box.width, low, high, size)) * size > highest:
            size *= 0.94
    return size


def _tallest(dots: Sequence[tuple[float, int]]) -> int:
    return max((level for _, level in dots), default=-1) + 1


def dot_pile(
    axes: Axes,
    box: Box,
    values: Floats,
    base: float,
    size: float,
    colours: str | Sequence[str],
    edge: str = "none",
) -> float:
    """Draw sorted values as piles of dots of ``size`` inches; return the height of the highest.

    They stand on y = ``base`` of a ``rows_axes``.
    """
    low, high = axes.get_xlim()
    bottom, top = axes.get_ylim()
    each = abs(top - bottom) / box.height  # data units an inch
    dots = stack(values, box.width, low, high, size)
    axes.scatter(
        [x for x, _ in dots],
        [base - (level + 0.5) * size * each for _, level in dots],
        s=(size * 0.9 * 72) ** 2,
        c=colours,
        edgecolors=edge,
        linewidths=0 if edge == "none" else 1.5,
        zorder=3,
        clip_on=False,
    )
    return _tallest(dots) * size


Swatch = Literal["patch", "line", "dashed", "thin", "hatch"]
Entry = tuple[Swatch, str, str]
"""One key: its small picture, its colour, its words."""
_LINES = {"line": ("-", 3.0), "dashed": ("--", 2.0), "thin": ("-", 1.0)}
_PICTURE, _SIZE = 0.28, style.SMALL


def _strip(entries: Sequence[Entry], width: float) -> list[tuple[float, int, str]]:
    """Left edge, line and words of each key in a strip of ``width`` inches."""
    x, line, places = 0.0, 0, []
    for _, _, words in entries:
        fitting = labels.wrap(words, width - _PICTURE - 0.1, _SIZE, False, 1)
        wide = _PICTURE + 0.1 + labels.width(fitting, _SIZE)
        if x > 0 and x + wide > width:
            x, line = 0.0, line + 1
        places.append((x, line, fitting))
        x += wide + 0.35
    return places


def strip_height(entries: Sequence[Entry], width: float) -> float:
    """Inches that ``key_strip`` needs."""
    lines = max((line for _, line, _ in _strip(entries, width)), default=-1) + 1
    return lines * _SIZE * labels.LINE / 72


def key_strip(
    sheet: Sheet, left: float, top: float, width: float, entries: Sequence[Entry]
) -> None:
    """Small pictures with their words, in as many lines as they need, at this place in inches."""
    page, tall = sheet.size
    places = _strip(entries, width)
    for (kind, colour, _), (shift, line, words) in zip(entries, places, strict=True):
        x, y = left + shift, top - (line + 0.5) * _SIZE * labels.LINE / 72
        if kind in _LINES:
            look, thick = _LINES[kind]
            xs = [x / page, (x + _PICTURE) / page]
            sheet.figure.add_artist(
                Line2D(xs, [y / tall] * 2, ls=look, lw=thick, color=colour, solid_capstyle="butt")
            )
        else:
            hatched = kind == "hatch"
            sheet.figure.add_artist(
                Rectangle(
                    (x / page, (y - 0.075) / tall), _PICTURE / page, 0.15 / tall,
                    facecolor="white" if hatched else colour, edgecolor=colour, linewidth=0.8,
                    hatch="////" if hatched else None,
                )
            )  # fmt: skip
        sheet.text(x + _PICTURE + 0.1, y, words, _SIZE, va="center", color=style.SOFT)
