"""exp, log and power: close to the exact value, and the same bits in both engines."""

from __future__ import annotations

import ast
import math
from pathlib import Path
from random import Random

import elementary as study
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.model import elementary
from recsim.model.elementary import exp, log, power

COUNT = 2_000
OF_THE_SYSTEM = {(module, name) for module in ("math", "np") for name in ("exp", "log", "power")}
NORMAL_FLOATS = st.floats(min_value=2.3e-308, allow_infinity=False)


def test_the_tables_are_those_that_the_study_derives() -> None:
    stored = study.TABLES.read_text(encoding="utf-8")
    assert stored == study.source(), "run: python docs/studies/elementary.py"


@pytest.mark.slow
def test_no_function_is_further_than_it_says() -> None:
    found = study.study(COUNT)
    allowed = {"exp": 0.6, "log": 0.9, "power": 0.7}
    few_digits = found["arguments"].str.contains("fewer digits")
    for row in found.filter(~few_digits).iter_rows(named=True):
        assert row["furthest"] <= allowed[row["function"]], row
    assert found.filter(few_digits)["furthest"].max() <= 1.0


@given(x=NORMAL_FLOATS)
def test_log_anywhere(x: float) -> None:
    assert study.off_by(log(x), study.EXACT["log"](x)) < 0.9 or log(x) == 0.0 == x - 1.0


@given(x=st.floats(min_value=5e-324, max_value=2.3e-308))
def test_log_where_numbers_have_few_digits(x: float) -> None:
    assert study.off_by(log(x), study.EXACT["log"](x)) < 0.9


@given(x=st.floats(-745.0, 709.0))
def test_exp_anywhere(x: float) -> None:
    assert study.off_by(exp(x), study.EXACT["exp"](x)) <= 1.0


def test_exp_beyond_all_numbers() -> None:
    assert exp(709.782712893384) < math.inf
    assert [exp(x) for x in (709.79, 1e300, math.inf)] == [math.inf] * 3
    assert [exp(x) for x in (-745.2, -1e300, -math.inf)] == [0.0] * 3
    assert math.isnan(exp(math.nan))
    assert exp(0.0) == exp(-0.0) == 1.0
    assert exp(-745.13) == 5e-324


@given(x=st.floats(1e-300, 1e300))
def test_simple_powers_are_exact(x: float) -> None:
    assert power(x, 0.0) == 1.0
    assert power(x, 1.0) == x
    assert power(1.0, math.log(x)) == 1.0
    quarter = math.frexp(x)[1] // 4
    assert power(2.0**quarter, 3.0) == 2.0 ** (3 * quarter)


def test_powers_of_zero() -> None:
    assert [power(0.0, y) for y in (0.5, 0.0, -1.0)] == [0.0, 1.0, math.inf]


def test_powers_beyond_all_numbers() -> None:
    assert power(0.5, 2000.0) == 0.0
    assert power(0.5, -2000.0) == math.inf
    assert power(0.5, 1074.0) == 5e-324


def test_the_model_asks_the_system_for_nothing_that_it_may_round_as_it_likes() -> None:
    exact = {
        "ceil",
        "floor",
        "frexp",
        "fsum",
        "inf",
        "isfinite",
        "ldexp",
        "nextafter",
        "prod",
        "sqrt",
    }
    for path in Path(elementary.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "math":
                assert {name.name for name in node.names} <= exact, path
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) not in OF_THE_SYSTEM, (path, node.lineno)
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
                assert isinstance(node.left, ast.Constant), (path, node.lineno)


def numbers() -> list[float]:
    random = Random(1)
    return [
        *(one.arguments(random)[0] for one in study.RANGES for _ in range(200)),
        *(2.0**k * (1.0 + few * 2.0**-52) for k in range(-1022, 1023) for few in (-1, 0, 1)),
        *(math.ldexp(random.random(), -1030) for _ in range(100)),
    ]


def test_the_compiled_functions_have_the_same_bits() -> None:
    """Of the very same source; what is written twice is how a number is taken apart."""
    pytest.importorskip("numba")
    from recsim.model.compiled import rules

    given = numbers()
    positive = [x for x in given if x > 0.0]
    for name, arguments in (("exp", given), ("log", positive)):
        plain = np.array([getattr(elementary, name)(x) for x in arguments])
        other = np.array([getattr(rules, name)(x) for x in arguments])
        assert plain.tobytes() == other.tobytes(), name
    exponents = (-30.0, -3.0, -0.3, 0.0, 0.04, 0.5, 1.0, 3.3, 700.0)
    plain = np.array([power(x, y) for x in positive for y in exponents])
    other = np.array([rules.power(x, y) for x in positive for y in exponents])
    assert plain.tobytes() == other.tobytes()
