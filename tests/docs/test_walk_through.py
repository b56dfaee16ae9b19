"""The model can be read as docs/story.md says: in its order, and in the words that stand there."""

from __future__ import annotations

import ast
import re
import runpy
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORY = ROOT / "recsim" / "model" / "story"
FILES = sorted(path for path in STORY.glob("*.py") if path.stem != "__init__")
PAGE = (ROOT / "docs" / "story.md").read_text(encoding="utf-8")
PICTURE = ROOT / "docs" / "story.svg"
LONGEST = 350
EXCERPT = re.compile(r"\[`(\w+\.py)`\]\(\.\./recsim/model/story/\1\)[^`]*?\n```py\n(.*?)```", re.S)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def order() -> list[str]:
    """The files in the order in which they are read."""
    said = ast.get_docstring(tree(STORY / "__init__.py")) or ""
    return re.findall(r"^    (\w+) {2,}\w", said, re.MULTILINE)


def imported(path: Path) -> Iterator[str]:
    """Files of the story that one imports, wherever in it, for types or to run."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found = re.fullmatch(r"recsim\.model\.story\.(\w+)", node.module)
            if found:
                yield found.group(1)
            elif node.module == "recsim.model.story":
                yield from (alias.name for alias in node.names)


def test_every_file_stands_in_the_order_of_reading() -> None:
    assert sorted(order()) == [path.stem for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_knows_only_those_that_were_read_before(path: Path) -> None:
    read = order()[: order().index(path.stem)]
    assert [name for name in imported(path) if name not in read] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nobody_reaches_into_the_private_parts_of_others(path: Path) -> None:
    """SimPy's above all: a private name is one of the file's own classes."""
    module = tree(path)
    nodes = list(ast.walk(module))
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef)} | {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    private = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr)
    }
    declared = {
        node.target.attr
        for node in nodes
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Attribute)
    }
    simpys = {"_ok", "_value", "_queue", "_eid", "_now", "_defused", "_target", "_generator"}
    assert private <= own | declared
    assert not private & simpys


def excerpts() -> list[tuple[str, str]]:
    """Excerpts of the page, each with the file linked to above it; they cannot run alone."""
    return EXCERPT.findall(PAGE)


def test_every_excerpt_names_its_file() -> None:
    assert len(excerpts()) == PAGE.count("```py\n") >= 8


@pytest.mark.parametrize(("name", "code"), excerpts(), ids=lambda value: value[:20].strip())
def test_an_excerpt_stands_in_the_code(name: str, code: str) -> None:
    """Line by line, if not as far to the right; ``...`` stands for lines that were left out."""
    source, at = "\n" + (STORY / name).read_text(encoding="utf-8"), 0
    for part in re.split(r"^ *\.\.\.\n", code, flags=re.MULTILINE):
        places = (source.find("\n" + textwrap.indent(part, " " * n), at) for n in (0, 4, 8, 12))
        found = max(places)
        assert found >= 0, f"{name} does not say (any more):\n{part}"
        at = found + 1


def test_what_one_is_told_to_look_for_is_there() -> None:
    rows = re.findall(r"^\| .+ \| \[`(\w+\.py)`\].+ \| (.+) \|$", PAGE, re.MULTILINE)
    assert len(rows) >= 10
    for name, where in rows:
        source, verbs = (STORY / name).read_text(encoding="utf-8"), re.findall(r"`(.+?)`", where)
        assert verbs
        assert [verb for verb in verbs if f"    {verb}(" not in source] == [], name


def maker() -> dict[str, object]:
    return runpy.run_path(str(ROOT / "docs" / "story_picture.py"))


def test_the_picture_is_the_one_that_the_command_draws() -> None:
    drawn = maker()["picture"]()  # type: ignore[operator]
    assert PICTURE.read_text(encoding="utf-8") == drawn, "run: python docs/story_picture.py"
    assert "`python docs/story_picture.py`" in PAGE


def test_whoever_speaks_in_the_picture_does_so_in_the_code() -> None:
    for arrow in maker()["ARROWS"]:  # type: ignore[attr-defined]
        caller = (STORY / arrow.said_in).read_text(encoding="utf-8")
        for words in arrow.code:
            assert words in caller, f"{arrow.said_in} does not say (any more): {words}"
