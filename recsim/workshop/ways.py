"""How other devices may reach this computer: its addresses, and what each is likely to be."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from recsim.scenario.errors import nearest

Kind = Literal["network", "vpn", "virtual", "unset"]
VPN = re.compile(r"(tun|tap|utun|wg|ppp|ipsec|tailscale|zt|nordlynx|.*vpn.*)", re.IGNORECASE)
VIRTUAL = re.compile(
    r"(docker|br-|veth|virbr|vmnet|vboxnet|bridge\d|lxc|.*virtual.*|.*vethernet.*|.*hyper-v.*)",
    re.IGNORECASE,
)
HOTSPOTS = ("192.168.137.", "172.20.10.", "192.168.43.", "192.168.2.1")
"""How addresses begin behind the hotspots of Windows, iPhones, Androids and Macs."""


class NoSuchInterface(LookupError):  # noqa: N818 - a name that somebody mistyped
    """There is no such network card, or it is in no network; the text says which there are."""


@dataclass(frozen=True)
class Way:
    """An address of this computer.

    Attributes:
        interface: name of the network card, as the system has it.
        address: IPv4.
        kind: network: others may reach it; vpn, virtual: they can hardly; unset: no network gave
            the card an address, so that it has made up one.
    """

    interface: str
    address: str
    kind: Kind

    @property
    def is_hotspot(self) -> bool:
        """Whether it is likely to be behind a phone's or a computer's hotspot."""
        return self.address.startswith(HOTSPOTS)


def ways(addresses: Mapping[str, Sequence[str]]) -> list[Way]:
    """All addresses of this computer but those that lead to itself, the likeliest first.

    Args:
        addresses: IPv4 addresses by interface.
    """
    found = [
        Way(name, address, _kind(name, address))
        for name, all_ in addresses.items()
        for address in all_
        if not ipaddress.ip_address(address).is_loopback
    ]
    order: tuple[Kind, ...] = ("network", "vpn", "virtual", "unset")
    return sorted(found, key=lambda way: order.index(way.kind))


def of_this_computer() -> dict[str, list[str]]:
    """IPv4 addresses of the network cards that are up, by interface."""
    import socket

    import psutil

    up = psutil.net_if_stats()
    return {
        name: [one.address for one in all_ if one.family == socket.AF_INET]
        for name, all_ in psutil.net_if_addrs().items()
        if name in up and up[name].isup
    }


def chosen(interface: str, addresses: Mapping[str, Sequence[str]]) -> Way:
    """The way by a network card of this name.

    Args:
        interface: the name, as the system has it.
        addresses: IPv4 addresses by interface.

    Raises:
        NoSuchInterface: there is none of this name, or it has no address.
    """
    found = {way.interface: way for way in reversed(ways(addresses))}
    if interface in found:
        return found[interface]
    there = ", ".join(f"{way.interface} ({way.address})" for way in reversed(found.values()))
    there = f"There are: {there}." if there else "This computer is in no network."
    if interface in addresses:
        raise NoSuchInterface(
            f"--interface: {interface} has no address that others could open. {there}"
        )
    close = nearest(interface, list(found))
    meant = f" Did you mean {' or '.join(close)}?" if close else ""
    said = f'--interface: this computer has no network interface "{interface[:80]}".'
    raise NoSuchInterface(f"{said}{meant} {there}")


def advice(found: Sequence[Way]) -> Iterator[str]:
    """What may be in the way, as far as addresses tell."""
    network = [way for way in found if way.kind == "network"]
    if not network:
        yield (
            "This computer is in no network that others could be in. Join the room's Wi-Fi, or "
            "switch on a hotspot."
        )
    if len(network) > 1:
        names = ", ".join(f"{way.address} ({way.interface})" for way in network)
        yield (
            f"This computer is in several networks: {names}. Choose the one that people are in, as "
            f"in --interface {quoted(network[0].interface)}."
        )
    for way in found:
        if way.kind == "vpn":
            yield (
                f"A VPN is on ({way.interface}). Many of them keep devices in the room out: switch "
                "it off for the workshop."
            )
        if way.kind == "unset":
            yield (
                f"{way.interface} has an address of its own making ({way.address}): its network "
                "gave it none."
            )


def quoted(interface: str) -> str:
    """A name as it is typed in a terminal: cards of Windows have spaces in theirs."""
    return f'"{interface}"' if " " in interface else interface


def _kind(interface: str, address: str) -> Kind:
    if ipaddress.ip_address(address).is_link_local:
        return "unset"
    if VIRTUAL.match(interface):
        return "virtual"
    return "vpn" if VPN.match(interface) else "network"
