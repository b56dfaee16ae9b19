"""The two models in SimPy: a process for everybody, a store as inbox, a resource as server."""

from __future__ import annotations

import random

import simpy

from peers.model import Counts, Queue, Requisition, Served, Settings, apply

DISTRIBUTION = "simpy"


def simulate(settings: Settings, seed: int) -> Counts:
    env = simpy.Environment()
    rng = random.Random(seed)
    counts = Counts()
    board = []
    inboxes = [simpy.Store(env) for _ in range(settings.recruiters)]

    def seeker(person):
        while True:
            yield env.timeout(rng.expovariate(settings.visits_per_day))
            requisition = apply(person, board, rng, counts)
            if requisition is not None:
                inboxes[requisition.recruiter].put(requisition)

    def demand():
        while True:
            yield env.timeout(rng.expovariate(settings.requisitions_per_day))
            env.process(advertised(Requisition(counts.opened % settings.recruiters)))
            counts.opened += 1

    def advertised(requisition):
        board.append(requisition)
        yield env.timeout(settings.open_days)
        board.remove(requisition)
        requisition.is_open = False
        counts.expired += 1

    def recruiter(inbox):
        while True:
            requisition = yield inbox.get()
            if requisition.is_open:
                yield env.timeout(rng.expovariate(1 / settings.screening_days))
                counts.screened += 1

    for person in range(settings.people):
        env.process(seeker(person))
    for inbox in inboxes:
        env.process(recruiter(inbox))
    env.process(demand())
    env.run(until=settings.days)
    return counts


def queue(settings: Queue, seed: int) -> Served:
    env = simpy.Environment()
    rng = random.Random(seed)
    server = simpy.Resource(env)
    waited = 0.0

    def customer():
        nonlocal waited
        arrived = env.now
        with server.request() as turn:
            yield turn
            waited += env.now - arrived
            yield env.timeout(rng.expovariate(1.0))

    def arrivals():
        for _ in range(settings.customers):
            yield env.timeout(rng.expovariate(settings.load))
            env.process(customer())

    env.process(arrivals())
    env.run()
    return Served(settings.customers, waited / settings.customers)
