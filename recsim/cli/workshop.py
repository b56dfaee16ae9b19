"""``recsim workshop``: a page to explore scenarios with, for a room full of people."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from recsim.cli.console import complain
from recsim.cli.exits import Exit, Refusal
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
    interface: Annotated[
        str,
        typer.Option(
            "--interface",
            metavar="NAME",
            help="With --host 0.0.0.0: the network card that people come by; --check lists them.",
            show_default=False,
        ),
    ] = "",
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
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="The day before: is everything there, and does a phone get through?"
        ),
    ] = False,
    wait: Annotated[
        float,
        typer.Option(
            "--wait", metavar="MINUTES", min=0, max=60, help="With --check: for a phone; 0: not."
        ),
    ] = 3,
) -> None:
    """Serve a page with levers and charts to explore scenarios together, and rooms for a class.

    It opens with FILE (two_ways if there is none), and offers all shipped scenarios. The page needs
    no internet. With --host 0.0.0.0 others in the room open it by its address or QR code. Ctrl-C
    ends it.

    The link for the trainer, which is printed, opens rooms: people join by a code, predict, tune a
    strategy and hand it in; all are scored in worlds that nobody has seen. Rooms are still there
    when the workshop is started again. See docs/classroom.md.

    --check, the day before, looks at what a workshop needs and waits for a phone to open a page. It
    ends with 0 if one did (or none was to), with 1 if something is missing or none came.
    """
    from recsim.page.start import TooLarge
    from recsim.workshop.serve import CannotServe, serve

    if check:
        _check(host, port, rooms, wait, interface)
        return
    try:
        serve(
            file or "two_ways",
            host,
            port,
            browser=not no_browser,
            tell=complain,
            rooms=rooms,
            names=name or (),
            interface=interface,
        )
    except (CannotServe, TooLarge) as reason:
        raise Refusal(str(reason)) from reason


def _check(host: str, port: int, rooms: Path | None, minutes: float, interface: str) -> None:
    from recsim.workshop.check import check
    from recsim.workshop.ways import NoSuchInterface

    tell = partial(print, flush=True)
    try:
        found = check(host, port, rooms, minutes, tell, interface)
    except NoSuchInterface as reason:
        raise Refusal(str(reason)) from reason
    if not found.here or (minutes and not found.visitor):
        raise typer.Exit(Exit.RUN_FAILED)
