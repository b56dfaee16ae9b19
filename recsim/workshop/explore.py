"""What the page is told: the scenarios, their levers, and what comes of a state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool

from recsim.report.style import colour
from recsim.workshop import results
from recsim.workshop.levers import SAID, Lever, Scalar
from recsim.workshop.pictures import Pictures
from recsim.workshop.requests import Question
from recsim.workshop.simulation import Service
from recsim.workshop.state import Catalogue, Start, State, changed
from recsim.workshop.upload import Uploads

FEW_CHANGES = 50
"""Changes that are checked at once, without a thread."""

Json = dict[str, Any]
Changes = Mapping[str, Scalar]


class Explore:
    """Answers the page's questions."""

    def __init__(self, catalogue: Catalogue, service: Service) -> None:
        self.catalogue, self.service = catalogue, service
        self.uploads = Uploads(service.simulate)
        self._pictures = Pictures(service)

    def scenarios(self) -> list[Json]:
        """All scenarios, without their settings."""
        return [self._head(name) for name in self.catalogue.names]

    def start(self, name: str) -> Start:
        """The scenario of this name in the catalogue, or the uploaded one of this key.

        Raises:
            UnknownScenario: there is none.
        """
        return self.uploads.get(name) or self.catalogue[name]

    def scenario(self, name: str) -> Json:
        """A scenario with its levers.

        Raises:
            UnknownScenario: there is none of this name.
        """
        start = self.start(name)
        scenario = start.scenario
        return {
            **self._head(name),
            "strategies": [
                {
                    "key": key,
                    "label": scenario.label(key),
                    "changed_label": start.changed_labels[key],
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
        start = self.start(name)
        scenario = start.scenario
        return {
            "name": name,
            "short": scenario.name,
            "file": start.file,
            "digest": start.digest,
            "title": scenario.title or scenario.name,
            "question": scenario.question,
            "lesson": scenario.lesson,
        }

    def state(self, name: str, changes: Changes) -> State:
        """A scenario with changes.

        Raises:
            UnknownScenario: there is none of this name.
            BadState: the changes cannot be made.
        """
        return changed(self.start(name), changes)

    async def simulate(self, asked: Question) -> bytes:
        """What comes of a state, and what changed against the one before if one is given; JSON.

        Raises:
            UnknownScenario: there is none of this name.
            BadState: the changes cannot be made.
            Superseded: the client has asked for something newer.
            Busy: too many clients are waiting.
        """
        before = None
        if len(asked.changes) + len(asked.before or ()) <= FEW_CHANGES:  # a thread costs more
            after = self.state(asked.scenario, asked.changes)
            if asked.before is not None:
                before = self.state(asked.scenario, asked.before)
        else:
            after = await run_in_threadpool(self.state, asked.scenario, asked.changes)
            if asked.before is not None:
                before = await run_in_threadpool(self.state, asked.scenario, asked.before)
        return await self._pictures.of(asked, after, before)


def _lever(lever: Lever) -> Json:
    choices = [{"value": word, "label": SAID.get(word, word)} for word in lever.choices]
    return {**asdict(lever), "choices": choices or None}
