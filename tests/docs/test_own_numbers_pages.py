"""The pages about own numbers name every option, every lever and what each is moved for."""

from __future__ import annotations

import re
from pathlib import Path

from recsim.decide.levers import LEVERS
from recsim.own.numbers import NUMBERS

DOCS = Path(__file__).parents[2] / "docs"


def rows(page: str, heading: str) -> list[list[str]]:
    """Cells of the first table below a heading."""
    text = (DOCS / page).read_text(encoding="utf-8")
    below = text[text.index(heading) :]
    table = below[below.index("|---") :].split("\n\n")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()[1:]]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_option_and_what_it_becomes() -> None:
    found = rows("own_numbers.md", "## By options")
    options = [option for option, _, _ in found for option in named(option)]
    assert len(options) > 10
    assert sorted(options) == sorted(number.option for number in NUMBERS.values())
    for option, _, becomes in found:
        numbers = [one for one in NUMBERS.values() if one.option in named(option)]
        assert {one.measure for one in numbers if one.measure} == set(named(becomes))


def test_every_lever_and_the_numbers_that_it_is_moved_for() -> None:
    found = {
        measure: levers
        for measures, levers in rows("calibrate.md", "## One lever")
        for measure in named(measures)
    }
    assert found.keys() == LEVERS.keys()
    for measure, declared in LEVERS.items():
        keys = [
            one.keys.removeprefix("strategies.STRATEGY.").removesuffix(".*") for one in declared
        ]
        assert named(found[measure]) == keys, measure
