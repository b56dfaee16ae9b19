"""What is gained, and what does it cost in goodwill? The gain against whom it upsets."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from recsim.analysis.results import Results
from recsim.analysis.tradeoff import ON, frontier
from recsim.report import labels, style
from recsim.report.charts import chart
from recsim.report.pieces import span, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.view import Floats, Plot, View, heading, scale
from recsim.telling.numbers import text

OUTLINE = [withStroke(linewidth=3, foreground="white")]
MOST_NAMES, WIDE = 8, 6.0
"""More names than this find no room in a frame narrower than so many inches: another panel has the
names, with the same colours and marks."""
MOST_CLOUDS = 12
"""With more strategies than this, single runs would hide the means."""
TITLE = "What is gained, and what does it cost in goodwill?"


def notes(view: View) -> list[str]:
    """What the marks are, and the steps if there are any."""
    cloud = "large marks: averages; small marks: single runs"
    if len(view.keys) > MOST_CLOUDS:
        cloud = "marks: averages"
    first = cloud if view.replications > 1 else "one run, no interval"
    places = frontier(view.results, view.gain, view.harm)
    if sum(found.place == ON for found in places) < 2:
        return [first]
    return [first, "steps: strategies that no other beats in both averages"]


def clouds(view: View) -> dict[str, tuple[Floats, Floats]]:
    """Cost and gain of each run of each strategy, where both are defined."""
    result = {}
    cost, gain = view.harm, view.gain
    for key in view.keys:
        rows = view.results.of(key)
        both = rows.select(
            (pl.col(cost).cast(pl.Float64) * scale(cost)).alias("x"),
            (pl.col(gain).cast(pl.Float64) * scale(gain)).alias("y"),
        ).drop_nulls()
        if len(both) and view.estimate(key, cost):
            result[key] = (both["x"].to_numpy(), both["y"].to_numpy())
    return result


def paint(sheet: Sheet, box: Box, view: View) -> pl.DataFrame:
    """The plane with clouds, means, frontier and limit; returns the means and who is on it."""
    cost, gain = view.harm, view.gain
    data = clouds(view)
    keys = list(data)
    frame = box.inside(left=0.95, bottom=0.75, top=0.3, right=0.1)
    axes = sheet.axes(frame)
    limit = view.scenario.study.limits.get(cost)
    limit = None if limit is None else limit * scale(cost)
    places = {found.strategy: found for found in frontier(view.results, view.gain, view.harm)}
    middles = [
        ((places[key].harm or 0.0) * scale(cost), (places[key].gain or 0.0) * scale(gain))
        for key in keys
    ]
    crowded = len(keys) > MOST_CLOUDS
    points = [tuple(zip(*middles, strict=True))] if crowded else [*data.values()]
    xs, ys = (np.concatenate(values) for values in zip(*points, strict=True))
    across = [*xs, *([limit] if limit is not None else [])]
    low, high = span(across, zero=min(across) < 0.4 * max(across), pad=0.12)
    value_axis(axes, low - (0.02 * high if low == 0 else 0), high, ticks=5)
    value_axis(axes, *span(ys, zero=ys.min() < 0.4 * ys.max(), pad=0.14), along="y", ticks=5)
    label = labels.wrap(heading(cost), frame.width, style.LABEL, False, 2)
    axes.set_xlabel(label, fontsize=style.SMALL)
    along = labels.wrap(heading(gain), frame.height, style.SMALL, False, 2)
    axes.set_ylabel(along, fontsize=style.SMALL)
    sheet.text(frame.left + 0.05, frame.top + 0.04, "\u2196 better", style.SMALL, color=style.SOFT)
    best = [point for key, point in zip(keys, middles, strict=True) if places[key].place == ON]
    for key, (x, y) in data.items():
        if len(x) > 1 and not crowded:
            axes.plot(x, y, view.mark(key), color=view.colour(key), alpha=0.4, ms=6.5, mec="none")
    if len(best) > 1:
        steps = np.array(sorted(best))
        axes.step(steps[:, 0], steps[:, 1], where="post", color=style.SOFT, lw=1.6, zorder=3)
    if limit is not None:
        axes.axvline(limit, color=style.INK, lw=1.6, ls=":")
        axes.axvspan(limit, high, color=style.PUT_OFF, alpha=0.06, lw=0)
    for key, point in zip(keys, middles, strict=True):
        axes.plot(*point, view.mark(key), color=view.colour(key), ms=15, mec="white", mew=1.8,
                  zorder=5)  # fmt: skip
    if len(keys) <= MOST_NAMES or frame.width > WIDE:
        _names(sheet, axes, frame, view, keys, middles, limit, sorted(best))
    return pl.DataFrame(
        {
            "strategy": keys,
            cost: [x for x, _ in middles],
            gain: [y for _, y in middles],
            "place": [places[key].place for key in keys],
        }
    )


def _names(
    sheet: Sheet,
    axes: Axes,
    frame: Box,
    view: View,
    keys: Sequence[str],
    middles: Sequence[tuple[float, float]],
    limit: float | None,
    best: Sequence[tuple[float, float]],
) -> None:
    """Names beside the means, each where it hides least and is nearest to its own mark."""
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()

    def place(point: tuple[float, float]) -> tuple[float, float]:
        right = (point[0] - x0) / (x1 - x0) * frame.width
        up = (point[1] - y0) / (y1 - y0) * frame.height
        return frame.left + right, frame.bottom + up

    spots = [place(point) for point in middles]
    taken = [(x - 0.12, y - 0.12, x + 0.12, y + 0.12) for x, y in spots]
    for (x, y), (right, top) in itertools.pairwise(place(point) for point in best):
        taken += [
            (x, y - 0.02, right, y + 0.02),
            (right - 0.02, min(y, top), right + 0.02, max(y, top)),
        ]
    size = style.LABEL if len(keys) <= 6 else style.SMALL
    if limit is not None:
        x = frame.left + (limit - x0) / (x1 - x0) * frame.width
        word = f"limit {text(limit)}"
        left = x + 0.08 + labels.width(word, style.SMALL) > frame.right
        sheet.text(x - 0.08 if left else x + 0.08, frame.bottom + 0.12, word, style.SMALL,
                   ha="right" if left else "left")  # fmt: skip
        wide = labels.width(word, style.SMALL) + 0.16
        taken.append((x - wide if left else x, frame.bottom, x if left else x + wide,
                      frame.bottom + 0.35))  # fmt: skip
    page = sheet.size
    for key, (x, y) in zip(keys, spots, strict=True):
        name = labels.wrap(view.label(key), 2.4, size, True, 2)
        wide, tall = labels.width(name, size, True), labels.height(name, size)
        others = [spot for spot in spots if spot != (x, y)]
        area = _free_place(x, y, wide, tall, frame, taken, others)
        taken.append(area)
        middle = ((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
        if abs(middle[1] - y) > tall / 2 + 0.3 or abs(middle[0] - x) > wide / 2 + 0.4:
            axes.annotate(
                "", (x / page[0], y / page[1]), (middle[0] / page[0], middle[1] / page[1]),
                xycoords="figure fraction", textcoords="figure fraction",
                arrowprops={"arrowstyle": "-", "color": view.colour(key), "lw": 0.8},
            )  # fmt: skip
        sheet.text(area[0], middle[1], name, size, bold=True, color=view.ink(key), va="center",
                   path_effects=OUTLINE)  # fmt: skip


Area = tuple[float, float, float, float]


def _free_place(
    x: float,
    y: float,
    wide: float,
    tall: float,
    frame: Box,
    taken: Sequence[Area],
    others: Sequence[tuple[float, float]],
) -> Area:
    """The nearest rectangle around (x, y) in the frame that touches nothing taken.

    Nor is it nearer to one of the ``others``, for whose name it would be taken; if there is no such
    place, the one with the least of both faults.
    """
    best: tuple[float, Area] | None = None
    for ring in range(30):
        reach = 0.2 + 0.14 * ring
        for turn in range(16):
            angle = 2 * np.pi * turn / 16
            cx = x + np.cos(angle) * (reach + wide / 2)
            cx = min(max(cx, frame.left + 0.06 + wide / 2), frame.right - 0.01 - wide / 2)
            cy = y + np.sin(angle) * (reach + tall / 2)
            area = (cx - wide / 2, cy - tall / 2, cx + wide / 2, cy + tall / 2)
            if not (area[0] > frame.left + 0.05 and area[2] < frame.right
                    and area[1] > frame.bottom and area[3] < frame.top):  # fmt: skip
                continue
            hidden = sum(_overlap(area, other) for other in taken)
            near = min((_distance(area, *other) for other in others), default=np.inf)
            fault = hidden + max(0.0, _distance(area, x, y) - near)
            if fault == 0:
                return area
            if best is None or fault < best[0]:
                best = (fault, area)
    return best[1] if best else (x, y, x + wide, y + tall)


def _distance(area: Area, x: float, y: float) -> float:
    """Inches from a point to the nearest one of a rectangle."""
    across = max(area[0] - x, 0.0, x - area[2])
    return float(np.hypot(across, max(area[1] - y, 0.0, y - area[3])))


def _overlap(a: Area, b: Area) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    tall = min(a[3], b[3]) - max(a[1], b[1])
    return max(wide, 0.0) * max(tall, 0.0)


@chart("trade_off", place=50)
def trade_off(results: Results, gain: str = "", harm: str = "") -> Plot | None:
    """What each strategy gains against whom it upsets.

    Args:
        results: what was run.
        gain: the measure upwards, of which more is better; the study's own if not given.
        harm: the measure across, of which fewer is better; the study's own if not given.
    """
    view = View(results, gain=gain, harm=harm)
    if not clouds(view):
        return None
    sheet = Sheet(TITLE, view.subtitle, notes(view))
    table = paint(sheet, sheet.body, view)
    return Plot(sheet.figure, table, "trade_off", TITLE)
