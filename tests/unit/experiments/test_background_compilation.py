"""Compiling beside the user's work: once at a time, out of the way, and only if it is wanted."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from recsim.model import background, engines

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that are started."""
    commands: list[list[str]] = []

    class Process:
        def __init__(self, command: list[str], **_: Any) -> None:
            commands.append(command)

    monkeypatch.setattr(subprocess, "Popen", Process)
    monkeypatch.delenv(background.SWITCH, raising=False)
    return commands


def test_it_starts_a_process_of_its_own(started: list[list[str]]) -> None:
    assert background.start()
    assert started == [[sys.executable, "-P", "-m", "recsim.model.background"]]


def test_it_can_be_switched_off(started: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(background.SWITCH, "0")
    assert not background.start()
    assert started == []


def test_one_at_a_time(started: list[list[str]], folder: Path) -> None:
    with background.marked() as first:
        assert first
        assert background.under_way()
        assert not background.start()
        with background.marked() as second:
            assert not second
        assert background.under_way()
    assert list(folder.iterdir()) == []
    assert started == []


def test_the_mark_of_a_killed_compilation_is_forgotten(folder: Path) -> None:
    with background.marked():
        [mark] = folder.iterdir()
        old = time.time() - background.LEFT_OVER_SECONDS - 1
        os.utime(mark, (old, old))
        with background.marked() as alone:
            assert alone


def test_a_compilation_that_fails_leaves_no_mark(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise RuntimeError("no compiler")

    monkeypatch.setattr(engines, "prepare", fails)
    monkeypatch.setattr(os, "nice", lambda by: by)
    with pytest.raises(RuntimeError, match="no compiler"):
        background.main()
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="priorities as numbers")
def test_it_compiles_at_the_lowest_priority(folder: Path) -> None:
    program = (
        "import os, tempfile\n"
        "from recsim.model import background, engines\n"
        f"tempfile.tempdir = {str(folder)!r}\n"
        "engines.prepare = lambda: print(os.nice(0), background.under_way())\n"
        "background.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout == "19 True\n"
