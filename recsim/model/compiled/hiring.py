"""From the first talk to the first day; ``simpy_model.hiring`` over records.

A candidacy waits in exactly one place: to begin, on a desk, for a moment, for its turn. When it is
ended from elsewhere, that place gives its record back as soon as it comes up.
"""

from __future__ import annotations

from recsim.model.compiled import rules
from recsim.model.compiled.clocks import refresh
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.goodwill import resents
from recsim.model.compiled.jobs import loses_job, starts_job
from recsim.model.compiled.layout import (
    NONE,
    Record,
    candidacy_at,
    desk_at,
    person_at,
    regard_of,
    requisition_at,
    team_at,
    world_of,
)
from recsim.model.compiled.moments import at, resume, start
from recsim.model.compiled.names import (
    CandidacyEnd,
    Kind,
    Purpose,
    Rank,
    ResentCause,
    Source,
    Status,
    Story,
    Task,
    WaitsFor,
)
from recsim.model.compiled.pools import append, early_exit_at, give_back, take
from recsim.model.compiled.queues import advert_at, board_length, people_of, wake
from recsim.model.compiled.recording import record_requisition
from recsim.model.compiled.streams import draw, output
from recsim.model.rules import LONGEST_EARLY_EXIT

TALK, INTERVIEW, OFFER = range(3)


@inline
def fit(s: Record, p: int, key: int) -> float:
    """Fit of a person and an opening (``key`` of the pair), whoever asks and when."""
    pair = rules.normal(draw(key, Purpose.PAIR_FIT))
    return rules.fit(world_of(s), person_at(s, p).quality, pair)


@jit
def seeming_fit(s: Record, p: int, key: int, purpose: int, noise: float) -> float:
    """Fit as it looks to somebody who errs by ``noise`` standard deviations."""
    return fit(s, p, key) + noise * rules.normal(draw(key, purpose))


@jit
def starts(s: Record, p: int, r: int, key: int, source: int) -> None:
    """The person is in process for the requisition from now on; ``key`` is that of the pair."""
    requisition = requisition_at(s, r)
    c = take(s, s.candidacies)
    candidacy = candidacy_at(s, c)
    candidacy.key = key
    candidacy.fit = fit(s, p, key)
    candidacy.person = p
    candidacy.requisition = r
    candidacy.source = source
    candidacy.stage = TALK
    candidacy.runner_up = False
    candidacy.ended = False
    candidacy.next_in_process = NONE
    candidacy.previous_in_process = requisition.last_candidacy
    if requisition.last_candidacy == NONE:
        requisition.first_candidacy = c
    else:
        candidacy_at(s, requisition.last_candidacy).next_in_process = c
    requisition.last_candidacy = c
    requisition.in_process += 1
    regard_of(s, p, requisition.team).candidacy = c
    record_requisition(s, Kind.CANDIDACY_STARTED, r, p, source)
    start(s, c)


# --- the process: talk, interviews, offer ---------------------------------------------------------


@jit
def begins(s: Record, c: int) -> None:
    """The first talk is put on the recruiter's desk."""
    _recruiter_does(s, c, Task.TALK, WaitsFor.TALK)


@jit
def goes_on(s: Record, c: int) -> None:
    """What the candidacy waited for has happened."""
    candidacy = candidacy_at(s, c)
    if not candidacy.ended:
        waits_for = candidacy.waits_for
        if waits_for == WaitsFor.TALK:
            _talked(s, c)
        elif waits_for == WaitsFor.INTERVIEW_TASK:
            _interview_begins(s, c)
        elif waits_for == WaitsFor.INTERVIEW:
            _interviewed(s, c)
        elif waits_for == WaitsFor.TURN:
            _gets_offer(s, c)
        elif waits_for == WaitsFor.CLOSING:
            _offered(s, c)
        else:
            _decides(s, c)
    if candidacy.ended:
        give_back(s.candidacies, c)


@jit
def _talked(s: Record, c: int) -> None:
    if _ghosts(s, c, TALK):
        return
    candidacy = candidacy_at(s, c)
    p, r = candidacy.person, candidacy.requisition
    noise = world_of(s).talk_noise
    seeming = seeming_fit(s, p, candidacy.key, Purpose.TALK_NOISE, noise)
    convinced = seeming >= team_at(s, requisition_at(s, r).team).talk_bar
    record_requisition(s, Kind.TALKED, r, p, int(not convinced))
    if convinced:
        candidacy.stage = INTERVIEW
        _recruiter_does(s, c, Task.INTERVIEW, WaitsFor.INTERVIEW_TASK)
    else:
        ends(s, c, CandidacyEnd.NOT_CONVINCING)


@jit
def _interview_begins(s: Record, c: int) -> None:
    if _ghosts(s, c, INTERVIEW):
        return
    w = world_of(s)
    key = candidacy_at(s, c).key
    if w.interview_gamma_shape > 0.0:
        shape = w.interview_gamma_shape
        days = w.interview_days * rules.gamma(key, Purpose.INTERVIEW_DELAY, shape)
    else:
        u = draw(key, Purpose.INTERVIEW_DELAY)
        days = rules.log_normal(u, w.interview_days, w.delay_log_sd)
    _later(s, c, days, WaitsFor.INTERVIEW)


@jit
def _interviewed(s: Record, c: int) -> None:
    candidacy = candidacy_at(s, c)
    chance = rules.interview_chance(world_of(s), candidacy.fit)
    passed = draw(candidacy.key, Purpose.INTERVIEW) < chance
    r = candidacy.requisition
    record_requisition(s, Kind.INTERVIEWED, r, candidacy.person, int(not passed))
    if not passed:
        ends(s, c, CandidacyEnd.FAILED_INTERVIEWS)
        return
    candidacy.stage = OFFER
    if requisition_at(s, r).offer_out:
        candidacy.runner_up = True
        candidacy.waits_for = WaitsFor.TURN
    else:
        _gets_offer(s, c)


@jit
def _gets_offer(s: Record, c: int) -> None:
    requisition_at(s, candidacy_at(s, c).requisition).offer_out = True
    _recruiter_does(s, c, Task.CLOSING, WaitsFor.CLOSING)


@jit
def _offered(s: Record, c: int) -> None:
    w = world_of(s)
    candidacy = candidacy_at(s, c)
    record_requisition(s, Kind.OFFERED, candidacy.requisition, candidacy.person)
    if _ghosts(s, c, OFFER):
        return
    u = draw(candidacy.key, Purpose.DECISION_DELAY)
    _later(s, c, rules.log_normal(u, w.decision_median, w.delay_log_sd), WaitsFor.DECISION)


@jit
def _decides(s: Record, c: int) -> None:
    w = world_of(s)
    candidacy = candidacy_at(s, c)
    person = person_at(s, candidacy.person)
    needed = rules.reservation_gain(w, person.satisfaction, person.own_reservation, person.status)
    chance = rules.accept_chance(w, requisition_at(s, candidacy.requisition).gain, needed)
    if draw(candidacy.key, Purpose.ACCEPTS) >= chance:
        ends(s, c, CandidacyEnd.OFFER_DECLINED)
    elif person.status != Status.UNEMPLOYED and _counter_offer_wins(s, c):
        ends(s, c, CandidacyEnd.COUNTER_OFFER)
    else:
        _place(s, c)


@inline
def _counter_offer_wins(s: Record, c: int) -> bool:
    w = world_of(s)
    key = candidacy_at(s, c).key
    return (
        draw(key, Purpose.COUNTER_OFFER) < w.counter_offer
        and draw(key, Purpose.COUNTER_OFFER_TAKEN) < w.counter_offer_accepted
    )


@jit
def _recruiter_does(s: Record, c: int, task: int, waits_for: int) -> None:
    """Put a task on the desk; the candidacy goes on when it is done."""
    candidacy = candidacy_at(s, c)
    candidacy.waits_for = waits_for
    candidacy.task = task
    d = requisition_at(s, candidacy.requisition).desk
    append(s.candidacies, people_of(s, d), c)
    wake(s, d)


@inline
def _later(s: Record, c: int, days: float, waits_for: int) -> None:
    candidacy = candidacy_at(s, c)
    candidacy.waits_for = waits_for
    at(s, s.now + days, Rank.CANDIDACY, requisition_at(s, candidacy.requisition).id, c)


@jit
def _ghosts(s: Record, c: int, stage: int) -> bool:
    """Whether the person silently drops out at this stage."""
    if draw(candidacy_at(s, c).key, Purpose.GHOSTS, stage) >= world_of(s).ghosting:
        return False
    ends(s, c, CandidacyEnd.GHOSTED)
    return True


# --- ends -----------------------------------------------------------------------------------------


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
    requisition = requisition_at(s, r)
    candidacy.ended = True
    if candidacy.previous_in_process == NONE:
        requisition.first_candidacy = candidacy.next_in_process
    else:
        before = candidacy_at(s, candidacy.previous_in_process)
        before.next_in_process = candidacy.next_in_process
    if candidacy.next_in_process == NONE:
        requisition.last_candidacy = candidacy.previous_in_process
    else:
        after = candidacy_at(s, candidacy.next_in_process)
        after.previous_in_process = candidacy.previous_in_process
    requisition.in_process -= 1
    regard_of(s, p, requisition.team).candidacy = NONE
    record_requisition(s, Kind.CANDIDACY_ENDED, r, p, end)
    if candidacy.source == Source.RETURNED and end != CandidacyEnd.PLACED:
        person_at(s, p).germinated_from = NONE


@jit
def _after_end(s: Record, c: int, end: int) -> None:
    candidacy = candidacy_at(s, c)
    d = requisition_at(s, candidacy.requisition).desk
    if d != NONE:
        wake(s, d)  # there is room for one more in process
    if (
        end == CandidacyEnd.NOT_CONVINCING
        or end == CandidacyEnd.FAILED_INTERVIEWS
        or end == CandidacyEnd.OTHER_CHOSEN
        or end == CandidacyEnd.REQUISITION_EXPIRED
    ):
        resents(s, candidacy.person, candidacy.requisition, candidacy.key, ResentCause.AFTER_TALK)


@jit
def _next_runner_up(s: Record, r: int) -> None:
    """The offer failed: the best of those who wait gets the next one."""
    requisition = requisition_at(s, r)
    requisition.offer_out = False
    if requisition.overdue:
        closes(s, r, CandidacyEnd.REQUISITION_EXPIRED)
        return
    best = NONE
    c = requisition.first_candidacy
    while c != NONE:
        candidacy = candidacy_at(s, c)
        if candidacy.runner_up and (best == NONE or _goes_before(candidacy, candidacy_at(s, best))):
            best = c
        c = candidacy.next_in_process
    if best != NONE:
        candidacy_at(s, best).runner_up = False
        requisition.offer_out = True
        resume(s, Story.CANDIDACY, best)


@inline
def _goes_before(one: Record, other: Record) -> bool:
    return one.fit > other.fit or (one.fit == other.fit and one.person < other.person)


@jit
def _place(s: Record, c: int) -> None:
    candidacy = candidacy_at(s, c)
    p, r = candidacy.person, candidacy.requisition
    requisition = requisition_at(s, r)
    detail = candidacy.source * 3 + person_at(s, p).status
    record_requisition(s, Kind.PLACED, r, p, detail, candidacy.fit)
    requisition.open = False  # no offer to a runner-up any more
    ends(s, c, CandidacyEnd.PLACED)
    starts_job(s, p, requisition.team)
    withdraws_everywhere(s, p)
    closes(s, r, CandidacyEnd.OTHER_CHOSEN)
    refresh(s, p)
    _may_leave_early(s, c)


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
    requisition = requisition_at(s, r)
    requisition.open = False
    if end == CandidacyEnd.OTHER_CHOSEN:
        days = s.now - requisition.opened
        record_requisition(s, Kind.REQUISITION_FILLED, r, NONE, 0, days)
    else:
        record_requisition(s, Kind.REQUISITION_EXPIRED, r)
    if requisition.desk != NONE:
        _leaves_desk(s, r)
        give_back(s.target_lists, requisition.target_list)
        if team_at(s, requisition.team).advertises:
            _leaves_board(s, r)
    c = requisition.first_candidacy
    while c != NONE:
        following = candidacy_at(s, c).next_in_process
        _ends_with_requisition(s, c, end)
        c = following


@inline
def _leaves_desk(s: Record, r: int) -> None:
    requisition = requisition_at(s, r)
    desk = desk_at(s, requisition.desk)
    if requisition.previous == NONE:
        desk.first_requisition = requisition.next
    else:
        requisition_at(s, requisition.previous).next = requisition.next
    if requisition.next == NONE:
        desk.last_requisition = requisition.previous
    else:
        requisition_at(s, requisition.next).previous = requisition.previous


@inline
def _leaves_board(s: Record, r: int) -> None:
    """Take the advert down; they hang in the order of their numbers."""
    requisition = requisition_at(s, r)
    length = board_length(s, requisition.team, requisition.segment)
    low, high = 0, length.value - 1
    while low < high:
        middle = (low + high) >> 1
        if advert_at(s, requisition.team, requisition.segment, middle).value < r:
            low = middle + 1
        else:
            high = middle
    length.value -= 1
    for place in range(low, length.value):
        following = advert_at(s, requisition.team, requisition.segment, place + 1).value
        advert_at(s, requisition.team, requisition.segment, place).value = following


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
    noise = world_of(s).profile_noise
    for d in range(team.first_desk, team.first_desk + team.recruiters):
        r = desk_at(s, d).first_requisition
        while r != NONE:
            requisition = requisition_at(s, r)
            room = requisition.in_process < team.most_in_process
            if requisition.segment == person.segment and room:
                key = output(requisition.pairs, p)
                seeming = seeming_fit(s, p, key, Purpose.PROFILE_NOISE, noise)
                if seeming > best_seeming:
                    best, best_seeming = r, seeming
            r = requisition.next
    if best == NONE:
        person.germinated_from = NONE
    else:
        starts(s, p, best, output(requisition_at(s, best).pairs, p), Source.RETURNED)


# --- the new job --------------------------------------------------------------------------------


@jit
def _may_leave_early(s: Record, c: int) -> None:
    candidacy = candidacy_at(s, c)
    rate = rules.early_exit_rate(world_of(s), candidacy.fit)
    if rate <= 0.0:
        return
    days = rules.exponential(draw(candidacy.key, Purpose.EARLY_EXIT)) / rate
    if days <= LONGEST_EARLY_EXIT:
        e = take(s, s.early_exits)
        early_exit = early_exit_at(s, e)
        early_exit.days = days
        early_exit.person = candidacy.person
        early_exit.requisition = candidacy.requisition
        early_exit.job = person_at(s, candidacy.person).job
        at(s, s.now + days, Rank.JOB_ENDS, candidacy.person, e)


@jit
def leaves_early(s: Record, e: int) -> None:
    """The new job was not what it seemed; inside the guarantee the placement falls off."""
    early_exit = early_exit_at(s, e)
    give_back(s.early_exits, e)
    p = early_exit.person
    person = person_at(s, p)
    if person.job != early_exit.job or person.status == Status.UNEMPLOYED:
        return
    days = early_exit.days
    later = int(days > world_of(s).guarantee)
    record_requisition(
        s, Kind.LEFT_EARLY, early_exit.requisition, p, later * 2 + person.status, days
    )
    loses_job(s, p)
    refresh(s, p)
