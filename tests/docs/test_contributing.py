"""What CONTRIBUTING.md and the hooks for commits name is there, and holds for every file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHECKS = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
CONFIG = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for repo in CONFIG["repos"] for hook in repo["hooks"]
}
FOLDERS = (".ci", "benchmarks", "docs", "recsim", "scenarios", "tests")
SUFFIXES = {"", ".cff", ".css", ".csv", ".html", ".js", ".md", ".py", ".toml", ".txt", ".yaml"}


def texts() -> list[Path]:
    """All text files that hooks look at."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    found += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [
        path
        for path in found
        if path.suffix in SUFFIXES
        and not re.search(CONFIG["exclude"], path.relative_to(ROOT).as_posix())
    ]


def test_no_hook_comes_from_elsewhere() -> None:
    assert [repo["repo"] for repo in CONFIG["repos"]] == ["local"]
    assert {hook["language"] for hook in HOOKS.values()} == {"system", "pygrep"}


@pytest.mark.parametrize("command", ["ruff check", "ruff format --check", "mypy"])
def test_hooks_are_the_documented_commands(command: str) -> None:
    assert any(hook["entry"].startswith(f".venv/bin/{command}") for hook in HOOKS.values())
    assert f".venv/bin/{command}" in TEXT


@pytest.mark.parametrize("name", [name for name in HOOKS if HOOKS[name]["language"] == "pygrep"])
def test_every_file_is_in_order(name: str) -> None:
    pattern, whole = re.compile(HOOKS[name]["entry"]), "--multiline" in HOOKS[name].get("args", ())
    for path in texts():
        text = path.read_bytes().decode()
        for part in [text] if whole else text.split("\n"):
            assert not pattern.search(part), f"{path.relative_to(ROOT)}: {part[-80:]!r}"


def test_what_is_named_is_there() -> None:
    paths = {path for path in re.findall(r"`([\w./-]+/[\w./-]*)`", TEXT) if "NAME" not in path}
    assert len(paths) > 20
    missing = [path for path in sorted(paths) if not (ROOT / path).exists()]
    assert missing == []
