"""Random numbers that depend on what they are for, never on how many were drawn before.

A draw is ``u = f(seed, replication, entity, purpose, n)``. The mixing function is SplitMix64
(Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Its n-th
output is a function of its seed and n alone, so the generator is random access; an output may seed
another generator, which is what "splittable" means. A draw walks down a tree of generators::

    seed -> replication -> family of entities -> entity -> (purpose, n)

Two strategies therefore meet the same people, who make the same draw for the same purpose
(common random numbers); serial equals parallel; a mechanism that is added uses purposes of its own
and leaves all other draws as they were.
"""

from __future__ import annotations

from typing import Final

MASK = 0xFFFF_FFFF_FFFF_FFFF
GAMMA = 0x9E37_79B9_7F4A_7C15
TWO_TO_MINUS_52 = 2.0**-52


class Family:
    """Kinds of entities that have draws. The numbers are part of the model."""

    PEOPLE: Final = 0
    REQUISITIONS: Final = 1
    PAIRS: Final = 2  # a requisition and a person


class Purpose:
    """What a draw is for. The numbers are part of the model: never reuse or renumber one.

    Each purpose has 2**32 outputs of the entity's generator, from its number times 2**32 on.

    Plain integers, because looking up a member of an enumeration costs as much as half a draw.
    """

    # people as they are at the start: entity = person
    SEGMENT: Final = 0 << 32
    SATISFACTION: Final = 1 << 32
    TOUCHINESS: Final = 2 << 32
    FEARS_EXPOSURE: Final = 3 << 32
    FAMILIARITY: Final = 4 << 32
    QUALITY: Final = 5 << 32
    RESERVATION: Final = 6 << 32
    STATUS: Final = 7 << 32
    MATCH: Final = 8 << 32  # n = 256 times the number of the job, plus the proposal for the first
    KEEPS_MATCH: Final = 9 << 32  # n = the proposal
    TENURE: Final = 36 << 32
    # clocks of a person: entity = person, n = turn of the clock
    MOOD_CLOCK: Final = 10 << 32
    SEARCH_CLOCK: Final = 11 << 32
    LOSS_CLOCK: Final = 12 << 32
    FIND_CLOCK: Final = 13 << 32
    FORGET_CLOCK: Final = 14 << 32
    RETURN_CLOCK: Final = 15 << 32
    VISIT_CLOCK: Final = 16 << 32
    NEW_SATISFACTION: Final = 17 << 32
    NEW_JOB_SATISFACTION: Final = 18 << 32
    SEARCH_CAUSE: Final = 19 << 32
    # requisitions: entity = requisition
    REQUISITION_GAP: Final = 20 << 32
    REQUISITION_SEGMENT: Final = 21 << 32
    REQUISITION_GAIN: Final = 22 << 32
    REQUISITION_OPEN_TIME: Final = 23 << 32
    LONGLIST: Final = 24 << 32
    MANAGER: Final = 25 << 32
    COMPETITOR: Final = 26 << 32
    # pairs: entity = (requisition, person)
    PAIR_FIT: Final = 30 << 32
    PROFILE_NOISE: Final = 32 << 32
    SCREENING_NOISE: Final = 33 << 32
    TALK_NOISE: Final = 34 << 32
    OPENNESS_NOISE: Final = 35 << 32
    # the board: entity = person; n = visit, look, or requisition for the taste
    TASTE: Final = 31 << 32
    VISIT_TEAM: Final = 38 << 32
    LOOK: Final = 39 << 32
    # an approach: entity = (requisition, person), n = number of the contact
    CHANNEL: Final = 40 << 32
    OFFENCE: Final = 41 << 32
    ANNOYANCE: Final = 42 << 32
    ANSWER: Final = 43 << 32
    ANSWER_DELAY: Final = 44 << 32
    READ: Final = 45 << 32
    INTEREST: Final = 46 << 32
    TELLS: Final = 47 << 32
    HEARERS: Final = 48 << 32
    HEARER: Final = 49 << 32
    HEARER_WARY: Final = 50 << 32
    VOICED: Final = 51 << 32
    # an application or candidacy: entity = (requisition, person)
    THROUGH_AGENCY: Final = 54 << 32
    TOLD: Final = 55 << 32
    RESENTS: Final = 56 << 32
    GHOSTS: Final = 57 << 32
    INTERVIEW_DELAY: Final = 58 << 32
    INTERVIEW: Final = 59 << 32
    DECISION_DELAY: Final = 60 << 32
    ACCEPTS: Final = 61 << 32
    COUNTER_OFFER: Final = 62 << 32
    COUNTER_OFFER_TAKEN: Final = 63 << 32
    EARLY_EXIT: Final = 64 << 32
    PATIENCE: Final = 65 << 32
    # memory of a team: entity = (person, team), n = how often
    WARY_TIME: Final = 70 << 32
    DO_NOT_CONTACT_TIME: Final = 71 << 32
    # work: entity = recruiter, n = number of the task
    TASK_TIME: Final = 75 << 32
    SOFTWARE_SCREENS: Final = 76 << 32
    SOFTWARE_NOISE: Final = 77 << 32
    # messages from outside: entity = person, n = turn of the clock
    OUTSIDE_CLOCK: Final = 80 << 32
    OUTSIDE_HARM: Final = 81 << 32


def output(seed: int, n: int) -> int:
    """The n-th output (n = 0, 1, ...) of SplitMix64 started with ``seed``; all 64 bit.

    The compiled engine compiles this very source for words of 64 bits, where the masks do nothing.
    """
    z = (n * GAMMA + GAMMA + seed) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB) & MASK
    return z ^ (z >> 31)


def unit(word: int) -> float:
    """A 64-bit word as a number strictly between 0 and 1 (its upper 52 bits, centred)."""
    return ((word >> 12) + 0.5) * TWO_TO_MINUS_52


def draw(key: int, purpose: int, n: int = 0) -> float:
    """The n-th draw (n below 2**32) of one entity for one purpose; in (0, 1)."""
    return unit(output(key, purpose + n))


def family_key(seed: int, replication: int, family: int) -> int:
    """The key of a family in one replication; ``output(key, id)`` is the key of an entity."""
    return output(output(output(seed & MASK, 0), replication), family)
