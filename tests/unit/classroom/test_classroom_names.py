"""Names and texts that strangers typed are kept as they were written, and harm nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recsim.classroom.names import (
    ALIASES,
    clean_name,
    clean_text,
    distinct,
    once,
    one_line,
    pseudonyms,
)
from recsim.page.language import aliases, languages
from recsim.scenario.printable import OBEYED, printable
from recsim.telling.spreadsheet import FORMULA, in_table

SALT = "ab" * 16
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
names = st.text(max_size=60)


@pytest.mark.parametrize(
    "typed",
    [
        "Ada", "Zoë Ünal", "李小龍", "Владимир", "يوسف", "ניקוד: שָׁלוֹם", "ชื่อเล่น", "क्षत्रिय",
        "<script>alert(1)</script>", "[Red team]", "[bold]Ada[/bold]", "-5%", "=1+2", "@home",
        "C# & co.", "O'Brien-Smith", "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc",
        "`Ada` **x** $y$", "a_b*c~d|e{f}", "\"quoted\"", "100 % sure?", FAMILY, f"Team {FAMILY}",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\u2764\ufe0f", "\U0001f44d\U0001f3fd",
    ],
)  # fmt: skip
def test_a_name_stays_what_it_was(typed: str) -> None:
    assert clean_name(typed) == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada \n Lovelace\t", "Ada Lovelace"),
        ("\x1b[31mAda\x1b[0m", "[31mAda[0m"),
        ("\x9b31mAda", "31mAda"),
        ("Ada\u202eevil", "Adaevil"),
        ("\u2066Ada\u2069\ufeff", "Ada"),
        ("\u200fAda\u200e\u061c", "Ada"),
        ("x" * 40, "x" * 31 + "…"),
        ("a" + "\u0301" * 9, "á" + "\u0301" * 5),
        ("x" * 30 + FAMILY, "x" * 30 + "…"),
        ("x" * 30 + "e" + "\u0323\u0327\u0331", "x" * 30 + "…"),
        ("\U0001f44d\U0001f3fd" * 20, "\U0001f44d\U0001f3fd" * 15 + "…"),
        ("\0\x07\x1b", ""),
        ("\u200b\u200d \u0301", ""),
        ("\u3164\uffa0 \u115f\u1160\u2800", ""),
        ("", ""),
    ],
)
def test_what_nobody_can_see_is_left_out(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    "memo",
    [
        "care < 0.5 and follow-ups > 2",
        "-5% offences",
        "[Red team] we waited",
        "Line one,\n  and line two: a <b> c & d",
        "=SUM(A1)",
    ],
)
def test_a_memo_stays_what_it_was(memo: str) -> None:
    assert clean_text(memo) == memo
    assert clean_text(memo.replace("\n", "\r\n")) == memo


@given(names)
@example("\u0301\u0301\u0301")
@example("😀" * 40)
@example("\u200d" * 40)
@example("x" * 31 + "\u200dx")
def test_every_name_is_short_and_obeyed_by_nobody(typed: str) -> None:
    name = clean_name(typed)
    assert len(name) <= 32
    assert name == name.strip()
    assert not OBEYED.search(name)
    assert "\n" not in name
    assert clean_name(name) == name


@given(st.text(max_size=3000))
def test_every_memo_is_short_and_obeyed_by_nobody(typed: str) -> None:
    text = clean_text(typed)
    assert len(text) <= 2000
    assert not OBEYED.search(text)
    assert clean_text(text) == text
    assert "\n" not in one_line(typed, 80)


@given(st.text(max_size=300))
@example("\x1b]0;title\x07")
@example("\x9b2J")
@example("a\rb")
def test_nothing_that_is_printed_is_obeyed(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(letter) == "Cc" for letter in shown if letter != "\n")
    assert not OBEYED.search(shown)
    assert printable(shown) == shown


def test_a_line_that_is_fine_is_printed_as_it_is() -> None:
    for text in ("Zoë, 50 %\n\u00a0second line", FAMILY, "«\u2009x\u2009»", "李小龍"):
        assert printable(text) == text


@given(st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.none()))
@example("=HYPERLINK(1)")
@example("-5%")
def test_no_text_in_a_table_is_a_formula(value: object) -> None:
    shown = in_table(value)
    if not isinstance(value, str):
        assert shown is value
        return
    assert not str(shown).startswith(FORMULA)
    assert str(shown).replace("'", "") == value.replace("'", "")


@pytest.mark.parametrize("start", ["", "a;", "a;  ", "a\n", "a\r\n", "a\t", "a|"])
@pytest.mark.parametrize("sign", [*"=+-@", "\uff1d", "\uff0b"])
def test_no_cell_that_another_spreadsheet_begins_is_a_formula(start: str, sign: str) -> None:
    """Where commas part decimals, semicolons part cells, and quotation marks end at none."""
    written = in_table(f"{start}{sign}1+1;b")
    cells = re.split(r"[;\t|\r\n]", written)
    assert not any(cell.strip().startswith(FORMULA) for cell in cells)
    assert in_table("a=1; b - c\nd") == "a=1; b - c\nd"


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        (names | st.sampled_from([31, 32, 40]).map(lambda count: "x" * count)).map(clean_name),
        max_size=8,
    )
)
@example({"a": "x" * 32, "b": "x" * 32, "c": clean_name("x" * 40)})
def test_distinct_names_differ_in_more_than_capitals(wanted: dict[str, str]) -> None:
    found = distinct(wanted)
    assert set(found) == set(wanted)
    assert len({name.casefold() for name in found.values()}) == len(found)
    assert found == distinct(dict(reversed(wanted.items())))
    assert found == distinct({file: clean_name(name) for file, name in found.items()})


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("Ada", "ADA"), ("Ada", "A\u200bda"), ("Ada", "Ada\u200c"), ("Ada", "A\u00adda"),
        ("Ada", "Ada\u2060"), ("Ada", "Ada\ufe0f"), ("Ada", "Ada\u3164"), ("Ada", "A\u034fda"),
        ("Ada", "Ad\U000e0061a"), ("Ada", "\uff21da"), ("Ada", "\U0001d400\U0001d41d\U0001d41a"),
        ("Ada B", "Ada\u00a0B"), ("Ada B", "Ada\u2800B"), ("Zo\u00eb", "Zoe\u0308"),
        ("\u2764", "\u2764\ufe0f"), ("Ada (2)", "Ada \u2475"),
    ],
)  # fmt: skip
def test_a_name_that_looks_like_another_gets_a_number(written: str, alike: str) -> None:
    found = distinct({"": clean_name(alike)}, [written])[""]
    assert found == f"{clean_name(alike)} (2)"
    assert once([written, clean_name(alike)]) == [written]


def test_names_that_look_different_stay_as_they_were_written() -> None:
    written = {
        str(place): name
        for place, name in enumerate(
            ("Zoe", "Zo\u00eb", FAMILY, "\U0001f468", "\U0001f469\U0001f3fd\u200d\U0001f4bb",
             "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc", "\u674e\u5c0f\u9f8d", "Ada 2")
        )
    }  # fmt: skip
    assert distinct(written) == written


def test_a_pseudonym_does_not_depend_on_who_else_takes_part() -> None:
    alone = pseudonyms(["Ada"], SALT)["Ada"]
    assert pseudonyms(["Bo", "Ada", "Chris"], SALT)["Ada"] == alone
    assert len(alone.split()) == 2
    assert pseudonyms(["Ada"], "ba" * 16)["Ada"] != alone


@pytest.mark.parametrize("language", languages())
@given(people=st.lists(names, max_size=60, unique_by=str.casefold))
def test_pseudonyms_differ(language: str, people: list[str]) -> None:
    found = pseudonyms(people, SALT, aliases(language))
    assert list(found) == people
    assert len(set(found.values())) == len(people)
    assert found == dict(pseudonyms(list(reversed(people)), SALT, aliases(language)))


@pytest.mark.parametrize("language", languages())
def test_no_two_pseudonyms_of_a_language_are_the_same(language: str) -> None:
    of = aliases(language)
    made = {
        of.form.format(colour=colour, animal=animal).casefold()
        for colour in of.colours
        for animal in of.animals
    }
    assert (
        len(made)
        == len(of.colours) * len(of.animals)
        == len(ALIASES.colours) * len(ALIASES.animals)
    )


def test_each_language_has_pseudonyms_of_its_own() -> None:
    assert pseudonyms(["Ada"], SALT, aliases("de")) != pseudonyms(["Ada"], SALT)
    assert aliases("../en") is ALIASES
