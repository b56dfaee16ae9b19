"""Scoring in the background: what was handed in is simulated at once, so that nobody waits later.

One thread looks at all rooms, simulates what is missing (what people wait for first), and judges
rounds that are frozen. It keeps nothing but what can be simulated again: after a restart it begins
anew with what the store has. Nothing sealed leaves it before the round is revealed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from recsim.analysis.estimates import difference, sample
from recsim.analysis.results import Results
from recsim.classroom.playing import together
from recsim.classroom.quarters import Played
from recsim.classroom.scoring import START, StartFailed
from recsim.classroom.submission import Entry
from recsim.scenario.strategy import Strategy
from recsim.workshop.refusals import REFUSALS, refusal
from recsim.workshop.room.bench import Bench, Ended, NoThread
from recsim.workshop.room.game import Game
from recsim.workshop.room.judged import Judged, estimate, judged
from recsim.workshop.room.market_game import MarketGame
from recsim.workshop.room.market_play import MarketNeed, standing
from recsim.workshop.room.needs import (
    FROZEN_FIRST,
    SEALED,
    SHOWN,
    Key,
    Need,
    of_question,
)
from recsim.workshop.room.phases import FROZEN, READY, REVEALED
from recsim.workshop.room.questions_game import QuestionsGame
from recsim.workshop.room.records import Question, Room, RoundKept, UnknownRoom
from recsim.workshop.room.shown import subject
from recsim.workshop.room.store import Store
from recsim.workshop.room.taken import Taken

LOG = logging.getLogger("recsim.workshop")
IDLE = 5.0
"""Seconds after which an idle thread looks again, though nobody called it."""

Truth = Mapping[str, float | None]
Kind = TypeVar("Kind", Judged, str)


@dataclass(frozen=True)
class Point:
    """Somebody's last entry in practice worlds; ``person`` is None for the challenge's own."""

    person: int | None
    gain: float | None
    harm: float | None


class Scorer:
    """Simulates and judges what people handed in."""

    def __init__(
        self,
        store: Store,
        bench: Bench,
        game: Callable[[str], Game],
        changed: Callable[[str], None],
    ) -> None:
        """Start the thread.

        Args:
            store: what was handed in.
            bench: where it is simulated.
            game: what a room plays, by code.
            changed: is told the code of a room for which something was found.
        """
        self._store, self._bench, self._game, self._changed = store, bench, game, changed
        self._found: dict[Key, Results | Played] = {}
        self._taken = Taken(store, game)
        self._judged: dict[str, tuple[object, Judged | str]] = {}  # or why it cannot be
        self._problems: dict[str, str] = {}
        self._troubled: dict[Key, str] = {}
        self._no_thread = False
        self._called = threading.Event()
        self._over = False
        self._thread = threading.Thread(target=self._work, daemon=True, name="scoring")
        self._thread.start()

    def call(self) -> None:
        """There may be something to do."""
        self._called.set()

    def end(self) -> None:
        """End the thread."""
        self._over = True
        self._bench.end()
        self._called.set()
        self._thread.join(timeout=5)

    def forget(self, room: Room) -> None:
        """The round begins anew: what kept it from being scored may not any more."""
        self._troubled.clear()
        self._judged.pop(room.code, None)
        self._store.leave_out(room.code, room.stage.round, ())

    def late(self, room: Room) -> frozenset[int]:
        """Whose entries keep a frozen round from being judged, if it can be judged without."""
        game = self._game(room.code)
        played = not isinstance(game, MarketGame | QuestionsGame)
        if room.stage.phase != FROZEN or not played or room.code in self._problems:
            return frozenset()
        needs, known = self._of_strategy(room, game), self._found.keys()
        if any(need.key not in known for need in needs(game.round.start)):
            return frozenset()
        return frozenset(
            person
            for person, strategy in self._strategies(room)
            if any(need.key not in known for need in needs(strategy))
        )

    def leave_out(self, room: Room) -> None:
        """Judge a frozen round without the entries that are late, until it is opened again."""
        left_out = self._round(room).left_out | self.late(room)
        self._store.leave_out(room.code, room.stage.round, left_out)

    def progress(self, room: Room) -> tuple[int, int] | None:
        """Entries of a frozen round that were simulated, and how many there are; None if judged."""
        waits = room.stage.phase == FROZEN and room.code not in self._problems
        if not waits or self.judged(room) is not None:
            return None
        needs = list(self._of_round(room))
        done = sum(need.key in self._found for need in needs)
        return done // 2, len(needs) // 2  # in two kinds of worlds; a market played and not played

    def judged(self, room: Room) -> Judged | None:
        """What came of a frozen round; None while that is not known. Keep it from people."""
        return self._came_of(room, Judged)

    def problem(self, room: Room) -> str:
        """Why the round cannot be scored; empty if it can."""
        if found := self._problems.get(room.code) or self._came_of(room, str):
            return found
        if room.stage.phase == REVEALED:
            return ""
        if self._troubled:  # hardly ever anything
            told = (self._troubled.get(need.key, "") for need in self._of_round(room))
            if found := next(filter(None, told), ""):
                return found
        waits = self._no_thread and self.progress(room) is not None
        return REFUSALS["no_thread"] if waits else ""

    def practised(self, room: Room) -> list[Point]:
        """The last entries in practice worlds, as far as they were simulated; the start first."""
        game = self._game(room.code)
        if isinstance(game, MarketGame | QuestionsGame) or room.code in self._problems:
            return []
        found = []
        for person, strategy in [(None, game.round.start), *self._strategies(room)]:
            results = self._found.get(self._practice(room, game, strategy).key)
            if isinstance(results, Results):
                found.append(_point(game, person, results))
        return found

    def truth(self, question: Question) -> Truth | None:
        """What came out; None while that is not known. Keep it from people."""
        found = []
        for need in self._of_question(question):
            results = self._found.get(need.key)
            if not isinstance(results, Results):
                return None  # not yet, or never: see ``failed``
            found.append(sample(results.of(need.name), question.measure))
        if not found:
            return {}
        confidence = subject(self._game(question.code), question).study.confidence
        one, than = found[0], found[-1]
        interval = difference(than, one, confidence) if question.than else one.interval(confidence)
        return estimate(interval) or {"mean": None, "low": None, "high": None}

    def failed(self, question: Question) -> bool:
        """Whether the answer cannot be simulated: the question has to be dropped."""
        return any(need.key in self._troubled for need in self._of_question(question))

    # What has to be done

    def _needs(self) -> list[Need | MarketNeed]:
        """Everything that should be known, the most urgent first."""
        found, problems = list[Need | MarketNeed](), dict[str, str]()
        for room in self._store.rooms():
            try:
                found += self._of_room(room)
            except Exception as error:
                problems[room.code] = self._trouble(error)
        before, self._problems = self._problems, problems
        for code, _ in before.items() ^ problems.items():
            self._changed(code)
        return sorted(found, key=lambda need: need.urgency)

    def _of_room(self, room: Room) -> Iterator[Need | MarketNeed]:
        if room.stage.closed:
            return
        for question in self._store.questions(room.code):
            if question.phase != "revealed":
                yield from self._of_question(question)
        if isinstance(game := self._game(room.code), MarketGame):
            scores = self._round(room).scores
            yield from standing(game, room, self._store).needs(scores)
        elif room.stage.phase != REVEALED:
            yield from self._of_round(room)

    def _of_round(self, room: Room) -> Iterator[Need | MarketNeed]:
        game = self._game(room.code)
        if isinstance(game, MarketGame):
            yield from standing(game, room, self._store).needs(None)
            return
        if isinstance(game, QuestionsGame):
            return
        needs = self._of_strategy(room, game)
        for _, strategy in [(None, game.round.start), *self._strategies(room)]:
            yield from needs(strategy)

    def _of_strategy(self, room: Room, game: Game) -> Callable[[Strategy], Iterator[Need]]:
        """Tells what of a strategy is needed in the round."""
        seed = self._round(room).sealed.seed
        urgency = FROZEN_FIRST if room.stage.phase == FROZEN else SEALED

        def needs(strategy: Strategy) -> Iterator[Need]:
            yield self._practice(room, game, strategy)
            if room.stage.phase != READY:
                yield Need(urgency, room.code, game.strategy, strategy, seed, game.worlds)

        return needs

    def _practice(self, room: Room, game: Game, strategy: Strategy) -> Need:
        urgency = FROZEN_FIRST if room.stage.phase == FROZEN else SHOWN
        seed = game.scenario.study.seed
        return Need(urgency, room.code, game.strategy, strategy, seed, game.practice)

    def _of_question(self, question: Question) -> list[Need]:
        return of_question(self._game(question.code), question)

    def _round(self, room: Room) -> RoundKept:
        return self._store.round(room.code, room.stage.round)

    def _strategies(self, room: Room) -> list[tuple[int, Strategy]]:
        return [(int(one.name), one.strategy) for one in self._entries(room)]

    def _entries(self, room: Room) -> list[Entry]:
        left_out = self._round(room).left_out
        return [one for one in self._taken.of(room) if int(one.name) not in left_out]

    def _identity(self, room: Room) -> object:
        """Equal as long as a round has the same worlds and the same entries."""
        if isinstance(game := self._game(room.code), MarketGame):
            return standing(game, room, self._store).identity
        last = self._store.last_submissions(room.code, room.stage.round)
        kept = self._round(room)
        ids = tuple(one.id for one in last.values())
        return kept.number, kept.sealed, kept.left_out, ids

    def _came_of(self, room: Room, kind: type[Kind]) -> Kind | None:
        """What came of the round as it is, if that is known, and of this kind."""
        identity, found = self._judged.get(room.code, (None, None))
        return found if isinstance(found, kind) and identity == self._identity(room) else None

    # Doing it

    def _work(self) -> None:
        while not self._over:
            self._called.clear()
            try:
                busy = self._next()
            except Ended:
                return
            except UnknownRoom:  # deleted while it was looked at
                continue
            except Exception:  # whatever it is, the other rooms' scores must go on
                if self._store.closed:
                    return
                LOG.exception("scoring had trouble, and goes on")
                busy = False
            if not busy:
                self._called.wait(IDLE)

    def _next(self) -> bool:
        """Do what is most urgent; whether there was anything to do."""
        self._forget_deleted()
        needs = self._needs()
        wanted = {need.key for need in needs}
        for key in [*self._troubled]:  # at once: a trainer's command may empty it meanwhile
            if key not in wanted:
                self._troubled.pop(key, None)
        for key in [key for key in self._found if key not in wanted]:
            del self._found[key]
        known = self._found.keys() | self._troubled.keys()
        missing = [need for need in needs if need.key not in known]
        urgency = missing[0].urgency if missing else None
        if urgency != FROZEN_FIRST and (self._any(self._judge) or self._any(self._tell_effects)):
            return True
        for need in missing:
            if need.urgency != urgency:  # a round may be judged before
                break
            self._simulate(need)
            if self._called.is_set():  # something else may be more urgent now
                break
        return bool(missing)

    def _forget_deleted(self) -> None:
        """What people wrote in a room does not outlive it, whoever looked at it meanwhile."""
        there = {room.code for room in self._store.rooms()}
        self._taken.forget_all_but(there)
        for code in [*self._judged]:
            if code not in there:
                self._judged.pop(code, None)

    def _simulate(self, need: Need | MarketNeed) -> None:
        if need.key in self._found:  # somebody else plays the same
            return
        try:
            self._found[need.key] = need.found(self._bench, self._game(need.code))
        except (Ended, UnknownRoom):
            raise
        except NoThread:
            self._tell_whether_no_thread(True)
            raise
        except Exception as error:  # one room's trouble is told, and the other rooms go on
            LOG.exception("an entry cannot be simulated")
            self._troubled[need.key] = refusal("entry_failed", error=error)
        self._tell_whether_no_thread(False)
        self._changed(need.code)

    def _tell_whether_no_thread(self, none: bool) -> None:
        """All rooms wait for the same threads."""
        if self._no_thread != none:
            self._no_thread = none
            for room in self._store.rooms():
                self._changed(room.code)

    def _any(self, done: Callable[[Room], bool]) -> bool:
        """Whether something was done in a room, the first in which there was something to do."""
        for room in self._store.rooms():
            if room.code in self._problems:
                continue
            identity = self._identity(room)  # as ``done`` finds it, not as it leaves it
            try:
                if self._came_of(room, str) or not done(room):
                    continue
            except Exception as error:
                self._judged[room.code] = identity, self._trouble(error)
            self._changed(room.code)
            return True
        return False

    def _trouble(self, error: Exception) -> str:
        """What is told of trouble with one room, as the other rooms' scores must go on.

        Raises:
            Exception: the same, as the room was deleted, or all of them are closed.
        """
        if isinstance(error, StartFailed):
            return refusal("start_failed", error=error)
        if isinstance(error, UnknownRoom) or self._store.closed:
            raise error
        LOG.exception("a room cannot be scored, and the others go on")
        return refusal("room_failed", error=error)

    def _judge(self, room: Room) -> bool:
        """Judge a frozen round whose entries are all simulated; whether it was one."""
        waits = room.stage.phase == FROZEN and not room.stage.closed
        if not waits or self.judged(room) is not None:
            return False
        identity = self._identity(room)  # before its entries: what comes later is judged anew
        if any(need.key not in self._found for need in self._of_round(room)):
            return False
        self._judged[room.code] = identity, self._judgement(room)
        return True

    def _tell_effects(self, room: Room) -> bool:
        """Add to a revealed quarter what teams did to one another; whether that was missing."""
        game = self._game(room.code)
        if not isinstance(game, MarketGame) or room.stage.phase != REVEALED:
            return False
        kept = self._round(room)
        if kept.scores is None or kept.scores["effects"] is not None or kept.runs is None:
            return False
        market = standing(game, room, self._store)
        played = self._found.get(market.played.key)
        alone = {key: self._found.get(need.key) for key, need in market.alone.items()}
        known = {key: one for key, one in alone.items() if isinstance(one, Played)}
        if not isinstance(played, Played) or len(known) < len(alone):
            return False
        scores = {**kept.scores, "effects": market.effects(played, known)}
        with self._store.transaction():
            if self._round(room).scores != kept.scores:  # it has begun anew meanwhile
                return False
            self._store.keep_scores(room.code, kept.number, scores, kept.runs)
        return True

    def _judgement(self, room: Room) -> Judged:
        game = self._game(room.code)
        if isinstance(game, MarketGame):
            market = standing(game, room, self._store)
            both = [self._found[need.key] for need in (market.played, market.start)]
            return market.judged(*(one for one in both if isinstance(one, Played)))
        kept = self._round(room)
        sealed, taken = kept.sealed, self._entries(room)
        played = {START: game.round.start, **{one.name: one.strategy for one in taken}}
        worlds = {sealed.seed: game.worlds, game.scenario.study.seed: game.practice}
        in_sealed, in_practice = (
            together(
                game.round,
                played,
                [
                    self._results(Need(0, room.code, game.strategy, strategy, seed, number))
                    for strategy in played.values()
                ],
            )
            for seed, number in worlds.items()
        )
        return judged(game, taken, in_sealed, in_practice, sealed, kept.left_out)

    def _results(self, need: Need) -> Results:
        """What was found."""
        found = self._found[need.key]
        assert isinstance(found, Results)
        return found


def _point(game: Game, person: int | None, results: Results) -> Point:
    rows = results.of(game.strategy)
    rules = game.round.challenge
    gain, harm = sample(rows, rules.maximise), sample(rows, rules.cap.measure)
    return Point(person, gain.estimate, harm.estimate)
