"""Names that strangers typed cannot harm a terminal, a table, a page or a spreadsheet."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recsim.classroom.names import clean_name, clean_text, distinct, pseudonyms

SALT = "ab" * 16
names = st.text(max_size=60)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("Ada", "Ada"),
        ("  Ada \n Lovelace\t", "Ada Lovelace"),
        ("Zoë Ünal", "Zoë Ünal"),
        ("李小龍", "李小龍"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("[bold red]Ada[/bold red]", "Ada"),
        ("[/]Ada[link=http://x]", "Ada"),
        ("\x1b[31mAda\x1b[0m", "31mAda0m"),
        ("Ada\u202eevil", "Adaevil"),
        ("A\u200bd\u200da", "Ada"),
        ("=1+2", "1+2"),
        ("@SUM(A1)", "SUM(A1)"),
        ("-- Ada", "Ada"),
        ("`Ada` **x** $y$", "Ada x y"),
        ("x" * 40, "x" * 31 + "…"),
        ("a" + "\u0301" * 9, "á\u0301\u0301"),
        ("\0\x07\x1b", ""),
        ("", ""),
    ],
)
def test_what_is_left_of_a_name(typed: str, clean: str) -> None:
    assert clean_name(typed) == clean


@given(names)
@example("<<b>>" * 9)
@example("[[a]]")
@example("=" * 40)
@example("\u0301\u0301\u0301")
@example("😀" * 40)
def test_no_name_is_dangerous(typed: str) -> None:
    name = clean_name(typed)
    assert len(name) <= 32
    assert name == name.strip()
    assert not set(name) & set('<>[]{}|`\\*_~$&"\n\r\t')
    assert not any(unicodedata.category(letter)[0] == "C" for letter in name)
    assert not name or name[0] not in "=+-@'#%"
    assert clean_name(name) == name or name.endswith("…")


@given(st.text(max_size=3000))
def test_no_memo_is_dangerous(typed: str) -> None:
    text = clean_text(typed)
    assert len(text) <= 2000
    assert not any(unicodedata.category(letter)[0] == "C" for letter in text)
    assert not text or text[0] not in "=+-@"


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), names.map(clean_name), max_size=8))
def test_distinct_names_differ_in_more_than_capitals(wanted: dict[str, str]) -> None:
    found = distinct(wanted)
    assert set(found) == set(wanted)
    assert len({name.casefold() for name in found.values()}) == len(found)
    assert found == distinct(dict(reversed(wanted.items())))


def test_a_pseudonym_does_not_depend_on_who_else_takes_part() -> None:
    alone = pseudonyms(["Ada"], SALT)["Ada"]
    assert pseudonyms(["Bo", "Ada", "Chris"], SALT)["Ada"] == alone
    assert len(alone.split()) == 2
    assert pseudonyms(["Ada"], "ba" * 16)["Ada"] != alone


@given(st.lists(names, max_size=60, unique_by=str.casefold))
def test_pseudonyms_differ(people: list[str]) -> None:
    found = pseudonyms(people, SALT)
    assert list(found) == people
    assert len(set(found.values())) == len(people)
    assert found == dict(pseudonyms(list(reversed(people)), SALT))
