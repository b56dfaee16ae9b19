"""A Ray cluster: each batch is a task, which Ray tries again where a worker died."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from recsim.experiments.stopping import deaf_children
from recsim.experiments.workers import cores
from recsim.machines.batch import About, Done, about, perform_batch
from recsim.machines.cluster import Batch, Cluster
from recsim.machines.errors import MachinesError, WorkerDied

if TYPE_CHECKING:
    from types import ModuleType

RETRIES = 3
"""How often a batch is tried again whose worker died, as with Dask."""
STORE_BYTES = 100_000_000
"""Memory for results on their way, in a cluster that is started here."""
_SILENT: dict[str, Any] = {"logging_level": logging.CRITICAL, "log_to_driver": False}
"""What matters is told by recsim, once."""
TRIES_SECONDS = "2"
"""How long Ray's client tries to connect, and then sleeps, three times."""
GIVES_UP_SECONDS = 10.0
"""How long it tries to connect again with a cluster that is lost."""


class Ray(Cluster):
    """See ``Cluster``."""

    _ray: ModuleType | None = None
    _folder: str = ""

    def connect(self) -> None:
        """See ``Cluster``."""
        os.environ.setdefault("RAY_CLIENT_INITIAL_CONNECTION_TIMEOUT_S", TRIES_SECONDS)
        os.environ.setdefault("RAY_CLIENT_MAX_CONNECTION_TIMEOUT_S", TRIES_SECONDS)
        os.environ.setdefault("RAY_CLIENT_RECONNECT_GRACE_PERIOD", f"{GIVES_UP_SECONDS:g}")
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told of what is run here
        try:
            import ray
        except ImportError:
            raise MachinesError(
                f"--on {self.address.given} needs Ray, which is not installed here. Install it: "
                "pip install 'recruitsim[ray]'"
            ) from None
        if ray.is_initialized():
            raise MachinesError(
                f"--on {self.address.given}: this program is connected with a Ray cluster already; "
                "end that first: ray.shutdown()"
            )
        self._ray = ray
        with _quietly():
            if self.address.url:
                self.reach(self._join)
            else:
                self._start()
        self._perform = ray.remote(num_cpus=1, max_retries=RETRIES)(perform_batch)

    def _join(self) -> None:
        """Connect with a cluster elsewhere, which may be starting: as often as there is time."""
        end = time.monotonic() + self.patience
        while True:
            try:
                self._up.init(self.address.url, **_SILENT)
                return
            except ConnectionError:
                if time.monotonic() > end:
                    raise

    def _start(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="recsim-")
        try:
            with deaf_children():  # this process is told of Ctrl-C, and ends them
                self._up.init(
                    num_cpus=self.workers or cores(),
                    include_dashboard=False,
                    object_store_memory=STORE_BYTES,
                    _node_ip_address="127.0.0.1",
                    _temp_dir=self._folder,
                    **_SILENT,
                )
        except Exception as error:  # Ray raises Exception itself where it cannot start
            raise MachinesError(
                f"--on {self.address.given}: Ray does not start here: {_first_line(error)}"
            ) from error

    def introduced(self) -> Collection[About]:
        """See ``Cluster``."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy as On

        ask = self._up.remote(num_cpus=0, max_retries=RETRIES)(about)
        nodes = [node["NodeID"] for node in self._up.nodes() if node["Alive"]]
        asked = [ask.options(scheduling_strategy=On(node, soft=False)).remote() for node in nodes]
        try:
            found: list[About] = self._up.get(asked, timeout=self.patience)
        except self._up.exceptions.GetTimeoutError as error:
            raise MachinesError(
                f"{self.address.given}: no worker within {self.patience:g} seconds"
            ) from error
        except ImportError as error:
            raise MachinesError(
                f"{self.address.given}: a worker cannot run recsim: {_first_line(error)}. Install "
                "the same recsim there"
            ) from error
        return found

    def breaks(self) -> tuple[type[BaseException], ...]:
        """See ``Cluster``."""
        from grpc import RpcError

        return ConnectionError, RpcError, self._up.exceptions.RayError

    def slots(self) -> int:
        """See ``Cluster``."""
        return int(self._up.cluster_resources().get("CPU", 0))

    def submit(self, batch: Batch) -> Any:
        """See ``Cluster``."""
        return self._perform.remote(*batch.arguments)

    def done(self, handles: Sequence[Any], seconds: float) -> Sequence[Any]:
        """See ``Cluster``."""
        found: Sequence[Any] = self._up.wait(list(handles), timeout=seconds)[0]
        return found

    def result(self, handle: Any) -> Done:
        """See ``Cluster``."""
        failed = self._up.exceptions
        try:
            found: Done = self._up.get(handle)
        except (failed.WorkerCrashedError, failed.OutOfMemoryError) as error:
            raise WorkerDied from error
        except failed.RayTaskError as error:
            raise error.cause from None  # as the batch itself raised it
        return found

    def cancel(self, handles: Sequence[Any]) -> None:
        """See ``Cluster``."""
        for handle in handles:
            self._up.cancel(handle)

    def close(self) -> None:
        """See ``Machines``."""
        if self._ray is not None:
            with contextlib.suppress(Exception), _quietly():  # a cluster that is lost
                self._ray.shutdown()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._ray, self._folder = None, ""
        self._connected = False

    @property
    def _up(self) -> ModuleType:
        assert self._ray is not None
        return self._ray


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """A block in which Ray gives no advice of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
