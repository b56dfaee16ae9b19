"""All that tuning tried, on the plane of gain and harm: in practice worlds, and in fresh ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recsim.analysis.intervals import Interval
from recsim.report import labels, style
from recsim.report.pieces import span, value_axis
from recsim.report.sheet import Sheet
from recsim.report.style import styled
from recsim.report.view import Plot, heading, scale
from recsim.scenario.sentences import capital
from recsim.scenario.vary import significant
from recsim.telling.numbers import text
from recsim.telling.tuning import headline, name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from recsim.analysis.tried import Trial, Tried

TRIED, LEFT, OWN = "#b0b0b0", style.COLOURS[1], style.COLOURS[0]
OTHERS = style.COLOURS[4]
WIDE = 1.5
"""The plane ends so many times as far as what was tried in fresh worlds."""


@styled
def tuned(found: Tried) -> Plot:
    """Grey: what was tried. Hollow: what practice promised. Crosses: what fresh worlds left."""
    across, up = scale(found.harm), scale(found.gain)
    scenario = found.loaded.scenario
    every = [
        (across * trial.harm.estimate, up * trial.gain.estimate)
        for trial in found.trials
        if trial.gain is not None and trial.harm is not None
    ]
    marked = [(found.start, OWN, "s"), *((one, OTHERS, "o") for one in found.chosen[1:])]
    marked += [(one, LEFT, "o") for one in found.chosen[:1]]
    ends = [
        (across * x, up * y)
        for trial, _, _ in marked
        if trial.fresh is not None and trial.fresh.gain is not None and trial.fresh.harm is not None
        for x, y in zip(_known(trial.fresh.harm), _known(trial.fresh.gain), strict=False)
    ]
    most = WIDE * max(x for x, _ in ends) if ends else float("inf")
    points = [point for point in every if point[0] <= most]
    notes = [
        f"grey: settings in {found.replications} practice worlds",
        "hollow: the same settings in practice; filled, with intervals: in "
        f"{found.worlds} fresh worlds",
    ]
    if len(points) < len(every):
        notes.append(f"{len(every) - len(points)} settings with more harm lie further right")
    subtitle = scenario.question or scenario.title or scenario.name
    sheet = Sheet(headline(found), subtitle, notes)
    frame = sheet.body.inside(left=0.95, bottom=0.75, top=0.3, right=0.1)
    axes = sheet.axes(frame)
    xs, ys = zip(*points, *ends, strict=True)
    cap = None if found.cap is None else across * found.cap
    low, high = span([*xs, *([] if cap is None else [cap])], zero=min(xs) < 0.4 * max(xs), pad=0.08)
    value_axis(axes, low, high)
    value_axis(axes, *span(ys, zero=min(ys) < 0.4 * max(ys), pad=0.08), along="y")
    axes.set_xlabel(
        labels.wrap(heading(found.harm), frame.width, style.LABEL, False, 2), fontsize=style.SMALL
    )
    axes.set_ylabel(heading(found.gain), fontsize=style.SMALL)
    sheet.text(frame.left + 0.05, frame.top + 0.04, "\u2196 better", style.SMALL, color=style.SOFT)
    axes.plot(*zip(*points, strict=True), "o", color=TRIED, ms=6, mec="white", mew=0.5, zorder=2)
    if cap is not None:
        axes.axvline(cap, color=style.INK, lw=1.6, ls=":")
        axes.axvspan(cap, high, color=style.PUT_OFF, alpha=0.06, lw=0)
        than = f"{'' if found.declared else 'now: '}{text(significant(cap, 3))}"
        sheet.text(
            frame.left + (cap - low) / (high - low) * frame.width + 0.08, frame.bottom + 0.12,
            f"more than {than}", style.SMALL,
        )  # fmt: skip
    for trial, colour, mark in marked:
        _mark(axes, trial, colour, mark, (across, up))
    who = labels.wrap(name(found).strip('"'), 4.0, style.SMALL, False, 1)
    told = [(OWN, "s", f"{who} as it stands"), (LEFT, "o", "best in practice")]
    told += [(OTHERS, "o", "runners-up")] if found.cap is not None else [(OTHERS, "o", "frontier")]
    for colour, mark, word in told[: 1 + min(2, len(found.chosen))]:
        axes.plot([], [], mark, color=colour, ms=10, label=capital(word))
    axes.legend(loc="lower left", bbox_to_anchor=(0.1, 1.0), ncols=3, frameon=False,
                fontsize=style.SMALL, borderaxespad=0.1)  # fmt: skip
    return Plot(sheet.figure, found.frame, "tuned", headline(found))


def _known(found: Interval) -> tuple[float, ...]:
    """The value, and the ends if there are any."""
    return tuple(value for value in found if value is not None)


def _mark(axes: Axes, trial: Trial, colour: str, mark: str, scales: tuple[float, float]) -> None:
    """What practice promised, what fresh worlds left, and the way between."""
    across, up = scales
    fresh = trial.fresh
    if fresh is None or fresh.gain is None or fresh.harm is None:
        return
    x, y = across * fresh.harm.estimate, up * fresh.gain.estimate
    if trial.gain is not None and trial.harm is not None:
        old = across * trial.harm.estimate, up * trial.gain.estimate
        axes.plot([old[0], x], [old[1], y], color=colour, lw=1.0, zorder=3)
        axes.plot(*old, mark, mfc="white", mec=colour, mew=1.8, ms=9, zorder=4)
    for low, high, horizontal in (
        (fresh.harm.low, fresh.harm.high, True),
        (fresh.gain.low, fresh.gain.high, False),
    ):
        if low is not None and high is not None:
            ends = (
                ([across * low, across * high], [y, y])
                if horizontal
                else ([x, x], [up * low, up * high])
            )
            axes.plot(*ends, color=colour, lw=2.0, zorder=5)
    axes.plot(x, y, mark, color=colour, ms=11, mec="white", mew=1.4, zorder=6)
