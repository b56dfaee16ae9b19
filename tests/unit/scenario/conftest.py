"""Writing scenario files for tests."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from written import Write


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file into an empty working folder: ``write(text, name="study.yaml")``."""
    monkeypatch.chdir(tmp_path)

    def write_file(text: str, name: str = "study.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    return write_file
