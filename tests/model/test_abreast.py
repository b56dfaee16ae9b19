"""Draws that are made several at a time are those that are made one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recsim.model.simpy_model import abreast
from recsim.model.streams import Purpose, draw, output

WORDS = st.integers(0, 2**64 - 1)
NUMBERS = st.integers(0, 2**32 - 1)


@given(WORDS, NUMBERS, st.lists(st.integers(0, 80).map(lambda n: n << 32), min_size=1, max_size=9))
def test_draws_are_those_made_one_by_one(key: int, n: int, purposes: list[int]) -> None:
    assert abreast.draws(*purposes)(key, n) == [draw(key, purpose, n) for purpose in purposes]


@given(WORDS, NUMBERS, st.integers(1, 40))
def test_four_looks_share_a_word_of_the_first_look(key: int, n: int, count: int) -> None:
    expected = []
    for look in range(0, count, 4):
        word = output(key, Purpose.LOOK + n + look)
        expected += [word >> 16 * quarter & 0xFFFF for quarter in range(4)]
    assert list(abreast.looks(count)(key, n)) == expected
