"""Results folders, read: what is in them, whether they have been changed, which there are.

A folder is what it holds, whatever its name and place. Nobody who reads needs a lock: parts never
change, and while tables are replaced, the manifest knows the old ones and the new ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from recsim.analysis import results as tables
from recsim.analysis.names import with_known_measures
from recsim.analysis.results import Results, joined
from recsim.scenario.load import Loaded, load
from recsim.scenario.scenario import Scenario
from recsim.store import logs
from recsim.store import manifest as manifests
from recsim.store.csv_tables import CsvTables
from recsim.store.errors import StoreError
from recsim.store.holdings import Holdings, gap, ordered
from recsim.store.inputs import RESOLVED, changed
from recsim.store.logs import Logs
from recsim.store.manifest import Manifest, hash_file
from recsim.store.tables import ALWAYS, NAMES

README = "README.txt"


@dataclass(frozen=True)
class Stored:
    """A results folder that was read.

    Attributes:
        folder: the folder.
        results: the results in it, equal to those that were written. Segments, series and event
            logs are fetched when they are first asked for.
        manifest: where they come from; its replications are those that the folder holds.
        loaded: the resolved scenario in it.
    """

    folder: Path
    results: Results
    manifest: Manifest
    loaded: Loaded

    @property
    def same_code(self) -> bool:
        """Whether the code that made these results is the code that is running."""
        return self.manifest.same_code


def is_run(path: Path) -> bool:
    """Whether ``path`` is a results folder."""
    return (path / manifests.FILE).exists()


def runs_of(name: str, out: Path) -> list[Path]:
    """Results folders below ``out`` of the scenario of this name, the latest last."""
    found = [(manifest.ended, folder) for folder, manifest in _runs(out) if manifest.name == name]
    return [folder for _, folder in sorted(found)]


def scenarios_run(out: Path) -> list[str]:
    """Names of the scenarios that have a results folder below ``out``, each once, by name."""
    return sorted({manifest.name for _, manifest in _runs(out)})


def _runs(out: Path) -> Iterator[tuple[Path, Manifest]]:
    """Results folders below ``out``; those that cannot be read say nothing about others."""
    for folder in sorted(out.glob("*")) if out.is_dir() else ():
        try:
            if is_run(folder):
                yield folder, Manifest.read(folder)
        except (StoreError, OSError):
            continue


def read(folder: str | Path, *, first: int | None = None, texts: Loaded | None = None) -> Stored:
    """Read a results folder.

    Args:
        folder: the folder.
        first: only the replications below this number; all of them if not given.
        texts: the same study, whose title and labels are taken instead of those in the folder.

    Raises:
        StoreError: it is not one, or a file in it is missing, damaged or was changed.
        ScenarioErrors: this version does not understand its scenario.
    """
    folder = Path(folder)
    manifest = unchanged(folder)
    held = holdings(folder, manifest)
    gone = set(manifest.replications) - set(held.complete)
    if gone:
        raise StoreError(
            f"{folder}: holds no longer all that was finished: replication {min(gone)} is in no "
            f"part; to simulate what is missing: recsim run {folder}"
        )
    held = held.first(first)
    loaded = texts
    if loaded is None:
        loaded = load(folder / RESOLVED, beside=manifest.beside, lenient=not manifest.same_code)
        loaded = replace(
            as_known(loaded, manifest), variant=manifest.variant, changed=manifest.changed
        )
    manifest = replace(manifest, replications=held.complete, failures=held.failures)
    results = results_of(folder, loaded, held, manifest.variant, manifest.other_version)
    return Stored(folder, results, manifest, loaded)


def as_known(loaded: Loaded, manifest: Manifest) -> Loaded:
    """The scenario of a results folder with the measures alone that this version knows."""
    if manifest.same_code:
        return loaded
    beside = {name: with_known_measures(one) for name, one in loaded.beside.items()}
    return replace(loaded, scenario=with_known_measures(loaded.scenario), beside=beside)


def results_of(
    folder: Path,
    loaded: Loaded,
    held: Holdings | CsvTables,
    variant: str,
    other_version: str = "",
) -> Results:
    """The results that are held, of the scenario and of what is beside it.

    Args:
        folder: the results folder.
        loaded: its scenario.
        held: what it holds.
        variant: names of the variants that the scenario was changed by.
        other_version: see ``Results``.

    Raises:
        StoreError: a part or a table cannot be read.
    """
    failures = pl.DataFrame(list(held.failures), schema=tables.FAILURES)
    passports = {key: at.passport for key, at in loaded.origins.items() if at.passport}
    known, numbers = frozenset(held.events), frozenset(held.home)

    def side(scenario: Scenario, name: str = "") -> Results:
        of = joined(variant, name) if name else variant
        strategies = tuple(scenario.strategies)

        def table(kind: str) -> pl.DataFrame:
            found = ordered(held.table(kind, of), strategies)
            if lacks := gap(found, strategies, held.complete):
                number, strategy = lacks
                path = held.home[number].path if isinstance(held, Holdings) else folder
                raise StoreError(
                    f"{path}: is damaged: it has not all {kind} of replication {number} "
                    f"of {strategy}"
                )
            return found

        return Results(
            scenario,
            of,
            table("runs"),
            lambda: table("segments"),
            lambda: table("series"),
            Logs(folder, scenario, name, numbers, known),
            failures.filter(variant=of),
            passports=passports,
            changed=changed(loaded),
            other_version=other_version,
        )

    beside = {name: side(scenario, name) for name, scenario in loaded.beside.items()}
    return replace_beside(side(loaded.scenario), beside)


def replace_beside(results: Results, beside: dict[str, Results]) -> Results:
    """The same results beside others; the large tables are still not fetched."""
    return Results(
        results.scenario,
        results.variant,
        results.runs,
        lambda: results.segments,
        lambda: results.series,
        results.logs,
        results.failures,
        beside,
        results.passports,
        results.changed,
        results.other_version,
    )


def holdings(folder: Path, manifest: Manifest) -> Holdings | CsvTables:
    """What a folder holds.

    Raises:
        StoreError: a part is damaged, or belongs to another study.
    """
    lenient = not manifest.same_code
    if manifest.format == 1:
        return CsvTables(folder, manifest, lenient)
    return Holdings.of(folder, manifest.inputs_hash, lenient=lenient)


def unchanged(folder: Path, *, whole: bool = True) -> Manifest:
    """The manifest of a folder whose tables and event logs are what they were.

    Args:
        folder: the results folder.
        whole: whether no table may be missing; those that are can be made again.

    Raises:
        StoreError: it is no results folder, or a file is missing or was changed.
    """
    manifest = Manifest.read(folder)
    while problem := _problem(folder, manifest, whole):
        again = Manifest.read(folder)
        if again == manifest:  # else somebody was replacing the tables meanwhile
            raise StoreError(problem)
        manifest = again
    return manifest


def _problem(folder: Path, manifest: Manifest, whole: bool) -> str:
    """What is wrong with a folder's files; numbers that were edited must not pass for results."""
    needed = [RESOLVED, *(ALWAYS if manifest.format == 1 else ())]
    again = f"run the scenario again with --fresh, or delete it: recsim run {folder} makes it again"
    for name in dict.fromkeys([*needed, *manifest.files]):
        said = {manifest.files.get(name), manifest.previous.get(name)} - {None}
        path = folder / name
        if name == README or name.startswith("plots/"):
            continue
        if not path.is_file():
            if "" in said or name.startswith(f"{logs.FOLDER}/"):  # logs may be thrown away
                continue
            if manifest.format > 1 and name in NAMES and not whole:
                continue
            advice = f"recsim run {folder} makes it again"
            if manifest.format == 1 or name not in NAMES:
                advice = "run the scenario again with --fresh"
            if path.is_dir():
                return f"{path}: is a folder, in the place of a file; take it away, and {advice}"
            return f"{path.parent}: {name} is missing; {advice}"
        try:
            found = hash_file(path)
        except OSError as error:
            return f"{path}: cannot be read: {error.strerror or error}"
        if found not in said:
            if manifest.format == 1 or name not in NAMES:
                again = "run the scenario again with --fresh"
            return f"{path}: was changed after the run; {again}"
    return ""


def is_current(folder: Path, manifest: Manifest, held: Holdings | CsvTables) -> bool:
    """Whether the tables in a folder are of all that it holds, and none is missing."""
    own = [name for name in NAMES if name in manifest.files]
    if manifest.format == 1:
        return True
    return (
        manifest.replications == held.complete
        and not manifest.previous
        and all((folder / name).is_file() for name in {*ALWAYS, *own, README})
    )
