"""The burnt pool: how many people a team can no longer win over, as time goes by."""

from __future__ import annotations

import polars as pl

from recsim.analysis.results import Results
from recsim.report import unfolding
from recsim.report.charts import chart
from recsim.report.sheet import Sheet
from recsim.report.view import Plot, View

COLUMNS = ("wary_share", "do_not_contact_share")
BURNT = "people burnt: wary of the team, or asked not to be contacted"


@chart("burnt_pool", place=110)
def burnt_pool(results: Results) -> Plot | None:
    """Share of people who are wary of each team or on its do-not-contact list, over time."""
    view = View(results)
    if not any(unfolding.curves(view, key, COLUMNS)[1].any() for key in view.keys):
        return None
    title = "How many people does the team lose?"
    notes = [
        BURNT,
        "above 0 at the start where the warm-up had lost some already",
    ]
    sheet = Sheet(title, view.subtitle, notes)
    table: pl.DataFrame = unfolding.paint(sheet, sheet.body, view, COLUMNS, "% of all people")
    return Plot(sheet.figure, table, "burnt_pool", title)
