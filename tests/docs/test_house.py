"""The house that docs/design.md describes is the one that stands here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "recsim"
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
STRESS = (ROOT / "docs" / "stress-des.md").read_text(encoding="utf-8")
LONGEST = 400
LONGEST_OF_STORY, MOST_STATEMENTS_OF_STORY = 300, 1200


def rooms() -> list[str]:
    """Packages in the order of the described way."""
    tree = DESIGN[DESIGN.index("    recsim/\n") : DESIGN.index("    scenarios/ ")]
    return re.findall(r"^      (\w+)/", tree, re.MULTILINE)


def imported(path: Path) -> Iterator[str]:
    """Rooms that a module imports from, type checking included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("recsim."):
                yield name.split(".")[1]


def test_every_room_is_described_and_exists() -> None:
    assert set(rooms()) == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_imports_point_backwards() -> None:
    order = {room: place for place, room in enumerate(rooms())}
    forwards = [
        f"{path.relative_to(ROOT)} imports recsim.{other}"
        for room in order
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for other in imported(path)
        if order.get(other, -1) > order[room]
    ]
    assert forwards == []


def test_only_the_story_imports_simpy() -> None:
    users = {
        path.parent.name
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^\s*(import|from) simpy\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert users == {"story"}


BY_ITSELF = {
    "store/durable.py",  # it is what others write with
    "model/compiled/build.py",  # a program of its own, which writes the engine
    "scenario/schema.py",  # at an installation, before anything else is there
    "report/gallery.py",  # a program of its own, which writes into this repository
    "workshop/room/game.py",  # in temporary folders
    "workshop/room/market_game.py",
}


def test_files_for_people_are_written_as_a_whole_or_not_at_all() -> None:
    """By ``store.durable``: a kill or a full disk leaves the earlier file, and no half a one."""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\.write_(text|bytes)\(", path.read_text(encoding="utf-8"))
    }
    assert found == BY_ITSELF


def test_the_story_stays_small_enough_to_be_read() -> None:
    files = [path.read_text(encoding="utf-8") for path in (PACKAGE / "model/story").glob("*.py")]
    statements = [
        node
        for text in files
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.stmt)
        and not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    assert len(statements) < MOST_STATEMENTS_OF_STORY
    assert max(text.count("\n") for text in files) <= LONGEST_OF_STORY


def test_described_folders_exist_or_are_generated() -> None:
    tree = DESIGN[DESIGN.index("    scenarios/ ") :].split("\n\n")[0]
    named = re.findall(r"^    (\w+)/", tree, re.MULTILINE)
    assert len(named) >= 5
    assert [name for name in named if name != "results" and not (ROOT / name).is_dir()] == []


def test_every_dependency_is_argued_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("\ndependencies = [") :].split("]")[0]
    needed = re.findall(r'"([a-z0-9-]+)[><=]', block)
    argued = DESIGN[DESIGN.index("## Dependencies") :]
    assert len(needed) >= 5
    assert [name for name in needed if name not in argued] == []


def test_no_assertion_mistakes_a_comparison_for_its_message() -> None:
    """``assert a, b == c`` holds whenever ``a`` does; ``assert (a, b) == c`` was meant."""
    mistaken = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
        and isinstance(node.msg, ast.Compare | ast.BoolOp | ast.UnaryOp)
    ]
    assert mistaken == []


def test_the_checklist_is_complete() -> None:
    items = re.findall(r"^\| (\d(?:\.\d)*) ", STRESS, re.MULTILINE)
    assert items == [
        "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4",
        "2.5.5", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4",
        "6.1",
    ]  # fmt: skip
    assert all(row.count("|") == 3 for row in STRESS.splitlines() if row.startswith("| "))
