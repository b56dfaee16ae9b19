"""Results folders: written as a whole or not at all, and read back.

A folder is put together under a hidden name beside its place and then renamed, so that an
interruption never leaves half of one. Its name ends in a hash of its inputs, so that the results
of other inputs are never overwritten.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl

from recsim.analysis import results as tables
from recsim.analysis.results import WHOLE_MARKET, Results, joined
from recsim.scenario.identity import content_hash
from recsim.scenario.load import Loaded, load
from recsim.store import manifest as manifests
from recsim.store.errors import StoreError
from recsim.store.events import read_log, write_log
from recsim.store.identity import code_hash, folder_name, inputs_hash
from recsim.store.manifest import Manifest, hash_file, hash_files
from recsim.store.readme import readme

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from recsim.scenario.scenario import Scenario

RESOLVED = "resolved.yaml"
EVENTS = "events"
PLOTS = "plots"
_RESULT_TABLES = {"runs": tables.RUNS, "segments": tables.SEGMENTS, "series": tables.WEEKS}

T = TypeVar("T")


@dataclass(frozen=True)
class Stored:
    """A results folder that was read.

    Attributes:
        folder: the folder.
        results: the results in it, equal to those that were written.
        manifest: where they come from.
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


def folder_for(
    out: Path,
    scenario: Scenario,
    variant: str = "",
    beside: Mapping[str, Scenario] | None = None,
) -> Path:
    """The folder below ``out`` for the results of these inputs; it need not exist."""
    return out / folder_name(scenario, variant, beside)


def is_run(path: Path) -> bool:
    """Whether ``path`` is a results folder."""
    return (path / manifests.FILE).is_file()


def runs_of(name: str, out: Path) -> list[Path]:
    """Results folders below ``out`` of the scenario of this name, the latest last."""
    found = []
    for folder in sorted(out.glob("*")) if out.is_dir() else ():
        if is_run(folder):
            manifest = Manifest.read(folder)
            if manifest.name == name:
                found.append((manifest.ended, folder))
    return [folder for _, folder in sorted(found)]


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
    """Write the results folder of a run, in the place of an earlier one of the same inputs.

    Args:
        results: what was found.
        loaded: the scenario that was run, with its origins.
        out: the folder that holds results folders; made if missing.
        asked: number of replications that was asked for; the scenario's own if not given.
        command: the command line, for the manifest.
        started: when the simulations began; now if not given.
        engines: those that simulated, for the manifest.

    Returns:
        The results folder.

    Raises:
        StoreError: the folder cannot be written.
    """
    now = datetime.now(UTC)
    scenario = loaded.scenario
    manifest = Manifest(
        name=scenario.name,
        title=scenario.title,
        variant=loaded.variant,
        replications=complete(results),
        asked=scenario.study.replications if asked is None else asked,
        seed=scenario.study.seed,
        market=scenario.study.market,
        command=command,
        started=_time(started or now),
        ended=_time(now),
        inputs_hash=inputs_hash(scenario, loaded.beside),
        scenario_hash=content_hash(scenario, loaded.beside),
        code_hash=code_hash(),
        beside=tuple(loaded.beside),
        failures=tuple(results.table("failures").to_dicts()),
        engine=scenario.study.engine,
        engines=tuple(engines),
    )
    folder = folder_for(out, scenario, loaded.variant, loaded.beside)
    with _replacing(folder) as new:
        _write_inputs(new, loaded)
        _write_tables(new, results)
        _write_logs(new, results)
        text = readme(manifest)
        (new / "README.txt").write_text(text, encoding="utf-8", newline="\n")
        replace(manifest, files=hash_files(new)).write(new)
    return folder


def draw(folder: Path, pictures: Callable[[Path], T]) -> T:
    """Draw a run's pictures, in the place of earlier ones.

    Args:
        folder: a results folder.
        pictures: draws into the folder that it is called with.

    Returns:
        What ``pictures`` returned.

    Raises:
        StoreError: the folder cannot be written.
    """
    with _replacing(folder / PLOTS) as new:
        return pictures(new)


def read(folder: Path) -> Stored:
    """Read a results folder.

    Raises:
        StoreError: it is not one, or a file in it is missing, damaged or was changed.
        ScenarioErrors: this version does not understand its scenario.
    """
    manifest = Manifest.read(folder)
    _check_unchanged(folder, manifest)
    loaded = load(folder / RESOLVED, beside=manifest.beside)
    loaded = replace(loaded, variant=manifest.variant)
    found = {name: _read_table(folder / f"{name}.csv", of) for name, of in _RESULT_TABLES.items()}
    found["failures"] = pl.DataFrame(list(manifest.failures), schema=tables.FAILURES)

    def side(scenario: Scenario, name: str = "") -> Results:
        variant = joined(manifest.variant, name) if name else manifest.variant
        runs, segments, series, failures = (
            found[table].filter(variant=variant)
            for table in ("runs", "segments", "series", "failures")
        )
        logs = _read_logs(folder, scenario, name)
        return Results(scenario, variant, runs, segments, series, logs, failures)

    beside = {name: side(scenario, name) for name, scenario in loaded.beside.items()}
    return Stored(folder, replace(side(loaded.scenario), beside=beside), manifest, loaded)


def complete(results: Results) -> tuple[int, ...]:
    """Numbers of the replications that have results of every strategy and variant, ascending."""
    counted = results.table("runs").group_by("replication").len()
    rows = sum(len(one.strategies) for one in results.variants)
    return tuple(sorted(counted.filter(pl.col("len") == rows)["replication"]))


def only_complete(results: Results) -> Results:
    """The results without failures, and without replications that failed in part."""
    return _only(results, complete(results))


def _only(results: Results, replications: Sequence[int]) -> Results:
    rows = pl.col("replication").is_in(replications)
    return replace(
        results,
        runs=results.runs.filter(rows),
        segments=results.segments.filter(rows),
        series=results.series.filter(rows),
        logs={key: log for key, log in results.logs.items() if key[1] in replications},
        failures=results.failures.clear(),
        beside={name: _only(one, replications) for name, one in results.beside.items()},
    )


def _check_unchanged(folder: Path, manifest: Manifest) -> None:
    """Numbers that were edited by hand must not pass for results."""
    for name in (RESOLVED, *(f"{table}.csv" for table in _RESULT_TABLES)):
        if not (folder / name).is_file():
            raise StoreError(f"{folder}: {name} is missing; run the scenario again with --fresh")
        if hash_file(folder / name) != manifest.files.get(name):
            raise StoreError(
                f"{folder / name}: was changed after the run; run the scenario again with --fresh"
            )


@contextlib.contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of ``folder`` when the block ends well."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise StoreError(f"{folder.parent}: cannot be written: {error.strerror}") from error
    old = new.with_name(f"{new.name}.old")
    try:
        yield new
        new.chmod(0o777 & ~_umask())  # mkdtemp makes private folders; results are to be shared
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error}") from error
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_inputs(folder: Path, loaded: Loaded) -> None:
    run = loaded.path.parent
    if loaded.path.name == RESOLVED and _is_run_of(loaded, run):  # continued: what was given first
        for name in ("scenario.yaml", RESOLVED):
            shutil.copyfile(run / name, folder / name)
        if (run / "extends").is_dir():
            shutil.copytree(run / "extends", folder / "extends")
        return
    (folder / "scenario.yaml").write_bytes(loaded.path.read_bytes())
    for number, path in enumerate(loaded.files[1:], start=1):
        (folder / "extends").mkdir(exist_ok=True)
        shutil.copyfile(path, folder / "extends" / f"{number}-{path.name}")
    from recsim.scenario.show import resolved_yaml

    text = resolved_yaml(loaded)
    (folder / RESOLVED).write_text(text, encoding="utf-8", newline="\n")


def _is_run_of(loaded: Loaded, folder: Path) -> bool:
    """Whether the results in the folder are those of this scenario and these variants beside it."""
    if not is_run(folder):
        return False
    return Manifest.read(folder).scenario_hash == content_hash(loaded.scenario, loaded.beside)


def _write_tables(folder: Path, results: Results) -> None:
    from recsim.analysis import definitions, differences, summary

    made: dict[str, pl.DataFrame] = {
        "runs": results.table("runs"),
        "segments": results.table("segments"),
        "series": results.table("series"),
        "summary": summary(results),
        "differences": differences(results),
        "definitions": definitions(results.scenario),
    }
    for name, table in made.items():
        table.write_csv(folder / f"{name}.csv", line_terminator="\n")


def _read_table(path: Path, types: dict[str, Any]) -> pl.DataFrame:
    try:
        text = path.read_bytes()
        names = pl.read_csv(text, n_rows=0).columns
        if missing := [name for name in types if name not in names]:
            raise StoreError(
                f"{path}: has no column {missing[0]}; another version of recsim wrote it"
            )
        found = pl.read_csv(text, schema={name: types.get(name, pl.Float64) for name in names})
    except (OSError, pl.exceptions.PolarsError) as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error
    return found.select(*types).with_columns(pl.col(pl.String).fill_null(""))


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


def _log_path(folder: Path, name: str, group: str, replication: int) -> Path:
    """Where a log is kept; those of a variant beside the scenario in a folder of its ``name``."""
    return folder / EVENTS / name / f"{group.replace(' ', '_')}-{replication}.parquet"


def _write_logs(folder: Path, results: Results, name: str = "") -> None:
    teams = dict(_groups(results.scenario))
    for (group, replication), log in results.logs.items():
        path = _log_path(folder, name, group, replication)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_log(log, path, teams[group], tuple(results.scenario.world.segments))
    for other, one in results.beside.items():
        _write_logs(folder, one, other)


def _read_logs(
    folder: Path, scenario: Scenario, name: str
) -> dict[tuple[str, int], npt.NDArray[np.void]]:
    return {
        (group, replication): read_log(path, teams, tuple(scenario.world.segments))
        for group, teams in _groups(scenario)
        for replication in scenario.study.keep_events
        if (path := _log_path(folder, name, group, replication)).exists()
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
