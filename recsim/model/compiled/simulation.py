"""One run with the compiled engine: lay out memory, let it go on, hand over what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from threading import Lock

from recsim.model.compiled.engine import DONE
from recsim.model.compiled.kernel import Kernel
from recsim.model.compiled.memory import Memory
from recsim.model.parameters import (
    SegmentParameters,
    TeamParameters,
    WorldParameters,
    parameters,
)
from recsim.model.run import Run
from recsim.model.streams import Family, family_key
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario

_compiling = Lock()

Parameters = tuple[WorldParameters, tuple[SegmentParameters, ...], dict[str, TeamParameters]]
_latest: tuple[Scenario, Parameters] | None = None


def kernel() -> Kernel:
    """The compiled functions; the first call compiles them or loads them from disk."""
    with _compiling:
        return _kernel()


@cache
def _kernel() -> Kernel:
    return Kernel()


def _parameters(scenario: Scenario) -> Parameters:
    """The numbers of a scenario; those of the latest one are kept for its next replication."""
    global _latest
    if _latest is None or _latest[0] is not scenario:
        _latest = (scenario, parameters(scenario))
    return _latest[1]


def simulate(
    scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
) -> Run:
    """Simulate these teams together in one world, compiled; see ``recsim.model.simulate``."""
    compiled = kernel()
    study = scenario.study
    w, segments, strategies = _parameters(scenario)
    tally = Tally.empty(
        tuple(teams), tuple(scenario.world.segments), study.warm_up_days, study.horizon_days
    )
    begin, end = -float(study.warm_up_days), float(study.horizon_days)
    requisitions_key = family_key(study.seed, replication, Family.REQUISITIONS)
    chosen = [strategies[name] for name in teams]
    requisitions = [
        compiled.arrivals(requisitions_key, team, w.requisition_rate, begin, end)
        for team in range(len(chosen))
    ]
    memory = Memory(
        w, segments, chosen, requisitions, scenario.world.people, tally, keep_log=keep_log
    )
    memory.start(begin, end)
    run = memory.run[0]
    run["people_key"] = family_key(study.seed, replication, Family.PEOPLE)
    run["requisitions_key"] = requisitions_key
    run["pairs_key"] = family_key(study.seed, replication, Family.PAIRS)
    while compiled.advance(memory.run) != DONE:
        memory.grow(compiled)
    return Run(tally=tally, log=memory.log() if keep_log else None, events=int(run["events"]))
