"""The engines agree in all shipped scenarios, with fewer people and less time."""

from __future__ import annotations

from pathlib import Path

import pytest
from agreement import assert_agreement

from recsim.scenario import gallery
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario
from recsim.verification.engines import cut_down, worlds

FILES = sorted(path for path in gallery.folder().rglob("*.yaml") if path.stem != "base")

USUAL = ("two_ways", "called_at_work", "commons", "by_its_date", "change_in_july")
FULL_SIZE = ("two_ways", "planting_seeds", "automated_outreach", "by_its_date")


def name(path: Path) -> str:
    return path.relative_to(gallery.folder()).with_suffix("").as_posix()


def shortened(scenario: Scenario, days: int, warm_up: int = 14) -> Scenario:
    """The same for so many days at most, after a warm-up of so many at most."""
    study = scenario.study
    short = {
        "horizon_days": min(study.horizon_days, days),
        "warm_up_days": min(study.warm_up_days, warm_up),
    }
    return scenario.model_copy(update={"study": study.model_copy(update=short)})


@pytest.mark.parametrize(
    "path",
    [pytest.param(p, marks=() if p.stem in USUAL else pytest.mark.slow, id=name(p)) for p in FILES],
)
def test_engines_agree(path: Path) -> None:
    small = shortened(cut_down(load(path).scenario), 14, 7)
    assert min(assert_agreement(world).events for world in worlds(small)) > 20


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=name)
def test_engines_agree_for_longer_and_in_variants(path: Path) -> None:
    whole = load(path).scenario
    variants = [load(path, with_=[variant]).scenario for variant in whole.variants]
    for scenario in (whole, *variants):
        for world in worlds(cut_down(scenario), range(2)):
            assert_agreement(world)


@pytest.mark.long
@pytest.mark.parametrize("scenario", FULL_SIZE)
def test_engines_agree_at_full_size(scenario: str) -> None:
    for world in worlds(shortened(load(scenario).scenario, 182, 91)):
        assert_agreement(world)
