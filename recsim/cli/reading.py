"""Commands that tell: show, explain, list."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsim.cli.console import console, paragraph, print_json
from recsim.cli.exits import Refusal
from recsim.cli.options import File, Json, Seed, Set, With

if TYPE_CHECKING:
    from recsim.scenario.evidence import Fact
    from recsim.scenario.explain import Explanation
    from recsim.scenario.show import Row

_INDENT = "  "


def show(
    file: File,
    set_: Set = None,
    with_: With = None,
    seed: Seed = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Only what differs from the base.")
    ] = False,
    yaml: Annotated[
        bool, typer.Option("--yaml", help="As a scenario file that stands alone.")
    ] = False,
    json: Json = False,
) -> None:
    """Show every setting of a scenario and its origin.

    What differs from the base is marked. A default
    has the id of its evidence beside it (recsim explain P24), or "assumption".
    """
    from recsim.scenario import show as showing
    from recsim.studies.sources import load_all

    if yaml and (json or changes):
        raise Refusal("--yaml cannot be combined with --json or --changes")
    [loaded] = load_all([file], with_=with_, set_=set_, seed=seed)
    if yaml:
        print(showing.resolved_yaml(loaded), end="")
        return
    rows = [row for row in showing.show(loaded) if row.differs or not changes]
    if json:
        print_json([_row_for_programs(row) for row in rows])
        return
    screen = console()
    screen.print(loaded.scenario.title or loaded.scenario.name, style="bold")
    paragraph(screen, f"File: {loaded.path}")
    if any(row.differs for row in rows):
        paragraph(screen, f"* differs from {loaded.base.name}, whose value is in brackets.")
    else:
        paragraph(screen, f"Nothing differs from {loaded.base.name}.")
    _print_rows(rows)


def explain(
    keys: Annotated[
        list[str],
        typer.Argument(
            metavar="KEY...",
            help="A setting (care, offence.scale), an outcome (placements) or evidence (P24).",
            autocompletion=lambda incomplete: _keys(incomplete),
            show_default=False,
        ),
    ],
    json: Json = False,
) -> None:
    """Explain settings, outcomes or evidence."""
    import dataclasses

    from recsim.analysis.measures import MEASURES
    from recsim.scenario.explain import explain as explanations

    definitions = {name: measure.definition for name, measure in MEASURES.items()}
    found = [one for key in keys for one in explanations(key, definitions)]
    if json:
        print_json([dataclasses.asdict(one) for one in found])
        return
    screen = console()
    for number, one in enumerate(found):
        if number:
            screen.print()
        screen.print(one.key, style="bold")
        for line in _explained(one):
            paragraph(screen, line, bullet=_INDENT)


def list_(json: Json = False) -> None:
    """List the shipped scenarios and their questions."""
    from rich.table import Table

    from recsim.scenario.gallery import shipped
    from recsim.scenario.load import load

    scenarios = {name: (path, load(path).scenario) for name, path in shipped()}
    if json:
        print_json(
            [
                {
                    "name": name,
                    "title": scenario.title,
                    "question": scenario.question,
                    "lesson": scenario.lesson,
                    "strategies": list(scenario.strategies),
                    "path": str(path),
                }
                for name, (path, scenario) in scenarios.items()
            ]
        )
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for name, (_, scenario) in scenarios.items():
        table.add_row(name, scenario.question or scenario.title)
    screen = console()
    screen.print(table)
    screen.print("\nRun one of them: recsim run NAME")


def _keys(incomplete: str) -> list[str]:
    """Names that can be explained, for completion in the shell."""
    from recsim.analysis.measures import MEASURES
    from recsim.scenario import explain as explaining

    return [name for name in (*explaining.keys(), *MEASURES) if name.startswith(incomplete)]


def _row_for_programs(row: Row) -> dict[str, Any]:
    from pydantic_core import to_jsonable_python

    passport, value = row.origin.passport, row.value
    endless = isinstance(value, float) and not math.isfinite(value)  # JSON has no such number
    return {
        "key": row.key,
        "value": row.text if endless else to_jsonable_python(value),
        "unit": row.unit,
        "origin": str(row.origin),
        "source": passport.source if passport else "",
        "differs": row.differs,
        "base": row.base,
    }


def _print_rows(rows: list[Row]) -> None:
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    table.add_column(overflow="fold", ratio=1)
    shown: list[str] = []
    for row in rows:
        *blocks, name = row.key.split(".")
        same = 0
        while same < min(len(shown), len(blocks)) and shown[same] == blocks[same]:
            same += 1
        for depth in range(same, len(blocks)):
            table.add_row(f"{_INDENT * (depth + 1)}{blocks[depth]}", "", "", style="bold")
        shown = blocks
        mark = "* " if row.differs else _INDENT
        before = f" ({row.base})" if row.differs and row.base else ""
        table.add_row(
            f"{mark}{_INDENT * len(blocks)}{name}",
            f"{row.text} {row.unit}".rstrip() + before,
            str(row.origin),
            style="bold" if row.differs else "",
        )
    console().print(table)


def _explained(one: Explanation) -> Iterator[str]:
    yield one.meaning
    if one.unit:
        yield f"Unit: {one.unit}."
    if one.expected:
        yield f"Expected: {one.expected}."
    if one.plausible:
        yield f"Plausible: {one.plausible[0]:g} to {one.plausible[1]:g}."
    if one.default:
        yield f"Default: {one.default}{f' ({one.support})' if one.support else ''}."
    elif one.support:
        yield f"Evidence: {one.support}."
    if one.how:
        yield f"How the default follows: {one.how}"
    if one.parameter is not None and one.parameter.what != one.meaning:
        yield f"{one.parameter.id}: {one.parameter.what}."
    if one.parameter is not None and one.parameter.note:
        yield one.parameter.note
    for name, meaning in one.parts:
        yield f"{name}: {meaning}"
    for fact in one.facts:
        yield _fact(fact)


def _fact(fact: Fact) -> str:
    who = f" ({fact.population})" if fact.population else ""
    grade = f", grade {fact.grade}" if fact.grade else ""
    note = f" {fact.note}" if fact.note else ""
    return f"{fact.id}: {fact.what}{who}. {fact.source}{grade}.{note}"
