"""Documented levers: which number moves which setting, and how far a step goes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import recsim
from recsim.analysis.own_numbers import own_numbers
from recsim.decide import levers as documented
from recsim.decide.fitting import corrected
from recsim.decide.levers import LEVERS, QUESTIONS, assigned, lever
from recsim.own.numbers import NUMBERS
from recsim.scenario.load import Loaded, load
from recsim.telling.calibration import ASKED


def loaded_with(study: Path, *measures: str, kind: str = "agency") -> Loaded:
    numbers = ", ".join(f"{name}: 0.5" for name in measures)
    with study.open("a", encoding="utf-8") as file:
        file.write(f"observed: {{both: {{{numbers}}}}}\n")
    return load(study, set_=[f"strategies.*.kind={kind}"])


def test_each_number_has_a_lever_of_its_own(study: Path) -> None:
    loaded = loaded_with(study, "placements", "fill_rate", "interviews_per_placement", "contacts")
    found = assigned(own_numbers(loaded.scenario, {}), loaded)
    keys = [found[at].keys[0] for at in range(4)]
    assert keys == [
        "world.demand.competitor_days",
        "world.demand.open_days",
        "world.hiring.interview_intercept",
        "world.work.overhead",
    ]


def test_an_employers_team_has_no_competitors(study: Path) -> None:
    loaded = loaded_with(study, "placements", kind="corporate")
    found = assigned(own_numbers(loaded.scenario, {}), loaded)
    assert found[0].keys == ("world.hiring.interview_intercept",)


def test_steps_are_undone_by_steps_back(study: Path) -> None:
    loaded = load(study)
    for declared in {one for choices in LEVERS.values() for one in choices}:
        one = lever(declared, loaded, "both")
        assert one is not None
        assert one.low <= one.believed[0] <= 0 <= one.believed[1] <= one.high
        value = next(iter(one.values(0.5).values()))
        assert one.step_of(float(value)) == pytest.approx(0.5, abs=0.02)
        assert recsim.load(study).scenario == documented.moved(loaded.scenario, {one: 0.0})


def test_every_question_can_be_asked(study: Path) -> None:
    for question in QUESTIONS:
        assert question.asks in NUMBERS
        assert question.asks in ASKED
        assert not question.measure or question.measure in recsim.MEASURES


def test_slopes_are_corrected_by_what_a_move_changed() -> None:
    slopes = np.array([[1.0, 0.0], [0.0, 1.0]])
    moved, changed = np.array([1.0, 1.0]), np.array([3.0, 1.0])
    better = corrected(slopes, moved, changed)
    assert better @ moved == pytest.approx(changed)
    across = np.array([1.0, -1.0])
    assert better @ across == pytest.approx(slopes @ across)
    assert corrected(slopes, np.array([0.0, 0.01]), changed) is slopes
