"""The documents of rooms, of their trainer and of stories: HTML whose words a script puts in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.responses import HTMLResponse, Response

from recsim.page.language import ENGLISH, in_all, tables

STATIC = Path(__file__).with_name("static")


def document(name: str) -> Response:
    """A document by the name of its file.

    It has words of its own for a browser without scripts alone, in all languages.
    """
    return HTMLResponse(_text(name))


@cache
def _text(name: str) -> str:
    text = (STATIC / f"{name}.html").read_text(encoding="utf-8")
    title = tables(ENGLISH)["rooms"]["page"]["brand"]
    without = in_all("rooms", "page.no_script")
    return text.replace("{{title}}", title).replace("{{no_script}}", without)
