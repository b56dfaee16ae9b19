"""Whatever people ask in whatever order: everybody gets an end, and the right numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from recsim.model.run import Run
from recsim.model.tally import Tally
from recsim.workshop import jobs as simulating
from recsim.workshop.jobs import Found, Job, Outcome, World
from recsim.workshop.simulation import Service, Superseded
from recsim.workshop.state import Catalogue

SECONDS = 20
BARE = World.of(Catalogue()["two_ways"].scenario, ("waiting",))
EMPTY = Run(Tally.empty(("waiting",), ("all",), 0, 7), None, 0)

ASKS = st.tuples(
    st.just("ask"),
    st.integers(0, 3),  # client
    st.integers(0, 5),  # state
    st.integers(1, 6),  # replications
    st.integers(1, 3),  # worlds in a replication
    st.sampled_from([0.0, 0.002, 60.0, float("inf")]),
    st.integers(0, 2),  # shown
)
QUEUES = st.tuples(st.just("queue"), st.integers(0, 1), st.integers(0, 5), st.integers(1, 6),
                   st.booleans())  # fmt: skip


def wanted(state: int, replications: int, together: int) -> list[Job]:
    row = [World(BARE.scenario, BARE.teams, f"{state}/{number}") for number in range(together)]
    return [Job(world, number) for number in range(replications) for world in row]


def outcome_of(job: Job) -> Outcome:
    number = float(abs(hash(job.key)) % 10_000)
    return {"waiting": Found(np.array([number]), np.array([[number]]))}


def right(jobs: Sequence[Job], found: Sequence[Outcome]) -> bool:
    return all(
        one["waiting"].values == outcome_of(job)["waiting"].values
        for job, one in zip(jobs, found, strict=False)
    )


@settings(max_examples=60)
@given(st.lists(st.one_of(ASKS, QUEUES), max_size=30), st.integers(1, 3), st.booleans())
def test_all_requests_end_and_answers_are_beginnings(
    acts: list[tuple[Any, ...]], threads: int, closes: bool
) -> None:
    before = simulating.simulated
    import recsim.workshop.simulation as serving

    serving.simulated = lambda _, job: outcome_of(job)  # type: ignore[assignment]
    try:
        service = Service(lambda *_, **__: EMPTY, threads=threads, most_bytes=20_000)
        asked, newest = [], {}
        for ticket, (what, who, *about) in enumerate(acts):
            if what == "ask":
                state, replications, together, patience, shown = about
                jobs = wanted(state, replications, together)
                future = service.ask(
                    str(who), ticket, jobs, together=together, patience=patience, shown=shown
                )
                newest[who] = future
                asked.append((jobs, together, patience, future))
            else:
                state, replications, gives_up = about
                jobs = wanted(state, replications, 1)
                future = service.queue(str(who), jobs)
                if gives_up and future.cancel():
                    continue
                asked.append((jobs, 1, float("inf"), future))
        if closes:
            service.close()
        for jobs, together, patience, future in asked:
            try:
                found = future.result(SECONDS)
            except Superseded:
                assert closes or future not in newest.values()
                continue
            assert right(jobs, found)
            assert len(found) % together == 0
            assert len(found) == len(jobs) or (found and patience < 100)
        service.close()
        assert service.load[:2] == (0, 0)
    finally:
        serving.simulated = before
