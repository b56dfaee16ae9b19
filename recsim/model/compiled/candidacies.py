"""Candidacies begin and end, whoever ends them; ``story.candidacy`` over records.

A candidacy waits in exactly one place: to begin, on a desk, for a moment, for its turn. When it is
ended from elsewhere, that place gives its record back as soon as it comes up.
"""

from __future__ import annotations

from math import inf
from typing import Any

from recsim.model.compiled import rules
from recsim.model.compiled.calendar import advert_at, board_of, resume, start, wake
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.goodwill import resents
from recsim.model.compiled.layout import NONE, Record
from recsim.model.compiled.people import (
    APPLIED,
    has_met,
    key_of,
    key_of_pair,
    meets,
    quality,
)
from recsim.model.compiled.recording import record_candidacy, record_requisition
from recsim.model.compiled.records import (
    candidacy_at,
    desk_at,
    give_back,
    opening_of,
    person_at,
    regard_of,
    requisition_at,
    take,
    team_at,
    world_of,
)
from recsim.model.compiled.rules import (
    CandidacyEnd,
    Kind,
    Purpose,
    ResentCause,
    Source,
    Story,
    between,
    draw,
)

TALK, INTERVIEW, OFFER = range(3)
"""Stages of a candidacy."""


@inline
def fit(s: Record, p: int, key: int) -> float:
    """Fit of a person and an opening (``key`` of the pair), whoever asks and when."""
    pair = rules.normal(draw(key, Purpose.PAIR_FIT))
    return rules.fit(world_of(s), quality(s, p), pair)


@jit
def seeming_fit(s: Record, p: int, key: int, purpose: int, noise: float) -> float:
    """Fit as it looks to somebody who errs by ``noise`` standard deviations."""
    return fit(s, p, key) + noise * rules.normal(draw(key, purpose))


@inline
def _seeming_between(s: Record, p: int, key: int, purpose: int, noise: float) -> Any:
    """Two numbers between which the seeming fit lies; no weight is below 0."""
    w = world_of(s)
    low_quality, high_quality = between(key_of(s, p), Purpose.QUALITY)
    low_pair, high_pair = between(key, Purpose.PAIR_FIT)
    low_noise, high_noise = between(key, purpose)
    return (
        rules.fit(w, low_quality, low_pair) + noise * low_noise,
        rules.fit(w, high_quality, high_pair) + noise * high_noise,
    )


@jit
def seeming_fit_from(s: Record, p: int, key: int, purpose: int, noise: float, bar: float) -> float:
    """The seeming fit if it may reach a bar; -inf if it is certain that it does not."""
    _, high = _seeming_between(s, p, key, purpose, noise)
    return -inf if high < bar else seeming_fit(s, p, key, purpose, noise)


@jit
def seems_to_fit(s: Record, p: int, key: int, purpose: int, noise: float, bar: float) -> bool:
    """Whether the seeming fit reaches a bar."""
    low, high = _seeming_between(s, p, key, purpose, noise)
    if low >= bar or high < bar:
        return low >= bar
    return seeming_fit(s, p, key, purpose, noise) >= bar


@jit
def starts(s: Record, p: int, r: int, key: int, source: int, passed_on: float = 0.0) -> None:
    """The person is in process for the requisition from now on; ``key`` is that of the pair.

    ``passed_on``: 1 if the person comes from another requisition of the team.
    """
    opening = opening_of(s, r)
    c = take(s, s.candidacies)
    candidacy = candidacy_at(s, c)
    candidacy.key = key
    candidacy.fit = fit(s, p, key)
    candidacy.person = p
    candidacy.requisition = r
    candidacy.source = source
    requisition = requisition_at(s, r)
    candidacy.desk = requisition.desk if source == Source.APPLIED else requisition.caller
    candidacy.status = person_at(s, p).status
    candidacy.stage = TALK
    candidacy.runner_up = False
    candidacy.offered = False
    candidacy.ended = False
    candidacy.next_in_process = NONE
    candidacy.previous_in_process = opening.last_candidacy
    if opening.last_candidacy == NONE:
        opening.first_candidacy = c
    else:
        candidacy_at(s, opening.last_candidacy).next_in_process = c
    opening.last_candidacy = c
    opening.in_process += 1
    regard_of(s, p, requisition.team).candidacy = c
    record_candidacy(s, Kind.CANDIDACY_STARTED, c, source, passed_on)
    start(s, c)


@jit
def ends(s: Record, c: int, end: int) -> None:
    """The candidacy is over, whoever ended it; the next runner-up moves up."""
    candidacy = candidacy_at(s, c)
    _leaves_process(s, c, end)
    if candidacy.runner_up:
        candidacy.runner_up = False
        _after_end(s, c, end)
        give_back(s.candidacies, c)
        return
    if candidacy.stage == OFFER and requisition_at(s, candidacy.requisition).open:
        _next_runner_up(s, candidacy.requisition)
    _after_end(s, c, end)


@jit
def _ends_with_requisition(s: Record, c: int, end: int) -> None:
    """The same when the requisition is closed: nobody moves up."""
    candidacy = candidacy_at(s, c)
    _leaves_process(s, c, end)
    _after_end(s, c, end)
    if candidacy.runner_up:
        candidacy.runner_up = False
        give_back(s.candidacies, c)


@jit
def _leaves_process(s: Record, c: int, end: int) -> None:
    candidacy = candidacy_at(s, c)
    p, r = candidacy.person, candidacy.requisition
    opening = opening_of(s, r)
    candidacy.ended = True
    if candidacy.previous_in_process == NONE:
        opening.first_candidacy = candidacy.next_in_process
    else:
        before = candidacy_at(s, candidacy.previous_in_process)
        before.next_in_process = candidacy.next_in_process
    if candidacy.next_in_process == NONE:
        opening.last_candidacy = candidacy.previous_in_process
    else:
        after = candidacy_at(s, candidacy.next_in_process)
        after.previous_in_process = candidacy.previous_in_process
    opening.in_process -= 1
    regard_of(s, p, requisition_at(s, r).team).candidacy = NONE
    record_candidacy(s, Kind.CANDIDACY_ENDED, c, end, 1.0 if candidacy.offered else 0.0)
    if candidacy.source == Source.RETURNED and end != CandidacyEnd.PLACED:
        person_at(s, p).germinated_from = NONE


@jit
def _after_end(s: Record, c: int, end: int) -> None:
    candidacy = candidacy_at(s, c)
    wake(s, requisition_at(s, candidacy.requisition).caller)  # there is room for one more
    closed = end == CandidacyEnd.OTHER_CHOSEN or end == CandidacyEnd.REQUISITION_EXPIRED
    turned_down = end == CandidacyEnd.NOT_CONVINCING or end == CandidacyEnd.FAILED_INTERVIEWS
    if turned_down or (closed and not _is_passed_on(s, c)):
        p, r = candidacy.person, candidacy.requisition
        resents(s, p, r, candidacy.desk, candidacy.key, ResentCause.AFTER_TALK)


@jit
def _is_passed_on(s: Record, c: int) -> bool:
    """Whether the team has another opening for somebody who convinced it in the talk."""
    candidacy = candidacy_at(s, c)
    p, source = candidacy.person, candidacy.source
    requisition = requisition_at(s, candidacy.requisition)
    team, segment = requisition.team, requisition.segment
    strategy = team_at(s, team)
    if candidacy.stage == TALK or not strategy.passes_on:
        return False
    best = NONE
    best_seeming = strategy.talk_bar
    noise = world_of(s).hiring.talk_noise
    for place in range(board_of(s, team, segment).length):
        other = int(advert_at(s, team, segment, place).requisition)
        if opening_of(s, other).in_process < strategy.most_in_process:
            key = key_of_pair(s, other, p)
            seeming = seeming_fit_from(s, p, key, Purpose.TALK_NOISE, noise, best_seeming)
            if seeming > best_seeming and not has_met(s, other, p, APPLIED):
                best, best_seeming = other, seeming
    if best == NONE:
        return False
    meets(s, best, p, APPLIED)  # no application is needed any more
    starts(s, p, best, key_of_pair(s, best, p), source, 1.0)
    return True


@jit
def _next_runner_up(s: Record, r: int) -> None:
    """The offer failed: the best of those who wait gets the next one."""
    opening = opening_of(s, r)
    opening.offer_out = False
    if opening.overdue:
        closes(s, r, CandidacyEnd.REQUISITION_EXPIRED)
        return
    best = NONE
    c = opening.first_candidacy
    while c != NONE:
        candidacy = candidacy_at(s, c)
        if candidacy.runner_up and (best == NONE or _goes_before(candidacy, candidacy_at(s, best))):
            best = c
        c = candidacy.next_in_process
    if best != NONE:
        candidacy_at(s, best).runner_up = False
        opening.offer_out = True
        resume(s, Story.CANDIDACY, best)


@inline
def _goes_before(one: Record, other: Record) -> bool:
    return one.fit > other.fit or (one.fit == other.fit and one.person < other.person)


@jit
def withdraws_everywhere(s: Record, p: int) -> None:
    """Somebody with a new job is out of every other process."""
    for team in range(s.number_of_teams):
        c = regard_of(s, p, team).candidacy
        if c != NONE:
            ends(s, c, CandidacyEnd.WITHDREW)


@jit
def closes(s: Record, r: int, end: int) -> None:
    """The requisition is filled or expired: all others in its process are turned down."""
    requisition, opening = requisition_at(s, r), opening_of(s, r)
    requisition.open = False
    days = s.now - opening.opened
    if end == CandidacyEnd.OTHER_CHOSEN:
        requisition.filled = True
        record_requisition(s, Kind.REQUISITION_FILLED, r, NONE, 0, days)
        if s.now > requisition.needed_by:
            late = s.now - requisition.needed_by
            record_requisition(s, Kind.FILLED_LATE, r, NONE, 0, late)
    else:
        record_requisition(s, Kind.REQUISITION_EXPIRED, r, NONE, int(opening.lost), days)
    if requisition.desk != NONE:
        _leaves_desk(s, r)
        give_back(s.target_lists, opening.target_list)
        _leaves_board(s, r)
        wake(s, requisition.caller)  # there may be no requisition any more
    c = opening.first_candidacy
    while c != NONE:
        following = candidacy_at(s, c).next_in_process
        _ends_with_requisition(s, c, end)
        c = following
    give_back(s.openings, requisition.opening)


@inline
def _leaves_desk(s: Record, r: int) -> None:
    opening = opening_of(s, r)
    desk = desk_at(s, requisition_at(s, r).caller)
    if opening.previous == NONE:
        desk.first_requisition = opening.next
    else:
        opening_of(s, opening.previous).next = opening.next
    if opening.next == NONE:
        desk.last_requisition = opening.previous
    else:
        opening_of(s, opening.next).previous = opening.previous


@jit
def _leaves_board(s: Record, r: int) -> None:
    """Take the advert down; they hang in the order of their numbers, and the fewer move up."""
    requisition = requisition_at(s, r)
    team, segment = requisition.team, requisition.segment
    board = board_of(s, team, segment)
    low, high = 0, int(board.length) - 1
    while low < high:
        middle = (low + high) >> 1
        if advert_at(s, team, segment, middle).requisition < r:
            low = middle + 1
        else:
            high = middle
    if 2 * low < board.length:
        for place in range(low, 0, -1):
            _hang_over(s, team, segment, place - 1, place)
        board.first += 1
    else:
        for place in range(low, board.length - 1):
            _hang_over(s, team, segment, place + 1, place)
    board.length -= 1


@inline
def _hang_over(s: Record, team: int, segment: int, source: int, target: int) -> None:
    advert, place = advert_at(s, team, segment, source), advert_at(s, team, segment, target)
    place.requisition = advert.requisition
    place.gain = advert.gain


@jit
def returns(s: Record, p: int, t: int) -> None:
    """Somebody in whom the team planted a seed asks what there is now."""
    team = team_at(s, t)
    person = person_at(s, p)
    if regard_of(s, p, t).candidacy != NONE:
        person.germinated_from = NONE
        return
    best = NONE
    best_seeming = team.screening_bar
    noise = world_of(s).hiring.profile_noise
    for place in range(board_of(s, t, person.segment).length):
        r = int(advert_at(s, t, person.segment, place).requisition)
        key = key_of_pair(s, r, p)
        seeming = seeming_fit_from(s, p, key, Purpose.PROFILE_NOISE, noise, best_seeming)
        if (
            seeming > best_seeming
            or (seeming == best_seeming and best != NONE and _desk_is_before(s, r, best))
        ) and opening_of(s, r).in_process < team.most_in_process:
            best, best_seeming = r, seeming
    if best == NONE:
        person.germinated_from = NONE
    else:
        starts(s, p, best, key_of_pair(s, best, p), Source.RETURNED)


@inline
def _desk_is_before(s: Record, r: int, other: int) -> bool:
    """Recruiters are asked in turn, and each for the requisitions in the order of arrival."""
    return requisition_at(s, r).caller < requisition_at(s, other).caller
