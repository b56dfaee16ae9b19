"""Runs by what they depend on: each is made once, whatever else a study varies.

A run is a pure function of the world, of the strategy (in a shared market: of all), of the measured
time, the seed and the replication. So runs are kept by a hash of these alone: where only the care
of one strategy is varied, the others are simulated once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from recsim.analysis.results import RUNS, SEGMENTS, WEEKS, Results
from recsim.experiments.selection import Selection
from recsim.experiments.stopping import undisturbed
from recsim.experiments.work import Outcome, Task
from recsim.experiments.workers import Workers, perform_all
from recsim.scenario.scenario import Scenario
from recsim.scenario.study import Study
from recsim.store import Keeper, StoreError
from recsim.store.identity import inputs_hash
from recsim.store.parts import FOLDER, Part, write_part

if TYPE_CHECKING:
    from recsim.experiments.runner import Progress

LIKE = "variant"
"""Column of the kept runs that has the hash of what a run depends on."""


@dataclass(frozen=True)
class Needed:
    """What a run depends on, the replication aside.

    Attributes:
        like: hash of all of it, 64 hex digits.
        scenario: the world and the strategies that are in it, and nothing else.
        teams: strategies that are measured.
    """

    like: str
    scenario: Scenario
    teams: tuple[str, ...]


def needed(scenario: Scenario, strategies: Sequence[str]) -> dict[str, Needed]:
    """The runs that tell of these strategies, by strategy; those of a shared market are the same.

    Args:
        scenario: the world that they are in.
        strategies: whose runs are wanted.
    """
    if scenario.study.market == "shared":
        whole = _only(scenario, tuple(scenario.strategies), tuple(scenario.strategies))
        return dict.fromkeys(strategies, whole)
    return {
        name: _only(scenario, (name, *scenario.strategies[name].rivals), (name,))
        for name in strategies
    }


def _only(scenario: Scenario, present: tuple[str, ...], teams: tuple[str, ...]) -> Needed:
    """A run in which only these strategies are present, without what alters no run."""
    study = scenario.study
    alone = scenario.unchecked(
        strategies={name: at for name, at in scenario.strategies.items() if name in present},
        study=Study(
            horizon_days=study.horizon_days,
            warm_up_days=study.warm_up_days,
            seed=study.seed,
            market=study.market,
        ),
        variants={},
        expect=(),
        sweep=(),
        observed={},
    )
    told = f"{inputs_hash(alone)} {','.join(teams)}"
    return Needed(hashlib.sha256(told.encode()).hexdigest(), alone, teams)


class Kept:
    """Runs that are kept, in a folder or in memory.

    Attributes:
        folder: the results folder; None: in memory alone.
        failed: runs that failed, as strategy, replication and error.
    """

    def __init__(self, folder: Path | None) -> None:
        """Read what is in the folder.

        Raises:
            StoreError: a part is damaged or was changed.
        """
        self.folder = folder
        self.failed: list[tuple[str, int, str]] = []
        self._last = -1
        frames = [pl.DataFrame(schema=RUNS)]
        for path in sorted((folder / FOLDER).glob("[0-9]*.zip")) if folder else ():
            part = Part.read(path)
            self._last = max(self._last, part.number)
            found = part.table("runs")
            if found.schema == pl.Schema(RUNS):  # else of another version, whose hashes differ
                frames.append(found)
        self._frame = pl.concat(frames).unique(
            ["strategy", LIKE, "replication"], maintain_order=True
        )
        self._by_like: Mapping[tuple[object, ...], pl.DataFrame] | None = None

    def has(self) -> set[tuple[str, int]]:
        """What is kept: hash and replication."""
        return set(zip(self._frame[LIKE], self._frame["replication"], strict=True))

    def results(self, scenario: Scenario, strategies: Sequence[str], replications: int) -> Results:
        """The first replications of these strategies in this world, as far as they are kept."""
        if self._by_like is None:
            self._by_like = self._frame.partition_by("strategy", LIKE, as_dict=True)
        frames = [pl.DataFrame(schema=RUNS)]
        for name, need in needed(scenario, strategies).items():
            rows = self._by_like.get((name, need.like))
            if rows is not None:
                frames.append(rows.filter(pl.col("replication") < replications))
        runs = pl.concat(frames).with_columns(variant=pl.lit("")).sort("replication")
        only = {name: at for name, at in scenario.strategies.items() if name in strategies}
        return Results(
            scenario=scenario.unchecked(strategies=only),
            variant="",
            runs=runs,
            segments=pl.DataFrame(schema=SEGMENTS),
            series=pl.DataFrame(schema=WEEKS),
        )

    def simulate(
        self,
        base: Scenario,
        wanted: Sequence[Needed],
        replications: int,
        *,
        workers: Workers = None,
        progress: Progress | None = None,
    ) -> int:
        """Make the runs that are missing, and keep them as they come.

        Args:
            base: names the engine.
            wanted: what the runs depend on; the same may be named several times.
            replications: the first so many of each.
            workers: worlds that are simulated at the same time; None for one on each core; or other
                computers.
            progress: is called with the runs done and the runs in all.

        Returns:
            How many runs there were already.

        Raises:
            EngineMissing: the engine that is wanted cannot run here.
            StoreError: they cannot be kept.
            KeyboardInterrupt: on an interrupt; what was finished is kept.
        """
        each = {need.like: need for need in wanted}
        there = self.has()
        tasks = [
            Task(need.teams, number, variant=need.like, scenario=need.scenario)
            for number in range(replications)
            for need in each.values()
            if (need.like, number) not in there
        ]
        found = len(each) * replications - len(tasks)
        if not tasks:
            return found
        report = progress or (lambda done, total: None)
        report(0, len(tasks))
        selection = Selection(base.study.engine)
        keeper = Keeper[Outcome](lambda batch: self._keep(base, batch, selection))
        try:
            with closing(perform_all(base, tasks, workers, selection)) as coming:
                for done, outcome in enumerate(coming, start=1):
                    with undisturbed():
                        keeper.put(outcome)
                    report(done, len(tasks))
        finally:
            with undisturbed():
                keeper.close()
            self._by_like = None
        return found

    def _keep(self, base: Scenario, batch: list[Outcome], selection: Selection) -> None:
        self.failed += [
            (team, outcome.task.replication, outcome.error)
            for outcome in batch
            if outcome.error
            for team in outcome.task.teams
        ]
        rows = pl.DataFrame(list(_rows(batch)), schema=RUNS)
        if not rows.height:
            return
        self._frame = pl.concat([self._frame, rows])
        if self.folder is None:
            return
        results = Results(
            scenario=base,
            variant="",
            runs=rows,
            segments=pl.DataFrame(schema=SEGMENTS),
            series=pl.DataFrame(schema=WEEKS),
        )
        self._last += 1
        try:
            write_part(
                self.folder / FOLDER,
                self._last,
                results,
                study=inputs_hash(base),
                events={},
                engines=selection.used,
            )
        except OSError as error:
            raise StoreError(
                f"{self.folder}: cannot be written: {error.strerror or error}. What was finished "
                "before is kept there; make room, and the same command goes on"
            ) from error


def _rows(batch: Sequence[Outcome]) -> Iterator[dict[str, Any]]:
    for outcome in batch:
        if outcome.error:
            continue
        assert outcome.task.scenario is not None
        seed = outcome.task.scenario.study.seed
        for team in outcome.task.teams:
            yield {
                "strategy": team,
                LIKE: outcome.task.variant,
                "replication": outcome.task.replication,
                "seed": seed,
                **outcome.runs[team],
            }
