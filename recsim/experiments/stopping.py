"""Signals that end a program, as one orderly stop.

The first one raises ``Stopped`` where the program is, unless it is at something that must not be
torn: then at its end. Further ones are ignored there, and raise again elsewhere: whatever is torn
then can be made again.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

SIGNALS = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if hasattr(signal, name)
)


class Stopped(KeyboardInterrupt):
    """A signal asks the program to end.

    Attributes:
        number: the signal's number.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)  # SimPy makes it anew from its arguments
        self.number = number


class Lost(KeyboardInterrupt):
    """The computers that simulate can no longer be reached: a run ends as if interrupted.

    Its text says which.
    """


def said(interrupt: KeyboardInterrupt) -> str:
    """What interrupted a run, to begin a sentence with."""
    return str(interrupt) if isinstance(interrupt, Lost) else "Interrupted"


AGAIN_SECONDS = 0.05
"""How soon a signal comes again that nobody could be told of."""


class _State:
    within = False
    """Whether signals are listened to."""
    deaf = 0
    """How many blocks that must not be torn are under way."""
    pending: int | None = None
    """A signal that came in such a block, if none came before."""
    stopping = False
    """Whether a first signal came."""


def _heard(number: int, frame: FrameType | None) -> None:
    if _State.deaf:
        if not _State.stopping:
            _State.pending = number
        return
    _State.stopping = True
    raise Stopped(number)


@contextlib.contextmanager
def _none_lost() -> Iterator[None]:
    """A block in which a signal comes again if it came where nothing can be raised.

    Python drops what is raised while it forgets an object, as in between two lines of an import,
    and prints a traceback instead.
    """
    before = sys.unraisablehook

    def again(number: int) -> None:
        if _State.within:
            signal.raise_signal(number)

    def dropped(what: UnraisableHookArgs) -> None:
        if isinstance(what.exc_value, Stopped):
            timer = threading.Timer(AGAIN_SECONDS, again, [what.exc_value.number])
            timer.daemon = True
            timer.start()
        else:
            before(what)

    sys.unraisablehook, _State.within = dropped, True
    try:
        yield
    finally:
        sys.unraisablehook, _State.within = before, False


@contextlib.contextmanager
def orderly() -> Iterator[None]:
    """Make signals that end a program raise ``Stopped`` in this block, in the main thread.

    What is ignored already (as under ``nohup``) stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: handler
        for number in SIGNALS
        if (handler := signal.getsignal(number)) not in (signal.SIG_IGN, None)
    }
    _State.pending, _State.stopping = None, False
    try:
        for number in before:
            signal.signal(number, _heard)
        with _none_lost():
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """A block that signals do not tear; it must be short.

    Raises:
        Stopped: at its end, if the first signal came meanwhile.
    """
    _State.deaf += 1
    try:
        yield
    finally:
        _State.deaf -= 1
        if not _State.deaf and (number := _State.pending) is not None:
            _State.pending, _State.stopping = None, True
            raise Stopped(number)


@contextlib.contextmanager
def deaf_children() -> Iterator[None]:
    """A block whose new processes never hear Ctrl-C, not even while they start; it must be short.

    They inherit the mask, before any line of theirs could. Here Ctrl-C waits until the end.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
