"""One small model in several libraries (``peers``)."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from statistics import median

from measure import output_of
from peers.model import Settings
from tables import duration, progress, table

from recsim.model.compiled import prepare

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "recsim, compiled": ("in_recsim", "compiled"),
    "recsim, SimPy engine": ("in_recsim", "simpy"),
    "SimPy": ("in_simpy",),
    "Mesa": ("in_mesa",),
    "salabim": ("in_salabim",),
}
MISSING = "missing"


@dataclass(frozen=True)
class Sizes:
    """The model, repetitions, and least seconds of a measurement."""

    settings: Settings
    repetitions: int
    at_least: float


@dataclass(frozen=True)
class Measured:
    """User seconds of one simulation, moments in it, and the library's version."""

    seconds: float
    moments: int
    version: str


def section(sizes: Sizes, python: str) -> list[str]:
    """The table; ``python`` is the interpreter that has the libraries."""
    prepare()
    taken: dict[str, list[Measured]] = {name: [] for name in LIBRARIES}
    for number in range(sizes.repetitions):
        for name, (module, *engine) in LIBRARIES.items():
            progress(f"{name}, repetition {number + 1}")
            interpreter = sys.executable if module == "in_recsim" else python
            found = one(interpreter, sizes, number, module, *engine)
            if found is not None:
                taken[name].append(found)
    settings = sizes.settings
    return [
        f"{settings.people:,} seekers, {settings.recruiters} recruiters, {settings.days} days of "
        f"the board model (`benchmarks/peers/model.py`); medians of {sizes.repetitions}, each in a "
        "process of its own, user time. A moment: a visit of the board, a requisition that opens "
        "or expires, an application that has been read.",
        "",
        *table(
            ("", "version", "moments", "time", "moments a second", "time / recsim, compiled"),
            [row(name, some, taken["recsim, compiled"]) for name, some in taken.items()],
        ),
    ]


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


def one(interpreter: str, sizes: Sizes, seed: int, *which: str) -> Measured | None:
    """One measurement in a fresh process; None if the library is not installed."""
    order = {"settings": asdict(sizes.settings), "seed": seed, "at_least": sizes.at_least}
    printed = output_of([interpreter, "-m", "peers.one", json.dumps(order), *which])
    found = json.loads(printed)
    return None if MISSING in found else Measured(**found)
