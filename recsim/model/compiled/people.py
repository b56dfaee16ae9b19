"""A candidate's own life between the calls; ``simpy_model.people`` over records."""

from __future__ import annotations

import numpy as np

from recsim.model.clocks import FIND, FORGET, LOSS, MOOD, RETURN, SEARCH, VISIT
from recsim.model.compiled import rules
from recsim.model.compiled.board import visit
from recsim.model.compiled.candidacies import returns, withdraws_everywhere
from recsim.model.compiled.clocks import belief, rates, refresh, rewind, sets_earliest_ring
from recsim.model.compiled.compiler import jit
from recsim.model.compiled.counts import counted
from recsim.model.compiled.jobs import loses_job, seed_ends, seed_germinates, starts_job
from recsim.model.compiled.layout import NONE, Record, person_at, world_of
from recsim.model.compiled.names import Kind, Purpose, SeedEnd, SeedUse, Status
from recsim.model.compiled.notes import throws_away
from recsim.model.compiled.recording import record_person
from recsim.model.compiled.rings import link, rings_at, unlink
from recsim.model.compiled.streams import draw
from recsim.model.compiled.traits import has_mood, key_of


@jit
def lives_on(s: Record, p: int) -> None:
    """One of the person's clocks rings: what it stands for happens, then it starts anew."""
    unlink(s, p, rings_at(s, p))
    clock = np.int64(person_at(s, p).ringing)
    turn = counted(s, p, clock)
    s.living = p
    if clock == VISIT:
        visit(s, p, turn)
    else:
        search_before, returns_before = rates(s, p)
        _happens(s, p, clock, turn)
        refresh(s, p, search_before, returns_before)
    rewind(s, p, clock)
    s.living = NONE
    sets_earliest_ring(s, p)
    link(s, p)


@jit
def _happens(s: Record, p: int, clock: int, turn: int) -> None:
    """What happens when a clock rings that may change the person's rates."""
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


@jit
def _mood_changes(s: Record, p: int, turn: int) -> None:
    u = draw(key_of(s, p), Purpose.NEW_SATISFACTION, turn)
    satisfied = has_mood(s, p, rules.moved_mood(world_of(s), person_at(s, p).mood, u))
    record_person(s, Kind.SATISFACTION_CHANGED, p, 0, satisfied)


@jit
def _search_starts_or_ends(s: Record, p: int, turn: int) -> None:
    person = person_at(s, p)
    if person.status == Status.SEEKING:
        person.status = Status.CONTENT
        person.germinated_from = NONE
        throws_away(s, p)
        record_person(s, Kind.SEARCH_ENDED, p)
        return
    due_to_seed = False
    if person.planter != NONE:
        share = rules.share_due_to_seed(world_of(s), belief(s, p))
        due_to_seed = draw(key_of(s, p), Purpose.SEARCH_CAUSE, turn) < share
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
