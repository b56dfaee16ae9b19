"""What a person is, the clocks of a life, and what the person keeps notes of."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from recsim.model import rules as plain_rules
from recsim.model.clocks import FIND, FORGET, LOSS, MOOD, OUTSIDE, RETURN, SEARCH, VISIT
from recsim.model.compiled import rules
from recsim.model.compiled.calendar import link, rings_at, unlink
from recsim.model.compiled.compiler import inline, jit, record_at
from recsim.model.compiled.layout import CLOCKS, JOBS, NONE, NOTE_SHEET, NOTES, Record
from recsim.model.compiled.records import (
    clock_at,
    counted,
    counts_one,
    give_back,
    person_at,
    regard_of,
    requisition_at,
    seed_of,
    segment_at,
    take,
    world_of,
)
from recsim.model.compiled.rules import Purpose, Status, draw, output

# --- What a person is: drawn anew from their key when it is needed, or kept as their mood ---------
# Drawing takes a few nanoseconds. Keeping it for a million people takes eight megabytes for each
# trait, and the time to fetch them.


@inline
def key_of(s: Record, p: int) -> Any:
    """The key of a person's draws."""
    return output(s.people_key, p)


@inline
def key_of_pair(s: Record, r: int, p: int) -> Any:
    """The key of what happens between a requisition and a person."""
    return output(output(s.pairs_key, requisition_at(s, r).draws), p)


@inline
def quality(s: Record, p: int) -> float:
    """What the person brings to any opening; standard normal."""
    return rules.normal(draw(key_of(s, p), Purpose.QUALITY))


@inline
def touchiness(s: Record, p: int) -> float:
    """How soon the person is offended, relative to others."""
    return rules.touchiness(world_of(s), rules.normal(draw(key_of(s, p), Purpose.TOUCHINESS)))


@inline
def outside_harms(s: Record, p: int) -> float:
    """How often a day recruiters who are not simulated offend or annoy the person."""
    where = segment_at(s, person_at(s, p).segment)
    if where.outside_rate == 0.0:
        return 0.0
    _, harm = rules.outside_message(world_of(s), where.outside_load, touchiness(s, p))
    return where.outside_rate * harm


@inline
def familiarity_norm(s: Record, p: int) -> float:
    """How familiar being contacted is to the person where nobody harms."""
    w = world_of(s)
    own = rules.normal(draw(key_of(s, p), Purpose.FAMILIARITY))
    return rules.logistic(w.familiarity_centre + w.traits.familiarity_spread * own)


@jit
def time_passes(s: Record, p: int) -> None:
    """Messages are forgotten, and what is normal goes back to one's own norm."""
    w = world_of(s)
    person = person_at(s, p)
    days = s.now - person.since
    if person.load > 0.0:
        person.load = rules.load_now(w, person.load, days)
    if w.familiarity_return > 0.0:
        norm = familiarity_norm(s, p)
        person.familiarity = rules.familiarity_now(w, person.familiarity, norm, days)
    person.since = s.now


@inline
def fears_exposure(s: Record, p: int) -> bool:
    """Whether being contacted at work frightens the person."""
    return draw(key_of(s, p), Purpose.FEARS_EXPOSURE) < world_of(s).traits.fears_exposure_share


@inline
def match(s: Record, p: int) -> float:
    """How well the person and the present job suit each other."""
    return rules.match_of_job(key_of(s, p), counted(s, p, JOBS), person_at(s, p).proposal)


@inline
def satisfaction(s: Record, p: int) -> float:
    """Satisfaction with the present job."""
    return rules.satisfaction(world_of(s), person_at(s, p).mood)


@inline
def reservation_gain(s: Record, p: int) -> float:
    """Pay gain that the person needs before a move is worth it."""
    own = rules.normal(draw(key_of(s, p), Purpose.RESERVATION))
    return rules.reservation_gain(world_of(s), satisfaction(s, p), own, person_at(s, p).status)


# --- A person's competing clocks; ``recsim.model.clocks`` over records ----------------------------
# Two rates are kept, which follow from moods; the others follow from what the person is. The clocks
# of a seed are in its record (``layout.SEED``).

FIRST_PURPOSE = Purpose.MOOD_CLOCK
DO_NOT_CONTACT = plain_rules.DO_NOT_CONTACT


@inline
def budget(s: Record, p: int, clock: int) -> float:
    """A unit-exponential budget; the clocks' purposes but the last follow each other."""
    purpose = FIRST_PURPOSE + (np.int64(clock) << 32)
    if clock == OUTSIDE:
        purpose = Purpose.OUTSIDE_CLOCK
    return rules.exponential(draw(key_of(s, p), purpose, counted(s, p, clock)))


@inline
def belief(s: Record, p: int) -> float:
    """How much the person believes in what a move would bring: the baseline without a seed."""
    if person_at(s, p).planter == NONE:
        return world_of(s).belief.baseline
    return seed_of(s, p).belief


@inline
def _search_rate(s: Record, p: int) -> float:
    """How soon the person begins to search, or gives up."""
    w = world_of(s)
    person = person_at(s, p)
    if person.status == Status.SEEKING:
        return w.give_up_rate
    if person.status == Status.UNEMPLOYED:
        return 0.0
    segment = segment_at(s, person.segment)
    return rules.search_rate(w, segment, satisfaction(s, p), belief(s, p), person.mobility)


@inline
def _return_rate(s: Record, p: int) -> float:
    """How soon a seed brings the person back to the team that planted it."""
    person = person_at(s, p)
    if person.status != Status.CONTENT or person.planter == NONE:
        return 0.0
    regard = regard_of(s, p, person.planter)
    if regard.mood == DO_NOT_CONTACT:
        return 0.0
    return rules.return_rate(world_of(s), belief(s, p), regard.warmth)


@inline
def sets_rate(s: Record, p: int, clock: int, before: float, rate: float) -> None:
    """Go on at a rate; ``before`` is the rate that the clock has if it is running."""
    person = person_at(s, p)
    running = (person.running >> clock) & 1
    if not running:
        before = 0.0
    if rate == before:
        return
    entry = clock_at(s, p, clock)
    left = entry.value
    if running:
        left = (left - s.now) * before
        if not left > 0.0:
            left = 0.0
    if rate > 0.0:
        entry.value = s.now + left / rate
        person.running |= 1 << clock
    else:
        entry.value = left
        person.running &= ~(1 << clock)


@jit
def refresh(s: Record, p: int) -> None:
    """Let the person's clocks run at the rates of their present state."""
    w = world_of(s)
    person = person_at(s, p)
    segment = segment_at(s, person.segment)
    status = person.status
    employed = status != Status.UNEMPLOYED
    search = _search_rate(s, p)
    visits = w.board.visits_per_day if s.advertised and status != Status.CONTENT else 0.0
    moves = person.mobility
    lost = rules.loss_rate(segment, moves)
    found_before = rules.find_rate(segment, moves, person.rated_status)
    rang = rings_at(s, p)
    sets_rate(s, p, MOOD, w.mood_rate, w.mood_rate if employed else 0.0)
    sets_rate(s, p, SEARCH, person.searches, search)
    person.searches = search
    sets_rate(s, p, LOSS, lost, lost if employed else 0.0)
    sets_rate(s, p, FIND, found_before, rules.find_rate(segment, moves, status))
    if person.seed != NONE:
        seeded, seed, returns = person.planter != NONE, seed_of(s, p), _return_rate(s, p)
        sets_rate(s, p, FORGET, w.forget_rate, w.forget_rate if seeded else 0.0)
        sets_rate(s, p, RETURN, seed.returns, returns)
        seed.returns = returns
    sets_rate(s, p, VISIT, w.board.visits_per_day, visits)
    person.rated_status = status
    if p != s.living:
        _schedule(s, p, rang)


@jit
def sets_earliest_ring(s: Record, p: int) -> None:
    """Note which of the running clocks rings first: the lower one, if two do."""
    person = person_at(s, p)
    due = inf
    ringing = NONE
    running = person.running
    for clock in range(CLOCKS):
        if (running >> clock) & 1 and clock_at(s, p, clock).value < due:
            due = clock_at(s, p, clock).value
            ringing = clock
    person.ringing = ringing


@jit
def _schedule(s: Record, p: int, rang: float) -> None:
    """See to it that the person is in the calendar where their next ring is; it was at ``rang``."""
    sets_earliest_ring(s, p)
    if rings_at(s, p) != rang:
        unlink(s, p, rang)
        link(s, p)


@inline
def rate_of(s: Record, p: int, clock: int) -> float:
    """The rate of a clock that is running."""
    w = world_of(s)
    person = person_at(s, p)
    if clock == VISIT:
        return w.board.visits_per_day
    if clock == MOOD:
        return w.mood_rate
    if clock == OUTSIDE:
        return outside_harms(s, p)
    if clock == LOSS:
        return rules.loss_rate(segment_at(s, person.segment), person.mobility)
    if clock == FIND:
        segment = segment_at(s, person.segment)
        return rules.find_rate(segment, person.mobility, person.rated_status)
    if clock == FORGET:
        return w.forget_rate
    return person.searches if clock == SEARCH else seed_of(s, p).returns


@inline
def rewind(s: Record, p: int, clock: int, rate: float) -> None:
    """Start the clock's next budget at its current rate."""
    counts_one(s, p, clock)
    left = budget(s, p, clock)
    if (person_at(s, p).running >> clock) & 1:
        left = s.now + left / rate
    clock_at(s, p, clock).value = left


@jit
def has_room_for_seed(s: Record, p: int) -> None:
    """Somebody who never had a seed gets a record for it, with its clocks at rest."""
    person = person_at(s, p)
    if person.seed == NONE:
        person.seed = take(s, s.seeds)
        seed_of(s, p).returns = 0.0
        clock_at(s, p, FORGET).value = budget(s, p, FORGET)
        clock_at(s, p, RETURN).value = budget(s, p, RETURN)


# --- Which requisitions a person applied for or was approached about ------------------------------
# Each person has notes on sheets of a pool. A note is of use for as long as its requisition is
# open; old ones are thrown away when a sheet is full, and everybody's when the pool is.

APPLIED = 0
APPROACHED = 1


@inline
def _sheet_at(s: Record, number: int) -> Record:
    return record_at(s.notes.table, number, NOTE_SHEET)


@inline
def _note(r: int, how: int) -> Any:
    return (np.int64(r) << 1) + how


@inline
def has_met(s: Record, r: int, p: int, how: int) -> bool:
    """Whether the person applied for (or was approached about) the requisition."""
    note = _note(r, how)
    number = person_at(s, p).notes
    while number != NONE:
        sheet = _sheet_at(s, number)
        for place in range(NOTES):
            if sheet.notes[place] == note:
                return True
        number = sheet.next
    return False


@jit
def meets(s: Record, r: int, p: int, how: int) -> None:
    """Remember it."""
    note = _note(r, how)
    if _finds_place(s, p, note):
        return
    throws_away(s, p)
    if _finds_place(s, p, note):
        return
    person = person_at(s, p)
    number = take(s, s.notes)
    sheet = _sheet_at(s, number)
    sheet.next = person.notes
    sheet.notes[0] = note
    for place in range(1, NOTES):
        sheet.notes[place] = NONE
    person.notes = number


@inline
def _finds_place(s: Record, p: int, note: int) -> bool:
    """Write a note where a sheet is empty, if there is such a place."""
    number = person_at(s, p).notes
    while number != NONE:
        sheet = _sheet_at(s, number)
        for place in range(NOTES):
            if sheet.notes[place] == NONE:
                sheet.notes[place] = note
                return True
        number = sheet.next
    return False


@jit
def throws_away(s: Record, p: int) -> int:
    """Throw away a person's notes about closed requisitions; how many sheets are left."""
    person = person_at(s, p)
    sheets = 0
    target = person.notes
    place_in_target = NOTES
    number = person.notes
    while number != NONE:
        sheet = _sheet_at(s, number)
        for place in range(NOTES):
            note = sheet.notes[place]
            if note == NONE or not requisition_at(s, note >> 1).open:
                continue
            if place_in_target == NOTES:
                if sheets > 0:
                    target = _sheet_at(s, target).next
                sheets += 1
                place_in_target = 0
            _sheet_at(s, target).notes[place_in_target] = note
            place_in_target += 1
        number = sheet.next
    if sheets == 0:
        rest = person.notes
        person.notes = NONE
    else:
        last = _sheet_at(s, target)
        for place in range(place_in_target, NOTES):
            last.notes[place] = NONE
        rest = last.next
        last.next = NONE
    while rest != NONE:
        following = _sheet_at(s, rest).next
        give_back(s.notes, rest)
        rest = following
    return sheets


@jit
def everybody_throws_away(s: Record) -> int:
    """Throw away all notes about closed requisitions; how many sheets are left."""
    sheets = 0
    for p in range(s.number_of_people):
        sheets += throws_away(s, p)
    return sheets
