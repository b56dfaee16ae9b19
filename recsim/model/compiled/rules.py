"""The rules, draws and numbers of the model, compiled from what the SimPy model calls."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np

from recsim.model import distributions, elementary, employment, events, harm, order, streams
from recsim.model import elementary_tables as tables
from recsim.model import rules as plain_rules
from recsim.model.compiled.compiler import compiled, constants, frexp, inline, two_to
from recsim.scenario.fields import Block
from recsim.scenario.strategy import Conduct

# --- The numbers of the model by their names, in the form that numba reads ------------------------


def choices(block: type[Block], setting: str) -> Any:
    """The places of a setting's choices, by their names in capitals."""
    words = get_args(block.model_fields[setting].annotation)
    return constants(type(setting, (), {word.upper(): at for at, word in enumerate(words)}))


Purpose = constants(streams.Purpose)
Kind = constants(events.Kind)
Status = constants(events.Status)
Source = constants(events.Source)
Task = constants(events.Task)
PlacementEnd = constants(events.PlacementEnd)
SeedEnd = constants(events.SeedEnd)
SeedUse = constants(events.SeedUse)
Harvest = constants(events.Harvest)
Needed = constants(events.Needed)
ApplicationEnd = constants(events.ApplicationEnd)
ApproachEnd = constants(events.ApproachEnd)
WaryCause = constants(events.WaryCause)
ResentCause = constants(events.ResentCause)
CandidacyEnd = constants(events.CandidacyEnd)
Rank = constants(order.Rank)


class _Story:
    """Whose story goes on."""

    DESK = 0
    CANDIDACY = 1
    APPROACH = 2


class _WaitsFor:
    """What a candidacy waits for."""

    TALK = 0
    INTERVIEW_TASK = 1
    INTERVIEW = 2
    TURN = 3
    CLOSING = 4
    DECISION = 5
    MANAGER = 6


Story = constants(_Story)
WaitsFor = constants(_WaitsFor)
Targeting = choices(Conduct, "targeting")


# --- The keyed draws of ``recsim.model.streams``, compiled from their source for machine words ----

_output = inline(streams.output)
_unit = inline(streams.unit)


@inline
def output(seed: Any, n: Any) -> Any:
    """``streams.output``: ``seed`` an unsigned word, ``n`` any integer below 2**63."""
    return _output(np.uint64(seed), np.uint64(n))


@inline
def draw(key: int, purpose: int, n: int = 0) -> float:
    """``streams.draw``."""
    return _unit(output(key, purpose + n))


# --- The rules and distributions, compiled from the sources that the SimPy model calls ------------

_seen: dict[str, Any] = {
    **{name: np.array(table) for name, table in vars(tables).items() if isinstance(table, tuple)},
    "frexp": frexp,
    "two_to": two_to,
    "draw": draw,
    "Purpose": Purpose,
}
compiled(elementary, _seen)
compiled(distributions, _seen)
compiled(plain_rules, _seen)
compiled(employment, _seen)
compiled(harm, _seen)
globals().update(_seen)


def __getattr__(name: str) -> Any:
    """For type checkers: the names are those of the modules."""
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


# --- Bounds of normal draws, from a table: they mostly tell which of two sums is larger -----------
# A quantile takes some twenty nanoseconds, a look at the table one. Only where the bounds leave it
# open is the quantile needed.

BITS = 9
SLACK = 1e-9
"""Far more than the quantile and a sum of some of them can be wrong by."""
EXTREME = 9.0
"""No quantile of a draw is as far from 0."""

_inner = [distributions.normal(i / 2**BITS) for i in range(1, 2**BITS)]
BOUNDS = np.array([-EXTREME, *_inner, EXTREME])
"""Quantiles between which those of the equal parts of (0, 1) lie."""

_SHIFT, _NEXT = np.uint64(64 - BITS), np.uint64(1)


@inline
def between(key: int, purpose: int) -> Any:
    """Two numbers between which the standard normal quantile of a draw lies."""
    part = output(key, purpose) >> _SHIFT
    return BOUNDS[part] - SLACK, BOUNDS[part + _NEXT] + SLACK
