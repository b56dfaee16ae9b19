"""The routes of the classroom: who somebody is, and what they may ask for.

A trainer has a cookie that only the key of the terminal gives; a participant has one that proves a
seat. Scripts cannot read them, and pages of other sites cannot send them.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import sqlite3
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from recsim.workshop.answers import body, problems
from recsim.workshop.clients import Allowance, address
from recsim.workshop.documents import document
from recsim.workshop.line import Line
from recsim.workshop.refusals import REFUSALS
from recsim.workshop.requests import Setting
from recsim.workshop.room.bodies import (
    Command,
    Draft,
    Enter,
    Join,
    MarketOffer,
    Nothing,
    Offer,
    Predict,
    QuestionsOffer,
    Return,
    Submit,
)
from recsim.workshop.room.choices import choices
from recsim.workshop.room.curtain import Curtain
from recsim.workshop.room.export import export
from recsim.workshop.room.phases import NotNow
from recsim.workshop.room.records import UnknownRoom
from recsim.workshop.room.rooms import Rooms
from recsim.workshop.room.seats import MOST_PEOPLE, NoSeat, Seat, Seats, TooMany
from recsim.workshop.room.shown import shown
from recsim.workshop.room.trainer import Trainer
from recsim.workshop.room.views import Views
from recsim.workshop.state import Catalogue

DAYS_30 = 30 * 24 * 3600
RETRY_SECONDS = "3"
JOINS = 100, 2.0
WRONG_CODES = 30, 1.0
"""Of one address, which may be a whole school's: so many at once, then so many a second."""
TRIALS = 2 * MOST_PEOPLE
"""Places in the line of entries that are tried: half of them are one address's, a whole room."""
OF_THE_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
"""Beginnings of SQLite's names for what the disk cannot do."""
LOG = logging.getLogger("recsim.workshop")


def room_routes(rooms: Rooms, catalogue: Catalogue) -> list[Route]:
    """The routes of participants and of the trainer."""
    return _Routes(rooms, catalogue).all()


class _Routes:
    def __init__(self, rooms: Rooms, catalogue: Catalogue) -> None:
        self._rooms, self._catalogue = rooms, catalogue
        self._commands = Trainer(rooms)
        self._seats = Seats(rooms)
        self._views = Views(rooms, self._commands)
        self._curtain = Curtain(rooms)
        self._trials = Line(TRIALS)
        self._joins, self._wrong = Allowance(*JOINS), Allowance(*WRONG_CODES)
        key = rooms.key.encode()
        self._pass = hmac.new(key, b"cookie of the trainer", hashlib.sha256).hexdigest()
        # a browser sends the cookies of one port to all ports: two workshops on a computer differ
        mark = hmac.new(key, b"names of cookies", hashlib.sha256).hexdigest()[:8]
        self._trainer_cookie, self._seat_cookie = f"recsim_trainer_{mark}", f"recsim_seat_{mark}"

    def all(self) -> list[Route]:
        post = ["POST"]
        code = "/api/trainer/rooms/{code}"
        return [
            Route("/room", _room_page),
            Route("/trainer", _trainer_page),
            Route("/api/room", self.view),
            Route("/api/room/about", self.about),
            Route("/api/room/join", self.join, methods=post),
            Route("/api/room/return", self.back, methods=post),
            Route("/api/room/link", self.link, methods=post),
            Route("/api/room/leave", self.leave, methods=post),
            Route("/api/room/draft", self.draft, methods=post),
            Route("/api/room/submit", self.submit, methods=post),
            Route("/api/room/guess", self.guess, methods=post),
            Route("/api/exploring", self.exploring),
            Route("/api/trainer/enter", self.enter, methods=post),
            Route("/api/trainer/leave", self.leave_trainer, methods=post),
            Route("/api/trainer/choices", self.choices),
            Route("/api/trainer/rooms", self.listed),
            Route("/api/trainer/rooms", self.create, methods=post),
            Route("/api/trainer/markets", self.create_market, methods=post),
            Route("/api/trainer/questions", self.create_questions, methods=post),
            Route("/api/trainer/about", self.about_shown, methods=post),
            Route(code, self.desk),
            Route(f"{code}/do", self.command, methods=post),
            Route(f"{code}/export", self.export),
        ]

    # Participants

    async def about(self, request: Request) -> Response:
        def find() -> Any:
            room = self._seats.room(request.query_params.get("code", ""))
            return self._views.about(room, self._seats.why_no_more(room))

        self._slow_down(request, request.query_params.get("code", ""))
        return JSONResponse(await run_in_threadpool(find))

    async def join(self, request: Request) -> Response:
        asked = await body(request, Join)
        if not self._joins.take(address(request.scope)):
            raise TooMany(REFUSALS["many_join"])
        self._slow_down(request, asked.code)
        return self._seated(await run_in_threadpool(self._seats.join, asked), 201)

    async def back(self, request: Request) -> Response:
        asked = await body(request, Return)
        self._slow_down(request, asked.code)
        return self._seated(await run_in_threadpool(self._seats.back, asked), 200)

    def _slow_down(self, request: Request, code: str) -> None:
        """Who tries many codes that do not exist has to wait, and learns nothing meanwhile."""
        who = address(request.scope)
        if not self._wrong.left(who):
            raise TooMany(REFUSALS["wrong_codes"])
        if not self._seats.has_room(code):
            self._wrong.take(who)

    async def link(self, request: Request) -> Response:
        await body(request, Nothing)
        seat = await self._seat(request)
        return JSONResponse({"link": self._seats.link(seat)})

    async def leave(self, request: Request) -> Response:
        await body(request, Nothing)
        answer = Response(status_code=204)
        answer.delete_cookie(self._seat_cookie, path="/", httponly=True, samesite="strict")
        return answer

    async def view(self, request: Request) -> Response:
        seat = await self._seat(request)
        known = request.query_params.get("known", "")
        return _news(await run_in_threadpool(self._views.seat, seat.person, known))

    async def draft(self, request: Request) -> Response:
        asked = await body(request, Draft)
        seat = await self._seat(request)
        await run_in_threadpool(self._seats.draft, seat.person, asked)
        return Response(status_code=204)

    async def submit(self, request: Request) -> Response:
        asked = await body(request, Submit)
        seat = await self._seat(request)
        one = await run_in_threadpool(self._seats.hand_in, seat.person, asked)
        if one.needs_trial:
            async with self._trials.turn(request, str(seat.person.id)):
                await run_in_threadpool(self._seats.try_out, one)
        count = await run_in_threadpool(self._seats.submit, one)
        return JSONResponse({"count": count}, 201)

    async def guess(self, request: Request) -> Response:
        asked = await body(request, Predict)
        seat = await self._seat(request)
        await run_in_threadpool(self._seats.predict, seat.person, asked)
        return Response(status_code=204)

    async def exploring(self, request: Request) -> Response:
        known = request.query_params.get("known", "")
        return _news(await run_in_threadpool(self._curtain.view, self._is_trainer(request), known))

    async def _seat(self, request: Request) -> Seat:
        token = request.cookies.get(self._seat_cookie, "")
        return await run_in_threadpool(self._seats.seat, token)

    def _seated(self, seat: Seat, status: int) -> Response:
        person = seat.person
        told = {
            "code": person.code,
            "name": person.name,
            "pseudonym": person.pseudonym,
            "team": person.team,
            "link": self._seats.link(seat),
        }
        answer = JSONResponse(told, status)
        _set_cookie(answer, self._seat_cookie, seat.token)
        return answer

    # The trainer

    async def enter(self, request: Request) -> Response:
        asked = await body(request, Enter)
        if not hmac.compare_digest(asked.key.encode(), self._rooms.key.encode()):
            raise HTTPException(403, REFUSALS["wrong_key"])
        answer = Response(status_code=204)
        _set_cookie(answer, self._trainer_cookie, self._pass)
        return answer

    async def leave_trainer(self, request: Request) -> Response:
        await body(request, Nothing)
        answer = Response(status_code=204)
        answer.delete_cookie(self._trainer_cookie, path="/", httponly=True, samesite="strict")
        return answer

    async def choices(self, request: Request) -> Response:
        self._only_trainer(request)

        def found() -> Any:
            return choices([self._catalogue[name] for name in self._catalogue.names])

        return JSONResponse(await run_in_threadpool(found))

    async def listed(self, request: Request) -> Response:
        self._only_trainer(request)
        return JSONResponse({"rooms": await run_in_threadpool(self._views.listed)})

    async def create(self, request: Request) -> Response:
        self._only_trainer(request)
        asked = await body(request, Offer)
        return JSONResponse({"code": await run_in_threadpool(self._rooms.create, asked)}, 201)

    async def create_market(self, request: Request) -> Response:
        self._only_trainer(request)
        asked = await body(request, MarketOffer)
        code = await run_in_threadpool(self._rooms.create_market, asked)
        return JSONResponse({"code": code}, 201)

    async def create_questions(self, request: Request) -> Response:
        self._only_trainer(request)
        asked = await body(request, QuestionsOffer)
        code = await run_in_threadpool(self._rooms.create_questions, asked)
        return JSONResponse({"code": code}, 201)

    async def about_shown(self, request: Request) -> Response:
        self._only_trainer(request)
        asked = await body(request, Setting)
        found = await run_in_threadpool(lambda: shown(self._rooms.find, asked).view)
        return JSONResponse(found)

    async def desk(self, request: Request) -> Response:
        self._only_trainer(request)
        code, known = request.path_params["code"], request.query_params.get("known", "")
        return _news(await run_in_threadpool(self._views.trainer, code, known))

    async def command(self, request: Request) -> Response:
        self._only_trainer(request)
        asked = await body(request, Command)
        await run_in_threadpool(self._commands.do, request.path_params["code"], asked)
        return Response(status_code=204)

    async def export(self, request: Request) -> Response:
        self._only_trainer(request)
        code = request.path_params["code"]
        data = await run_in_threadpool(export, self._rooms, code)
        named = f'attachment; filename="room_{code}.zip"'
        return Response(data, media_type="application/zip", headers={"Content-Disposition": named})

    def _is_trainer(self, request: Request) -> bool:
        cookie = request.cookies.get(self._trainer_cookie, "")
        return hmac.compare_digest(cookie.encode(), self._pass.encode())

    def _only_trainer(self, request: Request) -> None:
        if not self._is_trainer(request):
            raise HTTPException(403, REFUSALS["only_trainer"])


async def _room_page(_: Request) -> Response:
    return document("room")


async def _trainer_page(_: Request) -> Response:
    return document("trainer")


def _news(view: Any) -> Response:
    return Response(status_code=204) if view is None else JSONResponse(view)


def _set_cookie(answer: Response, name: str, value: str) -> None:
    """Scripts cannot read it, other sites cannot send it; it outlives the server."""
    answer.set_cookie(name, value, max_age=DAYS_30, path="/", httponly=True, samesite="strict")


async def _not_now(_: Request, error: Exception) -> Response:
    return problems(409, [("", str(error))])


async def _unknown_room(_: Request, error: Exception) -> Response:
    return problems(404, [("", str(error.args[0]))])


async def _no_seat(_: Request, error: Exception) -> Response:
    return problems(401, [("", str(error))])


async def _too_many(_: Request, error: Exception) -> Response:
    return problems(429, [("", str(error))], {"Retry-After": RETRY_SECONDS})


async def _not_kept(_: Request, error: Exception) -> Response:
    """The disk is full or gone, which is no fault of recsim; nothing of the request was kept."""
    if not (getattr(error, "sqlite_errorname", None) or "").startswith(OF_THE_DISK):
        raise error
    LOG.error("the file of the rooms cannot be written or read: %s", error)
    return problems(507, [("", "this could not be kept: the trainer's terminal says why")])


HANDLERS: dict[Any, Any] = {
    sqlite3.Error: _not_kept,
    NotNow: _not_now,
    UnknownRoom: _unknown_room,
    NoSeat: _no_seat,
    TooMany: _too_many,
}
"""Answers to what can go wrong in a room."""
