"""What ``--on`` says: a kind of cluster, and where it is; without a place, one that is started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlsplit

from recsim.machines.errors import MachinesError
from recsim.scenario.errors import did_you_mean

Kind = Literal["dask", "ray"]
EXPECTED = "expected dask, ray, dask://HOST:PORT or ray://HOST:PORT"
_SCHEMES: dict[str, tuple[Kind, str]] = {
    "dask": ("dask", "tcp"),
    "tcp": ("dask", "tcp"),
    "tls": ("dask", "tls"),
    "ray": ("ray", "ray"),
}
"""The kind of cluster and its own scheme, by the scheme that is written."""


@dataclass(frozen=True)
class Address:
    """A cluster, as it was asked for.

    Attributes:
        given: what was written.
        kind: of cluster.
        url: of its scheduler, in its own words; empty if one is to be started here.
    """

    given: str
    kind: Kind
    url: str = ""

    @staticmethod
    def read(given: str) -> Address:
        """Understand what was written; nothing is connected.

        Raises:
            MachinesError: it is neither a kind of cluster nor an address of one.
        """
        for kind in get_args(Kind):
            if given == kind:
                return Address(given, kind)
        scheme, separator, rest = given.partition("://")
        if not separator:
            hint = did_you_mean(given, get_args(Kind), "there are")
            raise MachinesError(f"--on {given}: no kind of cluster; {hint}; {EXPECTED}")
        if scheme not in _SCHEMES:
            hint = did_you_mean(scheme, list(_SCHEMES), "there are")
            raise MachinesError(f"--on {given}: no kind of address; {hint}; {EXPECTED}")
        kind, own = _SCHEMES[scheme]
        try:
            found = urlsplit(f"{own}://{rest}")
            host, port = found.hostname, found.port
        except ValueError as error:
            raise MachinesError(f"--on {given}: no address: {error}; {EXPECTED}") from None
        if not host or not port or found.path.strip("/") or found.query or found.username:
            what = "the host is missing" if not host else "the port is missing"
            if host and port:
                what = "it has more than a host and a port"
            raise MachinesError(f"--on {given}: {what}; {EXPECTED}")
        return Address(given, kind, f"{own}://{found.netloc}")
