"""Where entries are simulated: in the workshop's service, in turn with everybody's questions."""

from __future__ import annotations

from collections.abc import Sequence

from recsim.analysis.results import Results
from recsim.classroom.playing import playing
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.workshop.jobs import Job, Outcome, worlds
from recsim.workshop.simulation import Service, Superseded
from recsim.workshop.tables import tables

OWNER = "rooms"
GLANCE = 0.5
"""Seconds between looks at whether the workshop is over."""


class Ended(Exception):  # noqa: N818 - nothing went wrong
    """The workshop is over."""


class Bench:
    """Simulates a strategy in a challenge's place."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._over = False

    def end(self) -> None:
        """Whoever waits for results waits no longer."""
        self._over = True

    def results(
        self, scenario: Scenario, name: str, strategy: Strategy, seed: int, number: int
    ) -> Results:
        """What comes of a strategy; waits until all worlds are simulated.

        Args:
            scenario: of the challenge.
            name: of the strategy whose place it takes.
            strategy: what is played.
            seed: of the worlds.
            number: of the worlds.

        Raises:
            Ended: the workshop is over.
            Busy: too much waits to be simulated.
        """
        played = playing(scenario, name, strategy, seed, number)
        [world] = [one for one in worlds(played) if name in one.teams]
        jobs = [Job(world, at) for at in range(number)]
        return tables(played, jobs, self._outcomes(jobs))

    def _outcomes(self, jobs: Sequence[Job]) -> list[Outcome]:
        coming = self._service.queue(OWNER, jobs)
        while not self._over:
            try:
                return coming.result(timeout=GLANCE)
            except TimeoutError:
                continue
            except Superseded:
                break
        raise Ended
