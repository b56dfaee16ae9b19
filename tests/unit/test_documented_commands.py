"""Every command, Python block and complete scenario in the documents works as written.

Commands of one document run in order, in one empty folder: those of recsim alone in this process,
all others in bash. To be quick, ``recsim run``, ``compare``, ``sweep``, ``assumptions``,
``warm-up``, ``calibrate`` and ``tune`` get a small world, a short time and few replications added,
and only ``recsim run two_ways`` draws pictures. ``recsim workshop`` does without the compiled
engine and ends as soon as its page answers. Nothing else differs.
Set-up in front of a command (a virtual environment, an installation) is what ``.ci/run`` does.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import small_recsim
from patience import PATIENCE
from typer.testing import CliRunner

from recsim.cli.app import app
from recsim.scenario.load import load

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SET_UP = re.compile(r"python3 -m venv \S+ && \S+/pip install [^&]+ && \.venv/bin/")
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
ELSEWHERE = (
    "pytest",
    "python3 -m venv",
    ".ci/run",
    ".venv/bin/pytest -n auto",
    ".venv/bin/pytest -m",
    ".venv/bin/ruff",
    "npm ci",
    ".venv/bin/sphinx-build",
    ".venv/bin/python -m recsim.report.gallery",
)
"""Commands that ``.ci/run`` executes, and what would take an hour."""
NOT_COPIED = (".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "node_modules", "results")
ENDS = re.compile(r"  # code (\d)$")
"""What stands behind a command that does not end with exit code 0."""
PLAIN = re.compile(r"recsim (?!workshop)[\w ./=%-]+")
"""A command in which bash would find nothing to do; a workshop is ended as a process."""


def blocks(document: Path, *languages: str) -> list[str]:
    """Fenced blocks in these languages."""
    text = document.read_text(encoding="utf-8")
    return [
        body
        for language, body in re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        if language in languages
    ]


def commands(document: Path) -> list[str]:
    """Commands in the document's console and bash blocks, without their set-up."""
    found = []
    for block in blocks(document, "console"):
        found += [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    for block in blocks(document, "bash"):
        found += [line for line in block.splitlines() if line and not line.startswith("#")]
    return [SET_UP.sub("", command) for command in found]


def name(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def program(folder: Path) -> Path:
    """A folder with a ``recsim`` for small worlds."""
    file = folder / "bin" / "recsim"
    file.parent.mkdir()
    file.write_text(f'#!/bin/sh\nexec {sys.executable} {small_recsim.__file__} "$@"\n')
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file.parent


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = os.pathsep.join([str(program(tmp_path)), os.environ["PATH"]])
    monkeypatch.setenv("PATH", path)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    shutil.copytree(ROOT / "docs" / "own_numbers", tmp_path / "work" / "docs" / "own_numbers")
    for command in commands(document):
        words = shlex.split(command, comments=True)
        code = int(ends[1]) if (ends := ENDS.search(command)) else 0
        if command.startswith(ELSEWHERE):
            continue
        if PLAIN.fullmatch(" ".join(words)):
            result = CliRunner().invoke(app, small_recsim.smaller(words[1:]), prog_name="recsim")
            assert result.exit_code == code, f"{command}\n{result.output}\n{result.exception!r}"
        else:
            bash(command)


def bash(command: str, **options: Any) -> None:
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True, text=True, timeout=PATIENCE, check=False, **options,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.mark.long
def test_commands_for_contributors_change_nothing(tmp_path: Path) -> None:
    """In a copy of this checkout, whose stored screens and pages are those that are made anew."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
    (copy / ".venv").symlink_to(sys.prefix)
    here = [command for command in commands(CONTRIBUTING) if not command.startswith(ELSEWHERE)]
    assert len(here) >= 5
    hooks = "SKIP=mypy .venv/bin/pre-commit run --all-files"  # .ci/run looks at types
    for command in ("git init -q && git add -A", *here, "git diff --exit-code", hooks):
        bash(command, cwd=copy, env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "hooks")})


def test_contributors_set_up_what_the_readme_does() -> None:
    [command] = [one for one in commands(CONTRIBUTING) if one.startswith("python3 -m venv")]
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_python_blocks(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for block in blocks(document, "python"):
        exec(compile(block, document.name, "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_complete_scenarios(document: Path, tmp_path: Path) -> None:
    for block in blocks(document, "yaml"):
        if "strategies:" in block and "recsim: 1" in block:
            path = tmp_path / "block.yaml"
            path.write_text(block, encoding="utf-8")
            load(path)


def test_the_readme_has_two_commands_that_set_themselves_up() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    set_up = re.findall(r"^\$ (python3 -m venv .*)$", text, re.MULTILINE)
    assert [SET_UP.sub("", command) for command in set_up] == [
        "recsim run two_ways",
        "pytest -n auto",
    ]
    assert "pip install recsim" not in text


def test_every_kind_of_block_is_found(tmp_path: Path) -> None:
    document = tmp_path / "document.md"
    document.write_text(
        "```console\n$ recsim list\nblack_hole\n```\n\n```bash\n# a comment\nrecsim schema\n```\n"
        "```python\nprint(1)\n```\n",
        encoding="utf-8",
    )
    assert commands(document) == ["recsim list", "recsim schema"]
    assert blocks(document, "python") == ["print(1)\n"]
