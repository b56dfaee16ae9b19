"""What somebody waits for before anything happens: start-up, and the compiler."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measure import Took, command
from tables import duration, progress, table

from recsim.model.compiled import prepare
from recsim.model.compiled.cache import FOLDER

LOAD = ["-c", "from recsim.model.compiled import prepare; prepare()"]


@dataclass(frozen=True)
class Sizes:
    """Repetitions, settings of the run, and whether the engine is compiled from nothing."""

    repetitions: int
    settings: tuple[str, ...]
    compiles: bool


def section(sizes: Sizes) -> list[str]:
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        run = ["-m", "recsim", "run", "two_ways", "-n", "1", "--no-plots", "--fresh"]
        run += ["--out", folder]
        for setting in sizes.settings:
            run += ["--set", setting]
        commands = {
            "`python -c pass`": ["-c", "pass"],
            "`import recsim`": ["-c", "import recsim"],
            "`recsim --help`": ["-m", "recsim", "--help"],
            "loading the compiled engine from disk": LOAD,
            "`recsim run two_ways -n 1 --no-plots`, compiled": [*run, "--engine", "compiled"],
            "the same with `--engine simpy`": [*run, "--engine", "simpy"],
        }
        rows = [
            row(name, several(arguments, sizes.repetitions)) for name, arguments in commands.items()
        ]
    if sizes.compiles:
        rows += from_nothing()
    return [
        "Python is started anew for each, and its own start is part of the time; medians of "
        f"{sizes.repetitions}; compiling is measured once. `recsim run` simulates three worlds, "
        "measures, writes the results folder and shows a table.",
        "",
        *table(("", "by the clock", "processor time"), rows),
    ]


def several(arguments: Sequence[str], repetitions: int) -> list[Took]:
    if repetitions > 1:
        command(arguments)  # so that files are read and compiled before
    return [command(arguments) for _ in range(repetitions)]


def row(name: str, took: Sequence[Took]) -> tuple[str, str, str]:
    clock = median(one.clock for one in took)
    return (name, duration(clock), duration(median(one.processor for one in took)))


def from_nothing() -> list[tuple[str, str, str]]:
    """The first time on a computer."""
    progress("compiling")
    with tempfile.TemporaryDirectory() as folder:
        took = command(LOAD, **{FOLDER: folder})
        files = [path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()]
    size = f"the first time on a computer: compiling ({sum(files) / 1e6:.1f} MB are kept)"
    return [row(size, [took])]
