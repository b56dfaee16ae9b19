"""From scenario files to finished runs: what is stored already is used, the rest is simulated."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from recsim.cli.console import complain, progress_bar, working
from recsim.cli.exits import Exit, Refusal

if TYPE_CHECKING:
    from recsim.analysis.results import Results
    from recsim.scenario.load import Loaded


@dataclass(frozen=True)
class How:
    """How runs are made and where they are kept.

    Attributes:
        out: folder of the results folders.
        more: replications to add to a finished run; None for those of the scenario.
        workers: how many worlds are simulated at the same time; None for one on each core.
        fresh: whether stored replications are simulated again.
        quiet: whether to keep silent.
    """

    out: Path
    more: int | None = None
    workers: int | None = None
    fresh: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Finished:
    """A run in its results folder.

    Attributes:
        results: all complete replications, and the failures.
        folder: the results folder.
        found: number of replications that were there before.
        interrupted: whether replications are missing because of an interrupt.
    """

    results: Results
    folder: Path
    found: int
    interrupted: bool = False

    @property
    def code(self) -> Exit:
        """How the command should end, expectations aside."""
        if self.interrupted:
            return Exit.INTERRUPTED
        failed = self.results.table("failures").height
        return Exit.RUN_FAILED if failed else Exit.DONE


def load_all(
    sources: Sequence[str],
    *,
    with_: Sequence[str] | None = None,
    beside: Sequence[str] | None = None,
    set_: Sequence[str] | None = None,
    seed: int | None = None,
    replications: int | None = None,
    engine: str | None = None,
) -> list[Loaded]:
    """Load scenario files, shipped scenarios, or the scenarios of results folders.

    A results folder brings the variants beside it, unless others are asked for.
    ``engine`` replaces ``study.engine``, which is not part of what makes a study.

    Raises:
        ScenarioErrors: everything that is wrong in all of them.
        StoreError: a results folder cannot be read.
    """
    from recsim import store
    from recsim.analysis.measures import MEASURES
    from recsim.scenario.errors import Problem, ScenarioErrors
    from recsim.scenario.load import load

    loaded, problems = [], list[Problem]()
    for source in sources:
        stored = store.Manifest.read(Path(source)) if store.is_run(Path(source)) else None
        try:
            scenario = load(
                Path(source, store.RESOLVED) if stored else source,
                with_=with_ or (),
                beside=beside or (stored.beside if stored else ()),
                set_=[*(set_ or ()), *([f"study.engine={engine}"] if engine else [])],
                seed=seed,
                replications=replications,
                measures=MEASURES,
            )
        except ScenarioErrors as errors:
            problems += errors.problems
            continue
        if stored and not (with_ or set_ or seed is not None):
            scenario = dataclasses.replace(scenario, variant=stored.variant)
            if not stored.same_code:
                complain(f"{source}: made by another version of the model; new runs will differ.")
        loaded.append(scenario)
    if problems:
        raise ScenarioErrors(problems)
    return loaded


def finish(loaded: Loaded, how: How) -> Finished:
    """Make sure that the replications exist, simulating those that do not, and store them.

    Raises:
        StoreError: results cannot be read or written.
        Refusal: there is nothing to add to.
        typer.Exit: nothing at all was finished.
    """
    from recsim import store

    scenario = loaded.scenario
    folder = store.folder_for(how.out, scenario, loaded.variant, loaded.beside)
    before = None if how.fresh or not store.is_run(folder) else _complete_part(folder)
    done = () if before is None else store.complete(before)
    wanted = _wanted(loaded, folder, done, how.more)
    missing = [number for number in wanted if number not in set(done)]
    started = datetime.now(UTC)
    engines = () if before is None else store.Manifest.read(folder).engines
    if before is not None and not missing:
        if _as_written(before) == _as_written(_of(loaded, before)):
            return Finished(before, folder, len(done))
        results, interrupted = _of(loaded, before), False
    else:
        _check_writable(how.out)
        results, interrupted, used = _simulate(loaded, missing, how)
        engines = tuple(dict.fromkeys((*engines, *used)))
        if before is not None:
            results = _of(loaded, before).merge(results)
    _tell_failures(results)
    if not store.complete(results):
        what = "Interrupted; no" if interrupted else "No"
        complain(f"{what} replication was finished; nothing was written.")
        raise typer.Exit(Exit.INTERRUPTED if interrupted else Exit.RUN_FAILED)
    asked = len(wanted)
    try:
        store.write(
            results,
            loaded,
            how.out,
            asked=asked,
            command=_command_line(),
            started=started,
            engines=engines,
        )
    except store.StoreError as error:
        raise Refusal(str(error), Exit.RUN_FAILED) from error
    if interrupted:
        kept = len(store.complete(results))
        complain(
            f"Interrupted: {kept} of {asked} replications were finished and are kept in {folder}.\n"
            "The same command goes on from there."
        )
    return Finished(results, folder, len(done), interrupted)


def _simulate(
    loaded: Loaded, replications: Sequence[int], how: How
) -> tuple[Results, bool, Sequence[str]]:
    """Results of these replications; whether an interrupt made them fewer; the engines."""
    from recsim.experiments.runner import Interrupted, run
    from recsim.experiments.selection import Selection
    from recsim.model.engines import EngineMissing

    selection = Selection(loaded.scenario.study.engine, None if how.quiet else complain)
    title = loaded.scenario.title or loaded.scenario.name
    with progress_bar(title, quiet=how.quiet) as progress:
        try:
            results = run(
                loaded.scenario,
                replications=replications,
                workers=how.workers,
                progress=progress,
                variant=loaded.variant,
                selection=selection,
                beside=loaded.beside,
            )
        except Interrupted as stopped:
            return stopped.results, True, selection.used
        except EngineMissing as missing:
            raise Refusal(str(missing)) from missing
    return results, False, selection.used


def draw(finished: Finished, how: How) -> list[Path]:
    """Draw a run's pictures into its results folder, unless they are there; the main one first.

    Raises:
        Refusal: on an interrupt from the keyboard; the results are safe.
    """
    there = _pictures(finished.folder)
    if there and not how.fresh:
        return there
    try:
        with working("Drawing pictures", quiet=how.quiet):
            return draw_all(finished.folder, finished.results)
    except KeyboardInterrupt:
        raise Refusal(
            f"Interrupted while drawing; all results are in {finished.folder}.\n"
            f"To draw the pictures: recsim plot {finished.folder}",
            Exit.INTERRUPTED,
        ) from None


def draw_all(run: Path, results: Results) -> list[Path]:
    """Draw all pictures of a run into its results folder; the main one is the first."""
    from recsim import store
    from recsim.report.plots import write_all

    store.draw(run, lambda folder: write_all(results, folder))
    return _pictures(run)


def _pictures(run: Path) -> list[Path]:
    """Pictures in a results folder; their names sort with the main one first."""
    from recsim import store

    return sorted((run / store.PLOTS).glob("*.png"))


def _as_written(results: Results) -> list[dict[str, Any]]:
    """Everything that the results folder shows of a study, titles and labels included."""
    labels = {name: results.scenario.variant_label(name) for name in results.beside}
    return [
        labels,
        *(
            one.scenario.model_dump(exclude={"study": {"replications", "engine"}, "variants": True})
            for one in results.variants
        ),
    ]


def _of(loaded: Loaded, results: Results) -> Results:
    """Stored results of the same inputs, with the texts that the scenario has now."""
    beside = {
        name: dataclasses.replace(one, scenario=loaded.beside[name])
        for name, one in results.beside.items()
    }
    return dataclasses.replace(results, scenario=loaded.scenario, beside=beside)


def _complete_part(folder: Path) -> Results:
    """Stored results without replications that failed in part, so that these are run again."""
    from recsim import store

    return store.only_complete(store.read(folder).results)


def _wanted(loaded: Loaded, folder: Path, done: Sequence[int], more: int | None) -> range:
    if more is None:
        return range(loaded.scenario.study.replications)
    if not done:
        raise Refusal(
            f"--more adds to a finished run, and there is none of these inputs ({folder}).\n"
            "Run the scenario first, or give the results folder instead of the file."
        )
    return range(max(done) + 1 + more)


def _check_writable(out: Path) -> None:
    """Find out before the work that its results can be kept."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{out}: results cannot be written here: {error.strerror}") from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise Refusal(f"{out}: results cannot be written here: permission denied")


def _tell_failures(results: Results) -> None:
    for row in results.table("failures").to_dicts():
        of = f" ({row['variant']})" if results.beside and row["variant"] else ""
        complain(f"Failed: {row['strategy']}{of}, replication {row['replication']}: {row['error']}")


def _command_line() -> str:
    import shlex

    return shlex.join(["recsim", *sys.argv[1:]])
