"""What comes of a state: asked of the service, written as JSON, remembered for whoever asks too."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import inf

from recsim.workshop import results
from recsim.workshop.jobs import Job, Outcome, World, worlds
from recsim.workshop.requests import Question
from recsim.workshop.simulation import Service, Superseded
from recsim.workshop.state import State

MOST_BYTES = 16 * 2**20
"""Memory for answers, of some 30 kB each."""


@dataclass(frozen=True)
class Part:
    """A state and those of its worlds that are looked at, and the others.

    Attributes:
        state: the state.
        worlds: worlds that are wanted.
        others: worlds that come along if they are known already.
    """

    state: State
    worlds: Sequence[World]
    others: Sequence[World]

    @staticmethod
    def of(state: State, teams: Sequence[str]) -> Part:
        """The worlds of these teams and of the one that they are compared with; none: all."""
        everything = worlds(state.scenario)
        first = next(iter(state.scenario.strategies))
        wanted = [
            world for world in everything if not teams or {*teams, first}.intersection(world.teams)
        ]
        return Part(state, wanted, [world for world in everything if world not in wanted])


class Pictures:
    """Answers the question what comes of a state.

    One thread writes the answers: more would only take the processor from the simulator.
    """

    def __init__(self, service: Service, most_bytes: int = MOST_BYTES) -> None:
        self._service, self._most_bytes = service, most_bytes
        self._texts: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
        self._bytes = 0
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="pictures")

    async def of(self, asked: Question, after: State, before: State | None) -> bytes:
        """The answer as JSON, with the replications that there are when patience ends.

        Raises:
            Superseded: the client has asked for something newer; or the workshop ends.
            Busy: too many clients are waiting.
        """
        parts = [Part.of(state, asked.teams) for state in (after, before) if state is not None]
        row = [world for part in parts for world in part.worlds]
        jobs = [Job(world, number) for number in range(asked.replications) for world in row]
        patience = inf if asked.patience_ms is None else asked.patience_ms / 1000
        coming = self._service.ask(
            asked.client,
            asked.ticket,
            jobs,
            together=len(row),
            patience=patience,
            shown=asked.shown,
        )
        try:
            outcomes = await asyncio.wrap_future(coming)
            done = len(outcomes) // len(row)
            text = await asyncio.get_running_loop().run_in_executor(
                self._writer, self._text, parts, jobs[: len(outcomes)], outcomes
            )
        except asyncio.CancelledError:  # the server ends
            raise Superseded from None
        head = {"ticket": asked.ticket, "wanted": asked.replications, "done": done}
        return json.dumps(head).encode()[:-1] + b"," + text[1:]

    def _text(
        self, parts: Sequence[Part], jobs: Sequence[Job], outcomes: Sequence[Outcome]
    ) -> bytes:
        """The finished answer without its ticket; many may ask for the same, it is written once."""
        ran = dict(zip((job.key for job in jobs), outcomes, strict=True))
        count = 1 + max(job.replication for job in jobs)
        shown = [self._with_known(part, count, ran) for part in parts]
        key = (
            str(count),
            *(part.state.start.name for part in parts[:1]),
            *(part.state.hash for part in parts),
            *(world.identity for group in shown for world in group),
        )
        text = self._texts.get(key)
        if text is None:
            text = _written(parts, shown, count, ran)
            self._texts[key] = text
            self._bytes += len(text)
            while self._bytes > self._most_bytes and len(self._texts) > 1:
                self._bytes -= len(self._texts.popitem(last=False)[1])
        self._texts.move_to_end(key)
        return text

    def _with_known(
        self, part: Part, count: int, ran: dict[tuple[str, int], Outcome]
    ) -> list[World]:
        """The worlds of a part that are shown, in its order; ``ran`` gets what is known."""
        shown = list(part.worlds)
        for world in part.others:
            jobs = [Job(world, number) for number in range(count)]
            known = self._service.known(jobs)
            if known is not None:
                ran.update(zip((job.key for job in jobs), known, strict=True))
                shown.append(world)
        names = list(part.state.scenario.strategies)
        return sorted(shown, key=lambda world: names.index(world.teams[0]))


def _written(
    parts: Sequence[Part],
    shown: Sequence[Sequence[World]],
    count: int,
    ran: Mapping[tuple[str, int], Outcome],
) -> bytes:
    """The answer for a state, or for a state and the one before."""
    found = []
    for part, group in zip(parts, shown, strict=True):
        jobs = [Job(world, number) for world in group for number in range(count)]
        outcomes = [ran[job.key] for job in jobs]
        found.append(results.Measured(part.state.labelled, jobs, outcomes))
    everything = len(shown[0]) == len(parts[0].worlds) + len(parts[0].others)
    document = {"hash": parts[0].state.hash, "all": everything, **results.document(found[0])}
    if len(found) > 1:
        document["changed"] = [
            results.change(found[1], found[0], team)
            for team in found[0].teams
            if team in found[1].teams and _world(shown[0], team) != _world(shown[1], team)
        ]
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _world(among: Sequence[World], team: str) -> str:
    return next(world.identity for world in among if team in world.teams)
