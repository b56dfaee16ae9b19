"""One page: the question or finding on top, the panels, and what the numbers mean below.

Everything is laid out in inches from the measured size of its text, once; no layout engine runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from recsim.report import labels, style

MARGIN = 0.45
NO_LETTER = f"{labels.BOX}: a letter that the font of the pictures does not have"


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in inches from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.bottom + self.height

    def inside(self, left: float = 0, bottom: float = 0, right: float = 0, top: float = 0) -> Box:
        """The rectangle without these margins (inches)."""
        return Box(
            self.left + left,
            self.bottom + bottom,
            self.width - left - right,
            self.height - bottom - top,
        )

    def columns(self, weights: Sequence[float], gap: float = 0.35) -> list[Box]:
        """Side by side, in proportion to ``weights``, with ``gap`` inches between."""
        unit = (self.width - gap * (len(weights) - 1)) / sum(weights)
        boxes, left = [], self.left
        for weight in weights:
            boxes.append(Box(left, self.bottom, unit * weight, self.height))
            left += unit * weight + gap
        return boxes

    def rows(self, weights: Sequence[float], gap: float = 0.35) -> list[Box]:
        """One below the other, from the top, in proportion to ``weights``."""
        unit = (self.height - gap * (len(weights) - 1)) / sum(weights)
        boxes, top = [], self.top
        for weight in weights:
            boxes.append(Box(self.left, top - unit * weight, self.width, unit * weight))
            top -= unit * weight + gap
        return boxes


class Sheet:
    """A figure of slide size with its title, subtitle and notes in place.

    Attributes:
        figure: the matplotlib figure, with an Agg canvas.
        body: the rectangle that is left for the panels.
        size: width and height of the figure in inches.
    """

    def __init__(
        self,
        title: str,
        subtitle: str,
        notes: Sequence[str],
        *,
        shade: str = style.SOFT,
        size: tuple[float, float] = style.SLIDE,
    ) -> None:
        width, height = size
        self.size = size
        self._boxes = False
        self.figure = Figure(figsize=size, dpi=style.DPI)
        FigureCanvasAgg(self.figure)
        line = width - 2 * MARGIN
        top = height - 0.36
        sizes = (style.TITLE, style.TITLE - 3, style.TITLE - 6)
        if title:
            title = labels.whole_sentences(title, line, sizes[-1], bold=True, lines=2)
            heading, large = labels.fit(title, line, sizes, bold=True, lines=2)
            self.text(MARGIN, top, heading, large, va="top", bold=True)
            top -= labels.height(heading, large) + 0.06
        if subtitle:
            subtitle = labels.whole_sentences(subtitle, line, style.SUBTITLE, bold=False, lines=3)
            below = labels.wrap(subtitle, line, style.SUBTITLE, lines=3)
            self.text(MARGIN, top, below, style.SUBTITLE, va="top", color=shade)
            top -= labels.height(below, style.SUBTITLE)
        bottom = 0.22
        if notes:
            foot, small = labels.fit(
                " \u00b7 ".join(notes), line, (style.NOTE, style.NOTE - 1.5), lines=5
            )
            self.text(MARGIN, bottom, foot, small, va="bottom", color=style.SOFT)
            bottom += labels.height(foot, small)
        self.body = Box(MARGIN, bottom + 0.15, line, top - bottom - 0.30)

    def axes(self, box: Box, **options: Any) -> Axes:
        """Axes whose frame is exactly ``box``; tick labels lie outside it."""
        width, height = self.size
        place = (box.left / width, box.bottom / height, box.width / width, box.height / height)
        return self.figure.add_axes(place, **options)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = style.LABEL,
        *,
        bold: bool = False,
        va: Literal["top", "center", "bottom"] = "bottom",
        **options: Any,
    ) -> None:
        """Write ``text`` at this place in inches; ``options`` are those of matplotlib's Text.

        Lines are set one by one, on a grid that does not depend on their letters.
        """
        width, height = self.size
        if labels.BOX in text and not self._boxes:
            self._boxes = True
            self.text(width - MARGIN, height - 0.06, NO_LETTER, style.NOTE, va="top", ha="right",
                      color=style.SOFT)  # fmt: skip
        lines = text.split("\n")
        tall = labels.height(text, size)
        last = y + 0.29 * size / 72 - {"top": tall, "center": tall / 2, "bottom": 0.0}[va]
        for place, line in enumerate(lines):
            base = last + (len(lines) - 1 - place) * tall / len(lines)
            self.figure.text(
                x / width, base / height, line, va="baseline", fontsize=size,
                fontweight="bold" if bold else "normal", linespacing=labels.LINE, **options,
            )  # fmt: skip

    def arrow(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin arrow between two places in inches."""
        width, height = self.size
        self.figure.add_artist(
            FancyArrowPatch(
                (x0 / width, y0 / height), (x1 / width, y1 / height), arrowstyle="-|>",
                mutation_scale=14, color=style.SOFT, lw=1.2, shrinkA=0, shrinkB=0,
            )
        )  # fmt: skip
