"""What a working day is made of, for each way of working: contacts, talks, hours.

    python docs/studies/desk.py

Runs the shipped scenario ``two_ways`` for a year with its own teams and with others that differ
from them in how they contact people. It writes ``desk.csv`` beside this file and the table in
``docs/calibration.md``, and needs a minute with the compiled engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl
from page import COMPILED, HERE, show

from recsim.analysis.intervals import ratio_interval
from recsim.analysis.measures.market import DAYS_PER_YEAR
from recsim.analysis.results import Results
from recsim.experiments.runner import run
from recsim.model.events import WELL
from recsim.scenario.load import load
from recsim.scenario.markdown import table
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import CHANNELS

SCENARIO = "two_ways"
PAGE = "calibration.md"
REPLICATIONS = 20
WORKING_DAYS = DAYS_PER_YEAR / 7 * 5 / 4
"""In a quarter."""
PHONES = ("personal_phone", "work_phone")
DESKS: Mapping[str, tuple[str, Mapping[str, str], bool]] = {
    "Waiting": ("waiting", {}, False),
    "Calling": ("calling", {}, False),
    "Both": ("both", {}, False),
    "Calling, by phone alone": ("calling", {"channels": "{personal_phone: 1}"}, False),
    "Calling, network messages alone": ("calling", {"channels": "{network_message: 1}"}, False),
    "Calling, careless (care 0.1)": ("calling", {"care": "0.1"}, False),
    "Calling, great care (0.95)": ("calling", {"care": "0.95"}, False),
    "Waiting, an employer’s own": ("waiting", {}, True),
    "Calling, an employer’s own": ("calling", {}, True),
    "Both, an employer’s own": ("both", {}, True),
}
"""By the name in the table: the strategy, what is different in it, whether an employer's own."""
COUNTS: Mapping[str, tuple[str, ...]] = {
    "messages": tuple(
        f"contacts_{channel}_{well}" for channel in CHANNELS if channel not in PHONES
        for well in WELL
    ),
    "dials": tuple(f"contacts_{channel}_{well}" for channel in PHONES for well in WELL),
    "people approached": ("approaches",),
    "first talks": ("talks",),
    "applications read": ("applications_shortlisted", "applications_turned_down",
                          "applications_never_answered"),
    "hours: applications": ("hours_screen", "hours_answer"),
    "searching": ("hours_search",),
    "messages and calls": ("hours_write", "hours_follow_up"),
    "talks": ("hours_talk",),
    "interviews and offers": ("hours_interview", "hours_closing"),
    "idle": ("idle_hours",),
}  # fmt: skip
"""Columns of the table, each a sum of measures; from the fourth on hours."""
COLUMNS = ("desk", "what", "value", "low", "high", "replications", "seed")


def scenario(name: str, replications: int = REPLICATIONS) -> Scenario:
    """What is run for one row."""
    strategy, changes, own = DESKS[name]
    set_ = [COMPILED, *(f"strategies.{strategy}.{key}={value}" for key, value in changes.items())]
    with_ = ["own_teams"] if own else []
    return load(SCENARIO, set_=set_, with_=with_, replications=replications).scenario


def study(replications: int = REPLICATIONS) -> pl.DataFrame:
    """Run: one row a desk and column, per recruiter and working day, ``COLUMNS``."""
    rows = []
    for name, (strategy, _, _) in DESKS.items():
        asked = scenario(name, replications)
        only = {"strategies": {strategy: asked.strategies[strategy]}, "variants": {},
                "expect": (), "study": asked.study.model_copy(update={"about": ()})}  # fmt: skip
        results = run(asked.unchecked(**only))
        how = (replications, asked.study.seed)
        days = _total(results, strategy, "recruiter_quarters") * WORKING_DAYS
        for what, measures in COUNTS.items():
            counted = np.sum([_total(results, strategy, one) for one in measures], axis=0)
            found = ratio_interval(counted, days, 1.0, asked.study.confidence)
            rows.append((name, what, *(float(f"{end or 0.0:.4g}") for end in found), *how))
        work = asked.world.work
        clients = work.hours_per_week * work.overhead / 5
        rows.append((name, "clients and administration", *3 * (clients,), *how))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _total(results: Results, strategy: str, measure: str) -> np.ndarray:
    return results.column(strategy, measure).to_numpy().astype(np.float64)


def lines(found: pl.DataFrame) -> Iterator[str]:
    """The table of the page, from the stored rows."""
    first = found.row(0, named=True)
    yield (
        f"`{SCENARIO}`, {first['replications']} replications, seed {first['seed']}; per recruiter "
        "and working day (five a week); means, whose 95% intervals are in `docs/studies/desk.csv`. "
        "The last seven columns are hours."
    )
    yield ""
    columns = (*COUNTS, "clients and administration")
    yield from table(("Desk", *columns), (_line(found, name, columns) for name in DESKS))


def _line(found: pl.DataFrame, name: str, columns: Sequence[str]) -> Sequence[str]:
    rows = found.filter(pl.col("desk") == name)
    values = dict(rows.select("what", "value").iter_rows())
    return (name, *(f"{values[what]:.2g}" for what in columns))


if __name__ == "__main__":
    table_of_all = study()
    table_of_all.write_csv(HERE / "desk.csv")
    show(PAGE, "desk", lines(table_of_all))
