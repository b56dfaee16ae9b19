"""The door: headers that go with every answer, and no requests that pages of others have made.

A page elsewhere can let a browser ask this server, by its address or by a name of its own that it
points here (DNS rebinding). So a request must name this server as its own people would, and one
that changes something must come from a page of this server.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recsim.workshop.answers import problems

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: blob:; "
        "style-src 'self' 'unsafe-inline'; "  # plotly.js adds rules of its own to the page
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PIECE = 64 * 1024
"""Bytes of an answer that are handed over at once."""
NOT_IN_A_HOST = frozenset("@/\\?#")


class Guard:
    """An application whose answers carry ``HEADERS``; its data is never stored by a browser.

    It answers to addresses, to ``localhost`` and to the names it is given, and to nothing else.
    What changes something is refused if a page of another site asks for it.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self.app = app
        self._names = {"localhost", *(name.lower().rstrip(".") for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        kept = "no-store" if scope.get("path", "").startswith("/api/") else "no-cache"

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", kept)
            await _in_pieces(message, send)

        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            refused = self._refused(scope)
            await (refused or self.app)(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> ASGIApp | None:
        """The answer to a request that is refused at the door; None if it may come in."""
        headers = Headers(scope=scope)
        host = headers.get("Host", "")
        if not self._is_ours(host):
            text = (
                f"this workshop does not go by the name {host[:80]!r}: open it by its address, as "
                "its terminal shows it; or let it start with --name and this name"
            )
            return problems(421, [("", text)])
        origin = headers.get("Origin")
        if origin is None or scope["method"] in ("GET", "HEAD"):
            return None
        if origin.lower() != f"{scope['scheme']}://{host}".lower():
            return problems(403, [("", "this request comes from a page of another site")])
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a host is an address, which nobody else can point here, or one of the names."""
        if NOT_IN_A_HOST & set(host):
            return False
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name.rstrip(".") in self._names
        return True


async def _in_pieces(message: Message, send: Send) -> None:
    """Send a large body a piece at a time, each when there is room for it.

    What is sent at once is copied at once: who asks for much and takes nothing would fill memory.
    """
    body, at = message.get("body", b""), 0
    while len(body) - at > PIECE:
        await send({**message, "body": body[at : at + PIECE], "more_body": True})
        at += PIECE
    await send({**message, "body": body[at:]} if at else message)


def own_names() -> set[str]:
    """What others on the network call this computer."""
    name = socket.gethostname()
    short = name.partition(".")[0]
    return {one for one in (name, short, f"{short}.local") if one.strip(".")}
