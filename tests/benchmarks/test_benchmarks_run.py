"""The benchmarks run, each in its smallest form; how long anything takes is not tested."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from profile_compiled import OTHERS, described, plain
from run import LARGE, PICTURE, SECTIONS
from tables import begin, end

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "run.py"
PROFILE = ROOT / "benchmarks" / "profile_compiled.py"
PAGE = ROOT / "docs" / "performance.md"
MARKED = (*SECTIONS, *LARGE, "profile")
OLD = "Not measured yet."


def run(*arguments: str, script: Path = SCRIPT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script), *arguments], capture_output=True, text=True, check=False
    )


def part(page: str, section: str) -> str:
    return page.partition(begin(section))[2].partition(end(section))[0]


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]


def number(cell: str) -> float:
    return float(re.sub(r"[^\d.]", "", cell.partition("(")[0]))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("benchmarks") / "page.md"
    marks = "\n\n".join(f"{begin(name)}\n{OLD}\n{end(name)}\n\nAfter {name}." for name in MARKED)
    path.write_text(f"Before.\n\n{marks}\n", encoding="utf-8")
    done = run("--quick", "--large", "--write", str(path))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "<svg" in (path.parent / PICTURE).read_text(encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.long
def test_only_what_stands_between_the_marks_is_replaced(page: str) -> None:
    for name in MARKED:
        assert (OLD in part(page, name)) == (name == "profile")
        page = page.replace(part(page, name), "")
    kept = "\n\n".join(f"{begin(name)}{end(name)}\n\nAfter {name}." for name in MARKED)
    assert page == f"Before.\n\n{kept}\n"


@pytest.mark.long
@pytest.mark.parametrize("section", [*SECTIONS, *LARGE])
def test_every_table_says_where_it_was_measured(page: str, section: str) -> None:
    said = r"^\*.* cores, .*Py.* \d.*, wasmtime .*load average"
    assert re.search(said, part(page, section), re.M)


@pytest.mark.long
@pytest.mark.parametrize(
    ("section", "strategies"),
    [
        ("speed", ("waiting", "calling", "both")),
        ("speed-large", ("both",)),
    ],
)
def test_every_engine_did_something(page: str, section: str, strategies: tuple[str, ...]) -> None:
    head, _, *found = rows(part(page, section))
    assert [row[0] for row in found] == list(strategies)
    for row in found:
        cells = dict(zip(head, row, strict=True))
        assert number(cells["events"]) > 60
        for name in ("compiled", "SimPy engine", "SimPy engine / compiled"):
            assert number(cells[name]) > 0


@pytest.mark.long
@pytest.mark.parametrize("section", [*SECTIONS, *LARGE])
def test_every_row_has_all_its_cells(page: str, section: str) -> None:
    assert rows(part(page, section))
    for table in part(page, section).split("\n\n"):
        assert len({len(row) for row in rows(table)}) <= 1


@pytest.mark.long
def test_larger_markets_have_more_events_and_take_more_memory(page: str) -> None:
    small, large = rows(part(page, "growth"))[2:]
    assert number(large[2]) > number(small[2])
    assert number(large[6]) >= number(small[6])


@pytest.mark.long
@pytest.mark.parametrize("model", ["libraries", "queue"])
def test_libraries_are_measured_or_said_to_be_missing(page: str, model: str) -> None:
    found = {row[0]: row for row in rows(part(page, model))}
    assert number(found["SimPy"][4]) > 0
    assert number(found["recsim, compiled"][4]) > 0
    assert all(row[1] == "not installed" or number(row[4]) > 0 for row in list(found.values())[2:])


def test_the_shipped_page_has_all_tables() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in MARKED:
        assert rows(part(text, name)), name
    assert PICTURE in text
    assert (PAGE.parent / PICTURE).is_file()


def test_a_page_without_marks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("No marks here.\n", encoding="utf-8")
    done = run("--quick", "--write", str(path))
    assert done.returncode != 0
    assert begin("speed") in done.stderr
    assert path.read_text(encoding="utf-8") == "No marks here.\n"


def may_sample() -> bool:
    if not shutil.which("perf"):
        return False
    tried = ["perf", "record", "-e", "cpu-clock", "-o", "/dev/null", "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.long
def test_the_profile_finds_the_compiled_functions() -> None:
    if not may_sample():
        pytest.skip("needs Linux perf, and the right to use it")  # a tool for developers
    done = run("--quick", script=PROFILE)
    assert done.returncode == 0, done.stderr
    found = {row[0].partition(":")[0]: row[1:] for row in rows(done.stdout)}
    waiting, calling, _ = found["`requisitions.search`"]
    assert number(waiting) == 0
    assert number(calling) > 3
    for column in range(3):
        shares = [number(row[column]) for name, row in found.items() if name and "---" not in name]
        assert sum(shares) == pytest.approx(100, abs=1)


def test_names_of_compiled_functions_are_read() -> None:
    assert plain("  recsim::model::compiled::board::visit[abi:v12](Record, long)") == "board.visit"
    assert plain("recsim::model::rules::fit(double)") == "rules.fit"
    assert plain("recsim_advance") == "engine.advance"
    assert plain("_PyEval_EvalFrameDefault") == OTHERS
    pytest.importorskip("numba")
    assert described("board.visit").startswith("`board.visit`: Look at")
