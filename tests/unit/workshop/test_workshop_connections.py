"""Who only holds a connection does not keep others out, and the terminal stays readable."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import cast

import httpx
import pytest
import uvicorn
from patience import PATIENCE, until
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Scope

from recsim.workshop import connections, logs
from recsim.workshop.connections import Crowd, Watched, allow_many_files
from recsim.workshop.guard import PIECE, Guard
from recsim.workshop.serve import listen

Address = tuple[str, int]
ASKED = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
LARGE = 50_000_000


async def echo(request: Request) -> Response:
    return PlainTextResponse(await request.body() or b"hello")


async def large(_: Request) -> Response:
    return PlainTextResponse(b"x" * LARGE)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Address]:
    """A server that loses its patience within a second, and takes eight connections."""
    monkeypatch.setattr(connections, "SECONDS_TO_ASK", 1.0)
    monkeypatch.setattr(connections, "SECONDS_TO_ANSWER", 2.0)
    monkeypatch.setattr(Watched, "most", 8)
    monkeypatch.setattr(Watched, "crowd", Crowd())
    site = Starlette(routes=[Route("/", echo, methods=["GET", "POST"]), Route("/large", large)])
    running = uvicorn.Server(
        uvicorn.Config(site, http=Watched, ws="none", log_config=None, timeout_graceful_shutdown=1)
    )
    with listen("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            until(lambda: running.started)
            host, port = listening.getsockname()
            yield host, port
        finally:
            running.should_exit = True
            thread.join(PATIENCE)


def connected(stack: ExitStack, server: Address) -> socket.socket:
    return stack.enter_context(closing(socket.create_connection(server, timeout=PATIENCE)))


def answered(server: Address) -> bool:
    with ExitStack() as stack:
        asking = connected(stack, server)
        asking.sendall(ASKED)
        return asking.recv(100).startswith(b"HTTP/1.1 200")


def is_closed(one: socket.socket) -> bool:
    """Whether the other side ends it, sooner or later."""
    try:
        return one.recv(1) == b""
    except ConnectionResetError:
        return True


def test_who_says_nothing_or_only_half_is_not_waited_for(server: Address) -> None:
    with ExitStack() as stack:
        silent, half, body, again = (connected(stack, server) for _ in range(4))
        half.sendall(b"GET / HTTP/1.1\r\nHost: local")
        body.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345")
        again.sendall(ASKED)
        while b"hello" not in again.recv(1000):
            pass
        again.sendall(b"GET / HT")
        assert all(map(is_closed, (silent, half, body, again)))
    assert answered(server)


@pytest.mark.slow
def test_drop_by_drop_is_too_slow(server: Address) -> None:
    with ExitStack() as stack:
        slow = connected(stack, server)

        def sent() -> bool:
            try:
                slow.sendall(b"G")
            except (BrokenPipeError, ConnectionResetError):
                return True
            return False

        until(sent, every=0.1)


@pytest.mark.slow
def test_who_takes_no_answer_is_not_waited_for(server: Address) -> None:
    with ExitStack() as stack:
        lazy = connected(stack, server)
        lazy.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answered(server)
        threading.Event().wait(4)  # longer than the server does
        taken = 0
        while data := _received(lazy):
            taken += len(data)
        assert taken < LARGE


def test_a_large_answer_is_handed_over_in_pieces() -> None:
    """What is handed over at once lies in memory until it is taken, for each that asks."""
    text = bytes(range(256)) * 1000
    handed: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        handed.append(message)

    scope: Scope = {"type": "http", "method": "GET", "path": "/", "scheme": "http",
                    "headers": [(b"host", b"localhost")], "query_string": b""}  # fmt: skip
    asyncio.run(Guard(Response(text))(scope, receive, send))
    start, *pieces = handed
    assert start["type"] == "http.response.start"
    assert max(len(piece["body"]) for piece in pieces) <= PIECE
    assert b"".join(piece["body"] for piece in pieces) == text
    assert [piece.get("more_body", False) for piece in pieces] == [True] * (len(pieces) - 1) + [
        False
    ]


def test_who_goes_in_the_middle_or_asks_for_more_than_http_is_no_news(
    server: Address, caplog: pytest.LogCaptureFixture
) -> None:
    with ExitStack() as stack:
        more = connected(stack, server)
        more.sendall(
            b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        )
        assert more.recv(100).startswith(b"HTTP/1.1 200")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def _received(one: socket.socket) -> bytes:
    try:
        return one.recv(1 << 20)
    except ConnectionResetError:
        return b""


def test_a_connection_is_kept_for_longer_than_clients_keep_theirs() -> None:
    """Or a request of a whole class meets connections that are just being closed, and is lost."""
    assert connections.SECONDS_KEPT > (httpx.Limits().keepalive_expiry or 0) > 0


def test_silent_connections_make_room_for_others(server: Address) -> None:
    with ExitStack() as stack:
        silent = [connected(stack, server) for _ in range(30)]
        for _ in range(10):
            assert answered(server)
        assert all(map(is_closed, silent))


def test_a_file_is_left_for_everything_else() -> None:
    import resource

    most = allow_many_files()
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert 0 < most <= connections.MOST_CONNECTIONS
    assert soft == resource.RLIM_INFINITY or most < soft


def test_the_same_message_is_told_once_a_minute() -> None:
    clock, told = [0.0], list[str]()
    logger = logging.Logger("recsim.test")
    logger.addHandler(logs.Few(told.append, lambda: clock[0]))
    for number in range(1000):
        logger.warning("socket %s is out of files\x1b[2J", number)
    assert told == ["socket 0 is out of files?[2J\n"]
    clock[0] = 61.0
    logger.warning("socket %s is out of files\x1b[2J", 7)
    assert told[1] == "socket 7 is out of files?[2J\n(999 more messages were left out)\n"
    for number in range(1000):
        logger.error(f"each one another {number}")
    assert len(told) < 2 + logs.MOST_A_MINUTE
    clock[0] = 200.0
    logger.error("x" * 100_000)
    assert len(told[-1]) < logs.LONGEST + 100
    logger.info("nobody needs to know")
    assert "nobody" not in told[-1]


@pytest.mark.slow
def test_who_asks_twice_and_takes_nothing_is_not_waited_for(server: Address) -> None:
    with ExitStack() as stack:
        lazy = connected(stack, server)
        lazy.sendall(ASKED + b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        until(lambda: not Watched.crowd._all, every=0.1)
        assert answered(server)


def test_who_keeps_most_connections_gives_one_up(server: Address) -> None:
    """Also those that were answered and kept: whoever comes from elsewhere has none yet."""
    with ExitStack() as stack:
        for who, count in (("127.0.0.2", 5), ("127.0.0.3", 3)):
            for _ in range(count):
                kept = socket.create_connection(server, PATIENCE, source_address=(who, 0))
                stack.enter_context(closing(kept))
                kept.sendall(ASKED)
                assert kept.recv(100).startswith(b"HTTP/1.1 200")
        for _ in range(10):
            assert answered(server)


def test_who_is_owed_many_answers_gives_one_up_for_who_has_none() -> None:
    crowd, gone = Crowd(), list[object]()

    class One:
        def __init__(self, who: str) -> None:
            self.who, self.transport = who, self

        def abort(self) -> None:
            gone.append(self)
            crowd.go(cast(Watched, self))

    of_two = [One(who) for who in "aaaabbbb"]
    for one in [*of_two, new := One("c")]:
        crowd.come(cast(Watched, one), 8)
    assert gone == [of_two[0]]
    crowd.come(cast(Watched, last := One("b")), 8)
    assert gone == [of_two[0], last], "no address gives one up for one that has as many"
    assert new not in gone
