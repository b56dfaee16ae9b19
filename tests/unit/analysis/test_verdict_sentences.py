"""The sentences at the end of a comparison."""

from __future__ import annotations

import polars as pl
import pytest
from hand_made import results, scenario

from recsim.analysis import headlines, verdicts
from recsim.analysis.results import FAILURES, Results
from recsim.analysis.verdict import CHANCE, IGNORANCE

WAITING = {"placements": [100, 110, 105, 95, 102], "resentments": [20, 22, 24, 19, 21],
           "rejections_of_people": [1000] * 5, "people": [2000] * 5,
           "resentful_people": [20] * 5}  # fmt: skip
CALLING = {"placements": [130, 142, 138, 124, 135], "offences": [60, 62, 66, 58, 64],
           "contacts": [10_000] * 5, "people": [2000] * 5, "offended_people": [55] * 5}  # fmt: skip


def said(waiting, calling, **study):
    study = {"horizon_days": 365, **study}
    return verdicts(results({"waiting": waiting, "calling": calling}, of=scenario(**study)))


def test_more_placements_at_the_price_of_offences():
    text = said(WAITING, CALLING)
    assert text[0].startswith("Calling places 31 more people a year than waiting (95% interval 2")
    assert text[0].endswith("more in 5 of 5 paired worlds).")
    assert "62 more offences a year" in text[1]
    assert "that is 20 for each 10 further placements" in text[1]
    assert "21 fewer resentments a year" in text[1]


def test_offence_has_its_three_rates_and_so_has_resentment():
    text = "\n".join(said(WAITING, CALLING))
    assert "Offence by contacts, Calling (95% intervals): 6.2 per 1,000 contacts (5.81" in text
    assert "2.75% of all people at least once" in text
    assert "46.3 per 100 placements" in text
    assert "Resentment of rejections, waiting (95% intervals): 21.2 per 1,000 rej" in text


def test_fewer_placements():
    text = said(CALLING, WAITING)
    assert text[0].startswith("Calling places 31 fewer people a year than waiting (95% interval 2")
    assert "fewer in 5 of 5 paired worlds" in text[0]


def test_fewer_placements_and_offences_have_a_price_in_placements_and_money():
    calling = {**CALLING, "fees_minus_cost": [300_000, 340_000, 320_000, 290_000, 330_000]}
    waiting = {**WAITING, "fees_minus_cost": [100_000, 110_000, 105_000, 95_000, 102_000]}
    text = said(calling, waiting)
    lost, avoided = 669 - 512, 310  # of placements and of offences, all replications together
    assert f"giving up {10 * lost / avoided:.1f} placements for each 10 offences avoided" in text[1]
    assert "21 more resentments" in text[1]
    assert text[1].count("giving up") == 1
    cost = f"{(1_580_000 - 512_000) / avoided:,.0f}"
    assert text[2].startswith(f"Each offence avoided costs {cost} USD of fees minus cost (95% int")
    other_way = said(waiting, calling)[2]
    assert other_way.startswith(f"Each further offence comes with {cost} USD more of fees minus c")
    assert text[2].split("interval")[1] == other_way.split("interval")[1]


def test_no_price_where_one_difference_is_not_clear_or_goes_the_other_way():
    clear = {"placements": [10, 11, 12, 13], "offences": [5, 6, 7, 6]}
    for placements in ([9, 12, 11, 14], [20, 21, 22, 24]):
        text = said(clear, {"placements": placements, "offences": [1, 2, 3, 1]})
        assert "4.2 fewer offences" in text[1]
        assert "avoided" not in "\n".join(text)


def test_both_doubts_are_named_apart():
    text = said(WAITING, CALLING)
    assert text[-2:] == [CHANCE, IGNORANCE]
    assert "factor of 4" in IGNORANCE


def test_no_p_values_and_no_significance():
    text = "\n".join(said(WAITING, CALLING)).lower()
    assert "p =" not in text
    assert "p-value" not in text
    assert "significant" not in text


def test_cannot_tell_says_how_many_more_replications():
    text = said({"placements": [100, 110, 90, 105]}, {"placements": [103, 104, 99, 104]})
    assert text[0].startswith(
        "Cannot tell yet whether Calling places more people than waiting: 1.2 more people"
    )
    assert "fewer to" in text[0]
    assert "more in 2 of 4 paired worlds" in text[0]
    assert "more replications would probably tell" in text[0]


def test_a_difference_of_nothing_much_asks_for_no_replications():
    text = said({"placements": [100, 200, 100, 200]}, {"placements": [200, 100, 200, 100]})
    assert "too small for any practical number of runs" in text[0]


def test_equal():
    text = said({"placements": [5, 6]}, {"placements": [5, 6]})
    assert text[0] == "Calling and waiting place the same number of people in all 2 paired worlds."


def test_one_run_has_no_interval_and_no_claim_of_chance():
    text = said({"placements": [100]}, {"placements": [110], "offences": [3]})
    assert text[0] == "One run, no interval: Calling places 10 more people a year than waiting."
    assert text[1] == "It comes with 3 more offences a year."
    assert "interval 1" not in "\n".join(text)
    assert CHANCE not in text
    assert any("one run of each strategy" in line for line in text)


def test_ties_are_told():
    text = said({"placements": [100, 90, 80]}, {"placements": [100, 90, 81]})
    assert "more in 1, equal in 2, of 3 paired worlds" in text[0]


def test_undefined_measures_say_why():
    text = "\n".join(said(WAITING, CALLING))
    assert (
        "Offences per 1,000 contacts: Calling 6.2 (95% interval 5.81 to 6.59); "
        "waiting not defined (no contacts)." in text
    )


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        (5, "Calling breaks the limit of 5 offences per 1,000 contacts: 6.2 "),
        (6.2, "cannot tell yet whether Calling keeps the limit of 6.2 offences per"),
        (8, "Calling keeps the limit of 8 offences per 1,000 contacts: 6.2 "),
    ],
)
def test_limits(limit, wanted):
    text = "\n".join(said(WAITING, CALLING, limits={"offences_per_1000_contacts": limit}))
    assert wanted.lower() in text.lower()
    assert "The limit of" in text
    assert "does not apply to waiting: not defined (no contacts)." in text


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
    assert text[0].startswith("Placements of waiting: 102 (95% interval 95")
    assert not any("Calling" in line for line in text)


def test_every_sentence_is_a_sentence():
    for line in said(WAITING, CALLING, limits={"placements": 5}):
        assert line[0].isupper()
        assert line.endswith(".")
        assert "nan" not in line.lower().split()


def test_in_a_shared_market_worlds_are_shared_and_not_paired():
    text = "\n".join(said(WAITING, CALLING, market="shared"))
    assert "more in 5 of 5 shared worlds" in text
    assert "Pairing" not in text
    assert "Pairing" in "\n".join(said(WAITING, CALLING))


def test_teams_that_share_a_market_are_told_what_they_caused_and_bore():
    waiting = {**WAITING, "placements_from_others_seeds": [4, 5, 6, 5, 5],
               "contacts_by_all_teams": [10_000] * 5, "contacts_by_other_teams": [10_000] * 5,
               "person_years": [2000.0] * 5}  # fmt: skip
    calling = {**CALLING, "seeds_harvested_by_others": [4, 5, 6, 5, 5],
               "contacts_by_all_teams": [10_000] * 5, "person_years": [2000.0] * 5}  # fmt: skip
    text = "\n".join(said(waiting, calling, market="shared"))
    assert "Spill-over, waiting (95% intervals): 0% of all contacts are its own (0% to" in text
    assert "5 contacts by other teams per person and year" in text
    assert "5 placements from other teams' seeds (4.1 to 5.9)" in text
    assert "Spill-over, Calling (95% intervals): 100% of all contacts are its own" in text
    assert "5 of its seeds harvested by other teams (4.1 to 5.9)." in text
    assert "Spill-over" not in "\n".join(said(waiting, calling))


def test_the_frontier_is_told():
    assert (
        "Placements against offences per 100 placements: waiting is on the frontier; Calling is "
        "on the frontier." in said(WAITING, CALLING)
    )


def test_headlines_are_the_first_sentences():
    found = results({"waiting": WAITING, "calling": CALLING}, of=scenario(horizon_days=365))
    assert headlines(found) == verdicts(found)[:2]
    nothing = Results(found.scenario, "", found.runs.clear(), found.segments, found.series)
    assert headlines(nothing) == []
