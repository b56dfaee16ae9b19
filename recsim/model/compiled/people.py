"""A candidate's own life between the calls; ``simpy_model.people`` over records."""

from __future__ import annotations

from recsim.model.clocks import FIND, FORGET, LOSS, MOOD, RETURN, SEARCH
from recsim.model.compiled import rules
from recsim.model.compiled.board import visit
from recsim.model.compiled.candidacies import returns, withdraws_everywhere
from recsim.model.compiled.clocks import earliest_ring, refresh, rewind, ringing_clock
from recsim.model.compiled.compiler import jit
from recsim.model.compiled.jobs import loses_job, seed_ends, seed_germinates, starts_job
from recsim.model.compiled.layout import NONE, Record, person_at, world_of
from recsim.model.compiled.names import Kind, Purpose, SeedEnd, SeedUse, Status
from recsim.model.compiled.recording import record_person
from recsim.model.compiled.rings import link, unlink
from recsim.model.compiled.streams import draw


@jit
def lives_on(s: Record, p: int) -> None:
    """One of the person's clocks rings: what it stands for happens, then it starts anew."""
    person = person_at(s, p)
    unlink(s, p)
    s.living = p
    clock = ringing_clock(person)
    turn = person.turns[clock]
    if _happens(s, p, clock, turn):
        refresh(s, p)
    rewind(s, person, clock)
    s.living = NONE
    person.rings_at = earliest_ring(person)
    link(s, p)


@jit
def _happens(s: Record, p: int, clock: int, turn: int) -> bool:
    """What happens when a clock rings; true if the rates may change."""
    if clock == MOOD:
        _mood_changes(s, p, turn)
    elif clock == SEARCH:
        _search_starts_or_ends(s, p, turn)
    elif clock == LOSS:
        record_person(s, Kind.JOB_LOST, p, person_at(s, p).status)
        loses_job(s, p)
    elif clock == FIND:
        record_person(s, Kind.JOB_FOUND, p, person_at(s, p).status)
        starts_job(s, p, NONE)
        withdraws_everywhere(s, p)
    elif clock == FORGET:
        seed_ends(s, p, SeedEnd.FADED)
    elif clock == RETURN:
        _comes_back(s, p)
    else:
        visit(s, p, turn)
        return False
    return True


@jit
def _mood_changes(s: Record, p: int, turn: int) -> None:
    w = world_of(s)
    person = person_at(s, p)
    u = draw(person.key, Purpose.NEW_SATISFACTION, turn)
    person.mood = rules.moved_mood(w, person.mood, u)
    person.satisfaction = rules.satisfaction(w, person.mood)
    record_person(s, Kind.SATISFACTION_CHANGED, p, 0, person.satisfaction)


@jit
def _search_starts_or_ends(s: Record, p: int, turn: int) -> None:
    person = person_at(s, p)
    if person.status == Status.SEEKING:
        person.status = Status.CONTENT
        person.germinated_from = NONE
        record_person(s, Kind.SEARCH_ENDED, p)
        return
    due_to_seed = False
    if person.planter != NONE:
        share = rules.share_due_to_seed(world_of(s), person.belief)
        due_to_seed = draw(person.key, Purpose.SEARCH_CAUSE, turn) < share
    if due_to_seed:
        seed_germinates(s, p, SeedUse.MARKET)
    person.status = Status.SEEKING
    team = person.planter if due_to_seed else NONE
    record_person(s, Kind.SEARCH_STARTED, p, int(due_to_seed), 0.0, team)


@jit
def _comes_back(s: Record, p: int) -> None:
    team = person_at(s, p).planter
    seed_germinates(s, p, SeedUse.RETURN)
    seed_ends(s, p, SeedEnd.RETURNED)
    returns(s, p, team)
