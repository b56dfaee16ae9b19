"""``recsim page``: a scenario as one file that simulates by itself, on any device."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recsim.cli.console import complain
from recsim.cli.exits import Ending, Exit, Refusal
from recsim.cli.files import refuse_other_names
from recsim.cli.options import Files


def page(
    files: Files,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="The file to write; the first scenario's name with .html, if not given.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a page on which people move levers, and which simulates by itself.

    It is one file and needs nothing else: no internet, no installation, no server. A double click
    opens it in a browser; it can be sent, put on a stick or on a web page. It opens with the first
    scenario and offers the others.
    """
    from recsim.page.bundle import page as made
    from recsim.page.start import TooLarge
    from recsim.store.durable import deliver

    refuse_other_names(out, ".html")
    file = out or Path(f"{Path(files[0]).stem}.html")
    try:
        deliver(file, made(files))
    except TooLarge as reason:
        raise Refusal(str(reason)) from reason
    except OSError as error:
        raise Ending(f"{file}: cannot be written: {error.strerror}", Exit.RUN_FAILED) from error
    complain(f"Written: {file}. A double click opens it.")
