"""The tables behind the figures are those of the analysis, and figures appear when they should."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import polars as pl
import pytest
from studies import STUDIES

from recsim.analysis import differences, observed, summary
from recsim.analysis.estimates import difference, sample
from recsim.report import over_time
from recsim.report.ends import where_contacts_and_applications_end, where_processes_end
from recsim.report.main import compose, main_plot
from recsim.report.plots import PLOTS
from recsim.report.unfolding import curves, placements_over_time
from recsim.report.view import View

NOTHING_TO_DRAW = {
    "by_segment": set(STUDIES) - {"two_ways", "one_replication", "twelve_strategies", "long_names"},
    "paired_difference": {"one_replication", "one_strategy", "variants_in_one_replication"},
    "typical_and_bad_years": {"one_replication", "variants_in_one_replication"},
    "trade_off": {"nothing_happened"},
    "offence_rates": {"nothing_happened"},
    "offence_over_time": {
        "answering_or_not",
        "nobody_is_contacted",
        "nothing_happened",
        "one_did_nothing",
        "one_day",
    },
    "offence_by_channel": {
        "answering_or_not",
        "nobody_is_contacted",
        "nothing_happened",
        "one_did_nothing",
    },
    "where_contacts_and_applications_end": {"nothing_happened"},
    "where_processes_end": {"nothing_happened"},
    "burnt_pool": {"nothing_happened"},
    "own_numbers": set(STUDIES) - {"one_strategy", "long_names"},
    "variants": set(STUDIES)
    - {
        "two_variants",
        "variants_of_twelve_strategies",
        "variants_in_one_replication",
        "thirty_variants",
    },
    "who_harvests": {
        "answering_or_not",
        "nobody_is_contacted",
        "nothing_happened",
        "one_did_nothing",
    },
}
"""Studies in which a plot has nothing to show, and is left out."""


def means(results, measure):
    rows = summary(results).filter(pl.col("measure") == measure)
    return dict(rows.select("strategy", "mean").iter_rows())


@pytest.mark.slow
def test_offence_rates_are_those_of_the_summary():
    results = STUDIES["two_ways"]()
    table = PLOTS["offence_rates"](results).table
    for name in ("offences_per_1000_contacts", "put_off_per_100_placements"):
        shown = dict(table.filter(pl.col("measure") == name).select("strategy", "estimate").rows())
        assert shown == means(results, name)
    table = PLOTS["offence_rates"](STUDIES["careful_or_careless"]()).table
    people = table.filter(pl.col("measure") == "offended_people_share")
    percent = dict(people.select("strategy", "estimate").rows())
    found = means(STUDIES["careful_or_careless"](), "offended_people_share")
    assert percent["careless"] == pytest.approx(100 * found["careless"])


@pytest.mark.slow
def test_own_numbers_are_those_of_the_analysis():
    results = STUDIES["long_names"]()
    assert PLOTS["own_numbers"](results).table.equals(observed(results))
    assert set(observed(results)["strategy"]) == {"b", "c"}


@pytest.mark.slow
def test_paired_differences_are_those_of_the_analysis():
    results = STUDIES["careful_or_careless"]()
    expected = differences(results).filter(pl.col("measure") == "placements")
    table = PLOTS["difference"](results).table
    for column in ("strategy", "n", "difference", "low", "high"):
        assert table[column].to_list() == expected[column].to_list()
    share = (expected["wins"] / expected["n"]).to_list()
    assert table["share_more"].to_list() == pytest.approx(share)


@pytest.mark.parametrize("draw", [where_contacts_and_applications_end, where_processes_end])
def test_all_ends_together_are_everything(draw):
    table = draw(STUDIES["two_ways"]()).table.drop_nulls()
    sums = table.group_by("strategy", "of").agg(pl.col("per_100").sum())["per_100"]
    assert sums.to_list() == pytest.approx([100.0] * len(sums))


def test_ends_count_what_the_runs_count():
    results = STUDIES["two_ways"]()
    table = where_contacts_and_applications_end(results).table
    offended = table.filter((pl.col("end") == "complained") & (pl.col("strategy") == "calling"))
    runs = results.runs.filter(pl.col("strategy") == "calling")
    assert offended["mean_count"].item() == runs["approaches_offended"].mean()


def test_placements_over_time_end_at_the_placements_of_the_run():
    results = STUDIES["two_ways"]()
    days, values = curves(View(results), "calling", ["placements"])
    runs = results.runs.filter(pl.col("strategy") == "calling").sort("replication")
    assert values[:, -1].tolist() == runs["placements"].to_list()
    assert days[0] == 0.0
    assert not values[:, 0].any()
    assert days[-1] == results.scenario.study.horizon_days
    last = placements_over_time(results).table.filter(pl.col("strategy") == "calling")[-1]
    assert last["p50"].item() == np.quantile(
        runs["placements"].to_numpy(), 0.5, method="inverted_cdf"
    )


def test_the_burnt_pool_starts_where_the_warm_up_left_it():
    results = STUDIES["two_ways"]()
    days, values = curves(View(results), "calling", ["wary_share", "do_not_contact_share"])
    assert days[0] == 0.0
    assert values[:, 0].mean() > 0
    end = results.runs.filter(pl.col("strategy") == "calling").sort("replication")
    assert values[:, -1] == pytest.approx(100 * end["burnt_pool_share"].to_numpy())


def test_hours_of_a_week_add_up_to_the_hours_available():
    results = STUDIES["two_ways"]()
    table = PLOTS["recruiters_week"](results).table
    work = results.scenario.world.work
    week = work.hours_per_week * (1 - work.overhead)
    sums = table.group_by("strategy").agg(pl.col("hours_per_recruiter_and_week").sum())
    assert sums["hours_per_recruiter_and_week"].to_list() == pytest.approx([week] * 2)


def test_harm_counts_whatever_the_strategies_can_do():
    assert View(STUDIES["two_ways"]()).harm == "put_off_per_100_placements"
    assert View(STUDIES["answering_or_not"]()).harm == "resentments_per_100_placements"
    assert View(STUDIES["careful_or_careless"]()).harm == "offences_per_100_placements"


def test_where_both_kinds_of_harm_may_be_done_none_is_shown_alone():
    results = STUDIES["two_ways"]()
    outcomes = ("placements", "offences_per_100_placements")
    study = results.scenario.study.model_copy(update={"outcomes": outcomes})
    results = replace(results, scenario=results.scenario.model_copy(update={"study": study}))
    table = main_plot(results).table
    assert "put_off_per_100_placements" in table["measure"].to_list()
    assert "offences_per_100_placements" not in table["measure"].to_list()


def test_the_gain_is_the_first_declared_outcome():
    results = STUDIES["two_ways"]()
    study = results.scenario.study.model_copy(update={"outcomes": ("fill_rate", "placements")})
    results = replace(results, scenario=results.scenario.model_copy(update={"study": study}))
    assert "fill_rate" in PLOTS["trade_off"](results).table.columns
    assert PLOTS["difference"](results).table["measure"].to_list() == ["fill_rate"]


def test_segments_go_from_plentiful_to_scarce():
    view = View(STUDIES["two_ways"]())
    assert view.segments == ("plumbers", "nurses", "accountants", "chip_designers")


def test_declared_outcomes_decide_between_fill_rates_and_the_trade_off():
    results = STUDIES["two_ways"]()
    study = results.scenario.study.model_copy(update={"outcomes": ("placements",)})
    other = results.scenario.model_copy(update={"study": study})
    table = main_plot(replace(results, scenario=other)).table
    assert "segment" not in table.columns
    assert {"place", "estimate"} <= set(table.columns)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("study", "columns"),
    [
        ("one_strategy", {"day", "p50"}),
        ("shared_market", {"stage", "mean_count"}),
        ("two_ways", {"segment", "place"}),
        ("answering_or_not", {"end", "per_100"}),
        ("careful_or_careless", {"place", "estimate"}),
        ("nobody_is_contacted", {"dot", "estimate"}),
    ],
)
def test_the_main_picture_has_the_panels_of_its_question(study, columns):
    plot = main_plot(STUDIES[study]())
    assert columns <= set(plot.table.columns)
    assert set(plot.table["panel"]) == {"left", "right"}
    assert plot.title == STUDIES[study]().scenario.question


def of_variants(results, measure):
    table = PLOTS["variants"](results).table.filter(pl.col("measure") == measure)
    return table.with_columns(pl.selectors.float() / (100 if measure.endswith("share") else 1))


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["offences_per_1000_contacts", "burnt_pool_share"])
def test_what_variants_change_is_what_the_analysis_says(measure):
    results = STUDIES["two_variants"]()
    drawn = of_variants(results, measure)
    found = summary(results).filter(pl.col("measure") == measure)
    both = drawn.join(found, on=["strategy", "variant"], suffix="_found")
    assert both.height == drawn.height == 9
    for one, other in (("estimate", "mean"), ("low", "low_found"), ("high", "high_found")):
        assert both[one].to_list() == pytest.approx(both[other].to_list(), nan_ok=True)
    pairs = differences(results).filter(
        (pl.col("measure") == measure) & (pl.col("strategy") == pl.col("baseline"))
    )
    both = drawn.filter(pl.col("variant") != "").join(pairs, on=["strategy", "variant"], suffix="_")
    assert both.height == 6
    for one, other in (("change", "difference"), ("change_low", "low_"), ("change_high", "high_")):
        assert both[one].to_list() == pytest.approx(both[other].to_list(), nan_ok=True)


@pytest.mark.slow
def test_variants_are_the_main_picture_where_they_were_run():
    results = STUDIES["two_variants"]()
    plot = main_plot(results)
    assert set(plot.table["panel"]) == {"left"}
    assert set(plot.table["variant"]) == {"", "careless", "crowd"}
    finding = compose(View(results)).finding
    assert finding.startswith('polite: With "careless callers of everybody')
    assert ", there are 28.3 more complaints per 1,000 contacts (" in finding
    assert "the share of people burnt is 4.15 percentage points lower (" in finding


@pytest.mark.slow
def test_a_finding_does_not_name_what_is_not_clear():
    results = STUDIES["two_variants"]()
    same = replace(results, variant="same", beside={})
    finding = compose(View(replace(results, beside={"the_same": same}))).finding
    assert finding == 'With "the same", nothing changes clearly.'


@pytest.mark.slow
def test_a_variant_that_changes_nothing_says_so():
    words = {text.get_text() for text in PLOTS["variants"](STUDIES["two_variants"]()).figure.texts}
    assert {"as it stands", "none", "no contacts", "limit 20", "change (95% interval)"} <= words


def test_one_run_claims_no_interval_of_a_change():
    results = STUDIES["variants_in_one_replication"]()
    assert compose(View(results)).finding.endswith(
        "One run has no interval: another one may turn out the other way round."
    )
    words = {text.get_text() for text in PLOTS["variants"](results).figure.texts}
    assert "change" in words
    assert not any(" to " in word for word in words if word.startswith(("+", "\u2212")))


@pytest.mark.slow
def test_strategies_that_find_no_room_are_in_the_table_and_named_as_missing():
    plot = PLOTS["variants"](STUDIES["variants_of_twelve_strategies"]())
    assert plot.table["strategy"].n_unique() == 12
    words = " ".join(" ".join(text.get_text().split()) for text in plot.figure.texts)
    assert "the first 7 of 12 strategies; the tables have all" in words


def drawn_as(picture, results):
    study = results.scenario.study.model_copy(update={"picture": picture})
    scenario = results.scenario.model_copy(update={"study": study})
    return main_plot(replace(results, scenario=scenario)).table


PICTURES = {
    "segments": {"segment", "mean"},
    "trade_off": {"place"},
    "seeds": {"stage"},
    "applications": {"end"},
    "offers": {"end", "estimate"},
    "offence_over_time": {"from_day", "what"},
    "typical_years": {"dot"},
    "variants": {"variant", "change"},
}


@pytest.mark.slow
@pytest.mark.parametrize(("picture", "columns"), PICTURES.items())
def test_the_author_may_choose_the_picture(picture, columns):
    study = "two_variants" if picture == "variants" else "two_ways"
    assert columns <= set(drawn_as(picture, STUDIES[study]()).columns)


def test_every_picture_can_be_chosen():
    annotation = type(STUDIES["two_ways"]().scenario.study).model_fields["picture"].annotation
    assert set(get_args(annotation)) == {"auto", *PICTURES}


@pytest.mark.parametrize(
    "picture", ["segments", "seeds", "applications", "offers", "offence_over_time", "variants"]
)
def test_a_picture_without_anything_to_show_gives_way_to_one_that_fits(picture):
    results = STUDIES["nothing_happened"]()
    assert drawn_as(picture, results).equals(drawn_as("auto", results))


def test_offence_over_time_adds_up_to_the_offences_and_contacts_of_the_runs():
    results = STUDIES["two_ways"]()
    view = View(results)
    assert over_time.edges(view) == [0, 91, 182, 273, 365]
    runs = results.runs.filter(pl.col("strategy") == "calling").sort("replication")
    parts = over_time._totals(view, "calling")
    for place, name in enumerate(("offences", "contacts")):
        assert sum(part[place] for part in parts).tolist() == runs[name].to_list()
    series = results.series.filter((pl.col("strategy") == "calling") & (pl.col("day") > 273))
    offences, contacts = series["offences"].sum(), series["contacts"].sum()
    last = over_time.offence(view)["calling"][-1]
    assert last.found.value == pytest.approx(1000 * offences / contacts)
    assert last.found.low < last.found.value < last.found.high
    relative = over_time.relative_offence(view)["calling"]
    assert relative[0].found.value == 100
    first = over_time.offence(view)["calling"][0].found.value
    assert relative[-1].found.value == pytest.approx(100 * last.found.value / first)


def test_the_burnt_pool_beside_it_ends_at_that_of_the_runs():
    results = STUDIES["two_ways"]()
    last = over_time.burnt(View(results))["calling"][-1].found
    assert last.value == pytest.approx(100 * means(results, "burnt_pool_share")["calling"])


def test_nobody_calls_the_market_unfamiliar_after_a_day_or_without_contacts():
    assert not over_time.makes_sense(View(STUDIES["one_day"]()))
    assert PLOTS["offence_over_time"](STUDIES["nobody_is_contacted"]()) is None


def test_the_finding_of_two_ways_has_the_numbers_of_the_pairs():
    results = STUDIES["two_ways"]()
    rows = results.segments.filter(pl.col("segment") == "chip_designers")
    one, two = (
        sample(rows.filter(pl.col("strategy") == k), "fill_rate") for k in ("waiting", "calling")
    )
    found = difference(one, two, 0.95)
    text = compose(View(results)).finding
    low, high = (f"{100 * end:.0f}" for end in found[1:])
    assert f"Chip designers: With calling, the team fills {100 * found.estimate:.0f} perc" in text
    assert f" ({low} to {high}) than with waiting" in text


def test_the_finding_of_one_run_says_that_it_has_no_interval():
    text = compose(View(STUDIES["one_replication"]())).finding
    assert text.endswith("One run has no interval: another one may turn out the other way round.")
    assert "In the one run, " in text
    assert "(" not in text


def test_no_finding_claims_a_difference_that_is_not_clear():
    text = compose(View(STUDIES["nobody_is_contacted"]())).finding
    found = differences(STUDIES["nobody_is_contacted"]()).filter(pl.col("measure") == "placements")
    clear = not all(verdict == "cannot tell" for verdict in found["verdict"])
    assert text.startswith("We cannot tell yet") is not clear


@pytest.mark.parametrize(
    ("study", "missing"),
    [
        ("one_strategy", {"paired_difference", "by_segment"}),
        ("one_replication", {"paired_difference", "typical_and_bad_years"}),
        ("nobody_is_contacted", {"who_harvests"}),
        ("nothing_happened", {"trade_off", "where_processes_end", "burnt_pool", "offence_rates"}),
    ],
)
def test_plots_that_make_no_sense_are_left_out(study, missing):
    drawing = {draw.__name__: draw for draw in PLOTS.values()}
    assert [name for name in missing if drawing[name](STUDIES[study]()) is not None] == []
    assert main_plot(STUDIES[study]()) is not None


@pytest.mark.parametrize("about", [("careless", "middling"), ("careful", "middling")])
def test_the_finding_speaks_of_the_strategies_that_the_question_is_about(about):
    results = STUDIES["careful_or_careless"]()
    study = results.scenario.study.model_copy(update={"about": about})
    scenario = results.scenario.model_copy(update={"study": study})
    text = compose(View(replace(results, scenario=scenario))).finding
    named = [name for name in results.strategies if f"with {name}" in text.lower()]
    assert sorted(named) == sorted(about)
