"""The table of very many runs: what is measured is kept, and what is not is calculated."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "many_runs.py"
MARKS = "<!-- made by benchmarks: {0} -->\n<!-- end: {0} -->\n"


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.long
def test_it_measures_and_calculates(tmp_path: Path) -> None:
    page, kept = tmp_path / "page.md", tmp_path / "kept.json"
    page.write_text(MARKS.format("many-runs") + MARKS.format("overhead"), encoding="utf-8")
    done = call(
        "--quick", "--runs", "4", "40", "--kept", str(kept), "--write", str(page)
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(json.loads(kept.read_text())) == ["4", "40"]
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if "|" in line]
    assert sum("measured" in row for row in rows) == 2
    assert sum("calculated" in row for row in rows) == 7
    assert "| 10,000,000 | calculated |" in "\n".join(rows)


@pytest.mark.slow
def test_one_size_is_no_line(tmp_path: Path) -> None:
    done = call("--kept", str(tmp_path / "none.json"))
    assert done.returncode != 0
    assert "two sizes at least" in done.stderr


def test_the_page_shows_what_was_measured() -> None:
    measured = json.loads(SCRIPT.with_suffix(".json").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "many_machines.md").read_text(encoding="utf-8")
    for runs in measured:
        assert f"| {int(runs):,} | measured |" in page
