"""A small study in an empty working folder, and what is simulated."""

from __future__ import annotations

from pathlib import Path

import pytest

from recsim.decide import runs
from recsim.experiments.work import Task

STUDY = """\
recsim: 1
title: A small study
world:
  people: 120
  board: {visits_per_day: {value: 0.3, range: [0.1, 0.9], source: own}}
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, recruiters: 1, care: 0.5}
  both: {style: blend, active_share: 0.5, recruiters: 1}
study:
  horizon_days: 119
  warm_up_days: 0
  replications: 6
  seed: 7
  limits: {offences_per_1000_contacts: 0.001}
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``study.yaml`` in the working folder, which is otherwise empty."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "study.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return path


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """The tasks that are simulated from now on."""
    seen: list[Task] = []
    perform_all = runs.perform_all

    def watched(scenario, tasks, workers=None, selection=None):  # type: ignore[no-untyped-def]
        seen.extend(tasks)
        return perform_all(scenario, tasks, workers, selection)

    monkeypatch.setattr(runs, "perform_all", watched)
    return seen
