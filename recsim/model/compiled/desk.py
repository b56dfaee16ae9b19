"""A recruiter's working day; ``story.recruiter`` and ``story.desk`` over records."""

from __future__ import annotations

from math import inf

import numpy as np

from recsim.model.compiled import rules
from recsim.model.compiled.board import answered, next_application, screened
from recsim.model.compiled.calendar import (
    answers_of,
    at,
    follow_ups_of,
    people_of,
    resume,
    task_until,
    wake,
)
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.layout import NONE, Record
from recsim.model.compiled.outreach import (
    contact,
    ends,
    first_contact,
    hours,
    is_answered,
    is_pointless,
)
from recsim.model.compiled.people import key_of_pair
from recsim.model.compiled.recording import record_outreach, record_task
from recsim.model.compiled.records import (
    application_at,
    approach_at,
    candidacy_at,
    desk_at,
    give_back,
    opening_of,
    pop,
    requisition_at,
    team_at,
    world_of,
)
from recsim.model.compiled.requisitions import most_urgent, next_approach, search
from recsim.model.compiled.rules import ApproachEnd, Kind, Purpose, Rank, Story, Task, draw, output
from recsim.model.events import TASKS

NUMBER_OF_TASKS = len(TASKS)


@jit
def works(s: Record, d: int) -> None:
    """Begin the next task, or wait until there is one."""
    desk = desk_at(s, d)
    if desk.idle_about != NONE:
        _was_idle(s, d)
    if _choose(s, d):
        if world_of(s).task_times_random:
            desk.task_hours = desk.task_hours * _random_length(s, d)
        until = s.now + desk.task_hours / world_of(s).hours_per_day
        task_until(s, until, Rank.DESK + d, d)
    else:
        desk.idle = True
        desk.idle_since = s.now
        desk.idle_about = desk.first_requisition
        _look_again_after_rest(s, d)


@jit
def _was_idle(s: Record, d: int) -> None:
    """Until now the recruiter had nothing to do, in spite of an open requisition."""
    desk = desk_at(s, d)
    if s.now > desk.idle_since:
        hours_idle = (s.now - desk.idle_since) * world_of(s).hours_per_day
        record_outreach(s, Kind.IDLED, desk.idle_about, NONE, 0, hours_idle)
    desk.idle_about = NONE


@inline
def _assign(s: Record, d: int, task: int, hours_of_task: float, subject: int) -> bool:
    desk = desk_at(s, d)
    desk.task = task
    desk.task_hours = hours_of_task
    desk.subject = subject
    return True


@jit
def _choose(s: Record, d: int) -> bool:
    """Interested people first, then due follow-ups, then inbox or outreach by the active share."""
    desk = desk_at(s, d)
    people = people_of(s, d)
    while people.length > 0:
        c = pop(s.candidacies, people)
        candidacy = candidacy_at(s, c)
        if not candidacy.ended:
            return _assign(s, d, candidacy.task, _process_hours(s, candidacy.task), c)
        give_back(s.candidacies, c)
    if follow_ups_of(s, d).length > 0 and _may_contact(s, d):
        a = pop(s.approaches, follow_ups_of(s, d))
        needless = is_pointless(s, a) or is_answered(s, a)
        hours_of_task = 0.0 if needless else hours(s, a)
        return _assign(s, d, Task.FOLLOW_UP, hours_of_task, a)
    share = _outreach_share(s, d)
    if share == 0.0:
        return _inbox_task(s, d)
    if share == 1.0:
        return _outreach_task(s, d)
    if desk.outreach_hours * (1.0 - share) <= desk.inbox_hours * share:
        return _outreach_task(s, d) or _inbox_task(s, d)
    return _inbox_task(s, d) or _outreach_task(s, d)


@inline
def _process_hours(s: Record, task: int) -> float:
    w = world_of(s)
    if task == Task.TALK:
        return w.work.talk_hours
    return w.work.interview_hours if task == Task.INTERVIEW else w.work.closing_hours


@jit
def _inbox_task(s: Record, d: int) -> bool:
    answers = answers_of(s, d)
    if answers.length == 0:
        i = next_application(s, d)
        if i != NONE:
            return _assign(s, d, Task.SCREEN, world_of(s).work.screen_hours, i)
    if answers.length > 0:
        i = pop(s.applications, answers)
        return _assign(s, d, Task.ANSWER, world_of(s).work.answer_hours, i)
    return False


@jit
def _outreach_task(s: Record, d: int) -> bool:
    """Contact the next target of the requisition that had the least attention, or find some."""
    if not (_may_contact(s, d) and team_at(s, desk_at(s, d).team).people_contact):
        return False
    while True:
        r = most_urgent(s, d)
        if r == NONE:
            return False
        a = next_approach(s, r, False)
        if a != NONE:
            return _assign(s, d, Task.WRITE, hours(s, a), a)
        profiles = search(s, r)
        if profiles > 0:
            return _assign(s, d, Task.SEARCH, profiles * world_of(s).work.profile_hours, r)


@inline
def _outreach_share(s: Record, d: int) -> float:
    """Share of the time that goes to outreach."""
    desk = desk_at(s, d)
    if desk.reads and desk.calls:
        return team_at(s, desk.team).outreach_share
    return 1.0 if desk.calls else 0.0


@inline
def _may_contact(s: Record, d: int) -> bool:
    """Whether somebody may still be called or written to this week."""
    desk = desk_at(s, d)
    made = desk.contacts if desk.week == s.week else 0
    return made < team_at(s, desk.team).contacts_per_week


@jit
def _random_length(s: Record, d: int) -> float:
    """How long the task takes this once, relative to its mean."""
    desk = desk_at(s, d)
    task, subject = desk.task, desk.subject
    n = np.int64(task)
    if task == Task.SEARCH:
        key = output(s.requisitions_key, requisition_at(s, subject).draws)
        n += NUMBER_OF_TASKS * np.int64(opening_of(s, subject).searches)
    elif task == Task.WRITE or task == Task.FOLLOW_UP:
        approach = approach_at(s, subject)
        key = key_of_pair(s, approach.requisition, approach.person)
        n += NUMBER_OF_TASKS * np.int64(approach.follow_up)
    elif task == Task.SCREEN or task == Task.ANSWER:
        application = application_at(s, subject)
        key = key_of_pair(s, application.requisition, application.person)
    else:
        key = candidacy_at(s, subject).key
    return rules.exponential(draw(key, Purpose.TASK_TIME, n))


@inline
def _segment_of_task(s: Record, d: int) -> int:
    desk = desk_at(s, d)
    task, subject = desk.task, desk.subject
    if task == Task.SEARCH:
        r = subject
    elif task == Task.WRITE or task == Task.FOLLOW_UP:
        r = approach_at(s, subject).requisition
    elif task == Task.SCREEN or task == Task.ANSWER:
        r = application_at(s, subject).requisition
    else:
        r = candidacy_at(s, subject).requisition
    return requisition_at(s, r).segment


@jit
def finishes(s: Record, d: int) -> None:
    """The task is done: what follows from it, and on to the next."""
    desk = desk_at(s, d)
    task, subject, hours_of_task = desk.task, desk.subject, desk.task_hours
    record_task(s, d, _segment_of_task(s, d), task, hours_of_task, Kind.TASK_DONE)
    if task == Task.SCREEN:
        desk.inbox_hours += hours_of_task
        screened(s, d, subject)
    elif task == Task.ANSWER:
        desk.inbox_hours += hours_of_task
        answered(s, subject)
    elif task == Task.FOLLOW_UP:
        _follows_up(s, subject)
    elif task == Task.WRITE:
        desk.outreach_hours += hours_of_task
        first_contact(s, subject)
    elif task == Task.SEARCH:
        desk.outreach_hours += hours_of_task
        found = float(requisition_at(s, subject).targets)
        record_outreach(s, Kind.SEARCHED, subject, NONE, 0, found)
    elif candidacy_at(s, subject).ended:
        give_back(s.candidacies, subject)
    else:
        resume(s, Story.CANDIDACY, subject)
    works(s, d)


@jit
def _follows_up(s: Record, a: int) -> None:
    if is_pointless(s, a):
        ends(s, a, ApproachEnd.LAPSED)
    elif not is_answered(s, a):
        contact(s, a)
    resume(s, Story.APPROACH, a)


@jit
def _look_again_after_rest(s: Record, d: int) -> None:
    """An empty search is repeated later, and a new week allows new contacts."""
    desk = desk_at(s, d)
    if _outreach_share(s, d) == 0.0:
        return
    due = inf
    r = desk.first_requisition
    while r != NONE:
        opening = opening_of(s, r)
        if opening.rests_until > s.now and opening.rests_until < due:
            due = opening.rests_until
        r = opening.next
    if not _may_contact(s, d):
        due = min(due, (s.week - s.warm_up_weeks + 1) * 7.0)
    if due < inf and due != desk.retry_at:
        desk.retry_at = due
        at(s, due, Rank.DESK_RETRY, d, d)


@jit
def looks_again(s: Record, d: int) -> None:
    """The rest after an empty search is over."""
    desk_at(s, d).retry_at = inf
    wake(s, d)
