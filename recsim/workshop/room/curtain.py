"""What the page to explore must not show now: what a room is being asked about.

It is a curtain and no lock: who simulates elsewhere finds the answer.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from recsim.workshop.room.rooms import Rooms
from recsim.workshop.room.shown import is_own

Json = dict[str, Any]


class Curtain:
    """Scenarios of open questions; looked up again when something has changed in a room."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._known: tuple[int, list[Json]] = -1, []

    def view(self, is_trainer: bool, known: str) -> Json | None:
        """What a page to explore is told; None if that is what it knows already.

        Args:
            is_trainer: whether the trainer looks, from whom nothing is hidden.
            known: the version that the page has.
        """
        told = {
            "trainer": is_trainer,
            "address": self._rooms.page().removesuffix("/room"),
            "asked": [] if is_trainer else self._asked(),
        }
        version = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
        return None if version == known else {"version": version, **told}

    def _asked(self) -> list[Json]:
        change = self._rooms.changes
        if self._known[0] != change:
            self._known = change, self._found()
        return self._known[1]

    def _found(self) -> list[Json]:
        store = self._rooms.store
        asked = [
            (question, question.source or room.source)
            for room in store.rooms()
            if not room.stage.closed
            for question in store.questions(room.code)
            if question.phase == "open" and question.kind == "range"
        ]
        return [
            {"scenario": source, "text": question.text}  # not the code: anybody may ask for this
            for question, source in asked
            if source and not is_own(source)  # nobody else can open somebody's own file
        ]
