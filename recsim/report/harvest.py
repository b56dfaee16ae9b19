"""What becomes of the seeds? Planted, come up, and who got the placement in the end."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from recsim.analysis.results import Results
from recsim.report.bars import Block, Cell, Row, paint
from recsim.report.charts import chart
from recsim.report.sheet import Sheet
from recsim.report.view import Plot, View
from recsim.telling.numbers import number

STAGES = (
    ("seeds planted", "seeds_planted"),
    ("looked for a job because of it", "seeds_germinated"),
    ("placed by the team itself", "seeds_harvested_by_planter"),
    ("placed by another team", "seeds_harvested_by_others"),
    ("found a job without a recruiter", "seeds_harvested_elsewhere"),
)
"""Rows and their measures; all but the first have bars."""
PER = 1000
"""Seeds that the numbers in brackets refer to."""
CAME_UP = "looked for a job because of it: by themselves, or by coming back to the team"
_OTHERS = STAGES[3]


def planters(view: View) -> list[str]:
    """Strategies that planted seeds."""
    return [key for key in view.keys if view.total(key, ["seeds_planted"]) > 0]


def stages(view: View) -> list[tuple[str, str]]:
    """The stages that can occur: other teams harvest in a shared market only."""
    return [s for s in STAGES if s is not _OTHERS or view.scenario.study.market == "shared"]


def block(view: View, keys: Sequence[str]) -> Block:
    """The stages as rows of bars, with their number per 1,000 seeds planted beside."""
    rows = []
    for place, (name, measure) in enumerate(stages(view)):
        cells = {}
        for key in keys:
            count, planted = view.total(key, [measure]), view.total(key, ["seeds_planted"])
            detail = f"({number(PER * count / planted, whole=True)} per {PER:,})" if place else ""
            cells[key] = Cell(count if place else None, number(count, whole=True), detail)
        own = measure.endswith("by_planter")
        rows.append(Row(name, cells, None if own else "#b5b5b5", own))
    return Block("What became of the seeds", rows)


def table(view: View, keys: Sequence[str]) -> pl.DataFrame:
    """The counts behind the block."""
    records = [(key, name, measure, view.total(key, [measure]))
               for key in keys for name, measure in stages(view)]  # fmt: skip
    return pl.DataFrame(
        records, schema=["strategy", "stage", "measure", "mean_count"], orient="row"
    )


@chart("who_harvests", place=120)
def who_harvests(results: Results) -> Plot | None:
    """The seeds of each team that planted any, up to the job that they led to."""
    view = View(results)
    keys = planters(view)
    if not keys:
        return None
    title = "What becomes of the seeds that were planted?"
    notes = [view.means_note(), CAME_UP]
    sheet = Sheet(title, view.subtitle, notes)
    paint(sheet, sheet.body, view, keys, [block(view, keys)])
    return Plot(sheet.figure, table(view, keys), "who_harvests", title)
