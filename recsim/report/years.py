"""A typical year, a bad year? Twenty equally likely outcomes of each strategy as dots."""

from __future__ import annotations

import numpy as np
import polars as pl

from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.report import style
from recsim.report.charts import chart
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
from recsim.report.view import Plot, View, heading
from recsim.telling.numbers import number


def paint(sheet: Sheet, box: Box, view: View, name: str) -> pl.DataFrame:
    """One row a strategy: its dots, and its typical and bad year in words."""
    keys = [key for key in view.keys if len(view.values(key, name))]
    frame = box.inside(left=name_width(view, keys, style.LABEL), bottom=0.6, right=2.3)
    axes = rows_axes(sheet, frame, len(keys))
    values = {key: view.values(key, name) for key in keys}
    every = np.concatenate(list(values.values()))
    low, high = span(every, zero=every.min() < 0.4 * every.max(), pad=0.07)
    value_axis(axes, low, high, ticks=7)
    axes.set_xlabel(f"{heading(name)} in one run", fontsize=style.SMALL)
    each = frame.height / len(keys)
    size = row_names(sheet, frame, view, keys)
    drawn = {key: quantile_dots(values[key]) for key in keys}
    dot = dot_size(axes, frame, list(drawn.values()), each * 0.78)
    records = []
    whole = MEASURES[name].whole
    for row, key in enumerate(keys):
        dots = drawn[key]
        axes.axhline(row + 0.42, color=style.FAINT, lw=0.8, zorder=1)
        dot_pile(axes, frame, dots, row + 0.42, dot, view.colour(key))
        middle, bad = (
            float(np.quantile(values[key], q, method="inverted_cdf")) for q in (0.5, 0.1)
        )
        y = frame.top - (row + 0.5) * each
        words = [f"typical: {number(middle, whole=whole)}"]
        if len(values[key]) >= 10:
            words.append(f"1 in 10: {number(bad, whole=whole)} or fewer")
        if each < 0.5:
            words = [words[0]]
        for line, word in enumerate(words):
            sheet.text(
                frame.right + 0.15, y + (0.13 - 0.27 * line if len(words) > 1 else 0), word,
                min(size, style.SMALL if line else style.LABEL), bold=not line, va="center",
                color=style.SOFT if line else style.INK,
            )  # fmt: skip
        records += [(key, name, index + 1, float(value)) for index, value in enumerate(dots)]
    columns = ["strategy", "measure", "dot", "value"]
    return pl.DataFrame(records, schema=columns, orient="row")


def note(view: View) -> str:
    """What a dot is."""
    runs = view.replications
    if runs > OUTCOMES:
        return f"each dot: one of {OUTCOMES} equally likely outcomes of {runs} runs"
    return f"each dot: one of {runs} runs" if runs > 1 else "one dot: one run, no interval"


@chart("typical_and_bad_years", place=30)
def typical_and_bad_years(results: Results) -> Plot | None:
    """Quantile dot plot of the gain of each strategy."""
    view = View(results)
    if view.replications < 2 or not view.known(view.gain):
        return None
    what = "year" if view.scenario.study.horizon_days == 365 else "run"
    title = f"A typical {what}, a bad {what}: {MEASURES[view.gain].label}"
    notes = [note(view), "spread by chance alone, in the world as assumed"]
    sheet = Sheet(title, view.subtitle, notes)
    table = paint(sheet, sheet.body, view, view.gain)
    return Plot(sheet.figure, table, "typical_and_bad_years", title)
