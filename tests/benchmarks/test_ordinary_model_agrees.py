"""The ordinary SimPy model is a fair opponent: it tells the same story as recsim's own engine.

The two share the rules and nothing else: processes, queues and random numbers are programmed
twice. Their means therefore agree only if both programs mean the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from recsim.analysis.measures import compute
from recsim.model import simulate
from recsim.scenario.load import load

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import ordinary_simpy

REPLICATIONS = 24
CONFIDENCE = 0.999  # of all intervals of a strategy together
MEASURES = (
    "placements",
    "applications",
    "never_answered",
    "candidacies",
    "interviews",
    "offers",
    "contacts",
    "approaches_no_answer",
    "offences",
    "resentments",
    "seeds_planted",
    "seeds_germinated",
    "recruiter_hours",
    "searches_started",
    "job_changes",
    "days_to_fill_sum",
)
SCENARIO = load(
    "two_ways",
    set_=(
        "world.people=400",
        "world.demand.requisitions_per_year=60",
        "strategies.waiting.recruiters=2",
        "strategies.calling.recruiters=2",
        "strategies.both.recruiters=2",
        "study.horizon_days=182",
        "study.warm_up_days=28",
    ),
).scenario


@pytest.mark.parametrize("strategy", SCENARIO.strategies)
def test_means_agree(strategy: str) -> None:
    ours, theirs = [], []
    for number in range(REPLICATIONS):
        ours.append(compute(SCENARIO, simulate(SCENARIO, [strategy], number).tally, strategy))
        run = ordinary_simpy.simulate(SCENARIO, strategy, number)
        theirs.append(compute(SCENARIO, run.tally, strategy))
    chances = {}
    for measure in MEASURES:
        one = np.array([run[measure] for run in ours], dtype=float)
        other = np.array([run[measure] for run in theirs], dtype=float)
        if one.any() or other.any():
            chances[measure] = float(stats.ttest_ind(one, other, equal_var=False).pvalue)
    assert len(chances) >= 8
    limit = (1 - CONFIDENCE) / len(chances)
    assert {measure: chance for measure, chance in chances.items() if not chance > limit} == {}
