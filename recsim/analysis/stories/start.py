"""Who a person is at the start of a run: occupation, status, satisfaction, before any recruiter."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from recsim.analysis.stories.speech import ENGLISH, Words
from recsim.model import employment, rules
from recsim.model.distributions import normal
from recsim.model.events import STATUSES
from recsim.model.parameters import segment_parameters, world_parameters
from recsim.model.streams import Family, Purpose, draw, family_key, output
from recsim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Start:
    """A person at the start of the warm-up, the same under every strategy.

    Attributes:
        person: number of the person.
        occupation: key of the segment.
        status: one of ``model.events.STATUSES``.
        satisfaction: with the job (of somebody without one: with the last one), 0 to 1.
    """

    person: int
    occupation: str
    status: str
    satisfaction: float

    def told(self, words: Words = ENGLISH) -> str:
        """Who it is: occupation, status, satisfaction."""
        return words.say(
            "start_unemployed" if self.status == STATUSES[2] else "start",
            occupation=words.occupation(self.occupation),
            status=words.status(self.status),
            satisfied=words.satisfied(self.satisfaction),
        )

    @property
    def text(self) -> str:
        """The same with the person's number, in English."""
        return ENGLISH.say("person", person=self.person) + self.told()


def start(scenario: Scenario, replication: int, person: int) -> Start:
    """Who a person is at the start of a replication.

    The log does not hold satisfaction at the start; it is drawn again here, as the model draws it.

    Args:
        scenario: with the seed.
        replication: its number.
        person: number of the person, from 0.
    """
    w, segments = world_parameters(scenario.world), segment_parameters(scenario.world)
    key = output(family_key(scenario.study.seed, replication, Family.PEOPLE), person)
    place = bisect_right([s.people_until for s in segments], draw(key, Purpose.SEGMENT))
    segment = segments[place]
    moves = employment.mobility(w, normal(draw(key, Purpose.RESERVATION)))
    _, match, _ = employment.first_job(w, segment, moves, key)
    mood = rules.first_mood(w, match, draw(key, Purpose.SATISFACTION))
    satisfaction = rules.satisfaction(w, mood)
    u = draw(key, Purpose.STATUS)
    status = employment.first_status(w, segment, satisfaction, moves, u)
    return Start(person, list(scenario.world.segments)[place], STATUSES[status], satisfaction)
