"""Who and what is in the world, as plain objects without behaviour."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsim.model.events import NOBODY, Source, Task
from recsim.model.rules import NEUTRAL

if TYPE_CHECKING:
    import simpy

    from recsim.model.clocks import Clocks
    from recsim.model.parameters import TeamParameters
    from recsim.model.simpy_model.environment import Moment


@dataclass(slots=True, eq=False)
class Regard:
    """What one person holds of one team."""

    mood: int = NEUTRAL
    changes: int = 0
    """How often the mood changed: an older moment of fading is void."""
    warmth: float = 0.0
    approach: Approach | None = None
    candidacy: Candidacy | None = None
    declined: bool = False
    offended: bool = False
    resented: bool = False


@dataclass(slots=True, eq=False)
class Person:
    """A candidate: what they are, how they feel, what they remember."""

    id: int
    key: int
    """Of the person's draws."""
    segment: int
    status: int
    mood: float
    satisfaction: float
    belief: float
    touchiness: float
    fears_exposure: bool
    familiarity: float
    quality: float
    own_reservation: float
    clocks: Clocks
    rings: Moment
    """When the next of the clocks does."""
    regards: list[Regard]
    load: float = 0.0
    load_since: float = 0.0
    planter: int = NOBODY
    """Team whose seed is alive in this person."""
    germinated_from: int = NOBODY
    """Team whose seed made this person search or return."""
    job: int = 0
    """Number of the latest job; applications and approaches from before it are void."""


@dataclass(slots=True, eq=False)
class Requisition:
    """An opening that a team was asked to fill, on one recruiter's desk."""

    id: int
    key: int
    """Of the requisition's draws."""
    pairs: int
    """Of the keys of its pairs with people."""
    team: Team
    desk: Desk | None
    segment: int
    gain: float
    opened: float
    expires: float
    open: bool = True
    overdue: bool = False
    """It expires when the offer that is out fails."""
    in_process: list[Candidacy] = field(default_factory=list)
    offer_out: bool = False
    runners_up: list[Candidacy] = field(default_factory=list)
    applicants: set[int] = field(default_factory=set)
    approached: set[int] = field(default_factory=set)
    targets: deque[Person] = field(default_factory=deque)
    searches: int = 0
    longlist: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty((0, 0), np.int64))
    """Ids of those who are read next, one row a search; see ``World.member_ids``."""
    promises: dict[int, float] = field(default_factory=dict)
    """How well those people seem to fit whose profiles were read, by their ids."""
    rests_until: float = -inf
    """A search that found nobody is not repeated before this time."""
    process: simpy.Process | None = None


@dataclass(slots=True, eq=False)
class Application:
    """One person's application for one requisition."""

    person: Person
    requisition: Requisition
    key: int
    """Of the draws of the pair."""
    job: int
    by_software: bool = False


@dataclass(slots=True, eq=False)
class Approach:
    """The contacts to one person about one requisition."""

    person: Person
    requisition: Requisition
    key: int
    """Of the draws of the pair."""
    care: float
    by_software: bool
    job: int
    drawn_channel: int
    """Of the next contact; see ``outreach.channel_of``."""
    follow_up: int = 0
    work_channel: int = NOBODY
    answer_due: float = inf
    contacted: simpy.Event | None = None
    """Triggered when the recruiter has made the contact that the conversation waits for."""


@dataclass(slots=True, eq=False)
class Candidacy:
    """One person in process for one requisition."""

    person: Person
    requisition: Requisition
    key: int
    """Of the draws of the pair."""
    source: Source
    fit: float
    stage: int = 0
    process: simpy.Process | None = None
    goes_on: simpy.Event | None = None
    """Triggered when the recruiter has done what the candidacy waits for, or its turn has come."""
    ended: bool = False


@dataclass(slots=True, eq=False)
class Desk:
    """A recruiter: queues of work, and how the time was spent."""

    id: int
    team: Team
    inbox: deque[Application]
    answers: deque[Application] = field(default_factory=deque)
    people: deque[tuple[Task, Candidacy]] = field(default_factory=deque)
    follow_ups: deque[Approach] = field(default_factory=deque)
    requisitions: list[Requisition] = field(default_factory=list)
    inbox_hours: float = 0.0
    outreach_hours: float = 0.0
    idle: simpy.Event | None = None
    retry_at: float = inf


@dataclass(slots=True, eq=False)
class Team:
    """A firm's recruiters with one strategy."""

    index: int
    parameters: TeamParameters
    desks: list[Desk] = field(default_factory=list)
    board: list[list[Requisition]] = field(default_factory=list)
    """Open adverts by segment, oldest first."""
    last_contact: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    """Time of the team's last contact with each person (-inf: never), and with nobody (inf)."""
    opened: int = 0
