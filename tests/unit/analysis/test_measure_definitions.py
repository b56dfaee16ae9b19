"""The registry of measures is complete, consistent and readable."""

from __future__ import annotations

import pytest

from recsim.analysis import definitions
from recsim.analysis.measures import MEASURES
from recsim.analysis.measures.series import SERIES

WANTED = """
placements placements_content placements_seeking placements_unemployed placements_by_applying
placements_by_approach placements_by_return placements_per_recruiter_quarter fall_offs
net_placements early_exits fill_rate time_to_fill_days contacts approaches contacts_per_approach
contacts_per_placement response_rate interest_rate polite_decline_rate no_answer_rate offences
offences_per_1000_contacts offences_per_100_placements offended_people_share
silent_annoyance_per_1000_contacts wary_share_end do_not_contact_share_end burnt_pool_share
told_others applications applications_per_requisition applicants_per_placement turned_down
never_answered never_answered_share resentments resentful_people_share
resentments_per_100_placements put_off_per_100_placements interviews offers offer_decline_rate
ghosted counter_offers seeds_planted seeds_forgotten seeds_germinated returns
seeds_harvested_by_planter seeds_harvested_by_others seeds_harvested_elsewhere
placements_from_others_seeds recruiter_hours utilisation hours_screen hours_answer hours_search
hours_write hours_follow_up hours_talk hours_interview hours_closing hours_per_placement
cost_per_placement fees mean_fit searching_share unemployed_share job_to_job_per_month
contacts_per_person_year share_of_market_contacts contacts_by_others_per_person_year
""".split()  # noqa: SIM905 - a list literal would be a screen long


@pytest.mark.parametrize("name", WANTED)
def test_the_measure_exists(name):
    assert name in MEASURES


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.name)
def test_every_measure_says_what_it_is(measure):
    assert measure.label
    assert measure.unit
    assert measure.topic
    assert measure.definition[0].isupper()
    assert measure.definition.endswith(".")
    assert measure.definition.count(". ") == 0, "one sentence"
    assert measure.numerator
    assert measure.denominator
    assert "passive candidate" not in measure.definition + measure.label


@pytest.mark.parametrize(
    "measure", [m for m in MEASURES.values() if m.is_ratio], ids=lambda m: m.name
)
def test_every_ratio_is_made_of_two_totals_with_the_same_reach(measure):
    above, below = MEASURES[measure.of], MEASURES[measure.per]
    assert not above.is_ratio
    assert not below.is_ratio
    assert measure.numerator == above.label
    assert measure.denominator == below.label
    assert below.bounds[0] == 0.0, "denominators are never negative"
    assert not measure.by_segment or (above.by_segment and below.by_segment)


def test_only_counts_have_exposure():
    for measure in MEASURES.values():
        if measure.exposure:
            assert MEASURES[measure.of].whole
            assert MEASURES[measure.per].whole


def test_labels_are_unique():
    labels = [measure.label for measure in MEASURES.values()]
    assert len(set(labels)) == len(labels)


def test_weekly_flows_have_the_names_of_their_totals():
    for name, series in SERIES.items():
        assert series.name == name
        if series.flow:
            assert not MEASURES[name].is_ratio


def test_tables_of_definitions_have_one_row_each():
    table = definitions()
    assert table["measure"].to_list() == list(MEASURES)
    assert table.columns[:6] == [
        "measure", "label", "unit", "definition", "numerator", "denominator",
    ]  # fmt: skip
    by_name = dict(zip(table["measure"], table["ratio"], strict=True))
    assert by_name["offences_per_1000_contacts"] == "1000 x offences / contacts"
    assert by_name["placements"] == ""
