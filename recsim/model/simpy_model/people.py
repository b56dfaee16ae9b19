"""A candidate's own life between the calls: moods, jobs lost and found, searching, seeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from recsim.model import clocks, rules
from recsim.model.events import NOBODY, Kind, SeedEnd, SeedUse
from recsim.model.simpy_model import board, hiring, jobs
from recsim.model.simpy_model.environment import Story
from recsim.model.streams import Purpose, draw

if TYPE_CHECKING:
    from recsim.model.simpy_model.state import Person
    from recsim.model.simpy_model.world import World


def life(world: World, person: Person) -> Story:
    """Wait for whichever clock rings first; see ``World.refresh`` for rates that change then."""
    env, own = world.env, person.clocks
    ringing = own.due
    while True:
        yield person.rings.at(min(ringing))
        clock = ringing.index(env.now)
        if HAPPENINGS[clock](world, person, own.turns[clock]):
            world.refresh(person)
        own.rewind(env.now, clock)


def mood_changes(world: World, person: Person, turn: int) -> bool:
    """Something at work makes the person happier or unhappier."""
    u = draw(person.key, Purpose.NEW_SATISFACTION, turn)
    person.mood = rules.moved_mood(world.w, person.mood, u)
    person.satisfaction = rules.satisfaction(world.w, person.mood)
    world.record_person(Kind.SATISFACTION_CHANGED, person, value=person.satisfaction)
    return True


def search_starts_or_ends(world: World, person: Person, turn: int) -> bool:
    """A content person begins to search, perhaps because of a seed; a seeker gives up."""
    if person.status == rules.SEEKING:
        person.status = rules.CONTENT
        person.germinated_from = NOBODY
        world.record_person(Kind.SEARCH_ENDED, person)
        return True
    seeded = person.planter != NOBODY
    due_to_seed = seeded and (
        draw(person.key, Purpose.SEARCH_CAUSE, turn)
        < rules.share_due_to_seed(world.w, person.belief)
    )
    if due_to_seed:
        jobs.seed_germinates(world, person, SeedUse.MARKET)
    person.status = rules.SEEKING
    world.record_person(
        Kind.SEARCH_STARTED,
        person,
        int(due_to_seed),
        team=person.planter if due_to_seed else NOBODY,
    )
    return True


def job_is_lost(world: World, person: Person, turn: int) -> bool:
    """The employer lets the person go."""
    world.record_person(Kind.JOB_LOST, person, person.status)
    jobs.loses_job(world, person)
    return True


def job_is_found_elsewhere(world: World, person: Person, turn: int) -> bool:
    """Friends, direct applications, other recruiters: the market that recsim does not simulate."""
    world.record_person(Kind.JOB_FOUND, person, person.status)
    jobs.starts_job(world, person, NOBODY)
    hiring.withdraws_everywhere(world, person)
    return True


def seed_is_forgotten(world: World, person: Person, turn: int) -> bool:
    """Nothing came of it."""
    jobs.seed_ends(world, person, SeedEnd.FADED)
    return True


def comes_back(world: World, person: Person, turn: int) -> bool:
    """The seed brings the person back to the recruiters who planted it."""
    team = world.teams[person.planter]
    jobs.seed_germinates(world, person, SeedUse.RETURN)
    jobs.seed_ends(world, person, SeedEnd.RETURNED)
    hiring.returns(world, person, team)
    return True


HAPPENINGS: tuple[Callable[[World, Person, int], bool | None], ...] = (
    mood_changes,
    search_starts_or_ends,
    job_is_lost,
    job_is_found_elsewhere,
    seed_is_forgotten,
    comes_back,
    board.visit,
)
"""What happens when a clock rings, in the order of ``clocks``; true if the rates may change."""

assert len(HAPPENINGS) == len(clocks.PURPOSES)
