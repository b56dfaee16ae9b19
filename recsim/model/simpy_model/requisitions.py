"""Requisitions: they arrive, are advertised, wait to be filled, and expire."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from simpy import Interrupt

from recsim.model.distributions import exponential, normal
from recsim.model.events import CandidacyEnd, Kind
from recsim.model.order import Rank
from recsim.model.simpy_model import hiring
from recsim.model.simpy_model.environment import Story
from recsim.model.simpy_model.state import Requisition
from recsim.model.streams import Purpose, draw, output
from recsim.scenario.scenario import MOST_TEAMS

if TYPE_CHECKING:
    from recsim.model.simpy_model.state import Team
    from recsim.model.simpy_model.world import World


def demand(world: World, team: Team) -> Story:
    """Employers give the team requisitions at a constant rate (a Poisson process)."""
    rate = world.w.requisition_rate
    due = world.env.now
    while rate > 0.0:
        number = team.opened * MOST_TEAMS + team.index
        key = output(world.requisitions_key, number)
        due = due + exponential(draw(key, Purpose.REQUISITION_GAP)) / rate
        yield world.env.at(due, Rank.REQUISITION_ARRIVES, number)
        team.opened += 1
        requisition = _opened(world, team, number, key)
        requisition.process = world.env.process(waits(world, requisition))


def _opened(world: World, team: Team, number: int, key: int) -> Requisition:
    w, now = world.w, world.env.now
    u = draw(key, Purpose.REQUISITION_SEGMENT)
    segment = bisect_right(world.requisitions_until, u)
    open_time = w.open_days
    if w.open_time_random:
        open_time *= exponential(draw(key, Purpose.REQUISITION_OPEN_TIME))
    gain = w.pay_gain_mean + w.pay_gain_sd * normal(draw(key, Purpose.REQUISITION_GAIN))
    desk = team.desks[(team.opened - 1) % len(team.desks)] if team.desks else None
    requisition = Requisition(
        id=number,
        key=key,
        pairs=output(world.pairs_key, number),
        team=team,
        desk=desk,
        segment=segment,
        gain=gain,
        opened=now,
        expires=now + open_time,
    )
    world.record_requisition(Kind.REQUISITION_OPENED, requisition, value=gain)
    if desk is not None:
        desk.requisitions.append(requisition)
        if team in world.advertisers:
            team.board[segment].append(requisition)
        world.wake(desk)
    return requisition


def waits(world: World, requisition: Requisition) -> Story:
    """An open requisition is filled (and this process interrupted) or withdrawn in the end."""
    try:
        yield world.env.at(requisition.expires, Rank.REQUISITION_EXPIRES, requisition.id)
    except Interrupt:
        return
    if requisition.offer_out:
        requisition.overdue = True  # nobody withdraws an offer: its decision decides
    else:
        hiring.closes(world, requisition, CandidacyEnd.REQUISITION_EXPIRED)
