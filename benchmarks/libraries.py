"""Small models in several libraries (``peers``)."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from measure import output_of
from peers.model import Queue, Settings
from tables import duration, progress, table

from recsim.model.compiled.instance import instance

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "recsim, compiled": ("in_recsim", "compiled"),
    "recsim, SimPy engine": ("in_recsim", "simpy"),
    "SimPy": ("in_simpy",),
    "Ciw": ("in_ciw",),
    "Mesa": ("in_mesa",),
    "salabim": ("in_salabim",),
}
BOARD = tuple(name for name in LIBRARIES if name != "Ciw")
"""Ciw knows queues alone."""
QUEUE = tuple(name for name in LIBRARIES if name != "Mesa")
"""Mesa has neither queues nor resources."""
MISSING = "missing"


@dataclass(frozen=True)
class Sizes:
    """The models, repetitions, and least seconds of a measurement."""

    settings: Settings
    queue: Queue
    repetitions: int
    at_least: float


@dataclass(frozen=True)
class Measured:
    """User seconds of one simulation, moments in it, and the library's version."""

    seconds: float
    moments: int
    version: str


def board(sizes: Sizes, python: str) -> list[str]:
    """The table of the board model; ``python`` is the interpreter that has the libraries."""
    settings = sizes.settings
    return [
        f"{settings.people:,} seekers, {settings.recruiters} recruiters, {settings.days} days of "
        f"the board model (`benchmarks/peers/model.py`); medians of {sizes.repetitions}, each in a "
        "process of its own, user time. A moment: a visit of the board, a requisition that opens "
        "or expires, an application that has been read.",
        "",
        *compared("moments", measured(sizes, BOARD, "board", settings, python)),
    ]


def queue(sizes: Sizes, python: str) -> list[str]:
    """The table of the queue."""
    settings = sizes.queue
    return [
        f"The queue M/M/1: {settings.customers:,} customers at a load of {settings.load:g} "
        f"(`benchmarks/peers`); medians of {sizes.repetitions}, each in a process of its own, user "
        "time. recsim's is the inbox of one recruiter.",
        "",
        *compared("customers", measured(sizes, QUEUE, "queue", settings, python)),
    ]


def measured(
    sizes: Sizes, libraries: Sequence[str], model: str, settings: Settings | Queue, python: str
) -> dict[str, list[Measured]]:
    """All measurements of a model, the libraries in turn."""
    instance()
    taken: dict[str, list[Measured]] = {name: [] for name in libraries}
    for number in range(sizes.repetitions):
        order = {
            "model": model,
            "settings": asdict(settings),
            "seed": number,
            "at_least": sizes.at_least,
        }
        for name in libraries:
            progress(f"{name}, repetition {number + 1}")
            module, *engine = LIBRARIES[name]
            interpreter = sys.executable if module == "in_recsim" else python
            found = one(interpreter, order, module, *engine)
            if found is not None:
                taken[name].append(found)
    return taken


def compared(what: str, taken: Mapping[str, list[Measured]]) -> list[str]:
    """The table of measurements; ``what``: of moments or customers."""
    return table(
        ("", "version", what, "time", f"{what} a second", "time / recsim, compiled"),
        [row(name, some, taken["recsim, compiled"]) for name, some in taken.items()],
    )


def row(name: str, some: list[Measured], reference: list[Measured]) -> tuple[str, ...]:
    if not some:
        return (name, "not installed", "", "", "", "")
    ratios = [one.seconds / other.seconds for one, other in zip(some, reference, strict=True)]
    return (
        name,
        some[0].version,
        f"{median(one.moments for one in some):,.0f}",
        duration(median(one.seconds for one in some)),
        f"{median(one.moments / one.seconds for one in some):,.0f}",
        f"**{median(ratios):,.1f}**",
    )


def one(interpreter: str, order: Mapping[str, object], *which: str) -> Measured | None:
    """One measurement in a fresh process; None if the library is not installed."""
    printed = output_of([interpreter, "-m", "peers.one", json.dumps(order), *which])
    found = json.loads(printed)
    return None if MISSING in found else Measured(**found)
