"""What a person is: drawn anew from their key when it is needed, or kept as their mood.

Drawing takes a few nanoseconds. Keeping it for a million people takes eight megabytes for each
trait, and the time to fetch them.
"""

from __future__ import annotations

from typing import Any

from recsim.model.compiled import rules
from recsim.model.compiled.compiler import inline
from recsim.model.compiled.layout import Record, person_at, requisition_at, world_of
from recsim.model.compiled.names import Purpose, Status
from recsim.model.compiled.streams import draw, output


@inline
def key_of(s: Record, p: int) -> Any:
    """The key of a person's draws."""
    return output(s.people_key, p)


@inline
def key_of_pair(s: Record, r: int, p: int) -> Any:
    """The key of what happens between a requisition and a person."""
    return output(output(s.pairs_key, requisition_at(s, r).id), p)


@inline
def quality(s: Record, p: int) -> float:
    """What the person brings to any opening; standard normal."""
    return rules.normal(draw(key_of(s, p), Purpose.QUALITY))


@inline
def touchiness(s: Record, p: int) -> float:
    """How soon the person is offended, relative to others."""
    return rules.touchiness(world_of(s), rules.normal(draw(key_of(s, p), Purpose.TOUCHINESS)))


@inline
def fears_exposure(s: Record, p: int) -> bool:
    """Whether being contacted at work frightens the person."""
    return draw(key_of(s, p), Purpose.FEARS_EXPOSURE) < world_of(s).fears_exposure_share


@inline
def satisfaction(s: Record, p: int) -> float:
    """Satisfaction with the present job."""
    return rules.satisfaction(world_of(s), person_at(s, p).mood)


@inline
def has_mood(s: Record, p: int, mood: float) -> float:
    """The person's mood from now on; what satisfaction that is."""
    w = world_of(s)
    person = person_at(s, p)
    person.mood = mood
    satisfied = rules.satisfaction(w, mood)
    own = rules.normal(draw(key_of(s, p), Purpose.RESERVATION))
    person.needs = rules.reservation_gain(w, satisfied, own, Status.CONTENT)
    return satisfied


@inline
def reservation_gain(s: Record, p: int) -> float:
    """Pay gain that the person needs before a move is worth it; content people have no shift."""
    person = person_at(s, p)
    return person.needs + world_of(s).reservation_shifts[person.status]
