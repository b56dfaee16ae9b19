"""What is run: scenario files, names of shipped scenarios, results folders; scenarios in memory."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from recsim.studies.refusal import Refusal

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.scenario.scenario import Scenario


def itself(source: object, out: Path | None, *, changed: bool) -> Path | None:
    """The results folder that is meant as it is; None for anything else, or if it is changed.

    Raises:
        Refusal: it should be somewhere else.
    """
    from recsim import store

    if changed or not isinstance(source, str | Path) or not store.is_run(Path(source)):
        return None
    if out is not None:
        raise Refusal(
            f"{source}: a results folder is read and continued where it is; --out is for files"
        )
    return Path(source)


def stored_run(run: str | Path, out: Path) -> Path:
    """The results folder that is meant: this one, or that of the latest run of a scenario.

    Args:
        run: a results folder, a scenario file, or the name of a scenario.
        out: where results folders are kept.

    Raises:
        Refusal: there is none.
    """
    from recsim import store
    from recsim.scenario.errors import did_you_mean
    from recsim.scenario.gallery import find

    folder = Path(run)
    if store.is_run(folder):
        return folder
    runs = store.runs_of(folder.stem, out)
    if not runs:
        hint = did_you_mean(folder.stem, store.scenarios_run(out), "runs there are of")
        if folder.is_file() or find(str(run)) is not None:
            hint = f"to make one: recsim run {run}"
        raise Refusal(
            f"{run}: this is no results folder, and there is no run of a scenario of this name "
            f"in {out}{f'; {hint}' if hint else ''}"
        )
    return runs[-1]


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
    """Load several; see ``load_one``.

    Raises:
        ScenarioErrors: everything that is wrong in all of them.
        StoreError: a results folder cannot be read.
    """
    from recsim.scenario.errors import Problem, ScenarioErrors

    loaded, problems = [], list[Problem]()
    for source in sources:
        try:
            loaded.append(
                load_one(
                    source,
                    with_=with_ or (),
                    beside=beside or (),
                    set_=set_ or (),
                    seed=seed,
                    replications=replications,
                    engine=engine,
                )
            )
        except ScenarioErrors as errors:
            problems += errors.problems
    if problems:
        raise ScenarioErrors(problems)
    return loaded


def load_one(
    source: str | Path | Scenario,
    *,
    with_: Sequence[str] = (),
    beside: Sequence[str] = (),
    set_: Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    engine: str | None = None,
) -> Loaded:
    """Load a scenario file, a shipped scenario, a scenario in memory, or that of a results folder.

    A results folder brings the variants beside it, unless others are asked for. Of one that another
    version has made, and that is meant as it is, what this version does not know is left out.
    ``engine`` replaces ``study.engine``, which is not part of what makes a study.

    Raises:
        ScenarioErrors: everything that is wrong.
        StoreError: a results folder cannot be read.
    """
    from recsim import store
    from recsim.analysis.measures import MEASURES
    from recsim.scenario.load import load

    stored = None
    if isinstance(source, str | Path) and store.is_run(Path(source)):
        stored = store.unchanged(Path(source), whole=False)  # whoever needs its tables misses them
        source = Path(source, store.RESOLVED)
    changed = bool(with_ or set_ or beside) or seed is not None
    elsewhere = stored is not None and not stored.same_code and not changed
    loaded = load(
        source,
        with_=with_,
        beside=beside or (stored.beside if stored else ()),
        set_=[*set_, *([f"--engine={engine}"] if engine else [])],
        seed=seed,
        replications=replications,
        measures=None if elsewhere else MEASURES,
        lenient=elsewhere,
    )
    if not stored:
        return loaded
    if not (with_ or set_ or seed is not None):
        loaded = dataclasses.replace(store.as_known(loaded, stored), variant=stored.variant)
    return dataclasses.replace(loaded, changed=(*stored.changed, *loaded.changed))
