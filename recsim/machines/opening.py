"""From what ``--on`` says to what simulates."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from recsim.experiments.workers import Machines, Workers
from recsim.machines.address import Address
from recsim.machines.errors import MachinesError


@contextlib.contextmanager
def working(on: str | None, workers: int | None) -> Iterator[Workers]:
    """What simulates in this block; a cluster is connected when the first run is asked for.

    Args:
        on: "dask" or "ray" for a cluster that is started here, or the address of one
            ("dask://host:8786", "ray://host:10001"); None for the cores of this computer.
        workers: how many worlds are simulated at the same time, on this computer.

    Raises:
        MachinesError: there is no such kind of cluster, or ``workers`` is given for one elsewhere.
    """
    if on is None:
        yield workers
        return
    address = Address.read(on)
    if address.url and workers is not None:
        raise MachinesError(
            f"--workers {workers}: {on} has workers of its own; --workers belongs to this "
            f"computer, alone or with --on {address.kind}"
        )
    machines = _cluster(address, workers)
    try:
        yield machines
    finally:
        machines.close()


def _cluster(address: Address, workers: int | None) -> Machines:
    if address.kind == "dask":
        from recsim.machines.with_dask import Dask

        return Dask(address, workers)
    from recsim.machines.with_ray import Ray

    return Ray(address, workers)
