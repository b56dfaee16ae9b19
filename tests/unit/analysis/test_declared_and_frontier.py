"""Limits, names of measures, and the frontier."""

from __future__ import annotations

import pytest
from hand_made import results, scenario

from recsim.analysis.declared import check_limits
from recsim.analysis.names import UnknownMeasures, check_names, unknown_measures
from recsim.analysis.tradeoff import frontier
from recsim.scenario.expectation import Expectation

STUDY = {
    "waiting": {"placements": [10, 12, 11, 13], "contacts": [0, 0, 0, 0]},
    "calling": {"placements": [20, 22, 21, 23], "contacts": [9, 9, 9, 9], "offences": [1, 2, 1, 2]},
}


def test_limits_are_judged_by_the_interval():
    of = scenario(limits={"placements": 11.4, "offences_per_1000_contacts": 500})
    found = {(c.strategy, c.measure): c.verdict for c in check_limits(results(STUDY, of=of))}
    assert found == {
        ("waiting", "placements"): "cannot tell",
        ("calling", "placements"): "breaks",
        ("waiting", "offences_per_1000_contacts"): "undefined",
        ("calling", "offences_per_1000_contacts"): "keeps",
    }


def test_unknown_measures_are_named_with_the_nearest():
    of = scenario(outcomes=("placement", "contacts"), limits={"ofences": 1})
    of = of.model_copy(
        update={"expect": (Expectation(strategy="waiting", outcome="zzz", equals=0.0),)}
    )
    found = unknown_measures(of)
    assert [(u.key, u.name, u.nearest) for u in found] == [
        ("study.outcomes.0", "placement", "placements"),
        ("study.limits.ofences", "ofences", "offences"),
        ("expect.0.outcome", "zzz", None),
    ]
    with pytest.raises(UnknownMeasures, match="did you mean 'placements'"):
        check_names(of)
    check_names(scenario())


def places(**strategies):
    of = scenario()
    team = of.strategies["calling"]
    of = of.model_copy(
        update={
            "strategies": {name: team.model_copy(update={"label": name}) for name in strategies}
        }
    )
    values = {
        name: {"placements": gain, "offences": harm} for name, (gain, harm) in strategies.items()
    }
    return {
        s.strategy: (s.place, s.behind)
        for s in frontier(results(values, of=of), "placements", "offences")
    }


def test_the_frontier():
    assert places(
        quiet=([10, 11, 12], [0, 0, 0]),
        loud=([30, 31, 32], [9, 8, 9]),
        worst=([20, 21, 22], [20, 21, 20]),
    ) == {
        "quiet": ("on the frontier", ()),
        "loud": ("on the frontier", ()),
        "worst": ("behind", ("loud",)),
    }


def test_overlap_is_a_tie():
    found = places(one=([10, 20, 15], [5, 9, 4]), other=([12, 15, 19], [6, 5, 6]))
    assert found["one"] == ("tied with the frontier", ("other",))
    assert found["other"][0] == "on the frontier"


def test_equal_in_one_and_clearly_worse_in_the_other_is_behind():
    same = [5, 5, 5, 5, 5]
    found = places(one=([10, 20, 15, 11, 12], same), other=([18, 27, 23, 19, 20], same))
    assert found["one"] == ("behind", ("other",))


def test_equals_share_the_frontier():
    found = places(one=([10, 20], [5, 5]), other=([10, 20], [5, 5]))
    assert {place for place, _ in found.values()} == {"on the frontier"}


def test_a_strategy_without_placements_has_no_rate():
    of = scenario()
    found = frontier(results({"waiting": {"placements": [0, 0]},
                              "calling": {"placements": [1, 2]}}, of=of))  # fmt: skip
    assert [s.place for s in found] == ["undefined", "on the frontier"]
