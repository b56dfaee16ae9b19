"""``recsim export``: a stored run as a workbook, CSV, Parquet, or event logs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from recsim.cli.console import complain, print_json, say, working
from recsim.cli.options import Json, Quiet, Run


def export(
    run: Run,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="xlsx: a workbook; csv, parquet: a folder of tables; xes: event logs for process "
            "mining.",
            autocompletion=lambda: ["xlsx", "csv", "parquet", "xes"],
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE_OR_FOLDER",
            help="What to write; called after the scenario, here, if not given.",
            show_default=False,
        ),
    ] = None,
    strategy: Annotated[
        str,
        typer.Option(
            "--strategy",
            metavar="KEY",
            help="With --to xes: whose log; those of all, if not given.",
            show_default=False,
        ),
    ] = "",
    replication: Annotated[
        int | None,
        typer.Option(
            "--replication",
            metavar="R",
            min=0,
            help="With --to xes: of which run, from 0; of all that were kept, if not given.",
            show_default=False,
        ),
    ] = None,
    case: Annotated[
        str,
        typer.Option(
            "--case",
            metavar="CASE",
            help="With --to xes: what a case is. candidacy: one person's process about one "
            "requisition (if not given); requisition: all that was done for one requisition.",
            autocompletion=lambda: ["candidacy", "requisition"],
            show_default=False,
        ),
    ] = "",
    origin: Annotated[
        str,
        typer.Option(
            "--origin",
            metavar="DATE",
            help="With --to xes: the date of day 0, as in 2027-01-01; that of the study's plan, or "
            "2001-01-01, if not given.",
            show_default=False,
        ),
    ] = "",
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write a stored run in another format.

    The tables (what was run, summary, differences, runs, settings that differ from the defaults,
    definitions) as an Excel workbook, CSV or Parquet; or the event logs that were kept
    (study.keep_events) as XES. RUN stays as it is.
    """
    from recsim.cli.options import RESULTS
    from recsim.keeping.export import Asked
    from recsim.keeping.export import export as write
    from recsim.studies.sources import stored_run

    folder = stored_run(run, RESULTS)
    asked = Asked(to, out, strategy, replication, case, origin)
    with working("Writing", quiet=quiet or json):
        files = write(folder, asked, complain)
    if json:
        found = [{**asdict(one), "path": one.path.as_posix()} for one in files]
        print_json({"run": folder.as_posix(), "files": found})
    elif not quiet:
        for one in files:
            say(str(one))
