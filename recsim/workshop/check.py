"""``recsim workshop --check``: will this computer serve a room full of people tomorrow?

What can be found out here is found out: packages, engine, port, rooms, addresses. Whether phones
get through, only a phone can tell: a small page waits for one to open it.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from recsim.model.engines import EngineMissing, choose
from recsim.workshop.serve import ROOMS, CannotServe, keep_rooms, listen, missing
from recsim.workshop.sign import drawn
from recsim.workshop.ways import Way, advice, chosen, of_this_computer, ways
from recsim.workshop.whereabouts import loopback, url

Tell = Callable[[str], None]
EVERYBODY = "0.0.0.0"
LOOK = 0.5
"""Seconds between two looks at whether the time is over."""
UNLIKELY = {
    "vpn": "a VPN: others can hardly open it",
    "virtual": "of this computer alone: others can hardly open it",
    "unset": "an address of its own making: others can hardly open it",
}
"""Of an address that is in no network of the room, what it is."""
MOST_OF_A_REQUEST = 4096
HELLO = (
    b"<!doctype html><html lang=en><meta charset=utf-8>"
    b"<meta name=viewport content='width=device-width, initial-scale=1'><title>recsim</title>"
    b"<body style='font: 1.4rem/1.4 system-ui; margin: 2rem'><h1>It works</h1>"
    b"<p>This device reaches the workshop&rsquo;s computer. You can close this page.</p>"
)
NOBODY_CAME = """\
Nobody opened it. In this order:
1. Is the phone in the same network (and not on mobile data, nor on a VPN of its own)?
2. The firewall of this computer. Windows: allow Python in private networks, and make this network
   a private one. macOS: System Settings, Network, Firewall: let python accept connections. Linux:
   for example sudo ufw allow {port}/tcp.
3. Guest networks often keep devices apart, whatever you do. Ask for one that does not, or switch on
   a hotspot on this computer or a phone, let everybody join that, and check again."""


@dataclass(frozen=True)
class Checked:
    """What was found out.

    Attributes:
        here: whether everything on this computer is as it must be.
        visitor: address of the device that opened the page; empty if none did.
    """

    here: bool
    visitor: str


def check(
    host: str, port: int, rooms: Path | None, minutes: float, tell: Tell, interface: str = ""
) -> Checked:
    """Look at everything that a workshop needs, and tell what is missing.

    Args:
        host: address to listen at; one that only this computer reaches stands for all addresses.
        port: port to listen at; 0 takes any that is free.
        rooms: file in which rooms are kept; None for one in the current folder.
        minutes: how long to wait for another device; 0: not at all.
        tell: is told each finding.
        interface: network card whose address people are told; empty for the likeliest one.

    Raises:
        NoSuchInterface: there is none of this name, or it has no address.
    """
    host = EVERYBODY if loopback(host) else host
    addresses = of_this_computer()
    found = [way for way in ways(addresses) if host in (EVERYBODY, way.address)]
    if interface:
        found = [chosen(interface, addresses)]
    fine = [_packages(tell), _engine(tell), _rooms(rooms, tell)]
    try:
        listening = listen(host, port)
    except CannotServe as reason:
        tell(f"no    {reason}")
        return Checked(here=False, visitor="")
    with listening:
        bound = listening.getsockname()[1]
        tell(f"ok    port {bound} is free")
        fine.append(_addresses(found, bound, tell) or bool(interface))
        if not minutes or not fine[-1]:
            return Checked(all(fine), "")
        _invite(found[0], bound, minutes, tell)
        visitor = wait_for_visitor(listening, {way.address for way in found}, 60 * minutes)
    if visitor:
        tell(f"ok    a device at {visitor} opened it: others in the room can, too")
    else:
        tell(NOBODY_CAME.format(port=bound))
    return Checked(all(fine), visitor)


def wait_for_visitor(listening: socket.socket, own: Collection[str], seconds: float) -> str:
    """Greet whoever opens the page, until another device has; its address, or "" if none has.

    Args:
        listening: the socket.
        own: addresses of this computer, whose visits prove nothing.
        seconds: how long to wait.
    """
    end = time.monotonic() + seconds
    listening.settimeout(LOOK)
    while time.monotonic() < end:
        try:
            visit, (address, *_) = listening.accept()
        except TimeoutError:
            continue
        with visit:
            greeted = _greet(visit)
        if greeted and address not in own and not loopback(address):
            return str(address)
    return ""


def _greet(visit: socket.socket) -> bool:
    visit.settimeout(LOOK)
    try:
        asked = visit.recv(MOST_OF_A_REQUEST)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(HELLO)}\r\n"
        visit.sendall(head.encode() + b"Connection: close\r\n\r\n" + HELLO)
    except OSError:
        return False
    return asked.startswith(b"GET ")


def _packages(tell: Tell) -> bool:
    if lacking := missing():
        tell(
            f'no    packages are missing ({", ".join(lacking)}): pip install "recruitsim[workshop]"'
        )
        return False
    tell("ok    all packages are installed")
    return True


def _engine(tell: Tell) -> bool:
    try:
        choose("compiled")
    except EngineMissing as reason:
        tell(f"no    scores and stories will be slow: {reason}")
        return False
    tell("ok    the compiled engine runs here")
    return True


def _rooms(rooms: Path | None, tell: Tell) -> bool:
    before = {path for path in (rooms, ROOMS) if path is not None and path.exists()}
    try:
        kept = keep_rooms(rooms)
    except CannotServe as reason:
        tell(f"no    {reason}")
        return False
    kept.close()
    if kept.path not in before:  # a look leaves nothing behind
        kept.path.unlink(missing_ok=True)
    tell(f"ok    rooms can be kept in {kept.path}")
    return True


def _addresses(found: Sequence[Way], port: int, tell: Tell) -> bool:
    for said in advice(found):
        tell(f"look  {said}")
    for way in found:
        hotspot = ", probably a hotspot" if way.is_hotspot else ""
        word, doubt = ("ok  ", "") if way.kind == "network" else ("look", f", {UNLIKELY[way.kind]}")
        tell(f"{word}  {url(way.address, port)} (interface {way.interface}{hotspot}{doubt})")
    return any(way.kind == "network" for way in found)


def _invite(way: Way, port: int, minutes: float, tell: Tell) -> None:
    address = url(way.address, port)
    tell(drawn(address))
    tell(f"Open {address} on a phone in the same network.")
    tell(f"Waiting for {minutes:g} minutes; Ctrl-C ends.")
