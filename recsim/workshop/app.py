"""The routes of the workshop: what the page asks for, and what it gets."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, nullcontext
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from recsim.model.engines import Simulate
from recsim.page.language import ENGLISH
from recsim.papers.sheets import sheets
from recsim.scenario.errors import ScenarioErrors
from recsim.workshop.answers import Busy, body, problems
from recsim.workshop.clients import address
from recsim.workshop.documents import STATIC, document
from recsim.workshop.download import file_name, scenario_text
from recsim.workshop.explore import Explore
from recsim.workshop.guard import Guard
from recsim.workshop.line import Line
from recsim.workshop.modules import page_routes
from recsim.workshop.plotly import plotly
from recsim.workshop.requests import Download, Upload, problems_of
from recsim.workshop.room.bench import Bench
from recsim.workshop.room.database import CannotKeep
from recsim.workshop.room.rooms import Rooms, inviting
from recsim.workshop.room.routes import HANDLERS, room_routes
from recsim.workshop.room.store import Store
from recsim.workshop.state import BadState, Catalogue, UnknownScenario
from recsim.workshop.story import RecruiterQuestion, Stories, StoryQuestion
from recsim.workshop.upload import KEY, MOST_OF_AN_UPLOAD, told

RETRY_SECONDS = "2"
QUICKLY = 2
"""Compression of answers: a little larger than at best, in a third of the time."""
TICK = 0.5
JSON = "application/json"
LOG = logging.getLogger("recsim.workshop")


def app(
    catalogue: Catalogue,
    simulate: Simulate,
    store: Store | None = None,
    where: Callable[[], str] = lambda: "",
    names: Collection[str] = (),
    follow: Callable[[str], None] = lambda _: None,
) -> ASGIApp:
    """The application; the store is closed when it ends.

    Args:
        catalogue: the scenarios.
        simulate: the engine, for stories and for what people hand in.
        store: what is kept about rooms; without it there is no classroom.
        where: address of the workshop now, for those who are to join a room or get a link.
        names: what else the workshop is called in addresses, besides its numbers.
        follow: is told again and again the code of the room that people are to join, or "".

    Raises:
        CannotKeep: the store has a room that cannot be played any more.
    """
    explore = Explore(catalogue, simulate)
    routes = _Routes(explore, simulate)
    rooms = None
    if store is not None:
        add = catalogue.add_unlisted
        drop = catalogue.drop_unlisted
        page = lambda: f"{where()}/room"  # noqa: E731 - made anew whenever it is asked for
        rooms = Rooms(store, Bench(simulate), explore.start, add, page, drop=drop)

    def show_way() -> None:
        if store is not None:
            follow(inviting(store))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        clock = asyncio.create_task(_keep_time(rooms, show_way)) if rooms is not None else None
        yield
        if clock is not None:
            clock.cancel()
        if rooms is not None:
            rooms.close()

    site = Starlette(
        routes=[
            Route("/plotly.js", plotly),
            Route("/api/scenarios", routes.scenarios),
            Route("/api/scenarios/{name}", routes.scenario),
            Route("/api/download", routes.download, methods=["POST"]),
            Route("/api/upload", routes.upload, methods=["POST"]),
            Route("/story", _story_page),
            Route("/sheets/{name}", _sheet),
            Route("/api/story", routes.story, methods=["POST"]),
            *(room_routes(rooms, catalogue) if rooms is not None else []),
            Route("/api/recruiter", routes.recruiter, methods=["POST"]),
            *page_routes(where),
            Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=1024, compresslevel=QUICKLY)],
        exception_handlers={
            HTTPException: _refused,
            BadState: _bad_state,
            ScenarioErrors: _bad_file,
            ValidationError: _bad_body,
            UnknownScenario: _unknown,
            Busy: _busy,
            ClientDisconnect: _gone,
            Exception: _broken,
            **HANDLERS,
        },
        lifespan=lifespan,
    )
    return Guard(site, {*names, urlsplit(where()).hostname or "localhost"})


class _Routes:
    """The routes that give data."""

    def __init__(self, explore: Explore, simulate: Simulate) -> None:
        self.explore = explore
        self.stories = Stories(explore, simulate)
        self._telling, self._reading = Line(), Line()

    async def scenarios(self, _: Request) -> Response:
        return JSONResponse(self.explore.scenarios())

    async def scenario(self, request: Request) -> Response:
        name = request.path_params["name"]
        line = self._reading.turn(request) if name.startswith(KEY) else nullcontext()
        async with line:
            found = await run_in_threadpool(self.explore.scenario, name)
        return Response(found, media_type=JSON)

    async def download(self, request: Request) -> Response:
        asked = await body(request, Download)
        async with self._reading.turn(request):
            state = await run_in_threadpool(self.explore.state, asked)
            text = await run_in_threadpool(scenario_text, state, asked.replications)
        named = f'attachment; filename="{file_name(state)}"'
        return Response(text, media_type="text/yaml", headers={"Content-Disposition": named})

    async def upload(self, request: Request) -> Response:
        asked = await body(request, Upload, most=MOST_OF_AN_UPLOAD)
        take, who = self.explore.uploads.take, address(request.scope)
        async with self._reading.turn(request):
            start = await run_in_threadpool(take, asked.file, asked.text, who)
            found = await run_in_threadpool(self.explore.scenario, start.name)
        return Response(found, media_type=JSON)

    async def story(self, request: Request) -> Response:
        asked = await body(request, StoryQuestion)
        async with self._telling.turn(request):
            return JSONResponse(await run_in_threadpool(self.stories.tell, asked))

    async def recruiter(self, request: Request) -> Response:
        asked = await body(request, RecruiterQuestion)
        async with self._telling.turn(request):
            return JSONResponse(await run_in_threadpool(self.stories.weeks, asked))


async def _keep_time(rooms: Rooms, show_way: Callable[[], None]) -> None:
    """Freeze rounds whose time is over, and show the way in, whatever happens."""
    while True:
        await asyncio.sleep(TICK)
        try:
            if happened := await run_in_threadpool(rooms.tick):
                LOG.warning(happened)
            await run_in_threadpool(show_way)
        except CannotKeep as trouble:
            LOG.error(str(trouble))
        except Exception:  # logged: a clock that died would leave every round open
            LOG.exception("the clock of the rooms had trouble, and goes on")


async def _story_page(_: Request) -> Response:
    return document("story")


async def _sheet(request: Request) -> Response:
    name, found = request.path_params["name"], sheets(request.query_params.get("lang", ENGLISH))
    if name not in found:
        raise HTTPException(404, f"there is no such sheet; there are: {', '.join(found)}")
    return HTMLResponse(found[name])


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problems(error.status_code, [("", error.detail)], error.headers)


async def _bad_state(_: Request, error: Exception) -> Response:
    assert isinstance(error, BadState)
    return problems(400, error.problems)


async def _bad_file(_: Request, error: Exception) -> Response:
    assert isinstance(error, ScenarioErrors)
    return JSONResponse({"problems": told(error)}, 400)


async def _bad_body(_: Request, error: Exception) -> Response:
    assert isinstance(error, ValidationError)
    return problems(400, problems_of(error))


async def _unknown(_: Request, error: Exception) -> Response:
    return problems(404, [("scenario", str(error.args[0]))])


async def _busy(_: Request, error: Exception) -> Response:
    text = "too many people are waiting; it is asked again in a moment"
    return problems(503, [("", text)], {"Retry-After": RETRY_SECONDS})


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=400)  # which nobody reads


async def _broken(_: Request, error: Exception) -> Response:
    return problems(500, [("", "recsim could not answer this; its terminal says why")])
