"""What the page is told equals what a study finds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from recsim.analysis.paired import compare, differences
from recsim.analysis.results import Results
from recsim.analysis.summaries import summary
from recsim.analysis.verdict import headlines
from recsim.experiments.runner import run
from recsim.workshop.jobs import Job, worlds
from recsim.workshop.results import Measured, change, definitions, document
from recsim.workshop.simulation import Service
from recsim.workshop.state import Start, changed
from recsim.workshop.tables import tables


def measured(
    service: Service, start: Start, changes: Mapping[str, Any], count: int = 3
) -> Measured:
    scenario = changed(start, changes).scenario
    jobs = [Job(world, number) for number in range(count) for world in worlds(scenario)]
    return Measured(scenario, jobs, service.ask("a", 1, jobs).result(60))


def in_tables(of: Measured) -> Results:
    return tables(of.scenario, of.jobs, of.outcomes)


@pytest.mark.parametrize("market", ["separate", "shared"])
def test_the_tables_are_those_of_a_run(service: Service, tiny: Start, market: str) -> None:
    ours = in_tables(
        measured(service, tiny, {"study.market": market, "strategies.calling.care": 0.6})
    )
    study = ours.scenario.study.model_copy(update={"engine": "simpy"})
    theirs = run(ours.scenario.model_copy(update={"study": study}), workers=1)
    assert ours.runs.equals(theirs.runs)
    assert ours.series.equals(theirs.series.select(ours.series.columns))


def test_the_document_is_json_with_the_numbers_of_the_summary(
    service: Service, tiny: Start
) -> None:
    of = measured(service, tiny, {})
    results = in_tables(of)
    told = json.loads(json.dumps(document(of), allow_nan=False))
    table = summary(results)
    assert [one["key"] for one in told["strategies"]] == ["waiting", "calling", "polite"]
    for one in told["strategies"]:
        rows = table.filter(pl.col("strategy") == one["key"])
        assert "burnt_pool_end" in one["measures"]  # the study declares it
        for name, estimate in one["measures"].items():
            [row] = rows.filter(pl.col("measure") == name).to_dicts()
            assert estimate == {end: row[end] for end in ("mean", "low", "high")}, name
        assert one["offended_share"] == one["measures"]["offended_people_share"]
    assert set(told["strategies"][0]["measures"]) <= set(definitions(results.scenario))


def test_differences_and_sentence_are_those_of_the_comparison(
    service: Service, tiny: Start
) -> None:
    of = measured(service, tiny, {})
    results = in_tables(of)
    told = document(of)
    table = differences(results)
    assert {one["strategy"] for one in told["differences"]} == {"calling", "polite"}
    for one in told["differences"]:
        [row] = table.filter(
            (pl.col("strategy") == one["strategy"]) & (pl.col("measure") == one["measure"])
        ).to_dicts()
        assert one == {name: row[name] for name in one}
    assert told["sentence"] == " ".join(headlines(results))


def test_curves_end_at_the_means(service: Service, tiny: Start) -> None:
    for one in document(measured(service, tiny, {}))["strategies"]:
        days = one["series"]["days"]
        assert (days[0], days[-1]) == (0, 90)
        for name in ("placements", "offences"):
            curve = one["series"][name]
            assert {len(curve[end]) for end in ("mean", "low", "high")} == {len(days)}
            assert curve["mean"][0] == 0
            assert curve["mean"] == sorted(curve["mean"])
            assert curve["mean"][-1] == pytest.approx(one["measures"][name]["mean"])


def test_ends_add_up_and_the_cloud_has_a_point_a_run(service: Service, tiny: Start) -> None:
    of = measured(service, tiny, {})
    results = in_tables(of)
    waiting, calling, _ = document(of)["strategies"]
    assert sum(end["per_100"] for end in calling["ends"]) == pytest.approx(100)
    total = results.column("calling", "approaches_ended").mean()
    assert sum(end["count"] for end in calling["ends"]) == pytest.approx(total)
    assert {end["per_100"] for end in waiting["ends"]} == {None}
    assert sum(end["per_100"] for end in waiting["application_ends"]) == pytest.approx(100)
    rates = results.column("calling", "offences_per_100_placements").to_list()
    placed = results.column("calling", "placements").to_list()
    assert calling["cloud"] == [
        list(p) for p in zip(placed, rates, strict=True) if p[1] is not None
    ]


def test_one_replication_has_no_interval(service: Service, tiny: Start) -> None:
    told = document(measured(service, tiny, {}, count=1))
    placements = told["strategies"][1]["measures"]["placements"]
    assert placements["mean"] is not None
    assert (placements["low"], placements["high"]) == (None, None)
    assert {one["verdict"] for one in told["differences"]} <= {"one run", "undefined"}
    assert "one run, no interval" in told["sentence"].lower()


def test_a_change_is_compared_in_the_same_worlds(service: Service, tiny: Start) -> None:
    before = measured(service, tiny, {})
    after = measured(service, tiny, {"strategies.calling.care": 1})
    told = change(before, after, "calling")
    pairs = pl.concat(
        [
            in_tables(before).runs.filter(pl.col("strategy") == "calling"),
            in_tables(after)
            .runs.filter(pl.col("strategy") == "calling")
            .with_columns(strategy=pl.lit("polite")),
        ]
    )
    old = in_tables(before)
    by_hand = Results(before.scenario, "", pairs, old.segments, old.series)
    for one in told["differences"]:
        expected = compare(by_hand, one["measure"], "calling", "polite").interval
        got = (one["difference"], one["low"], one["high"])
        assert got == (tuple(expected) if expected else (None, None, None))
        assert (one["strategy"], one["baseline"], one["n"]) == ("calling", "before", 3)
    assert "Calling people now" in told["sentence"]
    assert "before" in told["sentence"].split("(")[0]
    assert told["sentence"] == " ".join(told["sentences"])


def test_no_change_is_no_difference(service: Service, tiny: Start) -> None:
    same = measured(service, tiny, {})
    told = change(same, same, "calling")
    assert {one["verdict"] for one in told["differences"]} <= {"equal", "undefined"}
    assert "the same number" in told["sentence"]


def test_runs_that_failed_are_counted_and_left_out(tiny: Start) -> None:
    def broken(*arguments: Any, **options: Any) -> Any:
        raise ArithmeticError("too much")

    service = Service(broken, threads=1)
    told = document(measured(service, tiny, {}, count=2))
    assert told["failures"] == 6
    assert told["strategies"] == []
    assert "6 of 6 runs failed" in told["sentence"]
    service.close()
