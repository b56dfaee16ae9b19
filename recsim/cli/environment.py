"""Variables of the environment that libraries read, and what is nonsense in them."""

from __future__ import annotations

import os
import re

from recsim.studies.refusal import Refusal

_UNUSED = ("MPLBACKEND", "SOURCE_DATE_EPOCH")
"""Where matplotlib would show pictures, and a time for files: recsim asks for neither."""
_THREADS, _POLARS = "POLARS_MAX_THREADS", "POLARS_"
_KEPT = (_THREADS, "POLARS_SKIP_CPU_CHECK")
"""Of some hundred of Polars, which warns or ends where it cannot read one, those that are asked."""
_MOST_DIGITS = 3


def check() -> None:
    """Leave out the variables that are of no use; call this before a library reads them.

    Raises:
        Refusal: in one that is of use is what a library cannot take.
    """
    of_polars = [name for name in os.environ if name.startswith(_POLARS) and name not in _KEPT]
    for name in (*_UNUSED, *of_polars):
        os.environ.pop(name, None)
    threads = os.environ.pop(_THREADS, "")  # Polars would warn of nonsense before it is refused
    if not threads:
        return
    if not re.fullmatch(rf"[1-9][0-9]{{0,{_MOST_DIGITS - 1}}}", threads):
        most = 10**_MOST_DIGITS - 1
        raise Refusal(f"{_THREADS}={threads}: expected a whole number, 1 to {most}")
    os.environ[_THREADS] = threads
