"""One run with the compiled engine: lay out memory, let it go on, hand over what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from recsim.model.budget import Budget
from recsim.model.compiled import layout
from recsim.model.compiled.instance import Instance, instance
from recsim.model.compiled.layout import DONE
from recsim.model.compiled.tables import COUNTED, Table, Tables
from recsim.model.lineup import lineup
from recsim.model.parameters import Phases, SegmentParameters, WorldParameters, parameters, plan
from recsim.model.run import Run
from recsim.model.streams import Family, family_key
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario

# --- The memory of a run: its tables laid out for the kernel, enlarged, and read at the end -------

HEAPS = ("moments", "tasks")


class Memory:
    """All tables of one run, in the memory of an instance of the kernel.

    Attributes:
        address: where the run's own record lies.

    Raises:
        MemoryError: there is too little memory; so it may be when tables grow.
    """

    def __init__(self, kernel: Instance, described: Tables, keys: Mapping[str, int]) -> None:
        """``keys`` are those of the run's draws, by their fields of the run's record."""
        self._kernel = kernel
        self._arena = kernel.arena
        self._tables, self._spare = described.tables, described.spare
        self._few_notes = described.few_notes
        self._log: list[npt.NDArray[np.void]] = []
        first = described.run
        for name, key in keys.items():
            first[name] = key
        self.address = self._arena.place((1,), layout.RUN, clear=False)
        for name, table in self._tables.items():
            self._place(table, clear=table.content is None and not table.pool)
            where = first[0][name] if table.pool else first[0]
            where["table" if table.pool else name] = table.address
        self.run[:] = first
        for name, table in self._tables.items():
            if table.content is not None:
                self._view(name)[:] = table.content

    @property
    def run(self) -> npt.NDArray[np.void]:
        """The run's own record, shape (1,), dtype ``layout.RUN``, as the kernel left it."""
        return self._arena.table(self.address, (1,), layout.RUN)

    def _place(self, table: Table, *, clear: bool) -> None:
        table.address = self._arena.place(table.shape, table.record_type, clear=clear)

    def _view(self, name: str) -> npt.NDArray[Any]:
        """What a table holds; to be used before the next place is asked for."""
        table = self._tables[name]
        return self._arena.table(table.address, table.shape, table.record_type)

    def finish(self, tally: Tally) -> Run:
        """Hand over what was counted, in the tally, and the log if one was kept."""
        for name in COUNTED:
            getattr(tally, name)[:] = self._view(name)
        log = None
        if self.run["keep_log"][0]:
            self._keep_events()
            log = np.concatenate(self._log)
        return Run(tally, log, int(self.run["events"][0]), self._kernel.steps())

    def grow(self) -> None:
        """Make room wherever there is too little; called between two moments."""
        self.run["full"] = False
        run = self.run[0]
        if run["counts_are_high"] and run["carries"] == 0:
            size = int(run["number_of_people"]) * layout.COUNTS
            carries = self._tables["carries"] = Table((size,), layout.INT)
            self._place(carries, clear=True)
            self.run["carries"] = carries.address
        if self.run["turn"][0] > layout.LAST_TURN:
            self._number_turns_anew()
        for name in self._spare:
            pool = self.run[0][name]
            if pool["used"] <= pool["room"]:
                continue
            if name == "log":
                self._keep_events()
            elif name == "notes":
                self._throw_notes_away()
            else:
                self._enlarge(name)

    def _enlarge(self, name: str) -> None:
        """A table of twice the size; what is not used yet is not touched, and takes no memory."""
        table, used = self._tables[name], int(self.run[0][name]["used"])
        old = self._arena.table(table.address, (used, *table.shape[1:]), table.record_type)
        kept = old.copy()
        table.shape = (2 * table.shape[0], *table.shape[1:])
        self._place(table, clear=False)
        self._view(name)[:used] = kept
        pool = self.run[0][name]
        pool["table"] = table.address
        pool["room"] = self._most(name)

    def _throw_notes_away(self) -> None:
        """Throw away notes about closed requisitions, and make room for a quarter more."""
        pool = self.run[0]["notes"]
        if pool["free"] != layout.NONE and pool["used"] <= self._most("notes"):
            return
        enough = max(5 * self._kernel.throw_away(self.address) // 4, self._few_notes)
        if enough > self._most("notes"):
            self._enlarge("notes")
        self.run[0]["notes"]["room"] = min(enough, self._most("notes"))

    def _most(self, name: str) -> int:
        return self._tables[name].shape[0] - self._spare[name]

    def _number_turns_anew(self) -> None:
        """Number what is foreseen from 0 on, in the same order."""
        heaps = [self._view(name)[: int(self.run[0][name]["used"]), 0] for name in HEAPS]
        turns = np.sort(np.concatenate([heap["turn"] for heap in heaps]))
        for heap in heaps:
            heap["turn"] = np.searchsorted(turns, heap["turn"])
        self.run["turn"] = len(turns)

    def _keep_events(self) -> None:
        """Take the events out of the buffer."""
        pool = self.run[0]["log"]
        self._log.append(self._view("log")[: int(pool["used"]), 0].copy())
        pool["used"] = 0
        self._kernel.also_needs(2 * sum(part.nbytes for part in self._log))  # as they are joined


# --- One run with the compiled engine: lay out memory, let it go on, hand over what was counted ---

Parameters = tuple[WorldParameters, tuple[SegmentParameters, ...], dict[str, Phases]]
_latest: tuple[Scenario, Parameters] | None = None


def _parameters(scenario: Scenario) -> Parameters:
    """The numbers of a scenario; those of the latest one are kept for its next replication."""
    global _latest
    if _latest is None or _latest[0] is not scenario:
        _latest = (scenario, parameters(scenario))
    return _latest[1]


def simulate(
    scenario: Scenario,
    teams: Sequence[str],
    replication: int,
    *,
    keep_log: bool = False,
    budget: Budget | None = None,
) -> Run:
    """Simulate these teams together in one world, compiled; see ``recsim.model.simulate``."""
    kernel = instance(budget)
    memory, tally = prepared(kernel, scenario, teams, replication, keep_log=keep_log)
    while kernel.advance(memory.address) != DONE:
        memory.grow()
    return memory.finish(tally)


def prepared(
    kernel: Instance,
    scenario: Scenario,
    teams: Sequence[str],
    replication: int,
    *,
    keep_log: bool = False,
) -> tuple[Memory, Tally]:
    """A run that has not begun, laid out in an instance's memory; and the tally that it is for."""
    study = scenario.study
    w, segments, strategies = _parameters(scenario)
    members = lineup(scenario, teams, strategies)
    tally = Tally.of(scenario, [member.name for member in members])
    begin, end = -float(study.warm_up_days), float(study.horizon_days)
    requisitions_key = family_key(study.seed, replication, Family.REQUISITIONS)
    planned = plan(scenario)
    requisitions = [
        len(planned)
        + kernel.arrivals(
            requisitions_key,
            member.requisition(0),
            w.requisition_rate * member.phases[0][1].recruiters,
            begin,
            end,
        )
        for member in members
    ]
    tables = Tables(
        w,
        segments,
        members,
        planned,
        requisitions,
        scenario.world.people,
        tally,
        begin=begin,
        end=end,
        keep_log=keep_log,
    )
    keys = {
        "people_key": family_key(study.seed, replication, Family.PEOPLE),
        "requisitions_key": requisitions_key,
        "pairs_key": family_key(study.seed, replication, Family.PAIRS),
    }
    return Memory(kernel, tables, keys), tally
