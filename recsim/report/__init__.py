"""From results to pictures: figures that can be projected, each with the table behind it."""

from __future__ import annotations

import errno

try:
    import matplotlib  # noqa: F401
except OSError as error:  # it finds no folder in which it could keep a list of fonts
    raise FileNotFoundError(errno.ENOENT, f"pictures cannot be drawn: {error}") from error
