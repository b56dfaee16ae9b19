"""The tables of a run: how large they are at first, how they grow, what they are filled with."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from recsim.model.compiled import buffers, layout
from recsim.model.compiled.compiler import address_of
from recsim.model.compiled.guesses import BOUNDS
from recsim.model.compiled.kernel import Kernel
from recsim.model.compiled.moments import LAST_TURN
from recsim.model.compiled.names import TARGETING
from recsim.model.compiled.queues import QUEUES_PER_DESK
from recsim.model.distributions import poisson
from recsim.model.events import CODES, EVENT, OFFSET
from recsim.model.parameters import SegmentParameters, TeamParameters, WorldParameters
from recsim.model.tally import Tally

SPARE = 1 << 16
"""Free records that a pool has before a moment, in a large world: more than any moment uses. In a
small one nobody can do more than once what takes a record."""

SMALL = 1 << 20
"""People who take no more bytes than this stay in a processor's cache."""

SPARE_EVENTS = 1 << 20

HEAPS = ("moments", "tasks")


@lru_cache(maxsize=64)
def _record(parameters: Any, record_type: np.dtype[np.void]) -> npt.NDArray[np.void]:
    """A record, shape (1,), with the numbers of a class of parameters."""
    record = np.zeros(1, record_type)
    for field in fields(parameters):
        value = getattr(parameters, field.name)
        record[0][field.name] = TARGETING.index(value) if isinstance(value, str) else value
    return record


def power_of_two(least: int) -> int:
    """The smallest power of two that is not below ``least``."""
    return 1 << max(least - 1, 0).bit_length()


def _longest_list(w: WorldParameters, teams: list[TeamParameters]) -> int:
    """How many people are read in one search, or told of one offence, at most."""
    most_hearers = poisson(1.0 - 2.0**-53, w.hearers)
    return max(most_hearers + 1, *(team.profiles_per_search for team in teams))


class Memory:
    """All tables of one run.

    Attributes:
        run: shape (1,), dtype ``layout.RUN``: tells the compiled code where the tables are.
    """

    def __init__(
        self,
        w: WorldParameters,
        segments: tuple[SegmentParameters, ...],
        teams: list[TeamParameters],
        requisitions: list[int],
        people: int,
        tally: Tally,
        *,
        keep_log: bool,
    ) -> None:
        self._tables: dict[str, npt.NDArray[Any]] = {}
        self._spare: dict[str, int] = {}
        self.run = np.zeros(1, layout.RUN)
        self._log: list[npt.NDArray[np.void]] = []
        run = self.run[0]
        self._point("world", _record(w, layout.WORLD))
        self._hold("segments", len(segments), layout.SEGMENT)[:] = np.concatenate(
            [_record(segment, layout.SEGMENT) for segment in segments]
        )
        self._hold("teams", len(teams), layout.TEAM)[:] = np.concatenate(
            [_record(team, layout.TEAM) for team in teams]
        )
        desks = self._desks(teams, requisitions)
        most_targets = max((team.targets_per_search for team in teams), default=1)
        boards = len(teams) * len(segments)
        self._hold("people", people, layout.PERSON)
        self._hold("regards", people * len(teams), layout.REGARD)
        self._hold("members", people, layout.INT)
        self._hold("requisitions", sum(requisitions), layout.REQUISITION)
        self._hold("boards", boards, layout.BOARD)
        self._hold("adverts", boards * max(requisitions, default=0), layout.ADVERT)
        self._hold("looks", max((team.buffet_size for team in teams), default=0) + 1, layout.INT)
        self._hold("promises", most_targets, layout.NUMBER)
        self._hold("profiles", most_targets, layout.INT)
        buckets = max(power_of_two(people) // 2, 8192)
        self._hold("buckets", buckets, layout.INT)["value"] = layout.NONE
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
        run["notes"]["room"] = self._few_notes = people // 4 + min(spare, 8192)
        listed = power_of_two(4 * _longest_list(w, teams))
        self._hold("listed", listed, layout.LONG)
        run["listed_mask"] = listed - 1
        self._point("bounds", BOUNDS)
        fifo = power_of_two(spare)
        self._hold("starting", fifo, layout.LONG)
        self._hold("resuming", fifo, layout.LONG)
        run["fifo_mask"] = fifo - 1
        run["bucket_mask"] = buckets - 1
        self._point("counts", tally.counts)
        self._point("sums", tally.sums)
        run["number_of_people"] = people
        run["number_of_teams"] = len(teams)
        run["number_of_segments"] = len(segments)
        run["codes"] = len(CODES)
        run["weeks"] = tally.counts.shape[-1]
        run["warm_up_weeks"] = tally.warm_up_bins
        run["week"] = layout.NONE
        run["living"] = layout.NONE
        run["next_person"] = layout.NONE
        run["fetched"] = layout.NONE
        run["fetches"] = self._tables["people"].nbytes > SMALL
        run["offset"] = OFFSET
        run["keep_log"] = keep_log
        run["board_room"] = max(requisitions, default=0)

    def _desks(self, teams: list[TeamParameters], requisitions: list[int]) -> int:
        """Lay out the recruiters, team after team; how many there are."""
        count = sum(team.recruiters for team in teams)
        desks = self._hold("desks", count, layout.DESK)
        self._hold("inboxes", count, layout.QUEUE)
        self._hold("queues", count * QUEUES_PER_DESK, layout.QUEUE)
        desks["inbox"] = np.arange(count)
        desks["idle"] = False
        desks["retry_at"] = np.inf
        desks["first_requisition"] = layout.NONE
        desks["last_requisition"] = layout.NONE
        first = 0
        for number, team in enumerate(teams):
            here = slice(first, first + team.recruiters)
            desks["team"][here] = number
            if team.shared_inbox:
                desks["inbox"][here] = first
            record = self._tables["teams"][number]
            record["first_desk"] = first
            record["first_requisition"] = sum(requisitions[:number])
            record["advertises"] = team.outreach_share < 1.0 and team.recruiters > 0
            self.run["advertised"] |= bool(record["advertises"])
            first += team.recruiters
        return count

    def start(self, begin: float, end: float) -> None:
        """The run begins and ends at these times, in days."""
        self.run["now"] = self.run["begin"] = begin
        self.run["end"] = end
        self.run["buckets_per_day"] = 1.0
        self._tables["teams"]["arrives_at"] = begin

    def _hold(self, table: str, records: int, record_type: np.dtype[Any]) -> npt.NDArray[Any]:
        made = buffers.table(table, (records,), record_type)
        self._point(table, made)
        return made

    def _point(self, table: str, made: npt.NDArray[Any]) -> None:
        self._tables[table] = made
        self.run[table] = address_of(made)

    def _pool(
        self, name: str, record_type: np.dtype[Any], spare: int, *, used: int = 0, width: int = 1
    ) -> None:
        """A pool of records (or rows of them).

        It has room for as many as will be ``used`` probably, and for ``spare`` ones twice: once
        before it is full, once more before it is enlarged. What is not used takes no memory.
        """
        table = buffers.table(name, (used + 2 * spare, width), record_type, clear=False)
        self._spare[name] = spare
        self._tables[name] = table
        size = width * record_type.itemsize // 4
        self.run[name] = (address_of(table), size, 0, layout.NONE, used + spare)

    def grow(self, kernel: Kernel) -> None:
        """Make room wherever there is too little; called between two moments."""
        run = self.run[0]
        run["full"] = False
        if run["counts_are_high"] and run["carries"] == 0:
            self._hold("carries", int(run["number_of_people"]) * layout.COUNTS, layout.INT)
        if run["turn"] > LAST_TURN:
            self._number_turns_anew()
        for name in self._spare:
            pool = run[name]
            if pool["used"] <= pool["room"]:
                continue
            if name == "log":
                self._keep_events()
            elif name == "notes":
                self._throw_notes_away(kernel)
            else:
                self._enlarge(name)

    def _enlarge(self, name: str) -> None:
        """A table of twice the size; what is not used yet is not touched, and takes no memory."""
        pool, old = self.run[0][name], self._tables[name]
        used = int(pool["used"])
        new = self._tables[name] = np.zeros((2 * len(old), *old.shape[1:]), old.dtype)
        new[:used] = old[:used]
        pool["table"] = address_of(new)
        pool["room"] = len(new) - self._spare[name]

    def _throw_notes_away(self, kernel: Kernel) -> None:
        """Throw away notes about closed requisitions, and make room for a quarter more."""
        pool = self.run[0]["notes"]
        if pool["free"] != layout.NONE and pool["used"] <= self._most("notes"):
            return
        enough = max(5 * kernel.throw_away(self.run) // 4, self._few_notes)
        if enough > self._most("notes"):
            self._enlarge("notes")
        pool["room"] = min(enough, self._most("notes"))

    def _most(self, name: str) -> int:
        return len(self._tables[name]) - self._spare[name]

    def _number_turns_anew(self) -> None:
        """Number what is foreseen from 0 on, in the same order."""
        heaps = [self._tables[name][: int(self.run[0][name]["used"]), 0] for name in HEAPS]
        turns = np.sort(np.concatenate([heap["turn"] for heap in heaps]))
        for heap in heaps:
            heap["turn"] = np.searchsorted(turns, heap["turn"])
        self.run["turn"] = len(turns)

    def _keep_events(self) -> None:
        """Take the events out of the buffer."""
        pool = self.run[0]["log"]
        self._log.append(self._tables["log"][: int(pool["used"]), 0].copy())
        pool["used"] = 0

    def log(self) -> npt.NDArray[np.void]:
        """All events, shape (events,)."""
        self._keep_events()
        return np.concatenate(self._log)
