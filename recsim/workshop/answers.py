"""What all routes share: reading a body with suspicion, and saying what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recsim.workshop.refusals import told

MOST_BYTES = 64 * 1024

Body = TypeVar("Body", bound=BaseModel)


class Busy(Exception):  # noqa: N818 - nothing went wrong
    """Too many people are waiting already."""


async def body(request: Request, kind: type[Body], *, most: int = MOST_BYTES) -> Body:
    """The body of a request, if it is small, JSON and of this kind.

    JSON is asked for by name: then pages of other sites cannot send it without permission.

    Raises:
        HTTPException: it is too large, or of another type.
        ValidationError: it is not of this kind.
    """
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "expected application/json")
    text = bytearray()
    async for chunk in request.stream():
        text += chunk
        if len(text) > most:
            raise HTTPException(413, f"expected at most {most // 1024} kB")
    return kind.model_validate_json(bytes(text))


def problems(
    status: int, found: Iterable[tuple[str, str]], headers: Mapping[str, str] | None = None
) -> Response:
    """An answer that says what is wrong: pairs of a path (or an empty text) and a sentence.

    A sentence that is one of ``REFUSALS`` comes with its key, and with what its places hold.
    """
    said = [{"path": path, **told(text)} for path, text in found]
    return JSONResponse({"problems": said}, status, headers)
