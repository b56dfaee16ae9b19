"""Results of studies that were never run: plausible random counts, folded like real ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from recsim.analysis.measures import compute
from recsim.analysis.measures.series import weekly
from recsim.analysis.results import RUNS, SEGMENTS, WEEKS, Results
from recsim.model.cohorts import Cohort
from recsim.model.events import CODES, DETAILS, OFFSET, TASKS, Kind
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario

WEEKLY: dict[str, dict[tuple[Kind, str], float]] = {
    "passive": {
        (Kind.APPLIED, ""): 260.0,
        (Kind.APPLICATION_ENDED, "shortlisted"): 20.0,
        (Kind.APPLICATION_ENDED, "turned_down"): 80.0,
        (Kind.APPLICATION_ENDED, "never_answered"): 90.0,
        (Kind.APPLICATION_ENDED, "inbox_full"): 40.0,
        (Kind.APPLICATION_ENDED, "closed_unanswered"): 20.0,
        (Kind.APPLICATION_ENDED, "withdrawn"): 8.0,
        (Kind.RESENTED, "turned_down"): 0.5,
        (Kind.RESENTED, "never_answered"): 2.0,
        (Kind.BECAME_WARY, "resentful"): 2.5,
        (Kind.PLACED, "applied_seeking_seeking"): 2.2,
        (Kind.PLACED, "applied_unemployed_unemployed"): 1.6,
        (Kind.CANDIDACY_STARTED, "applied"): 20.0,
    },
    "active": {
        (Kind.CONTACTED, "first_network_message_happy"): 60.0,
        (Kind.CONTACTED, "first_network_message_unhappy"): 15.0,
        (Kind.CONTACTED, "first_work_phone_happy"): 20.0,
        (Kind.CONTACTED, "first_work_phone_unhappy"): 5.0,
        (Kind.CONTACTED, "follow_up_network_message_happy"): 55.0,
        (Kind.APPROACH_ENDED, "no_answer"): 45.0,
        (Kind.APPROACH_ENDED, "declined"): 8.0,
        (Kind.APPROACH_ENDED, "interested"): 5.0,
        (Kind.APPROACH_ENDED, "offended"): 0.6,
        (Kind.APPROACH_ENDED, "lapsed"): 1.5,
        (Kind.OFFENDED, "complaint_network_message_happy"): 0.6,
        (Kind.OFFENDED, "complaint_work_phone_unhappy"): 0.55,
        (Kind.ANNOYED, "network_message_happy"): 2.5,
        (Kind.BECAME_WARY, "annoyed"): 2.5,
        (Kind.BECAME_WARY, "told"): 1.0,
        (Kind.DO_NOT_CONTACT, "was_not_wary"): 0.5,
        (Kind.SEED_PLANTED, "reading"): 20.0,
        (Kind.SEED_GERMINATED, "market"): 1.5,
        (Kind.SEED_GERMINATED, "return"): 0.4,
        (Kind.SEED_HARVESTED, "planter"): 0.3,
        (Kind.SEED_HARVESTED, "other_team"): 0.5,
        (Kind.SEED_HARVESTED, "elsewhere"): 1.1,
        (Kind.OTHERS_SEED_HARVESTED, ""): 0.5,
        (Kind.PLACED, "approached_content_content"): 2.0,
        (Kind.PLACED, "approached_seeking_seeking"): 0.6,
        (Kind.CANDIDACY_STARTED, "approached"): 12.0,
    },
    "both": {
        (Kind.REQUISITION_OPENED, ""): 8.6,
        (Kind.REQUISITION_FILLED, ""): 3.5,
        (Kind.REQUISITION_EXPIRED, "withdrawn"): 4.6,
        (Kind.CANDIDACY_ENDED, "not_convincing"): 6.0,
        (Kind.CANDIDACY_ENDED, "failed_interviews"): 4.0,
        (Kind.CANDIDACY_ENDED, "other_chosen"): 2.0,
        (Kind.CANDIDACY_ENDED, "offer_declined"): 0.8,
        (Kind.CANDIDACY_ENDED, "counter_offer"): 0.5,
        (Kind.CANDIDACY_ENDED, "ghosted"): 0.6,
        (Kind.CANDIDACY_ENDED, "withdrew"): 0.7,
    },
}
"""Events a week of a team of six."""
TEAM = {"recruiters": 6}
MARKET = {"people": 2000, "work": {"overhead": 0.3}}
FIRST_TIMES = (Kind.OFFENDED, Kind.RESENTED)


def scenario(strategies: Mapping[str, Mapping[str, Any]], **blocks: Any) -> Scenario:
    """A scenario of these teams of six; ``blocks`` are the other parts of a file."""
    whole = {"title": "A made-up study", "question": "Does it pay to call?", **blocks}
    world = {**MARKET, **blocks.get("world", {})}
    teams = {key: {**TEAM, **team} for key, team in strategies.items()}
    return Scenario.model_validate({**whole, "world": world, "strategies": teams}, strict=False)


def results(of: Scenario, *, quiet: Sequence[str] = (), variant: str = "") -> Results:
    """Random counts of every strategy of ``of``; strategies in ``quiet`` did nothing at all."""
    runs, segments, weeks = [], [], []
    for replication in range(of.study.replications):
        for place, key in enumerate(of.strategies):
            tally = _tally(of, key, place, replication, key in quiet)
            row = {"strategy": key, "variant": variant, "replication": replication}
            runs.append({**row, "seed": of.study.seed, **compute(of, tally, key)})
            segments += [
                {**row, "segment": name, **compute(of, tally, key, name)}
                for name in of.world.segments
            ]
            columns = weekly(of, tally, key)
            weeks += [
                {**row, **{name: values[week] for name, values in columns.items()}}
                for week in range(len(columns["day"]))
            ]
    return Results(
        scenario=of,
        variant=variant,
        runs=pl.DataFrame(runs, schema=RUNS),
        segments=pl.DataFrame(segments, schema=SEGMENTS),
        series=pl.DataFrame(weeks, schema=WEEKS),
    )


def _tally(of: Scenario, key: str, place: int, replication: int, quiet: bool) -> Tally:
    study, world, strategy = of.study, of.world, of.strategies[key]
    names = tuple(world.segments)
    tally = Tally.empty((key, "other"), names, study.warm_up_days, study.horizon_days)
    rng = np.random.default_rng([study.seed, replication, place])
    shares = np.array([s.people_share for s in world.segments.values()])
    first = tally.teams.index(key)
    start = tally.counts.shape[-1] - tally.warm_up_bins
    assert start > 0
    people = rng.multinomial(world.people, shares)
    present = OFFSET[Kind.PRESENT]
    tally.counts[-1, :, present, 0] = people
    if quiet:
        return tally
    rates = dict.fromkeys(CODES, 0.0)
    luck = rng.lognormal(0, 0.08) * (1 + 0.12 * np.sin(2.4 * place))
    active = strategy.outreach_share
    for group, weight in (("passive", 1 - active), ("active", active), ("both", 1.0)):
        for code, rate in WEEKLY[group].items():
            rates[code] += weight * rate * luck
    offended = 1 + 3 * (1 - strategy.care) * (1 + place / 4)
    for index, code in enumerate(CODES):
        kind, _ = code
        rate = rates[code] * (offended if kind is Kind.OFFENDED else 1.0)
        scarcity = (
            np.linspace(1.5, 0.5, len(names)) if active < 0.5 else np.linspace(0.8, 1.2, len(names))
        )
        if kind is not Kind.REQUISITION_FILLED:
            scarcity = np.ones(len(names))
        counts = rng.poisson(
            rate / len(names) * scarcity[:, None], (len(names), tally.counts.shape[-1])
        )
        tally.counts[first, :, index] = counts
        if kind in FIRST_TIMES:
            tally.sums[first, :, index] = 0.9 * counts
    opened, filled = (
        tally.counts[first, :, OFFSET[kind]]
        for kind in (Kind.REQUISITION_OPENED, Kind.REQUISITION_FILLED)
    )
    tally.cohorts[first, :, Cohort.FILLED] = np.minimum(opened, filled)
    tally.cohort_sums[first, :, Cohort.FILLED] = 40.0 * np.minimum(opened, filled)
    available = strategy.recruiters * 28.0
    for task in range(len(DETAILS[Kind.TASK_DONE])):
        assert len(TASKS) == len(DETAILS[Kind.TASK_DONE])
        busy = rng.uniform(0.05, 0.12, tally.counts.shape[-1]) * available
        tally.sums[first, 0, OFFSET[Kind.TASK_DONE] + task] = busy
    return tally
