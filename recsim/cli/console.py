"""Where text goes: results to standard output, everything else to standard error."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

Progress = Callable[[int, int], None]
_LINE = 100
_NARROWEST = 20


def never_crash_on_letters() -> None:
    """Write a question mark where the terminal has no such letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def console(*, stderr: bool = False) -> Console:
    """A console that takes user's text literally (no markup); keeps to NO_COLOR and the width."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=False)


def paragraph(screen: Console, text: str, *, style: str = "", bullet: str = "") -> None:
    """Print a text in lines that are easy to read, below one another after a bullet."""
    width = max(min(screen.width, _LINE), _NARROWEST)
    for line in textwrap.wrap(
        text, width, initial_indent=bullet, subsequent_indent=" " * len(bullet)
    ):
        screen.print(line, style=style)


def complain(message: str) -> None:
    """Tell what went wrong, on standard error."""
    print(message, file=sys.stderr)


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output; letters outside ASCII are escaped."""
    print(json.dumps(value, indent=2, ensure_ascii=True, allow_nan=False))


@contextlib.contextmanager
def progress_bar(what: str, *, quiet: bool) -> Iterator[Progress | None]:
    """A bar on standard error while replications run; None if nobody would see it.

    Yields:
        A function of (replications done, replications in all).
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("runs"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextlib.contextmanager
def working(what: str, *, quiet: bool) -> Iterator[None]:
    """A sign of life on standard error, if somebody would see it."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    with console(stderr=True).status(what):
        yield
