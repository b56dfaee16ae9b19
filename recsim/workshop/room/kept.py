"""Whether what is kept of rooms can be used: found out before anybody waits for it."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from recsim.analysis.measures import MEASURES
from recsim.classroom.submission import Guess
from recsim.scenario.errors import ScenarioErrors
from recsim.workshop.room.database import CannotKeep
from recsim.workshop.room.game import Game
from recsim.workshop.room.needs import of_question
from recsim.workshop.room.phases import FROZEN, OPEN, READY, REVEALED
from recsim.workshop.room.records import Room
from recsim.workshop.room.store import Store
from recsim.workshop.state import BadState

DAMAGED = (
    sqlite3.Error, ArithmeticError, AttributeError, LookupError, RecursionError, ScenarioErrors,
    TypeError, ValueError,
)  # fmt: skip
"""What reading raises of what nobody can have written here."""


@contextmanager
def whole(what: str) -> Iterator[None]:
    """A block that reads what is kept.

    Args:
        what: of what it reads: "room BCDFG".

    Raises:
        CannotKeep: it is damaged.
        BadState: this version does not take it.
    """
    try:
        yield
    except BadState:  # whole, but not playable here
        raise
    except DAMAGED as error:
        raise CannotKeep(f"what is kept of {what} is damaged: {str(error)[:200]}") from error


def look_through(store: Store, room: Room, game: Game) -> None:
    """Read all that is kept of a room: one that is damaged would keep the others from scores.

    Raises:
        One of ``DAMAGED``: something cannot be read, or cannot be.
    """
    stage = room.stage
    if stage.phase not in (READY, OPEN, FROZEN, REVEALED) or not math.isfinite(stage.ends_at or 0):
        raise ValueError(f"{stage.phase} until {stage.ends_at} is no phase")
    kept = [store.round(room.code, stage.round), *store.rounds(room.code)]
    for one in kept:
        if not all(isinstance(found, dict | None) for found in (one.scores, one.runs)):
            raise TypeError(f"the scores of round {one.number} are none")
    for person in store.people(room.code, removed=True):
        _ = dict(person.draft)
    for submission in store.submissions(room.code):
        _ = dict(submission.changes), [Guess(**one) for one in submission.guesses.values()]
    store.guesses(room.code)
    for question in store.questions(room.code):
        of_question(game, question)
        if question.kind == "range":
            _ = MEASURES[question.measure]
