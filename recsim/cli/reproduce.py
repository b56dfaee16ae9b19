"""``recsim reproduce``: simulate a stored study again, and compare everything."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Annotated

import typer

from recsim.cli.console import complain, console, paragraph, print_json
from recsim.cli.exits import Exit
from recsim.cli.options import Json, Quiet, Run, Workers


def reproduce(
    run: Run,
    replications: Annotated[
        int | None,
        typer.Option(
            "--replications",
            "-n",
            metavar="N",
            min=1,
            help="Only the first ones; all, if not given.",
            show_default=False,
        ),
    ] = None,
    workers: Workers = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Simulate a stored study again, and compare every table and event log.

    Takes the scenario, variants and seed that the folder says, and writes nothing into it. Ends
    with 0 if everything is the same, and with 3 if not: then it says in which file, row and column,
    and which versions differ.
    """
    from recsim.cli.console import progress_bar
    from recsim.cli.options import RESULTS
    from recsim.keeping.reproduction import reproduce as again
    from recsim.studies.finish import How
    from recsim.studies.sources import stored_run
    from recsim.telling.units import counted

    bar = partial(progress_bar, quiet=quiet or json)
    how = How(None, workers=workers, bar=bar, tell=complain)
    found = again(stored_run(run, RESULTS), replications, how)
    if json:
        files = [{**asdict(one), "equal": one.equal} for one in found.files]
        print_json(
            {
                "run": found.folder.as_posix(),
                "equal": found.equal,
                "replications": found.replications,
                "held": found.held,
                "failed": found.failed,
                "files": files,
                "versions": list(found.versions),
                "inputs": list(found.inputs),
                "said": found.said,
            }
        )
    elif not quiet:
        screen = console()
        for line in found.inputs:
            paragraph(screen, f"{line}.", style="bold red")
        for one in found.files:
            state = "the same" if one.equal else "differs"
            remark = f": {one.remark}" if one.remark else f", {counted(one.rows, 'row')}"
            style = "" if one.equal else "bold red"
            paragraph(screen, f"{one.name}: {state}{remark}", style=style)
            for line in one.said:
                paragraph(screen, line, bullet="  ")
        if found.versions and not found.equal:
            paragraph(screen, "What made it is not what is here:")
            for line in found.versions:
                paragraph(screen, line, bullet="  ")
        screen.print()
        paragraph(screen, found.said, style="" if found.equal else "bold red")
    raise typer.Exit(Exit.DONE if found.equal else Exit.EXPECTATION_FAILED)
