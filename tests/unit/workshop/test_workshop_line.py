"""Whoever waits: addresses take turns, nobody takes all places, who has gone is passed over."""

from __future__ import annotations

import asyncio
import gc
import re
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from starlette.requests import Request

from recsim.workshop.answers import Busy
from recsim.workshop.clients import Allowance, address
from recsim.workshop.connections import SECONDS_TO_ANSWER
from recsim.workshop.documents import STATIC
from recsim.workshop.line import SECONDS, Line


class Asking:
    """A browser that waits for its turn, and works until it is told to end."""

    def __init__(self, line: Line, host: str, done: list[str], seat: str = "") -> None:
        self._seat = seat
        self._gone, self._end, self.host = asyncio.Event(), asyncio.Event(), host
        self._done, self._line = done, line
        self.task = asyncio.create_task(self._ask())

    async def _ask(self) -> None:
        async def receive() -> dict[str, Any]:
            await self._gone.wait()
            return {"type": "http.disconnect"}

        request = Request({"type": "http", "client": (self.host, 1)}, receive)
        async with self._line.turn(request, self._seat):
            self._done.append(self._seat or self.host)
            await self._end.wait()

    def leave(self) -> None:
        self._gone.set()

    def end(self) -> None:
        self._end.set()


def played(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Play it; nothing goes wrong in it that nobody hears of."""
    unheard: list[dict[str, Any]] = []

    async def heard() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, what: unheard.append(what))
        await story()
        gc.collect()  # a task tells as it goes

    asyncio.run(heard())
    assert unheard == []


async def settle() -> None:
    """Let everybody go on as far as they can."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_addresses_take_turns() -> None:
    async def story() -> None:
        line, done = Line(), list[str]()
        crowd = [Asking(line, "a", done) for _ in range(4)]
        await settle()
        others = [Asking(line, "b", done), Asking(line, "c", done), Asking(line, "b", done)]
        await settle()
        assert done == ["a"]
        for one in (*crowd, *others):
            one.end()
        await settle()
        assert done == ["a", "a", "b", "c", "a", "b", "a"]
        assert line.waiting == 0

    played(story)


def test_one_address_fills_half_of_the_places() -> None:
    async def story() -> None:
        line, done = Line(places=6), list[str]()
        crowd = [Asking(line, "a", done) for _ in range(10)]
        await settle()
        refused = [one for one in crowd if one.task.done()]
        assert len(refused) == 6  # one works, three wait
        assert all(isinstance(one.task.exception(), Busy) for one in refused)
        other = Asking(line, "b", done)
        await settle()
        assert not other.task.done()
        for one in (*crowd, other):
            one.end()
        await settle()
        assert done == ["a", "a", "b", "a", "a"]

    played(story)


def test_a_seat_that_asks_often_shuts_nobody_out_behind_its_address() -> None:
    async def story() -> None:
        line, done = Line(places=6), list[str]()
        eager = [Asking(line, "a", done, "eager") for _ in range(10)]
        await settle()
        refused = [one for one in eager if one.task.done()]
        assert len(refused) == 8  # one works, one waits
        assert all(isinstance(one.task.exception(), Busy) for one in refused)
        others = [Asking(line, "a", done, "calm"), Asking(line, "a", done, "late")]
        await settle()
        for one in (*eager, *others):
            one.end()
        await settle()
        assert done == ["eager", "eager", "calm", "late"]
        assert line.waiting == 0

    played(story)


def test_a_seat_that_asks_again_and_again_is_before_a_classmate_twice_at_most() -> None:
    async def story() -> None:
        line, done = Line(), list[str]()
        eager = [Asking(line, "a", done, "eager") for _ in range(2)]
        await settle()
        calm = [Asking(line, "a", done, name) for name in ("bo", "cy")]
        await settle()
        for one in (*eager, *calm):  # in the order of their turns
            eager.append(Asking(line, "a", done, "eager"))
            await settle()
            one.end()
            await settle()
        assert done == ["eager", "eager", "bo", "cy", "eager"]
        for one in eager:
            one.end()
        await settle()
        refused = [one.task.exception() for one in eager if one.task.exception()]
        assert len(refused) == 3  # while another one of its seat waited
        assert line.waiting == 0

    played(story)


def test_who_has_gone_is_passed_over() -> None:
    async def story() -> None:
        line, done = Line(), list[str]()
        first, gone, last = (Asking(line, name, done) for name in "abc")
        await settle()
        gone.leave()
        await settle()
        assert isinstance(gone.task.exception(), Busy)
        assert line.waiting == 1
        first.end()
        await settle()
        assert done == ["a", "c"]
        last.end()
        await settle()
        again = Asking(line, "b", done)
        await settle()
        assert done == ["a", "c", "b"]
        again.end()

    played(story)


def test_who_goes_as_the_turn_comes_hands_it_on() -> None:
    async def story() -> None:
        line, done = Line(), list[str]()
        first, gone, last = (Asking(line, name, done) for name in "abc")
        await settle()
        first.end()
        gone.leave()
        gone.end()
        last.end()
        await settle()
        assert isinstance(gone.task.exception(), Busy)
        assert done[-1] == "c"
        assert line.waiting == 0

    played(story)


def test_nobody_waits_for_ever() -> None:
    async def story() -> None:
        line, done = Line(seconds=0.01), list[str]()
        first, late = Asking(line, "a", done), Asking(line, "b", done)
        with pytest.raises(Busy):
            await late.task
        first.end()
        await first.task
        assert done == ["a"]

    played(story)


def test_a_page_waits_longer_than_anybody_in_a_line() -> None:
    asks = (STATIC / "room" / "server.js").read_text(encoding="utf-8")
    [long] = re.findall(r"LONG = ([\d_]+);", asks)
    assert int(long) == 1000 * SECONDS_TO_ANSWER
    assert SECONDS <= SECONDS_TO_ANSWER / 2, "what is waited for takes its time, too"


def test_an_error_ends_a_turn() -> None:
    async def story() -> None:
        line, done = Line(), list[str]()
        first, other = Asking(line, "a", done), Asking(line, "b", done)
        await settle()
        first.task.cancel()
        await settle()
        assert done == ["a", "b"]
        other.end()

    played(story)


@pytest.mark.parametrize(
    ("host", "who"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("::ffff:192.168.1.7", "192.168.1.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("a.socket", "a.socket"),
    ],
)
def test_whom_a_request_comes_from(host: str, who: str) -> None:
    assert address({"type": "http", "client": (host, 80)}) == who


def test_a_request_from_nowhere() -> None:
    assert address({"type": "http", "client": None}) == "nobody"


def test_an_allowance_comes_back_with_time() -> None:
    clock = [0.0]
    allowance = Allowance(3, 0.5, lambda: clock[0])
    assert [allowance.take("a") for _ in range(4)] == [True, True, True, False]
    assert allowance.take("b")
    clock[0] = 2.0
    assert allowance.left("a")
    assert [allowance.take("a") for _ in range(2)] == [True, False]
    clock[0] = 1000.0
    assert [allowance.take("a") for _ in range(4)] == [True, True, True, False]
