"""Clusters of this computer: a real scheduler, with workers that are processes of their own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from patience import PATIENCE
from small_cluster import STUDY, Start, end


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clusters may take as long as they like: the machine may be busy."""
    monkeypatch.setenv("RECSIM_CLUSTER_SECONDS", f"{PATIENCE:g}")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return path


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a program; whatever it has started by then ends with the test."""
    with ExitStack() as ends:

        def started(*command: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
            number = len(list(tmp_path.glob("*.log")))
            log = ends.enter_context((tmp_path / f"{number}.log").open("wb"))
            process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                env={**os.environ, **(env or {})},
                start_new_session=True,
                cwd=tmp_path,
            )
            ends.callback(end, process)
            return process

        yield started
