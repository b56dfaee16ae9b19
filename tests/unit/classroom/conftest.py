"""A small round in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_round import Load, Write, make_round

from recsim.classroom.round import load_round


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file into the folder of the round: ``write("changes: {care: 1}", "ada.yaml")``."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "round"
    folder.mkdir()
    make_round(folder)

    def write_file(text: str, name: str) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def load(write: Write, tmp_path: Path) -> Load:
    """Load the round as it is written now."""
    return lambda: load_round(tmp_path / "round" / "challenge.yaml")
