"""Results folders, written: a part for each few replications, tables for people at the end.

Whatever happens, what is in parts is in the folder: tables, README and manifest are made from them
and can be made again.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from recsim.analysis.results import Results
from recsim.scenario.identity import content_hash
from recsim.scenario.load import Loaded
from recsim.scenario.scenario import Scenario
from recsim.store import logs, parts, rescue
from recsim.store import manifest as manifests
from recsim.store.complete import only
from recsim.store.durable import as_bytes, clean, put, settle
from recsim.store.errors import StoreError
from recsim.store.holdings import Holdings
from recsim.store.identity import code_hash, folder_name, inputs_hash
from recsim.store.inputs import EXTENDS, changed, inputs_of
from recsim.store.lock import locked
from recsim.store.manifest import Manifest, hash_bytes, hash_file
from recsim.store.obstacles import refuse_obstacles
from recsim.store.parts import Part, write_part
from recsim.store.pictures import PLOTS
from recsim.store.reading import README, is_run, results_of
from recsim.store.readme import readme
from recsim.store.tables import NAMES, write_tables


def folder_for(
    out: Path,
    scenario: Scenario,
    variant: str = "",
    beside: Mapping[str, Scenario] | None = None,
) -> Path:
    """The folder below ``out`` for the results of these inputs; it need not exist."""
    return out / folder_name(scenario, variant, beside)


@contextlib.contextmanager
def writing(folder: Path, loaded: Loaded, *, fresh: bool = False) -> Iterator[Writing]:
    """Write to a results folder, as the only one.

    What a kill has left is cleaned up, and what was kept elsewhere comes home.

    Args:
        folder: the results folder; made if missing.
        loaded: the study.
        fresh: whether what is in the folder is thrown away as soon as there is something new.

    Raises:
        Locked: another process writes to it.
        StoreError: it cannot be written, is damaged, has links in it or something in the way, or
            holds another study.
    """
    study = inputs_hash(loaded.scenario, loaded.beside)
    with locked(folder):
        clean(folder)
        refuse_obstacles(folder)
        found = Holdings(study=study)
        if is_run(folder) and _study_in(folder, fresh) not in ("", study):
            raise StoreError(
                f"{folder}: holds the results of another study, or of another version of the "
                "model, which are not replaced; give another folder with --out"
            )
        if is_run(folder) and not fresh:
            rescue.bring_home(folder, study)
            found = Holdings.of(folder, study)
        elif not fresh and rescue.bring_home(folder, study):
            found = Holdings.of(folder, study)
        yield Writing(folder, loaded, found, fresh)


class Writing:
    """A results folder that is being written.

    Attributes:
        folder: the folder.
        held: what it holds.
        elsewhere: the folder where results are kept since this one cannot be written; None as long
            as it can.
    """

    def __init__(self, folder: Path, loaded: Loaded, held: Holdings, fresh: bool) -> None:
        self.folder, self.loaded, self.held = folder, loaded, held
        self.elsewhere: Path | None = None
        self.reason = ""
        self._fresh = fresh
        self._started = _now()

    def add(self, results: Results, engines: Sequence[str] = ()) -> None:
        """Keep some replications: they are on the disk when this returns.

        If the folder cannot be written (``elsewhere``), they are in another place.

        Raises:
            StoreError: they cannot be kept anywhere.
        """
        if self.elsewhere is None:
            try:
                if self._fresh:
                    _throw_away(self.folder)
                    self._fresh = False
                self._keep(self.folder, results, engines)
                return
            except OSError as error:
                self.reason = error.strerror or str(error)
        for folder in [self.elsewhere] if self.elsewhere else rescue.places(self.held.study):
            try:
                self._keep(folder, results, engines)
                self.elsewhere = folder
                return
            except OSError:
                rescue.give_up(folder)
        raise StoreError(
            f"{self.folder}: cannot be written: {self.reason}; nor is there room anywhere else"
        )

    def _keep(self, folder: Path, results: Results, engines: Sequence[str]) -> None:
        if not is_run(folder):
            self._begin(folder)
        path = write_part(
            folder / parts.FOLDER,
            self.held.last + 1,
            results,
            study=self.held.study,
            events=logs.write_logs(folder, results),
            engines=engines,
        )
        self.held = self.held.plus(Part.read(path))

    def _begin(self, folder: Path) -> None:
        """Write what was given; the manifest comes last, and makes it a results folder."""
        folder.mkdir(parents=True, exist_ok=True)
        given = inputs_of(self.loaded)
        for name, content in given.items():
            put(folder / name, content)
        manifest = self._manifest(Holdings(study=self.held.study), None, "", None)
        files = {name: hash_bytes(content) for name, content in given.items()}
        replace(manifest, files=files).write(folder)

    def publish(
        self, asked: int | None = None, command: str = "", started: datetime | None = None
    ) -> None:
        """Make the tables of all that is held; readers see the old ones or the new ones.

        Args:
            asked: number of replications that was asked for; the scenario's own if not given.
            command: the command line, for the manifest.
            started: when the simulations began; when writing began if not given.

        Raises:
            StoreError: they cannot be written; the parts are safe.
        """
        try:
            self._publish(self._manifest(self.held, asked, command, started))
        except OSError as error:
            raise StoreError(
                f"{self.folder}: tables cannot be written: {error.strerror or error}. The finished "
                "replications are safe; the same command makes the tables when it can"
            ) from error
        finally:
            with contextlib.suppress(OSError):
                clean(self.folder)

    def _publish(self, manifest: Manifest) -> None:
        folder = self.folder
        before = Manifest.read(folder)
        results = results_of(folder, self.loaded, self.held, self.loaded.variant)
        made = write_tables(folder, results, self.held)
        texts = {**inputs_of(self.loaded), README: as_bytes(readme(manifest))}
        files = {name: hash_bytes(content) for name, content in texts.items()}
        files |= {name: found for name, (_, found) in made.items()} | self.held.events
        ours = [*NAMES, *(name for name in before.files if name.startswith(f"{EXTENDS}/"))]
        gone = [name for name in ours if name in before.files and name not in files]
        previous = {name: before.files.get(name, "") for name in files}
        manifest = replace(manifest, files=dict(sorted(files.items())))
        replace(manifest, previous=previous).write(folder)
        for name, content in texts.items():
            if not (folder / name).is_file() or hash_file(folder / name) != files[name]:
                put(folder / name, content)
        for name, (new, _) in made.items():
            settle(new, folder / name)
        for name in gone:
            (folder / name).unlink(missing_ok=True)
        if dict(before.files) != files:  # the pictures are of what was there before
            shutil.rmtree(folder / PLOTS, ignore_errors=True)
        _drop_unknown_logs(folder, set(files))
        manifest.write(folder)

    def _manifest(
        self, held: Holdings, asked: int | None, command: str, started: datetime | None
    ) -> Manifest:
        scenario, beside = self.loaded.scenario, self.loaded.beside
        return Manifest(
            name=scenario.name,
            title=scenario.title,
            variant=self.loaded.variant,
            replications=held.complete,
            asked=scenario.study.replications if asked is None else asked,
            seed=scenario.study.seed,
            market=scenario.study.market,
            command=command,
            started=(started or self._started).isoformat(timespec="seconds"),
            ended=_now().isoformat(timespec="seconds"),
            inputs_hash=held.study,
            scenario_hash=content_hash(scenario, beside),
            code_hash=code_hash(),
            beside=tuple(beside),
            changed=changed(self.loaded),
            failures=held.failures,
            engine=scenario.study.engine,
            engines=held.engines,
        )


def write(
    results: Results,
    loaded: Loaded,
    out: Path,
    *,
    asked: int | None = None,
    command: str = "",
    started: datetime | None = None,
    engines: Sequence[str] = (),
) -> Path:
    """Write the results of a run; those of the same inputs that are there already stay.

    Args:
        results: what was found; of a replication that is there already, nothing is written.
        loaded: the scenario that was run, with its origins.
        out: the folder that holds results folders; made if missing.
        asked: number of replications that was asked for; the scenario's own if not given.
        command: the command line, for the manifest.
        started: when the simulations began; now if not given.
        engines: those that simulated, for the manifest.

    Returns:
        The results folder.

    Raises:
        Rescued: it cannot be written, and the results are kept elsewhere.
        StoreError: it cannot be written, or another process writes to it.
    """
    if results.variant != loaded.variant:
        raise StoreError(
            f"results with variant {results.variant!r} are not those of a scenario with variant "
            f"{loaded.variant!r}; run it with variant=loaded.variant"
        )
    folder = folder_for(out, loaded.scenario, loaded.variant, loaded.beside)
    with writing(folder, loaded) as study:
        new = [number for number in results.replications if number not in study.held.whole]
        if new or not is_run(folder):
            study.add(only(results, new), engines)
            rescue.tell(study.folder, study.elsewhere, study.reason)
        study.publish(asked, command, started)
    return folder


def _study_in(folder: Path, fresh: bool) -> str:
    """Hash of the inputs of what is in a folder; empty if it is damaged and to be thrown away."""
    try:
        return Manifest.read(folder).inputs_hash
    except StoreError:
        if fresh:
            return ""
        raise


def _throw_away(folder: Path) -> None:
    """Remove what recsim has written into a folder, and nothing else; it is no run from then on."""
    (folder / manifests.FILE).unlink(missing_ok=True)
    for name in (parts.FOLDER, logs.FOLDER, EXTENDS, PLOTS):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in NAMES:
        (folder / name).unlink(missing_ok=True)


def _drop_unknown_logs(folder: Path, known: set[str]) -> None:
    """Remove event logs that a kill has left: their replications were not finished."""
    for path in (folder / logs.FOLDER).rglob("*.parquet"):
        if path.relative_to(folder).as_posix() not in known:
            path.unlink()


def _now() -> datetime:
    return datetime.now(UTC)
