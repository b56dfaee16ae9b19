"""Where does each way earn its keep? Fill rates from abundant to scarce occupations."""

from __future__ import annotations

import polars as pl

from recsim.analysis.results import Results
from recsim.report import labels, style
from recsim.report.charts import chart
from recsim.report.pieces import end_names, interval, span, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.view import Plot, View, heading

QUESTION = "Who fills the requisitions for which occupation?"


def paint(sheet: Sheet, box: Box, view: View, name: str) -> pl.DataFrame:
    """A column a segment, a mark with its interval a strategy, the strategies joined by lines."""
    segments = view.segments
    names, size = _names(view, min(2.2, 0.28 * box.width))
    gutter = max(labels.width(word, size, True) for word in names.values()) + 0.25
    frame = box.inside(left=0.85, right=gutter, bottom=1.0, top=0.36)
    sheet.text(box.left, box.top, heading(name), style.SMALL, va="top", color=style.SOFT)
    axes = sheet.axes(frame)
    means = {
        (key, segment): view.estimate(key, name, segment)
        for key in view.keys
        for segment in segments
    }
    ends = [end for mean in means.values() if mean for end in mean.ends]
    value_axis(axes, *span(ends, pad=0.08), along="y", ticks=5)
    axes.set_xlim(-0.4, len(segments) - 0.6)
    axes.set_xticks([])
    each = frame.width / (len(segments) - 0.2)
    words = [segment.replace("_", " ") for segment in segments]
    sizes = (style.LABEL, style.SMALL, style.NOTE, 9.5)
    letters = min(labels.fit(word, each * 0.92, sizes, False, 2)[1] for word in words)
    step = min(0.07, 0.4 / max(1, len(view.keys) - 1))
    for place, name_ in enumerate(words):
        word = labels.wrap(name_, each * 0.92, letters, False, 2)
        sheet.text(frame.left + (place + 0.4) * each, frame.bottom - 0.1, word, letters,
                   ha="center", va="top")  # fmt: skip
    _scarcity(sheet, frame)
    last: dict[str, float] = {}
    records = []
    for index, key in enumerate(view.keys):
        shift = (index - (len(view.keys) - 1) / 2) * step
        points = [(place, means[key, segment]) for place, segment in enumerate(segments)]
        known = [(place, mean) for place, mean in points if mean]
        axes.plot([p + shift for p, _ in known], [m.value for _, m in known],
                  color=view.colour(key), lw=1.6, alpha=0.6)  # fmt: skip
        for place, mean in known:
            interval(axes, mean, place + shift, view, key, along="y", size=12)
        if known:
            last[key] = known[-1][1].value
        for segment in segments:
            found = means[key, segment]
            row = (found.n, found.value, found.low, found.high) if found else (0, None, None, None)
            records.append((key, segment, name, *row))
    end_names(sheet, frame, view, axes.get_ylim(), last, names, size)
    columns = ["strategy", "segment", "measure", "n", "mean", "low", "high"]
    types = [pl.String] * 3 + [pl.Int64] + [pl.Float64] * 3
    return pl.DataFrame(records, schema=dict(zip(columns, types, strict=True)), orient="row")


def _scarcity(sheet: Sheet, frame: Box) -> None:
    """The arrow below the names of the segments."""
    y = frame.bottom - 0.88
    left, right = "many people search", "few people search"
    sheet.text(frame.left, y, left, style.SMALL, va="center", color=style.SOFT)
    sheet.text(frame.right, y, right, style.SMALL, va="center", ha="right", color=style.SOFT)
    start = frame.left + labels.width(left, style.SMALL) + 0.15
    end = frame.right - labels.width(right, style.SMALL) - 0.15
    if end - start > 0.3:
        sheet.arrow(start, y, end, y)


def _names(view: View, width: float) -> tuple[dict[str, str], float]:
    """The strategies' names, wrapped, and their size of type."""
    many = len(view.keys) > 6
    size = style.SMALL if many else style.LABEL
    lines = 1 if many else 2
    return {key: labels.wrap(view.label(key), width, size, True, lines) for key in view.keys}, size


def makes_sense(view: View) -> bool:
    """Whether there is more than one segment, and a fill rate in one of them."""
    found = (view.estimate(k, "fill_rate", s) for k in view.keys for s in view.segments)
    return len(view.segments) > 1 and any(found)


@chart("by_segment", place=10)
def by_segment(results: Results) -> Plot | None:
    """Fill rate of each strategy in each segment."""
    view = View(results)
    if not makes_sense(view):
        return None
    ways = {view.scenario.strategies[key].outreach_share for key in view.keys}
    title = "Which requisitions are filled?"
    if len(ways) > 1:
        title = "Where does each way earn its keep?"
    notes = [
        view.interval_note(),
        "occupations in the order of people who start to search per requisition",
    ]
    sheet = Sheet(title, view.subtitle, notes)
    table = paint(sheet, sheet.body, view, "fill_rate")
    return Plot(sheet.figure, table, "by_segment", title)
