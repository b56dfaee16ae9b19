"""What fits, and what stays open? Own numbers before and after, and ranges that fit alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recsim.analysis.measures import MEASURES
from recsim.analysis.own_numbers import OUTSIDE
from recsim.report import labels, style
from recsim.report.own_numbers import NOTES, Row, paint
from recsim.report.pieces import rows_axes
from recsim.report.sheet import Box, Sheet
from recsim.report.style import styled
from recsim.report.view import Plot
from recsim.scenario.sentences import quoted
from recsim.telling.calibration import ASKED, headline
from recsim.telling.numbers import text
from recsim.telling.phrases import phrase
from recsim.telling.units import Unit, percent

if TYPE_CHECKING:
    from recsim.analysis.calibrated import Calibrated, Fit, Open

RANGE, FIXED = "#e69f00", "#7f7f7f"
MOST_ROWS = 7


@styled
def calibration(found: Calibrated) -> Plot:
    """Left, own numbers before and after; right, what they leave open and what would tell."""
    scenario = found.loaded.scenario
    study = scenario.study
    title = headline(found)
    runs = f"{found.fresh} fresh runs" if found.fresh else f"{found.replications} runs of the fit"
    name = scenario.title or scenario.name.replace("_", " ")
    changed = (
        f"; changed by --set: {'; '.join(found.loaded.changed)}" if found.loaded.changed else ""
    )
    subtitle = f"{name}: fitted to its own numbers; {runs}, seed {study.seed}{changed}"
    notes = [
        *NOTES,
        f"{percent(study.confidence)} intervals; hollow: as the file stood; purple: missed",
        "bars: values at which all that fits still fits, the moved settings following; the grey "
        "line is the range in which the truth is believed to lie",
    ]
    sheet = Sheet(title, subtitle, notes)
    several = len({fit.after.own.strategy for fit in found.fits}) > 1
    rows = [
        Row(fit.after.own, (fit.fresh or fit.after).simulated,
            fit.before.simulated.estimate if fit.before.simulated else None, met_or_missed(fit),
            scenario.label(fit.after.own.strategy) if several else "")
        for fit in found.fits
    ]  # fmt: skip
    if found.open:
        left, right = sheet.body.columns([0.62, 0.38], gap=0.35)
        paint(sheet, left, rows)
        _open(sheet, right, found)
    else:
        paint(sheet, sheet.body, rows)
    return Plot(sheet.figure, found.frame, "calibration", title)


def _open(sheet: Sheet, box: Box, found: Calibrated) -> None:
    """A row a setting: how much of its range fits alike, and what the comparison is at its ends."""
    shown = found.open[:MOST_ROWS]
    words = labels.wrap(_heading(found), box.width, style.SMALL, True, 3)
    sheet.text(box.left, box.top, words, style.SMALL, bold=True, va="top")
    top = labels.height(words, style.SMALL) + 0.08
    frame = box.inside(top=top, bottom=0.3)
    each = min(frame.height / len(shown), 0.98)
    frame = frame.inside(bottom=frame.height - each * len(shown))
    axes = rows_axes(sheet, frame, len(shown))
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(0, 1)
    for place, one in enumerate(shown):
        y = frame.top - place * each
        name, size = labels.fit(one.label, box.width, (style.NOTE, 10.0), True, 1)
        sheet.text(box.left, y - 0.04, name, size, bold=True, va="top")
        low, here, high = _places(one)
        at = place + 0.02
        axes.plot([0.02, 0.98], [at, at], color=style.FAINT, lw=6, solid_capstyle="round")
        colour = RANGE if one.is_open else FIXED
        axes.plot([low, high], [at, at], color=colour, lw=6, solid_capstyle="round", zorder=3)
        axes.plot([here], [at], "o", ms=8, color=style.INK, zorder=4, clip_on=False)
        told = labels.wrap(_words(one, found), box.width, 9.5, False, 2)
        sheet.text(box.left, y - 0.62 * each, told, 9.5, va="top", color=style.SOFT)


def _places(one: Open) -> tuple[float, float, float]:
    """Where its ends and its own value lie on the line: halfway to each end of the range."""
    return 0.5 - 0.48 * one.low_way, 0.5, 0.5 + 0.48 * one.high_way


def met_or_missed(fit: Fit) -> bool | None:
    """Whether a number is met; None if that cannot be told."""
    if fit.meets:
        return True
    return False if (fit.fresh or fit.after).verdict == OUTSIDE else None


def _heading(found: Calibrated) -> str:
    told = "What these numbers leave open: values that fit alike"
    if found.pair is None or all(one.low_compared is None for one in found.open):
        return told
    first, second = (quoted(found.loaded.scenario.label(name)) for name in found.pair)
    noun = phrase(MEASURES[found.outcome]).noun
    return f"{told}; at both ends, {noun} with {second} minus with {first}"


def _words(one: Open, found: Calibrated) -> str:
    if not one.is_open:
        return f"{text(one.own, 3)}: no room that could be found"
    said = f"{text(one.low, 3)} to {text(one.high, 3)}"
    unit = Unit(MEASURES[found.outcome], found.loaded.scenario)
    ends = [str(unit.written(at.interval, sign=True))
            for at in (one.low_compared, one.high_compared)
            if at is not None and at.interval is not None]  # fmt: skip
    said += f": {' and '.join(ends)}" if len(ends) == 2 else ""
    return f"{said}. Tell {ASKED[one.asks]}"
