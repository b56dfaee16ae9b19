"""Harm: when a contact is too much, how large the harm is, who says so, what is normal.

Pure functions as in ``rules``; the reference person and contact are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recsim.model.elementary import exp, power
from recsim.model.rules import (
    CONTENT,
    NETWORK_MESSAGE,
    NEUTRAL,
    REFERENCE_CARE,
    REFERENCE_EXPOSURE,
    REFERENCE_FAMILIARITY,
    REFERENCE_LOAD_SHARE,
    REFERENCE_SATISFACTION,
    WARY,
    WORK_EMAIL,
)

if TYPE_CHECKING:
    from recsim.model.parameters import WorldParameters

NO_HARM, CURT_NO, COMPLAINT, FURY = 0, 1, 2, 3
CHANNELS = 5
UNHAPPY = 0.4
"""Who is less satisfied counts as unhappy at work."""


def care_factor(w: WorldParameters, care: float) -> float:
    """Offence and annoyance against care: a line down to a floor that care cannot avoid."""
    return (2.0 - 2.0 * care + w.offence.care_floor) / (2.0 - 2.0 * REFERENCE_CARE + 0.2)


def load_offence_factor(w: WorldParameters, load: float) -> float:
    """Offence against all remembered messages, outside ones included."""
    share = load / (load + w.attention.load_half_point)
    return (1.0 + w.attention.load_offence * share) / (1.0 + 0.5 * REFERENCE_LOAD_SHARE)


def follow_up_offence(w: WorldParameters, follow_up: int) -> float:
    """Offence against the number of the follow-up (0: first contact); geometric growth."""
    if follow_up == 0:
        return 1.0
    return power(w.offence.fourth_follow_up, follow_up / 4.0)


def offence_chance(
    w: WorldParameters,
    channel: int,
    follow_up: int,
    care: float,
    touchiness: float,
    fears_exposure: bool,
    satisfied: float,
    familiarity: float,
    load: float,
    mood: int,
    status: int,
    second_work_channel: bool,
) -> float:
    """Chance that one contact is felt as a harm that is worth a complaint, or more."""
    chance = (
        w.offence.scale
        * w.offence_base[channel]
        * touchiness
        * care_factor(w, care)
        * follow_up_offence(w, follow_up)
        * load_offence_factor(w, load)
        * (1.0 + w.attention.unfamiliar_offence * (1.0 - familiarity))
        / (1.0 + 0.6 * (1.0 - REFERENCE_FAMILIARITY))
    )
    if channel >= WORK_EMAIL:
        if fears_exposure:
            chance = chance * (1.0 + w.offence.exposure * (1.0 - satisfied))
        chance = chance / REFERENCE_EXPOSURE
        if second_work_channel:
            chance = chance * w.offence.second_work_channel
    if mood == WARY:
        chance = chance * w.memory.wary_offence
    if status != CONTENT:
        chance = chance * w.offence.seekers
    return min(chance, 1.0)


def fury_share(
    w: WorldParameters,
    channel: int,
    fears_exposure: bool,
    satisfied: float,
    second_work_channel: bool,
) -> float:
    """Share of complaints that are furious: more where the caller may cost people their job."""
    share = w.offence.fury_share
    if channel >= WORK_EMAIL:
        if fears_exposure:
            share = share * (1.0 + w.offence.exposure * (1.0 - satisfied))
        if second_work_channel:
            share = share * w.offence.second_work_channel
    return min(share, 1.0)


def size_of(w: WorldParameters, u: float, complaints: float, furious: float) -> int:
    """How large a harm is: one draw, the smaller the worse.

    ``complaints``: chance of a complaint or worse; ``furious``: share of them that is fury.
    """
    if u < complaints * furious:
        return FURY
    if u < complaints:
        return COMPLAINT
    if u < complaints * (1.0 + w.offence.curt_per_complaint):
        return CURT_NO
    return NO_HARM


def voiced_share(w: WorldParameters, agency: bool, belief: float, warmth: float) -> float:
    """Share of felt harm that is voiced: decorum, and a door that one may want to go through."""
    decorum = 0.0 if agency else w.offence.corporate_decorum
    return (1.0 - decorum) * (1.0 - w.offence.open_door * max(belief, warmth))


def contact_detail(which: int, channel: int, satisfied: float) -> int:
    """Detail of CONTACTED, OFFENDED and ANNOYED: which of a kind, channel, (un)happy at work."""
    return (which * CHANNELS + channel) * 2 + int(satisfied >= UNHAPPY)


def annoyance_chance(
    w: WorldParameters,
    channel: int,
    follow_up: int,
    care: float,
    touchiness: float,
    load: float,
    status: int,
) -> float:
    """Chance that a contact silently annoys somebody who is not openly offended."""
    chance = (
        w.offence.annoyance
        * touchiness
        * care_factor(w, care)
        * follow_up_offence(w, follow_up)
        * load_offence_factor(w, load)
    )
    if channel >= WORK_EMAIL:
        chance = chance * w.offence.annoyance_at_work
    if status != CONTENT:
        chance = chance * w.offence.seekers
    return min(chance, 1.0)


def outside_offence(w: WorldParameters, load: float, touchiness: float) -> float:
    """Chance that one message of a recruiter who is not simulated is taken as an offence.

    All such messages meet the reference person, and the ``load`` of outside messages alone.
    """
    return offence_chance(
        w,
        NETWORK_MESSAGE,
        0,
        w.attention.outside_care,
        touchiness,
        False,
        REFERENCE_SATISFACTION,
        REFERENCE_FAMILIARITY,
        load,
        NEUTRAL,
        CONTENT,
        False,
    )


def outside_message(w: WorldParameters, load: float, touchiness: float) -> tuple[float, float]:
    """Chance that one such message offends, and that it offends or annoys."""
    offends = outside_offence(w, load, touchiness)
    annoys = annoyance_chance(
        w, NETWORK_MESSAGE, 0, w.attention.outside_care, touchiness, load, CONTENT
    )
    return offends, offends + (1.0 - offends) * annoys


def familiarity_after_contact(w: WorldParameters, familiarity: float, care: float) -> float:
    """Respectful contact makes being contacted normal; careless contact does little."""
    return familiarity + w.attention.familiarity_gain * care * (1.0 - familiarity)


def familiarity_after_harm(w: WorldParameters, familiarity: float) -> float:
    """Offence and annoyance make it less normal."""
    return familiarity * (1.0 - w.attention.familiarity_loss)


def familiarity_now(w: WorldParameters, familiarity: float, norm: float, days: float) -> float:
    """Familiarity some days later: it goes back to the person's own norm."""
    if w.familiarity_return == 0.0:
        return familiarity
    return norm + (familiarity - norm) * exp(-w.familiarity_return * days)


def first_familiarity(w: WorldParameters, norm: float, harms: float) -> float:
    """Mean familiarity where ``harms`` a day from outside and the way back are in balance."""
    if w.familiarity_return == 0.0:
        return norm  # there is no balance to start from
    return (
        norm * w.familiarity_return / (w.familiarity_return + harms * w.attention.familiarity_loss)
    )
