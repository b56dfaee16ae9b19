"""How a command ends."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from recsim.studies.refusal import Refusal

if TYPE_CHECKING:
    from recsim.studies.finished import Finished

__all__ = ["Ending", "Exit", "Refusal", "after", "code_of"]


class Exit(IntEnum):
    """Exit codes of ``recsim``."""

    DONE = 0
    RUN_FAILED = 1
    BAD_INPUT = 2
    EXPECTATION_FAILED = 3
    HUNG_UP = 129  # as shells report signals: 128 + SIGHUP
    INTERRUPTED = 130  # 128 + SIGINT, which is Ctrl-C
    TERMINATED = 143  # 128 + SIGTERM


def after(interrupt: KeyboardInterrupt) -> Exit:
    """How a command ends that a signal has interrupted."""
    number = getattr(interrupt, "number", None)
    codes = {129: Exit.HUNG_UP, 143: Exit.TERMINATED}
    return codes.get(128 + (number or 0), Exit.INTERRUPTED)


class Ending(Refusal):
    """A command cannot go on, and ends with a code of its own."""

    def __init__(self, message: str, code: Exit) -> None:
        super().__init__(message)
        self.code = code


def code_of(finished: Finished) -> Exit:
    """How a command ends after a study, expectations aside."""
    if finished.interrupt is not None:
        return after(finished.interrupt)
    failed = finished.results.table("failures").height
    return Exit.RUN_FAILED if failed else Exit.DONE
