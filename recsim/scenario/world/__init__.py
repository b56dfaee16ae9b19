"""``world``: what nobody in a scenario chooses. People, their labour market, how they react."""

from __future__ import annotations

from pydantic import model_validator

from recsim.scenario.fields import Block, setting
from recsim.scenario.world.attention import Attention
from recsim.scenario.world.belief import Belief
from recsim.scenario.world.board import Board
from recsim.scenario.world.demand import Demand, Planned
from recsim.scenario.world.hiring import Hiring
from recsim.scenario.world.interest import Interest
from recsim.scenario.world.labour import Labour, Segment
from recsim.scenario.world.memory import Memory
from recsim.scenario.world.money import Money
from recsim.scenario.world.offence import Offence, OffenceByChannel
from recsim.scenario.world.response import Response, ResponseByChannel
from recsim.scenario.world.satisfaction import Satisfaction
from recsim.scenario.world.traits import Traits
from recsim.scenario.world.work import Work

__all__ = [
    "Attention",
    "Belief",
    "Board",
    "Demand",
    "Hiring",
    "Interest",
    "Labour",
    "Memory",
    "Money",
    "Offence",
    "OffenceByChannel",
    "Planned",
    "Response",
    "ResponseByChannel",
    "Satisfaction",
    "Segment",
    "Traits",
    "Work",
    "World",
]


class World(Block):
    """What the scenario's people cannot choose."""

    people: int = setting(
        12_000,
        "Number of people in the labour market.",
        unit="people",
        ge=1,
        le=5_000_000,
        label="People in the market",
    )
    segments: dict[str, Segment] = setting(
        {"everyone": Segment()},
        "Occupations by name; their shares add up to 1.",
        label="Occupations",
    )
    labour: Labour = setting(
        Labour(), "Jobs lost and found, searching.", label="How people lose, seek and find jobs"
    )
    satisfaction: Satisfaction = setting(Satisfaction(), "How happy people are at work.")
    belief: Belief = setting(
        Belief(),
        "Seeds: belief in something better outside.",
        label="Seeds: the thought of a better job elsewhere",
    )
    traits: Traits = setting(Traits(), "How people differ.")
    attention: Attention = setting(
        Attention(),
        "Attention as a commons; familiarity as a norm.",
        label="Crowded inboxes, and familiarity with recruiters",
    )
    offence: Offence = setting(Offence(), "When somebody complains about a contact.")
    response: Response = setting(Response(), "When a contact is answered.")
    interest: Interest = setting(Interest(), "When an answer is a yes.")
    memory: Memory = setting(Memory(), "What people keep of how they were treated.")
    board: Board = setting(Board(), "The advert board.", label="How seekers find adverts")
    hiring: Hiring = setting(
        Hiring(), "From first talk to start.", label="From the first talk to the start in the job"
    )
    demand: Demand = setting(Demand(), "Requisitions.", label="Openings to fill")
    work: Work = setting(Work(), "Recruiters' time.", label="What takes recruiters’ time")
    money: Money = setting(Money(), "Money.", label="Costs and fees")

    @model_validator(mode="after")
    def _shares_add_up(self) -> World:
        if not self.segments:
            raise ValueError("segments: at least one is needed")
        for share in ("people_share", "requisition_share"):
            total = sum(getattr(segment, share) for segment in self.segments.values())
            if abs(total - 1) > 1e-6:
                raise ValueError(
                    f"segments: the values of {share} add up to {total:.6g}, expected 1"
                )
        for planned in self.demand.plan:
            if planned.occupation not in self.segments:
                raise ValueError(
                    f"demand: the plan asks for {planned.occupation!r}; the occupations are "
                    f"{', '.join(self.segments)}"
                )
        return self
