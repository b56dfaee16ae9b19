"""Text is measured, wrapped and moved apart as promised."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recsim.report import labels, tradeoff
from recsim.report.sheet import Box

INCHES = st.floats(0.3, 8)
WORDS = st.text(st.characters(codec="latin-1", categories=("L", "N", "Zs", "P")), max_size=80)


@pytest.mark.slow
@given(WORDS, INCHES, st.sampled_from([9.5, 14.0, 25.0]), st.integers(1, 4))
def test_wrapped_lines_fit_and_are_no_more_than_allowed(text, inches, size, lines):
    wrapped = labels.wrap(text, inches, size, lines=lines)
    assert wrapped.count("\n") < lines
    for line in wrapped.split("\n"):
        assert labels.width(line, size) <= inches or len(line.rstrip("\u2026")) <= 1


@pytest.mark.slow
@given(WORDS, INCHES)
def test_nothing_is_lost_when_there_are_enough_lines(text, inches):
    wrapped = labels.wrap(text, inches, 14.0)
    assert "".join(wrapped.split()) == "".join(labels.clean(text).split())


def test_too_long_text_ends_in_an_ellipsis():
    assert labels.wrap("one two three four five", 1.0, 14.0, lines=1).endswith("\u2026")


def test_fit_takes_the_largest_size_that_cuts_nothing():
    text = "four words of text"
    width = labels.width(text, 12.0)
    assert labels.fit(text, width, (14.0, 12.0, 10.0)) == (text, 12.0)
    assert labels.fit(text, width / 9, (14.0, 12.0))[1] == 12.0


def test_letters_that_the_font_lacks_become_boxes_and_line_breaks_spaces():
    assert labels.clean("a \u7b49\n b\t$x$") == "a \u25a1 b $x$"


@pytest.mark.parametrize(
    "long", ["a\u0301\u0302" * 9999, "words " * 9999, "\u7b49" * 9999, "I" * 9999]
)
def test_texts_of_any_length_are_measured_a_few_times_and_never_as_a_whole(monkeypatch, long):
    measured = []

    def width(text, size, bold=False):
        measured.append(len(text))
        return of_text(text, size, bold)

    of_text = labels.width
    monkeypatch.setattr(labels, "width", width)
    labels.wrap.cache_clear()
    wrapped = labels.wrap(long, 12.0, 25.0, lines=2)
    assert wrapped.endswith("\u2026")
    assert max(measured) <= labels.MOST_LETTERS
    assert len(measured) <= 60


def test_accents_are_not_stacked_over_the_picture():
    assert (
        labels.clean("a" + "\u0301" * 5000 + "b\u0302\u0301") == "a\u0301\u0301\u0301b\u0302\u0301"
    )


PLACES = st.lists(st.tuples(st.floats(-5, 15), st.floats(0.01, 3)), min_size=1, max_size=12)


@given(PLACES)
def test_spread_things_neither_overlap_nor_leave_the_room(things):
    wanted, sizes = [w for w, _ in things], [s for _, s in things]
    squeeze = min(1.0, 10 / sum(sizes))
    placed = labels.spread(wanted, sizes, 0.0, 10.0)
    spans = sorted(
        (at - s * squeeze / 2, at + s * squeeze / 2) for at, s in zip(placed, sizes, strict=True)
    )
    assert spans[0][0] >= -1e-9
    assert spans[-1][1] <= 10 + 1e-9
    assert all(a[1] <= b[0] + 1e-9 for a, b in itertools.pairwise(spans))


def test_spread_leaves_alone_what_does_not_touch_and_shares_the_moves_of_what_does():
    assert labels.spread([1.0, 5.0], [1.0, 1.0], 0.0, 10.0) == [1.0, 5.0]
    assert labels.spread([5.0, 5.0], [1.0, 1.0], 0.0, 10.0) == pytest.approx([4.5, 5.5])
    assert labels.spread([0.0, 0.0, 9.9], [1.0] * 3, 0.0, 10.0) == pytest.approx([0.5, 1.5, 9.5])


SPOTS = st.lists(st.tuples(st.floats(1, 7), st.floats(1, 4)), min_size=2, max_size=4, unique=True)


@given(SPOTS)
def test_a_name_is_nearer_to_its_own_mark_than_to_any_other(spots):
    frame = Box(0, 0, 8, 5)
    (x, y), *others = spots
    assume(all(math.hypot(x - a, y - b) > 0.3 for a, b in others))
    taken = [(a - 0.12, b - 0.12, a + 0.12, b + 0.12) for a, b in spots]
    area = tradeoff._free_place(x, y, 1.2, 0.25, frame, taken, others)
    away = [tradeoff._distance(area, *spot) for spot in spots]
    assert away[0] == min(away) < 1.0
    assert not any(tradeoff._overlap(area, mark) for mark in taken)


def test_distance_to_a_rectangle():
    area = (1.0, 1.0, 3.0, 2.0)
    spots = ((2.0, 1.5), (0.0, 1.5), (2.0, 4.0), (6.0, 6.0))
    assert [tradeoff._distance(area, *spot) for spot in spots] == [0.0, 1.0, 2.0, 5.0]
