"""A study simulated once more, from what its results folder says, and compared with it."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recsim.keeping import files_compared
from recsim.keeping.files_compared import Compared
from recsim.keeping.versions import differences
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.identity import content_hash
from recsim.scenario.sentences import listed
from recsim.studies.finish import How, other_version
from recsim.studies.refusal import Refusal, Unfinished
from recsim.telling.units import counted

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.store import Manifest
    from recsim.store.untrusted import Failure

FAILURES = "failures"
"""What the comparison of the runs that failed is called."""
OF_ALL = ("summary.csv", "differences.csv", "observed.csv")
"""Tables of all replications together: a part of them makes others."""


@dataclass(frozen=True)
class Reproduction:
    """What came of simulating a study again.

    Attributes:
        folder: the results folder.
        replications: how many were simulated.
        held: how many the folder has.
        failed: how many further ones failed there, at least in part, and were simulated, too.
        files: every table and log that was compared; failures, where there are any, come first.
        versions: what made the folder and differs from what is here, a line each.
        inputs: what differs already in the scenario, a line each.
    """

    folder: Path
    replications: int
    held: int
    files: tuple[Compared, ...]
    versions: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    failed: int = 0

    @property
    def equal(self) -> bool:
        """Whether everything that was compared is the same."""
        return not self.inputs and all(one.equal for one in self.files)

    @property
    def said(self) -> str:
        """The finding, in a sentence."""
        runs = counted(self.replications, "replication")
        part = "" if self.replications == self.held else f" of {self.held:,}"
        failed = f" and {self.failed:,} that failed" if self.failed else ""
        what = f"{runs}{part}{failed}, simulated again"
        if self.equal:
            rewritten = any(one.remark for one in self.files)
            how = "number by number" if part or rewritten else "byte for byte"
            fails = "the same failures, and " if self.failed else ""
            files = counted(sum(one.name != FAILURES for one in self.files), "file")
            return f"Reproduced: {what}; {fails}{files} the same, {how}."
        different = [one.name for one in self.files if not one.equal]
        where = listed(different) if different else "the scenario"
        return f"Not reproduced: {what}; what differs: {where}."


def reproduce(folder: Path, replications: int | None, how: How) -> Reproduction:
    """Simulate what a results folder says, and compare every table and log. Nothing is written.

    Args:
        folder: the results folder; its tables may have been changed, and are not trusted.
        replications: only the first ones, so many of them; all, if not given. Then the tables of
            all replications together are compared only if these are all.
        how: workers, what shows how far it is, and the engine's like.

    Raises:
        Refusal: there are not so many replications.
        StoreError: it is no results folder, or there is no room for the same again.
        ScenarioErrors: this version does not understand its scenario.
        EngineMissing: the engine that is wanted cannot run here.
        Unfinished: it was interrupted.
    """
    from recsim.store import Manifest

    manifest = Manifest.read(folder)
    done = manifest.replications
    if not done:
        raise Refusal(f"{folder}: holds no finished replication: there is nothing to compare")
    count = len(done) if replications is None else replications
    if count > len(done):
        raise Refusal(f"-n {count}: {folder} holds {counted(len(done), 'replication')}")
    try:
        loaded = _loaded(folder, manifest)
    except ScenarioErrors:
        if not manifest.same_code:
            how.tell(other_version(folder, manifest))
        raise
    inputs = []
    if (
        manifest.same_code
        and content_hash(loaded.scenario, loaded.beside) != manifest.scenario_hash
    ):
        inputs = ["resolved.yaml was changed after the run: it is not the scenario that was run"]
    below = None if count == len(done) else done[count]
    failures = [row for row in manifest.failures if below is None or row["replication"] < below]
    failed = {row["replication"] for row in failures} - set(done)
    with tempfile.TemporaryDirectory(prefix="recsim-") as space:
        again = Path(space, "again")
        _simulate(again, loaded, tuple(sorted({*done[:count], *failed})), how)
        found = Manifest.read(again)
        files = [*_failures(failures, found.failures), *_compare(folder, again, manifest, below)]
    return Reproduction(
        folder,
        count,
        len(done),
        tuple(files),
        tuple(differences(manifest)),
        tuple(inputs),
        len(failed),
    )


def _loaded(folder: Path, manifest: Manifest) -> Loaded:
    from recsim.analysis.measures import MEASURES
    from recsim.scenario.load import load
    from recsim.store import RESOLVED, StoreError

    if not (folder / RESOLVED).is_file():
        raise StoreError(f"{folder}: {RESOLVED} is missing: nothing says what was run")
    loaded = load(folder / RESOLVED, beside=manifest.beside, measures=MEASURES)
    return dataclasses.replace(loaded, variant=manifest.variant, changed=manifest.changed)


def _simulate(again: Path, loaded: Loaded, numbers: tuple[int, ...], how: How) -> None:
    from recsim import store
    from recsim.store.rescue import remove
    from recsim.studies.simulating import simulate

    with store.writing(again, loaded, fresh=True) as study:  # fresh: nothing rescued comes home
        _, stopped = simulate(study, numbers, how)
        if study.elsewhere is not None:
            remove(study.elsewhere)
            raise store.StoreError(f"{again.parent}: cannot be written: {study.reason}")
        if stopped is not None:
            raise Unfinished("Interrupted; nothing was compared.", stopped)
        if not study.held.whole:
            raise Unfinished("Every run failed; nothing was compared.")
        study.publish(len(numbers))


def _failures(there: Sequence[Failure], here: Sequence[Failure]) -> Iterator[Compared]:
    """Which runs failed, compared; nothing if none did. Another error of the same run is told."""
    one, other = ({_run_of(row): row["error"] for row in rows} for rows in (there, here))
    said = [f"{run}: failed there ({one[run]}), and does not now" for run in one.keys() - other]
    said += [f"{run}: fails now ({other[run]}), and did not there" for run in other.keys() - one]
    errors = [run for run in one if run in other and one[run] != other[run]]
    remark = f"of {', '.join(errors[:5])}, the error is another one" if errors else ""
    if one or other:
        yield Compared(FAILURES, len(other), tuple(sorted(said)), remark)


def _run_of(row: Failure) -> str:
    variant = f", variant {row['variant']}" if row["variant"] else ""
    return f"replication {row['replication']} (strategy {row['strategy']}{variant})"


def _compare(folder: Path, again: Path, manifest: Manifest, below: int | None) -> list[Compared]:
    from recsim.store import Manifest, StoreError

    made = Manifest.read(again).files
    logs = [name for name in made if name.startswith("events/") and name in manifest.files]
    names = [name for name in made if name.endswith(".csv")]
    if below is not None:
        names = [name for name in names if name not in OF_ALL]
    try:
        return [
            *(files_compared.tables(name, folder, again, below) for name in names),
            *(files_compared.logs(name, folder, again) for name in logs),
        ]
    except OSError as error:
        raise StoreError(f"{error.filename}: cannot be read: {error.strerror}") from error
