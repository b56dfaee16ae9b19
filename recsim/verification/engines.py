"""Whether two engines are the same model: every event of a run, compared bit for bit.

Two programs of one model that share no code but the rules and the random numbers are each other's
test: what one of them forgets, the other one does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recsim.model.engines import Simulate
from recsim.model.run import Run
from recsim.scenario.scenario import Scenario

Events = npt.NDArray[np.void]

FEW_PEOPLE = 400
FEW_RECRUITERS = 4
FEW_REQUISITIONS = 50.0
SHORT_WARM_UP_DAYS = 28
SHORT_DAYS = 120


@dataclass(frozen=True)
class Trial:
    """One thing to simulate: teams together in one replication of a scenario."""

    scenario: Scenario
    teams: tuple[str, ...]
    replication: int = 0


@dataclass(frozen=True)
class Difference:
    """Where two logs part.

    Attributes:
        at: position of the first record that differs; both logs agree on all before it.
        first, second: the record there of each log; None: that log has ended.
        common: the records before it, dtype ``model.events.EVENT``.
    """

    at: int
    first: np.void | None
    second: np.void | None
    common: Events


@dataclass(frozen=True)
class Comparison:
    """What two engines made of one world.

    Attributes:
        world: what was simulated.
        events: number of events of the first engine.
        errors: what each engine failed with; "" if it did not.
        difference: where the logs part; None if they are equal to the last bit.
        totals: what differs in the numbers that belong to the logs, in words.
    """

    world: Trial
    events: int = 0
    errors: tuple[str, str] = ("", "")
    difference: Difference | None = None
    totals: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether both ran, and everything is equal to the last bit."""
        return not (any(self.errors) or self.difference or self.totals)


def first_difference(first: Events, second: Events) -> Difference | None:
    """The first record in which two logs differ, in any bit; None if they are equal.

    Args:
        first, second: logs, dtype ``model.events.EVENT``; 0.0 and -0.0 differ, and so do two
            NaNs of different bits.

    Raises:
        TypeError: the logs are not of the same type of record.
    """
    if first.dtype != second.dtype:
        raise TypeError(f"records of {first.dtype} cannot be compared with those of {second.dtype}")
    both = min(len(first), len(second))
    differs = _bits(first[:both]) != _bits(second[:both])
    at = int(differs.any(axis=1).argmax()) if differs.any() else both
    if at == len(first) == len(second):
        return None
    return Difference(
        at=at,
        first=first[at] if at < len(first) else None,
        second=second[at] if at < len(second) else None,
        common=first[:at],
    )


def compare(world: Trial, first: Simulate, second: Simulate) -> Comparison:
    """Simulate a world with both engines and compare logs, tallies and numbers of events.

    An engine that fails is part of the outcome. The second one runs without a log as well, as it
    mostly does, which must change no number.
    """
    runs: list[Run | None] = []
    errors = []
    for engine in (first, second):
        try:
            run = engine(world.scenario, world.teams, world.replication, keep_log=True)
        except Exception as error:
            runs.append(None)
            errors.append(f"{type(error).__name__}: {error}")
        else:
            runs.append(run)
            errors.append("")
    one, other = runs
    if one is None or other is None:
        return Comparison(world, one.events if one else 0, (errors[0], errors[1]))
    assert one.log is not None
    assert other.log is not None
    unlogged = second(world.scenario, world.teams, world.replication)
    return Comparison(
        world,
        one.events,
        difference=first_difference(one.log, other.log),
        totals=(
            *_total_differences(one, other),
            *(f"without a log: {words}" for words in _total_differences(one, unlogged)),
        ),
    )


def worlds(scenario: Scenario, replications: Sequence[int] = (0,)) -> Iterator[Trial]:
    """Everything that a run of the scenario simulates, rivals included."""
    strategies = tuple(scenario.strategies)
    for replication in replications:
        if scenario.study.market == "shared":
            yield Trial(scenario, strategies, replication)
        else:
            for name in strategies:
                teams = (name, *scenario.strategies[name].rivals)
                yield Trial(scenario, teams, replication)


def cut_down(scenario: Scenario) -> Scenario:
    """The same scenario with a few hundred people, few recruiters and a few months at most."""
    world, study = scenario.world, scenario.study
    demand = world.demand.model_copy(
        update={
            "requisitions_per_recruiter_year": min(
                world.demand.requisitions_per_recruiter_year, FEW_REQUISITIONS
            )
        }
    )
    return scenario.model_copy(
        update={
            "world": world.model_copy(
                update={"people": min(world.people, FEW_PEOPLE), "demand": demand}
            ),
            "strategies": {
                name: strategy.model_copy(
                    update={"recruiters": min(strategy.recruiters, FEW_RECRUITERS)}
                )
                for name, strategy in scenario.strategies.items()
            },
            "study": study.model_copy(
                update={
                    "horizon_days": min(study.horizon_days, SHORT_DAYS),
                    "warm_up_days": min(study.warm_up_days, SHORT_WARM_UP_DAYS),
                }
            ),
        }
    )


def _bits(log: Events) -> npt.NDArray[np.uint8]:
    """The bytes of a log, shape (events, bytes of a record)."""
    return np.ascontiguousarray(log).view(np.uint8).reshape(len(log), log.dtype.itemsize)


def _total_differences(one: Run, other: Run) -> Iterator[str]:
    if one.events != other.events:
        yield f"events: {one.events} and {other.events}"
    first, second = one.tally, other.tally
    for name in ("teams", "segments", "warm_up_bins"):
        if getattr(first, name) != getattr(second, name):
            yield f"tally.{name}: {getattr(first, name)} and {getattr(second, name)}"
    for name in ("counts", "sums", "cohorts", "cohort_sums"):
        mine, theirs = getattr(first, name), getattr(second, name)
        if mine.shape != theirs.shape or mine.dtype != theirs.dtype:
            yield (f"tally.{name}: {mine.dtype} {mine.shape} and {theirs.dtype} {theirs.shape}")
        elif mine.tobytes() != theirs.tobytes():
            differs = np.argwhere(mine.view(np.int64) != theirs.view(np.int64))
            at = tuple(differs[0].tolist())
            yield (
                f"tally.{name}: {len(differs)} of {mine.size} differ, the first at {at} "
                f"(team, segment, code, week): {mine[at]!r} and {theirs[at]!r}"
            )
