"""Faults are programs that differ from the plain one in one place."""

from __future__ import annotations

import pytest
from faults import faults
from mutate import ROOT, SAMPLE, TESTS


def programs(source: str) -> set[str]:
    """The faulty programs."""
    text = source.encode()
    return {fault.put_into(text).decode() for fault in faults(text)}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("x = a + b", {"x = (a - b)"}),
        ("x = a * (b - 'ä' % c)", {"x = (a / (b - 'ä' % c))", "x = a * ((b + 'ä' % c))",
                                   "x = a * (b - ('ä' * c))"}),
        ("x = a < b", {"x = (a <= b)", "x = (a >= b)"}),
        ("x = a == b != c", {"x = (a != b != c)", "x = (a == b == c)"}),
        ("x = a and not b", {"x = (a or not b)", "x = a and (b)"}),
        ("x = a if b else c", {"x = a if (not b) else c"}),
        ("x = [a for a in b if a]", {"x = [a for a in b if (not a)]"}),
        ("x = f(a, b, c=2)", {"x = f(b, a, c=2)", "x = f(a, b, c=3)"}),
        ("x = f(a, a)", set()),
        ("x = max(a, b)", {"x = min(a, b)"}),
        ("x = f(*a, b)", set()),
        ("x = True", {"x = False"}),
        ("x = -a", {"x = (a)"}),
        ("x = x or y", {"x = (x and y)", "pass"}),
        ("x: int = 0.5", {"x: int = 1.0"}),
        ("x = f'{1 + 1} words'", set()),
        ("x = 'words'", set()),
        ("'words'", set()),
        ("f(x)", {"pass"}),
        ("x.y = z", {"pass"}),
        ("x += y", {"pass"}),
        ("assert a, b + c", set()),
        ("@f(1)\ndef g(a: 2 = 3): ...", {"@f(1)\ndef g(a: 2 = 4): ..."}),
        ("if TYPE_CHECKING:\n    x = a + b", set()),
        ("while a:\n    break", {"while (not a):\n    break", "while a:\n    pass"}),
        ("def f():\n    return a", {"def f():\n    return None"}),
    ],
)  # fmt: skip
def test_what_can_be_wrong(source: str, wanted: set[str]) -> None:
    assert programs(source) == wanted


def test_a_difference_has_the_lines_before_and_after() -> None:
    source = b"def f(a):\n    b = a\n    return b > 1\n"
    [fault] = [fault for fault in faults(source) if ">=" in fault.text]
    assert fault.line == 3
    assert fault.difference(source) == "-    return b > 1\n+    return (b >= 1)"


@pytest.mark.parametrize("name", TESTS)
def test_every_file_can_have_many_and_has_tests(name: str) -> None:
    found = faults((ROOT / name).read_bytes())
    assert len(found) >= SAMPLE
    assert found == faults((ROOT / name).read_bytes())
    assert [test for test in TESTS[name] if not (ROOT / "tests" / test).exists()] == []
