"""Connections: so many at most, and none that says nothing or takes nothing for ever.

Without limits a thousand connections that stay silent take all files that a process may have open,
and nobody else comes in.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from recsim.workshop.clients import address

SECONDS_TO_ASK = 15.0
"""Longest time from a connection, or the first letter of another request, to a request's end."""
SECONDS_TO_ANSWER = 180.0
"""Longest time from there until the answer is taken."""
SECONDS_KEPT = 20
"""How long a connection is kept for the next request after an answer.

Longer than clients keep one (httpx: 5 s): whoever closes first must be the one who asks, or a
request meets a connection that is just being closed, and is lost.
"""
MOST_FILES = 8192
FILES_FOR_OTHERS = 200
"""Open files that are kept for everything else."""
MOST_CONNECTIONS = 2000


def allow_many_files() -> int:
    """Let this process have many open files, if the system permits it.

    Returns:
        How many connections there may be.
    """
    if sys.platform == "win32":
        return 400
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = MOST_FILES if soft == resource.RLIM_INFINITY else soft
    return min(MOST_CONNECTIONS, max(files // 2, files - FILES_FOR_OTHERS))


class Crowd:
    """All connections by address, the oldest first; those with nothing to do, the longest idle."""

    def __init__(self) -> None:
        self._all: dict[str, dict[Watched, None]] = {}
        self._idle: dict[str, dict[Watched, None]] = {}

    def come(self, one: Watched, most: int) -> None:
        """Somebody is there; if there are too many, one of the address that has most goes."""
        own = self._all.setdefault(one.who, {})
        own[one] = None
        if len(own) > most * 3 // 4:
            self._send_away(one.who, one)
        elif sum(map(len, self._all.values())) > most:
            self._send_away(max(self._all, key=lambda who: len(self._all[who])), one)

    def go(self, one: Watched) -> None:
        """Somebody has gone."""
        _take(self._all, one)
        _take(self._idle, one)

    def is_idle(self, one: Watched, idle: bool) -> None:
        """Whether somebody is owed no answer: a request is awaited, or nothing."""
        _take(self._idle, one)
        if idle:
            self._idle.setdefault(one.who, {})[one] = None

    def _send_away(self, who: str, newest: Watched) -> None:
        fewer = len(self._all[newest.who]) < len(self._all[who])
        goes = next(iter(self._idle.get(who, self._all[who] if fewer else {})), newest)
        self.go(goes)
        goes.transport.abort()


def _take(of: dict[str, dict[Watched, None]], one: Watched) -> None:
    own = of.get(one.who, {})
    own.pop(one, None)
    if not own:
        of.pop(one.who, None)


class Watched(H11Protocol):
    """A connection that is closed when it takes too long, or when there are too many.

    Attributes:
        most: how many there may be; of one address three quarters of them.
        crowd: all of them.
    """

    most = MOST_CONNECTIONS
    crowd = Crowd()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._timer: asyncio.TimerHandle | None = None
        self._taking: asyncio.TimerHandle | None = None
        self._owed = ""
        self.who = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self.who = address({"client": self.client})
        self.crowd.come(self, self.most)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """More of a request."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """The answer was written; whether all of it was taken is seen later."""
        super().on_response_complete()  # which begins the next request, if it is there already
        self._forget()
        self._watch(answered=self.conn.their_state is h11.IDLE)
        if self.transport.get_write_buffer_size() and not self._taking:
            self._taking = self.loop.call_later(SECONDS_TO_ANSWER, self._has_taken)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._forget()
        self.crowd.go(self)
        if self._taking is not None:
            self._taking.cancel()
        super().connection_lost(exc)

    def _should_upgrade(self) -> bool:
        """Nothing but HTTP is spoken; who asks for more is answered in HTTP, and nobody is told."""
        return False

    def _watch(self, *, answered: bool = False) -> None:
        """Set the clock for what is owed now: a request by the client, or an answer to it."""
        asks = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        owed = "" if answered else "request" if asks else "answer"
        if owed == self._owed and self._timer is not None:
            return
        self._forget()
        self._owed = owed
        if self.transport.is_closing():
            return
        self.crowd.is_idle(self, owed != "answer")
        if owed:
            seconds = SECONDS_TO_ASK if owed == "request" else SECONDS_TO_ANSWER
            self._timer = self.loop.call_later(seconds, self.transport.abort)

    def _has_taken(self) -> None:
        """Close the connection if there is still something to take."""
        self._taking = None
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
