"""Variables of the environment that libraries read, and what is nonsense in them."""

from __future__ import annotations

import os
import re

from recsim.studies.refusal import Refusal

_UNUSED = ("MPLBACKEND", "SOURCE_DATE_EPOCH")
"""Where matplotlib would show pictures, and a time for files: recsim asks for neither."""
_THREADS = "POLARS_MAX_THREADS"
_MOST_DIGITS = 3


def check() -> None:
    """Leave out the variables that are of no use; call this before a library reads them.

    Raises:
        Refusal: in one that is of use is what a library cannot take.
    """
    for name in _UNUSED:
        os.environ.pop(name, None)
    threads = os.environ.get(_THREADS) or "1"
    if not re.fullmatch(rf"[1-9][0-9]{{0,{_MOST_DIGITS - 1}}}", threads):
        most = 10**_MOST_DIGITS - 1
        raise Refusal(f"{_THREADS}={threads}: expected a whole number, 1 to {most}")
