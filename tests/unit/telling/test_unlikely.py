"""What comes out of a scenario that no real team would recognise."""

from __future__ import annotations

import pytest
from hand_made import results, scenario

from recsim.analysis.measures import MEASURES
from recsim.experiments.probe import MOST_WORK, probe
from recsim.scenario import gallery
from recsim.scenario.load import load
from recsim.telling.unlikely import RECOGNISED, unlikely


def applications(per_requisition: int) -> dict[str, dict[str, list[int]]]:
    columns = {"applications": [per_requisition * 30] * 2, "requisitions_opened": [30] * 2}
    return {"waiting": columns, "calling": {**columns, "applications": [0, 0]}}


def test_too_many_applications_are_unlikely() -> None:
    found = unlikely(results(applications(291), of=scenario(outcomes=("placements",))))
    [message] = [text for text in found if "applications per requisition" in text]
    assert message == (
        "applications per requisition: 291; "
        "we would expect hardly any real team to have more than 200"
    )
    assert found[message] == ["waiting"]


def test_an_ordinary_number_is_not_and_neither_is_a_rate_of_few() -> None:
    few = applications(291)
    few["waiting"] |= {"applications": [291, 0], "requisitions_opened": [1, 0]}
    for made in (applications(50), few):
        found = unlikely(results(made, of=scenario(outcomes=("placements",))))
        assert not [text for text in found if "applications per requisition" in text]


def test_only_rates_are_judged_and_their_ranges_are_ranges() -> None:
    for name, known in RECOGNISED.items():
        assert MEASURES[name].is_ratio
        assert known.low < known.high


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name == "two_ways" else pytest.mark.slow)
        for name, _ in gallery.shipped()
    ],
)
def test_shipped_scenarios_are_recognised(name: str) -> None:
    chosen = load(name)
    found = probe(chosen.scenario)
    if found is None:
        assert chosen.scenario.world.people * chosen.scenario.study.horizon_days * 2 > MOST_WORK / 2
        return
    said = unlikely(found)
    assert said == {}


@pytest.mark.slow
def test_a_probe_is_short_whatever_the_scenario() -> None:
    found = probe(load("large_market").scenario)
    assert found is not None
    assert found.scenario.study.horizon_days < 100
    assert len(found.replications) == 2
    assert probe(load("stress_million").scenario) is None


def test_a_probe_says_the_same_again() -> None:
    chosen = load("change_in_july").scenario
    first, again = probe(chosen), probe(chosen)
    assert first is not None
    assert again is not None
    assert first.runs.equals(again.runs)
