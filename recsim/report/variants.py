"""What does each variant change? A row for each strategy with and without it, a panel a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl
from matplotlib.axes import Axes

from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.report import changes, labels, style
from recsim.report.changes import Line
from recsim.report.charts import chart
from recsim.report.pieces import interval, span, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.view import Plot, View, fraction, heading, scale
from recsim.scenario.expectation import AS_IT_STANDS
from recsim.scenario.scenario import Scenario
from recsim.telling.numbers import text
from recsim.telling.units import too_short

MOST_ROWS = 26
"""With more rows than this, letters would be too small: the last strategies are left out."""
BETWEEN = 0.5
"""Space between strategies, in rows."""
TALLEST = 0.75
"""Most height of a row in inches."""
GAPS = 0.35
"""Inches between dots, value and change."""
MOST_TEXT = 0.68
"""Most of a panel's width that values and changes take; the rest is for the dots."""
SIZES = (style.SMALL, style.NOTE, 9.5, 8.0)

Places = Mapping[tuple[str, str], float]
"""Distance of each row from the top, in rows, by strategy and variant."""


def notes(view: View) -> list[str]:
    """How to read it, which settings each variant changes, and who is left out."""
    keys, _ = _fitting(view)
    said = changes.notes(view)
    if len(keys) < len(view.keys):
        said.append(f"the first {len(keys)} of {len(view.keys)} strategies; the tables have all")
    return said


def paint(sheet: Sheet, box: Box, view: View, names: Sequence[str]) -> pl.DataFrame:
    """One panel a measure, one row a strategy and variant; returns the numbers."""
    keys, variants = _fitting(view)
    words = {v: view.scenario.variant_label(v) if v else AS_IT_STANDS for v in variants}
    first = min(2.0, max(labels.width(view.label(key), style.LABEL, True) for key in keys)) + 0.2
    second = min(2.3, max(labels.width(word, style.SMALL) for word in words.values())) + 0.2
    cells = box.inside(left=first + second).columns([1] * len(names), gap=0.4)
    heads = [_head(name, cells[0].width) for name in names]
    top = max(sum(labels.height(*part) for part in head) for head in heads)
    top += 0.36
    rows = len(keys) * (len(variants) + BETWEEN) - BETWEEN
    each = min(TALLEST, (box.height - top - 0.3) / rows)
    places = {
        (key, variant): place * (len(variants) + BETWEEN) + row
        for place, key in enumerate(keys)
        for row, variant in enumerate(variants)
    }
    frame = Box(box.left, box.top - top - each * rows, box.width, each * rows)
    _strategies(sheet, frame, view, keys, each * len(variants), each * BETWEEN, first - 0.2)
    _variants(sheet, frame, places, words, each, first + second)
    records = []
    for name, cell, (head, part) in zip(names, cells, heads, strict=True):
        sheet.text(cell.left, cell.top, *head, bold=True, va="top")
        below = cell.top - labels.height(*head)
        sheet.text(cell.left, below, *part, va="top", color=style.SOFT)
        found = changes.lines(view, name)
        drawn = [line for line in found if (line.key, line.variant) in places]
        inside = Box(cell.left, frame.bottom, cell.width, frame.height)
        _panel(sheet, inside, view, name, drawn, places, each)
        records += [_record(line, name, view) for line in found]
    return pl.DataFrame(records, orient="row", schema=_COLUMNS)


_COLUMNS = {
    **dict.fromkeys(("strategy", "variant", "measure"), pl.String),
    "n": pl.Int64,
    **dict.fromkeys(
        ("estimate", "low", "high", "change", "change_low", "change_high"), pl.Float64
    ),
}  # fmt: skip


def _record(line: Line, name: str, view: View) -> tuple[object, ...]:
    results = view.results.beside[line.variant] if line.variant else view.results
    numbers: list[float | None] = []
    for one in (line.found, line.change):
        numbers += [one.value, one.low, one.high] if one else [None] * 3
    return (line.key, results.variant, name, line.found.n if line.found else 0, *numbers)


def _fitting(view: View) -> tuple[list[str], list[str]]:
    """Strategies and variants (first "", the scenario itself) that there is room for."""
    variants = ["", *view.results.beside][:MOST_ROWS]
    return list(view.keys)[: max(1, int(MOST_ROWS / (len(variants) + BETWEEN)))], variants


Words = tuple[str, float]


def _head(name: str, width: float) -> tuple[Words, Words]:
    """Name and fraction of a measure, wrapped, with their sizes of type."""
    head = labels.wrap(heading(name), width, style.LABEL, True, 3)
    part = labels.wrap(fraction(name), width, style.NOTE, False, 3)
    return (head, style.LABEL), (part, style.NOTE)


def _strategies(
    sheet: Sheet, frame: Box, view: View, keys: Sequence[str], tall: float, gap: float, width: float
) -> None:
    """Names of the strategies, each in the middle of its rows."""
    for place, key in enumerate(keys):
        y = frame.top - place * (tall + gap) - tall / 2
        word, size = _in_box(view.label(key), width, tall, (style.LABEL, *SIZES), bold=True)
        sheet.text(frame.left, y, word, size, bold=True, va="center", color=view.ink(key))


def _variants(
    sheet: Sheet, frame: Box, places: Places, words: Mapping[str, str], each: float, right: float
) -> None:
    """Names of the variants at their rows, up to the panels at ``right`` inches."""
    for (_, variant), place in places.items():
        y = frame.top - (place + 0.5) * each
        word, size = _in_box(words[variant], 2.3, each, SIZES)
        sheet.text(frame.left + right - 0.15, y, word, size, va="center", ha="right",
                   color=style.INK if variant else style.SOFT)  # fmt: skip


def _in_box(
    text: str, width: float, tall: float, sizes: Sequence[float], *, bold: bool = False
) -> Words:
    """The text at the first of these sizes at which it is not cut, else cut at the last one."""
    for size in sizes:
        most = int(tall * 72 / (size * labels.LINE))
        if most and labels.fits(text, width, size, bold, most):
            return labels.wrap(text, width, size, bold, most), size
    most = max(1, int(tall * 72 / (sizes[-1] * labels.LINE)))
    return labels.wrap(text, width, sizes[-1], bold, most), sizes[-1]


def _panel(
    sheet: Sheet, cell: Box, view: View, name: str, found: Sequence[Line], places: Places,
    each: float,
) -> None:  # fmt: skip
    """Dots with intervals on the left; the values, and the changes with theirs, on the right."""
    texts = [_text(line, name, view.scenario) for line in found]
    head = f"change ({view.percent} interval)" if view.replications > 1 else "change"
    size = min(style.SMALL, each * 72 / (labels.LINE * 1.1))
    while True:
        wide = max(labels.width(value, size, True) for value, _ in texts)
        far = max(labels.width(word, size, True) for _, word in texts)
        far = max(far, labels.width(head, min(size, style.NOTE)))
        if wide + far + GAPS <= MOST_TEXT * cell.width or size < SIZES[-1]:
            break
        size *= 0.95
    frame = cell.inside(right=wide + far + GAPS)
    axes = _axes(sheet, frame, view, name, found, each)
    right = frame.right + 0.2 + wide
    sheet.text(right + 0.15, frame.top + 0.04, head, min(size, style.NOTE), color=style.SOFT)
    for line, (value, change) in zip(found, texts, strict=True):
        place = places[line.key, line.variant]
        y = frame.top - (place + 0.5) * each
        sheet.text(right, y, value, size, bold=not line.variant, va="center", ha="right",
                   color=view.ink(line.key))  # fmt: skip
        sheet.text(right + 0.15, y, change, size, bold=line.clear, va="center",
                   color=style.INK if line.clear else style.SOFT)  # fmt: skip
        if line.found is None:
            continue
        colour = view.colour(line.key)
        interval(axes, line.found, place, view, line.key, size=min(9.5, each * 26),
                 full=not line.variant)  # fmt: skip
        if not line.variant:
            last = max(at for (key, _), at in places.items() if key == line.key)
            axes.plot([line.found.value] * 2, [place, last + 0.35], color=colour, lw=1.1, ls=":",
                      zorder=2)  # fmt: skip


def _axes(
    sheet: Sheet, frame: Box, view: View, name: str, found: Sequence[Line], each: float
) -> Axes:
    """Axes in which a row is 1 high, from the top, with the study's limit if there is one."""
    axes = sheet.axes(frame)
    axes.set_ylim(frame.height / each - 0.5, -0.5)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    ends = [end for line in found if line.found for end in line.found.ends]
    limit = view.scenario.study.limits.get(name)
    if limit is not None:
        limit *= scale(name)
        ends.append(limit)
    zero = not ends or min(ends) < 0.4 * max(ends)
    low, high = span(ends, zero=zero, pad=0.08)
    value_axis(axes, low, high, ticks=4)
    if limit is not None:
        axes.axvline(limit, color=style.INK, lw=1.4, ls="--")
        x = frame.left + (limit - low) / (high - low) * frame.width
        sheet.text(x, frame.top + 0.04, f"limit {text(limit)}", style.NOTE, ha="center")
    return axes


def _text(line: Line, name: str, scenario: Scenario) -> tuple[str, str]:
    """The value, and the change with its interval; or why there is neither."""
    if line.found is None:
        of = MEASURES[name]
        return "", too_short(of, scenario) or (f"no {of.denominator}" if of.is_ratio else "no run")
    whole = MEASURES[name].whole
    value = line.found.written(whole=whole).value
    if line.change is None:
        return value, ""
    if line.change.ends == (0.0, 0.0):
        return value, "none"
    return value, str(line.change.written(whole=whole, sign=True))


@chart("variants", place=140)
def variants(results: Results) -> Plot | None:
    """What each variant that was run beside the scenario changes for each strategy."""
    view = View(results)
    names = changes.shown(view)
    if not results.beside or not names:
        return None
    labelled = [view.scenario.variant_label(name) for name in results.beside]
    one = f"What does this change: {labelled[0]}?"
    title = one if len(labelled) == 1 else "What does each variant change?"
    sheet = Sheet(title, view.subtitle, [view.interval_note(), *notes(view)])
    table = paint(sheet, sheet.body, view, names)
    return Plot(sheet.figure, table, "variants", title)
