"""A Dask cluster: its client asks for batches and hears of them in a thread of its own.

joblib's backend for Dask hands results over when all are there, so that neither memory nor what is
on the disk would be what it is with processes.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Collection, Sequence
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

from recsim.experiments.stopping import deaf_children
from recsim.experiments.workers import cores
from recsim.machines.batch import About, Done, about, perform_batch
from recsim.machines.cluster import Batch, Cluster
from recsim.machines.errors import MachinesError, WorkerDied

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

LETS_GO_SECONDS = 5.0
"""How long a cluster may take to say goodbye."""
_LOGGERS = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
"""Those that Dask sets levels of."""


class Dask(Cluster):
    """See ``Cluster``."""

    _client: Client | None = None
    _here: LocalCluster | None = None
    _levels: Sequence[int] = ()

    def connect(self) -> None:
        """See ``Cluster``."""
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise MachinesError(
                f"--on {self.address.given} needs Dask, which is not installed here. Install it: "
                "pip install 'recruitsim[dask]'"
            ) from None
        self._levels = [logger.level for logger in _LOGGERS]
        for logger in _LOGGERS:
            logger.setLevel(logging.CRITICAL)  # what matters is told by recsim, once
        self._finished: Queue[Any] = Queue()
        if not self.address.url:
            with deaf_children():  # this process is told of Ctrl-C, and ends them
                self._here = LocalCluster(
                    n_workers=self.workers or cores(),
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
            self._client = Client(self._here, set_as_default=False)
            return
        self.reach(lambda: asyncio.run(_greet(self.address.url, self.patience)))
        try:
            # with Dask's own timeout: it is also how long one that is gone is asked again
            self._client = Client(self.address.url, set_as_default=False)
            self._client.wait_for_workers(1, timeout=self.patience)
        except TimeoutError as error:
            raise MachinesError(
                f"{self.address.given}: no worker within {self.patience:g} seconds; to start "
                f"one: dask worker {self.address.url}"
            ) from error

    def introduced(self) -> Collection[About]:
        """See ``Cluster``."""
        found: dict[str, Any] = self._connection.run(about, on_error="return")
        for worker, said in found.items():
            if isinstance(said, Exception):
                raise MachinesError(
                    f"{self.address.given}: the worker {worker} cannot run recsim: {said}. "
                    "Install the same recsim there, and start its workers again"
                )
        return found.values()

    def breaks(self) -> tuple[type[BaseException], ...]:
        """See ``Cluster``; what was under way when the scheduler went counts as cancelled."""
        from distributed import CancelledError

        return CancelledError, OSError

    def slots(self) -> int:
        """See ``Cluster``."""
        return sum(self._connection.nthreads().values())

    def submit(self, batch: Batch) -> Any:
        """See ``Cluster``."""
        future = self._connection.submit(perform_batch, *batch.arguments, pure=False)
        future.add_done_callback(self._finished.put)
        return future

    def done(self, handles: Sequence[Any], seconds: float) -> Sequence[Any]:
        """See ``Cluster``."""
        try:
            found = self._finished.get(timeout=seconds)
        except Empty:
            if self._connection.status != "running":
                raise ConnectionError from None
            return []
        return [found] if found in handles else []

    def result(self, handle: Any) -> Done:
        """See ``Cluster``."""
        from distributed import KilledWorker

        try:
            found: Done = handle.result()
        except KilledWorker as error:
            raise WorkerDied from error
        return found

    def cancel(self, handles: Sequence[Any]) -> None:
        """See ``Cluster``."""
        if handles and self._connection.status == "running":
            self._connection.cancel(list(handles), force=True)

    def close(self) -> None:
        """See ``Machines``."""
        lost = self._client is not None and self._client.status != "running"
        with contextlib.suppress(Exception):  # a scheduler that is lost takes no leave
            if self._client is not None:
                self._client.close(timeout=LETS_GO_SECONDS)
        with contextlib.suppress(Exception):
            if self._here is not None:
                self._here.close(timeout=LETS_GO_SECONDS)
        if not lost:  # else its client complains long after it was closed
            for logger, level in zip(_LOGGERS, self._levels, strict=False):
                logger.setLevel(level)
        self._client = self._here = None
        self._connected = False

    @property
    def _connection(self) -> Client:
        assert self._client is not None
        return self._client


async def _greet(url: str, seconds: float) -> None:
    """Find out whether Dask speaks there; its client would wait for ever where something else does.

    Raises:
        OSError: it does not.
    """
    from distributed.core import connect

    comm = await connect(url, timeout=seconds)
    await comm.close()
