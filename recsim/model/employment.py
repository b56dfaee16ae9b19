"""Jobs that last: movers and stayers, jobs that suit and jobs that do not, and who is where.

Pure functions as in ``rules``. Those of the stationary state say how people are at the start: as
they would be without the simulated recruiters. ``moves`` is a person's mobility.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from recsim.model.distributions import exponential, normal
from recsim.model.elementary import exp
from recsim.model.rules import CONTENT, SEEKING, SQRT_3, UNEMPLOYED, satisfaction, search_rate
from recsim.model.streams import Purpose, draw

if TYPE_CHECKING:
    from recsim.model.parameters import SegmentParameters, WorldParameters

MOST_PROPOSALS = 256  # of matches with the job of the start
DAYS_PER_YEAR = 365.0
BANDS = 5  # of tenure, see ``events.TENURES``
LONGEST_TENURE = 45.0  # years: a working life


def mobility(w: WorldParameters, own: float) -> float:
    """How readily a person moves, of their own reservation: log-normal of mean 1.

    Movers search, change and lose jobs more often than stayers, and need a smaller gain.
    """
    spread = w.traits.mobility_log_sd
    return exp(-spread * own - 0.5 * spread * spread)


def loss_rate(segment: SegmentParameters, moves: float) -> float:
    """Rate at which an employed person loses the job."""
    return segment.loss_rate * moves


def find_rate(segment: SegmentParameters, moves: float, status: int) -> float:
    """Rate of finding a job elsewhere; without one, movers and stayers find it alike."""
    if status == UNEMPLOYED:
        return segment.find_rates[UNEMPLOYED]
    return segment.find_rates[status] * moves


# --- the stationary state -------------------------------------------------------------------------


def seeking_share(
    w: WorldParameters, segment: SegmentParameters, satisfied: float, moves: float
) -> float:
    """Share of employed people of this satisfaction and mobility who search."""
    start = search_rate(w, segment, satisfied, w.belief.baseline, moves)
    if start == 0.0:
        return 0.0
    find = find_rate(segment, moves, SEEKING)
    return start / (start + w.give_up_rate + find + loss_rate(segment, moves))


def unemployed_share(segment: SegmentParameters, moves: float) -> float:
    """Share of people of this mobility without a job: loss / (loss + finding)."""
    both = loss_rate(segment, moves) + segment.find_rates[UNEMPLOYED]
    return loss_rate(segment, moves) / both if both > 0.0 else 0.0


def first_status(
    w: WorldParameters, segment: SegmentParameters, satisfied: float, moves: float, u: float
) -> int:
    """Status at the start of people of this satisfaction and mobility."""
    unemployed = unemployed_share(segment, moves)
    if u < unemployed:
        return UNEMPLOYED
    if u < unemployed + (1.0 - unemployed) * seeking_share(w, segment, satisfied, moves):
        return SEEKING
    return CONTENT


def leaving_rate(
    w: WorldParameters, segment: SegmentParameters, satisfied: float, moves: float
) -> float:
    """Rate at which employed people of this satisfaction and mobility leave their job."""
    seeking = seeking_share(w, segment, satisfied, moves)
    content = (1.0 - seeking) * find_rate(segment, moves, CONTENT)
    return loss_rate(segment, moves) + content + seeking * find_rate(segment, moves, SEEKING)


def ending_rate(
    w: WorldParameters, segment: SegmentParameters, match: float, moves: float
) -> float:
    """Rate at which a job of this match ends: the mean over passing moods, by Gauss and Hermite."""
    held, apart = w.match_weight * match, w.passing_weight * SQRT_3
    low = leaving_rate(w, segment, satisfaction(w, held - apart), moves)
    middle = leaving_rate(w, segment, satisfaction(w, held), moves)
    high = leaving_rate(w, segment, satisfaction(w, held + apart), moves)
    return (low + 4.0 * middle + high) / 6.0


def first_job(
    w: WorldParameters, segment: SegmentParameters, moves: float, key: int
) -> tuple[int, float, float]:
    """The job of the start of the person of this key: proposal of a match, match, ending rate.

    Jobs begin with a standard normal match and last the longer, the better it is: a match is met
    in proportion to how long jobs of its kind last, which is a rejection by their ending rates.
    """
    lowest = min(leaving_rate(w, segment, 0.0, moves), leaving_rate(w, segment, 1.0, moves))
    proposal = 0
    while True:
        match = match_of_job(key, 0, proposal)
        rate = ending_rate(w, segment, match, moves)
        last = w.match_weight == 0.0 or proposal == MOST_PROPOSALS - 1
        if last or draw(key, Purpose.KEEPS_MATCH, proposal) * rate <= lowest:
            return proposal, match, rate
        proposal += 1


def match_of_job(key: int, job: int, proposal: int) -> float:
    """How well the person of this key and their n-th job suit each other: standard normal.

    ``job`` is 0 for the first one, the ``proposal`` of all others is 0.
    """
    return normal(draw(key, Purpose.MATCH, job * MOST_PROPOSALS + proposal))


def first_tenure(ending: float, u: float) -> float:
    """Days for which somebody has had the job of the start; infinite if it never ends."""
    return exponential(u) / ending if ending > 0.0 else inf


def tenure_years(began: float, now: float) -> float:
    """Years in the job, at most a working life: nobody in the model grows old."""
    return min((now - began) / DAYS_PER_YEAR, LONGEST_TENURE)


def census_detail(status: int, years: float) -> int:
    """Detail of PRESENT and CENSUS: status and, of the employed, the band of tenure."""
    if status == UNEMPLOYED:
        return 2 * BANDS
    band = (years > 1.0) + (years > 3.0) + (years > 5.0) + (years >= 10.0)
    return status * BANDS + band
