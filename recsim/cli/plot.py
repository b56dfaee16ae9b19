"""``recsim plot``: draw a stored run's pictures again."""

from __future__ import annotations

from typing import Annotated

import typer

from recsim.cli.console import complain, say, working
from recsim.cli.exits import Refusal
from recsim.cli.options import Out, Quiet


def plot(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN",
            help="A results folder, or the name of a scenario whose latest run is meant.",
            show_default=False,
        ),
    ],
    out: Out = None,
    quiet: Quiet = False,
) -> None:
    """Draw the pictures of a stored run again.

    Each is written as PNG and SVG, with the table behind it as CSV.
    """
    from pathlib import Path

    from recsim import store
    from recsim.cli.options import RESULTS
    from recsim.cli.pictures import draw_all
    from recsim.studies.finish import other_version

    folder = Path(run)
    if not store.is_run(folder):
        runs = store.runs_of(folder.stem, out or RESULTS)
        if not runs:
            raise Refusal(
                f"{run}: this is no results folder, and there is no run of a scenario of this name "
                f"in {out or RESULTS}"
            )
        folder = runs[-1]
    stored = store.read(folder)
    if not stored.same_code:
        complain(other_version(folder, stored.manifest))
    with working("Drawing pictures", quiet=quiet):
        pictures = draw_all(folder, stored.results)
    if not quiet:
        for path in pictures:
            say(str(path))
