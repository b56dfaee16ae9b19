"""``recsim warm-up``: how long a warm-up each series asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsim import __version__
from recsim.cli.console import say
from recsim.cli.options import (
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
    With,
    Workers,
    simulating,
)
from recsim.cli.sweep import about, finish, heading, how_asked

if TYPE_CHECKING:
    from recsim.decide.warm_up import WarmUp


def warm_up(
    ctx: typer.Context,
    file: File,
    days: Annotated[
        int | None,
        typer.Option(
            "--days",
            metavar="N",
            help="Days that are simulated from the start; 728 if not given, or those of the study "
            "if they are more.",
            show_default=False,
        ),
    ] = None,
    set_: Set = None,
    with_: With = None,
    seed: Seed = None,
    replications: Replications = None,
    out: Out = None,
    workers: Workers = None,
    on: On = None,
    engine: Engine = None,
    no_plots: NoPlots = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Find out whether the warm-up is long enough.

    Desks start empty. From the very start, each weekly series of each strategy is looked at: how
    many days have to be left out before it has settled (MSER-5), with its doubt, and is that less
    than study.warm_up_days? The picture shows moving averages (Welch).

    Runs are kept in the results folder; the same command goes on after an interrupt or a kill.
    """
    from recsim.cli.console import print_json
    from recsim.decide.warming import Asked, make
    from recsim.studies.sources import load_one

    def load(more: Any) -> Any:
        return load_one(
            file, with_=with_ or (), set_=[*(set_ or ()), *more], seed=seed, engine=engine
        )

    asked = Asked(days=days, replications=replications)
    found = make(load, asked, how_asked(file, out, simulating(ctx, workers, on), quiet=quiet))
    if json:
        print_json({"recsim": __version__, **document(found)})
    elif not quiet:
        _show(found)
    finish(found, draws=not no_plots, told=not (json or quiet), quiet=quiet)


def document(found: WarmUp) -> dict[str, Any]:
    """Everything, for programs; null days: it does not settle."""
    return {
        **about(found),
        "warm_up_days": found.warm_up_days,
        "days": found.days,
        "seed": found.loaded.scenario.study.seed,
        "replications": len(found.results.replications),
    }


def _show(found: WarmUp) -> None:
    """Print the sentences, the table and where the results are."""
    from rich.table import Table

    from recsim.analysis.measures.series import SERIES
    from recsim.cli.console import console, paragraph
    from recsim.scenario.sentences import capital
    from recsim.telling.warm_up import asked

    screen = console()
    heading(screen, found.loaded)
    headline, *rest = found.verdicts()
    paragraph(screen, headline)
    screen.print()
    rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    rows.add_column("series")
    rows.add_column("strategy")
    rows.add_column("asks for", justify="right")
    rows.add_column(f"{found.warm_up_days} days are")
    for one in found.found:
        label = capital(SERIES[one.series].label)
        name = found.loaded.scenario.label(one.strategy)
        rows.add_row(label, name, asked(one), one.verdict)
    screen.print(rows)
    screen.print()
    for sentence in rest:
        paragraph(screen, sentence, bullet="- ")
    screen.print()
    there = f" ({found.found_there:,} replications were there already)" if found.found_there else ""
    say(f"Results: {found.folder}{there}")
