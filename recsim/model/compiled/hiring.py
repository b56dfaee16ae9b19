"""From the first talk to the first day; ``story.candidacy`` over records."""

from __future__ import annotations

import numpy as np

from recsim.model.compiled import rules
from recsim.model.compiled.calendar import at, people_of, resume, wake
from recsim.model.compiled.candidacies import (
    INTERVIEW,
    OFFER,
    TALK,
    closes,
    ends,
    seems_to_fit,
    withdraws_everywhere,
)
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.goodwill import loses_job, starts_job
from recsim.model.compiled.layout import JOBS, Record
from recsim.model.compiled.people import refresh, reservation_gain
from recsim.model.compiled.recording import record_candidacy, record_pair
from recsim.model.compiled.records import (
    append,
    candidacy_at,
    counted,
    early_exit_at,
    give_back,
    manager_at,
    opening_of,
    person_at,
    pop,
    regard_of,
    requisition_at,
    take,
    team_at,
    world_of,
)
from recsim.model.compiled.rules import (
    CandidacyEnd,
    Kind,
    PlacementEnd,
    Purpose,
    Rank,
    Status,
    Story,
    Task,
    WaitsFor,
    draw,
    output,
)
from recsim.model.rules import LONGEST_EARLY_EXIT


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
        elif waits_for == WaitsFor.MANAGER:
            _meets_manager(s, c)
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
    noise = world_of(s).hiring.talk_noise
    bar = team_at(s, requisition_at(s, r).team).talk_bar
    convinced = seems_to_fit(s, p, candidacy.key, Purpose.TALK_NOISE, noise, bar)
    record_candidacy(s, Kind.TALKED, c, int(not convinced))
    if convinced:
        candidacy.stage = INTERVIEW
        _recruiter_does(s, c, Task.INTERVIEW, WaitsFor.INTERVIEW_TASK)
    else:
        ends(s, c, CandidacyEnd.NOT_CONVINCING)


@jit
def _interview_begins(s: Record, c: int) -> None:
    if _ghosts(s, c, INTERVIEW):
        return
    if world_of(s).interview_slot_gap == 0.0:
        _meets_manager(s, c)
        return
    candidacy = candidacy_at(s, c)
    candidacy.waits_for = WaitsFor.MANAGER
    candidacy.waits_since = s.now
    requisition = requisition_at(s, candidacy.requisition)
    key = output(s.requisitions_key, requisition.draws)
    managers = rules.number_of_managers(world_of(s), team_at(s, requisition.team).recruiters)
    place = np.int64(draw(key, Purpose.MANAGER) * managers)
    m = np.int64(requisition.team) * s.most_managers + place
    append(s.candidacies, manager_at(s, m), c)
    if not manager_at(s, m).busy:
        manager_has_time(s, m)


@jit
def manager_has_time(s: Record, m: int) -> None:
    """Meet the first who is still there."""
    manager = manager_at(s, m)
    manager.busy = 0
    while manager.length > 0 and manager.busy == 0:
        c = pop(s.candidacies, manager)
        if candidacy_at(s, c).ended:
            give_back(s.candidacies, c)
        elif _is_called_in(s, c):
            manager.busy = 1
            at(s, s.now + world_of(s).interview_slot_gap, Rank.MANAGER, m, m)


@jit
def _is_called_in(s: Record, c: int) -> bool:
    """Who has waited too long turns out to be gone."""
    candidacy = candidacy_at(s, c)
    waited = s.now - candidacy.waits_since
    if waited > rules.patience(world_of(s), draw(candidacy.key, Purpose.PATIENCE)):
        ends(s, c, CandidacyEnd.GHOSTED)
        give_back(s.candidacies, c)
        return False
    record_candidacy(s, Kind.MANAGER_MET, c, 0, waited)
    resume(s, Story.CANDIDACY, c)
    return True


@jit
def _meets_manager(s: Record, c: int) -> None:
    w = world_of(s)
    key = candidacy_at(s, c).key
    if w.gamma_shape > 0.0:
        shape = w.gamma_shape
        days = w.hiring.interview_days * rules.gamma(key, Purpose.INTERVIEW_DELAY, shape)
    else:
        u = draw(key, Purpose.INTERVIEW_DELAY)
        days = rules.log_normal(u, w.hiring.interview_days, w.hiring.delay_log_sd)
    _later(s, c, days + w.hiring.feedback_days, WaitsFor.INTERVIEW)


@jit
def _interviewed(s: Record, c: int) -> None:
    candidacy = candidacy_at(s, c)
    chance = rules.interview_chance(world_of(s), candidacy.fit)
    passed = draw(candidacy.key, Purpose.INTERVIEW) < chance
    r = candidacy.requisition
    record_candidacy(s, Kind.INTERVIEWED, c, int(not passed))
    if not passed:
        ends(s, c, CandidacyEnd.FAILED_INTERVIEWS)
        return
    candidacy.stage = OFFER
    if opening_of(s, r).offer_out:
        candidacy.runner_up = True
        candidacy.waits_for = WaitsFor.TURN
    else:
        _gets_offer(s, c)


@jit
def _gets_offer(s: Record, c: int) -> None:
    opening_of(s, candidacy_at(s, c).requisition).offer_out = True
    _recruiter_does(s, c, Task.CLOSING, WaitsFor.CLOSING)


@jit
def _offered(s: Record, c: int) -> None:
    w = world_of(s)
    candidacy = candidacy_at(s, c)
    record_candidacy(s, Kind.OFFERED, c)
    candidacy.offered = True
    if _ghosts(s, c, OFFER):
        return
    u = draw(candidacy.key, Purpose.DECISION_DELAY)
    _later(
        s, c, rules.log_normal(u, w.hiring.decision_days, w.hiring.delay_log_sd), WaitsFor.DECISION
    )


@jit
def _decides(s: Record, c: int) -> None:
    w = world_of(s)
    candidacy = candidacy_at(s, c)
    person = person_at(s, candidacy.person)
    needed = reservation_gain(s, candidacy.person)
    chance = rules.accept_chance(w, opening_of(s, candidacy.requisition).gain, needed)
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
        draw(key, Purpose.COUNTER_OFFER) < w.hiring.counter_offer
        and draw(key, Purpose.COUNTER_OFFER_TAKEN) < w.hiring.counter_offer_accepted
    )


@jit
def _recruiter_does(s: Record, c: int, task: int, waits_for: int) -> None:
    """Put a task on the desk; the candidacy goes on when it is done."""
    candidacy = candidacy_at(s, c)
    candidacy.waits_for = waits_for
    candidacy.task = task
    append(s.candidacies, people_of(s, candidacy.desk), c)
    wake(s, candidacy.desk)


@inline
def _later(s: Record, c: int, days: float, waits_for: int) -> None:
    candidacy = candidacy_at(s, c)
    candidacy.waits_for = waits_for
    at(s, s.now + days, Rank.CANDIDACY, requisition_at(s, candidacy.requisition).id, c)


@jit
def _ghosts(s: Record, c: int, stage: int) -> bool:
    """Whether the person silently drops out at this stage."""
    if draw(candidacy_at(s, c).key, Purpose.GHOSTS, stage) >= world_of(s).hiring.ghosting:
        return False
    ends(s, c, CandidacyEnd.GHOSTED)
    return True


@jit
def _place(s: Record, c: int) -> None:
    candidacy = candidacy_at(s, c)
    p, r = candidacy.person, candidacy.requisition
    requisition = requisition_at(s, r)
    detail = (candidacy.source * 3 + candidacy.status) * 3 + person_at(s, p).status
    record_candidacy(s, Kind.PLACED, c, detail, candidacy.fit)
    regard_of(s, p, requisition.team).placed = s.now
    requisition.open = False  # no offer to a runner-up any more
    ends(s, c, CandidacyEnd.PLACED)
    starts_job(s, p, requisition.team)
    person_at(s, p).placement = r
    withdraws_everywhere(s, p)
    closes(s, r, CandidacyEnd.OTHER_CHOSEN)
    refresh(s, p)
    _may_leave_early(s, c)


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
        early_exit.desk = candidacy.desk
        early_exit.job = counted(s, candidacy.person, JOBS)
        at(s, s.now + days, Rank.JOB_ENDS, candidacy.person, e)


@jit
def leaves_early(s: Record, e: int) -> None:
    """The new job was not what it seemed; inside the guarantee the placement falls off."""
    early_exit = early_exit_at(s, e)
    give_back(s.early_exits, e)
    p = early_exit.person
    person = person_at(s, p)
    if counted(s, p, JOBS) != early_exit.job or person.status == Status.UNEMPLOYED:
        return
    days = early_exit.days
    later = int(days > world_of(s).hiring.guarantee_days)
    detail = later * 2 + person.status
    record_pair(s, Kind.LEFT_EARLY, early_exit.requisition, p, early_exit.desk, detail, days)
    loses_job(s, p, PlacementEnd.EARLY_EXIT)
    refresh(s, p)
