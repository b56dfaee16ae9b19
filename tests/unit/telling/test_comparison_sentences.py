"""The sentences at the end of a comparison."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl
import pytest
from hand_made import results, scenario

from recsim.analysis.results import FAILURES, Results
from recsim.scenario.yaml_nodes import Passport
from recsim.telling.study import CHANCE, headlines, verdicts

WAITING = {"placements": [100, 110, 105, 95, 102], "resentments": [20, 22, 24, 19, 21],
           "rejections_of_people": [1000] * 5, "people": [2000] * 5,
           "resentful_people": [20, 22, 18, 17, 23]}  # fmt: skip
CALLING = {"placements": [130, 142, 138, 124, 135], "offences": [60, 62, 66, 58, 64],
           "contacts": [10_000] * 5, "people": [2000] * 5,
           "offended_people": [55, 50, 60, 52, 58]}  # fmt: skip


def said(waiting, calling, **study):
    study = {"horizon_days": 365, **study}
    return verdicts(results({"waiting": waiting, "calling": calling}, of=scenario(**study)))


def test_two_strategies_are_told_in_a_few_sentences():
    text = said(WAITING, CALLING)
    assert text[0] == (
        "With Calling, the team places 31 more people a year (29 to 34) than with waiting. That is "
        "the direction in 5 of 5 paired worlds. 55 more people complain a year (50 to 60). The "
        "team leaves 20 fewer rejected people resentful a year (17 to 23)."
    )
    other = said(CALLING, WAITING)
    assert other[0].startswith(
        "With Calling, the team places 31 fewer people a year (29 to 34) than with wait"
    )
    assert (
        "55 fewer people complain a year (50 to 60). The team leaves 20 more rejected" in other[0]
    )


def test_money_and_harm_stand_side_by_side_and_nothing_has_a_price():
    calling = {**CALLING, "fees_minus_cost": [300_000, 340_000, 320_000, 290_000, 330_000],
               "fees": [400_000] * 5}  # fmt: skip
    waiting = {**WAITING, "fees_minus_cost": [100_000, 110_000, 105_000, 95_000, 102_000]}
    text = said(calling, waiting)
    assert text[0].endswith(
        "After the cost of its recruiters, the team earns 214,000 USD less a year (194,000 to "
        "233,000)."
    )
    assert not any(word in "\n".join(text) for word in ("for each", "giving up", "avoided"))


def test_offence_has_its_three_rates_and_so_has_resentment():
    text = "\n".join(said(WAITING, CALLING))
    assert (
        "With Calling, contacts draw 6.2 complaints per 1,000 (5.8 to 6.6); 2.8% of all peop"
        in text
    )
    assert "there are 46 complaints per 100 placements (44 to 48)." in text
    assert "With waiting, rejections are resented 21 times per 1,000 (" in text


def test_what_nobody_knows_is_named_with_its_plausible_range():
    text = said(WAITING, CALLING)
    assert text[-3] == CHANCE
    assert text[-2] == (
        'Nobody has measured how often contacts draw complaints: "All chances of a complaint" '
        "(world.offence.scale) is 1 here, and may be anything from 0.25 to 4. Run both ends before "
        "you believe a figure on it; more runs do not help."
    )
    assert "(world.memory.resent_unanswered) is" in text[-1]


def test_what_the_user_has_measured_is_not_called_unknown():
    found = results({"waiting": WAITING, "calling": CALLING}, of=scenario(horizon_days=365))
    passport = Passport((0.5, 2.0), "own survey", "high")
    [own] = [one for one in verdicts(replace(found, passports={"world.offence.scale": passport}))
             if "world.offence.scale" in one]  # fmt: skip
    assert own == (
        "All chances of a complaint (world.offence.scale) is 1 by your source, own survey; run "
        "both ends of your range, 0.5 and 2, to see what that leaves open."
    )
    bare = replace(found, passports={"world.offence.scale": Passport(source="own survey")})
    assert "own survey, which gives no range." in "\n".join(verdicts(bare))
    guess = replace(found, passports={"world.offence.scale": Passport((0.1, 9.0))})
    assert "may be anything from 0.1 to 9." in "\n".join(verdicts(guess))


def test_no_p_values_and_no_significance():
    text = "\n".join(said(WAITING, CALLING)).lower()
    assert "p =" not in text
    assert "p-value" not in text
    assert "significant" not in text


def test_cannot_tell_says_how_many_more_runs():
    waiting, calling = [100, 110, 90, 105, 99], [105, 117, 99, 104, 99]
    text = said({"placements": waiting}, {"placements": calling})
    assert text[0].startswith(
        "We cannot tell yet whether the team places more people with Calling than with waiting ("
    )
    assert re.search(
        r"Of 5 paired worlds: 3 more, 1 fewer, 1 the same\. Another \d+ to \d+ runs", text[0]
    )
    few = said({"placements": waiting[:4]}, {"placements": calling[:4]})
    assert few[0].endswith("How many more runs would tell cannot be said.")


def test_a_difference_of_nothing_much_asks_for_no_runs():
    text = said({"placements": [100, 200, 100, 200]}, {"placements": [200, 100, 200, 100]})
    assert text[0].endswith("How many more runs would tell cannot be said.")


def test_a_tie_is_not_equality():
    text = said({"placements": [5, 6]}, {"placements": [5, 6], "offences": [1, 0]})
    assert text[0].startswith(
        "With Calling and with waiting, there is no difference in placements in any of the 2 "
        "paired worlds; in others there may be (4 fewer to 4 more a year). How many more runs"
    )


def test_the_same_in_everything():
    text = said({"placements": [5, 6]}, {"placements": [5, 6]})
    assert text[0] == (
        "With Calling and with waiting everything turns out the same, in all 2 paired worlds."
    )
    assert text[1].startswith("No strategy is better")


def test_no_difference_that_matters():
    many = [5, 6, 7, 4] * 10
    text = said({"placements": many}, {"placements": [*many[1:], 5]}, matters={"placements": 3})
    assert text[0].startswith(
        "With Calling, compared with waiting, there is no difference in placements larger "
        "than 3 a year ("
    )
    other = {"placements": [8] * 40, "contacts": [1] * 40}
    text = said({"placements": [8] * 40}, other)
    assert "larger than 1 a year (0.2 fewer to 0.2 more a year)." in text[0]


def test_nothing_happened():
    text = said({"placements": [0] * 5}, {"placements": [0] * 5, "contacts": [7] * 5})
    assert text[0] == (
        "The team places nobody in any run, neither with Calling nor with waiting; a difference of "
        "up to 1.5 a year cannot be ruled out. The team draws no complaint in any run; a "
        "difference of up to 1.5 a year cannot be ruled out."
    )


def test_what_only_one_side_can_have_is_more_and_only_its_size_is_open():
    waiting = {"placements": [30, 31, 29], "requisitions_opened": [90] * 3}
    calling = {**waiting, "contacts": [900] * 3, "offences": [1, 1, 40], "people": [2000] * 3,
               "offended_people": [1, 1, 40]}  # fmt: skip
    none = "(up to 71; with {} there can be none)."
    more, fewer = said(waiting, calling)[0], said(calling, waiting)[0]
    assert f"14 more people complain a year {none.format('waiting')}" in more
    assert f"14 fewer people complain a year {none.format('Calling')}" in fewer


def test_an_interval_beyond_0_is_not_enough_for_a_verdict():
    one, other = [100, 110, 90, 105, 101, 96], [104, 117, 91, 113, 104, 96]
    text = said({"placements": one}, {"placements": other})
    assert text[0].startswith("We cannot tell yet whether the team places more people with Calling")
    assert "(98.75%: 1 fewer to 9 more a year). Of 6 paired worlds: 5 more, 1 the same." in text[0]


def test_no_direction_without_an_interval_that_supports_it():
    waiting = {"placements": [9, 12, 11, 14], "offended_people": [1, 0, 2, 1], "contacts": [50] * 4}
    calling = {
        "placements": [30, 31, 28, 33],
        "offended_people": [1, 1, 1, 2],
        "contacts": [50] * 4,
    }
    text = said(waiting, calling)
    assert "We cannot tell yet whether more people complain (" in text[0]
    assert "people complain a year" not in text[0]


def test_one_run_has_no_interval_and_no_claim_of_chance():
    text = said({"placements": [100]}, {"placements": [110], "offended_people": [3]})
    assert text[0] == (
        "In the one run, the team places 10 more people a year with Calling than with waiting. One "
        "run has no interval: another one may turn out the other way round. 3 more people "
        "complain a year."
    )
    assert CHANCE not in text
    assert any("one run of each strategy" in line for line in text)


def test_ties_are_told():
    text = said({"placements": [100, 90, 80]}, {"placements": [100, 90, 81]})
    assert "Of 3 paired worlds: 1 more, 2 the same." in text[0]


def test_the_first_declared_outcome_is_the_headline():
    text = said(WAITING, CALLING, outcomes=("contacts", "placements"))
    assert text[0].startswith(
        "With Calling, the team contacts people 10,000 more times a year (10,000 to 10,000) "
        "than with waiting"
    )
    assert " The team places 31 more people a year (29 to 34). 55 more people complain" in text[0]


def test_undefined_measures_say_why():
    text = "\n".join(said(WAITING, CALLING))
    assert (
        "Complaints per 1,000 contacts: 6.2 (5.8 to 6.6) with Calling; not defined (no contacts) "
        "with waiting." in text
    )


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        (5, "With Calling, the team breaks the limit of 5 complaints per 1,000 contacts: it is at"),
        (6.2, "We cannot tell yet whether the team keeps the limit of 6.2 complaints per"),
        (
            8,
            "With Calling, the team keeps the limit of 8 complaints per 1,000 contacts: it is at",
        ),
    ],
)
def test_limits(limit, wanted):
    text = "\n".join(said(WAITING, CALLING, limits={"offences_per_1000_contacts": limit}))
    assert wanted.lower() in text.lower()
    assert "does not apply: not defined (no contacts)." in text


def test_failures_come_first():
    found = results({"waiting": WAITING, "calling": CALLING})
    failures = pl.DataFrame([("calling", "", 7, "boom")], schema=FAILURES, orient="row")
    found = Results(found.scenario, "", found.runs, found.segments, found.series, {}, failures)
    assert verdicts(found)[0] == "1 of 11 runs failed and are left out."


def test_nothing_finished():
    found = results({"waiting": WAITING, "calling": CALLING})
    nothing = Results(found.scenario, "", found.runs.clear(), found.segments, found.series)
    assert verdicts(nothing) == ["No run was finished: there is nothing to compare."]


def test_one_strategy_alone():
    of = scenario(horizon_days=90)
    of = of.model_copy(update={"strategies": {"waiting": of.strategies["waiting"]}})
    text = verdicts(results({"waiting": WAITING}, of=of))
    assert text[0].startswith("Placements with waiting: 102 (95 to 109).")
    assert not any("Calling" in line for line in text)


def test_every_sentence_is_a_sentence():
    for line in said(WAITING, CALLING, limits={"placements": 5}):
        assert line[0].isupper()
        assert line.endswith(".")
        assert "nan" not in line.lower().split()


def test_in_a_shared_market_worlds_are_shared_and_not_paired():
    text = "\n".join(said(WAITING, CALLING, market="shared"))
    assert "in 5 of 5 shared worlds" in text
    assert "correlation" not in text
    assert "correlation" in "\n".join(said(WAITING, CALLING))


def test_teams_that_share_a_market_are_told_what_they_caused_and_bore():
    waiting = {**WAITING, "placements_from_others_seeds": [4, 5, 6, 5, 5],
               "contacts_by_all_teams": [10_000] * 5, "contacts_by_other_teams": [10_000] * 5,
               "person_years": [2000.0] * 5}  # fmt: skip
    calling = {**CALLING, "seeds_harvested_by_others": [4, 5, 6, 5, 5],
               "contacts_by_all_teams": [10_000] * 5, "person_years": [2000.0] * 5}  # fmt: skip
    text = "\n".join(said(waiting, calling, market="shared"))
    assert "With waiting, the team makes 0% of all contacts (0 to" in text
    assert "other teams contact each person 5 times a year" in text
    assert "5 placements come from other teams' seeds (3 to 8)" in text
    assert "With Calling, the team makes 100.0% of all contacts" in text
    assert "other teams place the people behind 5 of its seeds (3 to 8)." in text
    assert "place the people behind" not in "\n".join(said(waiting, calling))


def test_the_frontier_counts_both_kinds_of_harm():
    waiting, calling = {**WAITING, "put_off": [21] * 5}, {**CALLING, "put_off": [62] * 5}
    assert (
        "No strategy is better than waiting or Calling on both placements and complaints and "
        "resentments per 100 placements." in said(waiting, calling)
    )


def test_headlines_are_the_first_sentences():
    found = results({"waiting": WAITING, "calling": CALLING}, of=scenario(horizon_days=365))
    assert headlines(found) == verdicts(found)[:1]
    nothing = Results(found.scenario, "", found.runs.clear(), found.segments, found.series)
    assert headlines(nothing) == []
