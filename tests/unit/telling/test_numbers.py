"""Numbers have the digits that are known, and are the same in Python and on the page."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import recsim
from recsim.page.bundle import telling
from recsim.telling.numbers import number, text, ticks, written

NODE = shutil.which("node")


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [
        (118.4, 112.2, 124.6, "118 (112 to 125)"),
        (3.14159, 2.41, 3.87, "3.1 (2.4 to 3.9)"),
        (0.0123, 0.0119, 0.0127, "0.012 (0.012 to 0.013)"),
        (12345.6, 11000.0, 13000.0, "12,300 (11,000 to 13,000)"),
        (247500, 176000, 319000, "250,000 (180,000 to 320,000)"),
        (36.4, 33.7, 38.9, "36 (34 to 39)"),
        (46, 22, 70, "46 (22 to 70)"),
        (0.0, 0.0, 0.0, "0 (0 to 0)"),
        (-0.04, -2.4, 2.3, "0 (−2 to 2)"),
        (62.9, 54.8, 170.9, "63 (55 to 171)"),
        (0.0, 0.0, 0.061, "0 (0 to 0.06)"),
        (5.96, 5.5, 6.3, "6.0 (5.5 to 6.3)"),
        (-31.04, None, None, "−31.0"),
        (1e-17, -1e-12, 1e-12, "0 (0 to 0)"),
    ],
)
def test_an_estimate_has_the_digits_that_its_interval_supports(
    value: float, low: float | None, high: float | None, shown: str
) -> None:
    assert str(written(value, low, high)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"), (1234567.0, "1,234,567"), (1234.5, "1,235"), (146.4, "146"), (99.96, "100"),
        (14.62, "14.6"), (5.96, "6.0"), (2.0, "2"), (0.0333, "0.03"), (0.00972, "0.010"),
        (0.123, "0.12"), (0.0001, "<0.001"), (-0.0001, ">−0.001"), (-0.5, "−0.50"),
    ],
)  # fmt: skip
def test_a_number_alone_has_two_or_three_digits(value: float, shown: str) -> None:
    assert number(value) == shown


def test_people_are_whole_from_ten_on() -> None:
    assert [number(v, whole=True) for v in (0, 1.25, 9.96, 53.4)] == ["0", "1.3", "10", "53"]
    assert str(written(118.42, 118.38, 118.46, whole=True)) == "118 (118 to 118)"


def test_differences_carry_their_sign() -> None:
    assert str(written(31.2, 24.0, 38.0, sign=True)) == "+31 (+24 to +38)"
    assert str(written(-0.2, -4.0, 3.6, sign=True)) == "0 (−4 to +4)"


def test_what_somebody_set_keeps_its_digits() -> None:
    assert [text(v) for v in (0.25, 1200, 4.0, -0.005)] == ["0.25", "1,200", "4", "−0.005"]


def test_ticks_have_equal_decimals() -> None:
    assert ticks([0.0, 0.5, 1.0], 0.5) == ["0.0", "0.5", "1.0"]
    assert ticks([-2000.0, 0.0], 2000) == ["−2,000", "0"]


def read(shown: str) -> float:
    return float(shown.replace(",", "").replace("−", "-"))


@given(
    middle=st.floats(-1e6, 1e6),
    below=st.floats(1e-2, 1e5),
    above=st.floats(1e-2, 1e5),
)
def test_what_is_shown_is_close_to_what_was_found_and_has_few_digits(
    middle: float, below: float, above: float
) -> None:
    ends = (middle, middle - below, middle + above)
    shown = written(*ends)
    step = max((below + above) / 4, 0.01, max(map(abs, ends)) / 1000)
    for word, found in zip(shown, ends, strict=True):
        assert abs(read(word) - found) <= step / 2 * 1.001 + 1e-9
    assert read(shown.low) <= read(shown.value) <= read(shown.high)
    longest = max(len(re.sub(r"[,.−]|^0\.0*|0+$", "", word)) for word in shown)
    assert longest <= 4
    assert len({len(word.partition(".")[2]) for word in shown if word != "0"}) <= 1


@given(value=st.floats(-1e9, 1e9))
def test_a_number_alone_is_close_too(value: float) -> None:
    shown = number(value)
    if shown[0] not in "<>":
        assert read(shown) == pytest.approx(value, rel=0.5, abs=0.0005)
        assert read(shown) == pytest.approx(value, rel=0.06) or abs(value) < 0.1


def numbers() -> list[list[float | None]]:
    """Values with and without intervals, of all sizes, and on the edges of rounding."""
    made = random.Random(5)
    found: list[list[float | None]] = [
        [v, None, None] for v in (0, 1234.5, 0.15, 2.675, 9.95, -0.5)
    ]
    for _ in range(4000):
        value = made.uniform(-1, 1) * 10 ** made.uniform(-5, 9)
        half = abs(value) * 10 ** made.uniform(-4, 1.5)
        low, high = value - half, value + half * made.uniform(0.2, 2)
        places = made.randint(0, 4)
        found.append([value, low, high])
        found.append([round(value, places), None, None])
        found.append([round(value, places), round(low, places), round(high, places)])
    return found


@pytest.mark.slow
@pytest.mark.skipif(NODE is None, reason="needs node, to run the page's script")
def test_the_page_writes_the_same_numbers(tmp_path: Path) -> None:
    wanted = numbers()
    script = f"""
      globalThis.location = {{ search: "" }};
      globalThis.navigator ??= {{}}; // Node has one from version 21 on
      {telling()}
      const rows = JSON.parse(await new Response(process.stdin).text());
      const hows = [{{}}, {{ whole: true }}, {{ sign: true }}];
      const told = rows.map(([value, low, high]) =>
        hows.map((how) => (low === null ? [number(value, how)] : written(value, low, high, how))));
      console.log(JSON.stringify(told));
    """
    program = tmp_path / "told.mjs"
    program.write_text(script, encoding="utf-8")
    ran = subprocess.run(
        [str(NODE), str(program)],
        input=json.dumps(wanted), capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    hows = ({}, {"whole": True}, {"sign": True})
    ours = [
        [[word for word in written(value or 0.0, low, high, **how) if word] for how in hows]
        for value, low, high in wanted
    ]
    assert json.loads(ran.stdout) == ours
    assert len(ours) > 10_000


def test_no_other_place_makes_digits() -> None:
    """Neither Python nor the page writes what was measured by rules of its own."""
    package = Path(recsim.__file__).parent
    own = re.compile(r"\{[^{}]*:[,+]?\.\d[fg]?\}|:,\.\{|toFixed|toLocaleString|Intl\.NumberFormat")
    allowed = {
        "telling/numbers.py", "telling/study.py",  # correlations
        "analysis/glossary.py", "analysis/reference.py", "analysis/stories/document.py",
        "scenario/world/__init__.py", "scenario/strategy.py", "workshop/upload.py",
        "papers/sheets.py",  # widths of blanks
        "page/static/draw.js",  # ticks of an axis
    }  # fmt: skip
    places = [*package.rglob("*.py"), *package.rglob("static/**/*.js")]
    found = {
        str(path.relative_to(package))
        for path in places
        if "plotly" not in path.name
        and not {"model", "verification"} & set(path.relative_to(package).parts)
        and own.search(path.read_text(encoding="utf-8"))
    }
    assert found <= allowed
