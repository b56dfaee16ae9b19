"""All rooms of a workshop: making them, finding them, and the clock that freezes rounds."""

from __future__ import annotations

import math
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from recsim.classroom.names import clean_name, once
from recsim.classroom.starter import draw_sealed
from recsim.page.language import in_languages, known
from recsim.page.start import Start
from recsim.scenario.edit import edited
from recsim.workshop.refusals import REFUSALS, refusal
from recsim.workshop.room.affordable import refuse_costly_challenge
from recsim.workshop.room.bench import Bench
from recsim.workshop.room.bodies import MarketOffer, Offer, QuestionsOffer
from recsim.workshop.room.clock import Clock
from recsim.workshop.room.database import CannotKeep
from recsim.workshop.room.game import Game, from_offer
from recsim.workshop.room.kept import look_through, whole
from recsim.workshop.room.kinds import kept_game
from recsim.workshop.room.market_game import from_market_offer
from recsim.workshop.room.phases import OPEN, NotNow, Stage, at
from recsim.workshop.room.questions_game import from_scenario
from recsim.workshop.room.records import Room, UnknownRoom
from recsim.workshop.room.scoring import Scorer
from recsim.workshop.room.shown import shown
from recsim.workshop.room.store import Store
from recsim.workshop.state import BadState

MOST_ROOMS = 50
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Of codes: none that looks like another one or like a digit, and no words by chance."""
LENGTH = 5


class Rooms:
    """The rooms, what they play, and who scores them.

    Attributes:
        store: what is kept.
        scorer: simulates in the background.
        bench: where it does so.
        find: scenarios by name.
        page: address of the page that people join at, as it is now.
        now: the time in seconds since 1970, which never goes back.
        steady: seconds that nobody sets, for how long ago something was.
        key: opens the trainer's pages.
        when_deleted: is told the code of each room that was deleted.
        seen: when people have looked at their room last, by their number, in seconds of ``steady``;
            not kept.
        begun: when the server began, by the same clock.
    """

    def __init__(
        self,
        store: Store,
        bench: Bench,
        find: Callable[[str], Start],
        add: Callable[[Start], None],
        page: Callable[[], str],
        now: Callable[[], float] = time.time,
        drop: Callable[[str], None] = lambda _: None,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Go on with the rooms that are kept.

        Args:
            store: what is kept; it is closed with the rooms.
            bench: where entries are simulated; it ends with the rooms.
            find: scenarios by name.
            add: makes the scenario of a room known to those who know its name.
            page: address of the page that people join at, as it is now.
            now: the computer's clock, in seconds since 1970.
            drop: makes a scenario unknown again, by its name.
            steady: seconds since any time, whatever that clock is set to.

        Raises:
            CannotKeep: a room was made by another version of recsim, which took what this does not;
                or what is kept is damaged.
        """
        self.store, self.find, self.page = store, find, page
        self.now, self.steady = Clock(now), steady
        self._add, self._drop, self.bench = add, drop, bench
        self.when_deleted: list[Callable[[str], object]] = []
        self.seen: dict[int, float] = {}
        self.begun = steady()
        self._games: dict[str, Game] = {}
        self._changes: dict[str, int] = {}
        self._guard = threading.Lock()
        with whole("the rooms"):
            self.key = trainers_key(store)
            kept = store.rooms()
        opened = (room.changed_at for room in kept if room.stage.phase == OPEN)
        self.now.begin_at(max(opened, default=0.0))
        for room in kept:
            try:
                with whole(f"room {room.code}"):
                    game = kept_game(_name(room.code), room.challenge, room.scenario)
                    look_through(store, room, game)
            except BadState as error:
                text = f"room {room.code} cannot be played by this version of recsim: {error}"
                raise CannotKeep(text) from error
            self._keep(room, game)
        self.scorer = Scorer(store, bench, self.game, self.changed)

    def close(self) -> None:
        """End the scoring and let go of the file."""
        self.scorer.end()
        self.store.close()

    def game(self, code: str) -> Game:
        """What a room plays.

        Raises:
            UnknownRoom: there is no such room.
        """
        if (game := self._games.get(code)) is None:
            raise UnknownRoom(REFUSALS["no_room"])
        return game

    def has(self, code: str) -> bool:
        """Whether there is a room of this code."""
        return code in self._games

    def room(self, code: str) -> Room:
        """The room as it stands now: a round whose time is over is frozen.

        Raises:
            UnknownRoom: there is no such room.
        """
        room = self.store.room(code)
        if room is None:
            raise UnknownRoom(REFUSALS["no_room"])
        if at(room.stage, self.now()) != room.stage:
            with self.store.transaction():
                room = self.store.room(code) or room
                self.move(room, at(room.stage, self.now()))
        return self.store.room(code) or room

    def move(self, room: Room, stage: Stage) -> None:
        """Keep where a room stands now."""
        same = (stage.phase, stage.round) == (room.stage.phase, room.stage.round)
        self.store.set_stage(room.code, stage, room.changed_at if same else self.now())
        self.changed(room.code)
        self.scorer.call()

    def tick(self) -> str:
        """Freeze all rounds whose time is over, and look after the file.

        Returns:
            What somebody has to be told; usually nothing.

        Raises:
            CannotKeep: the file is gone and cannot be written anew.
        """
        happened = self.store.look_after()
        for room in self.store.rooms():
            if at(room.stage, self.now()) != room.stage:
                with suppress(UnknownRoom):  # deleted while it was looked at
                    self.room(room.code)
        return happened

    def quiet(self, person: int, since: float = -math.inf) -> float:
        """Seconds for which somebody has not looked at their room; if never, since ``since``."""
        return self.steady() - self.seen.get(person, since)

    def version(self, code: str) -> int:
        """Another number as soon as something in the room has changed."""
        return self._changes.get(code, 0)

    @property
    def changes(self) -> int:
        """Another number as soon as something in any room has changed."""
        with self._guard:
            return sum(self._changes.values())

    def changed(self, code: str) -> None:
        """Something in the room has changed."""
        with self._guard:
            self._changes[code] = self._changes.get(code, 0) + 1

    def create(self, offer: Offer) -> str:
        """Make a room, and the worlds of its first round.

        Returns:
            Its code.

        Raises:
            NotNow: there are too many rooms.
            UnknownScenario: there is no such scenario.
            BadState: everything that is wrong with the challenge.
        """
        self._refuse_more()
        start = self.find(offer.scenario)
        teams = tuple(once(name for team in offer.teams if (name := clean_name(team))))
        code = self._new_code()
        game = from_offer(_name(code), start, offer)
        refuse_costly_challenge(self.bench.simulate, game)
        return self._add_played(code, game, offer, offer.rounds, teams)

    def create_market(self, offer: MarketOffer) -> str:
        """Make a room whose teams share one market, and its worlds.

        Returns:
            Its code.

        Raises: as ``create``.
        """
        self._refuse_more()
        code = self._new_code()
        game = from_market_offer(_name(code), self.find(offer.scenario), offer)
        refuse_costly_challenge(self.bench.simulate, game)
        return self._add_played(code, game, offer, game.rules.quarters, game.rules.teams)

    def create_questions(self, about: QuestionsOffer) -> str:
        """Make a room in which nothing is played, for questions about what somebody shows.

        Returns:
            Its code.

        Raises: as ``create``.
        """
        self._refuse_more()
        code = self._new_code()
        text = _called(shown(self.find, about).text, self.find(about.scenario), about.language)
        game = from_scenario(_name(code), text)
        return self._add_room(self._new_room(code, game, about), game)

    def _refuse_more(self) -> None:
        if len(self.store.rooms()) >= MOST_ROOMS:
            raise NotNow(refusal("many_rooms", most=MOST_ROOMS))

    def _new_room(self, code: str, game: Game, offer: Offer | MarketOffer | QuestionsOffer) -> Room:
        now = self.now()
        return Room(
            code=code,
            stage=Stage(),
            challenge=game.challenge,
            scenario=game.scenario_text,
            minutes=None,
            teams=(),
            salt=secrets.token_hex(16),
            names="nobody",
            show_ranks=False,
            door=True,
            showing="",
            changed_at=now,
            created_at=now,
            source=offer.scenario,
            language=known(offer.language),
        )

    def _add_played(
        self, code: str, game: Game, offer: Offer | MarketOffer, rounds: int, teams: tuple[str, ...]
    ) -> str:
        room = replace(
            self._new_room(code, game, offer),
            stage=Stage(rounds=rounds), minutes=offer.minutes, teams=teams, names=offer.names,
        )  # fmt: skip
        return self._add_room(room, game)

    def _add_room(self, room: Room, game: Game) -> str:
        self._keep(room, game)
        try:
            with self.store.transaction():
                self.store.add_room(room)
                self.store.add_round(room.code, 1, draw_sealed())
        except BaseException:  # as a full disk: nobody can enter it, nor delete it
            self.forget(room.code)
            raise
        self.scorer.call()
        return room.code

    def forget(self, code: str) -> None:
        """Forget everything about a room; in the file it is deleted, for good."""
        self.store.overwrite_deleted()
        self._games.pop(code, None)
        self._drop(_name(code))
        for forget in self.when_deleted:
            forget(code)

    def _keep(self, room: Room, game: Game) -> None:
        self._games[room.code] = game
        self._add(game.start)

    def _new_code(self) -> str:
        while True:
            code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
            if code not in self._games:
                return code


def trainers_key(store: Store) -> str:
    """The key that opens the trainer's pages: made once, and kept with the rooms."""
    return store.meta("key", lambda: secrets.token_urlsafe(16))


def inviting(store: Store) -> str:
    """Code of the room that people are to join, the newest that lets somebody in; "" if none."""
    return next((room.code for room in store.rooms() if room.door and not room.stage.closed), "")


def _called(text: str, start: Start, language: str) -> str:
    """The text of a scenario with its title and question in the language, if that has some."""
    said = in_languages(start).get(language, {})
    for key in ("title", "question"):
        text = edited(text, key, said[key]) if key in said else text
    return text


def _name(code: str) -> str:
    """Name of a room's scenario in the workshop."""
    return f"room-{code}"
