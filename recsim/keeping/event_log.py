"""Event logs for process miners: XES, the standard IEEE 1849.

A case is what a system for applicants keeps together: one person's process about one requisition
(``candidacy``), or all that was done for one requisition. An activity is a kind of the model's
events. What happens to people outside of any process (lives, moods, memories) is in no case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from io import TextIOBase
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import polars as pl

from recsim.model.events import NOBODY
from recsim.scenario.printable import printable
from recsim.store.durable import deliver
from recsim.store.events import scan_events

KEYS: Mapping[str, tuple[str, ...]] = {
    "candidacy": ("requisition", "person"),
    "requisition": ("requisition",),
}
"""What the events of a case have in common."""
CASES = tuple(KEYS)
MARKS = ("first_contacted",)
"""Kinds that only mark another event of the same moment."""
AT_A_TIME = 100_000
"""Events in memory; one requisition has fewer."""
EXTENSIONS = ("Concept", "Time", "Lifecycle", "Organizational")
PREFIXES = ("concept", "time", "lifecycle", "org")
HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
"""
GLOBALS = """\
<global scope="trace">
<string key="concept:name" value=""/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
<string key="lifecycle:transition" value="complete"/>
</global>
<classifier name="Activity" keys="concept:name"/>
<classifier name="Activity and detail" keys="concept:name recsim:detail"/>
"""


def write(
    log: Path, path: Path, *, team: str, case: str, origin: date, about: Mapping[str, str]
) -> tuple[int, int]:
    """Write the cases of one team in one run, in the order of their requisitions.

    Memory does not grow with the log: it is read again for each few requisitions.

    Args:
        log: the log of a run, as a results folder keeps it.
        path: the file; an earlier one is replaced.
        team: whose requisitions.
        case: what a case is, one of ``CASES``.
        origin: the date of day 0, which begins at midnight UTC; the warm-up lies before it.
        about: what the log is, by name; attributes of the log.

    Returns:
        Numbers of cases and of events.

    Raises:
        OSError: a file cannot be read or written.
        polars.exceptions.PolarsError: the log is damaged.
        OverflowError: an event is before the year 1 or after the year 9999.
    """
    counts = [0, 0]

    def fill(new: Path) -> None:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(HEAD)
            for name, prefix in zip(EXTENSIONS, PREFIXES, strict=True):
                uri = f"http://www.xes-standard.org/{prefix}.xesext"
                file.write(f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n')
            file.write(GLOBALS)
            for name, value in about.items():
                _text(file, name, value)
            for events in _cases(log, team, case):
                _trace(file, events, case, _Clock(origin))
                counts[0] += 1
                counts[1] += len(events)
            file.write("</log>\n")

    path.parent.mkdir(parents=True, exist_ok=True)
    deliver(path, fill)
    return counts[0], counts[1]


class _Clock:
    """Simulated days as moments."""

    def __init__(self, origin: date) -> None:
        self._zero = datetime(origin.year, origin.month, origin.day)

    def __call__(self, day: float) -> str:
        """ISO 8601 with microseconds, UTC."""
        found = self._zero + timedelta(days=day)
        return f"{found.isoformat(timespec='microseconds')}+00:00"


Event = dict[str, Any]


def _cases(log: Path, team: str, case: str) -> Iterator[Sequence[Event]]:
    """The events of each case, in the order in which they happened."""
    keys = KEYS[case]
    rows = (
        scan_events(log)
        .filter(*(pl.col(key) != NOBODY for key in keys))
        .with_columns(pl.col("team", "kind", "detail", "segment").cast(pl.String))
        .filter(pl.col("team") == team, ~pl.col("kind").is_in(MARKS))
    )
    sizes = rows.group_by("requisition").len().sort("requisition").collect()
    for low, high in _spans(sizes.rows()):
        here = rows.filter(pl.col("requisition").is_between(low, high)).collect()
        ordered = here.sort(keys, maintain_order=True)
        found = ordered.iter_rows(named=True)
        for _, events in groupby(found, lambda event: tuple(event[key] for key in keys)):
            yield list(events)


def _spans(sizes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """First and last requisition of groups with at most ``AT_A_TIME`` events, or one."""
    first, events = None, 0
    last = 0
    for requisition, count in sizes:
        if first is not None and events + count > AT_A_TIME:
            yield first, last
            first, events = None, 0
        first = requisition if first is None else first
        last, events = requisition, events + count
    if first is not None:
        yield first, last


def _trace(file: TextIOBase, events: Sequence[Event], case: str, clock: _Clock) -> None:
    one = events[0]
    number, person = one["requisition"], one["person"]
    name = f"requisition {number}" + (f", person {person}" if case == "candidacy" else "")
    file.write("<trace>\n")
    _text(file, "concept:name", name)
    _text(file, "recsim:team", one["team"])
    _text(file, "recsim:occupation", one["segment"])
    _whole(file, "recsim:requisition", number)
    if case == "candidacy":
        _whole(file, "recsim:person", person)
    for event in events:
        _event(file, event, clock)
    file.write("</trace>\n")


def _event(file: TextIOBase, event: Event, clock: _Clock) -> None:
    file.write("<event>\n")
    _text(file, "concept:name", event["kind"].replace("_", " "))
    file.write(f'<date key="time:timestamp" value="{clock(event["time"])}"/>\n')
    _text(file, "lifecycle:transition", "complete")
    if event["recruiter"] != NOBODY:
        _text(file, "org:resource", f"recruiter {event['recruiter']}")
    if event["detail"]:
        _text(file, "recsim:detail", event["detail"].replace("_", " "))
    if event["person"] != NOBODY:
        _whole(file, "recsim:person", event["person"])
    file.write(f'<float key="recsim:day" value="{event["time"]!r}"/>\n')
    file.write(f'<float key="recsim:value" value="{event["value"]!r}"/>\n</event>\n')


def _text(file: TextIOBase, key: str, value: str) -> None:
    file.write(f"<string key={quoteattr(key)} value={quoteattr(printable(value))}/>\n")


def _whole(file: TextIOBase, key: str, value: int) -> None:
    file.write(f'<int key="{key}" value="{value}"/>\n')
