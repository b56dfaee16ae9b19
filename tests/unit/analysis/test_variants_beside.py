"""A scenario and its variants in one set of results: tables, pairs, sentences."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hand_made import results, scenario

from recsim.analysis import differences, summary
from recsim.analysis.beside import AFTER, BEFORE, both_sides
from recsim.analysis.paired import compare
from recsim.analysis.results import SEGMENTS, WEEKS, Results, joined
from recsim.telling.variants import each_variant, variant_verdicts

PLACED = {"waiting": [10, 14, 12, 20], "calling": [13, 16, 12, 26]}
KINDER = {"waiting": [10, 14, 12, 20], "calling": [33, 37, 31, 47]}


def one_world(placements: dict[str, list[int]], variant: str = "") -> Results:
    of = scenario(outcomes=("placements",), limits={})
    of = of.model_copy(update={"variants": {"kind": {"label": "kinder recruiters"}}})
    found = results({name: {"placements": n} for name, n in placements.items()}, of=of)
    return replace(
        found,
        variant=variant,
        runs=found.runs.with_columns(variant=pl.lit(variant)),
        segments=pl.DataFrame(schema=SEGMENTS),
        series=pl.DataFrame(schema=WEEKS),
    )


def study(variant: str = "") -> Results:
    other = one_world(KINDER, joined(variant, "kind"))
    return replace(one_world(PLACED, variant), beside={"kind": other})


def test_the_tables_of_all_variants_stand_below_each_other():
    found = study()
    assert [one.variant for one in found.variants] == ["", "kind"]
    runs = found.table("runs")
    assert runs["variant"].to_list() == [""] * 8 + ["kind"] * 8
    assert found.runs.height == 8
    assert found.column("calling", "placements").to_list() == PLACED["calling"]


def test_the_summary_has_a_row_for_each_variant():
    rows = summary(study()).filter(measure="placements")
    assert rows.select("strategy", "variant", "mean").rows() == [
        ("waiting", "", 14.0),
        ("calling", "", 16.75),
        ("waiting", "kind", 14.0),
        ("calling", "kind", 37.0),
    ]


def test_differences_pair_strategies_in_each_variant_and_variants_of_each_strategy():
    rows = differences(study()).filter(measure="placements")
    keys = rows.select("baseline_variant", "baseline", "variant", "strategy", "difference").rows()
    assert keys == [
        ("", "waiting", "", "calling", 2.75),
        ("kind", "waiting", "kind", "calling", 23.0),
        ("", "waiting", "kind", "waiting", 0.0),
        ("", "calling", "kind", "calling", 20.25),
    ]
    last = rows.row(-1, named=True)
    assert (last["wins"], last["ties"], last["losses"]) == (4, 0, 0)
    assert last["verdict"] == "more"
    assert rows.row(-2, named=True)["verdict"] == "the same in everything"


@pytest.mark.slow
def test_without_variants_the_differences_are_as_ever():
    alone = one_world(PLACED)
    table = differences(alone)
    assert "variant" not in table.columns
    beside = differences(study()).filter(variant="", baseline_variant="")
    assert beside.drop("variant", "baseline_variant").equals(table)


@pytest.mark.slow
def test_variants_of_a_variant_have_both_names():
    found = study("downturn")
    assert {*found.table("runs")["variant"]} == {"downturn", "downturn+kind"}
    rows = differences(found).filter(measure="placements", variant="downturn+kind")
    assert rows["baseline_variant"].to_list() == ["downturn+kind", "downturn", "downturn"]


def test_a_strategy_that_only_a_variant_has_is_compared_within_it():
    robots = {**KINDER, "robots": [1, 2, 3, 4]}
    other = one_world(robots, "kind")
    calling = other.scenario.strategies["calling"]
    more = {
        **other.scenario.strategies,
        "robots": calling.model_copy(update={"label": "Robots"}),
    }
    other = replace(other, scenario=other.scenario.model_copy(update={"strategies": more}))
    rows = differences(replace(one_world(PLACED), beside={"kind": other}))
    robots_rows = rows.filter(strategy="robots", measure="placements")
    assert robots_rows["baseline"].to_list() == ["waiting"]


def test_merging_adds_up_every_variant():
    def part(numbers: list[int]) -> Results:
        keep = pl.col("replication").is_in(numbers)
        whole = study()
        other = whole.beside["kind"]
        return replace(
            whole,
            runs=whole.runs.filter(keep),
            beside={"kind": replace(other, runs=other.runs.filter(keep))},
        )

    both = part([2, 3]).merge(part([0, 1]))
    assert both.table("runs").equals(study().table("runs"))
    assert both.beside["kind"].scenario.study.replications == 4
    with pytest.raises(ValueError, match="different scenarios"):
        part([0]).merge(replace(part([1]), beside={}))


def test_one_strategy_of_two_studies_is_a_study_of_two():
    found = study()
    sides = both_sides(found, found.beside["kind"], "calling", labels=("then", "now"))
    assert sides.strategies == (BEFORE, AFTER)
    assert sides.scenario.label(BEFORE) == "then"
    assert compare(sides, "placements", BEFORE, AFTER).interval.estimate == 20.25


def test_sentences_name_strategy_and_variant():
    said = variant_verdicts(study())
    assert said == [
        "waiting: Placements: the same in all 4 paired worlds.",
        'Calling: With "kinder recruiters", the team places 20 more people in 30 days (19 to 22) '
        "than with the scenario as it stands.",
    ]
    assert [(strategy, name) for strategy, name, _ in each_variant(study())] == [
        ("waiting", "kind"),
        ("calling", "kind"),
    ]


def test_sentences_do_not_claim_what_one_run_or_few_cannot_show():
    first = {name: values[:1] for name, values in PLACED.items()}
    kinder = {name: values[:1] for name, values in KINDER.items()}
    once = replace(one_world(first), beside={"kind": one_world(kinder, "kind")})
    assert variant_verdicts(once)[1] == (
        "Calling: In the one run, the team places 20 more people in 30 days with "
        '"kinder recruiters" than with the scenario as it stands.'
    )
    unclear = {"waiting": PLACED["waiting"], "calling": [43, 20, 52, 36]}
    found = replace(one_world(PLACED), beside={"kind": one_world(unclear, "kind")})
    assert (
        "We cannot tell yet whether the team places more people with "
        in (variant_verdicts(found)[1])
    )
