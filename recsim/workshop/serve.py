"""Serving a workshop: the engine, the socket, the file of rooms, the server."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from recsim.model.engines import EngineMissing, Simulate, choose, engine
from recsim.workshop.room.database import CannotKeep, Database, InUse
from recsim.workshop.ways import NoSuchInterface, quoted
from recsim.workshop.whereabouts import EVERYBODY, Whereabouts, url
from recsim.workshop.work import BUDGETS

PACKAGES = ("starlette", "uvicorn", "plotly", "segno")
ROOMS = Path("results", "workshop", "rooms.sqlite")
OTHER_FILE = "Keep them elsewhere, as in --rooms my_rooms.sqlite."
BACKLOG = 1024
"""Connections that wait until they are taken: a room full of people may come at once."""


class CannotServe(Exception):  # noqa: N818 - nothing broke: something is missing or taken
    """The workshop cannot be served here; the text says why, and what would help."""


def missing() -> list[str]:
    """Packages of the extra ``workshop`` that are not installed."""
    return [name for name in PACKAGES if find_spec(name) is None]


def fastest(tell: Callable[[str], None]) -> Simulate:
    """The fastest engine that runs here, with the budget that a workshop gives to each run.

    ``tell`` is told if that is not the compiled one.
    """
    try:
        name = choose("compiled")
    except EngineMissing as reason:
        tell(f"{reason}\nSimPy does the work: stories and scores take much longer.")
        name = "simpy"
    return engine(name, BUDGETS[name])


def listen(host: str, port: int) -> socket.socket:
    """A socket at this address; port 0 takes any that is free.

    Raises:
        CannotServe: the port is taken, or this computer has no such address.
    """
    if not host.strip() or "\0" in host:
        raise CannotServe(
            "--host: nothing is given; expected an address of this computer, as 127.0.0.1 for "
            "itself alone, or 0.0.0.0 to let everybody on the network in"
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only of sockets that say TCP asyncio does not hold back small packets, 40 ms an answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except (OSError, OverflowError, TypeError, UnicodeError) as error:
        listening.close()
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise CannotServe(
            f"Nothing can be served at {host}, port {port}: {reason}\n"
            f"Try another port, as in --port {port + 1 if 0 < port < 65535 else 8766}."
        ) from error
    return listening


def keep_rooms(path: Path | None) -> Database:
    """The file in which rooms are kept.

    Args:
        path: the file that is wanted; None for one in the current folder. If another workshop uses
            that one, the next one that is free is taken.

    Raises:
        CannotServe: rooms cannot be kept there.
    """
    numbered = (ROOMS if n == 1 else ROOMS.with_stem(f"{ROOMS.stem}-{n}") for n in range(1, 10))
    for one in (path,) if path is not None else numbered:
        try:
            return Database(one)
        except InUse as reason:
            taken: CannotKeep = reason
        except CannotKeep as reason:
            raise CannotServe(f"{reason}\n{OTHER_FILE}") from reason
    raise CannotServe(f"{taken}\n{OTHER_FILE}") from taken


def serve(
    source: str | None,
    host: str,
    port: int,
    *,
    browser: bool,
    tell: Callable[[str], None],
    rooms: Path | None = None,
    names: Sequence[str] = (),
    interface: str = "",
) -> None:
    """Serve until somebody presses Ctrl-C.

    Args:
        source: a scenario besides the shipped ones; the page opens with it.
        host: address to listen at.
        port: port to listen at; 0 takes any that is free.
        browser: whether to open the page in a browser.
        tell: is told about what takes long or is missing.
        rooms: file in which rooms are kept; None for one in the current folder.
        names: further names that people may open the workshop by.
        interface: network card whose address people are told; empty for the likeliest one.

    Raises:
        CannotServe: packages are missing, the address is taken, there is no such network card, or
            rooms cannot be kept.
        ScenarioErrors: the file is not a scenario.
        TooLarge: the scenario is too large for a workshop.
    """
    if missing():
        raise CannotServe(
            'The workshop needs further packages: pip install "recruitsim[workshop]" '
            f"(missing: {', '.join(missing())})"
        )
    if interface and host not in EVERYBODY:
        raise CannotServe(
            f"--interface {quoted(interface)} goes with --host 0.0.0.0, which lets everybody on "
            "the network in"
        )
    import uvicorn

    from recsim.workshop import logs
    from recsim.workshop.app import app
    from recsim.workshop.connections import SECONDS_KEPT, Watched, allow_many_files
    from recsim.workshop.guard import own_names
    from recsim.workshop.room.rooms import inviting, trainers_key
    from recsim.workshop.room.store import Store
    from recsim.workshop.sign import Sign
    from recsim.workshop.state import Catalogue

    _found(host, port, interface)  # whatever is wrong is told before something takes long
    catalogue = Catalogue(source)
    listen(host, port).close()
    with (
        closing(keep_rooms(rooms)) as file,
        listen(host, port) as listening,
    ):
        store = Store(file)
        bound = listening.getsockname()[1]
        where = _found(host, bound, interface)
        sign = Sign(where, trainers_key(store), partial(print, flush=True))
        called = {*own_names(), *names, host}
        try:
            site = app(catalogue, fastest(tell), store, where, called, sign.follow)
        except CannotKeep as reason:
            raise CannotServe(f"{file.path}: {reason}\n{OTHER_FILE}") from reason
        logs.set_up()
        Watched.most = allow_many_files()
        server = uvicorn.Server(
            uvicorn.Config(
                site,
                http=Watched,
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                backlog=BACKLOG,
                timeout_keep_alive=SECONDS_KEPT,
                timeout_graceful_shutdown=1,
            )
        )
        sign.begin(file.path, inviting(store))
        if browser:
            page = url("127.0.0.1", bound) if host == "0.0.0.0" else where()
            threading.Timer(0.5, webbrowser.open, [page]).start()
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            print("\nThe workshop has ended.")


def _found(host: str, port: int, interface: str) -> Whereabouts:
    """Where people find what listens there.

    Raises:
        CannotServe: there is no such network card, or it has no address.
    """
    try:
        return Whereabouts(host, port, interface)
    except NoSuchInterface as reason:
        raise CannotServe(str(reason)) from reason
