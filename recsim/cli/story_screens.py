"""What ``story`` shows: lives side by side or one below the other, and recruiters' weeks."""

from __future__ import annotations

from math import floor, fsum
from typing import TYPE_CHECKING, Any

from recsim.cli.console import console, paragraph
from recsim.scenario.printable import printable
from recsim.telling.numbers import tenths

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SIDE_BY_SIDE = 72
_MARKS = {"offence": ("!", "bold red"), "placed": ("*", "bold green")}
_LEGEND = "! put off: complained about a contact, or resentful as an applicant   * placed"

Json = dict[str, Any]


def show_lives(document: Json) -> None:
    """Print a person's lives, aligned in time; one below the other on a narrow terminal."""
    screen = console()
    _heading(screen, document)
    picked = next((one for one in document["picks"] if one["name"] == document["pick"]), None)
    if picked is not None:
        paragraph(screen, f"{picked['label']}: {picked['meaning']}.", style="dim")
    paragraph(screen, document["start"]["text"])
    screen.print()
    lives = document["lives"]
    groups = [lives] if screen.width >= SIDE_BY_SIDE else [[life] for life in lives]
    for group in groups:
        screen.print(_timeline(group, document["warm_up_days"]))
        screen.print()
    if document["warm_up_days"]:
        paragraph(screen, "Days before 0 are the warm-up: they are lived, and not measured.")
    screen.print(_LEGEND, style="dim")
    screen.print()
    for life in lives:
        paragraph(screen, f"{life['label']}. {life['standing_text']}", bullet="- ")
    paragraph(screen, document["note"], style="dim")


def show_weeks(document: Json) -> None:
    """Print a recruiter's week in each world: hours by task, and what came of it."""
    from recsim.analysis.measures.effort import TASK_WORDS

    screen = console()
    _heading(screen, document)
    paragraph(screen, f"Recruiter {document['recruiter']} in week {document['week']}.")
    for one in document["weeks"]:
        screen.print()
        screen.print(one["label"], style="bold")
        spent = fsum(one["hours"].values())
        paragraph(
            screen,
            f"{tenths(spent)} hours of work were finished, out of {tenths(one['available'])} "
            "available hours (a task counts when it is done):",
        )
        for task, hours in one["hours"].items():
            if hours:
                paragraph(screen, f"{tenths(hours):>5} h {TASK_WORDS[task]}", bullet="  ")
        for sentence in [*one["sentences"], *(text for _, text in one["people"])]:
            paragraph(screen, sentence, bullet="- ")


def _heading(screen: Console, document: Json) -> None:
    screen.print(document["title"], style="bold")
    text = f"Replication {document['replication']}, seed {document['seed']}."
    paragraph(screen, text, style="dim")
    screen.print()


def _timeline(lives: list[Json], warm_up_days: int) -> Table:
    """One line a row: the day, and what happened in each life."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Day", justify="right", no_wrap=True)
    for life in lives:
        table.add_column(life["label"], ratio=1, overflow="fold")
    rows: dict[int, list[Json | None]] = {}
    for place, life in enumerate(lives):
        for moment in life["moments"]:
            if moment["kind"] != "start":
                rows.setdefault(moment["row"], [None] * len(lives))[place] = moment
    measured = warm_up_days == 0
    for _, cells in sorted(rows.items()):
        day = floor(next(cell for cell in cells if cell is not None)["day"])
        if day >= 0 and not measured:
            table.add_row("0", *["the measured time begins"] * len(lives), style="dim")
            measured = True
        table.add_row(str(day), *(_cell(cell) if cell else Text() for cell in cells))
    return table


def _cell(moment: Json) -> Any:
    from rich.text import Text

    mark, style = _MARKS.get(moment["kind"], ("", ""))
    until = floor(moment["until"])
    to = "" if until == floor(moment["day"]) else f" (until day {until})"
    said = printable(moment["text"].removesuffix("."))
    return Text(f"{mark} {said}{to}.".strip(), style=style)
