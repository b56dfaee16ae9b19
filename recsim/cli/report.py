"""``recsim report``: a study on two pages of paper."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from recsim.cli.console import complain, working
from recsim.cli.exits import Ending, Exit
from recsim.cli.files import refuse_other_names
from recsim.cli.options import (
    Engine,
    File,
    Json,
    On,
    Quiet,
    Replications,
    Seed,
    Set,
    With,
    Workers,
    results_folder,
    simulating,
)


def report(
    ctx: typer.Context,
    file: File,
    beyond: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[STUDY]...",
            help="Results folders of sweep, assumptions and tune; those beside the run, if not "
            "given.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="The file to write; the scenario's name with -report.html, if not given.",
            show_default=False,
        ),
    ] = None,
    set_: Set = None,
    with_: With = None,
    seed: Seed = None,
    replications: Replications = None,
    workers: Workers = None,
    on: On = None,
    engine: Engine = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write a study as one page to keep: it prints on two pages of A4.

    The decision with its doubt, three pictures, what could turn it, what differs from the defaults
    and where that comes from, what the numbers are, and how to do it again. FILE is a scenario or a
    results folder; a run that is stored is used, otherwise the scenario is run first.
    """
    from recsim import store
    from recsim.cli.console import print_json, progress_bar
    from recsim.cli.exits import code_of
    from recsim.studies import paper
    from recsim.studies.finish import How, finish
    from recsim.studies.sources import itself, load_all

    refuse_other_names(out, ".html")
    [loaded] = load_all(
        [file], with_=with_, set_=set_, seed=seed, replications=replications, engine=engine
    )
    given = itself(file, None, changed=bool(with_ or set_) or seed is not None)
    how = How(
        results_folder(file, None),
        workers=simulating(ctx, workers, on),
        first=replications,
        given=given,
        reads=given is not None,
        bar=partial(progress_bar, quiet=quiet),
        tell=complain,
        command=store.command_line(["recsim", *sys.argv[1:]]),
    )
    finished = finish(loaded, how)
    target = out or Path(f"{finished.results.scenario.name}-report.html")
    studies = beyond if beyond else list(paper.beside(finished))
    try:
        with working("Writing the report", quiet=quiet):
            paper.write(finished, studies, target)
    except OSError as error:
        raise Ending(f"{target}: cannot be written: {error.strerror}", Exit.RUN_FAILED) from error
    if json:
        print_json({"report": str(target), "studies": [str(path) for path in studies]})
    elif not quiet:
        complain(f"Written: {target}. A double click opens it; it prints on two pages.")
    raise typer.Exit(code_of(finished))
