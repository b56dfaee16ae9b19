"""What was found, as JSON: estimates with intervals, curves, ends of contacts, differences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from recsim.analysis.estimates import difference, pair
from recsim.analysis.glossary import unit_of
from recsim.analysis.headline import headline
from recsim.analysis.intervals import Interval, mean_intervals
from recsim.analysis.many import intervals
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import verdict_on
from recsim.analysis.samples import Samples, samples_from
from recsim.analysis.tradeoff import standings
from recsim.analysis.verdict import verdicts
from recsim.classroom.names import CHANGED
from recsim.report.ends import APPLICATIONS, APPROACHES, Group
from recsim.report.style import colour
from recsim.scenario.scenario import Scenario
from recsim.workshop.jobs import WEEKLY, Floats, Found, Job, Outcome
from recsim.workshop.tables import tables

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
GAIN, COST = "placements", "offences_per_100_placements"
BEFORE, NOW = "before", "now"

Json = dict[str, Any]


@dataclass(frozen=True)
class Measured:
    """What was simulated, by team, in the order of the strategies and of the replications.

    Attributes:
        scenario: what was simulated.
        jobs, outcomes: what was wanted, and what it came to.
    """

    scenario: Scenario
    jobs: Sequence[Job]
    outcomes: Sequence[Outcome]

    @cached_property
    def runs(self) -> dict[str, dict[int, Found]]:
        """What came of each replication that did not fail, by team; teams without any are there."""
        found: dict[str, dict[int, Found]] = {name: {} for name in self.scenario.strategies}
        for job, outcome in sorted(
            zip(self.jobs, self.outcomes, strict=True), key=lambda one: one[0].replication
        ):
            for team, ran in outcome.items():
                if not ran.error:
                    found[team][job.replication] = ran
        return found

    @property
    def teams(self) -> list[str]:
        """Teams with a replication that did not fail."""
        return [team for team, runs in self.runs.items() if runs]

    @cached_property
    def replications(self) -> int:
        """Number of replications that did not fail for at least one team."""
        return len({number for runs in self.runs.values() for number in runs})

    @property
    def failures(self) -> int:
        """Number of runs that failed."""
        return sum(bool(ran.error) for outcome in self.outcomes for ran in outcome.values())

    def values(self, team: str) -> tuple[tuple[int, ...], Floats]:
        """Numbers of its replications, and measures, shape (measures, replications)."""
        runs = self.runs[team]
        if not runs:
            return (), np.empty((len(MEASURES), 0))
        rows = np.array([ran.values for ran in runs.values()])
        return tuple(runs), np.ascontiguousarray(rows.T)

    @cached_property
    def samples(self) -> Samples:
        """The samples of all strategies."""
        return samples_from({team: self.values(team) for team in self.runs})


def document(of: Measured) -> Json:
    """Everything that the page draws for one state."""
    scenario = of.scenario
    confidence = scenario.study.confidence
    names = tuple(name for name in MEASURES if name in {*SHOWN, *_declared(scenario)})
    samples, baseline = of.samples, next(iter(scenario.strategies))
    estimates = intervals(
        {(key, name): samples(key, name) for key in of.teams for name in names}, confidence
    )
    told = {(key, name): _interval(found) for (key, name), found in estimates.items()}
    others = [key for key in of.teams if key != baseline]
    said = {key: headline(scenario, samples, baseline, key) for key in others}
    sentences = [one for key in others for one in said[key]]
    if not sentences:
        sentences = verdicts(tables(scenario, of.jobs, of.outcomes))[:1]
    pairs = {key: (samples(key, GAIN), samples(key, COST)) for key in scenario.strategies}
    places = {found.strategy: found.place for found in standings(pairs, confidence)}
    numbers = {key: place for place, key in enumerate(scenario.strategies)}
    return {
        "replications": of.replications,
        "confidence": confidence,
        "failures": of.failures,
        "strategies": [
            {
                "key": key,
                "label": scenario.label(key),
                "style": scenario.strategies[key].style,
                "colour": colour(numbers[key]),
                "runs": samples(key, GAIN).n,
                "measures": {name: told[key, name] for name in names},
                "series": _curves(of.runs[key].values(), confidence),
                "ends": _ends(samples, key, APPROACHES),
                "application_ends": _ends(samples, key, APPLICATIONS),
                "cloud": _cloud(samples, key),
                "offended_share": told[key, "offended_people_share"],
                "place": places[key],
                "sentence": " ".join(said.get(key, ())),
                "sentences": said.get(key, []),
            }
            for key in of.teams
        ],
        "differences": [
            found
            for key in of.teams[1:]
            for found in _differences(scenario, samples, of.teams[0], key)
        ],
        "sentence": " ".join(sentences),
        "sentences": sentences,
    }


def change(before: Measured, after: Measured, strategy: str) -> Json:
    """What a change of levers did to one strategy, in the same replications.

    A strategy is compared with itself as it was: both stand in one study under two names.
    """
    label = after.scenario.label(strategy).removesuffix(CHANGED)
    then = before.scenario.strategies[strategy].model_copy(update={"label": BEFORE})
    now = after.scenario.strategies[strategy].model_copy(update={"label": f"{label} now"})
    study = after.scenario.study.model_copy(update={"market": "separate"})
    both = after.scenario.model_copy(
        update={"strategies": {BEFORE: then, NOW: now}, "study": study}
    )
    samples = samples_from({BEFORE: before.values(strategy), NOW: after.values(strategy)})
    names = tuple(name for name in _compared(both) if name in COMPARED)
    found = _differences(both, samples, BEFORE, NOW, names)
    sentences = headline(both, samples, BEFORE, NOW)
    return {
        "strategy": strategy,
        "differences": [{**one, "strategy": strategy, "baseline": BEFORE} for one in found],
        "sentence": " ".join(sentences),
        "sentences": sentences,
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


def _interval(found: Interval | None) -> Json:
    mean, low, high = found if found is not None else (None, None, None)
    return {"mean": mean, "low": low, "high": high}


def _curves(runs: Iterable[Found], confidence: float) -> Json:
    """Totals since the start of the measured time at the end of each week, with intervals."""
    weeks = np.array([ran.weeks for ran in runs])  # (replications, 1 + series, weeks)
    measured = weeks[0, 0] > 0
    found: Json = {"days": [0.0, *weeks[0, 0, measured].tolist()]}
    for place, name in enumerate(WEEKLY, start=1):
        totals = np.cumsum(weeks[:, place, measured], axis=1).T
        rows = np.concatenate((np.zeros((1, totals.shape[1])), totals))
        if rows.shape[1] < 2:
            nothing = [None] * len(rows)
            found[name] = {"mean": rows[:, 0].tolist(), "low": nothing, "high": nothing}
        else:
            ends = (end.tolist() for end in mean_intervals(rows, confidence))
            found[name] = dict(zip(("mean", "low", "high"), ends, strict=True))
    return found


def _ends(samples: Samples, key: str, group: Group) -> list[Json]:
    """How things ended: mean number in a run, and of 100 that ended."""
    counts = {
        end.name: sum(
            float(values.mean())
            for values in (samples(key, name).defined for name in end.measures)
            if len(values)
        )
        for end in group.ends
    }
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


def _cloud(samples: Samples, key: str) -> list[list[float]]:
    """Placements and offences per 100 of them of each run; runs without placements have none."""
    placed, rates = samples(key, GAIN).values, samples(key, COST).values
    points: list[list[float]] = np.column_stack((placed, rates))[~np.isnan(rates)].tolist()
    return points


def _compared(scenario: Scenario) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*COMPARED, *scenario.study.outcomes)))


def _differences(
    scenario: Scenario,
    samples: Samples,
    baseline: str,
    strategy: str,
    names: Sequence[str] | None = None,
) -> list[Json]:
    """How much a strategy is above another one, paired by replication."""
    found = []
    for name in _compared(scenario) if names is None else names:
        one, other = pair(samples(baseline, name), samples(strategy, name))
        interval = difference(one, other, scenario.study.confidence)
        estimate = _interval(interval)
        found.append(
            {
                "strategy": strategy,
                "baseline": baseline,
                "measure": name,
                "difference": estimate["mean"],
                "low": estimate["low"],
                "high": estimate["high"],
                "n": one.n,
                "verdict": verdict_on(interval, one.n),
            }
        )
    return found
