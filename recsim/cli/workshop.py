"""``recsim workshop``: a page to explore scenarios with, for a room full of people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recsim.cli.console import complain
from recsim.cli.exits import Refusal
from recsim.cli.options import MaybeFile


def workshop(
    file: MaybeFile = None,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="Where to listen; 0.0.0.0 lets everybody on the network in.",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="0: any that is free.")
    ] = 8765,
    rooms: Annotated[
        Path | None,
        typer.Option(
            "--rooms",
            metavar="FILE",
            help="Where rooms of a class are kept; results/workshop/rooms.sqlite, if not given.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="A name that people open it by, besides its address; may be given again.",
            show_default=False,
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open the page in a browser.")
    ] = False,
) -> None:
    """Serve a page with levers and charts to explore scenarios together, and rooms for a class.

    It opens with FILE (two_ways if there is none), and offers all shipped scenarios. The page needs
    no internet. With --host 0.0.0.0 others in the room open it by its address or QR code. Ctrl-C
    ends it.

    The link for the trainer, which is printed, opens rooms: people join by a code, predict, tune a
    strategy and hand it in; all are scored in worlds that nobody has seen. Rooms are still there
    when the workshop is started again. See docs/classroom.md.
    """
    from recsim.page.start import TooLarge
    from recsim.workshop.serve import CannotServe, serve

    try:
        serve(
            file or "two_ways",
            host,
            port,
            browser=not no_browser,
            tell=complain,
            rooms=rooms,
            names=name or (),
        )
    except (CannotServe, TooLarge) as reason:
        raise Refusal(str(reason)) from reason
