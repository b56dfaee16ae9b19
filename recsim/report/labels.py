"""Text that fits: measuring, wrapping, and moving labels apart. All of it deterministic."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any
from unicodedata import category

from matplotlib.backends import backend_agg
from matplotlib.font_manager import FontProperties, findfont, get_font

LINE = 1.22
"""Height of a line of text, in multiples of its size."""
_DOTS = 150.0
BOX = "\u25a1"
"""Stands for a letter that the font does not have."""
MOST_LETTERS = 1000
"""No text of a picture has room for more."""
MOST_ACCENTS = 3
"""On one letter, where they are stacked into what stands above; languages do with these."""


@functools.lru_cache(maxsize=1)
def _renderer() -> Any:
    make: Any = backend_agg.RendererAgg  # has no types
    return make(1, 1, _DOTS)


@functools.lru_cache(maxsize=32)
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")


@functools.lru_cache(maxsize=8192)
def width(text: str, size: float, bold: bool = False) -> float:
    """Width in inches of the longest line of ``text`` at ``size`` points."""
    measure = _renderer().get_text_width_height_descent
    lines = text.split("\n")
    return float(max(measure(line, _font(size, bold), False)[0] for line in lines)) / _DOTS


def height(text: str, size: float) -> float:
    """Height in inches of ``text`` at ``size`` points."""
    return (text.count("\n") + 1) * size * LINE / 72


@functools.lru_cache(maxsize=2048)
def clean(text: str) -> str:
    """``text`` on one line, with a box for letters that the font does not have.

    Of more than ``MOST_LETTERS`` the rest becomes an ellipsis; more than ``MOST_ACCENTS`` on one
    are left out.
    """
    font = get_font(findfont(_font(10.0, False)))
    line = _few_accents(" ".join(text.split()))
    if len(line) > MOST_LETTERS:
        line = line[: MOST_LETTERS - 1].rstrip() + "\u2026"
    known = (c if font.get_char_index(ord(c)) else BOX for c in line)
    return "".join(known)


def _few_accents(text: str) -> str:
    letters, accents = [], 0
    for letter in text:
        accents = accents + 1 if category(letter).startswith("M") else 0
        if accents <= MOST_ACCENTS:
            letters.append(letter)
    return "".join(letters)


def _fitting(text: str, inches: float, size: float, bold: bool, end: str = "") -> int:
    """How many of the first letters of ``text`` go on a line, with ``end`` after them.

    Measuring takes longer than all else: it is done a few times, and not much beyond the line.
    """

    def too_wide(count: int) -> bool:
        return width(text[:count].rstrip() + end, size, bold) > inches

    least = 0
    most = max(1, min(len(text), int(inches * 72 / size)))  # were each as wide as it is tall
    while not too_wide(most):
        if most == len(text):
            return most
        least, most = most, min(2 * most, len(text))
    return bisect_left(range(1, most), True, least, key=too_wide)


def _pieces(word: str, inches: float, size: float, bold: bool) -> Iterator[str]:
    """``word`` broken where it is wider than a line."""
    while word:
        count = max(1, _fitting(word, inches, size, bold))
        yield word[:count]
        word = word[count:]


@functools.lru_cache(maxsize=2048)
def wrap(text: str, inches: float, size: float, bold: bool = False, lines: int = 99) -> str:
    """Break ``text`` into at most ``lines`` lines of ``inches``; the rest becomes an ellipsis."""
    rows: list[str] = []
    row = ""
    for word in clean(text).split(" "):
        for number, piece in enumerate(_pieces(word, inches, size, bold)):
            longer = f"{row} {piece}" if row and number == 0 else row + piece
            if not row or width(longer, size, bold) <= inches:
                row = longer
                continue
            if len(rows) == lines - 1:  # the last one, whatever else follows
                count = _fitting(longer, inches, size, bold, "\u2026")
                return "\n".join([*rows, longer[:count].rstrip() + "\u2026"])
            rows.append(row)
            row = piece
    return "\n".join([*rows, row])


def fits(text: str, inches: float, size: float, bold: bool = False, lines: int = 1) -> bool:
    """Whether ``text`` can be wrapped without cutting a word or losing one."""
    return wrap(text, inches, size, bold, lines).replace("\n", " ") == clean(text)


def whole_sentences(text: str, inches: float, size: float, bold: bool, lines: int) -> str:
    """As many whole sentences as fit, from the first one; at least that."""
    said = re.split(r"(?<=\.) (?=[A-Z])", clean(text))
    while len(said) > 1 and not fits(" ".join(said), inches, size, bold, lines):
        said.pop()
    return " ".join(said)


def fit(
    text: str, inches: float, sizes: Sequence[float], bold: bool = False, lines: int = 1
) -> tuple[str, float]:
    """The wrapped text and the first of ``sizes`` at which no word is cut (else the last)."""
    for size in sizes:
        if fits(text, inches, size, bold, lines):
            break
    return wrap(text, inches, size, bold, lines), size


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Move centres apart so that things of these sizes neither overlap nor leave [low, high].

    The sum of the squared moves is the least possible one that keeps the order (pool adjacent
    violators); things that do not fit are squeezed evenly.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    squeeze = min(1.0, (high - low) / sum(sizes)) if sizes and sum(sizes) > 0 else 1.0
    room = [sizes[i] * squeeze for i in order]
    starts = [sum(room[:k]) for k in range(len(room))]
    blocks: list[tuple[float, int]] = []  # (mean of wanted start minus packed start, members)
    for k, i in enumerate(order):
        value, members = wanted[i] - room[k] / 2 - starts[k], 1
        while blocks and blocks[-1][0] > value:
            before, count = blocks.pop()
            value = (before * count + value * members) / (count + members)
            members += count
        blocks.append((value, members))
    shift = [value for value, members in blocks for _ in range(members)]
    top = high - sum(room)
    placed = [0.0] * len(wanted)
    for k, i in enumerate(order):
        placed[i] = min(max(shift[k], low), max(top, low)) + starts[k] + room[k] / 2
    return placed
