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

from peers.model import Counts, Queue, Settings

from recsim.verification.queues import SCREENS_A_DAY

SETTINGS = Settings(people=150, days=182, recruiters=2, open_days=40.0, screening_days=0.06)
pytestmark = pytest.mark.long
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


QUEUE = Queue(customers=2000, load=0.6)
WAIT = 1.5  # of M/M/1 in mean services: load / (1 - load)


@pytest.mark.parametrize("library", ["simpy", "salabim", "ciw"])
def test_the_queue_has_the_wait_of_theory(library: str) -> None:
    pytest.importorskip(library)
    peer = importlib.import_module(f"peers.in_{library}")
    served = [peer.queue(QUEUE, seed) for seed in range(REPLICATIONS)]
    assert all(one.moments == QUEUE.customers for one in served)
    waits = np.array([one.wait for one in served])
    assert stats.ttest_1samp(waits, WAIT).pvalue > 1 - CONFIDENCE


def test_the_inbox_of_the_yardstick_is_that_queue() -> None:
    library = importlib.import_module("peers.in_recsim")
    served = [library.queue(QUEUE, seed, keep=True) for seed in range(REPLICATIONS)]
    assert stats.ttest_1samp([one.wait for one in served], WAIT).pvalue > 1 - CONFIDENCE
    study = library.line(QUEUE).study
    days = study.warm_up_days + study.horizon_days
    wanted = QUEUE.load * SCREENS_A_DAY * days
    moments = np.array([one.moments for one in served])
    assert abs(moments.mean() - wanted) < 4 * np.sqrt(wanted / REPLICATIONS)
