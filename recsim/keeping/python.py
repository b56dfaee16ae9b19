"""``recsim.export`` and its like, for Python."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from recsim.keeping.citation import FORMS, citation
from recsim.keeping.difference import Difference
from recsim.keeping.difference import diff as between
from recsim.keeping.export import Asked
from recsim.keeping.export import export as write_files
from recsim.keeping.reproduction import Reproduction
from recsim.keeping.reproduction import reproduce as simulate_again
from recsim.studies.arguments import arguments_checked, checked, names
from recsim.studies.finish import How
from recsim.studies.finished import Finished
from recsim.studies.python import Progress, shows
from recsim.studies.refusal import Refusal
from recsim.studies.sources import stored_run

RESULTS = Path("results")

Run = str | Path | Finished
"""A results folder, the name of a scenario whose latest run in ``results`` is meant, or a study
that was run with ``out``."""


@arguments_checked
def export(
    run: Run,
    to: str,
    out: str | Path | None = None,
    *,
    strategy: str = "",
    replication: int | None = None,
    case: str = "",
    origin: date | str = "",
) -> list[Path]:
    """Write a stored run in another format, as ``recsim export`` does.

    Args:
        run: a results folder, the name of a scenario, or what ``recsim.run(..., out=...)`` gave.
        to: "xlsx" (a workbook), "csv" or "parquet" (a folder of tables), "xes" (event logs).
        out: the file or folder to write; called after the scenario, if not given.
        strategy: of event logs: whose; those of all, if not given.
        replication: of event logs: of which run, from 0; of all that were kept, if not given.
        case: of event logs: "candidacy", one person's process about one requisition (if not
            given), or "requisition".
        origin: of event logs: the date of day 0; that of the study's plan or 2001-01-01, if not
            given.

    Returns:
        The files that were written.

    Raises:
        Refusal: it cannot be done as it was asked, or a file cannot be written.
        StoreError: the folder is damaged or was changed.
        TypeError: an argument is of the wrong type.
    """
    checked("origin", origin, date | str, "a date, or a text like 2024-03-01")
    asked = Asked(
        to,
        None if out is None else Path(out),
        strategy,
        replication,
        case,
        str(origin),
    )
    tell = partial(warnings.warn, stacklevel=2)
    return [one.path for one in write_files(folder_of(run), asked, tell)]


@arguments_checked
def reproduce(
    run: Run,
    *,
    replications: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Reproduction:
    """Simulate a stored study again, and compare every table and log, as ``recsim reproduce`` does.

    Args:
        run: as for ``export``. Nothing is written into the folder.
        replications: only the first ones, 1 or more; all of them, if not given.
        workers, progress: as for ``recsim.run``.

    Returns:
        What was found: ``equal``, ``said``, and ``files``, of which each says where it differs.

    Raises:
        Refusal: there is no such run, or it has fewer replications.
        StoreError: it is no results folder.
        ScenarioErrors: this version does not understand its scenario.
        Unfinished: it was interrupted (``interrupt`` says by what), or every run failed.
        TypeError, ValueError: an argument is of the wrong type, or below 1.
    """
    if replications is not None and replications < 1:
        raise ValueError(f"replications: {replications} given, expected 1 or more")
    how = How(None, workers=workers, bar=shows(progress))
    return simulate_again(folder_of(run), replications, how)


def diff(one: str | Path | Finished, other: str | Path | Finished) -> Difference:
    """What differs between two studies or two scenario files, as ``recsim diff`` shows it.

    Args:
        one, other: results folders, what ``recsim.run(..., out=...)`` gave, scenario files, or
            names of shipped scenarios.

    Returns:
        ``settings``, ``made`` (versions, replications), ``frame`` (how much the other is above the
        one, with intervals; paired where ``paired`` says that they share worlds), ``verdicts()``.

    Raises:
        ScenarioErrors: everything that is wrong with a file.
        StoreError: a results folder is damaged or was changed.
        Refusal: a study is in no folder.
        TypeError: an argument is of the wrong type.
    """
    first, second = (
        folder_of(source) if isinstance(source, Finished) else source for source in (one, other)
    )
    for name, source in (("one", first), ("other", second)):
        checked(name, source, str | Path, "a results folder, or the path or name of a scenario")
    return between(first, second)


@arguments_checked
def cite(run: Run, form: str = "text", *, authors: str | Sequence[str] = ()) -> str:
    """How to cite a stored study and recsim, as ``recsim cite`` says it.

    Args:
        run: as for ``export``.
        form: "text", "bibtex" or "cff".
        authors: who made the study, in their order.

    Raises:
        Refusal: there is no such run.
        StoreError: it is no results folder, or was changed.
        ValueError: there is no such form.
        TypeError: an argument is of the wrong type.
    """
    from recsim.store import unchanged

    if form not in FORMS:
        raise ValueError(f"there is no form {form!r}; there are {list(FORMS)}")
    folder = folder_of(run)
    found = citation(unchanged(folder), folder.resolve().name, names("authors", authors))
    return FORMS[form](found)


def folder_of(run: Run) -> Path:
    """The results folder that is meant.

    Raises:
        Refusal: there is none.
        TypeError: it is no path and no study.
    """
    checked("run", run, str | Path | Finished, "a results folder, or the name of a scenario")
    if not isinstance(run, Finished):
        return stored_run(run, RESULTS)
    if run.folder is None:
        raise Refusal('the study is in no folder; recsim.run(..., out="results") keeps it')
    return run.folder
