"""A quick engine without a labour market: random events, the same ones for the same run."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from recsim.model.events import CODES, EVENT, Kind
from recsim.model.run import Run
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.scenario.study import Study

PEOPLE = 50


def scenario(**study: Any) -> Scenario:
    """Two strategies in a short study."""
    settings = {"warm_up_days": 14, "horizon_days": 60, "replications": 6, **study}
    return Scenario(
        strategies={"waiting": Strategy(style="passive"), "calling": Strategy(style="active")},
        study=Study(**settings),
    )


def simulate(
    scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
) -> Run:
    """A few hundred random events that depend on seed, teams and replication only."""
    study = scenario.study
    entropy = [study.seed, replication, *(list(scenario.strategies).index(team) for team in teams)]
    rng = np.random.default_rng(entropy)
    size = int(rng.integers(200, 400))
    log = np.zeros(PEOPLE + size, dtype=EVENT)
    codes = rng.integers(0, len(CODES), size)
    kinds = np.array([kind for kind, _ in CODES])
    details = np.arange(len(CODES)) - np.array([CODES.index((k, _first(k))) for k, _ in CODES])
    log["time"][:PEOPLE] = -study.warm_up_days
    log["time"][PEOPLE:] = np.sort(rng.uniform(-study.warm_up_days, study.horizon_days, size))
    log["kind"][PEOPLE:], log["detail"][PEOPLE:] = kinds[codes], details[codes]
    log["team"][:PEOPLE], log["team"][PEOPLE:] = -1, rng.integers(0, len(teams), size)
    log["value"][PEOPLE:] = rng.integers(0, 2, size)
    log = log[(log["kind"] != Kind.PRESENT) | (log["team"] == -1)]
    tally = Tally.of(scenario, teams)
    tally.add(log)
    return Run(tally, log if keep_log else None, len(log))


def _first(kind: Kind) -> str:
    return next(detail for other, detail in CODES if other is kind)


def fails_at_three(
    scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
) -> Run:
    """Calling has a bug in the world number 3."""
    if replication == 3 and "calling" in teams:
        raise ZeroDivisionError("no such luck")
    return simulate(scenario, teams, replication, keep_log=keep_log)


def dies_at_three(
    scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
) -> Run:
    """Calling takes the whole process with it in the world number 3."""
    if replication == 3 and "calling" in teams:
        os._exit(1)
    return simulate(scenario, teams, replication, keep_log=keep_log)


def slow(
    scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
) -> Run:
    """A fifth of a second a run."""
    time.sleep(0.2)
    return simulate(scenario, teams, replication, keep_log=keep_log)


def fails_if_it_hears_ctrl_c(
    scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
) -> Run:
    """Fails where an interrupt from the keyboard would arrive."""
    if signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ()):
        raise RuntimeError("it would be interrupted")
    return simulate(scenario, teams, replication, keep_log=keep_log)
