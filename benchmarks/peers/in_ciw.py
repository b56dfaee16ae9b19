"""The queue in Ciw, a library for networks of queues."""

from __future__ import annotations

import ciw

from peers.model import Queue, Served

DISTRIBUTION = "ciw"


def queue(settings: Queue, seed: int) -> Served:
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=settings.load)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[1],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(settings.customers, method="Finish")
    waits = [record.waiting_time for record in simulation.get_all_records()]
    return Served(len(waits), sum(waits) / len(waits))
