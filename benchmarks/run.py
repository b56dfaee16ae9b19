"""How fast is recsim, and how much memory does it take? Prints Markdown tables.

    python benchmarks/run.py                               a few minutes
    python benchmarks/run.py --only speed starting         some of the tables
    python benchmarks/run.py --large                       the large ones: a quarter of an hour more
    python benchmarks/run.py --quick                       seconds; shows only that it works
    python benchmarks/run.py --write docs/performance.md   puts the tables into the page
    python benchmarks/run.py --only libraries queue --peers PYTHON   with other libraries (see
                                                               requirements-peers.txt)

The table ``native`` compares with the kernel's sources compiled for this machine, if it is asked
for: that takes a minute and needs the extra ``kernel``. It is only printed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import class_load  # noqa: E402
import growth  # noqa: E402
import libraries  # noqa: E402
import native  # noqa: E402
import slider  # noqa: E402
import speed  # noqa: E402
import starting  # noqa: E402
import tables  # noqa: E402
import workshop_load  # noqa: E402
from peers.model import Queue, Settings  # noqa: E402

PICTURE = "performance_growth.svg"


@dataclass(frozen=True)
class Sizes:
    """How much is measured; see the modules of the same names."""

    workshop: speed.Sizes
    larger: speed.Sizes
    slider: slider.Sizes
    growth: growth.Sizes
    years: tuple[int, int]  # people and days of the largest run
    native: native.Sizes
    starting: starting.Sizes
    libraries: libraries.Sizes
    load: workshop_load.Sizes
    rooms: class_load.Sizes


FULL = Sizes(
    workshop=speed.Sizes(people=2000, days=365, repetitions=5, at_least=0.5),
    larger=speed.Sizes(people=20_000, days=182, repetitions=3, at_least=0.5),
    slider=slider.Sizes(
        people=2000, days=365, warm_up=(91, 0), replications=(30, 5), repetitions=15
    ),
    growth=growth.Sizes(
        populations=(10_000, 30_000, 100_000, 300_000, 1_000_000),
        days=365,
        horizons=(365, 730, 1460, 2920),
        people=10_000,
    ),
    years=(1_000_000, 5 * 365),
    native=native.Sizes(workshop=(2000, 365), large=(50_000, 91), repetitions=7),
    starting=starting.Sizes(repetitions=7, settings=()),
    libraries=libraries.Sizes(Settings(), Queue(), repetitions=5, at_least=0.5),
    load=workshop_load.Sizes(people=30, moves=12),
    rooms=class_load.Sizes(
        people=30, browsers=3, seconds=30, sealed=100, teams=12, worlds=60, quarters=4
    ),
)
QUICK = Sizes(
    workshop=speed.Sizes(people=120, days=28, repetitions=2, at_least=0.02),
    larger=speed.Sizes(people=500, days=14, repetitions=2, at_least=0.02),
    slider=slider.Sizes(people=120, days=28, warm_up=(7,), replications=(2, 1), repetitions=1),
    growth=growth.Sizes(populations=(20_000, 200_000), days=14, horizons=(14, 28), people=1000),
    years=(4000, 56),
    native=native.Sizes(workshop=(120, 28), large=(500, 14), repetitions=2),
    starting=starting.Sizes(
        repetitions=1,
        settings=("world.people=120", "study.horizon_days=28", "study.warm_up_days=7"),
    ),
    libraries=libraries.Sizes(
        Settings(people=200, days=56), Queue(customers=1000), repetitions=1, at_least=0.02
    ),
    load=workshop_load.Sizes(people=2, moves=0),
    rooms=class_load.Sizes(
        people=2, browsers=0, seconds=1, sealed=2, teams=2, worlds=2, quarters=2
    ),
)

Measure = Callable[[Sizes, argparse.Namespace], list[str]]


def with_picture(sizes: Sizes, options: argparse.Namespace) -> list[str]:
    beside = None if options.write is None else options.write.parent / PICTURE
    return growth.against_people(sizes.growth, beside)


SECTIONS: Mapping[str, Measure] = {
    "speed": lambda sizes, _: speed.workshop(sizes.workshop),
    "speed-large": lambda sizes, _: speed.larger(sizes.larger),
    "slider": lambda sizes, _: slider.section(sizes.slider),
    "workshop": lambda sizes, _: workshop_load.section(sizes.load),
    "class": lambda sizes, _: class_load.section(sizes.rooms),
    "growth": with_picture,
    "time": lambda sizes, _: growth.against_time(sizes.growth),
    "starting": lambda sizes, _: starting.section(sizes.starting),
    "libraries": lambda sizes, options: libraries.board(sizes.libraries, options.peers),
    "queue": lambda sizes, options: libraries.queue(sizes.libraries, options.peers),
}
LARGE: Mapping[str, Measure] = {
    "five-years": lambda sizes, _: growth.one_large(*sizes.years),
}
PRINTED: Mapping[str, Measure] = {
    "native": lambda sizes, _: native.section(sizes.native),
}
"""Tables that are made when they are asked for, and have no place in the page."""


def chosen(options: argparse.Namespace) -> dict[str, Measure]:
    everything = {**SECTIONS, **LARGE, **PRINTED}
    if options.only:
        return {name: everything[name] for name in options.only}
    return {**SECTIONS, **LARGE} if options.large else dict(SECTIONS)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it work?")
    parser.add_argument("--large", action="store_true", help="the markets of a million, too")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=(*SECTIONS, *LARGE, *PRINTED),
        metavar="TABLE",
        help="these tables",
    )
    parser.add_argument(
        "--peers", default=sys.executable, metavar="PYTHON", help="that has the other libraries"
    )
    parser.add_argument("--write", type=Path, metavar="PAGE", help="page to put the tables into")
    options = parser.parse_args(arguments)
    sections = chosen(options)
    if options.write is not None:  # before the long wait
        for name in (name for name in sections if name not in PRINTED):
            tables.replaced(options.write.read_text(encoding="utf-8"), name, [])
    sizes = QUICK if options.quick else FULL
    for name, measure in sections.items():
        tables.progress(f"-- {name}")
        load_average = os.getloadavg()[0]
        lines = [*measure(sizes, options), "", tables.machine(load_average)]
        if options.write is None or name in PRINTED:
            print("\n".join([f"### {name}", "", *lines, ""]), flush=True)
        else:
            tables.write(options.write, name, lines)


if __name__ == "__main__":
    main()
