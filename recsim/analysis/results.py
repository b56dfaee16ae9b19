"""The tables of a finished study: one row a run, a segment of a run, a week of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np
import numpy.typing as npt
import polars as pl

from recsim.analysis.measures import MEASURES
from recsim.analysis.measures.series import SERIES

if TYPE_CHECKING:
    from recsim.scenario.scenario import Scenario
    from recsim.scenario.yaml_nodes import Passport

Table = Literal["runs", "segments", "series", "failures"]

WHOLE_MARKET = "all teams"
"""Key of a log in a shared market, which belongs to all teams together."""


def _measure_types(*, by_segment: bool) -> dict[str, Any]:
    return {
        name: pl.Int64 if measure.whole else pl.Float64
        for name, measure in MEASURES.items()
        if measure.by_segment or not by_segment
    }


RUNS: dict[str, Any] = {
    "strategy": pl.String,
    "variant": pl.String,
    "replication": pl.Int64,
    "seed": pl.Int64,
    **_measure_types(by_segment=False),
}
"""Columns of ``Results.runs``."""

SEGMENTS: dict[str, Any] = {
    "strategy": pl.String,
    "variant": pl.String,
    "segment": pl.String,
    "replication": pl.Int64,
    **_measure_types(by_segment=True),
}
"""Columns of ``Results.segments``."""

WEEKS: dict[str, Any] = {
    "strategy": pl.String,
    "variant": pl.String,
    "replication": pl.Int64,
    "day": pl.Float64,
    **dict.fromkeys(SERIES, pl.Float64),
}
"""Columns of ``Results.series``."""

FAILURES: dict[str, Any] = {
    "strategy": pl.String,
    "variant": pl.String,
    "replication": pl.Int64,
    "error": pl.String,
}
"""Columns of ``Results.failures``."""


def _no_failures() -> pl.DataFrame:
    return pl.DataFrame(schema=FAILURES)


class Fetched:
    """A table of ``Results`` that may be given as a function, which is called when it is needed."""

    def __set_name__(self, owner: type[Results], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, results: None, owner: type[Results]) -> Fetched: ...
    @overload
    def __get__(self, results: Results, owner: type[Results]) -> pl.DataFrame: ...
    def __get__(self, results: Results | None, owner: type[Results]) -> Fetched | pl.DataFrame:
        if results is None:
            raise AttributeError(self._name)  # dataclasses would take it for a default
        found: pl.DataFrame | Callable[[], pl.DataFrame] = results.__dict__[self._name]
        if not isinstance(found, pl.DataFrame):
            found = results.__dict__[self._name] = found()
        return found

    def __set__(self, results: Results, value: pl.DataFrame | Callable[[], pl.DataFrame]) -> None:
        results.__dict__[self._name] = value


@dataclass(frozen=True)
class Results:
    """What a study found. A value that is undefined (nothing to divide by) is null in all tables.

    Attributes:
        scenario: the scenario that was run.
        variant: names of the variants that it was changed by ("" for none).
        runs: one row a strategy and replication, with all measures (``RUNS``).
        segments: one row a strategy, segment and replication, with the measures that have a
            meaning for a segment alone (``SEGMENTS``). Of this and the next table, which are large,
            a function that fetches it may be given, and is called when it is first asked for.
        series: one row a strategy, replication and week, warm-up included, where ``day`` is 0 or
            less (``WEEKS``).
        logs: event logs that were kept, dtype ``events.EVENT``, by strategy and replication; in a
            shared market by ``WHOLE_MARKET`` and replication.
        failures: one row a run that failed, with its error (``FAILURES``).
        beside: results of the variants that were run beside the scenario, by name; each is
            complete in itself, with the same replications. The tables above are the scenario's own.
        passports: what the scenario's author says about its numbers, by dotted key.
        changed: what was changed for this run alone, by ``--set``, a line each.
        other_version: what made these results, if it was not this version of the model ("recsim
            0.1.0, code 0123456789"): they are compared among themselves only. Empty if it was.
    """

    scenario: Scenario
    variant: str
    runs: pl.DataFrame
    segments: Fetched = Fetched()
    series: Fetched = Fetched()
    logs: Mapping[tuple[str, int], npt.NDArray[np.void]] = field(default_factory=dict)
    failures: pl.DataFrame = field(default_factory=_no_failures)
    beside: Mapping[str, Results] = field(default_factory=dict)
    passports: Mapping[str, Passport] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    other_version: str = ""

    @property
    def variants(self) -> tuple[Results, ...]:
        """The scenario as it stands, and then the variants beside it."""
        return (self, *self.beside.values())

    def table(self, name: Table) -> pl.DataFrame:
        """One of the tables with the rows of all variants, the scenario's own first."""
        rows: list[pl.DataFrame] = [getattr(results, name) for results in self.variants]
        return pl.concat(rows)

    @property
    def strategies(self) -> tuple[str, ...]:
        """Strategies, in the scenario's order; the first is the baseline of comparisons."""
        return tuple(self.scenario.strategies)

    @property
    def replications(self) -> tuple[int, ...]:
        """Numbers of the replications that were run, failed ones included."""
        numbers = set(self.runs["replication"]) | set(self.failures["replication"])
        return tuple(sorted(numbers))

    @property
    def measured_weeks(self) -> pl.DataFrame:
        """``series`` without the warm-up."""
        return self.series.filter(pl.col("day") > 0)

    def of(self, strategy: str) -> pl.DataFrame:
        """The rows of a strategy in ``runs``, by replication; no copy where they lie in order."""
        here = (self.runs["strategy"] == strategy).arg_true()
        first, last = (here[0], here[-1]) if len(here) else (0, -1)
        if last - first + 1 == len(here):
            rows = self.runs.slice(first, len(here))
        else:
            rows = self.runs.filter(pl.col("strategy") == strategy)
        return rows if rows["replication"].is_sorted() else rows.sort("replication")

    def column(self, strategy: str, measure: str) -> pl.Series:
        """Values of one measure of one strategy, one a replication, in their order; with nulls."""
        return self.of(strategy)[measure]

    def at_confidence(self, confidence: float) -> Results:
        """The same results, whose intervals have another confidence, as those of one of many."""
        study = self.scenario.study.unchecked(confidence=confidence)
        return replace(
            self,
            scenario=self.scenario.unchecked(study=study),
            beside={name: one.at_confidence(confidence) for name, one in self.beside.items()},
        )

    def merge(self, other: Results) -> Results:
        """Both results together; replications add up.

        Raises:
            ValueError: the scenarios differ (other than in the number of replications, the kept
                logs and the engine), other variants were run, other versions of the model made
                them, or a replication is in both.
        """
        if self.other_version != other.other_version:
            raise ValueError("results of different versions of the model cannot be merged")
        same = _inputs(self.scenario) == _inputs(other.scenario) and self.variant == other.variant
        if not same or [*self.beside] != [*other.beside]:
            raise ValueError("results of different scenarios cannot be merged")
        both = sorted(set(self.replications) & set(other.replications))
        if both:
            raise ValueError(f"replications {_numbers(both)} are in both results")
        replications = len(self.replications) + len(other.replications)
        study = self.scenario.study.unchecked(replications=replications)
        return Results(
            scenario=self.scenario.unchecked(study=study),
            variant=self.variant,
            runs=self._sorted([self.runs, other.runs], "replication"),
            segments=self._sorted([self.segments, other.segments], "replication", "segment"),
            series=self._sorted([self.series, other.series], "replication", "day"),
            logs={**self.logs, **other.logs},
            failures=self._sorted([self.failures, other.failures], "replication"),
            beside={name: self.beside[name].merge(other.beside[name]) for name in self.beside},
            passports=self.passports,
            changed=self.changed,
            other_version=self.other_version,
        )

    def _sorted(self, frames: Sequence[pl.DataFrame], *by: str) -> pl.DataFrame:
        order = {
            "strategy": pl.Enum(list(self.scenario.strategies)),
            "segment": pl.Enum(list(self.scenario.world.segments)),
        }
        keys = [pl.col(name).cast(order[name]) if name in order else name for name in by]
        together = pl.concat(frames)
        return together.sort(pl.col("strategy").cast(order["strategy"]), *keys, maintain_order=True)


def joined(variant: str, name: str) -> str:
    """A further variant on top of those that are applied: "downturn+spam"."""
    return f"{variant}+{name}" if variant else name


def _inputs(scenario: Scenario) -> dict[str, Any]:
    may_be_changed = {"variants", "sweep", "observed"}
    inputs: dict[str, Any] = scenario.model_dump(exclude=may_be_changed)
    for key in ("replications", "keep_events", "engine"):
        inputs["study"].pop(key)
    return inputs


def _numbers(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:5])
    return shown if len(numbers) <= 5 else f"{shown}, ..."
