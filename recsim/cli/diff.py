"""``recsim diff``: what differs between two studies, or two scenario files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recsim.cli.console import console, paragraph, print_json
from recsim.cli.options import Json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from recsim.analysis.results import Results
    from recsim.keeping.difference import Difference, Setting

WIDEST_NAME = 48
"""Letters of a setting's name that stand on a line of a narrow terminal."""
_ARGUMENT = "A results folder, a scenario file, or the name of a shipped scenario."


def diff(
    one: Annotated[str, typer.Argument(metavar="A", help=_ARGUMENT, show_default=False)],
    other: Annotated[str, typer.Argument(metavar="B", help=_ARGUMENT, show_default=False)],
    json: Json = False,
) -> None:
    """Show what differs between two studies: settings, versions, and then results.

    Of two results folders, each strategy is compared with itself: B minus A, with intervals; in
    pairs where both share worlds (the same seed and version). Of two scenario files, settings
    alone.
    """
    from recsim.keeping.difference import LABELS, document
    from recsim.keeping.difference import diff as between
    from recsim.telling.variants import changes_nothing

    found = between(one, other)
    if json:
        print_json(document(found))
        return
    screen = console()
    for label, name in zip(LABELS, found.names, strict=True):
        screen.print(f"{label}: {name}")
    screen.print()
    _show_settings(screen, found)
    _show_made(screen, found)
    for strategy, variant, sides in found.compared:
        screen.print(f"{strategy}{f' ({variant})' if variant else ''}", style="bold")
        if not changes_nothing(sides):
            screen.print(_levels(sides, screen.width))
        for sentence in found.verdict(sides):
            paragraph(screen, sentence, bullet="- ")
        screen.print()
    for remark in found.remarks:
        paragraph(screen, remark, style="dim")


def _show_settings(screen: Console, found: Difference) -> None:
    from recsim.telling.two_studies import NOTHING_DIFFERS, SAME_STUDY

    if found.same_study:
        paragraph(screen, SAME_STUDY)
    parts = {
        "Settings": [row for row in found.settings if row.alters],
        "What alters no result": [row for row in found.settings if not row.alters],
    }
    if not found.settings and not found.same_study:
        paragraph(screen, NOTHING_DIFFERS)
    for title, rows in parts.items():
        if rows:
            screen.print(_pairs(title, [_line(row) for row in rows], screen.width))
            screen.print()


def _line(row: Setting) -> tuple[str, str, str]:
    unit = f" ({row.unit})" if row.unit else ""
    return f"{row.key}{unit}", row.one or "-", row.other or "-"


def _show_made(screen: Console, found: Difference) -> None:
    if found.made:
        rows = [(what, one or "-", other or "-") for what, one, other in found.made]
        screen.print(_pairs("Made with", rows, screen.width))
        screen.print()


def _pairs(title: str, rows: list[tuple[str, str, str]], width: int) -> Table:
    from rich.table import Table

    from recsim.keeping.difference import LABELS

    widest = max(len(title), *(len(name) for name, _, _ in rows))
    names = min(widest, WIDEST_NAME, width // 2)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(title, overflow="fold", max_width=names)
    for header in LABELS:
        table.add_column(header, overflow="fold", max_width=max((width - names) // 2 - 2, 1))
    for row in rows:
        table.add_row(*row)
    return table


def _levels(sides: Results, width: int) -> Table:
    """One line an outcome: both levels, and how much the second is above the first."""
    from recsim.analysis import differences, summary
    from recsim.analysis.beside import AFTER, BEFORE
    from recsim.cli.tables import Column, table_of
    from recsim.keeping.difference import LABELS
    from recsim.telling.outcomes import header, in_cell

    outcomes = sides.scenario.study.outcomes
    rows = {
        (row["strategy"], row["measure"]): row
        for row in summary(sides).to_dicts()
        if row["measure"] in outcomes
    }
    gaps = {row["measure"]: row for row in differences(sides).to_dicts()}
    first = [rows[BEFORE, name] for name in outcomes]
    columns = [
        Column("", tuple(header(row["label"], row["unit"]) for row in first), left=True),
        Column(LABELS[0], tuple(in_cell(row, "mean") for row in first)),
        Column(LABELS[1], tuple(in_cell(rows[AFTER, name], "mean") for name in outcomes)),
        Column(
            "B minus A", tuple(in_cell(gaps[name], "difference", sign=True) for name in outcomes)
        ),
    ]
    return table_of(columns, width)
