"""Limits, expectations, names of measures, and the frontier."""

from __future__ import annotations

import pytest
from hand_made import results, scenario

from recsim.analysis import check_expectations
from recsim.analysis.declared import check_limits
from recsim.analysis.names import UnknownMeasures, check_names, unknown_measures
from recsim.analysis.tradeoff import frontier
from recsim.scenario.study import Expectation

STUDY = {
    "waiting": {"placements": [10, 12, 11, 13], "contacts": [0, 0, 0, 0]},
    "calling": {"placements": [20, 22, 21, 23], "contacts": [9, 9, 9, 9], "offences": [1, 2, 1, 2]},
}


def outcome(**wanted):
    of = scenario().model_copy(update={"expect": (Expectation(**wanted),)})
    return check_expectations(results(STUDY, of=of))[0]


def test_equals_holds_if_the_interval_contains_it():
    assert outcome(strategy="waiting", outcome="contacts", equals=0.0).holds
    assert outcome(strategy="waiting", outcome="placements", equals=12.0).holds
    found = outcome(strategy="waiting", outcome="placements", equals=20.0)
    assert not found.holds
    assert found.message == ("waiting: placements equal to 20: found 12 (95% interval 9.4 to 14)")


def test_at_least_and_at_most_are_about_the_estimate():
    assert outcome(strategy="calling", outcome="placements", at_least=21.5).holds
    assert not outcome(strategy="calling", outcome="placements", at_least=21.6).holds
    assert outcome(strategy="calling", outcome="placements", at_least=20.0, at_most=22.0).holds
    assert not outcome(strategy="calling", outcome="placements", at_most=21.0).holds


def test_an_undefined_measure_meets_no_expectation():
    found = outcome(strategy="waiting", outcome="offences_per_1000_contacts", at_most=5.0)
    assert not found.holds
    assert "not defined" in found.message


def test_one_run_must_be_equal():
    of = scenario().model_copy(
        update={"expect": tuple(
            Expectation(strategy="waiting", outcome="placements", equals=v) for v in (7.0, 8.0)
        )}
    )  # fmt: skip
    found = check_expectations(results({"waiting": {"placements": [7]}}, of=of))
    assert [checked.holds for checked in found] == [True, False]


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
    of = of.model_copy(update={"strategies": dict.fromkeys(strategies, team)})
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
    found = places(one=([10, 20, 15], [5, 5, 5]), other=([13, 22, 18], [5, 5, 5]))
    assert found["one"] == ("behind", ("other",))


def test_equals_share_the_frontier():
    found = places(one=([10, 20], [5, 5]), other=([10, 20], [5, 5]))
    assert {place for place, _ in found.values()} == {"on the frontier"}


def test_a_strategy_without_placements_has_no_rate():
    of = scenario()
    found = frontier(results({"waiting": {"placements": [0, 0]},
                              "calling": {"placements": [1, 2]}}, of=of))  # fmt: skip
    assert [s.place for s in found] == ["undefined", "on the frontier"]
