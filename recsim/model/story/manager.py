"""A hiring manager: has time for so many interviews a week, and people wait for their turn."""

from __future__ import annotations

from collections import deque
from typing import Protocol

from recsim.model.order import Rank
from recsim.model.story.calendar import Calendar, Story


class InLine(Protocol):
    """Somebody who waits for the manager."""

    def is_called_in(self) -> bool:
        """It is their turn: whether they are still there."""


class Manager:
    """Somebody at the employer, who meets people one after the other, at a steady pace.

    A queue with one server and constant service times; nobody's turn is lost if somebody before
    has gone meanwhile.
    """

    def __init__(self, calendar: Calendar, number: int, gap: float) -> None:
        """``gap``: days between the beginnings of two interviews."""
        self.calendar, self._number, self._gap = calendar, number, gap
        self._line: deque[InLine] = deque()
        self._is_busy = False

    def is_waited_for(self, by: InLine) -> None:
        """Somebody joins the line."""
        self._line.append(by)
        if not self._is_busy:
            self._calls_in()

    def _calls_in(self) -> None:
        """Meet the first who is still there."""
        while self._line and not self._is_busy:
            if self._line.popleft().is_called_in():
                self._is_busy = True
                self.calendar.process(self._meets())

    def _meets(self) -> Story:
        yield self.calendar.after(self._gap, Rank.MANAGER, self._number)
        self._is_busy = False
        self._calls_in()
