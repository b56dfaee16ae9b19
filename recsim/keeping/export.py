"""A results folder in other formats: workbook, CSV, Parquet, event logs for process miners."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from recsim.scenario.errors import did_you_mean
from recsim.scenario.sentences import listed
from recsim.store.identity import plain_name
from recsim.studies.finish import other_version, silent
from recsim.studies.refusal import Refusal
from recsim.telling.units import counted

if TYPE_CHECKING:
    from recsim.analysis.results import Results
    from recsim.store import Stored

FORMATS = ("xlsx", "csv", "parquet", "xes")
DAY_ZERO = date(2001, 1, 1)
"""Day 0 of event logs, a Monday, where neither the study nor the user names a date."""


@dataclass(frozen=True)
class Asked:
    """What is wanted; all but the first two are for event logs.

    Attributes:
        to: one of ``FORMATS``.
        out: the file or folder to write; None for one that is called after the scenario.
        strategy: whose log; empty for those of all.
        replication: of which run; None for all that were kept.
        case: what a case is, one of ``event_log.CASES``; empty for the first of them.
        origin: the date of day 0, year-month-day; empty for that of the study, or ``DAY_ZERO``.
    """

    to: str
    out: Path | None = None
    strategy: str = ""
    replication: int | None = None
    case: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Written:
    """A file that was written.

    Attributes:
        path: the file.
        cases, events: of an event log, how many are in it; None of tables.
    """

    path: Path
    cases: int | None = None
    events: int | None = None

    def __str__(self) -> str:
        if self.cases is None or self.events is None:
            return str(self.path)
        return f"{self.path} ({counted(self.cases, 'case')}, {counted(self.events, 'event')})"


def export(folder: Path, asked: Asked, tell: Callable[[str], None] = silent) -> list[Written]:
    """Write what a results folder holds in another format.

    Args:
        folder: the results folder, in which nothing is written.
        asked: what is wanted.
        tell: is called with what the user should know.

    Returns:
        The files that were written.

    Raises:
        Refusal: it cannot be done as it was asked, or a file cannot be written.
        StoreError: the folder is none, or a file in it is missing, damaged or was changed.
    """
    from recsim import store

    _check(asked)
    stored = store.read(folder)
    if not stored.same_code:
        tell(other_version(folder, stored.manifest))
    try:
        if asked.to == "xes":
            return _logs(stored, asked)
        return [Written(path) for path in _tables(stored, asked)]
    except OSError as error:
        name = error.filename or asked.out or plain_name(stored.manifest.name)
        raise Refusal(f"{name}: cannot be written: {error.strerror or error}") from error


def _check(asked: Asked) -> None:
    from recsim.keeping.event_log import CASES
    from recsim.store import is_run

    if asked.to not in FORMATS:
        hint = did_you_mean(asked.to, FORMATS, "the formats are")
        raise Refusal(f"--to {asked.to}: there is no such format; {hint}")
    if asked.case and asked.case not in CASES:
        hint = did_you_mean(asked.case, CASES, "there are")
        raise Refusal(f"--case {asked.case}: there is no such case; {hint}")
    of_logs = {
        "--strategy": bool(asked.strategy),
        "--replication": asked.replication is not None,
        "--case": bool(asked.case),
        "--origin": bool(asked.origin),
    }
    given = [name for name, there in of_logs.items() if there]
    if given and asked.to != "xes":
        raise Refusal(f"{listed(given)}: for event logs alone (--to xes)")
    out = asked.out
    if out is not None and any(is_run(one) for one in (out, *out.parents)):
        raise Refusal(f"{out}: is in a results folder, in which nothing else is written")


def _tables(stored: Stored, asked: Asked) -> list[Path]:
    from recsim.keeping import files, workbook
    from recsim.keeping.tables import tables

    name = plain_name(stored.manifest.name)
    if asked.to == "xlsx":
        path = asked.out or Path(f"{name}.xlsx")
        if path.suffix.lower() != ".xlsx":
            raise Refusal(f"{path}: expected a name that ends in .xlsx")
        workbook.write(tables(stored, further=False), stored.manifest, path)
        return [path]
    folder = asked.out or Path(f"{name}-{asked.to}")
    return files.write(tables(stored, further=True), folder, asked.to)


def _logs(stored: Stored, asked: Asked) -> list[Written]:
    from recsim.keeping import event_log
    from recsim.store import StoreError
    from recsim.store.events import POLARS

    origin, case = _origin(stored, asked.origin), asked.case or event_log.CASES[0]
    chosen = list(_chosen(stored, asked))
    name, one = plain_name(stored.manifest.name), len(chosen) == 1
    files = []
    for log, strategy, replication, results in chosen:
        if one:
            path = asked.out or Path(f"{name}-{strategy}-{replication}.xes")
        else:
            beside = results.variant if results is not stored.results else ""
            path = (asked.out or Path(f"{name}-xes")) / beside / f"{strategy}-{replication}.xes"
        about = {
            "concept:name": f"{stored.manifest.title or name}: {results.scenario.label(strategy)}",
            "recsim:scenario": name,
            "recsim:variant": results.variant,
            "recsim:strategy": strategy,
            "recsim:replication": str(replication),
            "recsim:seed": str(stored.manifest.seed),
            "recsim:version": stored.manifest.recsim,
            "recsim:day_zero": origin.isoformat(),
            "recsim:remark": "Simulated. Not for decisions about individuals.",
        }
        try:
            cases, events = event_log.write(
                log,
                path,
                team=strategy,
                case=case,
                origin=origin,
                about=about,
            )
        except POLARS as error:
            raise StoreError(f"{log}: cannot be read: {error}") from error
        files.append(Written(path, cases, events))
    return files


def _origin(stored: Stored, given: str) -> date:
    """The date of day 0."""
    study = stored.loaded.scenario.study
    of_plan = stored.loaded.scenario.world.demand.plan_day_zero
    try:
        found = date.fromisoformat(given or of_plan or DAY_ZERO.isoformat())
    except ValueError:
        raise Refusal(
            f"--origin {given}: expected a date: year-month-day, for example 2027-01-01"
        ) from None
    try:
        _ = found - timedelta(study.warm_up_days), found + timedelta(study.horizon_days)
    except OverflowError:
        raise Refusal(f"--origin {found}: the calendar ends before the study does") from None
    return found


def _chosen(stored: Stored, asked: Asked) -> Iterator[tuple[Path, str, int, Results]]:
    """File, strategy, replication and results of the logs that are wanted."""
    from recsim.store.logs import Logs

    strategies = stored.results.strategies
    if asked.strategy and asked.strategy not in strategies:
        hint = did_you_mean(asked.strategy, strategies, "there are")
        raise Refusal(f"--strategy {asked.strategy}: there is no such strategy; {hint}")
    kept = sorted({number for _, number in stored.results.logs})
    if not kept:
        raise Refusal(
            f"{stored.folder}: holds no event logs. To keep that of the first run: "
            f"recsim run {stored.folder} --set 'study.keep_events=[0]'"
        )
    if asked.replication is not None and asked.replication not in kept:
        raise Refusal(
            f"--replication {asked.replication}: its event log was not kept; there are those of "
            f"{listed([str(number) for number in kept])}"
        )
    for results in stored.results.variants:
        logs = results.logs
        assert isinstance(logs, Logs)
        for group, replication in logs:
            own = [group] if group in results.strategies else list(results.strategies)
            for strategy in own:
                if asked.strategy in ("", strategy) and asked.replication in (None, replication):
                    yield logs.path((group, replication)), strategy, replication, results
