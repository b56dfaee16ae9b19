"""From a loaded scenario to finished results: what is stored is used, the rest is simulated."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recsim.studies.finished import Finished
from recsim.studies.refusal import Refusal, Unfinished
from recsim.telling.units import made_elsewhere

if TYPE_CHECKING:
    from recsim.analysis.results import Results
    from recsim.experiments.runner import Progress
    from recsim.experiments.workers import Workers
    from recsim.scenario.load import Loaded
    from recsim.store import Manifest, Writing

Bar = Callable[[str], "AbstractContextManager[Progress | None]"]
"""Shows how far something is, while it lasts; it is called with what is going on."""


def no_bar(what: str) -> AbstractContextManager[Progress | None]:
    """Show nothing."""
    return nullcontext()


def silent(message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class How:
    """How runs are made and where they are kept.

    Attributes:
        out: folder of the results folders; None to keep everything in memory, and nothing on disk.
        more: replications to add to a finished run; None for those of the scenario.
        workers: how many worlds are simulated at the same time; None for one on each core; or
            other computers.
        fresh: whether stored replications are simulated again.
        first: only the first replications, so many of them; None for all.
        given: the results folder that was named and is meant as it is, whatever it is called.
        reads: whether nothing is simulated if a folder was given.
        bar: shows how far it is.
        tell: is called with what the user should know.
        command: the command line, for the results folder; empty when called from Python.
        known: the first replications, which are in memory already, where nothing is on disk.
    """

    out: Path | None
    more: int | None = None
    workers: Workers = None
    fresh: bool = False
    first: int | None = None
    given: Path | None = None
    reads: bool = False
    bar: Bar = no_bar
    tell: Callable[[str], None] = silent
    command: str = ""
    known: Results | None = None


def finish(loaded: Loaded, how: How) -> Finished:
    """Make sure that the replications exist, simulating those that do not, and store them.

    Raises:
        EngineMissing: the engine that is wanted cannot run here.
        StoreError: results cannot be read or written.
        Refusal: there is nothing to add to, or the folder is not of this study.
        Unfinished: there is nothing to show: it was interrupted, or all runs failed.
    """
    done = so_far(loaded, how)
    if done.left:
        how.tell(done.left)
    return done


def so_far(loaded: Loaded, how: How) -> Finished:
    """The same for whoever tells in words of their own what an interrupt leaves.

    Raises: as ``finish``.
    """
    if how.given is None and how.out is None:
        return _in_memory(loaded, how)
    return _in_a_folder(loaded, how)


def _in_memory(loaded: Loaded, how: How) -> Finished:
    from recsim.experiments.runner import Interrupted, run

    interrupt = None
    done = 0 if how.known is None else len(how.known.replications)
    with how.bar(title_of(loaded)) as progress:
        try:
            results = run(
                loaded.scenario,
                replications=range(done, loaded.scenario.study.replications),
                workers=how.workers,
                progress=progress,
                variant=loaded.variant,
                beside=loaded.beside,
            )
        except Interrupted as stopped:
            results, interrupt = stopped.results, stopped.by
    passports = {key: at.passport for key, at in loaded.origins.items() if at.passport}
    results = dataclasses.replace(results, passports=passports)
    _tell_failures(results, how)
    if how.known is not None:
        results = how.known.merge(results)
    if not results.runs.height:
        raise Unfinished(_nothing_finished(interrupt), interrupt)
    return Finished(results, interrupt=interrupt)


def _in_a_folder(loaded: Loaded, how: How) -> Finished:
    from recsim import store
    from recsim.experiments.stopping import said

    folder = how.given
    if folder is None:
        assert how.out is not None
        folder = store.folder_for(how.out, loaded.scenario, loaded.variant, loaded.beside)
    if store.is_run(folder) and not how.fresh:
        manifest = _of_this_study(folder, loaded, how)
        held = store.holdings(folder, manifest)
        missing = _missing(loaded, folder, held.complete, how)
        if missing and how.given and (how.reads or not manifest.same_code):
            _say_what_is_missing(manifest, held.complete, how)
            missing = []
        if not missing and (
            how.reads
            or not manifest.same_code
            or (
                store.is_current(folder, manifest, held)
                # a kill between parts and tables leaves what was asked for before
                and len(_wanted(loaded, folder, held.complete, how.more)) <= manifest.asked
                and not _new_texts(folder, loaded, manifest)
            )
        ):
            return _finished(folder, loaded, how, len(held.complete))
    _check_writable(folder.parent)
    with store.writing(folder, loaded, fresh=how.fresh) as study:
        found = study.held.complete
        stopped = _simulated(study, found, how)
    done = _finished(folder, loaded, how, len(found))
    _tell_failures(done.results, how)
    if stopped is None:
        return done
    kept = len(store.complete(done.results))
    asked = len(_wanted(loaded, folder, found, how.more))
    left = (
        f"{said(stopped)}: {kept} of {asked} replications were finished and are kept in {folder}.\n"
        f"The same command goes on from there{', without --fresh' if how.fresh else ''}."
    )
    return dataclasses.replace(done, interrupt=stopped, left=left)


def _simulated(study: Writing, found: Sequence[int], how: How) -> KeyboardInterrupt | None:
    """Simulate what is missing, keep it and make the tables; what interrupted it.

    Raises:
        Rescued: the folder cannot be written; what was finished is kept elsewhere.
        Unfinished: nothing was finished, or the tables were not made.
    """
    from datetime import UTC, datetime

    from recsim.experiments.stopping import said
    from recsim.store.rescue import tell
    from recsim.studies.simulating import simulate

    started = datetime.now(UTC)
    loaded, folder = study.loaded, study.folder
    missing = _missing(loaded, folder, found, how)
    failed, stopped = simulate(study, missing, how) if missing else (None, None)
    tell(folder, study.elsewhere, study.reason)
    if not study.held.whole:
        if failed is not None:
            _tell_failures(failed, how)
        raise Unfinished(f"{_nothing_finished(stopped)}; nothing was written.", stopped)
    asked = len(_wanted(loaded, folder, found, how.more))
    try:
        study.publish(asked, how.command, started)
    except KeyboardInterrupt as interrupt:
        kept = len(study.held.whole)
        raise Unfinished(
            f"{said(interrupt)}: {kept} replications are finished and kept in {folder}, but not "
            "yet its tables.\nThe same command makes them.",
            interrupt,
        ) from None
    return stopped


def _nothing_finished(interrupt: KeyboardInterrupt | None) -> str:
    from recsim.experiments.stopping import said

    no = f"{said(interrupt)}; no" if interrupt else "No"
    return f"{no} replication was finished"


def title_of(loaded: Loaded) -> str:
    """What a study is called while it runs."""
    return loaded.scenario.title or loaded.scenario.name


def _finished(folder: Path, loaded: Loaded, how: How, found: int) -> Finished:
    """The run in its folder, as the scenario is called now."""
    from recsim import store

    stored = store.read(folder, texts=loaded)
    held = len(stored.manifest.replications)
    if how.first is None or how.first >= held:
        return Finished(stored.results, folder, found)
    results = store.read(folder, first=how.first, texts=loaded).results
    return Finished(results, folder, found, held=held)


def _of_this_study(folder: Path, loaded: Loaded, how: How) -> Manifest:
    """The manifest of a folder whose files are what they were, and of this study.

    Raises:
        Refusal: the folder holds something else than its name says.
        StoreError: it is damaged or was changed.
    """
    from recsim import store
    from recsim.store.identity import inputs_hash

    manifest = store.unchanged(folder, whole=False)
    if how.given is None and manifest.inputs_hash != inputs_hash(loaded.scenario, loaded.beside):
        raise Refusal(
            f"{folder}: holds the results of another study than its name says. To read it: "
            f"recsim compare {folder}. To run this one: give another folder with --out"
        )
    if not manifest.same_code:
        how.tell(other_version(folder, manifest))
    return manifest


def other_version(folder: Path, manifest: Manifest) -> str:
    """A sentence that marks results of another version."""
    return f"{folder}: {made_elsewhere(manifest.other_version)}."


def _say_what_is_missing(manifest: Manifest, done: Sequence[int], how: How) -> None:
    """Of a folder that is only read.

    Raises:
        Refusal: more is asked for than is there.
    """
    folder = how.given
    if not manifest.same_code and (how.more or (how.first or 0) > len(done)):
        raise Refusal(
            f"{folder}: this version of the model would add other numbers. Run the scenario anew: "
            f"recsim run {folder}/resolved.yaml"
        )
    if how.first and how.first > len(done):
        raise Refusal(
            f"{folder}: holds {len(done)} replications; to simulate the others: "
            f"recsim run {folder} -n {how.first}"
        )
    if manifest.same_code:
        how.tell(
            f"{folder}: not finished, {len(done)} of {manifest.asked} replications; to go on: "
            f"recsim run {folder}"
        )


def _new_texts(folder: Path, loaded: Loaded, manifest: Manifest) -> bool:
    """Whether titles or labels have changed since the folder was written."""
    from recsim import store
    from recsim.scenario.load import load

    before = load(folder / store.RESOLVED, beside=manifest.beside)
    return _texts(before) != _texts(loaded) or manifest.changed != store.changed(loaded)


def _texts(loaded: Loaded) -> list[dict[str, Any]]:
    """Everything that the results folder shows of a study, titles and labels included."""
    labels = {name: loaded.scenario.variant_label(name) for name in loaded.beside}
    tolerances = {
        key: at.passport for key, at in loaded.origins.items() if key.startswith("observed.")
    }
    return [
        labels,
        tolerances,
        *(
            one.model_dump(exclude={"study": {"replications", "engine"}, "variants": True})
            for one in (loaded.scenario, *loaded.beside.values())
        ),
    ]


def _missing(loaded: Loaded, folder: Path, done: Sequence[int], how: How) -> list[int]:
    there = set(done)
    return [number for number in _wanted(loaded, folder, done, how.more) if number not in there]


def _wanted(loaded: Loaded, folder: Path, done: Sequence[int], more: int | None) -> range:
    if more is None:
        return range(loaded.scenario.study.replications)
    if not done:
        raise Refusal(
            f"--more adds to a finished run, and there is none of these inputs ({folder}).\n"
            "Run the scenario first, or give the results folder instead of the file."
        )
    total = max(done) + 1 + more
    if total > (most := most_replications()):
        raise Refusal(
            f"--more {more}: a study has at most {most:,} replications, and {max(done) + 1:,} are "
            f"there; expected at most {most - max(done) - 1:,}"
        )
    return range(total)


def most_replications() -> int:
    """How many replications a study may have."""
    from recsim.scenario.study import Study

    [most] = [
        limit.le for limit in Study.model_fields["replications"].metadata if hasattr(limit, "le")
    ]
    return int(most)


def _check_writable(out: Path) -> None:
    """Find out before the work that its results can be kept."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{out}: results cannot be written here: {error.strerror}") from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise Refusal(f"{out}: results cannot be written here: permission denied")


def _tell_failures(results: Results, how: How) -> None:
    for row in results.table("failures").to_dicts():
        of = f" ({row['variant']})" if results.beside and row["variant"] else ""
        how.tell(f"Failed: {row['strategy']}{of}, replication {row['replication']}: {row['error']}")
