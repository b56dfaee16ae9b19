"""The two models in salabim: a component for everybody; without its trace and its monitors.

An inbox is a plain queue and its recruiter is woken: the library's stores take components only,
and a component for each application would take longer.
"""

from __future__ import annotations

import random
from collections import deque

import salabim

from peers.model import Counts, Queue, Requisition, Served, Settings, apply

DISTRIBUTION = "salabim"


class Seeker(salabim.Component):
    def setup(self, market, person):
        self.market, self.person = market, person
        self.mode.monitor(False)
        self.status.monitor(False)

    def process(self):
        market = self.market
        while True:
            yield self.hold(market.rng.expovariate(market.settings.visits_per_day))
            requisition = apply(self.person, market.board, market.rng, market.counts)
            if requisition is not None:
                market.recruiters[requisition.recruiter].receive(requisition)


class Recruiter(salabim.Component):
    def setup(self, market):
        self.market, self.inbox = market, deque()
        self.mode.monitor(False)
        self.status.monitor(False)

    def receive(self, requisition):
        self.inbox.append(requisition)
        if self.ispassive():
            self.activate()

    def process(self):
        market = self.market
        while True:
            if not self.inbox:
                yield self.passivate()
                continue
            if self.inbox.popleft().is_open:
                yield self.hold(market.rng.expovariate(1 / market.settings.screening_days))
                market.counts.screened += 1


class Demand(salabim.Component):
    def setup(self, market):
        self.market = market

    def process(self):
        market = self.market
        while True:
            yield self.hold(market.rng.expovariate(market.settings.requisitions_per_day))
            Advertised(market=market)
            market.counts.opened += 1


class Advertised(salabim.Component):
    def setup(self, market):
        self.market = market

    def process(self):
        market = self.market
        requisition = Requisition(market.counts.opened % market.settings.recruiters)
        market.board.append(requisition)
        yield self.hold(market.settings.open_days)
        market.board.remove(requisition)
        requisition.is_open = False
        market.counts.expired += 1


class Market:
    def __init__(self, settings, seed):
        self.settings, self.rng, self.counts = settings, random.Random(seed), Counts()
        self.board = []
        for person in range(settings.people):
            Seeker(market=self, person=person)
        self.recruiters = [Recruiter(market=self) for _ in range(settings.recruiters)]
        Demand(market=self)


def simulate(settings: Settings, seed: int) -> Counts:
    salabim.yieldless(False)
    env = salabim.Environment(trace=False, random_seed="*")
    market = Market(settings, seed)
    env.run(till=settings.days)
    return market.counts


class Customer(salabim.Component):
    def setup(self, line):
        self.line = line
        self.mode.monitor(False)
        self.status.monitor(False)

    def process(self):
        line = self.line
        arrived = line.env.now()
        yield self.request(line.server)
        line.waited += line.env.now() - arrived
        yield self.hold(line.rng.expovariate(1.0))
        self.release()


class Arrivals(salabim.Component):
    def setup(self, line):
        self.line = line

    def process(self):
        for _ in range(self.line.settings.customers):
            yield self.hold(self.line.rng.expovariate(self.line.settings.load))
            Customer(line=self.line)


class Line:
    def __init__(self, env, settings, seed):
        self.env, self.settings, self.rng, self.waited = env, settings, random.Random(seed), 0.0
        self.server = salabim.Resource(capacity=1, monitor=False)
        Arrivals(line=self)


def queue(settings: Queue, seed: int) -> Served:
    salabim.yieldless(False)
    env = salabim.Environment(trace=False, random_seed="*")
    line = Line(env, settings, seed)
    env.run()
    return Served(settings.customers, line.waited / settings.customers)
