"""The tables of a run: how large they are at first, and what they are filled with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from recsim.model import rules
from recsim.model.cohorts import FIRST, PAST, Cohort
from recsim.model.compiled import layout
from recsim.model.distributions import poisson
from recsim.model.events import CODES, EVENT, LASTING, OFFSET
from recsim.model.lineup import Member
from recsim.model.parameters import (
    Phases,
    PlannedRequisition,
    SegmentParameters,
    TeamParameters,
    WorldParameters,
)
from recsim.model.tally import Tally
from recsim.scenario.fields import Block

SPARE = 1 << 16
"""Free records that a pool has before a moment, in a large world: more than any moment uses. In a
small one nobody can do more than once what takes a record."""

SPARE_EVENTS = 1 << 20

FEWEST_BUCKETS = 1 << 16
"""Of the calendar of rings. Where they are few, a bucket holds people of later rounds, too, and to
pass over each of them is to wait for memory: a fifth of the time with 8192 for 12,000 people."""

COUNTED = ("counts", "sums", "cohorts", "cohort_sums")
"""The tables of the tally."""


def _record(parameters: Block, record_type: np.dtype[np.void]) -> npt.NDArray[np.void]:
    """A record, shape (1,), that begins with the numbers of a class of parameters."""
    values = _values(parameters, layout.parameter_type(type(parameters)))
    others = (0,) * (len(record_type.names or ()) - len(values))
    record = np.zeros(1, record_type)
    record[0] = (*values, *others)
    return record


def _values(block: Block, known: np.dtype[np.void]) -> tuple[Any, ...]:
    """What a record knows of a block of settings, in its order."""
    values = []
    for name, (kind, *_) in (known.fields or {}).items():
        value = getattr(block, name)
        if kind.names:
            value = _values(value, kind)
        elif kind.metadata:
            value = kind.metadata["choices"].index(value)
        values.append(value)
    return tuple(values)


def power_of_two(least: int) -> int:
    """The smallest power of two that is not below ``least``."""
    return 1 << max(least - 1, 0).bit_length()


def _longest_list(w: WorldParameters, teams: list[TeamParameters]) -> int:
    """How many people are read in one search, or told of one offence, at most."""
    most_hearers = poisson(1.0 - 2.0**-53, w.memory.hearers * max(1.0, w.offence.fury_hearers))
    return max(most_hearers + 1, *(team.profiles_per_search for team in teams))


@dataclass(slots=True)
class Table:
    """A table of a run.

    Attributes:
        shape: how many records, or rows and records in a row.
        record_type: what is in it.
        content: what it holds at first; None: nothing, all bytes are 0.
        pool: whether its records come and go; what is not used yet is never looked at.
        address: where it lies in the kernel's memory.
    """

    shape: tuple[int, ...]
    record_type: np.dtype[Any]
    content: npt.NDArray[Any] | None = None
    pool: bool = False
    address: int = 0


class Tables:
    """All tables of one run, described before they are laid out in the kernel's memory.

    Attributes:
        tables: them by name, in the order of their places.
        spare: of each pool, free records that it has before a moment.
        run: the run's own record, shape (1,), dtype ``layout.RUN``, without addresses.
        few_notes: room for so many sheets of notes is never too much.
    """

    def __init__(
        self,
        w: WorldParameters,
        segments: tuple[SegmentParameters, ...],
        members: Sequence[Member],
        plan: Sequence[PlannedRequisition],
        requisitions: list[int],
        people: int,
        tally: Tally,
        *,
        begin: float,
        end: float,
        keep_log: bool,
    ) -> None:
        self.tables: dict[str, Table] = {}
        self.spare: dict[str, int] = {}
        self.run = np.zeros(1, layout.RUN)
        run = self.run[0]
        phases = [member.phases for member in members]
        teams = [first for ((_, first), *_) in phases]
        ever = [conduct for team in phases for _, conduct in team]
        self._fill("world", _record(w, layout.WORLD))
        self._fill("segments", np.concatenate([_record(one, layout.SEGMENT) for one in segments]))
        records = np.concatenate([_record(team, layout.TEAM) for team in teams])
        records["number"] = [member.number for member in members]
        records["arrives_at"] = begin
        desks = self._desks(teams, records, requisitions)
        self._changes(phases, records)
        self._fill("teams", records)
        planned = [(one.opens, one.by, one.segment) for one in plan]
        self._fill("plan", np.array(planned, layout.PLANNED_REQUISITION))
        run["planned"] = len(plan)
        most = max((rules.number_of_managers(w, team.recruiters) for team in teams), default=1)
        self._hold("managers", len(teams) * most, layout.MANAGER)
        run["most_managers"] = most
        most_targets = max((team.targets_per_search for team in ever), default=1)
        boards = len(teams) * len(segments)
        self._hold("people", people, layout.PERSON)
        self._hold("regards", people * len(teams), layout.REGARD)
        self._hold("members", people, layout.INT)
        self._hold("requisitions", sum(requisitions), layout.REQUISITION)
        self._hold("boards", boards, layout.BOARD)
        self._hold("adverts", boards * max(requisitions, default=0), layout.ADVERT)
        self._hold("looks", max((team.buffet_size for team in ever), default=0) + 1, layout.INT)
        self._hold("promises", most_targets, layout.NUMBER)
        self._hold("profiles", most_targets, layout.INT)
        buckets = max(power_of_two(people) // 2, FEWEST_BUCKETS)
        self._hold("buckets", buckets, layout.INT)
        spare = min(SPARE, 1024 + 2 * people * len(teams)) + 4 * desks
        self._pool("openings", layout.OPENING, 64)
        self._pool("applications", layout.APPLICATION, spare)
        self._pool("approaches", layout.APPROACH, spare)
        self._pool("candidacies", layout.CANDIDACY, spare)
        self._pool("early_exits", layout.EARLY_EXIT, spare)
        self._pool("moments", layout.MOMENT, spare, used=people // 2)
        self._pool("tasks", layout.MOMENT, desks + 2)
        self._pool("target_lists", layout.INT, 64, width=most_targets)
        self._pool("log", EVENT, people + SPARE_EVENTS if keep_log else 0)
        self._pool("seeds", layout.SEED, 1, used=people)
        self._pool("notes", layout.NOTE_SHEET, spare, used=people)
        run["notes"]["room"] = self.few_notes = people // 4 + min(spare, 8192)
        listed = power_of_two(4 * _longest_list(w, ever))
        self._hold("listed", listed, layout.LONG)
        run["listed_mask"] = listed - 1
        fifo = power_of_two(spare)
        self._hold("starting", fifo, layout.LONG)
        self._hold("resuming", fifo, layout.LONG)
        run["fifo_mask"] = fifo - 1
        run["bucket_mask"] = buckets - 1
        for name in COUNTED:
            counted = getattr(tally, name)
            self.tables[name] = Table(counted.shape, counted.dtype)
        run["number_of_people"] = people
        run["number_of_teams"] = len(teams)
        run["number_of_segments"] = len(segments)
        run["codes"] = len(CODES)
        run["weeks"] = tally.counts.shape[-1]
        run["warm_up_weeks"] = tally.warm_up_bins
        run["now"] = run["begin"] = begin
        run["end"], run["last"] = end, np.nextafter(end, begin)
        run["buckets_per_day"] = 1.0
        run["week"] = layout.NONE
        run["living"] = layout.NONE
        run["next_person"] = layout.NONE
        run["offset"] = OFFSET
        run["lasting"] = LASTING
        run["number_of_cohorts"] = len(Cohort)
        run["cohort_first"], run["cohort_past"] = FIRST, PAST
        run["time_allowed"] = tally.time_allowed
        run["keep_log"] = keep_log
        run["board_room"] = max(requisitions, default=0)

    def _desks(
        self,
        teams: list[TeamParameters],
        records: npt.NDArray[np.void],
        requisitions: list[int],
    ) -> int:
        """Describe the recruiters, team after team, also in the teams' records; how many."""
        count = sum(team.recruiters for team in teams)
        desks = np.zeros(count, layout.DESK)
        self._fill("desks", desks)
        self._hold("inboxes", count, layout.QUEUE)
        self._hold("queues", count * layout.QUEUES_PER_DESK, layout.QUEUE)
        desks["inbox"] = np.arange(count)
        desks["idle"] = False
        desks["retry_at"] = np.inf
        desks["week"] = layout.NONE
        desks["first_requisition"] = layout.NONE
        desks["last_requisition"] = layout.NONE
        desks["idle_about"] = layout.NONE
        first = 0
        for number, team in enumerate(teams):
            here = slice(first, first + team.recruiters)
            desks["team"][here] = number
            desks["reads"][here] = np.arange(team.recruiters) < team.number_of_readers
            desks["calls"][here] = (
                np.arange(team.recruiters) >= team.recruiters - team.number_of_callers
            )
            if team.shared_inbox:
                desks["inbox"][here] = first
            record = records[number]
            record["first_desk"] = first
            record["first_requisition"] = sum(requisitions[:number])
            self.run["advertised"] |= team.advertises
            first += team.recruiters
        return count

    def _changes(self, phases: list[Phases], records: npt.NDArray[np.void]) -> None:
        """Describe what teams do from which day on, team after team."""
        table = np.zeros(sum(len(team) for team in phases), layout.PHASE)
        self._fill("phases", table)
        first = 0
        for record, team in zip(records, phases, strict=True):
            record["first_phase"], record["phases"] = first, len(team)
            for place, (day, conduct) in enumerate(team, start=first):
                table[place]["day"] = day
                table[place]["rules"] = _record(conduct, layout.TEAM)[0]
            first += len(team)

    def _hold(self, name: str, records: int, record_type: np.dtype[Any]) -> None:
        """A table without content."""
        self.tables[name] = Table((records,), record_type)

    def _fill(self, name: str, content: npt.NDArray[Any]) -> None:
        """A table with content."""
        self.tables[name] = Table(content.shape, content.dtype, content)

    def _pool(
        self, name: str, record_type: np.dtype[Any], spare: int, *, used: int = 0, width: int = 1
    ) -> None:
        """A pool of records (or rows of them).

        It has room for as many as will be ``used`` probably, and for ``spare`` ones twice: once
        before it is full, once more before it is enlarged. What is not used takes no memory.
        """
        self.spare[name] = spare
        self.tables[name] = Table((used + 2 * spare, width), record_type, pool=True)
        size = width * record_type.itemsize // 4
        self.run[0][name] = (0, size, 0, layout.NONE, used + spare)
