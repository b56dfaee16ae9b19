"""Whom a request comes from, as far as limits go, and how much each of them may do in a time."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import Scope

MOST_KNOWN = 10_000
"""Addresses that are remembered; who has been quiet for the longest is forgotten."""
NOBODY = "nobody"


def address(scope: Scope) -> str:
    """The address that a request comes from; of IPv6, the network of a household or a school."""
    client = scope.get("client")
    host = str(client[0]) if client else NOBODY
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


class Allowance:
    """So many at once, and so many a second after that, for each address by itself.

    Threads may share it.
    """

    def __init__(
        self, at_once: int, a_second: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._a_second, self._now = float(at_once), a_second, now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._guard = threading.Lock()

    def left(self, who: str) -> bool:
        """Whether somebody may do it once more."""
        return self._of(who) >= 1

    def take(self, who: str) -> bool:
        """Do it, if one may; whether one may."""
        with self._guard:
            left = self._of(who)
            if left < 1:
                return False
            self._left[who] = left - 1, self._now()
            self._left.move_to_end(who)
            while len(self._left) > MOST_KNOWN:
                self._left.popitem(last=False)
            return True

    def _of(self, who: str) -> float:
        left, since = self._left.get(who, (self._most, self._now()))
        return min(self._most, left + (self._now() - since) * self._a_second)
