"""What people do: pure functions of numbers, written once, used by every engine.

``w`` is a ``WorldParameters`` (or anything with the same attributes). Chances lie in [0, 1], rates
are per day. Multipliers are 1 at the fixed reference person and contact below, never at the user's
own setting, so that every setting moves the result it is about.
"""

from __future__ import annotations

from math import inf, sqrt
from typing import TYPE_CHECKING

from recsim.model.distributions import exponential, logistic, normal
from recsim.model.elementary import exp, power

if TYPE_CHECKING:
    from recsim.model.parameters import SegmentParameters, WorldParameters

CONTENT, SEEKING, UNEMPLOYED = 0, 1, 2
NEUTRAL, WARY, DO_NOT_CONTACT = 0, 1, 2
NETWORK_MESSAGE, PERSONAL_EMAIL, PERSONAL_PHONE, WORK_EMAIL, WORK_PHONE = 0, 1, 2, 3, 4

REFERENCE_SATISFACTION = 0.6
REFERENCE_CARE = 0.5
REFERENCE_FAMILIARITY = 0.45
REFERENCE_LOAD = 5.7  # four messages a month, remembered with a half-life of 30 days
REFERENCE_EXPOSURE = 1.4  # mean over people of (1 + 1.5 (1 - s)) for the 65% who fear exposure
REFERENCE_LOAD_SHARE = REFERENCE_LOAD / (REFERENCE_LOAD + 6.0)

SQRT_3 = sqrt(3.0)  # half the width of a uniform distribution of standard deviation 1
MOST_WORDS = 256  # of looks, for one visit to a board
DRAWS_PER_PROFILE = 4  # of a longlist
OPENNESS_NOISE = 0.5
REST_AFTER_NOBODY_TO_READ = 1.0  # days
REST_AFTER_EMPTY_SEARCH = 0.05  # about the time it takes, so that the next search follows at once
LONGEST_EARLY_EXIT = 365.0


# --- a person's own life ------------------------------------------------------------------------


def satisfaction(w: WorldParameters, mood: float) -> float:
    """Satisfaction in (0, 1) of a standard normal mood: logit-normal."""
    return logistic(w.satisfaction_centre + w.satisfaction.spread * mood)


def first_mood(w: WorldParameters, match: float, u: float) -> float:
    """Mood in a new job whose match with the person is given; standard normal over all matches."""
    return w.match_weight * match + w.passing_weight * normal(u)


def moved_mood(w: WorldParameters, mood: float, match: float, u: float) -> float:
    """The mood after a change: part of what had moved it away from the match stays.

    A stationary autoregression, so that shares of satisfied people do not drift (moving a value
    part of the way to a fresh draw would shrink its spread).
    """
    kept = w.satisfaction.persistence
    held = w.match_weight * match
    return held + (kept * (mood - held) + w.passing_weight * sqrt(1.0 - kept * kept) * normal(u))


def belief_excess(w: WorldParameters, belief: float) -> float:
    """How far a seed has raised belief, as a share of the way from the baseline to full belief."""
    if belief <= w.belief.baseline:
        return 0.0
    return (belief - w.belief.baseline) / (1.0 - w.belief.baseline)


def search_rate(
    w: WorldParameters,
    segment: SegmentParameters,
    satisfied: float,
    belief: float,
    moves: float,
) -> float:
    """Rate at which a content person starts to search: unhappy and seed-carrying people do more.

    ``moves`` is the person's mobility (``employment.mobility``).
    """
    return (
        w.search_rate
        * segment.search_multiplier
        * exp(-w.labour.search_satisfaction_slope * (satisfied - REFERENCE_SATISFACTION))
        * (1.0 + w.labour.search_belief_slope * belief_excess(w, belief))
        * moves
    )


def share_due_to_seed(w: WorldParameters, belief: float) -> float:
    """Share of the search rate that the seed adds: the chance that a start is a germination."""
    added = w.labour.search_belief_slope * belief_excess(w, belief)
    return added / (1.0 + added)


def return_rate(w: WorldParameters, belief: float, warmth: float) -> float:
    """Rate at which a content person comes back to the team that planted the seed."""
    return w.return_rate * belief_excess(w, belief) * (1.0 + w.belief.warm_returns * warmth)


def touchiness(w: WorldParameters, own: float) -> float:
    """Touchiness of a standard normal trait: log-normal of mean 1."""
    spread = w.traits.touchiness_log_sd
    return exp(spread * own - 0.5 * spread * spread)


def reservation_gain(w: WorldParameters, satisfied: float, own: float, status: int) -> float:
    """Pay gain that a person needs before a move is worth it; ``own``: standard normal trait."""
    return (
        w.interest.reservation_gain
        + w.interest.reservation_slope * (satisfied - REFERENCE_SATISFACTION)
        + w.interest.reservation_sd * own
        + w.reservation_shifts[status]
    )


def believed_gain(w: WorldParameters, gain: float, belief: float, status: int) -> float:
    """How much of a gain a person believes in; people without a job believe all of it."""
    if status == UNEMPLOYED:
        return gain
    if status == SEEKING and belief < w.belief.seeker_belief:
        return w.belief.seeker_belief * gain
    return belief * gain


def openness(satisfied: float, status: int) -> float:
    """How open to a move a person is, as a good listener would judge; 0 to 2."""
    return 1.0 - satisfied + (1.0 if status != CONTENT else 0.0)


# --- being contacted ----------------------------------------------------------------------------


def load_now(w: WorldParameters, load: float, days: float) -> float:
    """Messages still remembered from simulated teams after so many days."""
    return load * exp(-w.load_decay * days)


def personalisation(w: WorldParameters, care: float) -> float:
    """Answers against care: ever flatter; full care has ``personal_against_generic`` of none."""
    careless, reference = 1.0 - care, 1.0 - REFERENCE_CARE
    gained = (1.0 - careless * careless) - (1.0 - reference * reference)
    return power(w.response.personal_against_generic, gained)


def follow_up_yield(w: WorldParameters, follow_up: int) -> float:
    """Answers to the k-th follow-up, relative to the first contact (k = 0)."""
    if follow_up == 0:
        return 1.0
    if follow_up == 1:
        return w.response.first_follow_up
    return w.response.second_follow_up * power(0.5, follow_up - 2)


def answer_chance(
    w: WorldParameters,
    channel: int,
    follow_up: int,
    care: float,
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
        * (
            w.attention.load_half_point
            / (w.attention.load_half_point + load)
            / (1.0 - REFERENCE_LOAD_SHARE)
        )
        * (1.0 + w.response.warm * warmth)
    )
    if mood == WARY:
        chance = chance * w.response.wary
    if annoyed:
        chance = chance * w.response.annoyed
    if status != CONTENT:
        chance = chance * w.response.seekers
    return min(chance, 1.0)


def interest_chance(w: WorldParameters, believed: float, needed: float, in_a_talk: bool) -> float:
    """Chance that somebody who answered wants to hear more; a voice persuades."""
    if in_a_talk:
        needed = needed + w.interest.talk_shift
    return logistic((believed - needed) / w.interest.scale)


def belief_after(belief: float, share_of_gap: float, care: float) -> float:
    """Belief after a seed: part of the gap to full belief closes, in proportion to care."""
    return belief + share_of_gap * care * (1.0 - belief)


def warmth_after_decline(w: WorldParameters, warmth: float, care: float) -> float:
    """A polite decline leaves warmth: people may want that recruiter later."""
    return warmth + w.memory.warmth_per_decline * care * (1.0 - warmth)


# --- fit, interviews, offers --------------------------------------------------------------------


def fit(w: WorldParameters, quality: float, pair: float) -> float:
    """Fit of a person (quality) and an opening (pair), both standard normal."""
    return w.hiring.quality_weight * quality + w.hiring.pair_weight * pair


def number_of_managers(w: WorldParameters, recruiters: int) -> int:
    """Hiring managers of a team, at least one."""
    return max(1, int(w.demand.managers_per_recruiter * recruiters + 0.5))


def patience(w: WorldParameters, u: float) -> float:
    """Days for which somebody waits for a manager's slot."""
    return exponential(u) / w.impatience_rate if w.impatience_rate > 0.0 else inf


def interview_chance(w: WorldParameters, fit_of_pair: float) -> float:
    """Chance of passing the interviews."""
    return logistic(w.hiring.interview_intercept + w.hiring.interview_slope * fit_of_pair)


def accept_chance(w: WorldParameters, gain: float, needed: float) -> float:
    """Chance of accepting an offer: its gain is certain now, belief plays no part any more."""
    return logistic(w.hiring.accept_intercept + w.hiring.accept_slope * (gain - needed))


def early_exit_rate(w: WorldParameters, fit_of_pair: float) -> float:
    """Rate of leaving the new job in the first year; a bad fit leaves sooner."""
    return w.early_exit_rate * exp(-w.hiring.early_exit_fit_slope * fit_of_pair)


def days_until_unfilled(
    w: WorldParameters, agency: bool, u_withdrawn: float, u_lost: float
) -> tuple[float, bool]:
    """Days until a requisition closes unfilled, and whether others have filled it then."""
    withdrawn = w.demand.open_days
    if w.open_time_random:
        withdrawn = withdrawn * exponential(u_withdrawn)
    if agency and w.competitor_rate > 0.0:
        lost = exponential(u_lost) / w.competitor_rate
        if lost < withdrawn:
            return lost, True
    return withdrawn, False


def age_of_look(w: WorldParameters, number: int) -> float:
    """Where on a board a look falls: 0 on the newest advert, 1 on the oldest.

    ``number`` is a draw from 0 to 65535. The power is written out where it is the default's, 4,
    because it is taken millions of times.
    """
    u = (number + 0.5) / 65536.0
    if w.board.newest_first == 4.0:
        square = u * u
        return square * square
    return power(u, w.board.newest_first)


def taste_number(requisition: int) -> int:
    """Which of a person's tastes is for a requisition, whose draws have this number."""
    return ((requisition >> 32) + requisition) & 0xFFFF_FFFF


# --- work ---------------------------------------------------------------------------------------


def contact_hours(w: WorldParameters, channel: int, follow_up: int, care: float) -> float:
    """Hours for one contact: care costs time, the last bit the most; calls cost more."""
    study = w.work.care_hours * care * care
    if follow_up > 0:
        study = study * w.work.follow_up_effort
    hours = w.work.message_hours + study
    if channel in (PERSONAL_PHONE, WORK_PHONE):
        hours = hours + w.work.call_hours
    return hours
