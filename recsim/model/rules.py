"""What people do: pure functions of numbers, written once, used by every engine.

``w`` is a ``WorldParameters`` (or anything with the same attributes). Chances lie in [0, 1], rates
are per day. Multipliers are 1 at the fixed reference person and contact below, never at the user's
own setting, so that every setting moves the result it is about.
"""

from __future__ import annotations

from math import exp, pow, sqrt
from typing import TYPE_CHECKING

from recsim.model.distributions import logistic, normal

if TYPE_CHECKING:
    from recsim.model.parameters import SegmentParameters, WorldParameters

CONTENT, SEEKING, UNEMPLOYED = 0, 1, 2
NEUTRAL, WARY, DO_NOT_CONTACT = 0, 1, 2
PERSONAL_EMAIL, PERSONAL_PHONE, WORK_EMAIL, WORK_PHONE = 1, 2, 3, 4  # 0: network message

REFERENCE_SATISFACTION = 0.6
REFERENCE_CARE = 0.5
REFERENCE_FAMILIARITY = 0.45
REFERENCE_LOAD = 5.7  # four messages a month, remembered with a half-life of 30 days
REFERENCE_EXPOSURE = 1.4  # mean over people of (1 + 1.5 (1 - s)) for the 65% who fear exposure
REFERENCE_LOAD_SHARE = REFERENCE_LOAD / (REFERENCE_LOAD + 6.0)

SQRT_3 = 3.0**0.5  # half the width of a uniform distribution of standard deviation 1
MOST_WORDS = 256  # of looks, for one visit to a board
DRAWS_PER_PROFILE = 4  # of a longlist
OPENNESS_NOISE = 0.5
REST_AFTER_EMPTY_SEARCH = 7.0
LONGEST_EARLY_EXIT = 365.0


# --- a person's own life ------------------------------------------------------------------------


def satisfaction(w: WorldParameters, mood: float) -> float:
    """Satisfaction in (0, 1) of a standard normal mood: logit-normal."""
    return logistic(w.satisfaction_centre + w.satisfaction_spread * mood)


def moved_mood(w: WorldParameters, mood: float, u: float) -> float:
    """The mood after a change: part of the old one stays, and it stays standard normal.

    A stationary autoregression, so that shares of satisfied people do not drift (moving a value
    part of the way to a fresh draw would shrink its spread).
    """
    kept = w.mood_persistence
    return kept * mood + sqrt(1.0 - kept * kept) * normal(u)


def belief_excess(w: WorldParameters, belief: float) -> float:
    """How far a seed has raised belief, as a share of the way from the baseline to full belief."""
    if belief <= w.belief_baseline:
        return 0.0
    return (belief - w.belief_baseline) / (1.0 - w.belief_baseline)


def search_rate(
    w: WorldParameters, segment: SegmentParameters, satisfied: float, belief: float
) -> float:
    """Rate at which a content person starts to search: unhappy and seed-carrying people do more."""
    return (
        w.search_rate
        * segment.search_multiplier
        * exp(-w.search_satisfaction_slope * (satisfied - REFERENCE_SATISFACTION))
        * (1.0 + w.search_belief_slope * belief_excess(w, belief))
    )


def share_due_to_seed(w: WorldParameters, belief: float) -> float:
    """Share of the search rate that the seed adds: the chance that a start is a germination."""
    added = w.search_belief_slope * belief_excess(w, belief)
    return added / (1.0 + added)


def return_rate(w: WorldParameters, belief: float, warmth: float) -> float:
    """Rate at which a content person comes back to the team that planted the seed."""
    return w.return_rate * belief_excess(w, belief) * (1.0 + w.warm_returns * warmth)


def seeking_share(w: WorldParameters, segment: SegmentParameters, satisfied: float) -> float:
    """Share of employed people of this satisfaction who search, in the stationary state."""
    start = search_rate(w, segment, satisfied, w.belief_baseline)
    if start == 0.0:
        return 0.0
    return start / (start + w.give_up_rate + segment.find_rates[SEEKING] + segment.loss_rate)


def unemployed_share(segment: SegmentParameters) -> float:
    """Share of people without a job in the stationary state: loss / (loss + finding)."""
    both = segment.loss_rate + segment.find_rates[UNEMPLOYED]
    return segment.loss_rate / both if both > 0.0 else 0.0


def first_status(w: WorldParameters, segment: SegmentParameters, satisfied: float, u: float) -> int:
    """Status at the start: a draw from the stationary state of people of this satisfaction."""
    unemployed = unemployed_share(segment)
    if u < unemployed:
        return UNEMPLOYED
    if u < unemployed + (1.0 - unemployed) * seeking_share(w, segment, satisfied):
        return SEEKING
    return CONTENT


def touchiness(w: WorldParameters, own: float) -> float:
    """Touchiness of a standard normal trait: log-normal of mean 1."""
    spread = w.touchiness_log_sd
    return exp(spread * own - 0.5 * spread * spread)


def reservation_gain(w: WorldParameters, satisfied: float, own: float, status: int) -> float:
    """Pay gain that a person needs before a move is worth it; ``own``: standard normal trait."""
    return (
        w.reservation_gain
        + w.reservation_slope * (satisfied - REFERENCE_SATISFACTION)
        + w.reservation_sd * own
        + w.reservation_shifts[status]
    )


def believed_gain(w: WorldParameters, gain: float, belief: float, status: int) -> float:
    """How much of a gain a person believes in; people without a job believe all of it."""
    if status == UNEMPLOYED:
        return gain
    if status == SEEKING and belief < w.seeker_belief:
        return w.seeker_belief * gain
    return belief * gain


def openness(satisfied: float, status: int) -> float:
    """How open to a move a person is, as a good listener would judge; 0 to 2."""
    return 1.0 - satisfied + (1.0 if status != CONTENT else 0.0)


# --- being contacted ----------------------------------------------------------------------------


def load_now(w: WorldParameters, load: float, days: float) -> float:
    """Messages still remembered from simulated teams after so many days."""
    return load * exp(-w.load_decay * days)


def care_factor(w: WorldParameters, care: float) -> float:
    """Offence and annoyance against care: a line down to a floor that care cannot avoid."""
    return (2.0 - 2.0 * care + w.care_floor) / (2.0 - 2.0 * REFERENCE_CARE + 0.2)


def load_offence_factor(w: WorldParameters, load: float) -> float:
    """Offence against all remembered messages, outside ones included."""
    share = load / (load + w.load_half_point)
    return (1.0 + w.load_offence * share) / (1.0 + 0.5 * REFERENCE_LOAD_SHARE)


def follow_up_offence(w: WorldParameters, follow_up: int) -> float:
    """Offence against the number of the follow-up (0: first contact); geometric growth."""
    return pow(w.fourth_follow_up, follow_up / 4.0)


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
    warmth: float,
    status: int,
    second_work_channel: bool,
) -> float:
    """Chance that one contact gives voiced offence."""
    chance = (
        w.offence_scale
        * w.offence_base[channel]
        * touchiness
        * care_factor(w, care)
        * follow_up_offence(w, follow_up)
        * load_offence_factor(w, load)
        * (1.0 + w.unfamiliar_offence * (1.0 - familiarity))
        / (1.0 + 0.6 * (1.0 - REFERENCE_FAMILIARITY))
        * (1.0 - w.warmth_offence * warmth)
    )
    if channel >= WORK_EMAIL:
        if fears_exposure:
            chance = chance * (1.0 + w.exposure * (1.0 - satisfied))
        chance = chance / REFERENCE_EXPOSURE
        if second_work_channel:
            chance = chance * w.second_work_channel
    if mood == WARY:
        chance = chance * w.wary_offence
    if status != CONTENT:
        chance = chance * w.seeker_offence
    return min(chance, 1.0)


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
        w.annoyance
        * touchiness
        * care_factor(w, care)
        * follow_up_offence(w, follow_up)
        * load_offence_factor(w, load)
    )
    if channel >= WORK_EMAIL:
        chance = chance * w.annoyance_at_work
    if status != CONTENT:
        chance = chance * w.seeker_offence
    return min(chance, 1.0)


def personalisation(w: WorldParameters, care: float) -> float:
    """Answers against care: ever flatter; full care has ``personal_against_generic`` of none."""
    careless, reference = 1.0 - care, 1.0 - REFERENCE_CARE
    gained = (1.0 - careless * careless) - (1.0 - reference * reference)
    return pow(w.personal_against_generic, gained)


def follow_up_yield(w: WorldParameters, follow_up: int) -> float:
    """Answers to the k-th follow-up, relative to the first contact (k = 0)."""
    if follow_up == 0:
        return 1.0
    if follow_up == 1:
        return w.first_follow_up
    return w.second_follow_up * pow(0.5, follow_up - 2)


def answer_chance(
    w: WorldParameters,
    channel: int,
    follow_up: int,
    care: float,
    agency: bool,
    load: float,
    mood: int,
    warmth: float,
    annoyed: bool,
    status: int,
) -> float:
    """Chance that a contact is noticed and answered, yes or no."""
    chance = (
        w.response_base[channel]
        * follow_up_yield(w, follow_up)
        * personalisation(w, care)
        * (w.load_half_point / (w.load_half_point + load) / (1.0 - REFERENCE_LOAD_SHARE))
        * (1.0 + w.warm_response * warmth)
    )
    if agency:
        chance = chance * w.agency_response
    if mood == WARY:
        chance = chance * w.wary_response
    if annoyed:
        chance = chance * w.annoyed_response
    if status != CONTENT:
        chance = chance * w.seeker_response
    return min(chance, 1.0)


def interest_chance(w: WorldParameters, believed: float, needed: float) -> float:
    """Chance that somebody who answered wants to hear more."""
    return logistic((believed - needed) / w.interest_scale)


def belief_after(belief: float, share_of_gap: float, care: float) -> float:
    """Belief after a seed: part of the gap to full belief closes, in proportion to care."""
    return belief + share_of_gap * care * (1.0 - belief)


def familiarity_after_contact(w: WorldParameters, familiarity: float, care: float) -> float:
    """Respectful contact makes being contacted normal; careless contact does little."""
    return familiarity + w.familiarity_gain * care * (1.0 - familiarity)


def familiarity_after_harm(w: WorldParameters, familiarity: float) -> float:
    """Offence and annoyance make it less normal."""
    return familiarity * (1.0 - w.familiarity_loss)


def warmth_after_decline(w: WorldParameters, warmth: float, care: float, agency: bool) -> float:
    """A polite decline leaves warmth: people may want that recruiter later."""
    gained = w.warmth_per_decline * care
    if agency:
        gained = gained * w.agency_warmth
    return warmth + gained * (1.0 - warmth)


# --- fit, interviews, offers --------------------------------------------------------------------


def fit(w: WorldParameters, quality: float, pair: float) -> float:
    """Fit of a person (quality) and an opening (pair), both standard normal."""
    return w.quality_weight * quality + w.pair_weight * pair


def interview_chance(w: WorldParameters, fit_of_pair: float) -> float:
    """Chance of passing the interviews."""
    return logistic(w.interview_intercept + w.interview_slope * fit_of_pair)


def accept_chance(w: WorldParameters, gain: float, needed: float) -> float:
    """Chance of accepting an offer: its gain is certain now, belief plays no part any more."""
    return logistic(w.accept_intercept + w.accept_slope * (gain - needed))


def early_exit_rate(w: WorldParameters, fit_of_pair: float) -> float:
    """Rate of leaving the new job in the first year; a bad fit leaves sooner."""
    return w.early_exit_rate * exp(-w.early_exit_fit_slope * fit_of_pair)


def age_of_look(w: WorldParameters, number: int) -> float:
    """Where on a board a look falls: 0 on the newest advert, 1 on the oldest.

    ``number`` is a draw from 0 to 65535. The power is written out where it is the default's, 4,
    because it is taken millions of times.
    """
    u = (number + 0.5) / 65536.0
    if w.newest_first == 4.0:
        square = u * u
        return square * square
    return pow(u, w.newest_first)


# --- work ---------------------------------------------------------------------------------------


def contact_hours(w: WorldParameters, channel: int, follow_up: int, care: float) -> float:
    """Hours for one contact: care costs time, the last bit the most; calls cost more."""
    study = w.care_hours * care * care
    if follow_up > 0:
        study = study * w.follow_up_effort
    hours = w.message_hours + study
    if channel in (PERSONAL_PHONE, WORK_PHONE):
        hours = hours + w.call_hours
    return hours
