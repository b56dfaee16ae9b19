"""Requisitions arrive and expire; ``simpy_model.requisitions`` over records."""

from __future__ import annotations

from math import inf

from recsim.model.compiled import rules
from recsim.model.compiled.candidacies import closes
from recsim.model.compiled.compiler import jit
from recsim.model.compiled.layout import (
    NONE,
    Record,
    desk_at,
    opening_of,
    requisition_at,
    segment_at,
    team_at,
    world_of,
)
from recsim.model.compiled.moments import at
from recsim.model.compiled.names import CandidacyEnd, Kind, Purpose, Rank
from recsim.model.compiled.pools import take
from recsim.model.compiled.queues import advert_at, board_of, wake
from recsim.model.compiled.recording import record_requisition
from recsim.model.compiled.streams import draw, output
from recsim.scenario.scenario import MOST_TEAMS


@jit
def number_of_arrivals(
    requisitions_key: int, team: int, rate: float, begin: float, end: float
) -> int:
    """How many requisitions a team is given before the end."""
    count = 0
    due = begin
    while rate > 0.0:
        key = output(requisitions_key, count * MOST_TEAMS + team)
        due = due + rules.exponential(draw(key, Purpose.REQUISITION_GAP)) / rate
        if due >= end:
            break
        count += 1
    return count


@jit
def waits_for_next(s: Record, t: int) -> None:
    """Employers give the team requisitions at a constant rate (a Poisson process)."""
    rate = world_of(s).requisition_rate
    if rate <= 0.0:
        return
    team = team_at(s, t)
    number = team.opened * MOST_TEAMS + t
    key = output(s.requisitions_key, number)
    due = team.arrives_at + rules.exponential(draw(key, Purpose.REQUISITION_GAP)) / rate
    team.arrives_at = due
    at(s, due, Rank.REQUISITION_ARRIVES, number, t)


@jit
def arrives(s: Record, t: int) -> None:
    """A team is given a requisition, which is advertised at once."""
    w = world_of(s)
    team = team_at(s, t)
    number = team.opened * MOST_TEAMS + t
    r = team.first_requisition + team.opened
    requisition = requisition_at(s, r)
    key = output(s.requisitions_key, number)
    u = draw(key, Purpose.REQUISITION_SEGMENT)
    segment = 0
    while segment_at(s, segment).requisitions_until <= u:
        segment += 1
    open_time = w.open_days
    if w.open_time_random:
        open_time = open_time * rules.exponential(draw(key, Purpose.REQUISITION_OPEN_TIME))
    gain = w.pay_gain_mean + w.pay_gain_sd * rules.normal(draw(key, Purpose.REQUISITION_GAIN))
    d = NONE
    if team.recruiters > 0:
        d = team.first_desk + team.opened % team.recruiters
    team.opened += 1
    requisition.id = number
    requisition.team = t
    requisition.desk = d
    requisition.segment = segment
    requisition.open = True
    requisition.opening = take(s, s.openings)
    opening = opening_of(s, r)
    opening.gain = gain
    opening.opened = s.now
    opening.rests_until = -inf
    opening.next = NONE
    opening.previous = NONE
    opening.first_candidacy = NONE
    opening.last_candidacy = NONE
    opening.in_process = 0
    opening.approached = 0
    opening.searches = 0
    opening.first_target = 0
    opening.overdue = False
    opening.offer_out = False
    record_requisition(s, Kind.REQUISITION_OPENED, r, NONE, 0, gain)
    if d != NONE:
        opening.target_list = take(s, s.target_lists)
        _comes_to_desk(s, r)
        board = board_of(s, t, segment)
        advert = advert_at(s, t, segment, board.length)
        advert.requisition = r
        advert.gain = gain
        board.length += 1
        wake(s, d)
    at(s, s.now + open_time, Rank.REQUISITION_EXPIRES, number, r)
    waits_for_next(s, t)


@jit
def _comes_to_desk(s: Record, r: int) -> None:
    desk = desk_at(s, requisition_at(s, r).desk)
    opening_of(s, r).previous = desk.last_requisition
    if desk.last_requisition == NONE:
        desk.first_requisition = r
    else:
        opening_of(s, desk.last_requisition).next = r
    desk.last_requisition = r


@jit
def expires(s: Record, r: int) -> None:
    """The requisition is withdrawn, unless it has been filled or an offer is out."""
    if not requisition_at(s, r).open:
        return
    opening = opening_of(s, r)
    if opening.offer_out:
        opening.overdue = True  # nobody withdraws an offer: its decision decides
    else:
        closes(s, r, CandidacyEnd.REQUISITION_EXPIRED)
