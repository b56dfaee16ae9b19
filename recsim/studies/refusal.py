"""What cannot be done as it was asked."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - nothing broke
    """It cannot go on; the text tells why, and what would help."""


class Unfinished(Exception):  # noqa: N818
    """There are no results to show; the text tells what is kept and where.

    Attributes:
        interrupt: what ended it; None if its runs failed.
    """

    def __init__(self, message: str, interrupt: KeyboardInterrupt | None = None) -> None:
        super().__init__(message)
        self.interrupt = interrupt
