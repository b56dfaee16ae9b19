"""Compiled code is kept where it can be written, and never used for other sources."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import recsim
from recsim.model.compiled import cache

PACKAGE = Path(recsim.__file__).parent


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.FOLDER, str(tmp_path))
    return tmp_path


def test_code_is_ready_only_when_it_is_complete(place: Path) -> None:
    assert cache.ready_folder() is None
    folder = cache.writable_folder()
    assert folder is not None
    assert folder.parent == place
    assert cache.ready_folder() is None
    cache.mark_ready(folder)
    assert cache.ready_folder() == folder


def test_a_folder_that_cannot_be_written_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a file"
    file.write_text("not a folder")
    monkeypatch.setenv(cache.FOLDER, str(file))
    assert cache.writable_folder() is None


def test_folders_that_nobody_used_for_long_are_removed(place: Path) -> None:
    old, recent = place / "old", place / "recent"
    for folder in (old, recent):
        folder.mkdir()
        (folder / cache.READY).touch()
    long_ago = time.time() - (cache.DAYS_KEPT + 1.0) * 86_400.0
    os.utime(old / cache.READY, (long_ago, long_ago))
    folder = cache.writable_folder()
    assert folder is not None
    cache.mark_ready(folder)
    assert not old.exists()
    assert recent.exists()


def test_a_change_of_any_compiled_source_is_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cache.fingerprint()
    changed = tmp_path / "rules.py"
    changed.write_text((PACKAGE / "model/rules.py").read_text() + "\n# a change\n")
    sources = cache.SOURCES - {"model/rules.py"} | {str(changed)}
    monkeypatch.setattr(cache, "SOURCES", sources)
    assert cache.fingerprint.__wrapped__() != before


def test_every_module_of_the_model_that_is_compiled_is_part_of_the_fingerprint() -> None:
    lists = "import sys, recsim.model.compiled.kernel; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", lists], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "simpy" not in loaded
    own = {f"model/compiled/{path.name}" for path in (PACKAGE / "model" / "compiled").glob("*.py")}
    known = {
        "recsim." + source.removesuffix(".py").replace("/", ".") for source in own | cache.SOURCES
    }
    model = {name for name in loaded if name.startswith("recsim.model.")}
    assert model - known - {"recsim.model.compiled"} <= {"recsim.model.engines"}
