"""Changes of a person's place in the labour market."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recsim.model import rules
from recsim.model.distributions import normal
from recsim.model.events import NOBODY, Harvest, Kind, SeedEnd, SeedUse
from recsim.model.streams import Purpose, draw

if TYPE_CHECKING:
    from recsim.model.simpy_model.state import Person
    from recsim.model.simpy_model.world import World


def starts_job(world: World, person: Person, harvester: int) -> None:
    """The person has a new job, through team ``harvester`` or elsewhere (``NOBODY``).

    A seed that had germinated is harvested, a live seed has served its purpose.
    """
    if person.germinated_from != NOBODY:
        planter = person.germinated_from
        if harvester == NOBODY:
            detail = Harvest.ELSEWHERE
        else:
            detail = Harvest.PLANTER if harvester == planter else Harvest.OTHER_TEAM
        world.record_person(Kind.SEED_HARVESTED, person, detail, float(harvester), planter)
        if detail == Harvest.OTHER_TEAM:
            world.record_person(
                Kind.OTHERS_SEED_HARVESTED, person, value=float(planter), team=harvester
            )
    if person.planter != NOBODY:
        seed_ends(world, person, SeedEnd.NEW_JOB)
    person.germinated_from = NOBODY
    person.status = rules.CONTENT
    person.job += 1
    person.mood = normal(draw(person.key, Purpose.NEW_JOB_SATISFACTION, person.job))
    person.satisfaction = rules.satisfaction(world.w, person.mood)


def loses_job(world: World, person: Person) -> None:
    """The person is without a job and looks for one, whatever a seed may have done before."""
    person.status = rules.UNEMPLOYED
    person.germinated_from = NOBODY


def seed_germinates(world: World, person: Person, use: SeedUse) -> None:
    """The person comes back or goes to market; the planter of the seed gets the credit."""
    world.record_person(Kind.SEED_GERMINATED, person, use, person.belief, person.planter)
    person.germinated_from = person.planter


def plants_seed(world: World, person: Person, team: int, detail: int, belief: float) -> None:
    """A team raised the person's belief; the latest planter gets the credit.

    ``detail`` is 0 for a conversation, 1 for reading.
    """
    if person.planter not in (NOBODY, team):
        seed_ends(world, person, SeedEnd.TAKEN_OVER)
    again = 2 if person.planter == team else 0
    person.planter = team
    person.belief = belief
    world.record_person(Kind.SEED_PLANTED, person, detail + again, belief, team)


def seed_ends(world: World, person: Person, end: SeedEnd) -> None:
    """The seed is gone and belief falls back to where it was."""
    world.record_person(Kind.SEED_FORGOTTEN, person, end, team=person.planter)
    person.planter = NOBODY
    person.belief = world.w.belief_baseline
