"""The engines agree in all shipped scenarios, with fewer people and less time."""

from __future__ import annotations

from pathlib import Path

import pytest
from agreement import assert_agreement

from recsim.scenario import gallery
from recsim.scenario.load import load
from recsim.verification.engines import cut_down, worlds

FILES = sorted(path for path in gallery.folder().rglob("*.yaml") if path.stem != "base")


def name(path: Path) -> str:
    return path.relative_to(gallery.folder()).with_suffix("").as_posix()


def variants() -> list[tuple[str, str]]:
    return [(name(path), variant) for path in FILES for variant in load(path).scenario.variants]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_engines_agree(path: Path) -> None:
    events = [assert_agreement(world).events for world in worlds(cut_down(load(path).scenario))]
    assert min(events) > 50


@pytest.mark.slow
@pytest.mark.parametrize(("scenario", "variant"), variants())
def test_engines_agree_in_variants(scenario: str, variant: str) -> None:
    for world in worlds(cut_down(load(scenario, with_=[variant]).scenario), range(2)):
        assert_agreement(world)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["two_ways", "planting_seeds", "automated_outreach"])
def test_engines_agree_at_full_size(scenario: str) -> None:
    for world in worlds(load(scenario).scenario, range(3)):
        assert_agreement(world)
