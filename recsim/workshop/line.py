"""A line before what only one can do at a time: addresses take turns, and who has left is gone.

Whoever asks ten times waits ten times; between two of their turns everybody else has one. One
address fills half of the line at most, and a seat has one place: a few seats shut nobody out who
is behind the same address. There, who came first is first: a seat that asks again and again is
before a neighbour twice at most, with what is at work and with what waits. A turn is given up as
soon as its browser has gone.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

from recsim.workshop.answers import Busy
from recsim.workshop.clients import address

PLACES = 40
SECONDS = 60.0
"""Longest wait; after that, whoever still wants it asks again."""


class Line:
    """A line; whoever is in front works, and all others wait."""

    def __init__(self, places: int = PLACES, seconds: float = SECONDS) -> None:
        self._places, self._seconds = places, seconds
        self._waiting: OrderedDict[str, dict[asyncio.Future[None], str]] = OrderedDict()
        self._working = False

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    @asynccontextmanager
    async def turn(self, request: Request, seat: str = "") -> AsyncIterator[None]:
        """Wait for one's turn, which lasts as long as the block.

        Args:
            request: whose address waits, until its browser has gone.
            seat: who asks, of all behind the address; "" if that is not known.

        Raises:
            Busy: too many wait, or too long; the seat waits already; or the browser has gone.
        """
        if self._working:
            await self._wait(request, seat)
        self._working = True
        try:
            yield
        finally:
            self._next()

    async def _wait(self, request: Request, seat: str) -> None:
        who = address(request.scope)
        own = self._waiting.get(who, {})
        if seat and seat in own.values():
            raise Busy
        if self.waiting >= self._places or len(own) >= self._places // 2:
            raise Busy
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(who, own)[turn] = seat
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait(
                {turn, gone}, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if not turn.done() or gone.done():
                raise Busy
        except BaseException:
            self._leave(who, turn)
            raise
        finally:
            gone.cancel()

    def _leave(self, who: str, turn: asyncio.Future[None]) -> None:
        if turn.done():  # it had just begun
            self._next()
            return
        turn.cancel()
        del self._waiting[who][turn]
        if not self._waiting[who]:
            del self._waiting[who]

    def _next(self) -> None:
        """The turn of whoever's address had none for the longest."""
        self._working = bool(self._waiting)
        if self._working:
            who, own = self._waiting.popitem(last=False)
            turn = next(iter(own))
            del own[turn]
            turn.set_result(None)
            if own:
                self._waiting[who] = own


async def _gone(request: Request) -> None:
    """Wait until the browser has closed the connection; its body was read before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
