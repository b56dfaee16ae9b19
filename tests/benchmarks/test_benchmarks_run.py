"""The benchmarks run; how long anything takes is not tested."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "run.py"
BEGIN, END = "<!-- made by benchmarks/run.py -->", "<!-- end of benchmarks -->"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("benchmarks") / "page.md"
    path.write_text(f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n", encoding="utf-8")
    done = run("--quick", "--full", "--write", str(path))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return path.read_text(encoding="utf-8")


def rows(page: str) -> list[list[str]]:
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_only_what_stands_between_the_marks_is_replaced(page: str) -> None:
    before, _, rest = page.partition(BEGIN)
    tables, _, after = rest.partition(END)
    assert (before, after) == ("Before.\n\n", "\n\nAfter.\n")
    assert "old" not in tables
    assert "CPython" in tables or "PyPy" in tables


def test_each_strategy_is_compared_and_both_engines_did_something(page: str) -> None:
    found = {row[0]: row for row in rows(page)}
    for strategy in ("waiting", "calling", "both"):
        assert float(found[strategy][-1].split("*")[2]) > 0
        for engine in ("recsim", "ordinary"):
            if strategy != "both":
                assert int(found[f"{engine}, {strategy}"][2].replace(",", "")) > 60


def test_every_row_has_all_its_cells(page: str) -> None:
    width = 0
    for row in rows(page):
        if set(row[0]) == {"-"}:
            continue
        if row[0] in ("strategy", "days", ""):
            width = len(row)
        assert len(row) == width


def test_the_shipped_page_has_the_tables() -> None:
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert BEGIN in text
    assert "| both |" in text.partition(BEGIN)[2].partition(END)[0]


def test_a_page_without_marks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("No marks here.\n", encoding="utf-8")
    done = run("--quick", "--write", str(path))
    assert done.returncode != 0
    assert BEGIN in done.stderr
    assert path.read_text(encoding="utf-8") == "No marks here.\n"
