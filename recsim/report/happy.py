"""Who complains? Complaints per 1,000 contacts by channel, of unhappy and of happy people."""

from __future__ import annotations

import polars as pl

from recsim.analysis.measures.harm import BY_CHANNEL
from recsim.analysis.results import Results
from recsim.model.events import WELL
from recsim.report import style
from recsim.report.bars import Block, Cell, Row, paint
from recsim.report.charts import chart
from recsim.report.sheet import Sheet
from recsim.report.view import Plot, View
from recsim.telling.numbers import number

NAMES = {"unhappy": "unhappy at work", "happy": "not unhappy"}
COLOURS = {"unhappy": style.PUT_OFF, "happy": style.PUT_OFF_LIGHT}


def _row(view: View, keys: list[str], channel: str, well: str) -> Row:
    found = {
        key: estimate
        for key in keys
        if (estimate := view.estimate(key, f"offences_per_1000_contacts_{channel}_{well}"))
    }
    cells = {
        key: Cell(found[key].value, number(found[key].value), found[key].written().interval)
        if key in found
        else Cell(None, "\u2013")
        for key in keys
    }
    return Row(NAMES[well], cells, COLOURS[well])


@chart("offence_by_channel", place=70)
def offence_by_channel(results: Results) -> Plot | None:
    """Complaints per 1,000 contacts by channel, apart for people who are unhappy at work."""
    view = View(results)

    def contacts(key: str, channel: str) -> float:
        return view.total(key, [f"contacts_{channel}_{well}" for well in WELL])

    channels = [name for name in BY_CHANNEL if any(contacts(key, name) > 0 for key in view.keys)]
    if not channels or not any(view.total(key, ["offences"]) > 0 for key in view.keys):
        return None
    keys = [key for key in view.keys if any(contacts(key, name) > 0 for name in channels)]
    blocks = [
        Block(
            f"Complaints per 1,000 {BY_CHANNEL[channel]}",
            [_row(view, keys, channel, well) for well in WELL],
        )
        for channel in channels
    ]
    title = "Who complains? Complaints by channel and by how happy people are at work"
    notes = [
        view.interval_note("grey, where there is room"),
        "unhappy at work: satisfaction below 0.4 of 1",
    ]
    sheet = Sheet(title, view.subtitle, notes)
    paint(sheet, sheet.body, view, keys, blocks)
    records = [
        (key, channel, well, estimate.value, estimate.low, estimate.high)
        for key in keys
        for channel in channels
        for well in WELL
        if (estimate := view.estimate(key, f"offences_per_1000_contacts_{channel}_{well}"))
    ]
    numbers = dict.fromkeys(("offences_per_1000_contacts", "low", "high"), pl.Float64)
    schema = {"strategy": pl.String, "channel": pl.String, "at_work": pl.String, **numbers}
    table = pl.DataFrame(records, schema=schema, orient="row")
    return Plot(sheet.figure, table, "offence_by_channel", title)
