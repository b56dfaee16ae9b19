"""What the trainer can do in a room."""

from __future__ import annotations

from recsim.classroom.starter import draw_sealed
from recsim.workshop.refusals import REFUSALS, refusal
from recsim.workshop.room import phases
from recsim.workshop.room.affordable import refuse_costly_question
from recsim.workshop.room.bodies import Command
from recsim.workshop.room.market_game import MarketGame
from recsim.workshop.room.market_play import again, begin, is_over, waits, worlds_of_next
from recsim.workshop.room.phases import NotNow, why_not
from recsim.workshop.room.questions import worded
from recsim.workshop.room.records import Asked, Question, Room, UnknownRoom
from recsim.workshop.room.rooms import Rooms
from recsim.workshop.room.shown import shown

COMMANDS = (
    "open", "more_time", "freeze", "unfreeze", "leave_out", "reveal", "next_round", "reset",
    "close", "reopen", "delete", "door", "remove", "empty", "names", "ranks", "show", "ask",
    "close_question", "reveal_question", "drop_question",
)  # fmt: skip
OF_ROUNDS = (
    "open", "more_time", "freeze", "unfreeze", "leave_out", "reveal", "next_round", "reset",
    "names", "ranks",
)  # fmt: skip
"""What makes sense where something is played."""
SHOWN = ("", "join", "plane", "ranks", "effects")
HERE = 10.0
"""Seconds since the last sign of life of somebody who is in the room."""


class Trainer:
    """Carries out commands; whether somebody is the trainer, others have found out."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms, self._store = rooms, rooms.store

    def can(self, room: Room) -> list[str]:
        """Names of the commands that can be given now."""
        return [command for command in COMMANDS if not self._why_not(room, command)]

    def do(self, code: str, asked: Command) -> None:
        """Carry out a command.

        Raises:
            UnknownRoom: there is no such room, person or question.
            NotNow: it cannot be done now.
            UnknownScenario: there is no such scenario to ask about.
            BadState: a question cannot be asked like this.
        """
        question = self._wanted(code, asked) if asked.command == "ask" else None
        with self._store.transaction():
            room = self._allowed(code, asked)
            if question is not None:
                self._ask(room, question)
            else:
                getattr(self, f"_{asked.command}")(room, asked)
        if asked.command == "delete":  # not before the file has it: a full disk may refuse
            self._rooms.forget(code)
        self._rooms.changed(code)
        self._rooms.scorer.call()

    def _allowed(self, code: str, asked: Command) -> Room:
        """The room, if the command can be given in it now."""
        room = self._rooms.room(code)
        if reason := self._why_not(room, asked.command):
            raise NotNow(reason)
        return room

    def _why_not(self, room: Room, command: str) -> str:
        if command in OF_ROUNDS and self._rooms.game(room.code).kind == "questions":
            return REFUSALS["nothing_played"]
        if reason := why_not(room.stage, command):
            return reason
        scorer = self._rooms.scorer
        if command == "reveal" and scorer.judged(room) is None:
            return scorer.problem(room) or REFUSALS["scoring"]
        if command == "leave_out" and not scorer.late(room):
            return REFUSALS["none_late"]
        market = self._market(room)
        if command == "next_round" and market is not None and is_over(market, room):
            return refusal("market_over", quarters=market.rules.quarters)
        asked = self._asked(room)
        if command == "ask" and asked is not None:
            return REFUSALS["question_waits"]
        if command == "close_question" and (asked is None or asked.phase != "open"):
            return REFUSALS["none_open"]
        if command == "drop_question" and asked is None:
            return REFUSALS["all_revealed"]
        if command == "reveal_question":
            if asked is None:
                return REFUSALS["all_revealed"]
            if scorer.failed(asked):
                return REFUSALS["answer_failed"]
            if scorer.truth(asked) is None:
                return REFUSALS["answer"]
        return ""

    def _market(self, room: Room) -> MarketGame | None:
        """The market that the room plays, if that is what it plays."""
        game = self._rooms.game(room.code)
        return game if isinstance(game, MarketGame) else None

    # Phases

    def _open(self, room: Room, asked: Command) -> None:
        if (market := self._market(room)) is not None and waits(room):
            begin(market, room, self._store)
        self._move(room, phases.opened(room.stage, self._rooms.now(), asked.minutes))

    def _more_time(self, room: Room, asked: Command) -> None:
        assert asked.minutes is not None
        self._rooms.move(room, phases.longer(room.stage, self._rooms.now(), asked.minutes))

    def _freeze(self, room: Room, _: Command) -> None:
        self._move(room, phases.frozen(room.stage))

    def _unfreeze(self, room: Room, asked: Command) -> None:
        self._rooms.scorer.forget(room)
        self._move(room, phases.unfrozen(room.stage, self._rooms.now(), asked.minutes))

    def _leave_out(self, room: Room, _: Command) -> None:
        self._rooms.scorer.leave_out(room)

    def _reveal(self, room: Room, _: Command) -> None:
        judged = self._rooms.scorer.judged(room)
        assert judged is not None
        self._store.keep_scores(room.code, room.stage.round, judged.scores, judged.runs)
        self._move(room, phases.revealed(room.stage))

    def _next_round(self, room: Room, _: Command) -> None:
        stage = phases.following(room.stage)
        market = self._market(room) is not None
        worlds = worlds_of_next(room, self._store) if market else draw_sealed()
        self._store.add_round(room.code, stage.round, worlds)
        self._move(room, stage)

    def _reset(self, room: Room, _: Command) -> None:
        self._rooms.scorer.forget(room)
        market = self._market(room)
        worlds = draw_sealed() if market is None else again(market, room, self._store)
        self._store.add_round(room.code, room.stage.round, worlds)
        self._move(room, phases.reset(room.stage))

    def _close(self, room: Room, _: Command) -> None:
        self._rooms.move(room, phases.closed(room.stage))

    def _reopen(self, room: Room, _: Command) -> None:
        self._rooms.move(room, phases.reopened(room.stage))

    def _delete(self, room: Room, _: Command) -> None:
        self._store.delete_room(room.code)

    def _move(self, room: Room, stage: phases.Stage) -> None:
        """The next phase, whose own board is shown."""
        self._store.set_showing(room.code, "")
        self._rooms.move(room, stage)

    # The room

    def _door(self, room: Room, asked: Command) -> None:
        self._store.set_door(room.code, bool(asked.open))

    def _remove(self, room: Room, asked: Command) -> None:
        assert asked.person is not None
        if asked.person not in {person.id for person in self._store.people(room.code)}:
            raise UnknownRoom(REFUSALS["person_gone"])
        if room.showing == f"memo:{asked.person}":
            self._store.set_showing(room.code, "")
        self._store.remove_person(asked.person)

    def _empty(self, room: Room, asked: Command) -> None:
        """Take out all, or those who have handed in nothing and do not look."""
        if asked.what not in ("all", "gone"):
            raise UnknownRoom('a room can be emptied of "all", or of who has "gone"')
        idle = {one.id for one in self._store.idle_people(room.code)}
        for one in self._store.people(room.code):
            if asked.what == "gone" and self._rooms.quiet(one.id) < HERE:
                continue
            if one.id in idle:
                self._store.forget_person(one.id)
            elif asked.what == "all":
                self._remove(room, asked.model_copy(update={"person": one.id}))

    def _names(self, room: Room, asked: Command) -> None:
        assert asked.names is not None
        self._store.set_names(room.code, asked.names)

    def _ranks(self, room: Room, asked: Command) -> None:
        self._store.set_ranks(room.code, bool(asked.show))

    def _show(self, room: Room, asked: Command) -> None:
        assert asked.what is not None
        kind, _, number = asked.what.partition(":")
        if kind == "question":
            self._question(room, number)
        elif kind == "memo":
            self._memo(room, number)
        elif asked.what not in SHOWN:
            raise UnknownRoom("the board cannot show this")
        self._store.set_showing(room.code, asked.what)

    def _memo(self, room: Room, person: str) -> None:
        """There must be such a memo, and the round must be over."""
        scores = self._store.round(room.code, room.stage.round).scores
        if scores is None:
            raise NotNow(REFUSALS["memos_later"])
        rows = scores.get("rows", ())  # a market has no memos
        there = {one.id for one in self._store.people(room.code)}
        memos = {str(row["person"]) for row in rows if row["memo"] and row["person"] in there}
        if person not in memos:
            raise UnknownRoom(REFUSALS["no_memo"])

    # Questions

    def _wanted(self, code: str, asked: Command) -> Asked:
        """The question, if it can be answered; that may take runs, for which nobody else waits."""
        room = self._allowed(code, asked)
        about = None if asked.about is None else shown(self._rooms.find, asked.about)
        question = worded(self._rooms.game(room.code), asked, about)
        if about is not None:
            names = filter(None, (question.strategy, question.than))
            refuse_costly_question(self._rooms.bench.simulate, about.scenario, names)
        return question

    def _ask(self, room: Room, question: Asked) -> None:
        number = self._store.add_question(room.code, question, self._rooms.now())
        self._store.set_showing(room.code, f"question:{number}")

    def _close_question(self, room: Room, asked: Command) -> None:
        self._store.close_question(self._live(room, asked).id)

    def _reveal_question(self, room: Room, asked: Command) -> None:
        question = self._live(room, asked)
        truth = self._rooms.scorer.truth(question)
        assert truth is not None
        self._store.tell_question(question.id, truth, self._rooms.now())
        self._store.set_showing(room.code, f"question:{question.id}")

    def _drop_question(self, room: Room, asked: Command) -> None:
        question = self._live(room, asked)
        self._store.drop_question(question.id)
        if room.showing == f"question:{question.id}":
            self._store.set_showing(room.code, "")

    def _asked(self, room: Room) -> Question | None:
        """The question that was not revealed yet."""
        waiting = [q for q in self._store.questions(room.code) if q.phase != "revealed"]
        return waiting[-1] if waiting else None

    def _live(self, room: Room, asked: Command) -> Question:
        """The question that is meant, which was not revealed yet."""
        question = self._question(room, str(asked.question))
        if question.phase == "revealed":
            raise NotNow(REFUSALS["was_revealed"])
        return question

    def _question(self, room: Room, number: str) -> Question:
        for question in self._store.questions(room.code):
            if str(question.id) == number:
                return question
        raise UnknownRoom(REFUSALS["question_gone"])
