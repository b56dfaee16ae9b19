"""Types of the fixtures for the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Recsim = Callable[..., Result]
"""Call the command line with these arguments; ``code``: the exit code that is expected."""
Folders = Callable[[], list[Path]]
"""Results folders below the working folder."""
