"""What does it cost in goodwill? Rates side by side, each with its interval and its fraction."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes

from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.analysis.tradeoff import HARMED, OFFENDED, RESENTED
from recsim.report import labels, style
from recsim.report.charts import chart
from recsim.report.pieces import interval, name_width, row_names, rows_axes, span, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.view import Estimate, Plot, View, fraction, heading, scale
from recsim.telling.numbers import text
from recsim.telling.units import too_short

PUT_OFF = HARMED
RATES = {
    OFFENDED: ("offences_per_1000_contacts", "offended_people_share", OFFENDED),
    RESENTED: ("resentments_per_1000_rejections", "resentful_people_share", RESENTED),
    HARMED: ("offences_per_1000_contacts", "resentments_per_1000_rejections", HARMED),
}
"""By the harm that the strategies can do."""
PARTS = (
    (OFFENDED, style.PUT_OFF),
    (RESENTED, style.PUT_OFF_LIGHT),
)
MADE_OF = "dark bar: complaints about contacts; light bar: resentments of how people were rejected"
TALLEST = 1.6
"""Most height of a row in inches."""
NARROWEST = 1.9
"""Least width of a panel in inches; narrower ones stand below each other."""


def paint(
    sheet: Sheet, box: Box, view: View, keys: Sequence[str], names: Sequence[str]
) -> pl.DataFrame:
    """One panel a measure, one row a strategy; returns the estimates and intervals drawn."""
    gutter = name_width(view, keys, style.LABEL, min(2.3, 0.38 * box.width))
    inside = box.inside(left=gutter)
    below = (inside.width - 0.45 * (len(names) - 1)) / len(names) < NARROWEST
    ones = [1] * len(names)
    cells = box.rows(ones, gap=0.25) if below else inside.columns(ones, gap=0.45)
    heads = [_head(name, cell.width) for name, cell in zip(names, cells, strict=True)]
    tall = [sum(labels.height(*part) for part in head) for head in heads]
    limits = any(name in view.scenario.study.limits for name in names)
    top = max(tall) + (0.38 if limits else 0.12)
    spare = max(0.0, cells[0].height - top - 0.3 - len(keys) * TALLEST)
    records = []
    for place, (name, cell, (head, part)) in enumerate(zip(names, cells, heads, strict=True)):
        sheet.text(cell.left, cell.top, *head, bold=True, va="top")
        sheet.text(cell.left, cell.top - labels.height(*head), *part, va="top", color=style.SOFT)
        frame = cell.inside(left=gutter if below else 0.0, top=top, bottom=0.3 + spare)
        if below or place == 0:
            row_names(sheet, frame, view, keys, gutter)
        records += _panel(sheet, frame, view, keys, name)
    columns = ["strategy", "measure", "n", "estimate", "low", "high"]
    schema = dict(zip(columns, [pl.String, pl.String, pl.Int64, *[pl.Float64] * 3], strict=True))
    return pl.DataFrame(records, schema=schema, orient="row")


Words = tuple[str, float]


def _head(name: str, width: float) -> tuple[Words, Words]:
    """Name and fraction of a measure, wrapped, with their sizes of type."""
    head = labels.wrap(heading(name), width, style.LABEL, True, 4)
    return (head, style.LABEL), (
        labels.wrap(fraction(name), width, style.NOTE, False, 3),
        style.NOTE,
    )


Record = tuple[str, str, int, float | None, float | None, float | None]


def _panel(sheet: Sheet, frame: Box, view: View, keys: Sequence[str], name: str) -> list[Record]:
    axes = rows_axes(sheet, frame, len(keys))
    found = [view.estimate(key, name) for key in keys]
    limit = view.scenario.study.limits.get(name)
    limit = None if limit is None else limit * scale(name)
    ends = [end for estimate in found if estimate for end in estimate.ends]
    low, high = span(ends + ([limit] if limit is not None else []), pad=0.08)
    each = frame.height / len(keys)
    size = min(style.LABEL, each * 72 / 1.5)
    words = [
        _words(estimate, each, MEASURES[name].whole) if estimate else ("", "") for estimate in found
    ]
    room = 0.25 + max(
        max(labels.width(w, size, True), labels.width(i, style.NOTE)) for w, i in words
    )
    high = low + (high - low) * frame.width / max(frame.width - room, 0.3 * frame.width)
    value_axis(axes, low, high, ticks=3)
    if limit is not None:
        axes.axvline(limit, color=style.INK, lw=1.4, ls=":")
        x = frame.left + (limit - low) / (high - low) * frame.width
        sheet.text(x, frame.top + 0.04, f"limit {text(limit)}", style.NOTE, ha="center")
    records: list[Record] = []
    for row, (key, estimate) in enumerate(zip(keys, found, strict=True)):
        middle = frame.top - (row + 0.5) * each
        if estimate is None:
            of = MEASURES[name]
            word = too_short(of, view.scenario) or f"no {of.denominator}"
            sheet.text(frame.left + 0.08, middle, word, min(size, style.SMALL), va="center",
                       color=style.SOFT)  # fmt: skip
            records.append((key, name, 0, None, None, None))
            continue
        records.append((key, name, estimate.n, estimate.value, estimate.low, estimate.high))
        if name == PUT_OFF:
            _made_of(axes, view, key, row)
        interval(axes, estimate, row, view, key, size=min(9, each * 28))
        x = frame.left + (estimate.ends[1] - low) / (high - low) * frame.width + 0.14
        big, small = words[row]
        sheet.text(x, middle, big, size, bold=True, va="center", color=view.ink(key))
        if small:
            sheet.text(x, middle - 0.25, small, style.NOTE, va="center", color=style.SOFT)
    return records


def _words(estimate: Estimate, each: float, whole: bool) -> tuple[str, str]:
    """The value, and its interval if the row has room for it."""
    shown = estimate.written(whole=whole)
    known = estimate.low != estimate.high
    return shown.value, shown.interval if known and each >= 0.75 else ""


def _made_of(axes: Axes, view: View, key: str, row: int) -> None:
    """A bar behind the mark: offences by contact, then resentments of applicants."""
    left = 0.0
    for part, colour in PARTS:
        estimate = view.estimate(key, part)
        if estimate is not None and estimate.value > 0:
            axes.barh(row, estimate.value, left=left, height=0.3, color=colour, lw=0, zorder=2)
            left += estimate.value


@chart("offence_rates", place=60)
def offence_rates(results: Results) -> Plot | None:
    """Offence per contact, per placement and per person, and how often anybody was put off."""
    view = View(results)
    names = [
        name
        for name in RATES[view.harm]
        if any(found.value > 0 for key in view.keys if (found := view.estimate(key, name)))
    ]
    if not names:
        return None
    title = "What does it cost in goodwill?"
    notes = [view.interval_note()]
    if PUT_OFF in names:
        notes.append(MADE_OF)
    sheet = Sheet(title, view.subtitle, notes)
    table = paint(sheet, sheet.body, view, view.keys, names)
    return Plot(sheet.figure, table, "offence_rates", title)
