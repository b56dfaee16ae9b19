"""Headers that go with every answer, errors included; and no requests from pages of others."""

from __future__ import annotations

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
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """An application whose answers carry ``HEADERS``; its data is never stored by a browser.

    What changes something is refused if a page of another site asks for it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        kept = "no-store" if scope.get("path", "").startswith("/api/") else "no-cache"

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", kept)
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _foreign(scope):
            refusal = problems(403, [("", "this request comes from a page of another site")])
            await refusal(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)


def _foreign(scope: Scope) -> bool:
    """Whether a browser says that a page of another site wants to change something."""
    headers = Headers(scope=scope)
    origin = headers.get("Origin")
    if scope["method"] in ("GET", "HEAD") or origin is None:
        return False
    return urlsplit(origin).netloc != headers.get("Host", "")
