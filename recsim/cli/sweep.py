"""``recsim sweep``: outcomes where settings have other values; the break-even map."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Protocol

import typer

from recsim import __version__
from recsim.cli.console import say
from recsim.cli.exits import Exit
from recsim.cli.options import (
    AtMost,
    Engine,
    File,
    Json,
    NoPlots,
    On,
    Out,
    Quiet,
    Replications,
    Seed,
    Set,
    Until,
    With,
    Workers,
    check_until,
    results_folder,
    simulating,
)

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from rich.console import Console

    from recsim.decide.sweep import Sweep
    from recsim.experiments.workers import Workers as WhoSimulates
    from recsim.report.view import Plot
    from recsim.scenario.load import Loaded
    from recsim.studies.finish import How

Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="KEY=VALUES",
        help="A setting to vary: key=low:high:count, with :log for equal factors, or key=a,b,c; a "
        "key alone goes through its plausible range. One to three; more with --design.",
        show_default=False,
    ),
]
Outcome = Annotated[
    str,
    typer.Option(
        "--outcome",
        metavar="NAME",
        help="The measure that heads it; the first outcome of the study, if not given.",
        show_default=False,
    ),
]
Of = Annotated[
    str,
    typer.Option(
        "--of",
        metavar="A,B",
        help="The two strategies that are compared: B with A; those that the question is about, or "
        "else the first two, if not given.",
        show_default=False,
    ),
]


def sweep(
    ctx: typer.Context,
    file: File,
    vary: Vary = None,
    design: Annotated[
        str,
        typer.Option(
            "--design",
            metavar="NAME",
            help="Points all over the ranges instead of a grid: lhs (a Latin hypercube) or sobol.",
            show_default=False,
        ),
    ] = "",
    points: Annotated[
        int | None,
        typer.Option(
            "--points",
            metavar="N",
            help="Points of the design; 64 if not given.",
            show_default=False,
        ),
    ] = None,
    outcome: Outcome = "",
    of: Of = "",
    set_: Set = None,
    with_: With = None,
    seed: Seed = None,
    replications: Replications = None,
    until: Until = None,
    at_most: AtMost = None,
    out: Out = None,
    workers: Workers = None,
    on: On = None,
    engine: Engine = None,
    no_plots: NoPlots = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Vary settings: where is which strategy ahead, and where does it turn?

    One setting gives a curve for each strategy, two the break-even map of the difference between
    two strategies, three a row of maps. All meet the same people and the same luck. Without --vary,
    the settings that the file names under sweep: are varied, or else how many apply and how many
    people there are.

    With --until, each point gets as many runs as it takes: it is settled where the two strategies
    are told apart ("decided"), or where it is known as closely as was asked.

    Runs are kept in the results folder, and used again by the same command after an interrupt or
    a kill, and by one with other values of the same settings.
    """
    from recsim.cli.console import print_json
    from recsim.decide.sweeping import Asked, make
    from recsim.studies.sources import load_one

    check_until(until, at_most, replications=replications)

    def load(more: Any) -> Any:
        return load_one(
            file,
            with_=with_ or (),
            set_=[*(set_ or ()), *more],
            seed=seed,
            replications=replications,
            engine=engine,
        )

    asked = Asked(
        vary=tuple(vary or ()),
        design=design,
        points=points,
        outcome=outcome,
        of=tuple(name.strip() for name in of.split(",")) if of else (),
        replications=replications,
        until=until or "",
        at_most=at_most,
    )
    found = make(load, asked, how_asked(file, out, simulating(ctx, workers, on), quiet=quiet))
    if json:
        print_json({"recsim": __version__, **document(found)})
    elif not quiet:
        _show(found)
    finish(found, draws=not no_plots, told=not (json or quiet), quiet=quiet)


def document(found: Sweep) -> dict[str, Any]:
    """Everything about a sweep, for programs; undefined values are null."""
    scenario = found.loaded.scenario
    return {
        **about(found),
        "varied": [
            {"key": axis.key, "settings": list(axis.keys), "own": own}
            for axis, own in zip(found.axes, found.own, strict=True)
        ],
        "design": found.drawn,
        "outcome": found.outcome,
        "pair": list(found.pair or ()),
        "seed": scenario.study.seed,
        "replications": found.replications,
        "until": None
        if found.looked is None
        else {
            "measure": found.looked.goal.measure,
            "half_width": found.looked.goal.half_width,
            "of": "differences" if found.looked.goal.paired else "strategies",
            "looks": list(found.looked.runs),
            "at_most": found.looked.at_most,
            "confidence": found.looked.confidence,
            "confidence_of_each": scenario.study.confidence,
            "settled_after": [cell.settled_after for cell in found.cells],
        },
    }


def how_asked(file: str, out: Path | None, workers: WhoSimulates, *, quiet: bool) -> How:
    """How a study of many settings is made from the command line."""
    from recsim import store
    from recsim.cli.console import complain, progress_bar
    from recsim.studies.finish import How

    return How(
        results_folder(file, out),
        workers=workers,
        bar=partial(progress_bar, quiet=quiet),
        tell=complain,
        command=store.command_line(["recsim", *sys.argv[1:]]),
    )


class Pictured(Protocol):
    """A study with a results folder, a table, sentences and a picture."""

    @property
    def loaded(self) -> Loaded:
        """The scenario as it stands."""
        ...

    @property
    def failed(self) -> tuple[tuple[str, int, str], ...]:
        """Runs that failed."""
        ...

    @property
    def folder(self) -> Path | None:
        """The results folder."""
        ...

    @property
    def frame(self) -> pl.DataFrame:
        """Everything that was found, as a table."""
        ...

    def headline(self) -> str:
        """The most important sentence."""
        ...

    def verdicts(self) -> list[str]:
        """All sentences."""
        ...

    def plot(self, name: str = "main") -> Plot:
        """A picture."""
        ...


def about(found: Pictured) -> dict[str, Any]:
    """What is studied, where it is kept, and what was found, for programs."""
    scenario = found.loaded.scenario
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "variant": found.loaded.variant,
        "changed": list(found.loaded.changed),
        "folder": str(found.folder),
        "headline": found.headline(),
        "verdicts": found.verdicts(),
        "frame": found.frame.to_dicts(),
        "failures": [
            {"strategy": strategy, "replication": number, "error": error}
            for strategy, number, error in found.failed
        ],
    }


def finish(
    found: Pictured,
    *,
    draws: bool,
    told: bool,
    quiet: bool,
    pictures: Sequence[str] = ("main",),
) -> NoReturn:
    """Draw the pictures, say where they are, and end the command."""
    if draws:
        for path in _draw(found, pictures, quiet=quiet):
            if told:
                say(f"Picture: {path}")
    raise typer.Exit(Exit.RUN_FAILED if found.failed else Exit.DONE)


def _draw(found: Pictured, pictures: Sequence[str], *, quiet: bool) -> list[Path]:
    """Draw the pictures into the results folder; their paths."""
    from recsim import store
    from recsim.cli.console import working
    from recsim.report.plots import write

    assert found.folder is not None
    with working("Drawing the picture", quiet=quiet):
        plots = [found.plot(name) for name in pictures]

        def all_of_them(folder: Path) -> None:
            for place, plot in enumerate(plots):
                write(plot, folder, f"{place:02}_{plot.name}")

        store.draw(found.folder, all_of_them)
    return store.drawn(found.folder)


def heading(screen: Console, loaded: Loaded) -> None:
    """Print what is studied, and what differs from its file."""
    from recsim.cli.console import paragraph

    title = loaded.scenario.title or loaded.scenario.name
    if variant := loaded.variant:
        title += f" ({variant.replace('+', ' + ')})"
    screen.print(title, style="bold")
    for line in loaded.changed:
        paragraph(screen, f"Changed by --set: {line}.", style="yellow")


def _show(found: Sweep) -> None:
    """Print the sentences, the table and where the results are."""
    from recsim.cli.console import console, paragraph
    from recsim.cli.sweep_tables import table

    screen = console()
    heading(screen, found.loaded)
    headline, *rest = found.verdicts()
    paragraph(screen, headline)
    screen.print()
    for line in table(found, screen.width):
        screen.print(line)
    screen.print()
    for sentence in rest:
        paragraph(screen, sentence, bullet="- ")
    screen.print()
    there = f" ({found.found:,} of {found.runs:,} runs were there already)" if found.found else ""
    say(f"Results: {found.folder}{there}")
