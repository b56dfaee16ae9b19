"""plotly.js as it came with the plotly package, so that a room without internet can draw."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

A_DAY = "public, max-age=86400"


def script() -> Path:
    """The file.

    Raises:
        FileNotFoundError: plotly is not installed.
    """
    spec = find_spec("plotly")
    for folder in (spec.submodule_search_locations or []) if spec is not None else []:
        path = Path(folder) / "package_data" / "plotly.min.js"
        if path.is_file():
            return path
    raise FileNotFoundError("plotly.min.js")


@cache
def _script() -> tuple[bytes, bytes, str]:
    """The script, the same compressed, and a tag that says which one it is."""
    text = script().read_bytes()
    return text, gzip.compress(text, 6, mtime=0), f'"{hashlib.sha256(text).hexdigest()[:16]}"'


async def plotly(request: Request) -> Response:
    """The script; compressed for browsers that take it, and nothing if they have it already."""
    text, small, tag = _script()
    headers = {"ETag": tag, "Cache-Control": A_DAY, "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        text = small
    return Response(text, media_type="text/javascript", headers=headers)
