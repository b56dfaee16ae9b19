"""What somebody waits for before anything happens."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from measure import Took, command
from tables import duration, table

LOAD = ["-c", "from recsim.model.compiled.instance import instance; instance()"]


@dataclass(frozen=True)
class Sizes:
    """Repetitions, and settings of the run."""

    repetitions: int
    settings: tuple[str, ...]


def section(sizes: Sizes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        run = ["-m", "recsim", "run", "two_ways", "-n", "1", "--no-plots", "--fresh"]
        run += ["--out", folder, "--engine", "compiled"]
        for setting in sizes.settings:
            run += ["--set", setting]
        commands = {
            "`python -c pass`": ["-c", "pass"],
            "`import recsim`": ["-c", "import recsim"],
            "`recsim --help`": ["-m", "recsim", "--help"],
            "loading the compiled engine": LOAD,
            "`recsim run two_ways -n 1 --no-plots`": run,
        }
        rows = [
            row(name, several(arguments, sizes.repetitions)) for name, arguments in commands.items()
        ]
    return [
        "Python is started anew for each, and its own start is part of the time; medians of "
        f"{sizes.repetitions}. `recsim run` simulates three worlds, measures, writes "
        "the results folder and shows a table.",
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
