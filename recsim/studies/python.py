"""``recsim.run``, ``compare`` and ``read_results``: what the commands do, in Python."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recsim.studies.arguments import arguments_checked, as_settings, names
from recsim.studies.finish import How, finish
from recsim.studies.finished import Finished
from recsim.studies.notebook import notebook_bar
from recsim.studies.refusal import Refusal
from recsim.studies.sources import itself, load_one
from recsim.studies.until import Asked
from recsim.studies.until import until as run_until

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.scenario.scenario import Scenario

Progress = Callable[[int, int], None]


@arguments_checked
def run(
    source: str | Path | Scenario | Loaded,
    *,
    set: Mapping[str, Any] | None = None,
    with_: str | Sequence[str] = (),
    beside: str | Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    engine: str | None = None,
    workers: int | None = None,
    on: str | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    compares: bool = False,
    until: str = "",
    at_most: int | None = None,
) -> Finished:
    """Run a scenario: every strategy meets the same people and the same luck in each replication.

    Args:
        source: path of a scenario file or of a results folder, name of a shipped scenario
            ("two_ways"), a Scenario, or what ``recsim.load`` gives. A results folder is continued
            where it is, unless the study is changed.
        set: new values of settings, by their dotted key or any end of it that is unique, as in
            ``{"calling.care": 0.9}``.
        with_: variants of the file to apply, in this order.
        beside: variants to run beside the scenario, in the same worlds; "all" for each of them.
        seed: of all random numbers; the scenario's own if not given.
        replications: independent runs of each strategy; the scenario's own number if not given.
        engine: "auto", "simpy" or "compiled"; the results are the same.
        workers: worlds that are simulated at the same time, from 1; one on each core if not given.
        on: other computers that simulate: the address of a cluster ("dask://host:8786",
            "ray://host:10001"), or "dask" or "ray" for one that is started here.
        out: folder in which the results get a folder of their own, as ``recsim run`` makes it;
            replications that are in it are used. Nothing is written if it is not given.
        progress: called with (runs done, runs in all); a notebook shows a bar if it is not given.
        compares: whether it is refused if there is nothing to compare, and a results folder is only
            read, as it is.
        until: add runs until it is settled: "decided", "placements decided", "placements +-2" (half
            the interval of each strategy), "placements difference +-2" (of each difference). The
            results have intervals for repeated looks; ``looked`` says what was settled when.
        at_most: with ``until``: most runs of each strategy, from 10; 320 if not given.

    Returns:
        The results: ``summary()``, ``compare()``, ``plot()``, ``to_pandas()``. Runs that failed
        are told by a warning, and are in ``results.failures``.

    Raises:
        ScenarioErrors: everything that is wrong with the scenario or the changes.
        EngineMissing: the engine that is wanted cannot run here.
        MachinesError: the cluster cannot be used.
        Refusal: a results folder that is continued where it is cannot have another ``out``;
            ``until`` names no measure, or there is nothing to compare.
        StoreError: a results folder cannot be read or written.
        Unfinished: all runs failed.
        Interrupted: on an interrupt from the keyboard, with what was finished.
        TypeError, ValueError: an argument is of the wrong type, ``workers`` is below 1, or ``out``
            is empty.
    """
    from recsim.experiments.runner import Interrupted
    from recsim.machines.opening import working
    from recsim.scenario.load import Loaded

    changed = bool(set or with_ or beside) or seed is not None
    if isinstance(source, Loaded) and not (changed or replications or engine):
        loaded = source
    else:
        loaded = load_one(
            source.scenario if isinstance(source, Loaded) else source,
            with_=names("with_", with_),
            beside=names("beside", beside),
            set_=as_settings(set),
            seed=seed,
            replications=replications,
            engine=engine,
        )
    if compares and len(loaded.scenario.strategies) < 2 and not loaded.beside:
        raise Refusal(
            f"{loaded.path}: has one strategy; to compare, it needs two or more, or variants beside"
        )
    if at_most is not None and not until:
        raise ValueError("at_most is the budget of until")
    if until and replications is not None:
        raise ValueError("until finds out how many replications it takes; give at_most")
    folder = None if out is None else Path(out)
    given = itself(source, folder, changed=changed)
    how = How(
        folder,
        first=replications,
        given=given,
        reads=compares and given is not None,
        bar=shows(progress),
        tell=lambda message: warnings.warn(message, stacklevel=2),
    )
    with working(on, workers) as simulating:
        how = replace(how, workers=simulating)
        finished = run_until(loaded, how, Asked(until, at_most)) if until else finish(loaded, how)
    if finished.interrupt is not None:
        raise Interrupted(finished.results, finished.interrupt)
    return finished


def compare(source: str | Path | Scenario | Loaded, **options: Any) -> Finished:
    """Run a scenario in which there is something to compare; a results folder is only read.

    Args:
        source: as for ``run``.
        options: as for ``run``.

    Returns:
        The results; ``compare()`` has the paired differences, ``verdicts()`` what they say.

    Raises:
        Refusal: there is one strategy, and nothing beside it; or a results folder does not hold as
            many replications as are asked for.
        Exception: everything else as ``run``.
    """
    return run(source, compares=True, **options)


@arguments_checked
def read_results(folder: str | Path) -> Finished:
    """Read a results folder, of this version of the model or of another one.

    Args:
        folder: the results folder.

    Returns:
        The results in it; ``results.other_version`` says whether another version made them.

    Raises:
        StoreError: it is no results folder, or a file in it is missing, damaged or was changed.
        ScenarioErrors: this version does not understand its scenario.
        TypeError: ``folder`` is no path.
    """
    from recsim import store

    stored = store.read(folder)
    return Finished(stored.results, stored.folder, found=len(stored.manifest.replications))


def shows(progress: Progress | None) -> Callable[[str], AbstractContextManager[Progress | None]]:
    """What shows how far it is: the caller's own, or a bar in a notebook."""
    return notebook_bar if progress is None else lambda what: nullcontext(progress)
