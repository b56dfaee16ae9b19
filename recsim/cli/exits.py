"""How a command ends."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of ``recsim``."""

    DONE = 0
    RUN_FAILED = 1
    BAD_INPUT = 2
    EXPECTATION_FAILED = 3
    INTERRUPTED = 130  # as shells report Ctrl-C: 128 + SIGINT


class Refusal(Exception):  # noqa: N818 - nothing broke: the command cannot do what was asked
    """A command cannot go on; the text tells the user why, and what would help."""

    def __init__(self, message: str, code: Exit = Exit.BAD_INPUT) -> None:
        super().__init__(message)
        self.code = code
