"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from recsim.experiments.workers import Workers as WhoSimulates


def _scenarios(incomplete: str) -> list[str]:
    """Shipped scenarios and scenario files here, for completion in the shell."""
    from recsim.scenario.gallery import shipped

    here = [path.as_posix() for path in Path().glob("*.y*ml")]
    return [
        name for name in (*(name for name, _ in shipped()), *here) if name.startswith(incomplete)
    ]


_FILE = "Scenario file, or the name of a shipped scenario (recsim list)."

File = Annotated[
    str, typer.Argument(metavar="FILE", help=_FILE, autocompletion=_scenarios, show_default=False)
]
MaybeFile = Annotated[
    str | None,
    typer.Argument(metavar="FILE", help=_FILE, autocompletion=_scenarios, show_default=False),
]
Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help=_FILE, autocompletion=_scenarios, show_default=False),
]
Run = Annotated[
    str,
    typer.Argument(
        metavar="RUN",
        help="A results folder, or the name of a scenario whose latest run is meant.",
        show_default=False,
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Change a setting, as in --set strategies.calling.care=0.9, or one of every strategy: "
        "--set strategies.*.recruiters=2; may be repeated.",
        show_default=False,
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="VARIANT,...",
        help="Apply variants of the file, in this order.",
        show_default=False,
    ),
]
Beside = Annotated[
    list[str] | None,
    typer.Option(
        "--beside",
        metavar="VARIANT,...",
        help="Run variants beside the scenario, in the same worlds; all: each of them.",
        show_default=False,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="N", help="Seed of all random numbers.", show_default=False),
]
Replications = Annotated[
    int | None,
    typer.Option(
        "--replications",
        "-n",
        metavar="N",
        help="Independent runs of each strategy.",
        show_default=False,
    ),
]


def up_to_all_replications(value: int | None) -> int | None:
    """A number of worlds, or of one of them: as many as a study may have."""
    if value is None:
        return None
    from recsim.studies.finish import most_replications

    if value > (most := most_replications()):
        raise typer.BadParameter(f"{value} given; a study has at most {most:,} replications")
    return value


def check_until(until: str | None, at_most: int | None, **counts: int | None) -> None:
    """Refuse a budget without a goal, and a goal beside a number of runs.

    Raises:
        Refusal: both, or half of it, are given; or the goal is empty, as "$GOAL" may be.
    """
    from recsim.cli.exits import Refusal
    from recsim.studies.until import FORMS

    if until == "":
        raise Refusal(f"--until: nothing is given; expected {FORMS}")
    if until is None and at_most is not None:
        raise Refusal("--at-most is the budget of --until; without it, -n says how many runs")
    for name, count in counts.items():
        if until is not None and count is not None:
            raise Refusal(f"--until finds out how many runs it takes; it cannot go with --{name}")


def _workers(value: int | None) -> int | None:
    """So many that memory suffices: each worker is a whole program."""
    if value is None:
        return None
    from recsim.experiments.workers import cores

    most = max(MOST_PER_CORE * cores(), LEAST_WORKERS)
    if value > most:
        raise typer.BadParameter(
            f"{value} is more than this computer can use; it has {cores()} cores, expected at "
            f"most {most}"
        )
    return value


Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="GOAL",
        help='Add runs until it is settled: "decided" (each comparison in the first outcome; with '
        'a measure in front, in that one), "placements +-2" (half the interval of each strategy '
        'is at most 2), "placements difference +-2" (of each difference). Looks are at 10, 20, '
        "40, ... runs; intervals are those for repeated looks.",
        show_default=False,
    ),
]
AtMost = Annotated[
    int | None,
    typer.Option(
        "--at-most",
        metavar="N",
        help="With --until: most runs of each strategy; 320 if not given (sweep: 80 at each "
        "point). The looks end at 1,280.",
        show_default=False,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        callback=_workers,
        help="Worlds that are simulated at the same time; one on each core if not given.",
        show_default=False,
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="CLUSTER",
        help="Other computers that simulate: dask://HOST:PORT or ray://HOST:PORT; dask or ray "
        "starts one here.",
        autocompletion=lambda: ["dask", "dask://", "ray", "ray://"],
        show_default=False,
    ),
]


def simulating(ctx: typer.Context, workers: int | None, on: str | None) -> WhoSimulates:
    """What simulates until the command ends: so many at a time here, or a cluster.

    Raises:
        MachinesError: it cannot be understood.
    """
    from recsim.machines.opening import working

    return ctx.with_resource(working(on, workers))


Engine = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="What simulates: auto, simpy or compiled. The results are the same.",
        autocompletion=lambda: ["auto", "simpy", "compiled"],
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="Where results folders are kept; results, if not given.",
        show_default=False,
    ),
]
Fresh = Annotated[
    bool,
    typer.Option("--fresh", help="Simulate everything again, even what is in the results folder."),
]
NoPlots = Annotated[bool, typer.Option("--no-plots", help="Do not draw pictures.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Json = Annotated[
    bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")
]

RESULTS = Path("results")
MOST_PER_CORE = 4
LEAST_WORKERS = 8
"""Workers that are allowed on any computer."""


def results_folder(source: str, out: Path | None) -> Path:
    """Where results go: as asked for, beside the run that is changed, or in ``results``."""
    from recsim.store import is_run

    if out is not None:
        return out
    return Path(source).parent if is_run(Path(source)) else RESULTS
