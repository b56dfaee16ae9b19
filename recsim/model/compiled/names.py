"""The numbers of the model by their names, in the form that numba reads."""

from __future__ import annotations

from recsim.model import events, order, streams
from recsim.model.compiled.compiler import constants

Purpose = constants(streams.Purpose)
Kind = constants(events.Kind)
Status = constants(events.Status)
Source = constants(events.Source)
Task = constants(events.Task)
SeedEnd = constants(events.SeedEnd)
SeedUse = constants(events.SeedUse)
Harvest = constants(events.Harvest)
ApplicationEnd = constants(events.ApplicationEnd)
ApproachEnd = constants(events.ApproachEnd)
WaryCause = constants(events.WaryCause)
ResentCause = constants(events.ResentCause)
CandidacyEnd = constants(events.CandidacyEnd)
Rank = constants(order.Rank)


class _Story:
    """Whose story goes on."""

    DESK = 0
    CANDIDACY = 1
    APPROACH = 2


class _WaitsFor:
    """What a candidacy waits for."""

    TALK = 0
    INTERVIEW_TASK = 1
    INTERVIEW = 2
    TURN = 3
    CLOSING = 4
    DECISION = 5


class _Targeting:
    """Rules of targeting, in the order of ``TARGETING``."""

    RANDOM = 0
    BEST_FIT = 1
    MOST_OPEN = 2


TARGETING = ("random", "best_fit", "most_open")

Story = constants(_Story)
WaitsFor = constants(_WaitsFor)
Targeting = constants(_Targeting)
