"""Changes of a person's place in the labour market; ``simpy_model.jobs`` over records."""

from __future__ import annotations

from recsim.model.compiled import rules
from recsim.model.compiled.clocks import belief, has_room_for_seed
from recsim.model.compiled.compiler import jit
from recsim.model.compiled.counts import counted, counts_one
from recsim.model.compiled.layout import JOBS, NONE, Record, person_at, seed_of
from recsim.model.compiled.names import Harvest, Kind, Purpose, SeedEnd, Status
from recsim.model.compiled.notes import throws_away
from recsim.model.compiled.recording import record_person
from recsim.model.compiled.streams import draw
from recsim.model.compiled.traits import has_mood, key_of


@jit
def starts_job(s: Record, p: int, harvester: int) -> None:
    """The person has a new job, through a team or elsewhere (``NONE``)."""
    person = person_at(s, p)
    planter = person.germinated_from
    if planter != NONE:
        if harvester == NONE:
            detail = Harvest.ELSEWHERE
        else:
            detail = Harvest.PLANTER if harvester == planter else Harvest.OTHER_TEAM
        record_person(s, Kind.SEED_HARVESTED, p, detail, float(harvester), planter)
        if detail == Harvest.OTHER_TEAM:
            record_person(s, Kind.OTHERS_SEED_HARVESTED, p, 0, float(planter), harvester)
    if person.planter != NONE:
        seed_ends(s, p, SeedEnd.NEW_JOB)
    person.germinated_from = NONE
    person.status = Status.CONTENT
    throws_away(s, p)
    counts_one(s, p, JOBS)
    u = draw(key_of(s, p), Purpose.NEW_JOB_SATISFACTION, counted(s, p, JOBS))
    has_mood(s, p, rules.normal(u))


@jit
def loses_job(s: Record, p: int) -> None:
    """The person is without a job and looks for one, whatever a seed may have done before."""
    person = person_at(s, p)
    person.status = Status.UNEMPLOYED
    person.germinated_from = NONE


@jit
def seed_germinates(s: Record, p: int, use: int) -> None:
    """The person comes back or goes to market; the planter of the seed gets the credit."""
    person = person_at(s, p)
    record_person(s, Kind.SEED_GERMINATED, p, use, belief(s, p), person.planter)
    person.germinated_from = person.planter


@jit
def plants_seed(s: Record, p: int, team: int, detail: int, raised: float) -> None:
    """A team raised the person's belief; the latest planter gets the credit."""
    person = person_at(s, p)
    if person.planter != NONE and person.planter != team:
        seed_ends(s, p, SeedEnd.TAKEN_OVER)
    again = 2 if person.planter == team else 0
    person.planter = team
    has_room_for_seed(s, p)
    seed_of(s, p).belief = raised
    record_person(s, Kind.SEED_PLANTED, p, detail + again, raised, team)


@jit
def seed_ends(s: Record, p: int, end: int) -> None:
    """The seed is gone and belief falls back to where it was."""
    person = person_at(s, p)
    record_person(s, Kind.SEED_FORGOTTEN, p, end, 0.0, person.planter)
    person.planter = NONE
