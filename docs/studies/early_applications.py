"""What makes applications come early: how often seekers look, in the shipped ``two_ways``.

    python docs/studies/early_applications.py

Only the team that waits is simulated. It writes ``early_applications.csv`` beside this file and the
table in ``docs/calibration.md``, in seconds with the compiled engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl
from calibration import SCENARIO
from page import COMPILED, HERE, show
from people import early

from recsim.analysis.intervals import Interval, mean_interval, ratio_interval
from recsim.analysis.results import Results
from recsim.experiments.runner import run
from recsim.scenario.load import load
from recsim.scenario.markdown import table
from recsim.scenario.scenario import Scenario

PAGE = "calibration.md"
REPLICATIONS = 6
VISITS = (0.009, 0.03, 0.1, 0.2, 0.4)
STRATEGY = "waiting"
EARLY = (2.0, 4.0)
COLUMNS = ("visits", "what", "value", "low", "high", "replications", "seed")


def scenario(visits: float, replications: int = REPLICATIONS) -> Scenario:
    """The shipped scenario with so many visits a day, for the team that waits alone."""
    kept = ", ".join(map(str, range(replications)))
    changes = [COMPILED, f"world.board.visits_per_day={visits:g}", f"study.keep_events=[{kept}]"]
    asked = load(SCENARIO, set_=changes, replications=replications).scenario
    return asked.model_copy(update={"strategies": {STRATEGY: asked.strategies[STRATEGY]}})


def study(replications: int = REPLICATIONS) -> pl.DataFrame:
    """Run: one row a number of visits and a result, ``COLUMNS``."""
    rows = []
    for visits in VISITS:
        asked = scenario(visits, replications)
        how = (replications, asked.study.seed)
        for what, found in _found(run(asked)):
            numbers = (None if end is None else float(f"{end:.4g}") for end in found)
            rows.append((visits, what, *numbers, *how))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _found(results: Results) -> Iterator[tuple[str, Interval]]:
    confidence = results.scenario.study.confidence
    applications, opened, placements = (
        results.column(STRATEGY, name).to_numpy().astype(float)
        for name in ("applications", "requisitions_opened", "placements")
    )
    logs = [results.logs[STRATEGY, replication] for replication in results.replications]
    for days in EARLY:
        soon = np.array([early(log, days)[0] for log in logs])
        share = ratio_interval(soon, applications, 1.0, confidence)
        yield f"in the first {days * 24:g} hours", share
    yield "applications per requisition", ratio_interval(applications, opened, 1.0, confidence)
    yield "placements", mean_interval(placements, confidence)


def lines(found: pl.DataFrame) -> Iterator[str]:
    """The table of the page, from the stored rows."""
    first = found.row(0, named=True)
    yield (
        f"`{SCENARIO}`, waiting only, {first['replications']} replications, seed "
        f"{first['seed']}; mean and 95% interval."
    )
    yield ""
    whats = found["what"].unique(maintain_order=True).to_list()
    yield from table(("`visits_per_day`", *whats), (_line(found, visits) for visits in VISITS))


def _line(found: pl.DataFrame, visits: float) -> Sequence[str]:
    cells = (
        f"{row['value']:.3g} ({row['low']:.3g} to {row['high']:.3g})"
        for row in found.filter(pl.col("visits") == visits).iter_rows(named=True)
    )
    return (f"{visits:g}", *cells)


if __name__ == "__main__":
    table_of_all = study()
    table_of_all.write_csv(HERE / "early_applications.csv")
    show(PAGE, "early_applications", lines(table_of_all))
