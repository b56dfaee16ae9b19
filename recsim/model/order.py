"""The order of simultaneous moments: by what they are about, then by the entity's number.

The order of a run is so a property of the model and not of the program that runs it.
"""

from __future__ import annotations

from typing import Final

ENTITIES = 1 << 40


class Rank:
    """Order of simultaneous moments; the number of the entity is added to it."""

    REQUISITION_ARRIVES: Final = 1 * ENTITIES
    REQUISITION_EXPIRES: Final = 2 * ENTITIES
    LIFE: Final = 3 * ENTITIES
    MEMORY_FADES: Final = 4 * ENTITIES
    JOB_ENDS: Final = 5 * ENTITIES
    CONVERSATION: Final = 6 * ENTITIES
    CANDIDACY: Final = 7 * ENTITIES
    DESK: Final = 8 * ENTITIES
    DESK_RETRY: Final = 9 * ENTITIES
    SOFTWARE: Final = 10 * ENTITIES
