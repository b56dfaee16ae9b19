"""Which assumption matters? A tornado of the difference, and chance beside ignorance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import FEWER, MORE
from recsim.report import labels, style
from recsim.report.pieces import span, value_axis
from recsim.report.sheet import Box, Sheet
from recsim.report.style import styled
from recsim.report.view import Plot, View, heading, scale
from recsim.telling.numbers import text
from recsim.telling.phrases import phrase
from recsim.telling.sweeps import setting_words, value_words

if TYPE_CHECKING:
    from recsim.analysis.assumed import Assumed, End

LOW, HIGH = "#8a8a8a", "#3b3b3b"
UNDECIDED = "#dedede"


@styled
def tornado(found: Assumed) -> Plot:
    """The difference at both ends of each uncertain number; who wins, by chance and ignorance."""
    view = View(found.base.results)
    first, second = (view.label(name) for name in found.pair)
    notes = [
        f"bars: {MEASURES[found.outcome].label} with {second} minus with {first}, from one end of "
        "a number’s range to the other, all else as it stands; thin lines: "
        f"{view.percent} intervals",
    ]
    if found.worlds:
        notes.append(
            f"a plausible world: these {len(found.varied)} numbers lie anywhere in their ranges; "
            "all else is as it stands"
        )
    sheet = Sheet(_title(found, view), view.subtitle, notes)
    left, right = sheet.body.columns([0.72, 0.28], gap=0.45)
    _bars(sheet, left if found.worlds else sheet.body, found, view)
    if found.worlds:
        _shares(sheet, right, found, view)
    return Plot(sheet.figure, found.frame, "tornado", _title(found, view))


def _title(found: Assumed, view: View) -> str:
    first = view.teller.name(found.pair[0])
    second = view.teller.name(found.pair[1])
    of = phrase(MEASURES[found.outcome])
    turning = len({one.axis.key for one, _ in found.turning})
    if found.here.direction is None:
        return f"What decides between {second} and {first}?"
    who, than = (second, first) if found.here.direction == MORE else (first, second)
    known = f"{of.sides[1].capitalize()} {of.noun} with {who} than with {than}"
    if not turning:
        return f"{known}: no number alone turns that"
    return f"{known}: {turning} of {len(found.assumptions)} numbers can turn that alone"


def _bars(sheet: Sheet, box: Box, found: Assumed, view: View) -> None:
    shown = found.assumptions
    factor = scale(found.outcome)
    frame = box.inside(left=3.6, bottom=0.62, top=0.34)
    axes = sheet.axes(frame)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    ends = [
        factor * at
        for one in shown
        for end in (one.low, one.high)
        if (interval := end.compared.interval) is not None
        for at in interval
        if at is not None
    ]
    low, high = span(ends, pad=0.1)
    value_axis(axes, low, high, ticks=6)
    here = found.here.interval
    axes.axvline(0, color=style.INK, lw=1.8, zorder=5)
    if here is not None:
        axes.axvline(factor * here.estimate, color=style.SOFT, lw=1.4, ls=":", zorder=5)
        words = f"as it stands {text(round(factor * here.estimate, 1), 3)}"
        x = frame.left + (factor * here.estimate - low) / (high - low) * frame.width
        sheet.text(x, frame.top + 0.07, words, style.NOTE, ha="center", color=style.SOFT)
    each = frame.height / len(shown)
    for row, one in enumerate(shown):
        for end, shade, shift in ((one.low, LOW, -0.17), (one.high, HIGH, 0.17)):
            _bar(axes, end, row + shift, shade, factor, None if here is None else here.estimate)
        y = frame.top - (row + 0.5) * each
        words = setting_words(one.axis, view.scenario)
        name, size = labels.fit(words, 3.45, (style.NOTE, 10.0, 9.0), True, 1)
        sheet.text(frame.left - 0.12, y + 0.01, name, size, bold=True, ha="right")
        ends_words = (
            f"{value_words(one.low.value)} or {value_words(one.high.value)} instead of "
            f"{value_words(one.own)}"
        )
        fitted = labels.wrap(ends_words, 3.45, 9.0, False, 1)
        sheet.text(frame.left - 0.12, y - 0.01, fitted, 9.0, ha="right", va="top",
                   color=style.SOFT)  # fmt: skip
    words = labels.wrap(
        f"{heading(found.outcome)}: {view.label(found.pair[1])} minus {view.label(found.pair[0])}"
        " (light: at the low end, dark: at the high end)", frame.width + 2, style.SMALL, False, 1,
    )  # fmt: skip
    sheet.text(frame.right, frame.bottom - 0.38, words, style.SMALL, ha="right", va="top")


def _bar(axes: object, end: End, y: float, shade: str, factor: float, here: float | None) -> None:
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    interval = end.compared.interval
    if interval is None or here is None:
        return
    value, start = factor * interval.estimate, factor * here
    axes.barh(y, value - start, left=start, height=0.3, color=shade, zorder=3)
    if interval.low is not None and interval.high is not None:
        axes.plot([factor * interval.low, factor * interval.high], [y, y], color=style.INK, lw=1.0,
                  zorder=4)  # fmt: skip


def _shares(sheet: Sheet, box: Box, found: Assumed, view: View) -> None:
    """Two columns: of the runs as it stands, and of the plausible worlds, who is ahead."""
    here = found.here
    wins = found.wins
    columns = [
        ("Chance", f"{here.worlds} runs as it stands", (here.higher, here.ties, here.lower)),
        ("Ignorance", f"{len(found.worlds)} plausible worlds",
         (wins[MORE], len(found.worlds) - wins[MORE] - wins[FEWER], wins[FEWER])),
    ]  # fmt: skip
    of = phrase(MEASURES[found.outcome])
    first, second = (view.label(name) for name in found.pair)
    head = labels.wrap(f"{of.sides[1].capitalize()} {of.noun} with ...", box.width, style.SMALL,
                       True, 2)  # fmt: skip
    sheet.text(box.left, box.top, head, style.SMALL, bold=True, va="top")
    frame = box.inside(bottom=0.62, top=labels.height(head, style.SMALL) + 0.15)
    width, height = style.SLIDE
    for (name, below, counts), cell in zip(columns, frame.columns([1, 1], gap=0.25), strict=True):
        total = sum(counts) or 1
        top = cell.top
        parts = zip(
            counts,
            (view.colour(found.pair[1]), UNDECIDED, view.colour(found.pair[0])),
            (second, "equal" if name == "Chance" else "chance decides", first),
            strict=True,
        )
        for count, colour, words in parts:
            tall = cell.height * count / total
            if not count:
                continue
            sheet.figure.add_artist(
                Rectangle((cell.left / width, (top - tall) / height), cell.width / width,
                          tall / height, facecolor=colour, edgecolor="white", linewidth=1.5)
            )  # fmt: skip
            ink = style.INK if colour == UNDECIDED else "white"
            label = labels.wrap(f"{words}: {count}", cell.width - 0.1, style.NOTE, True, 3)
            if labels.height(label, style.NOTE) < tall:
                sheet.text(cell.left + cell.width / 2, top - tall / 2, label, style.NOTE,
                           bold=True, ha="center", va="center", color=ink)  # fmt: skip
            top -= tall
        sheet.text(cell.left, frame.bottom - 0.06, name, style.SMALL, bold=True, va="top")
        fitted = labels.wrap(below, cell.width + 0.2, style.NOTE, False, 2)
        sheet.text(cell.left, frame.bottom - 0.3, fitted, style.NOTE, va="top", color=style.SOFT)
