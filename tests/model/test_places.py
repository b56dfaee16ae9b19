"""Looks fall on a board where the rule says."""

from __future__ import annotations

from bisect import bisect_right
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from recsim.model import rules
from recsim.model.simpy_model.board import Places


@given(
    st.sampled_from([0.05, 1.0, 3.7, 4.0, 30.0]),
    st.integers(1, 200),
    st.lists(st.integers(0, 65535), min_size=20, max_size=20),
)
def test_looks_fall_where_the_rule_says(
    newest_first: float, adverts: int, numbers: list[int]
) -> None:
    w: Any = SimpleNamespace(newest_first=newest_first)
    begins = Places(w).begins(adverts)
    for number in {0, 65535, *numbers}:
        place = int(adverts * rules.age_of_look(w, number))
        assert bisect_right(begins, number) == place
    for older, number in enumerate(begins, 1):
        assert number == 65536 or int(adverts * rules.age_of_look(w, number)) >= older
        assert number == 0 or int(adverts * rules.age_of_look(w, number - 1)) < older
