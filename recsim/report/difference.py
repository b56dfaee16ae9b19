"""Which places more, and how sure? Paired differences, and twenty equally likely outcomes."""

from __future__ import annotations

import numpy as np
import polars as pl

from recsim.analysis.results import Results
from recsim.report import labels, style
from recsim.report.pieces import (
    OUTCOMES,
    dot_pile,
    dot_size,
    name_width,
    quantile_dots,
    row_names,
    rows_axes,
    span,
    value_axis,
)
from recsim.report.sheet import Box, Sheet
from recsim.report.style import styled
from recsim.report.view import Estimate, Floats, Plot, View, definition, heading, number, sentence


def paired(view: View, key: str, name: str) -> Floats:
    """Strategy minus baseline in each replication in which both are defined."""
    base = view.results.runs.filter(pl.col("strategy") == view.keys[0])
    other = view.results.runs.filter(pl.col("strategy") == key)
    both = other.select("replication", name).join(
        base.select("replication", pl.col(name).alias("base")), on="replication"
    )
    both = both.drop_nulls().sort("replication")
    return np.asarray((both[name] - both["base"]).cast(pl.Float64).to_numpy(), dtype=np.float64)


def signed(value: float, *, whole: bool = True) -> str:
    """A difference with its sign, also when it is positive."""
    word = number(value, whole=whole)
    return "+" + word if value > 0 and word.strip("0.,<") else word


TALLEST = 3.0
"""Most height of a row in inches."""


def draw(sheet: Sheet, box: Box, view: View, name: str) -> pl.DataFrame:
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
        colours = {1: view.colour(key), 0: style.FAINT, -1: view.colour(view.keys[0])}
        dots = drawn[key]
        pile = dot_pile(axes, frame, dots, row + 0.46, dot,
                        [colours[int(np.sign(value))] for value in dots])  # fmt: skip
        above = pile + min(0.45, each * 0.22)
        y = row + 0.46 - above / each
        axes.plot(mean.ends, [y] * 2, color=view.colour(key), lw=5, solid_capstyle="butt",
                  zorder=4)  # fmt: skip
        axes.plot([mean.value], [y], view.mark(key), color=view.colour(key),
                  ms=min(13, each * 22), mec="white", mew=1.2, zorder=5)  # fmt: skip
        bottom = frame.top - (row + 0.96) * each
        _verdict(sheet, frame, bottom, (pile, above), each, size, values, mean)
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
    sheet: Sheet, frame: Box, bottom: float, heights: tuple[float, float], each: float,
    size: float, values: Floats, mean: Estimate,
) -> None:  # fmt: skip
    """The numbers, right of the row: beside the interval, and beside the dots if there is room."""
    pile, above = heights
    text = signed(mean.value)
    if mean.low is not None and mean.high is not None:
        text += f" ({signed(mean.low)} to {signed(mean.high)})"
    big, fitted = labels.fit(text, 2.2, (size, size - 1.5, size - 3), True)
    x = frame.right + 0.15
    wins = int((values > 0).sum())
    more = f"more in {wins} of {len(values)} worlds"
    if each < 0.5:
        sheet.text(x, bottom + 0.46 * each, big, fitted, bold=True, va="center")
        return
    gap = 0.0 if above - pile / 2 > 0.3 else 0.13
    sheet.text(x, bottom + above + gap / 2, big, fitted, bold=True, va="center")
    if len(values) > 1:
        sheet.text(x, bottom + min(pile / 2, above - 0.27), more, style.NOTE, va="center",
                   color=style.SOFT)  # fmt: skip


@styled
def placements_difference(results: Results) -> Plot | None:
    """Placements of each strategy minus those of the first, paired by replication."""
    view = View(results)
    if len(view.keys) < 2 or view.replications < 2:
        return None
    title = _title(view, "placements")
    notes = [view.interval_note("thick bars").replace("of the mean", "of the mean difference")]
    if view.replications > OUTCOMES:
        notes.append(f"{OUTCOMES} dots a row: equally likely outcomes, coloured by who placed more")
    else:
        notes.append("dots: one a replication, coloured by who placed more")
    shared = view.scenario.study.market == "shared"
    same = "all teams worked in one market" if shared else "each met the same people in its world"
    notes += [same, definition("placements")]
    sheet = Sheet(title, view.subtitle, notes)
    table = draw(sheet, sheet.body, view, "placements")
    return Plot(sheet.figure, table, "placements_difference", title)


def _title(view: View, name: str) -> str:
    """The finding, if there is one other strategy, else the question."""
    base = view.label(view.keys[0])
    found = view.difference(view.keys[1], name)
    if len(view.keys) > 2 or found is None or found.low is None or found.high is None:
        return f"More or fewer placements than {base}?"
    other = sentence(view.label(view.keys[1]))
    if found.ends == (0.0, 0.0):
        return f"{other}: as many placements as {base}"
    if found.low <= 0 <= found.high:
        return f"{other} or {base}: cannot tell yet which places more"
    more = "more" if found.value > 0 else "fewer"
    return f"{other}: {number(abs(found.value), whole=True)} {more} placements than {base}"
