"""What counts in a round, as entries of the challenge; each is made once."""

from __future__ import annotations

from collections.abc import Callable, Container

from recsim.classroom.submission import Entry
from recsim.workshop.room.game import Game
from recsim.workshop.room.judged import entry
from recsim.workshop.room.records import Room, Submission
from recsim.workshop.room.store import Store
from recsim.workshop.state import BadState


class Taken:
    """The entries of all rooms: those that count now, and no others."""

    def __init__(self, store: Store, game: Callable[[str], Game]) -> None:
        self._store, self._game = store, game
        self._known: dict[str, dict[int, Entry | None]] = {}

    def of(self, room: Room) -> list[Entry]:
        """What counts in the round, by the number of the person."""
        last = self._store.last_submissions(room.code, room.stage.round)
        teams = {person.id: person.team for person in self._store.people(room.code)}
        game, before = self._game(room.code), self._known.get(room.code, {})
        now = {
            one.id: before[one.id] if one.id in before else _entry(game, one, teams.get(person, ""))
            for person, one in last.items()
        }
        self._known[room.code] = now
        return [one for one in now.values() if one is not None]

    def forget_all_but(self, codes: Container[str]) -> None:
        """Forget what people wrote in rooms that were deleted."""
        for code in [*self._known]:  # at once: others look at their rooms meanwhile
            if code not in codes:
                self._known.pop(code, None)


def _entry(game: Game, submission: Submission, team: str) -> Entry | None:
    """The entry; None if another version of recsim took it, and this one would not."""
    try:
        return entry(game, submission, team)
    except BadState:
        return None
