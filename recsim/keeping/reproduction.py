"""A study simulated once more, from what its results folder says, and compared with it."""

from __future__ import annotations

import dataclasses
import tempfile
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

OF_ALL = ("summary.csv", "differences.csv", "observed.csv")
"""Tables of all replications together: a part of them makes others."""


@dataclass(frozen=True)
class Reproduction:
    """What came of simulating a study again.

    Attributes:
        folder: the results folder.
        replications: how many were simulated.
        held: how many the folder has.
        files: every table and log that was compared.
        versions: what made the folder and differs from what is here, a line each.
        inputs: what differs already in the scenario, a line each.
    """

    folder: Path
    replications: int
    held: int
    files: tuple[Compared, ...]
    versions: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether everything that was compared is the same."""
        return not self.inputs and all(one.equal for one in self.files)

    @property
    def said(self) -> str:
        """The finding, in a sentence."""
        runs = counted(self.replications, "replication")
        part = "" if self.replications == self.held else f" of {self.held:,}"
        what = f"{runs}{part}, simulated again"
        if self.equal:
            rewritten = any(one.remark for one in self.files)
            how = "number by number" if part or rewritten else "byte for byte"
            return f"Reproduced: {what}; {counted(len(self.files), 'file')} the same, {how}."
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
    with tempfile.TemporaryDirectory(prefix="recsim-") as space:
        again = Path(space, "again")
        _simulate(again, loaded, done[:count], how)
        files = _compare(folder, again, manifest, None if count == len(done) else done[count])
    return Reproduction(
        folder, count, len(done), tuple(files), tuple(differences(manifest)), tuple(inputs)
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
