"""What lies on desks and hangs on boards: queues of records, adverts, and who is told of them."""

from __future__ import annotations

import numpy as np

from recsim.model.compiled.compiler import inline, record_at
from recsim.model.compiled.layout import ADVERT, BOARD, QUEUE, Record, desk_at
from recsim.model.compiled.moments import resume
from recsim.model.compiled.names import Story

QUEUES_PER_DESK = 3
ANSWERS, PEOPLE, FOLLOW_UPS = range(QUEUES_PER_DESK)


@inline
def inbox_of(s: Record, d: int) -> Record:
    """Applications that a recruiter reads; one inbox for all of a team if it is shared."""
    return record_at(s.inboxes, desk_at(s, d).inbox, QUEUE)


@inline
def answers_of(s: Record, d: int) -> Record:
    """Applications that a recruiter still has to answer."""
    return record_at(s.queues, QUEUES_PER_DESK * np.int64(d) + ANSWERS, QUEUE)


@inline
def people_of(s: Record, d: int) -> Record:
    """Candidacies that wait for a task of a recruiter."""
    return record_at(s.queues, QUEUES_PER_DESK * np.int64(d) + PEOPLE, QUEUE)


@inline
def follow_ups_of(s: Record, d: int) -> Record:
    """Approaches whose follow-up is due."""
    return record_at(s.queues, QUEUES_PER_DESK * np.int64(d) + FOLLOW_UPS, QUEUE)


@inline
def wake(s: Record, d: int) -> None:
    """Tell an idle recruiter that there is something to do."""
    desk = desk_at(s, d)
    if desk.idle:
        desk.idle = False
        resume(s, Story.DESK, d)


@inline
def board_of(s: Record, team: int, segment: int) -> Record:
    """The adverts that a team shows for a segment: how many, and where the oldest hangs."""
    return record_at(s.boards, np.int64(team) * s.number_of_segments + segment, BOARD)


@inline
def advert_at(s: Record, team: int, segment: int, place: int) -> Record:
    """The advert at a place of a team's board, oldest first."""
    board = np.int64(team) * s.number_of_segments + segment
    first = record_at(s.boards, board, BOARD).first
    return record_at(s.adverts, board * s.board_room + first + place, ADVERT)
