"""Values are set in a file's text, and nothing else in it moves."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from recsim.scenario.edit import CannotEdit, commented_out, edited, given

TEXT = """\
# Für Anfänger: a file with comments.
recsim: 1
world:
  # How many?
  people: 200   # a village
  demand: {requisitions_per_recruiter_year: {value: 90, range: [50, 100], source: "books"}} # a year
strategies:
  waiting: {style: passive}   # they wait
  calling:
  polite: {}
study:
  outcomes:
    - placements
    - contacts   # all of them

# What we expect.
expect:
  - {strategy: waiting, outcome: contacts, equals: 0}   # never
# The end.
"""


def plain(text: str) -> Any:
    return yaml.safe_load(text)


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("world.people", 500, "  people: 500   # a village"),
        (
            "world.demand.requisitions_per_recruiter_year",
            80,
            "  demand: {requisitions_per_recruiter_year: 80} # a year",
        ),
        ("world.offence.scale", 2.5, "  offence: {scale: 2.5}"),
        ("strategies.waiting.care", 0.4, "  waiting: {style: passive, care: 0.4}   # they wait"),
        ("strategies.calling.care", 0.4, "  calling: {care: 0.4}"),
        (
            "strategies.polite.channels",
            {"work_phone": 1.0},
            "  polite: {channels: {work_phone: 1.0}}",
        ),
        ("study.seed", 7, "  seed: 7"),
        ("title", "Für: alle # hier", 'title: "Für: alle # hier"'),
    ],
)
def test_one_line_changes_and_the_rest_stays(key: str, value: object, line: str) -> None:
    text = edited(TEXT, key, value)
    before, after = TEXT.splitlines(), text.splitlines()
    assert line in after
    assert line not in before
    assert len([row for row in before if row not in after]) <= 1
    found = plain(text)
    for name in key.split("."):
        found = found[name]
    assert found == value
    assert given(text, key)


def test_what_is_given_and_what_is_not() -> None:
    assert given(TEXT, "strategies.polite")
    assert given(TEXT, "world.demand.requisitions_per_recruiter_year.range")
    assert not given(TEXT, "strategies.polite.care")
    assert not given(TEXT, "variants")


def test_a_key_becomes_a_comment_with_its_reason() -> None:
    text = commented_out(TEXT, "expect", "Not any more:")
    assert "# Not any more:\n# expect:\n#   - {strategy: waiting" in text
    assert text.endswith("# never\n# The end.\n")
    assert "expect" not in plain(text)
    assert commented_out(TEXT, "variants", "Not any more:") == TEXT


def test_a_file_without_a_last_line_break() -> None:
    assert edited("recsim: 1", "study.seed", 3) == "recsim: 1\nstudy: {seed: 3}\n"


@pytest.mark.parametrize("text", ["", "- 1\n- 2\n", "words", "{}"])
def test_what_is_no_block_of_settings_cannot_be_edited(text: str) -> None:
    with pytest.raises(CannotEdit, match="no block of settings"):
        edited(text, "world.people", 3)


def test_an_entry_of_a_flow_mapping_cannot_become_a_comment() -> None:
    with pytest.raises(CannotEdit, match="expect does not stand in a line of its own"):
        commented_out("{recsim: 1, expect: []}", "expect", "why")
