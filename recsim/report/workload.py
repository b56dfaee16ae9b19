"""What do recruiters do all week? Hours by kind of task, and idle time."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from matplotlib.colors import to_hex, to_rgb

from recsim.analysis.results import Results
from recsim.model.events import TASKS
from recsim.report import labels, style
from recsim.report.charts import chart
from recsim.report.pieces import (
    Entry,
    key_strip,
    name_width,
    row_names,
    rows_axes,
    strip_height,
    value_axis,
)
from recsim.report.sheet import Box, Sheet
from recsim.report.view import Plot, View
from recsim.telling.numbers import number, text
from recsim.telling.units import percent

FAMILIES: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("applications", ("screen", "answer"), 1.0),
    ("outreach", ("search", "write", "follow_up"), 0.62),
    ("people in process", ("talk", "interview", "closing"), 0.3),
)
"""Kinds of task, the tasks in them, and the depth of the strategy's colour that shows them."""
IDLE = "idle"


def tint(colour: str, depth: float) -> tuple[float, float, float]:
    """The colour mixed with white; 1: as it is."""
    red, green, blue = to_rgb(colour)
    return (1 - depth * (1 - red), 1 - depth * (1 - green), 1 - depth * (1 - blue))


def hours(view: View, key: str) -> dict[str, float]:
    """Mean hours a recruiter and week of each task, and of no work."""
    weeks = view.scenario.study.horizon_days / 7
    people = view.scenario.strategies[key].recruiters
    each = {task: view.total(key, [f"hours_{task}"]) / (people * weeks) for task in TASKS}
    free = view.total(key, ["recruiter_hours_available"]) / (people * weeks)
    return {**each, IDLE: max(0.0, free - sum(each.values()))}


def paint(sheet: Sheet, box: Box, view: View, keys: Sequence[str]) -> pl.DataFrame:
    """One bar a strategy: its tasks in three shades, idle time hatched."""
    entries: list[Entry] = [
        ("patch", to_hex(tint("#333333", depth)), name) for name, _, depth in FAMILIES
    ]
    entries.append(("hatch", style.SOFT, IDLE))
    key_strip(sheet, box.left, box.top, box.width, entries)
    top = strip_height(entries, box.width) + 0.2
    frame = box.inside(left=name_width(view, keys, style.LABEL), bottom=0.6, top=top, right=0.2)
    axes = rows_axes(sheet, frame, len(keys))
    size = row_names(sheet, frame, view, keys)
    work = {key: hours(view, key) for key in keys}
    longest = max(sum(parts.values()) for parts in work.values())
    value_axis(axes, 0, max(longest, 1e-9) * 1.02, ticks=8)
    axes.set_xlabel("Hours per recruiter per week", fontsize=style.SMALL)
    records = []
    for row, key in enumerate(keys):
        parts = [(name, sum(work[key][task] for task in tasks), depth)
                 for name, tasks, depth in FAMILIES]  # fmt: skip
        left = 0.0
        for name, length, depth in [*parts, (IDLE, work[key][IDLE], 0.0)]:
            colour = tint(view.colour(key), depth)
            axes.barh(
                row, length, left=left, height=0.62, color=colour, edgecolor=view.colour(key),
                linewidth=0.8, hatch="////" if name == IDLE and length > 0 else None,
            )  # fmt: skip
            word = number(length)
            wide = labels.width(word, size, True) + 0.12
            if length / longest * frame.width > wide:
                dark = depth == 1.0 or sum(colour) < 1.3
                axes.text(
                    left + length / 2, row, word, ha="center", va="center", fontsize=size,
                    fontweight="bold", color="white" if dark else style.INK,
                    bbox={"facecolor": "white", "lw": 0, "pad": 1.5} if name == IDLE else None,
                )  # fmt: skip
            left += length
        records += [(key, task, value) for task, value in work[key].items()]
    return pl.DataFrame(
        records, schema=["strategy", "task", "hours_per_recruiter_and_week"], orient="row"
    )


@chart("recruiters_week", place=130)
def recruiters_week(results: Results) -> Plot | None:
    """Where the recruiters' hours go, by strategy."""
    view = View(results)
    teams = view.scenario.strategies
    keys = [key for key in view.keys if teams[key].recruiters and any(hours(view, key).values())]
    if not keys:
        return None
    title = "What do recruiters do all week?"
    work = view.scenario.world.work
    notes = [
        f"of {text(work.hours_per_week)} paid hours; not shown: {percent(work.overhead)} for "
        "clients, meetings, administration",
        view.means_note(),
    ]  # fmt: skip
    sheet = Sheet(title, view.subtitle, notes)
    table = paint(sheet, sheet.body, view, keys)
    return Plot(sheet.figure, table, "recruiters_week", title)
