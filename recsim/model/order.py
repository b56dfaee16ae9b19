"""The order of simultaneous moments: by what they are about, then by the entity's number.

The order of a run is so a property of the model and not of the program that runs it.
"""

from __future__ import annotations

from typing import Final

ENTITIES = 1 << 40


class Rank:
    """Order of simultaneous moments; the number of the entity is added to it.

    The first rank is 1: what SimPy schedules for now has the priorities 0 and 1, and comes before.
    """

    STRATEGY_CHANGES: Final = 1 * ENTITIES
    REQUISITION_ARRIVES: Final = 2 * ENTITIES
    REQUISITION_EXPIRES: Final = 3 * ENTITIES
    LIFE: Final = 4 * ENTITIES
    MEMORY_FADES: Final = 5 * ENTITIES
    JOB_ENDS: Final = 6 * ENTITIES
    CONVERSATION: Final = 7 * ENTITIES
    CANDIDACY: Final = 8 * ENTITIES
    DESK: Final = 9 * ENTITIES
    DESK_RETRY: Final = 10 * ENTITIES
    SOFTWARE: Final = 11 * ENTITIES
    PLANNED: Final = 12 * ENTITIES
    NEEDED_BY: Final = 13 * ENTITIES
    MANAGER: Final = 14 * ENTITIES
    LAST_MOMENT: Final = 15 * ENTITIES
