"""How an outcome goes with one setting: a curve with its band for each strategy."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from recsim.analysis.measures import MEASURES
from recsim.report import labels, style
from recsim.report.along import Along, write_label
from recsim.report.pieces import end_names, name_width, span, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.style import styled
from recsim.report.view import Plot, View, heading, scale
from recsim.telling.numbers import text
from recsim.telling.sweeps import runs_each, title, value_words

if TYPE_CHECKING:
    from recsim.analysis.swept import Swept

FAINT = {1: 0.22, 2: 0.22, 3: 0.22, 4: 0.16, 5: 0.12, 6: 0.07}
"""How opaque a band is, by the number of strategies: many lie over one another."""
ROW = 0.2
"""Height in inches of a row of the strip that says what is as good as the best."""


@styled
def curve(sweep: Swept) -> Plot:
    """The outcome of each strategy along one setting, with intervals; the scenario is marked."""
    view = View(sweep.base.results)
    [axis] = sweep.axes
    along = Along(axis, [cell.values[0] for cell in sweep.points])
    limited = any(cell.breaks[name] for cell in sweep.points for name in sweep.strategies)
    notes = [
        f"bands: how sure we are of the average of {runs_each(sweep)} ({view.percent} interval)",
        *(["hollow: breaks a limit of the study"] if limited else []),
    ]
    rows = _good_rows(sweep)
    if rows:
        what = "values" if axis.chosen else "strategies"
        notes.append(f"shaded below: {what} that, as far as can be told, are as good as the best")
    sheet = Sheet(title(sweep), view.subtitle, notes)
    gutter = name_width(view, sweep.strategies, style.LABEL, 2.4)
    below = 0.72 + ROW * len(rows) + (0.16 if rows else 0)
    frame = sheet.body.inside(left=0.95, right=gutter + 0.1, top=0.32, bottom=below)
    axes = sheet.axes(frame)
    _lines(axes, frame, sheet, sweep, view, along)
    for row, (strategy, good) in enumerate(rows.items()):
        _strip(sheet, frame, view, along, axes.get_xlim(), row, strategy, good)
    axes.set_ylabel(write_label(heading(sweep.outcome), frame.height), fontsize=style.SMALL)
    low = frame.bottom - 0.34 - (ROW * len(rows) + 0.1 if rows else 0)
    name = labels.wrap(along.label(view.scenario), frame.width, style.SMALL, False, 1)
    sheet.text(frame.left + frame.width / 2, low, name, style.SMALL, ha="center", va="top")
    return Plot(sheet.figure, sweep.frame, "curve", title(sweep))


def _good_rows(sweep: Swept) -> dict[str, tuple[bool, ...]]:
    """By strategy, at which points it is as good as the best; empty where nothing is."""
    [axis] = sweep.axes
    if MEASURES[sweep.outcome].better not in ("more", "fewer"):
        return {}
    if not axis.chosen and len(sweep.strategies) < 2:
        return {}
    return {
        name: sweep.as_good_as_the_best(name, axis)
        for name in sweep.strategies
        if not axis.chosen or sweep.touches(name)
    }


def _lines(
    axes: Axes, frame: Box, sheet: Sheet, sweep: Swept, view: View, along: Along
) -> None:  # fmt: skip
    factor = scale(sweep.outcome)
    levels = {name: [cell.level(name, sweep.outcome) for cell in sweep.points]
              for name in sweep.strategies}  # fmt: skip
    limit = view.scenario.study.limits.get(sweep.outcome)
    ends = [
        end * factor for found in levels.values() for one in found if one
        for end in one if end is not None
    ]  # fmt: skip
    ends += [] if limit is None else [limit * factor]
    value_axis(axes, *span(ends), along="y", ticks=6)
    places = along.places
    room = 0.04 * (max(places) - min(places) or 1.0)
    axes.set_xlim(min(places) - room, max(places) + room)
    along.ticks(axes, frame.width, size=style.SMALL)
    last: dict[str, float] = {}
    for name, found in levels.items():
        known = [(x, one, cell) for x, one, cell in
                 zip(places, found, sweep.points, strict=True) if one is not None]  # fmt: skip
        if not known:
            continue
        xs = [x for x, _, _ in known]
        colour = view.colour(name)
        lows, highs = (
            [factor * (one.estimate if end is None else end) for _, one, _ in known
             for end in [one[side]]] for side in (1, 2)
        )  # fmt: skip
        axes.fill_between(
            xs, lows, highs, color=colour, alpha=FAINT[min(len(levels), 6)], lw=0, zorder=2
        )
        ys = [factor * one.estimate for _, one, _ in known]
        axes.plot(xs, ys, "-", color=colour, lw=2.6, zorder=3, clip_on=False)
        for x, y, (_, _, cell) in zip(xs, ys, known, strict=True):
            hollow = bool(cell.breaks[name])
            axes.plot([x], [y], view.mark(name), ms=7, mfc="white" if hollow else colour,
                      mec=colour if hollow else "white", mew=1.6 if hollow else 0.8, zorder=4,
                      clip_on=False)  # fmt: skip
        last[name] = ys[-1]
    if limit is not None:
        axes.axhline(limit * factor, color=style.INK, lw=1.4, ls="--")
        sheet.text(frame.right, frame.top, f"limit {text(limit * factor)}", style.NOTE, ha="right")
    names = {name: labels.wrap(view.label(name), 2.4, style.LABEL, True, 2) for name in last}
    end_names(sheet, frame, view, axes.get_ylim(), last, names, style.LABEL)
    own = along.at(sweep.own[0])
    if own is not None:
        low, high = axes.get_xlim()
        axes.axvline(own, color=style.SOFT, lw=1.4, ls=":", zorder=1)
        x = frame.left + (own - low) / (high - low) * frame.width
        words = f"as it stands: {value_words(sweep.own[0])}"
        half = labels.width(words, style.NOTE) / 2
        x = min(max(x, frame.left + half), frame.right - half)
        sheet.text(x, frame.top + 0.08, words, style.NOTE, ha="center", color=style.SOFT)


def _strip(
    sheet: Sheet, frame: Box, view: View, along: Along, limits: tuple[float, float],
    row: int, strategy: str, good: tuple[bool, ...],
) -> None:  # fmt: skip
    """A row below the axis, in the strategy's colour where it is as good as the best."""
    places = along.places
    edges = [limits[0], *((a + b) / 2 for a, b in pairwise(places)), limits[1]]
    width, height = style.SLIDE
    bottom = frame.bottom - 0.34 - ROW * (row + 1)
    unit = frame.width / (limits[1] - limits[0])
    for at, fine in enumerate(good):
        left = frame.left + (edges[at] - limits[0]) * unit
        wide = (edges[at + 1] - edges[at]) * unit
        sheet.figure.add_artist(
            Rectangle((left / width, bottom / height), wide / width, (ROW - 0.05) / height,
                      facecolor=view.colour(strategy) if fine else "#f2f2f2", edgecolor="none")
        )  # fmt: skip
