"""A page of tables: each section stands between two marks and is replaced by itself."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

PACKAGES = ("simpy", "numpy", "wasmtime")


def begin(section: str) -> str:
    return f"<!-- made by benchmarks: {section} -->"


def end(section: str) -> str:
    return f"<!-- end: {section} -->"


def replaced(text: str, section: str, lines: Sequence[str]) -> str:
    """The page with new lines between the marks of a section.

    Raises:
        ValueError: the page has no such marks.
    """
    before, first, rest = text.partition(begin(section))
    _, last, after = rest.partition(end(section))
    if not first or not last:
        raise ValueError(f"no lines {begin(section)!r} and {end(section)!r}")
    return f"{before}{first}\n\n{chr(10).join(lines)}\n\n{last}{after}"


def write(path: Path, section: str, lines: Sequence[str]) -> None:
    """Put the lines into the page.

    Raises:
        ValueError: the page has no marks of this section.
    """
    text = path.read_text(encoding="utf-8")
    path.write_text(replaced(text, section, lines), encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    align = ["---", *("---:" for _ in head[1:])]
    return [f"| {' | '.join(row)} |" for row in (head, align, *rows)]


def machine(load_average: float) -> str:
    """Where numbers come from, and how busy the machine was when their measurement began."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"*{processor()}, {os.cpu_count()} cores, {platform.system()}; {python}, {packages}; "
        f"load average {load_average:.1f} when this began.*"
    )


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:,.0f} ms" if seconds >= 0.1 else f"{1000 * seconds:.1f} ms"


def duration(seconds: float) -> str:
    """Seconds with three digits, in the unit that suits them."""
    if seconds < 1:
        return milliseconds(seconds)
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:.0f} s"


def with_range(ratios: Sequence[float]) -> str:
    """The median and the extremes of a ratio that was measured several times."""
    return f"**{median(ratios):,.1f}** ({min(ratios):,.1f} to {max(ratios):,.1f})"


def progress(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
