"""Where text goes: results to standard output, everything else to standard error."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from recsim.scenario.printable import printable, whole

if TYPE_CHECKING:
    from rich.console import Console

Progress = Callable[[int, int], None]
LINE_SECONDS = 60.0
"""How often it is said how far a command is, where there is no terminal."""
_LINE = 100
_NARROWEST = 20


def never_without_streams() -> None:
    """Write into nothing what would go to a stream that was closed before (``2>&-``).

    Else print() would take the other stream, and the next file that is opened the number of this
    one, and with it what libraries write to it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    for name, number in (("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w", encoding="utf-8"))  # noqa: SIM115


def never_crash_on_letters() -> None:
    """Write a question mark where the terminal has no such letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def console(*, stderr: bool = False) -> Console:
    """A console that takes user's text literally: no markup in it, and no escapes for a terminal.

    It keeps to NO_COLOR and the width.
    """
    from rich.console import Console
    from rich.text import Text

    class Literal(Console):
        def render_str(self, text: str, **options: Any) -> Text:
            return super().render_str(printable(text), **options)

    return Literal(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=False)


def say(text: str) -> None:
    """Print a text on standard output, without escapes for a terminal."""
    print(printable(text), flush=True)


def paragraph(screen: Console, text: str, *, style: str = "", bullet: str = "") -> None:
    """Print a text in lines that are easy to read, below one another after a bullet."""
    width = max(min(screen.width, _LINE), _NARROWEST)
    for line in textwrap.wrap(
        text, width, initial_indent=bullet, subsequent_indent=" " * len(bullet)
    ):
        screen.print(line, style=style)


def complain(message: str) -> None:
    """Tell what went wrong, on standard error, if anybody is there."""
    with contextlib.suppress(OSError):  # a terminal that was closed
        print(printable(message), file=sys.stderr, flush=True)


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output; letters outside ASCII are escaped."""
    text = whole(json.dumps(value, ensure_ascii=False, allow_nan=False))
    print(json.dumps(json.loads(text), indent=2, ensure_ascii=True))


@contextlib.contextmanager
def progress_bar(what: str, *, quiet: bool) -> Iterator[Progress | None]:
    """A bar on standard error while replications run; a line a minute where that is no terminal.

    Yields:
        A function of (runs done, runs in all); None if nobody wants to see it.
    """
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        with lines_of_progress(what, complain, LINE_SECONDS) as progress:
            yield progress
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
        task = bar.add_task(printable(what), total=None)  # a column asks no console for its text
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextlib.contextmanager
def lines_of_progress(what: str, tell: Callable[[str], None], every: float) -> Iterator[Progress]:
    """Say now and then how far a command is, also while a run takes long.

    Args:
        what: what is going on.
        tell: is called with each line, in a thread of its own.
        every: seconds from one line to the next.

    Yields:
        A function of (runs done, runs in all).
    """
    at, begin, ended = [0, 0], time.monotonic(), threading.Event()

    def count(done: int, total: int) -> None:
        at[:] = done, total

    def work() -> None:
        while not ended.wait(every):
            tell(_line_of_progress(what, at[0], at[1], time.monotonic() - begin))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield count
    finally:
        ended.set()


def _line_of_progress(what: str, done: int, total: int, seconds: float) -> str:
    """How far it is, and how long the rest will take if it goes on like this."""
    line = f"{what}: {done:,} of {total:,} runs after {_duration(seconds)}"
    if 0 < done < total:
        line += f", {_duration(seconds * (total - done) / done)} to go"
    return line


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


@contextlib.contextmanager
def working(what: str, *, quiet: bool) -> Iterator[None]:
    """A sign of life on standard error, if somebody would see it."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    with console(stderr=True).status(what):
        yield
