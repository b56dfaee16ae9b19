"""Where do people go? The ends of approaches, applications and processes, per 100 and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from recsim.analysis.results import Results
from recsim.report import style
from recsim.report.bars import Block, Cell, Row, paint
from recsim.report.charts import chart
from recsim.report.sheet import Sheet
from recsim.report.view import Plot, View
from recsim.telling.numbers import number


@dataclass(frozen=True)
class Exit:
    """One way to end: its name, the counts that it adds up, its colour."""

    name: str
    measures: tuple[str, ...]
    colour: str = "#9a9a9a"


@dataclass(frozen=True)
class Group:
    """Things that each come to exactly one of these ends."""

    heading: str
    ends: tuple[Exit, ...]
    nothing: str

    def count(self, view: View, key: str) -> float:
        """Mean number a run that came to an end."""
        return sum(view.total(key, end.measures) for end in self.ends)


_LIGHT = "#c4c4c4"
STRONG = (style.PUT_OFF, style.PUT_OFF_LIGHT, style.GOOD)

APPROACHES = Group(
    "Of 100 approaches to people",
    (
        Exit("no answer", ("approaches_no_answer",), _LIGHT),
        Exit("declined politely", ("approaches_declined",)),
        Exit("curt no", ("approaches_curt",)),
        Exit("interested", ("approaches_interested",), style.GOOD),
        Exit("complained", ("approaches_offended",), style.PUT_OFF),
        Exit("vacancy or person gone", ("approaches_lapsed",), _LIGHT),
    ),
    "contacts nobody",
)
NEVER_ANSWERED = Exit(
    "never answered",
    ("applications_never_answered", "applications_inbox_full", "applications_closed_unanswered"),
    style.PUT_OFF_LIGHT,
)
APPLICATIONS = Group(
    "Of 100 applications",
    (
        NEVER_ANSWERED,
        Exit("turned down and told", ("applications_turned_down", "applications_closed_told")),
        Exit("shortlisted", ("applications_shortlisted",), style.GOOD),
        Exit("withdrew", ("applications_withdrawn",), _LIGHT),
    ),
    "no applications",
)
OFFERS = Group(
    "Of 100 offers that people answered",
    (
        Exit("accepted", ("placements",), style.GOOD),
        Exit("kept by a counter-offer", ("counter_offers",)),
        Exit("declined", ("offers_declined",), _LIGHT),
    ),
    "no offers",
)
PROCESS = Group(
    "Of 100 people taken into the process",
    (
        Exit(
            "turned down by the team",
            (
                "candidacies_not_convincing",
                "candidacies_failed_interviews",
                "candidacies_other_chosen",
                "candidacies_requisition_expired",
            ),
        ),
        Exit("declined the offer", ("offers_declined",), _LIGHT),
        Exit("kept by a counter-offer", ("counter_offers",), _LIGHT),
        Exit("took another job", ("candidacies_withdrew",), _LIGHT),
        Exit("dropped out silently", ("ghosted",), _LIGHT),
        Exit("placed", ("placements",), style.GOOD),
    ),
    "nobody in process",
)


def block(view: View, keys: Sequence[str], group: Group, *, counts: bool = True) -> Block:
    """The group as rows of bars: per 100 that ended, with the mean count a run beside it."""
    totals = {key: group.count(view, key) for key in keys}
    rows = []
    for end in group.ends:
        found = {key: view.total(key, end.measures) for key in keys if totals[key] > 0}
        cells = {
            key: Cell(
                100 * n / totals[key],
                _per_hundred(100 * n / totals[key]),
                f"({number(n, whole=True)})" if counts else "",
            )
            for key, n in found.items()
        }
        rows.append(Row(end.name, cells, end.colour, end.colour in STRONG))
    return Block(group.heading, rows, group.nothing)


def _per_hundred(value: float) -> str:
    """Of a hundred, nobody can picture less than a tenth."""
    return "<0.1" if 0.0 < value < 0.1 else number(value, whole=True)


def table(view: View, keys: Sequence[str], groups: Sequence[Group]) -> pl.DataFrame:
    """The numbers behind the blocks."""
    records = [
        (key, group.heading, end.name, count, 100 * count / total if total > 0 else None)
        for group in groups
        for key in keys
        for total in [group.count(view, key)]
        for end in group.ends
        for count in [view.total(key, end.measures)]
    ]
    types = {"strategy": pl.String, "of": pl.String, "end": pl.String,
             "mean_count": pl.Float64, "per_100": pl.Float64}  # fmt: skip
    return pl.DataFrame(records, schema=types, orient="row")


def _plot(
    view: View, groups: Sequence[Group], name: str, title: str, notes: Sequence[str]
) -> Plot | None:
    groups = [g for g in groups if any(g.count(view, key) > 0 for key in view.keys)]
    if not groups:
        return None
    keys = [key for key in view.keys if any(g.count(view, key) > 0 for g in groups)]
    in_brackets = "in brackets: how many in a run"
    sheet = Sheet(title, view.subtitle, [view.means_note(), in_brackets, *notes])
    paint(sheet, sheet.body, view, keys, [block(view, keys, group) for group in groups])
    return Plot(sheet.figure, table(view, keys, groups), name, title)


@chart("where_it_ends", place=90)
def where_contacts_and_applications_end(results: Results) -> Plot | None:
    """How approaches ended, and how applications ended, of each strategy."""
    notes = [
        "per 100 that ended in the measured time",
        "an approach: the first contact and the follow-ups to one person about one vacancy",
        "complained: and asked not to be contacted; never answered: turned down in silence, not "
        "read, or left when the vacancy closed",
    ]
    title = "Where do contacts and applications end?"
    return _plot(View(results), (APPROACHES, APPLICATIONS), "where_it_ends", title, notes)


@chart("where_processes_end", place=100)
def where_processes_end(results: Results) -> Plot | None:
    """How it ended for people who were taken into the process."""
    notes = [
        "per 100 processes that ended in the measured time",
        "turned down: after the talk or the interviews, for somebody else, or as the vacancy was "
        "withdrawn",
    ]
    title = "Who says no? How it ends for people taken into the process"
    return _plot(View(results), (PROCESS,), "where_processes_end", title, notes)
