"""The board model in Mesa: agents, and its event scheduling (DEVSimulator) instead of steps.

Mesa is made for models that go on step by step; with steps of a day this would be another model.
"""

from __future__ import annotations

import random
from collections import deque

from mesa import Agent, Model
from mesa.experimental.devs import DEVSimulator

from peers.model import Counts, Requisition, Settings, apply

DISTRIBUTION = "mesa"


class Seeker(Agent):
    def __init__(self, model, person):
        super().__init__(model)
        self.person = person
        self.wait()

    def wait(self):
        model = self.model
        days = model.rng_.expovariate(model.settings.visits_per_day)
        model.simulator.schedule_event_relative(self.visit, days)

    def visit(self):
        model = self.model
        requisition = apply(self.person, model.board, model.rng_, model.counts)
        if requisition is not None:
            model.recruiters[requisition.recruiter].receive(requisition)
        self.wait()


class Recruiter(Agent):
    def __init__(self, model):
        super().__init__(model)
        self.inbox = deque()
        self.busy = False

    def receive(self, requisition):
        self.inbox.append(requisition)
        if not self.busy:
            self.next()

    def next(self):
        self.busy = False
        while self.inbox and not self.busy:
            if self.inbox.popleft().is_open:
                self.busy = True
                days = self.model.rng_.expovariate(1 / self.model.settings.screening_days)
                self.model.simulator.schedule_event_relative(self.finish, days)

    def finish(self):
        self.model.counts.screened += 1
        self.next()


class Market(Model):
    def __init__(self, settings, seed, simulator):
        super().__init__(seed=seed)
        self.simulator = simulator
        simulator.setup(self)
        self.settings, self.rng_, self.counts = settings, random.Random(seed), Counts()
        self.board = []
        for person in range(settings.people):
            Seeker(self, person)
        self.recruiters = [Recruiter(self) for _ in range(settings.recruiters)]
        self.wait_for_requisition()

    def wait_for_requisition(self):
        days = self.rng_.expovariate(self.settings.requisitions_per_day)
        self.simulator.schedule_event_relative(self.open, days)

    def open(self):
        requisition = Requisition(self.counts.opened % self.settings.recruiters)
        self.board.append(requisition)
        self.counts.opened += 1
        self.simulator.schedule_event_relative(
            self.expire, self.settings.open_days, function_args=[requisition]
        )
        self.wait_for_requisition()

    def expire(self, requisition):
        self.board.remove(requisition)
        requisition.is_open = False
        self.counts.expired += 1


def simulate(settings: Settings, seed: int) -> Counts:
    simulator = DEVSimulator()
    market = Market(settings, seed, simulator)
    simulator.run_until(settings.days)
    return market.counts
