"""Event logs of a results folder: where each is kept, written at once, read when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recsim.analysis.results import WHOLE_MARKET, Results
from recsim.store.durable import put
from recsim.store.events import read_log, write_log
from recsim.store.manifest import hash_file

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from recsim.scenario.scenario import Scenario

FOLDER = "events"
Key = tuple[str, int]


def write_logs(folder: Path, results: Results, name: str = "") -> dict[str, str]:
    """Write the logs of some replications, and of the variants beside; they are on the disk then.

    Returns:
        SHA-256 of each file by its path in the folder.

    Raises:
        OSError: one cannot be written.
    """
    teams = dict(_groups(results.scenario))
    segments = tuple(results.scenario.world.segments)
    found = {}
    for (group, replication), log in results.logs.items():
        at = _place(name, group, replication)
        put(folder / at, lambda new: write_log(log, new, teams[group], segments))  # noqa: B023
        found[at] = hash_file(folder / at)
    for other, one in results.beside.items():
        found |= write_logs(folder, one, other)
    return found


@dataclass(frozen=True)
class Logs(Mapping[Key, "npt.NDArray[np.void]"]):
    """The logs of a scenario that are in a folder; each is read when it is asked for.

    Attributes:
        folder: the results folder.
        scenario: whose logs.
        name: of the variant beside the scenario; empty for its own.
        replications: numbers of those that are wanted.
        known: paths of the logs that belong to the results.
    """

    folder: Path
    scenario: Scenario
    name: str
    replications: frozenset[int]
    known: frozenset[str]

    def __getitem__(self, key: Key) -> npt.NDArray[np.void]:
        at, teams = self._places()[key]
        return read_log(self.folder / at, teams, tuple(self.scenario.world.segments))

    def __iter__(self) -> Iterator[Key]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())

    def path(self, key: Key) -> Path:
        """The Parquet file of a log; KeyError if there is none."""
        return self.folder / self._places()[key][0]

    def _places(self) -> dict[Key, tuple[str, tuple[str, ...]]]:
        return {
            (group, replication): (at, teams)
            for group, teams in _groups(self.scenario)
            for replication in self.scenario.study.keep_events
            if replication in self.replications
            and (at := _place(self.name, group, replication)) in self.known
            and (self.folder / at).is_file()
        }


def _place(name: str, group: str, replication: int) -> str:
    """Where a log is kept; those of a variant beside the scenario in a folder of its ``name``."""
    return Path(FOLDER, name, f"{group.replace(' ', '_')}-{replication}.parquet").as_posix()


def _groups(scenario: Scenario) -> list[tuple[str, tuple[str, ...]]]:
    """Who was simulated together: key of the logs, and names of the teams in their order."""
    teams = tuple(scenario.strategies)
    if scenario.study.market == "shared":
        return [(WHOLE_MARKET, teams)]
    return [(team, _with_rivals(team, scenario.strategies[team].rivals)) for team in teams]


def _with_rivals(team: str, rivals: Sequence[str]) -> tuple[str, ...]:
    """A team and its rivals by names of their own: ``calling``, ``calling 2``, ..."""
    names = [team]
    for rival in rivals:
        same = sum(name == rival or name.startswith(f"{rival} ") for name in names)
        names.append(f"{rival} {same + 1}" if same else rival)
    return tuple(names)
