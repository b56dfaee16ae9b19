"""Where people find the workshop: its address, which is another one in another network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Mapping, Sequence

from recsim.workshop.ways import chosen, of_this_computer, ways

EVERYBODY = "0.0.0.0", "::"
"""Hosts that stand for all addresses of this computer."""
NOWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737): asking for the way there sends nothing."""


def loopback(host: str) -> bool:
    """Whether only this computer can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def url(host: str, port: int) -> str:
    """What to type into a browser."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def routed(family: socket.AddressFamily = socket.AF_INET) -> str:
    """The address of this computer that leads to the network; empty if it is in none."""
    target = NOWHERE if family == socket.AF_INET else ("2001:db8::1", 9)
    with socket.socket(family, socket.SOCK_DGRAM) as way:
        try:
            way.connect(target)
            return str(way.getsockname()[0])
        except OSError:
            return ""


class Whereabouts:
    """The workshop's address for people, as it was when somebody looked last.

    Attributes:
        host: where it listens.
        port: the port there.
        interface: the network card whose address people are told; empty for the likeliest one.
        is_lost: whether there is no such address at the moment; the last one is told meanwhile.
    """

    def __init__(
        self,
        host: str,
        port: int,
        interface: str = "",
        *,
        addresses: Callable[[], Mapping[str, Sequence[str]]] = of_this_computer,
        route: Callable[[socket.AddressFamily], str] = routed,
    ) -> None:
        """Look for the first time.

        Args:
            host: address to listen at.
            port: port there.
            interface: name of a network card; goes with a host that stands for all addresses.
            addresses: IPv4 addresses of this computer by interface.
            route: the address that leads to the network.

        Raises:
            NoSuchInterface: there is none of this name, or it has no address.
        """
        self.host, self.port, self.interface = host, port, interface
        self._addresses, self._route = addresses, route
        if interface:
            chosen(interface, addresses())
        self._told, self.is_lost = "", False
        self.look()

    def __call__(self) -> str:
        """The address, as in http://192.168.1.5:8765."""
        return url(self._told or socket.gethostname(), self.port)

    @property
    def is_only_here(self) -> bool:
        """Whether nobody but this computer can come."""
        return loopback(self.host)

    def look(self) -> None:
        """Find out what the address is now."""
        found = self._found()
        self.is_lost = not found
        self._told = found or self._told

    def _found(self) -> str:
        if self.host not in EVERYBODY:
            return self.host
        if self.interface:
            return next(iter(self._addresses().get(self.interface, ())), "")
        if ":" in self.host:
            return self._route(socket.AF_INET6)
        # a hotspot without internet has no route, and an address all the same
        likeliest = (way.address for way in ways(self._addresses()) if way.kind == "network")
        return self._route(socket.AF_INET) or next(likeliest, "")
