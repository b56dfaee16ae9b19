"""How does it unfold? Small multiples over time: median, bands, three runs, the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter

from recsim.analysis.measures.series import SERIES
from recsim.analysis.results import Results
from recsim.report import labels, style
from recsim.report.charts import chart
from recsim.report.pieces import Entry, key_strip, span, strip_height, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.view import Floats, Plot, View
from recsim.telling.numbers import number
from recsim.telling.units import PERCENT

RUNS = (0.1, 0.5, 0.9)
"""Quantiles of the end of which single runs are drawn: a low one, a middle one, a high one."""
EXACT: Literal["inverted_cdf"] = "inverted_cdf"
"""Quantiles that are values of runs, as in all pictures."""
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
PERIODS = ((1.0, "days"), (7.0, "weeks"), (365 / 12, "months"), (365.0, "years"))


def curves(view: View, key: str, columns: Sequence[str]) -> tuple[Floats, Floats]:
    """Days from 0 on, and one curve a replication: shapes (days,) and (replications, days).

    The columns are added up; flows are added up over time, too. Shares are in percent.
    """
    flow = all(SERIES[name].flow for name in columns)
    factor = 1.0 if SERIES[columns[0]].unit != "share" else PERCENT
    rows = view.results.series.filter(
        (pl.col("strategy") == key) & ((pl.col("day") > 0) if flow else (pl.col("day") >= 0))
    ).sort("replication", "day")
    days = rows["day"].unique().sort().to_numpy().astype(np.float64)
    total = rows.select(pl.sum_horizontal(pl.col(list(columns)).cast(pl.Float64)))
    values = total.to_series().to_numpy().reshape(-1, len(days)) * factor
    if flow:
        values = np.cumsum(values, axis=1)
    if days[0] > 0:
        days = np.concatenate(([0.0], days))
        values = np.hstack([np.zeros((len(values), 1)), values])
    return days, values


def time_axis(axes: Axes, days: float, *, labelled: bool, ticks: int = 6) -> None:
    """Days as days, weeks, months or years, whichever gives round ticks."""
    period, name = next(((p, n) for p, n in reversed(PERIODS) if days / p >= 2.9), PERIODS[0])
    count = days / period
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 1e9) if count / s <= ticks)
    axes.set_xlim(0, days)
    axes.xaxis.set_major_locator(FixedLocator(list(np.arange(0, count + 0.06, step) * period)))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda day, _: number(round(day / period)) if labelled else "")
    )
    axes.tick_params(axis="x", length=3 if labelled else 0)
    if labelled:
        axes.set_xlabel(f"{name} since the start", fontsize=style.SMALL, color=style.SOFT)


def paint(sheet: Sheet, box: Box, view: View, columns: Sequence[str], unit: str) -> pl.DataFrame:
    """One panel a strategy, with a strip of keys below; returns the quantiles drawn."""
    many = view.replications > 1
    entries: list[Entry] = []
    if many:
        entries = [
            ("patch", "#d9d9d9", "9 in 10 runs"),
            ("patch", "#a6a6a6", "half of the runs"),
            ("line", "#4d4d4d", "median"),
            ("thin", "#4d4d4d", "a low, a middle and a high run"),
        ]
    if len(view.keys) > 1:
        middle = "median" if many else "run"
        entries.append(
            ("dashed", style.SOFT, f"for comparison: {middle} of {view.label(view.keys[0])}")
        )
    keys = strip_height(entries, box.width)
    key_strip(sheet, box.left, box.bottom + keys, box.width, entries)
    across = {4: 2, 5: 3, 6: 3, 9: 3}.get(len(view.keys), min(4, len(view.keys)))
    lines = -(-len(view.keys) // across)
    size = style.LABEL if lines < 3 else style.SMALL
    sheet.text(box.left, box.top, unit, style.SMALL, va="top", color=style.SOFT)
    grid = box.inside(bottom=0.68 + keys, left=0.55, top=0.32)
    data = {key: curves(view, key, columns) for key in view.keys}
    low, high = span(
        [float(v) for _, c in data.values() for v in (c[:, -1].max(), c.max(), c.min())]
    )
    tables = []
    for line, row in enumerate(grid.rows([1] * lines, gap=0.2)):
        for place, cell in enumerate(row.columns([1] * across, gap=0.3)):
            index = line * across + place
            if index >= len(view.keys):
                continue
            key = view.keys[index]
            name = labels.wrap(view.label(key), cell.width, size, True, 2 if lines < 3 else 1)
            sheet.text(cell.left, cell.top, name, size, bold=True, va="top",
                       color=view.ink(key))  # fmt: skip
            frame = cell.inside(top=labels.height(name, size) + 0.08, right=0.62)
            axes = sheet.axes(frame)
            lowest = index + across >= len(view.keys)
            value_axis(axes, low, high, along="y", ticks=5 if lines < 3 else 3)
            if place:
                axes.tick_params(axis="y", labelleft=False)
            ghost = data[view.keys[0]] if index else None
            tables.append(_panel(sheet, axes, frame, view, key, data[key], ghost, (low, high)))
            days = float(view.scenario.study.horizon_days)
            time_axis(axes, days, labelled=lowest, ticks=6 if across < 4 else 4)
    return pl.concat(tables)


def _panel(
    sheet: Sheet,
    axes: Axes,
    frame: Box,
    view: View,
    key: str,
    data: tuple[Floats, Floats],
    ghost: tuple[Floats, Floats] | None,
    limits: tuple[float, float],
) -> pl.DataFrame:
    days, values = data
    colour = view.colour(key)
    quantiles = np.quantile(values, LEVELS, axis=0, method=EXACT)
    if len(values) > 1:
        axes.fill_between(days, quantiles[0], quantiles[4], color=colour, alpha=0.18, lw=0)
        axes.fill_between(days, quantiles[1], quantiles[3], color=colour, alpha=0.34, lw=0)
        for run in _single(values):
            axes.plot(days, run, color=colour, lw=0.9, alpha=0.9)
    ends, names = [quantiles[2][-1]], [(_end(quantiles[2][-1]), view.ink(key), True)]
    if ghost is not None:
        middle = np.quantile(ghost[1], 0.5, axis=0, method=EXACT)
        axes.plot(ghost[0], middle, color=style.SOFT, ls="--", lw=1.8, zorder=5)
        ends.append(middle[-1])
        names.append((_end(middle[-1]), style.SOFT, False))
    axes.plot(days, quantiles[2], color=colour, lw=3, zorder=6)
    unit = frame.height / (limits[1] - limits[0])
    wanted = [frame.bottom + (end - limits[0]) * unit for end in ends]
    tall = style.SMALL * labels.LINE / 72
    places = labels.spread(wanted, [tall] * len(wanted), frame.bottom, frame.top + 0.1)
    for y, (word, shade, bold) in zip(places, names, strict=True):
        sheet.text(frame.right + 0.07, y, word, style.SMALL, bold=bold, color=shade, va="center")
    return pl.DataFrame(
        {
            "strategy": [key] * len(days),
            "day": days,
            **{f"p{round(100 * p):02d}": q for p, q in zip(LEVELS, quantiles, strict=True)},
        }
    )


def _single(values: Floats) -> Floats:
    """Runs that end low, in the middle and high."""
    order = np.argsort(values[:, -1], kind="stable")
    places = {int(part * (len(values) - 1) + 0.5): None for part in RUNS}
    return values[order[list(places)]]


def _end(value: float) -> str:
    return number(float(value), whole=value >= 20)


BANDS = (
    "bands: how far single runs spread around the median; a real year follows a thin line, not the "
    "middle"
)


@chart("placements_over_time", place=40)
def placements_over_time(results: Results) -> Plot | None:
    """Cumulative placements of each strategy, in the same panel size and scale."""
    view = View(results)
    title = "How do placements add up?"
    bands = [BANDS] if view.replications > 1 else ["one run of each strategy, no interval"]
    sheet = Sheet(title, view.subtitle, bands)
    table = paint(sheet, sheet.body, view, ["placements"], "placements so far")
    return Plot(sheet.figure, table, "placements_over_time", title)
