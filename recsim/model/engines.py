"""Which engine simulates: SimPy's processes, or the same model compiled to a small module.

Both write the same events to the last bit, so that the choice is one of time only.
"""

from __future__ import annotations

from functools import cache, partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recsim.model.budget import Budget
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
    """Whether the compiled engine can run here: whether wasmtime is installed."""
    return find_spec("wasmtime") is not None


def choose(wanted: EngineChoice) -> Engine:
    """The engine that simulates if this one is wanted; ``auto``: the compiled one if it can.

    Raises:
        EngineMissing: ``compiled`` is wanted, and wasmtime is not installed; or the kernel was
            built from other sources than those that are here.
    """
    if wanted == "simpy" or (wanted == "auto" and not available()):
        return "simpy"
    if not available():
        raise EngineMissing(
            "The compiled engine needs wasmtime, which is not installed here.\n"
            'Install it (pip install "wasmtime>=25"), or take engine simpy: the same results, '
            "more slowly."
        )
    from recsim.model.compiled.module import stale

    reason = stale()
    if reason:
        raise EngineMissing(reason)
    return "compiled"


def engine(name: Engine, budget: Budget | None = None) -> Simulate:
    """The function that simulates with an engine; its arguments are those of ``model.simulate``.

    Args:
        name: of the engine.
        budget: what each run may cost; one that would cost more ends with ``TooMuchWork``.
    """
    if name == "simpy":
        from recsim.model.story.market import simulate as with_simpy

        return with_simpy if budget is None else partial(with_simpy, budget=budget)
    from recsim.model.compiled import simulate as with_kernel

    return with_kernel if budget is None else partial(with_kernel, budget=budget)
