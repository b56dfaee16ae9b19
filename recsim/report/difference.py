"""Which places more, and how sure? Paired differences, and twenty equally likely outcomes."""

from __future__ import annotations

import numpy as np
import polars as pl

from recsim.analysis.paired import Comparison
from recsim.analysis.results import Results
from recsim.report import labels, style
from recsim.report.charts import chart
from recsim.report.pieces import (
    OUTCOMES,
    dot_pile,
    dot_size,
    interval,
    name_width,
    quantile_dots,
    row_names,
    rows_axes,
    span,
    value_axis,
)
from recsim.report.sheet import Box, Sheet
from recsim.report.view import Estimate, Floats, Plot, View, heading, scale
from recsim.scenario.sentences import quoted


def paired(view: View, key: str, name: str) -> Floats:
    """Strategy minus baseline in each replication in which both are defined."""
    base = view.results.of(view.keys[0])
    other = view.results.of(key)
    both = other.select("replication", name).join(
        base.select("replication", pl.col(name).alias("base")), on="replication"
    )
    both = both.drop_nulls().sort("replication")
    change = (both[name] - both["base"]).cast(pl.Float64).to_numpy() * scale(name)
    return np.asarray(change, dtype=np.float64)


TALLEST = 3.0
"""Most height of a row in inches."""


def paint(sheet: Sheet, box: Box, view: View, name: str) -> pl.DataFrame:
    """One row a comparison: the interval on top, its outcome draws below; returns the numbers."""
    keys = view.keys[1:]
    inside = box.inside(left=name_width(view, keys, style.LABEL), bottom=0.62, top=0.34)
    frame = inside.inside(right=2.35, bottom=max(0.0, inside.height - TALLEST * len(keys)) / 2)
    axes = rows_axes(sheet, frame, len(keys))
    draws = {key: paired(view, key, name) for key in keys}
    found = {key: view.difference(key, name) for key in keys}
    ends = [end for mean in found.values() if mean for end in mean.ends]
    low, high = span([*np.concatenate(list(draws.values())), *ends], pad=0.07)
    side = 0.14 * (high - low)
    value_axis(axes, min(low, -side), max(high, side), ticks=7)
    axes.axvline(0, color=style.INK, lw=1.6, zorder=2)
    base = labels.wrap(view.label(view.keys[0]), 3.0, style.SMALL, False, 1)
    axes.set_xlabel(f"{heading(name)}: difference from {base} in the same world",
                    fontsize=style.SMALL)  # fmt: skip
    each = frame.height / len(keys)
    size = row_names(sheet, frame, view, keys)
    _sides(sheet, axes.get_xlim(), frame, base)
    drawn = {key: quantile_dots(draws[key]) for key in keys}
    dot = dot_size(axes, frame, list(drawn.values()), each * 0.6)
    records = []
    for row, key in enumerate(keys):
        values, mean = draws[key], found[key]
        if mean is None:
            continue
        mine = view.colour(key)
        colours = {1: mine, 0: style.FAINT, -1: "white"}
        dots = drawn[key]
        pile = dot_pile(axes, frame, dots, row + 0.46, dot,
                        [colours[int(np.sign(value))] for value in dots], mine)  # fmt: skip
        above = pile + min(0.45, each * 0.22)
        y = row + 0.46 - above / each
        interval(axes, mean, y, view, key, size=min(13, each * 22))
        bottom = frame.top - (row + 0.96) * each
        worlds = view.compared(key, name)
        _verdict(sheet, frame, bottom, above, each, size, mean, worlds)
        records.append((key, name, mean.n, mean.value, mean.low, mean.high,
                        float((values > 0).mean()), float((values == 0).mean())))  # fmt: skip
    columns = ("strategy", "measure", "n", "difference", "low", "high", "share_more", "share_ties")
    types = [pl.String, pl.String, pl.Int64, *[pl.Float64] * 5]
    return pl.DataFrame(records, schema=dict(zip(columns, types, strict=True)), orient="row")


def _sides(sheet: Sheet, limits: tuple[float, float], frame: Box, base: str) -> None:
    zero = frame.left + (0 - limits[0]) / (limits[1] - limits[0]) * frame.width
    for word, align, room, x in (
        (f"\u2190 fewer than {base}", "right", zero - frame.left, zero - 0.1),
        (f"more than {base} \u2192", "left", frame.right - zero, zero + 0.1),
    ):
        if labels.width(word, style.SMALL) < room:
            sheet.text(x, frame.top + 0.1, word, style.SMALL, ha=align, color=style.SOFT)


def _verdict(
    sheet: Sheet, frame: Box, bottom: float, above: float, each: float, size: float,
    mean: Estimate, found: Comparison,
) -> None:  # fmt: skip
    """The numbers, right of the row: beside the interval, and below it if there is room."""
    text = str(mean.written(whole=found.measure.whole, sign=True))
    big, fitted = labels.fit(text, 2.2, (size, size - 1.5, size - 3), True)
    x = frame.right + 0.15
    if each < 0.8:
        sheet.text(x, bottom + 0.46 * each, big, fitted, bold=True, va="center")
        return
    sheet.text(x, bottom + above, big, fitted, bold=True, va="center")
    counts = (("more", found.higher), ("fewer", found.lower), ("equal", found.ties))
    told = [f"{word} in {count}" for word, count in counts if count]
    if found.worlds > 1:
        words = labels.wrap(
            f"{', '.join(told)} of {found.worlds} worlds", 2.2, style.NOTE, False, 2
        )
        sheet.text(x, bottom + above - 0.17, words, style.NOTE, va="top", color=style.SOFT)


@chart("difference", place=20)
def paired_difference(results: Results) -> Plot | None:
    """The first outcome of each strategy minus that of the first, paired by run."""
    view = View(results)
    name = view.teller.first
    if len(view.keys) < 2 or view.replications < 2 or not view.known(name):
        return None
    title = _title(view, name)
    dot = "run" if view.replications <= OUTCOMES else f"of {OUTCOMES} equally likely runs"
    notes = [
        view.interval_note(),
        f"each dot: one {dot}; full: more, hollow: fewer, grey: equal",
    ]
    if view.scenario.study.market != "shared":
        notes.append("each met the same people in its world")
    sheet = Sheet(title, view.subtitle, notes)
    table = paint(sheet, sheet.body, view, name)
    return Plot(sheet.figure, table, "difference", title)


def _title(view: View, name: str) -> str:
    """The finding, if there is one other strategy, else the question."""
    if len(view.keys) > 2:
        base = quoted(view.label(view.keys[0]))
        return f"{heading(name)}: more or fewer than with {base}?"
    return view.teller.alone(view.compared(view.keys[1], name)).removesuffix(".")
