"""A room without a server, whose scorer is watched."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counter import (
    CARE,
    SEALED_WORLDS,
    START,
    Simulator,
)
from patience import until

from recsim.workshop.room import scoring
from recsim.workshop.room.bodies import Command, Join, Offer, Submit
from recsim.workshop.room.database import Database
from recsim.workshop.room.judged import Judged
from recsim.workshop.room.records import Person, Room
from recsim.workshop.room.rooms import Rooms
from recsim.workshop.room.seats import Seats
from recsim.workshop.room.store import Store
from recsim.workshop.room.trainer import Trainer

LONG = 3600.0


class Lesson:
    """A trainer's rooms, without routes and pages."""

    def __init__(
        self,
        folder: Path,
        simulator: Simulator,
        now: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        store = Store(Database(folder / "rooms.sqlite"))
        self.rooms = Rooms(
            store, simulator, lambda _: START, lambda _: None, lambda: "http://room", now,
            steady=steady,
        )  # fmt: skip
        self.trainer, self.seats = Trainer(self.rooms), Seats(self.rooms)
        self.scorer = self.rooms.scorer
        self.code = ""

    def make(self, **changed: Any) -> str:
        offer: dict[str, Any] = {
            "scenario": "small", "strategy": "calling", "free": ["care"],
            "replications": SEALED_WORLDS,
            "cap": {"measure": "offences_per_1000_contacts", "at_most": 100.0}, **changed,
        }  # fmt: skip
        self.code = self.rooms.create(Offer(**offer))
        return self.code

    @property
    def room(self) -> Room:
        return self.rooms.room(self.code)

    def join(self, name: str, team: str = "") -> Person:
        return self.seats.join(Join(code=self.code, nickname=name, team=team)).person

    def submit(self, person: Person, care: float) -> None:
        self.seats.submit(self.seats.hand_in(person, Submit(changes={CARE: care})))

    def do(self, command: str, **rest: Any) -> None:
        self.trainer.do(self.code, Command(command=command, **rest))  # type: ignore[arg-type]

    def ask(self, measure: str, strategy: str = "calling") -> None:
        self.do("ask", measure=measure, strategy=strategy)

    def truth(self) -> scoring.Truth | None:
        return self.scorer.truth(self.rooms.store.questions(self.code)[-1])

    def judged(self) -> Judged:
        """What came of the frozen round, as soon as that is known."""
        until(lambda: self.scorer.judged(self.room) is not None)
        found = self.scorer.judged(self.room)
        assert found is not None
        return found

    def gains(self) -> dict[int, float]:
        """Sealed placements by person."""
        return {row["person"]: row["gain"]["mean"] for row in self.judged().scores["rows"]}

    def practised(self) -> dict[int | None, float | None]:
        return {point.person: point.gain for point in self.scorer.practised(self.room)}
