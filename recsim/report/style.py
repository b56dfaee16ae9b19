"""How every figure looks: colours, type sizes for a projector, reproducible files.

Nothing here touches matplotlib's global state outside of a ``with`` block: figures are made with
the object interface, inside ``styled``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import matplotlib
from matplotlib.colors import to_hex, to_rgb

P = ParamSpec("P")
R = TypeVar("R")

SLIDE = (13.333, 7.5)
"""Width and height of a figure in inches: a 16:9 slide, so that points are points on a slide."""
DPI = 150

TITLE, SUBTITLE, LABEL, SMALL, NOTE = 25.0, 15.0, 14.0, 12.5, 11.0
"""Sizes of type in points on the slide."""

INK = "#1a1a1a"
SOFT = "#595959"
FAINT = "#d4d4d4"
PUT_OFF = "#882255"  # people who were offended or are resentful, wherever they are shown
PUT_OFF_LIGHT = "#cfa6ba"
GOOD = "#404040"

COLOURS = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9",
    "#332288", "#8c564b", "#117733", "#999933", "#000000", "#7f7f7f",
)  # fmt: skip
"""One colour a strategy, by its place in the scenario: Okabe and Ito (2008), then Paul Tol's muted
scheme; the marks repeat the distinction for those who do not see the colours."""

MARKS = ("o", "s", "^", "D", "v", "P", "X", "p", "h", "<", ">", "d")

SETTINGS: Any = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib: the same picture everywhere
    "font.size": LABEL,
    "text.parse_math": False,  # a "$" in a name is a "$"
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.8,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.hashsalt": "recsim",  # equal ids in every run, so equal files
    "svg.fonttype": "path",
    "path.simplify": True,
}


def styled(function: Callable[P, R]) -> Callable[P, R]:
    """Run ``function`` with recsim's look, and leave matplotlib's settings as they were."""

    @functools.wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with matplotlib.rc_context(SETTINGS):
            return function(*args, **kwargs)

    return inside


def colour(place: int) -> str:
    """Colour of the strategy at this place (from 0) in its scenario."""
    return COLOURS[place % len(COLOURS)]


def text_colour(place: int) -> str:
    """The same, darkened until letters in it stand out from white at 4.5 to 1 (WCAG 2.1, AA)."""
    red, green, blue = to_rgb(colour(place))
    while _luminance(red, green, blue) > 1.05 / 4.5 - 0.05:
        red, green, blue = 0.97 * red, 0.97 * green, 0.97 * blue
    return to_hex((red, green, blue))


def _luminance(*parts: float) -> float:
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mark(place: int) -> str:
    """Mark (matplotlib marker) of the strategy at this place (from 0) in its scenario."""
    return MARKS[place % len(MARKS)]
