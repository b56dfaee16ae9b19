"""The board model is the same in every library: the means of what is counted agree.

Processes, queues and random numbers are programmed anew in each; recsim's own figures come from a
scenario.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from peers.model import Counts, Settings

SETTINGS = Settings(people=150, days=182, recruiters=2, open_days=40.0, screening_days=0.06)
REPLICATIONS = 40
CONFIDENCE = 0.999  # of all intervals of a library together
MEASURES = ("applications", "opened", "expired", "screened", "visits")


def counted(module: str, *engine: str) -> list[Counts]:
    library = importlib.import_module(f"peers.{module}")
    return [library.simulate(SETTINGS, seed, *engine) for seed in range(REPLICATIONS)]


@pytest.fixture(scope="module")
def ours() -> list[Counts]:
    return counted("in_recsim", "compiled")


@pytest.mark.parametrize("library", ["simpy", "salabim", "mesa"])
def test_means_agree(library: str, ours: list[Counts]) -> None:
    pytest.importorskip(library)
    theirs = counted(f"in_{library}")
    assert all(one.screened < one.applications for one in theirs)  # some close unread
    limit = (1 - CONFIDENCE) / len(MEASURES)
    for measure in MEASURES:
        one = np.array([getattr(counts, measure) for counts in ours], dtype=float)
        other = np.array([getattr(counts, measure) for counts in theirs], dtype=float)
        if measure == "visits":  # recsim's are the rate's, without chance
            chance = stats.ttest_1samp(other, one[0]).pvalue
        else:
            chance = stats.ttest_ind(one, other, equal_var=False).pvalue
        assert chance > limit, measure


def test_the_engines_give_the_same() -> None:
    few = Settings(people=50, days=56)
    library = importlib.import_module("peers.in_recsim")
    assert library.simulate(few, 0, "compiled") == library.simulate(few, 0, "simpy")
