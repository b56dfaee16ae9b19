"""The people at the start: a draw from the stationary state without recruiters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from recsim.model import clocks, rules
from recsim.model.clocks import Clocks
from recsim.model.distributions import exponential, logistic, normal
from recsim.model.events import Kind
from recsim.model.order import Rank
from recsim.model.simpy_model.environment import Moment
from recsim.model.simpy_model.people import life
from recsim.model.simpy_model.state import Person, Regard
from recsim.model.streams import Purpose, draws, outputs

if TYPE_CHECKING:
    from recsim.model.simpy_model.world import World

PEOPLE_AT_ONCE = 4096  # whose draws are made together, because that is quicker
TRAITS = (
    Purpose.SEGMENT,
    Purpose.SATISFACTION,
    Purpose.TOUCHINESS,
    Purpose.FEARS_EXPOSURE,
    Purpose.FAMILIARITY,
    Purpose.QUALITY,
    Purpose.RESERVATION,
    Purpose.STATUS,
)
PURPOSES = TRAITS + clocks.PURPOSES


def populate(world: World, count: int) -> None:
    """Add so many people to the world and let their lives begin."""
    for first in range(0, count, PEOPLE_AT_ONCE):
        numbers = np.arange(first, min(first + PEOPLE_AT_ONCE, count))
        keys = outputs(world.people_key, numbers)
        drawn = draws(keys[:, np.newaxis], np.array(PURPOSES))  # one row a person
        for number, key, row in zip(numbers.tolist(), keys.tolist(), drawn.tolist(), strict=True):
            _add_person(world, number, key, dict(zip(PURPOSES, row, strict=True)))
    for members in world.members:
        ids = np.full(1 << max(len(members) - 1, 0).bit_length(), count, dtype=np.int64)
        ids[: len(members)] = [person.id for person in members]
        world.member_ids.append(ids)
    for team in world.teams:
        team.last_contact = np.append(np.full(count, -np.inf), np.inf)


def _add_person(world: World, number: int, key: int, u: Mapping[int, float]) -> None:
    """A person as they are at the start; ``u`` are the draws by their purpose."""
    w = world.w
    segment = bisect_right(world.people_until, u[Purpose.SEGMENT])
    mood = normal(u[Purpose.SATISFACTION])
    familiarity = w.familiarity_centre + w.familiarity_spread * normal(u[Purpose.FAMILIARITY])
    person = Person(
        id=number,
        key=key,
        segment=segment,
        status=rules.CONTENT,
        mood=mood,
        satisfaction=rules.satisfaction(w, mood),
        belief=w.belief_baseline,
        touchiness=rules.touchiness(w, normal(u[Purpose.TOUCHINESS])),
        fears_exposure=u[Purpose.FEARS_EXPOSURE] < w.fears_exposure_share,
        familiarity=logistic(familiarity),
        quality=normal(u[Purpose.QUALITY]),
        own_reservation=normal(u[Purpose.RESERVATION]),
        clocks=Clocks(key, [exponential(u[purpose]) for purpose in clocks.PURPOSES]),
        rings=Moment(world.env, Rank.LIFE + number),
        regards=[Regard() for _ in world.teams],
        load_since=world.env.now,
    )
    person.status = rules.first_status(
        w, world.segments[segment], person.satisfaction, u[Purpose.STATUS]
    )
    world.people.append(person)
    world.members[segment].append(person)
    world.record_person(Kind.PRESENT, person, person.status)
    world.refresh(person)
    world.env.process(life(world, person))
