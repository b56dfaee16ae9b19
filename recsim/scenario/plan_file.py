"""A plan of requisitions: rows of a CSV file instead of a list, days by their dates."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from recsim.scenario.errors import Place, Problem, did_you_mean
from recsim.scenario.yaml_nodes import Node

COLUMNS = ("occupation", "opens", "by", "count")
DAYS = ("opens", "by")
MOST_ROWS = 3_000
"""Each comes to five values of those that a file may have, once the scenario is written out."""

ReadText = Callable[[Node], tuple[str, str] | None]
"""The name and the text of the file that a node names, or None if there is a problem with it."""


def with_plan(demand: Node, read: ReadText, problems: list[Problem]) -> Node:
    """A ``demand`` block whose plan is a list of blocks, and whose days are numbers.

    Args:
        demand: what was written; anything else than a block is left to the check that follows.
        read: reads the file that ``plan`` names.
        problems: receives what is wrong with the file and its dates.
    """
    plan = demand.fields.get("plan")
    if plan is None:
        return demand
    if isinstance(plan.value, str):
        named = read(plan)
        rows = () if named is None else _rows(*named, plan.place.key, problems)
        plan = Node(rows, plan.place)
    if isinstance(plan.value, tuple) and plan.value:
        zero = _day_zero(demand, problems)
        dated = tuple(_in_days(row, zero, problems) for row in plan.value)
        plan = Node(dated, plan.place)
    return demand.holding({**demand.fields, "plan": plan})


def _rows(name: str, text: str, key: str, problems: list[Problem]) -> tuple[Node, ...]:
    """The rows of a CSV file; its columns are found by their names, in any order."""
    lines = text.splitlines()
    first = lines[0] if lines else ""
    reader = csv.reader(lines, delimiter=max(",;\t", key=first.count))
    header = [column.strip().lower() for column in next(reader, [])]
    for column in header:
        if column not in COLUMNS:
            hint = did_you_mean(column, COLUMNS, "the columns are")
            problems.append(Problem(Place(name, 1, column), f'there is no column "{column}"', hint))
    for column in COLUMNS[:2]:
        if column not in header:
            message = f'the column "{column}" is missing; expected {", ".join(COLUMNS)}'
            problems.append(Problem(Place(name, 1, column), message))
    if any(problem.file == name for problem in problems):
        return ()
    rows: list[Node] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS or len(cells) > len(header):
            what = (
                "columns than the first line"
                if len(rows) < MOST_ROWS
                else f"than {MOST_ROWS:,} rows"
            )
            problems.append(Problem(Place(name, reader.line_num, key), f"there are more {what}"))
            break
        fields = {
            column: Node(_value(column, cell.strip()), Place(name, reader.line_num, column))
            for column, cell in zip(header, cells, strict=False)
            if cell.strip()
        }
        rows.append(Node(fields, Place(name, reader.line_num, key)))
    return tuple(rows)


def _value(column: str, cell: str) -> int | float | str:
    if column != "occupation" and re.fullmatch(r"[-+]?\d{1,9}", cell):
        return int(cell)
    if column in DAYS and re.fullmatch(r"[-+]?\d{1,9}\.\d*", cell):
        return float(cell)
    return cell


def _day_zero(demand: Node, problems: list[Problem]) -> date | None:
    node = demand.fields.get("plan_day_zero")
    if node is None or node.value is None:
        return None
    found = _date(node)
    if found is None:
        problems.append(
            Problem(node.place, "expected a date: year-month-day, for example 2027-01-01")
        )
    return found


def _date(node: Node) -> date | None:
    try:
        return date.fromisoformat(str(node.value))
    except ValueError:
        return None


def _in_days(row: Node, zero: date | None, problems: list[Problem]) -> Node:
    """A row whose dates are numbers of days after day zero."""
    fields = dict(row.fields)
    for name in DAYS:
        node = fields.get(name)
        if node is None or not isinstance(node.value, str):
            continue
        day = _date(node)
        if day is None:
            message = f'"{node.value[:40]}" is no day; expected a number of days, or a date'
            problems.append(Problem(node.place, message, "write dates as year-month-day"))
            fields[name] = replace(node, value=0)
        elif zero is None:
            message = "this is a date, and plan_day_zero does not say which date is day 0"
            problems.append(Problem(node.place, message, "write plan_day_zero: 2027-01-01"))
            fields[name] = replace(node, value=0)
        else:
            fields[name] = replace(node, value=(day - zero).days)
    return row.holding(fields) if row.fields else row
