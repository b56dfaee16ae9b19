"""Welch's picture: when has each series settled? Moving averages from the very start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from recsim.analysis.measures.series import SERIES
from recsim.analysis.warm_up import NEVER, WINDOW, welch
from recsim.report import labels, style
from recsim.report.pieces import span, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.style import styled
from recsim.report.view import Plot, View
from recsim.scenario.sentences import capital
from recsim.scenario.study import DAYS_PER_BIN
from recsim.telling.units import PERCENT

if TYPE_CHECKING:
    from recsim.analysis.warm_up import Settled

COLUMNS = 4


@styled
def settling(found: Settled) -> Plot:
    """A panel for each series, a line for each strategy; where it has settled, and the warm-up."""
    view = View(found.results)
    enough = sum(one.verdict == "enough" for one in found.found)
    title = (
        f"Is a warm-up of {found.warm_up_days} days long enough? Clearly so for {enough or 'none'} "
        f"of {len(found.found)} series"
    )
    notes = [
        "across: days from the start",
        f"lines: means of {view.replications} runs, averaged over {2 * WINDOW + 1} weeks (Welch)",
        "bars below: from the start to where a series has settled (MSER-5); dotted: it "
        "does not settle",
        f"dashed: the scenario’s warm-up of {found.warm_up_days} days",
    ]
    subtitle = f"{view.scenario.title or view.scenario.name}: {found.days:,} days from empty desks"
    sheet = Sheet(title, subtitle, notes)
    names = list(dict.fromkeys(one.series for one in found.found))
    rows = max(1, -(-len(names) // COLUMNS))
    boxes = [
        box
        for row in sheet.body.rows([1] * rows, gap=0.35)
        for box in row.columns([1] * COLUMNS, gap=0.3)
    ]
    tables = [
        _panel(sheet, box, found, view, name) for box, name in zip(boxes, names, strict=False)
    ]
    free = boxes[len(names) :]
    if free:
        for place, key in enumerate(view.keys):
            y = free[0].top - 0.45 - 0.28 * place
            words = labels.wrap(view.label(key), free[0].width - 0.5, style.SMALL, True, 1)
            sheet.text(free[0].left + 0.4, y, words, style.SMALL, bold=True, color=view.ink(key))
    table = pl.concat(tables) if tables else pl.DataFrame()
    return Plot(sheet.figure, table, "warm_up", title)


def _panel(sheet: Sheet, box: Box, found: Settled, view: View, name: str) -> pl.DataFrame:
    series = SERIES[name]
    share = series.unit == "share"
    factor = PERCENT if share else 1.0
    head = labels.wrap(
        f"{capital(series.label)}{', %' if share else ''}", box.width, style.NOTE, True, 2
    )
    sheet.text(box.left, box.top, head, style.NOTE, bold=True, va="top")
    keys = [one for one in found.found if one.series == name]
    strip = 0.11 * len(keys)
    frame = box.inside(left=0.55, bottom=0.42 + strip, top=0.45)
    axes = sheet.axes(frame)
    tables, every = [], []
    for one in keys:
        runs = found.runs(one.strategy, name)
        assert runs is not None
        smooth = factor * welch(runs.mean(axis=0))
        days = DAYS_PER_BIN * np.arange(1.0, len(smooth) + 1)
        axes.plot(days, smooth, color=view.colour(one.strategy), lw=1.8)
        every += smooth.tolist()
        tables.append(
            pl.DataFrame({"series": name, "strategy": one.strategy, "day": days, "mean": smooth})
        )
    value_axis(axes, 0, found.days, ticks=4)
    value_axis(axes, *span(every), along="y", ticks=4)
    axes.axvline(found.warm_up_days, color=style.SOFT, lw=1.2, ls="--")
    for place, one in enumerate(keys):
        y = -(0.34 + 0.11 * place) / frame.height
        end = found.days / 2 if one.days is None else max(one.days, found.days / 200)
        axes.plot([0, end], [y, y], color=view.colour(one.strategy), lw=3.5, clip_on=False,
                  transform=axes.get_xaxis_transform(), solid_capstyle="butt",
                  ls=":" if one.verdict == NEVER or one.days is None else "-")  # fmt: skip
    return pl.concat(tables)
