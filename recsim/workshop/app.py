"""The routes of the workshop: what the page asks for, and what it gets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from recsim.workshop.download import file_name, scenario_text
from recsim.workshop.explore import Explore
from recsim.workshop.guard import Guard
from recsim.workshop.plotly import plotly
from recsim.workshop.requests import Question, Setting, problems_of
from recsim.workshop.simulation import Busy, Service, Superseded
from recsim.workshop.state import BadState, Catalogue, UnknownScenario
from recsim.workshop.story import Stories, StoryQuestion

STATIC = Path(__file__).parent / "static"
MOST_BYTES = 64 * 1024
RETRY_SECONDS = "2"

Body = TypeVar("Body", bound=Setting)


def app(catalogue: Catalogue, service: Service) -> ASGIApp:
    """The application; the service is closed when it ends."""
    routes = _Routes(Explore(catalogue, service))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        service.close()

    site = Starlette(
        routes=[
            Route("/", _index),
            Route("/plotly.js", plotly),
            Route("/api/scenarios", routes.scenarios),
            Route("/api/scenarios/{name}", routes.scenario),
            Route("/api/simulate", routes.simulate, methods=["POST"]),
            Route("/api/download", routes.download, methods=["POST"]),
            Route("/story", _story_page),
            Route("/api/story", routes.story, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=1024)],
        exception_handlers={
            HTTPException: _refused,
            BadState: _bad_state,
            ValidationError: _bad_body,
            UnknownScenario: _unknown,
            Superseded: _superseded,
            Busy: _busy,
            Exception: _broken,
        },
        lifespan=lifespan,
    )
    return Guard(site)


class _Routes:
    """The routes that give data."""

    def __init__(self, explore: Explore) -> None:
        self.explore = explore
        self.stories = Stories(explore)

    async def scenarios(self, _: Request) -> Response:
        return JSONResponse(self.explore.scenarios())

    async def scenario(self, request: Request) -> Response:
        found = await run_in_threadpool(self.explore.scenario, request.path_params["name"])
        return JSONResponse(found)

    async def simulate(self, request: Request) -> Response:
        asked = await _body(request, Question)
        found = await self.explore.simulate(
            asked.client, asked.ticket, asked.replications,
            asked.scenario, asked.changes, asked.before,
        )  # fmt: skip
        return JSONResponse(found)

    async def download(self, request: Request) -> Response:
        asked = await _body(request, Setting)
        state = await run_in_threadpool(self.explore.state, asked.scenario, asked.changes)
        return Response(
            await run_in_threadpool(scenario_text, state),
            media_type="text/yaml",
            headers={"Content-Disposition": f'attachment; filename="{file_name(state)}"'},
        )

    async def story(self, request: Request) -> Response:
        asked = await _body(request, StoryQuestion)
        return JSONResponse(await run_in_threadpool(self.stories.tell, asked))


async def _index(_: Request) -> Response:
    return FileResponse(STATIC / "index.html")


async def _story_page(_: Request) -> Response:
    return FileResponse(STATIC / "story.html")


async def _body(request: Request, kind: type[Body]) -> Body:
    """The body of a request, if it is small, JSON and of this kind.

    JSON is asked for by name: then pages of other sites cannot send it without permission.
    """
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "expected application/json")
    text = bytearray()
    async for chunk in request.stream():
        text += chunk
        if len(text) > MOST_BYTES:
            raise HTTPException(413, f"expected at most {MOST_BYTES // 1024} kB")
    return kind.model_validate_json(bytes(text))


def _problems(
    status: int, problems: Iterable[tuple[str, str]], headers: Mapping[str, str] | None = None
) -> Response:
    found = [{"path": path, "text": text} for path, text in problems]
    return JSONResponse({"problems": found}, status, headers)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _problems(error.status_code, [("", error.detail)], error.headers)


async def _bad_state(_: Request, error: Exception) -> Response:
    assert isinstance(error, BadState)
    return _problems(400, error.problems)


async def _bad_body(_: Request, error: Exception) -> Response:
    assert isinstance(error, ValidationError)
    return _problems(400, problems_of(error))


async def _unknown(_: Request, error: Exception) -> Response:
    return _problems(404, [("scenario", str(error.args[0]))])


async def _superseded(_: Request, error: Exception) -> Response:
    return JSONResponse({"superseded": True}, 409)


async def _busy(_: Request, error: Exception) -> Response:
    text = "too many people are waiting for the simulator; it is asked again in a moment"
    return _problems(503, [("", text)], {"Retry-After": RETRY_SECONDS})


async def _broken(_: Request, error: Exception) -> Response:
    return _problems(500, [("", "recsim could not answer this; its terminal says why")])
