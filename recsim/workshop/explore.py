"""What the page is told: the scenarios, their levers, and what comes of a state."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

from starlette.concurrency import run_in_threadpool

from recsim.report.style import colour
from recsim.workshop import results
from recsim.workshop.levers import Lever, Scalar
from recsim.workshop.simulation import Job, Outcome, Service, worlds
from recsim.workshop.state import Catalogue, State, changed

MOST_DOCUMENTS = 500
"""Finished answers in memory, some 30 kB each."""

Json = dict[str, Any]
Changes = Mapping[str, Scalar]


class Explore:
    """Answers the page's questions."""

    def __init__(self, catalogue: Catalogue, service: Service) -> None:
        self.catalogue, self.service = catalogue, service
        self._documents: OrderedDict[tuple[str, ...], Json] = OrderedDict()
        self._writing = threading.Lock()

    def scenarios(self) -> list[Json]:
        """All scenarios, without their settings."""
        return [self._head(name) for name in self.catalogue.names]

    def scenario(self, name: str) -> Json:
        """A scenario with its levers.

        Raises:
            UnknownScenario: there is none of this name.
        """
        start = self.catalogue[name]
        scenario = start.scenario
        return {
            **self._head(name),
            "strategies": [
                {
                    "key": key,
                    "label": scenario.label(key),
                    "style": strategy.style,
                    "colour": colour(place),
                }
                for place, (key, strategy) in enumerate(scenario.strategies.items())
            ],
            "levers": {
                "strategies": {
                    key: [_lever(lever) for lever in levers]
                    for key, levers in start.strategy_levers.items()
                },
                "world": [
                    {"group": group, "levers": [_lever(lever) for lever in levers]}
                    for group, levers in start.world_levers.items()
                ],
            },
            "study": scenario.study.model_dump(
                include={"horizon_days", "warm_up_days", "replications", "seed", "market",
                         "confidence", "outcomes", "limits"}
            ),
            "definitions": results.definitions(scenario),
        }  # fmt: skip

    def _head(self, name: str) -> Json:
        scenario = self.catalogue[name].scenario
        return {
            "name": name,
            "title": scenario.title or name,
            "question": scenario.question,
            "lesson": scenario.lesson,
        }

    def state(self, name: str, changes: Changes) -> State:
        """A scenario with changes.

        Raises:
            UnknownScenario: there is none of this name.
            BadState: the changes cannot be made.
        """
        return changed(self.catalogue[name], changes)

    async def simulate(
        self,
        client: str,
        ticket: int,
        replications: int,
        name: str,
        changes: Changes,
        before: Changes | None = None,
    ) -> Json:
        """What comes of a state, and what changed against the state before if one is given.

        Raises:
            UnknownScenario: there is none of this name.
            BadState: the changes cannot be made.
            Superseded: the client has asked for something newer.
            Busy: too many clients are waiting.
        """
        after = await run_in_threadpool(self.state, name, changes)
        then = await run_in_threadpool(self.state, name, before) if before is not None else None
        key = (name, after.hash, then.hash if then else "", str(replications))
        document = self._documents.get(key)
        if document is None:
            states = [after] if then is None else [after, then]
            jobs = [_jobs(state, replications) for state in states]
            asked = self.service.ask(client, ticket, [job for group in jobs for job in group])
            outcomes = await asyncio.wrap_future(asked)
            document = await run_in_threadpool(self._document, key, states, jobs, outcomes)
        return {"ticket": ticket, **document}

    def _document(
        self,
        key: tuple[str, ...],
        states: Sequence[State],
        jobs: Sequence[Sequence[Job]],
        outcomes: Sequence[Outcome],
    ) -> Json:
        """The finished answer; many may ask for the same, and it is written once.

        One thread writes at a time: more would only take the processor from the simulator.
        """
        with self._writing:
            if key not in self._documents:
                self._documents[key] = _written(states, jobs, outcomes)
                while len(self._documents) > MOST_DOCUMENTS:
                    self._documents.popitem(last=False)
            self._documents.move_to_end(key)
            return self._documents[key]


def _written(
    states: Sequence[State], jobs: Sequence[Sequence[Job]], outcomes: Sequence[Outcome]
) -> Json:
    """The answer for a state, or for a state and the one before."""
    rest = iter(outcomes)
    found = [
        results.tables(state.scenario, group, list(islice(rest, len(group))))
        for state, group in zip(states, jobs, strict=True)
    ]
    document = {"hash": states[0].hash, **results.document(found[0])}
    if len(found) > 1:
        document["changed"] = [
            results.change(found[1], found[0], team)
            for team in states[0].scenario.strategies
            if _differs(jobs, team)
        ]
    return document


def _lever(lever: Lever) -> Json:
    choices = [{"value": word, "label": word.replace("_", " ")} for word in lever.choices]
    return {**asdict(lever), "choices": choices or None}


def _jobs(state: State, replications: int) -> list[Job]:
    """Replication by replication, so that what was finished is of use."""
    own = worlds(state.scenario)
    return [Job(world, number) for number in range(replications) for world in own]


def _differs(jobs: Sequence[Sequence[Job]], team: str) -> bool:
    """Whether a team's world is another one than before."""
    worlds_of = [{job.world.identity for job in group if team in job.world.teams} for group in jobs]
    return worlds_of[0] != worlds_of[1]
