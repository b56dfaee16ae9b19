"""The room of which the scorer is watched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from counter import (
    Simulator,
)
from lesson_alone import LONG, Lesson

from recsim.workshop.room import scoring


@pytest.fixture
def simulator() -> Simulator:
    return Simulator()


@pytest.fixture
def lesson(
    tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Lesson]:
    monkeypatch.setattr(scoring, "IDLE", LONG)  # it must be called
    made = Lesson(tmp_path, simulator)
    yield made
    simulator.let_go()
    made.rooms.close()
