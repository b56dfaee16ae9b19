"""What was found, as JSON: estimates with intervals, curves, ends of contacts, differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from recsim.analysis.beside import AFTER, BEFORE, both_sides
from recsim.analysis.estimates import Sample, sample
from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Interval, mean_interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import Comparison, compare_samples
from recsim.analysis.results import FAILURES, RUNS, SEGMENTS, WEEKS, Results
from recsim.analysis.tradeoff import frontier
from recsim.analysis.verdict import headline, headlines, verdicts
from recsim.report.ends import APPLICATIONS, APPROACHES, Group
from recsim.report.unfolding import curves
from recsim.report.view import View
from recsim.scenario.scenario import Scenario
from recsim.workshop.simulation import WEEKLY, Found, Job, Outcome

SHOWN = (
    "placements",
    "fill_rate",
    "time_to_fill_days",
    "contacts",
    "response_rate",
    "interest_rate",
    "applications",
    "never_answered_share",
    "offences",
    "offences_per_1000_contacts",
    "offences_per_100_placements",
    "offended_people_share",
    "resentments",
    "resentments_per_1000_rejections",
    "resentments_per_100_placements",
    "put_off_per_100_placements",
    "burnt_pool_share",
    "utilisation",
    "hours_per_placement",
    "cost_per_placement",
    "fees_minus_cost",
)
"""Measures that are always sent; those that the study declares come on top."""
COMPARED = (
    "placements",
    "fill_rate",
    "offences",
    "offences_per_1000_contacts",
    "offences_per_100_placements",
    "put_off_per_100_placements",
)
COST = "offences_per_100_placements"

Json = dict[str, Any]


def tables(scenario: Scenario, jobs: Sequence[Job], outcomes: Sequence[Outcome]) -> Results:
    """The outcomes as tables, in the order of the strategies and of the replications.

    There are no segments, and no weekly series but those that the page shows.
    """
    ran: list[tuple[str, int, Found]] = sorted(
        (
            (team, job.replication, found)
            for job, outcome in zip(jobs, outcomes, strict=True)
            for team, found in outcome.items()
        ),
        key=lambda row: (list(scenario.strategies).index(row[0]), row[1]),
    )
    good = [row for row in ran if not row[2].error]
    failed = [(team, "", number, found.error) for team, number, found in ran if found.error]
    return Results(
        scenario=scenario,
        variant="",
        runs=_runs(scenario, good),
        segments=pl.DataFrame(schema=SEGMENTS),
        series=_series(good),
        failures=pl.DataFrame(failed, schema=FAILURES, orient="row"),
    )


def document(results: Results) -> Json:
    """Everything that the page draws for one state."""
    view = View(results)
    scenario = results.scenario
    names = tuple(name for name in MEASURES if name in {*SHOWN, *_declared(scenario)})
    samples = {key: _samples(results, key, {*names, *COMPARED}) for key in view.keys}
    said = {key: headline(results, key) for key in view.keys}
    sentences = [one for key in view.keys for one in said[key]] or verdicts(results)[:1]
    places = {found.strategy: found.place for found in frontier(results, "placements", COST)}
    return {
        "replications": view.replications,
        "confidence": scenario.study.confidence,
        "failures": results.failures.height,
        "strategies": [
            {
                "key": key,
                "label": scenario.label(key),
                "style": scenario.strategies[key].style,
                "colour": view.colour(key),
                "runs": samples[key]["placements"].n,
                "measures": {name: _estimate(samples[key][name], view) for name in names},
                "series": _curves(view, key),
                "ends": _ends(view, key, APPROACHES),
                "application_ends": _ends(view, key, APPLICATIONS),
                "cloud": _cloud(results, key),
                "offended_share": _estimate(samples[key]["offended_people_share"], view),
                "place": places[key],
                "sentence": " ".join(said[key]),
            }
            for key in view.keys
        ],
        "differences": [
            _difference(found)
            for key in view.keys[1:]
            for found in _compared(scenario, samples, view.keys[0], key)
        ],
        "sentence": " ".join(sentences),
        "sentences": sentences,
    }


def change(before: Results, after: Results, strategy: str) -> Json:
    """What a change of levers did to one strategy, in the same replications.

    A strategy is compared with itself as it was: both stand in one study under two names.
    """
    both = both_sides(before, after, strategy, words=("before", "now"))
    samples = {name: _samples(both, name, COMPARED) for name in (BEFORE, AFTER)}
    found = [_difference(one) for one in _compared(both.scenario, samples, BEFORE, AFTER)]
    differences = [{**one, "strategy": strategy, "baseline": BEFORE} for one in found]
    return {
        "strategy": strategy,
        "differences": differences,
        "sentence": " ".join(headlines(both)),
    }


def definitions(scenario: Scenario) -> Json:
    """What every measure that may be shown means."""
    return {
        name: {
            "label": of.label,
            "unit": unit_of(of, scenario),
            "definition": of.definition,
            "numerator": of.numerator,
            "denominator": of.denominator,
            "better": of.better,
        }
        for name, of in MEASURES.items()
        if name in {*SHOWN, *COMPARED, *_declared(scenario)}
    }


def _declared(scenario: Scenario) -> tuple[str, ...]:
    return (*scenario.study.outcomes, *scenario.study.limits)


def _runs(scenario: Scenario, ran: Sequence[tuple[str, int, Found]]) -> pl.DataFrame:
    values = np.array([found.values for _, _, found in ran]).reshape(len(ran), len(MEASURES))
    columns = {
        "strategy": pl.Series([team for team, _, _ in ran], dtype=pl.String),
        "variant": pl.Series([""] * len(ran), dtype=pl.String),
        "replication": pl.Series([number for _, number, _ in ran], dtype=pl.Int64),
        "seed": pl.Series([scenario.study.seed] * len(ran), dtype=pl.Int64),
    }
    for name, column in zip(MEASURES, values.T, strict=True):
        columns[name] = pl.Series(column, nan_to_null=True).cast(RUNS[name])
    return pl.DataFrame(columns)


def _series(ran: Sequence[tuple[str, int, Found]]) -> pl.DataFrame:
    frames = [
        pl.DataFrame(
            dict(zip(("day", *WEEKLY), found.weeks, strict=True)), nan_to_null=True
        ).with_columns(strategy=pl.lit(team), variant=pl.lit(""), replication=pl.lit(number))
        for team, number, found in ran
    ]
    columns = {name: WEEKS[name] for name in ("strategy", "variant", "replication", "day", *WEEKLY)}
    if not frames:
        return pl.DataFrame(schema=columns)
    return pl.concat(frames).select(pl.col(name).cast(kind) for name, kind in columns.items())


def _samples(results: Results, strategy: str, names: Sequence[str] | set[str]) -> dict[str, Sample]:
    rows = results.runs.filter(pl.col("strategy") == strategy)
    return {name: sample(rows, name) for name in names}


def _estimate(of: Sample, view: View) -> Json:
    found = of.interval(view.confidence)
    return _interval(found)


def _interval(found: Interval | None) -> Json:
    mean, low, high = found if found is not None else (None, None, None)
    return {"mean": mean, "low": low, "high": high}


def _curves(view: View, key: str) -> Json:
    """Totals since the start of the measured time at the end of each week, with intervals."""
    found: Json = {}
    for name in WEEKLY:
        days, values = curves(view, key, [name])
        points = [mean_interval(at, view.confidence) for at in values.T]
        found["days"] = days.tolist()
        found[name] = {
            end: [_interval(point)[end] for point in points] for end in ("mean", "low", "high")
        }
    return found


def _ends(view: View, key: str, group: Group) -> list[Json]:
    """How things ended: mean number in a run, and of 100 that ended."""
    counts = {end.name: view.total(key, end.measures) for end in group.ends}
    total = sum(counts.values())
    return [
        {
            "name": end.name.replace(" ", "_"),
            "label": end.name,
            "count": counts[end.name],
            "per_100": 100 * counts[end.name] / total if total > 0 else None,
        }
        for end in group.ends
    ]


def _cloud(results: Results, key: str) -> list[list[float]]:
    """Placements and offences per 100 of them of each run; runs without placements have none."""
    rows = results.runs.filter(pl.col("strategy") == key).sort("replication")
    both = rows.select(pl.col("placements").cast(pl.Float64), pl.col(COST)).drop_nulls()
    return [list(row) for row in both.rows()]


def _compared(
    scenario: Scenario, samples: Mapping[str, Mapping[str, Sample]], baseline: str, strategy: str
) -> list[Comparison]:
    names = dict.fromkeys((*COMPARED, *scenario.study.outcomes))
    confidence = scenario.study.confidence
    one, other = samples[baseline], samples[strategy]
    return [
        compare_samples(one[name], other[name], baseline, strategy, confidence)
        for name in names
        if name in one
    ]


def _difference(found: Comparison) -> Json:
    estimate = _interval(found.interval)
    return {
        "strategy": found.strategy,
        "baseline": found.baseline,
        "measure": found.measure.name,
        "difference": estimate["mean"],
        "low": estimate["low"],
        "high": estimate["high"],
        "n": found.n,
        "verdict": found.verdict,
    }
