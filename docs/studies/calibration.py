"""How far the defaults give what recruiters and labour-market statistics report.

Runs the shipped scenario ``two_ways`` and compares it with the targets below:

    python docs/studies/calibration.py

It writes ``calibration.csv`` beside this file and the table in ``docs/calibration.md``, and needs
about a minute. Nothing is fitted here: see the page for how the defaults were chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from page import HERE, show

import recsim
from recsim.analysis.intervals import Interval, ratio_interval
from recsim.analysis.measures.market import MONTHS_PER_YEAR
from recsim.analysis.results import Results
from recsim.experiments.runner import run
from recsim.model.events import Kind
from recsim.scenario.identity import content_hash
from recsim.scenario.load import load
from recsim.scenario.markdown import table
from recsim.scenario.scenario import Scenario

SCENARIO = "two_ways"
PAGE = "calibration.md"
REPLICATIONS = 10
EVERYBODY = ("waiting", "calling", "both")
ADVERTISERS = ("waiting", "both")
CALLERS = ("calling", "both")
EARLY = {"applications_in_48_hours": 2.0, "applications_in_96_hours": 4.0}


@dataclass(frozen=True)
class Target:
    """A ratio of two totals and the range in which it should lie.

    Attributes:
        name: key of the row.
        label: what it is, in words.
        of, per, factor: it is ``factor * of / per``; names of measures or of ``EARLY``.
        low, high: the range.
        source: evidence behind the range.
        strategies: for which it has a meaning.
    """

    name: str
    label: str
    of: str
    per: str
    low: float
    high: float
    source: str
    strategies: tuple[str, ...] = EVERYBODY
    factor: float = 1.0

    def verdict(self, value: float) -> str:
        """ "in", "below" or "above" the range."""
        return "below" if value < self.low else "above" if value > self.high else "in"


TARGETS = (
    Target("contacts_per_placement", "contacts per placement by outreach",
           "contacts", "placements_by_outreach", 100, 350, "F60, F68", CALLERS),
    Target("applicants_per_placement", "applications per placement by application",
           "applications", "placements_by_applying", 50, 230, "F105, F106, F108", ADVERTISERS),
    Target("time_to_fill", "days to fill a requisition",
           "days_to_fill_sum", "requisitions_filled", 30, 60, "F29, F106, F111"),
    Target("placements_per_recruiter_quarter", "placements per recruiter and quarter",
           "placements", "recruiter_quarters", 1, 9.9, "judgement: single digits"),
    Target("response", "approaches answered, of those that ended",
           "approaches_answered", "approaches_ended", 0.10, 0.32, "P13", CALLERS),
    Target("interest", "interested, of those who answered",
           "approaches_interested", "approaches_answered", 0.20, 0.50, "P14", CALLERS),
    Target("interviewed", "people interviewed per application",
           "interviews", "applications", 0.03, 0.15, "P33", ("waiting",)),
    Target("offered", "offers per person interviewed",
           "offers", "interviews", 0.17, 0.31, "P33"),
    Target("accepted", "placements per offer",
           "placements", "offers", 0.80, 0.90, "P33"),
    Target("applications_per_requisition", "applications per requisition",
           "applications", "requisitions_opened", 50, 300, "P32", ADVERTISERS),
    Target("in_48_hours", "applications in the first 48 hours of an advert",
           "applications_in_48_hours", "applications", 0.36, 0.46, "F29: 0.41", ADVERTISERS),
    Target("in_96_hours", "applications in the first 96 hours of an advert",
           "applications_in_96_hours", "applications", 0.51, 0.61, "F29: 0.56", ADVERTISERS),
    Target("searching", "employed people who search",
           "searching_person_years", "employed_person_years", 0.15, 0.25, "P2"),
    Target("unemployed", "people unemployed",
           "unemployed_person_years", "person_years", 0.039, 0.049, "P1: 0.044"),
    Target("job_to_job", "job changes per employed person and month",
           "job_changes", "employed_person_years", 0.017, 0.026, "F2, F4",
           factor=1 / MONTHS_PER_YEAR),
    Target("changers_content", "content people among employed people who change jobs",
           "job_changes_content", "job_changes", 0.25, 0.75, "F15, F21"),
)  # fmt: skip

COLUMNS = ("target", "strategy", "value", "low", "high", "from", "to", "verdict",
           "replications", "seed", "version", "inputs")  # fmt: skip


def scenario(replications: int = REPLICATIONS) -> Scenario:
    """What is run: the shipped scenario as it is."""
    return load(SCENARIO, replications=replications).scenario


def study(replications: int = REPLICATIONS) -> pl.DataFrame:
    """Run and compare: one row a target and strategy, ``COLUMNS``."""
    asked = scenario(replications)
    keep = {"keep_events": tuple(range(replications))}
    results = run(asked.model_copy(update={"study": asked.study.model_copy(update=keep)}))
    rows = [
        (
            target.name, strategy, *_rounded(found), target.low, target.high,
            target.verdict(found.estimate), replications, asked.study.seed,
            recsim.__version__, content_hash(asked),
        )
        for target in TARGETS
        for strategy in target.strategies
        for found in [_value(results, target, strategy)]
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _rounded(found: Interval) -> tuple[float | None, ...]:
    return tuple(None if end is None else float(f"{end:.4g}") for end in found)


def _value(results: Results, target: Target, strategy: str) -> Interval:
    above, below = (totals(results, name, strategy) for name in (target.of, target.per))
    return ratio_interval(above, below, target.factor, results.scenario.study.confidence)


def totals(results: Results, name: str, strategy: str) -> np.ndarray:
    """A total of each replication: a measure, or a count from the event logs; shape (n,)."""
    if name in EARLY:
        return np.array([_early(log, EARLY[name]) for log in _logs(results, strategy)])
    if name == "job_changes_content":
        return np.array([_changes_of_content(log) for log in _logs(results, strategy)])
    return results.column(strategy, name).to_numpy().astype(np.float64)


def _logs(results: Results, strategy: str) -> Iterator[np.ndarray]:
    """Event logs of one strategy in the order of the replications."""
    for replication in results.replications:
        yield results.logs[strategy, replication]


def _early(log: np.ndarray, days: float) -> float:
    """Applications in the measured time to adverts not older than so many days."""
    opened = log[log["kind"] == Kind.REQUISITION_OPENED]
    opening = dict(zip(opened["requisition"].tolist(), opened["time"].tolist(), strict=True))
    applied = log[(log["kind"] == Kind.APPLIED) & (log["time"] >= 0)]
    since = np.array([opening[requisition] for requisition in applied["requisition"].tolist()])
    return float(np.sum(applied["time"] - since <= days))


def _changes_of_content(log: np.ndarray) -> float:
    """Content people who changed to another job in the measured time, by whatever way."""
    measured = log[log["time"] >= 0]
    elsewhere = (measured["kind"] == Kind.JOB_FOUND) & (measured["detail"] == 0)
    placed = (measured["kind"] == Kind.PLACED) & (measured["detail"] % 3 == 0)
    return float(np.sum(elsewhere | placed))


def lines(found: pl.DataFrame) -> Iterator[str]:
    """The table of the page, from the stored rows."""
    first = found.row(0, named=True)
    yield (
        f"`{SCENARIO}`, {first['replications']} replications, seed {first['seed']}, recsim "
        f"{first['version']}; mean and 95% interval over the replications. **Bold**: outside of "
        "the range."
    )
    yield ""
    head = ("What", "Range", "Evidence", *(name.capitalize() for name in EVERYBODY))
    yield from table(head, (_line(found, target) for target in TARGETS))


def _line(found: pl.DataFrame, target: Target) -> Sequence[str]:
    cells = []
    for strategy in EVERYBODY:
        rows = found.filter((pl.col("target") == target.name) & (pl.col("strategy") == strategy))
        cells.append(_cell(rows.row(0, named=True)) if rows.height else "")
    return (target.label, f"{target.low:g} to {target.high:g}", target.source, *cells)


def _cell(row: dict[str, float]) -> str:
    value = f"{row['value']:.3g}"
    span = "" if row["low"] is None else f" ({row['low']:.3g} to {row['high']:.3g})"
    return f"{value}{span}" if row["verdict"] == "in" else f"**{value}**{span}, {row['verdict']}"


if __name__ == "__main__":
    table_of_all = study()
    table_of_all.write_csv(HERE / "calibration.csv")
    show(PAGE, "calibration", lines(table_of_all))
