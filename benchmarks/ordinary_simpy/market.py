"""The market: everybody in it, the clock, the random numbers, the record of events."""

from __future__ import annotations

import random

import numpy as np
import simpy

from ordinary_simpy.candidate import Candidate
from ordinary_simpy.recruiter import Recruiter, Requisition
from recsim.model.events import EVENT, NOBODY
from recsim.model.parameters import parameters
from recsim.model.run import Run
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario


def simulate(scenario: Scenario, strategy: str, seed: int) -> Run:
    """Simulate one team; the counterpart of ``recsim.model.simulate``.

    Raises:
        ValueError: for a team that this model does not know.
    """
    study = scenario.study
    market = Market(scenario, strategy, seed)
    market.env.run(until=study.horizon_days)
    tally = Tally.empty(
        (strategy,), tuple(scenario.world.segments), study.warm_up_days, study.horizon_days
    )
    tally.add(np.array(market.records, dtype=EVENT))
    return Run(tally=tally, log=None, events=len(market.records))


class Market:
    def __init__(self, scenario: Scenario, strategy: str, seed: int):
        self.w, self.segments, teams = parameters(scenario)
        self.team = team = teams[strategy]
        if (
            team.shared_inbox
            or team.software_contacts_per_day > 0
            or team.software_screening_share > 0
            or team.targeting != "best_fit"
        ):
            raise ValueError(f"{strategy}: the ordinary model has no such recruiters")
        self.env = simpy.Environment(initial_time=-scenario.study.warm_up_days)
        self.rng = random.Random(seed)
        self.records = []
        self.adverts = [[] for _ in self.segments]
        self.members = [[] for _ in self.segments]
        for number in range(scenario.world.people):
            candidate = Candidate(self, number)
            self.members[candidate.segment].append(candidate)
        self.recruiters = [Recruiter(self, number) for number in range(team.recruiters)]
        self.env.process(self.demand())

    def demand(self):
        """Employers give the team requisitions, one recruiter after the other."""
        number = 0
        while self.w.requisition_rate > 0:
            yield self.env.timeout(self.rng.expovariate(self.w.requisition_rate))
            Requisition(self, number, self.recruiters[number % len(self.recruiters)])
            number += 1

    def record(self, kind, person=None, requisition=None, detail=0, value=0.0, team=0):
        self.records.append(
            (
                self.env.now,
                value,
                NOBODY if person is None else person.id,
                NOBODY if requisition is None else requisition.id,
                NOBODY if requisition is None else requisition.recruiter.id,
                team,
                requisition.segment if person is None else person.segment,
                kind,
                detail,
            )
        )
