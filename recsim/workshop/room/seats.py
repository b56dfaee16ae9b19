"""What participants can do: join, come back, keep their levers, hand in, predict."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

from recsim.analysis.measures import MEASURES
from recsim.classroom.names import clean_name, clean_text, distinct, pseudonyms
from recsim.page.language import aliases
from recsim.scenario.errors import did_you_mean
from recsim.scenario.strategy import Strategy
from recsim.workshop.clients import Allowance
from recsim.workshop.refusals import REFUSALS, refusal
from recsim.workshop.requests import Changes
from recsim.workshop.room.affordable import is_cheap, refuse_costly
from recsim.workshop.room.bodies import Draft, Join, Predict, Return, Submit
from recsim.workshop.room.game import Game
from recsim.workshop.room.market_game import MarketGame
from recsim.workshop.room.market_play import team_for
from recsim.workshop.room.phases import NotNow, why_not
from recsim.workshop.room.questions import answered
from recsim.workshop.room.records import Guess, Person, Room, Submission, UnknownRoom
from recsim.workshop.room.rooms import Rooms
from recsim.workshop.state import BadState

MOST_PEOPLE = 200
MOST_SUBMISSIONS = 200
"""Of one person in one round."""
JOINS = 100, 10.0
"""Of a room: so many people at once, and so many a second after that."""
GONE = 60.0
"""Seconds without a sign of life after which a full room gives an idle seat to somebody else."""
HAND_INS = 10, 0.5
"""Of one person: ten at once, and one every two seconds after that."""
ANSWERS = 30, 1.0
"""Of one person to the trainer's questions; each is news for everybody in the room."""


class NoSeat(Exception):  # noqa: N818 - nothing broke
    """Somebody has no seat in a room (any more); the text says why."""


class TooMany(Exception):  # noqa: N818 - nothing broke
    """Too many people join at once; who waits a moment can."""


@dataclass(frozen=True)
class Seat:
    """Somebody's seat, and the token that proves it, which is kept nowhere."""

    person: Person
    token: str


@dataclass(frozen=True)
class HandIn:
    """What somebody wants to hand in, which may be played; what it costs is another question.

    ``since`` is when the round was opened that it is for, in seconds since 1970; ``kept`` tells
    that it was handed in before, as by a page that got no answer.
    """

    person: Person
    asked: Submit
    game: Game
    strategy: Strategy
    since: float
    kept: bool

    @property
    def needs_trial(self) -> bool:
        """Whether only a run can tell what it costs; such runs are made one after the other."""
        return not self.kept and not is_cheap(self.game, self.strategy)


class Seats:
    """The participants' side of all rooms."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms, self._store = rooms, rooms.store
        self._joins = Allowance(*JOINS, now=rooms.steady)
        self._hand_ins, self._answers = Allowance(*HAND_INS), Allowance(*ANSWERS)

    def room(self, typed: str) -> Room:
        """The room of a code as somebody typed it.

        Raises:
            UnknownRoom: there is none.
        """
        return self._rooms.room(_code(typed))

    def has_room(self, typed: str) -> bool:
        """Whether there is a room of a code, without a look into the file."""
        return self._rooms.has(_code(typed))

    def join(self, asked: Join) -> Seat:
        """Take a seat.

        Raises:
            UnknownRoom: there is no such room.
            NotNow: the room is closed or full, or its door is shut.
            TooMany: too many people join at once.
            BadState: the nickname is empty, or there is no such team.
        """
        with self._store.transaction():
            room = self.room(asked.code)
            self._make_room(room)
            if reason := self.why_no_more(room):
                raise NotNow(reason)
            if not self._joins.take(room.code):
                raise TooMany(REFUSALS["many_join"])
            nickname, team = clean_name(asked.nickname), clean_name(asked.team)
            if not team and self._rooms.game(room.code).kind == MarketGame.kind:
                team = team_for(room, self._store)
            problems = []
            if not nickname:
                problems.append(("nickname", REFUSALS["nickname"]))
            if room.teams and team not in room.teams:
                problems.append(("team", REFUSALS["team"]))
            if problems:
                raise BadState(problems)
            everybody = self._store.people(room.code, removed=True)
            names = distinct({"": nickname}, [one.name for one in everybody])
            shown = distinct(
                {"": pseudonyms([names[""]], room.salt, aliases(room.language))[names[""]]},
                [one.pseudonym for one in everybody],
            )
            token = secrets.token_urlsafe(16)
            team = team if room.teams else ""
            now = self._rooms.now()
            self._store.add_person(room.code, names[""], shown[""], team, _hash(token), now)
        self._rooms.changed(room.code)
        return self.seat(token)

    def back(self, asked: Return) -> Seat:
        """Come back with a personal link.

        Raises:
            UnknownRoom: the link leads nowhere.
        """
        try:
            seat = self.seat(asked.token)
        except NoSeat as error:
            raise UnknownRoom(REFUSALS["no_link"]) from error
        if seat.person.code != self.room(asked.code).code:
            raise UnknownRoom(REFUSALS["no_link"])
        return seat

    def seat(self, token: str) -> Seat:
        """Whose token this is.

        Raises:
            NoSeat: nobody's, or the person was removed.
        """
        return Seat(_seated(self._store.person(_hash(token))), token)

    def _look_again(self, person: Person) -> Room:
        """The room now, when something is filed there: much may have happened since it was sent."""
        _seated(self._store.person_of(person.id))
        return self._rooms.room(person.code)

    def link(self, seat: Seat) -> str:
        """Address that leads back to the seat, from any device."""
        return f"{self._rooms.page()}#{seat.person.code}.{seat.token}"

    def why_no_more(self, room: Room) -> str:
        """Why nobody can join; empty if people can."""
        if room.stage.closed:
            return REFUSALS["closed"]
        if not room.door:
            return REFUSALS["shut"]
        full = len(self._store.people(room.code)) >= MOST_PEOPLE and not self._gone(room)
        return refusal("full", most=MOST_PEOPLE) if full else ""

    def _make_room(self, room: Room) -> None:
        """Give up the seat of who has gone, if there is no other."""
        full = len(self._store.people(room.code)) >= MOST_PEOPLE
        if full and (gone := self._gone(room)):
            self._store.forget_person(gone[0].id)

    def _gone(self, room: Room) -> list[Person]:
        """People who have handed in nothing, and have not looked for a while."""
        now, begun = self._rooms.now(), self._rooms.begun
        idle = self._store.idle_people(room.code)
        quiet = [one for one in idle if self._rooms.quiet(one.id, begun) > GONE]
        # who joined later than now did so before the server began, by a clock that was set back
        return [one for one in quiet if not 0 <= now - one.joined_at <= GONE]

    def draft(self, person: Person, asked: Draft) -> None:
        """Keep the levers as they stand; whether they fit together is seen when they are handed in.

        Raises:
            NoSeat: the person has none any more.
            NotNow: the round is over.
            BadState: a lever is not free.
        """
        with self._store.transaction():
            if reason := why_not(self._look_again(person).stage, "draft"):
                raise NotNow(reason)
            free = self._rooms.game(person.code).free
            locked = [path for path in asked.changes if path not in free]
            if locked:
                raise BadState([(path, REFUSALS["not_free"]) for path in locked[:5]])
            self._store.set_draft(person.id, asked.changes)

    def hand_in(self, person: Person, asked: Submit) -> HandIn:
        """Look at what somebody wants to hand in; nothing is simulated or kept.

        Raises:
            NotNow: the round is not open.
            TooMany: that is too often.
            BadState: everything that is wrong with it.
        """
        if not self._hand_ins.take(str(person.id)):
            raise TooMany(REFUSALS["too_often"])
        room = self._rooms.room(person.code)
        kept = self._kept(room, person, asked) is not None
        if not kept and (reason := why_not(room.stage, "submit")):
            raise NotNow(reason)
        game = self._rooms.game(person.code)
        strategy, _ = game.played(asked.changes)
        unknown = [name for name in asked.guess if name not in MEASURES]
        if unknown:
            hint = did_you_mean(unknown[0][:80], list(MEASURES))
            said = f"there is no such measure; {hint}".rstrip("; ")
            raise BadState([(f"guess.{unknown[0][:80]}", said)])
        return HandIn(person, asked, game, strategy, room.changed_at, kept)

    def _kept(self, room: Room, person: Person, asked: Submit) -> Submission | None:
        """What counts of somebody, or of their team, if they hand in the very same again."""
        last = self._store.last_submission(person.id, room.stage.round)
        if last is None or (last.changes, last.memo, last.guesses) != _written(asked):
            return None
        if self._rooms.game(room.code).kind == MarketGame.kind:
            teams = self._store.team_submissions(room.code)
            counts = teams.get((room.stage.round, person.team))  # none if it begins anew meanwhile
            return last if counts is not None and counts.id == last.id else None
        return last

    def try_out(self, one: HandIn) -> None:
        """Find out by runs what an entry costs.

        Raises:
            BadState: too much.
        """
        refuse_costly(self._rooms.bench.simulate, one.game, one.strategy)

    def submit(self, one: HandIn) -> int:
        """Hand in; the last one of a round counts, and the same one again is no other.

        Returns:
            How many this person has handed in in this round.

        Raises:
            NoSeat: the person has none any more.
            NotNow: the round is not open any more, or was frozen meanwhile.
        """
        person, asked = one.person, one.asked
        with self._store.transaction():
            room = self._look_again(person)
            if (kept := self._kept(room, person, asked)) is not None:
                return kept.count
            if reason := why_not(room.stage, "submit"):
                raise NotNow(reason)
            if room.changed_at != one.since:  # this may be another round, or other worlds
                raise NotNow(REFUSALS["frozen_meanwhile"])
            last = self._store.last_submission(person.id, room.stage.round)
            count = 1 + (last.count if last is not None else 0)
            if count > MOST_SUBMISSIONS:
                raise NotNow(f"{MOST_SUBMISSIONS} entries in a round are enough")
            written, now = _written(asked), self._rooms.now()
            self._store.add_submission(person.id, room.stage.round, *written, now)
            self._store.set_draft(person.id, asked.changes)
        self._rooms.changed(person.code)
        self._rooms.scorer.call()
        return count

    def predict(self, person: Person, asked: Predict) -> None:
        """Answer a question; a new answer takes the place of the old one.

        Raises:
            TooMany: that is too often.
            NoSeat: the person has none any more.
            UnknownRoom: there is no such question in the room.
            NotNow: it is not open.
            BadState: that is no answer to it.
        """
        if not self._answers.take(str(person.id)):
            raise TooMany(REFUSALS["too_often"])
        with self._store.transaction():
            if self._look_again(person).stage.closed:
                raise NotNow(REFUSALS["closed"])
            found = [q for q in self._store.questions(person.code) if q.id == asked.question]
            if not found:
                raise UnknownRoom(REFUSALS["question_gone"])
            if found[0].phase != "open":
                raise NotNow(REFUSALS["question_closed"])
            low, high, words = answered(found[0], asked)
            now = self._rooms.now()
            self._store.guess(Guess(asked.question, person.id, low, high, now, words))
        self._rooms.changed(person.code)


def _written(asked: Submit) -> tuple[Changes, str, dict[str, dict[str, float]]]:
    """Changes, memo and guesses as they are kept."""
    guesses = {name: guess.model_dump() for name, guess in asked.guess.items()}
    return asked.changes, clean_text(asked.memo), guesses


def _code(typed: str) -> str:
    return re.sub(r"[^A-Za-z]", "", typed[:40]).upper()


def _seated(person: Person | None) -> Person:
    if person is None:
        raise NoSeat(REFUSALS["no_seat"])
    if person.removed:
        raise NoSeat(REFUSALS["taken_out"])
    return person


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
