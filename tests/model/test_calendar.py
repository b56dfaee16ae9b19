"""Moments come at their time, to the last bit, and at the same time in their order."""

from __future__ import annotations

from math import inf

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from recsim.model.order import Rank
from recsim.model.story.calendar import Calendar, Story

TIMES = st.floats(-400.0, 5000.0)


def waits(calendar: Calendar, event: simpy.Event, seen: list[object], what: object) -> Story:
    yield event
    seen.append(what)


@given(st.lists(TIMES, min_size=1, max_size=20))
def test_a_moment_comes_at_its_time_to_the_last_bit(times: list[float]) -> None:
    """However odd the sums: ``now + (time - now)`` often is not ``time``."""
    calendar, seen = Calendar(-400.0), list[float]()

    def life() -> Story:
        for time in sorted(times):
            yield calendar.at(time, Rank.LIFE, 0)
            seen.append(calendar.now)

    calendar.process(life())
    calendar.run()
    assert seen == sorted(times)
    assert all(type(time) is float for time in seen)


@given(st.permutations([(Rank.LIFE, 0), (Rank.LIFE, 7), (Rank.DESK, 0), (Rank.DESK, 3)]))
def test_at_the_same_time_rank_decides_and_then_the_number(moments: list[tuple[int, int]]) -> None:
    calendar, seen = Calendar(), list[object]()
    for rank, entity in moments:
        moment = calendar.at(3.5, rank, entity)
        calendar.process(waits(calendar, moment, seen, (rank, entity)))
    calendar.run()
    assert seen == sorted(moments)


def test_what_goes_on_now_comes_before_a_further_moment() -> None:
    calendar, seen = Calendar(), list[object]()
    told = calendar.event()

    def first() -> Story:
        yield calendar.at(1.0, Rank.REQUISITION_ARRIVES, 0)
        calendar.process(waits(calendar, calendar.after(0.0, Rank.LIFE, 0), seen, "life"))
        told.succeed()

    calendar.process(waits(calendar, calendar.at(1.0, Rank.LIFE, 1), seen, "another life"))
    calendar.process(waits(calendar, told, seen, "told"))
    calendar.process(first())
    calendar.run()
    assert seen == ["told", "life", "another life"]


def test_days_are_counted_from_now() -> None:
    calendar, seen = Calendar(-91.0), list[float]()

    def life() -> Story:
        for _ in range(2):
            yield calendar.after(0.1, Rank.LIFE, 0)
            seen.append(calendar.now)

    calendar.process(life())
    calendar.run()
    assert seen == [-91.0 + 0.1, -91.0 + 0.1 + 0.1]


@pytest.mark.parametrize("rank", [name for name in vars(Rank) if name.isupper()])
def test_what_follows_at_once_comes_before_any_further_moment(rank: str) -> None:
    """Between two teams that change on one day, the first one's recruiters are told."""
    calendar, seen = Calendar(), list[object]()
    told = calendar.event()

    def tells() -> Story:
        yield calendar.at(5.0, getattr(Rank, rank), 0)
        seen.append("first")
        told.succeed()

    calendar.process(tells())
    calendar.process(waits(calendar, told, seen, "told"))
    calendar.process(waits(calendar, calendar.at(5.0, getattr(Rank, rank), 1), seen, "second"))
    calendar.run()
    assert seen == ["first", "told", "second"]


@pytest.mark.parametrize("time", [10.0, 10.5, inf])
def test_what_is_due_at_the_end_or_later_does_not_happen(time: float) -> None:
    calendar, seen = Calendar(), list[object]()
    moment = calendar.at(time, Rank.REQUISITION_ARRIVES, 0)
    calendar.process(waits(calendar, moment, seen, "late"))
    calendar.run(until=10)
    assert seen == []
    assert calendar.now == 10.0
