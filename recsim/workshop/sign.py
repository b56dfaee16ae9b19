"""What the terminal shows: the address, the trainer's link, and for phones a code that is right."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

from recsim.workshop.whereabouts import Whereabouts

Tell = Callable[[str], None]


class Sign:
    """The way in, shown when the workshop begins and whenever it has become another one."""

    def __init__(self, where: Whereabouts, key: str, tell: Tell) -> None:
        """Nothing is shown yet.

        Args:
            where: the workshop's address.
            key: the trainer's.
            tell: prints.
        """
        self._where, self._key, self._tell = where, key, tell
        self._shown = where(), ""
        self._lost = where.is_lost

    def begin(self, rooms: Path, code: str) -> None:
        """Show everything.

        Args:
            rooms: the file in which they are kept.
            code: of the room that people are to join; empty if there is none.
        """
        self._shown = self._where(), code
        self._tell(f"The workshop is at {self._where()}")
        self._tell(f"Trainer: {self._where()}/trainer#{self._key}")
        self._tell(f"Rooms are kept in {rooms}")
        if self._where.is_only_here:
            self._tell("Only this computer can open it; for others in the room: --host 0.0.0.0")
        else:
            self._tell("Everybody on this network can open it, without a password.")
            self._show_way(code)
        self._tell("Ctrl-C ends it.")

    def follow(self, code: str) -> None:
        """Show the way in again if the address or the room is another one.

        Args:
            code: of the room that people are to join; empty if there is none.
        """
        if self._where.is_only_here:
            return
        self._where.look()
        if self._where.is_lost != self._lost:
            self._lost = self._where.is_lost
            if self._lost:
                who = self._where.interface or "This computer"
                self._tell(f"{who} has no address now: nobody can come until it has one again.")
        address, before = self._where(), self._shown
        if before == (address, code):
            return
        self._shown = address, code
        if address != before[0]:
            self._tell(f"The network is another one: the workshop is now at {address}")
            self._tell(f"Trainer: {address}/trainer#{self._key}")
        self._show_way(code)

    def _show_way(self, code: str) -> None:
        """A code for phones, and where it leads."""
        address = f"{self._where()}/room#{code}" if code else self._where()
        self._tell(f"Room {code}: {address}" if code else f"Open {address} on a phone or laptop:")
        self._tell(drawn(address))


def drawn(address: str) -> str:
    """An address as a QR code in letters."""
    import segno

    letters = StringIO()
    segno.make(address).terminal(letters, compact=True)
    return letters.getvalue().rstrip("\n")
