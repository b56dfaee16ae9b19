"""The page, its modules and what its simulation needs, for browsers that have a server."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from recsim.model.compiled import module
from recsim.page import bundle

SCRIPT = "text/javascript"
MENU = Path(__file__).parent / "static" / "menu.html"


def page_routes(where: Callable[[], str]) -> list[Route | Mount]:
    """The page, its modules, the kernel and the worker that runs it.

    Args:
        where: address of the workshop now, which links to copy begin with; "" for the browser's.
    """

    async def page(_: Request) -> Response:
        return HTMLResponse(_document(where()))

    return [
        Route("/", page),
        Route("/page/kernel.wasm", _kernel),
        Route("/page/worker.js", _worker),
        Route("/page/tables.js", _tables),
        Mount("/page", StaticFiles(directory=bundle.STATIC)),
    ]


@lru_cache(maxsize=8)
def _document(where: str) -> str:
    return bundle.html(
        title="recsim workshop",
        head='<link rel="stylesheet" href="/page/look.css">'
        '<link rel="stylesheet" href="/page/page.css">'
        f'<meta name="address" content="{escape(where)}">',
        brand='<span data-t="workshop.brand"></span>, <a href="/room" data-t="workshop.join"></a> ',
        more=MENU.read_text(encoding="utf-8"),
        end='<script type="module" src="/static/explore.js"></script>',
    )


@cache
def _program() -> str:
    return f"{bundle.simulation()}\nwork();"


_constants = cache(bundle.module_of_tables)


async def _kernel(_: Request) -> Response:
    return Response(module.MODULE.read_bytes(), media_type="application/wasm")


async def _worker(_: Request) -> Response:
    return Response(_program(), media_type=SCRIPT)


async def _tables(_: Request) -> Response:
    return Response(_constants(), media_type=SCRIPT)
