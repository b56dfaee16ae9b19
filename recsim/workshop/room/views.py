"""What a participant and the trainer may see of a room, and nothing else."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import segno

from recsim.page.language import strategies_in_languages
from recsim.workshop.refusals import told
from recsim.workshop.room import questions as asking
from recsim.workshop.room.board import (
    practice_board,
    practice_order,
    said,
    sealed_board,
    sentences,
    shown_names,
    teams,
)
from recsim.workshop.room.market_views import MarketMoment, market_moment
from recsim.workshop.room.own import own_result
from recsim.workshop.room.phases import FROZEN, OPEN, READY, REVEALED
from recsim.workshop.room.records import (
    Guess,
    Person,
    Question,
    Room,
    RoundKept,
    Submission,
    UnknownRoom,
)
from recsim.workshop.room.rooms import Rooms
from recsim.workshop.room.scoring import Point
from recsim.workshop.room.trainer import HERE, Trainer
from recsim.workshop.state import UnknownScenario

MOST_VIEWS = 2000

Json = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """What all views of a room have in common until something changes; read once for all."""

    room: Room
    kept: RoundKept
    people: list[Person]
    everybody: list[Person]
    last: dict[int, Submission]
    questions: list[Question]
    guesses: dict[int, list[Guess]]
    points: list[Point]
    market: MarketMoment | None


class Views:
    """Writes views, and remembers them as long as nothing has changed."""

    def __init__(self, rooms: Rooms, trainer: Trainer) -> None:
        self._rooms, self._store, self._trainer = rooms, rooms.store, trainer
        self._known: OrderedDict[int, tuple[int, str, Json]] = OrderedDict()
        self._moments: dict[str, tuple[int, Moment]] = {}
        self._looking = threading.Lock()
        rooms.when_deleted.append(self._forget)

    def about(self, room: Room, why_no_more: str) -> Json:
        """What somebody needs to know who wants to join."""
        rules = self._rooms.game(room.code).round.challenge
        return {
            "code": room.code,
            "title": rules.title,
            "question": rules.question,
            "teams": list(room.teams),
            "kind": self._rooms.game(room.code).kind,
            "phase": room.stage.phase,
            "closed": room.stage.closed,
            "open": not why_no_more,
        }

    def listed(self) -> list[Json]:
        """All rooms, the newest first."""
        found = []
        for room in self._store.rooms():
            with suppress(UnknownRoom):  # deleted while it was looked at
                found.append(self._in_the_list(self._rooms.room(room.code)))
        return found

    def _in_the_list(self, room: Room) -> Json:
        game = self._rooms.game(room.code)
        return {
            "code": room.code,
            "title": game.round.challenge.title,
            "kind": game.kind,
            "phase": room.stage.phase,
            "closed": room.stage.closed,
            "people": len(self._store.people(room.code)),
            "round": room.stage.round,
            "rounds": room.stage.rounds,
            "created_at": room.created_at,
        }

    def seat(self, person: Person, known: str) -> Json | None:
        """What a participant sees; None if that is what is known already."""
        self._rooms.seen[person.id] = self._rooms.steady()
        change, room = self._rooms.version(person.code), self._rooms.room(person.code)
        before = self._known.get(person.id)
        if before is None or before[0] != change:
            view = self._of_seat(self._moment(room, change), person)
            before = (change, _version(view), view)
            self._known[person.id] = before
            while len(self._known) > MOST_VIEWS:
                self._known.popitem(last=False)
        _, version, view = before
        if version == known:
            return None
        return {"version": version, "now": self._rooms.now(), **view, "draft": dict(person.draft)}

    def trainer(self, code: str, known: str) -> Json | None:
        """What the trainer sees; None if that is what is known already."""
        change, room = self._rooms.version(code), self._rooms.room(code)
        view = self._of_trainer(self._moment(room, change))
        version = _version(view)
        if version == known:
            return None
        return {"version": version, "now": self._rooms.now(), **view}

    def _moment(self, room: Room, change: int) -> Moment:
        """What the room is like; ``change`` was read before it, so that it is never too new."""
        with self._looking:  # a change is news for everybody at once: one looks, the others wait
            known = self._moments.get(room.code)
            if known is None or known[0] < change:
                known = (change, self._look(room))
                if self._rooms.has(room.code):  # who looked while it was deleted leaves nothing
                    self._moments[room.code] = known
        return known[1]

    def _look(self, room: Room) -> Moment:
        code, store = room.code, self._store
        everybody = store.people(code, removed=True)
        shown = room.stage.phase in (OPEN, FROZEN)
        return Moment(
            room=room,
            kept=store.round(code, room.stage.round),
            people=[person for person in everybody if not person.removed],
            everybody=everybody,
            last=store.last_submissions(code, room.stage.round),
            questions=store.questions(code),
            guesses=store.guesses(code),
            points=practice_order(self._rooms.scorer.practised(room)) if shown else [],
            market=market_moment(self._rooms.game(code), room, store),
        )

    def _forget(self, code: str) -> None:
        """Forget what people in a room saw."""
        self._moments.pop(code, None)
        for person, (_, _, view) in list(self._known.items()):
            if view["code"] == code:
                self._known.pop(person, None)

    def _of_seat(self, moment: Moment, person: Person) -> Json:
        room, kept = moment.room, moment.kept
        game = self._rooms.game(room.code)
        last = moment.last.get(person.id)
        own = asking.answers(moment.questions, moment.guesses, person.id)
        return {
            **self._head(moment),
            "scenario": game.name,
            "strategy": game.strategy,
            "free": list(game.free),
            "name": person.name,
            "pseudonym": person.pseudonym,
            "team": person.team,
            "submission": None
            if last is None
            else {
                "changes": dict(last.changes),
                "memo": last.memo,
                "guess": dict(last.guesses),
                "at": last.at,
                "count": last.count,
            },
            "entries": len(moment.last),
            "people": len(moment.people),
            "board": self._board(moment, person.id),
            "mine": None if moment.market else own_result(game, kept.scores, person.id),
            "asked": self._asked(moment, person),
            "calibration": asking.calibrated(own, "you"),
            **({} if moment.market is None else moment.market.of_seat(person, moment.everybody)),
        }

    def _of_trainer(self, moment: Moment) -> Json:
        room, people, last = moment.room, moment.people, moment.last
        game = self._rooms.game(room.code)
        progress = self._rooms.scorer.progress(room)
        everything, guesses = moment.questions, moment.guesses
        address = f"{self._rooms.page()}#{room.code}"
        return {
            **self._head(moment),
            "address": address,
            "qr": _qr(address),
            "minutes": room.minutes,
            "door": room.door,
            "names": room.names,
            "show_ranks": room.show_ranks,
            "can": self._trainer.can(room),
            "people": [
                {
                    "id": one.id,
                    "name": one.name,
                    "pseudonym": one.pseudonym,
                    "team": one.team,
                    "here": self._rooms.quiet(one.id) < HERE,
                    "submitted": last[one.id].count if one.id in last else 0,
                    "last_at": last[one.id].at if one.id in last else None,
                }
                for one in people
            ],
            "scoring": None if progress is None else {"done": progress[0], "total": progress[1]},
            "problem": told(problem) if (problem := self._rooms.scorer.problem(room)) else None,
            "board": self._board(moment, None),
            "scores": self._scores(moment),
            "showing": room.showing,
            "strategies": [
                {"key": key, "label": game.scenario.label(key)} for key in game.scenario.strategies
            ],
            "questions": [
                {
                    **asking.head(game, one),
                    "answers": len(guesses.get(one.id, ())),
                    "people": len(people),
                    "failed": one.phase != "revealed" and self._rooms.scorer.failed(one),
                    "ready": one.phase == "revealed" or self._rooms.scorer.truth(one) is not None,
                    **asking.told(one, guesses.get(one.id, ())),
                }
                for one in everything
            ],
            "calibration": asking.calibrated(asking.answers(everything, guesses), "room"),
            **({} if moment.market is None else moment.market.of_trainer()),
        }

    def _head(self, moment: Moment) -> Json:
        """What everybody in the room may see."""
        room, market = moment.room, moment.market
        game, stage, sealed = self._rooms.game(room.code), room.stage, moment.kept.sealed
        is_open = stage.phase == REVEALED if market is None else market.is_over
        rules = game.round.challenge
        opened = {"seed": str(sealed.seed), "salt": sealed.salt, "text": sealed.text}
        return {
            "code": room.code,
            "kind": game.kind,
            "title": rules.title,
            "question": rules.question,
            "challenge": game.view,
            "labels": self._labels(room.source),
            "teams": list(room.teams),
            "phase": stage.phase,
            "closed": stage.closed,
            "round": stage.round,
            "rounds": stage.rounds,
            "ends_at": stage.ends_at,
            "seal": sealed.seal(),
            "opened": opened if is_open else None,
        }

    def _labels(self, source: str) -> Json:
        """What strategies are called in other languages, if the room plays a shipped scenario."""
        try:
            return strategies_in_languages(self._rooms.find(source))
        except UnknownScenario:
            return {}

    def _board(self, moment: Moment, own: int | None) -> Json | None:
        room, scores = moment.room, moment.kept.scores
        if room.stage.phase == READY or moment.market is not None:
            return None
        if room.stage.phase == REVEALED and scores is not None:
            return sealed_board(room, scores, shown_names(room, moment.everybody), own)
        return practice_board(moment.points, own)

    def _scores(self, moment: Moment) -> Json | None:
        """The table of a revealed round."""
        room, scores = moment.room, moment.kept.scores
        if room.stage.phase != REVEALED or scores is None or moment.market is not None:
            return None
        names = shown_names(room, moment.everybody)
        copied = ("worlds", "practice_worlds", "confidence", "joint", "start", "reading", "ranked")
        return {
            **{name: scores[name] for name in copied},
            "read": scores.get("read"),
            "rows": [{"name": names.get(row["person"], ""), **row} for row in scores["rows"]],
            "sentences": sentences(room, scores, names),
            "said": said(room, scores, names),
            "teams": teams(scores, moment.people, room.teams),
            "failures": [
                {"name": names.get(one["person"], ""), **told(one["text"])}
                for one in scores["failures"]
            ],
        }

    def _asked(self, moment: Moment, person: Person) -> Json | None:
        """The newest question, unless the room has gone on since it was revealed."""
        if not moment.questions:
            return None
        room = moment.room
        newest = moment.questions[-1]
        if newest.told_at is not None and newest.told_at < room.changed_at:
            return None
        game = self._rooms.game(room.code)
        guesses = moment.guesses.get(newest.id, [])
        mine = next((guess for guess in guesses if guess.person == person.id), None)
        return {
            **asking.head(game, newest),
            **asking.told(newest, guesses),
            "answers": len(guesses),
            "mine": None if mine is None else asking.own(newest, mine),
        }


@lru_cache(maxsize=64)
def _qr(address: str) -> str:
    """The address as a picture for phones."""
    return str(segno.make(address, error="m").svg_data_uri(border=4))


def _version(view: Mapping[str, Any]) -> str:
    text = json.dumps(view, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
