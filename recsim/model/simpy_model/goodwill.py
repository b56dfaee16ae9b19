"""Offence, wariness, do-not-contact, resentment: what is done to goodwill and how it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recsim.model.distributions import exponential, poisson
from recsim.model.events import Kind, ResentCause, WaryCause
from recsim.model.order import Rank
from recsim.model.rules import DO_NOT_CONTACT, NEUTRAL, WARY
from recsim.model.simpy_model.environment import Story
from recsim.model.streams import Purpose, draw

if TYPE_CHECKING:
    from recsim.model.simpy_model.state import Approach, Person, Requisition, Team
    from recsim.model.simpy_model.world import World


def becomes_wary(world: World, person: Person, team: Team, cause: WaryCause) -> None:
    """The person trusts the team less: answers less, is offended sooner, applies no more."""
    regard = world.regard(person, team)
    if regard.mood != NEUTRAL:
        return
    world.record_person(Kind.BECAME_WARY, person, cause, team=team.index)
    _change_mood(world, person, team, WARY)


def is_offended(world: World, person: Person, team: Team, approach: Approach, channel: int) -> None:
    """The person says so, asks not to be contacted again, and may tell others."""
    regard = world.regard(person, team)
    first = 0.0 if regard.offended else 1.0
    regard.offended = True
    world.record_requisition(Kind.OFFENDED, approach.requisition, person, channel, first)
    if regard.mood != DO_NOT_CONTACT:
        world.record_person(Kind.DO_NOT_CONTACT, person, int(regard.mood == WARY), team=team.index)
        _change_mood(world, person, team, DO_NOT_CONTACT)
        world.refresh(person)
    _tells_others(world, person, team, approach.key)


def resents(
    world: World, person: Person, requisition: Requisition, key: int, cause: ResentCause
) -> None:
    """An applicant who was turned down or never answered may hold it against the team.

    ``key`` is that of the pair.
    """
    if draw(key, Purpose.RESENTS, cause) >= world.w.resent[cause]:
        return
    regard = world.regard(person, requisition.team)
    first = 0.0 if regard.resented else 1.0
    regard.resented = True
    world.record_requisition(Kind.RESENTED, requisition, person, cause, first)
    becomes_wary(world, person, requisition.team, WaryCause.RESENTFUL)


def _tells_others(world: World, person: Person, team: Team, key: int) -> None:
    w = world.w
    if draw(key, Purpose.TELLS) >= w.tells_others:
        return
    others = len(world.members[person.segment]) - 1
    hearers = min(poisson(draw(key, Purpose.HEARERS), w.hearers), others)
    world.record_person(Kind.TOLD_OTHERS, person, value=float(hearers), team=team.index)
    told = {person.id}
    for hearer in world.strangers(key, Purpose.HEARER, person.segment):
        if len(told) > hearers:
            break
        if hearer.id not in told:
            told.add(hearer.id)
            if draw(key, Purpose.HEARER_WARY, hearer.id) < w.hearer_becomes_wary:
                becomes_wary(world, hearer, team, WaryCause.TOLD)


def _change_mood(world: World, person: Person, team: Team, mood: int) -> None:
    regard = world.regard(person, team)
    regard.mood = mood
    regard.changes += 1
    rate = world.w.wary_rate if mood == WARY else world.w.do_not_contact_rate
    if rate > 0.0:
        purpose = Purpose.WARY_TIME if mood == WARY else Purpose.DO_NOT_CONTACT_TIME
        u = draw(person.key, purpose, (team.index << 24) + regard.changes)
        until = world.env.now + exponential(u) / rate
        world.env.process(_fades(world, person, team, regard.changes, until))


def _fades(world: World, person: Person, team: Team, change: int, until: float) -> Story:
    """Time heals, unless something happened in between."""
    yield world.env.at(until, Rank.MEMORY_FADES, person.id)
    regard = world.regard(person, team)
    if regard.changes != change:
        return
    ended = Kind.WARY_ENDED if regard.mood == WARY else Kind.DO_NOT_CONTACT_ENDED
    world.record_person(ended, person, team=team.index)
    regard.mood = NEUTRAL
    regard.changes += 1
    world.refresh(person)
