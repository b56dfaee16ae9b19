"""Files that hold one block and are no scenario: read with the same care, all mistakes at once."""

from __future__ import annotations

import pytest
from pydantic import model_validator
from written import Write

from recsim.scenario.block_file import as_block, read_tree
from recsim.scenario.fields import Block, setting
from recsim.scenario.files import Reading


class Table(Block):
    """What a table is laid for."""

    guests: int = setting(..., "How many come.", unit="guests", ge=1, le=50)
    children: int = setting(0, "How many of them are children.", unit="guests", ge=0, le=50)
    wine: bool = setting(True, "Whether there is wine.")

    @model_validator(mode="after")
    def _adults(self) -> Table:
        if self.children > self.guests:
            raise ValueError("children: more than there are guests")
        return self


def read(write: Write, text: str) -> tuple[Table | None, list[tuple[str, int | None, str, str]]]:
    """The block, and what is wrong with the file: key, line, message, hint."""
    reading = Reading()
    tree = read_tree(write(text, "table.yaml"), "a table", reading)
    made = as_block(tree, Table, reading) if tree is not None else None
    found = [(one.key, one.line, one.message, one.hint) for one in reading.problems]
    return made, found


def test_what_is_right_is_read(write: Write) -> None:
    assert read(write, "guests: 4\nchildren: 1\n") == (Table(guests=4, children=1), [])


def test_all_mistakes_are_told_each_at_its_line(write: Write) -> None:
    made, found = read(write, "wine: 'No'\nguests: '12'\nchildren: 60\n")
    assert made is None
    assert [(key, line) for key, line, *_ in sorted(found, key=lambda one: one[1] or 0)] == [
        ("wine", 1), ("guests", 2), ("children", 3),
    ]  # fmt: skip
    by_key = {key: (message, hint) for key, _, message, hint in found}
    assert by_key["wine"][1] == "write false"
    assert by_key["guests"][1] == "write 12, without quotes"
    assert by_key["children"][0].startswith("60 is out of range; expected ")


def test_what_is_missing_is_told(write: Write) -> None:
    made, [(key, _, message, _)] = read(write, "wine: true\n")
    assert (made, key) == (None, "guests")
    assert message.startswith('"guests" is missing')


def test_what_does_not_fit_together_is_told_where_it_stands(write: Write) -> None:
    assert read(write, "guests: 2\n\nchildren: 3\n") == (
        None,
        [("children", 3, "more than there are guests", "")],
    )


@pytest.mark.parametrize(
    ("text", "told"), [("", "the file is empty"), ("[1]\n", "a list"), ("# nothing\n", "empty")]
)
def test_what_is_no_block_is_told(write: Write, text: str, told: str) -> None:
    made, [(_, _, message, _)] = read(write, text)
    assert made is None
    assert told in message
    assert message.endswith("expected a table")
