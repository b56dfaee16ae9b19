"""Which engine simulates: SimPy's processes, or the same model compiled to machine code.

Both write the same events to the last bit, so that the choice is one of time only. Compiling takes
about a minute, once for each machine and version; the code is kept on disk.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recsim.model.run import Run
    from recsim.scenario.scenario import Scenario
    from recsim.scenario.study import EngineChoice

Engine = Literal["simpy", "compiled"]


class Simulate(Protocol):
    """A function that simulates; see ``recsim.model.simulate``."""

    def __call__(
        self, scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
    ) -> Run:
        """Simulate these teams in one world."""
        ...


class EngineMissing(Exception):  # noqa: N818 - nothing broke: something is not installed
    """The engine that was asked for cannot run here; the text says why, and what would help."""


@cache
def available() -> bool:
    """Whether the compiled engine can run here: whether numba is installed."""
    return find_spec("numba") is not None


def ready() -> bool:
    """Whether the compiled engine starts at once, because it was compiled before."""
    if not _Found.ready and available():
        from recsim.model import compiled

        _Found.ready = compiled.is_ready()
    return _Found.ready


class _Found:
    """What was found out; machine code that is there stays there."""

    ready = False


def choose(wanted: EngineChoice) -> Engine:
    """The engine that simulates now if this one is wanted; ``auto`` never waits for a compiler.

    Raises:
        EngineMissing: ``compiled`` is wanted, and numba is not installed.
    """
    if wanted == "auto":
        return "compiled" if ready() else "simpy"
    if wanted == "compiled" and not available():
        raise EngineMissing(
            "The compiled engine needs numba, which is not installed here.\n"
            'Install it (pip install "numba>=0.60"), or take engine simpy: the same results, '
            "more slowly."
        )
    return wanted


def engine(name: Engine) -> Simulate:
    """The function that simulates with an engine; its arguments are those of ``model.simulate``."""
    if name == "simpy":
        from recsim.model.simpy_model.simulation import simulate as with_simpy

        return with_simpy
    from recsim.model.compiled import simulate as with_machine_code

    return with_machine_code


def prepare() -> None:
    """Compile the engine, or load it if that was done before: about a minute, or a second."""
    from recsim.model import compiled

    compiled.prepare()
    _Found.ready = True
