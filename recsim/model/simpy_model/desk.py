"""A recruiter's working day: choose the next task, do it, look again."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from recsim.model.distributions import exponential
from recsim.model.events import Kind, Task
from recsim.model.order import Rank
from recsim.model.recorder import pack
from recsim.model.simpy_model import board, outreach
from recsim.model.simpy_model.environment import Moment, Story
from recsim.model.simpy_model.state import Application, Approach, Candidacy, Requisition
from recsim.model.streams import Purpose, draw

if TYPE_CHECKING:
    from recsim.model.simpy_model.state import Desk
    from recsim.model.simpy_model.world import World


SCREEN, ANSWER, SEARCH, WRITE, FOLLOW_UP, TALK, INTERVIEW, CLOSING = Task
Subject = Application | Approach | Candidacy | Requisition
Assignment = tuple[Task, float, Subject]
"""A task, how long it takes on average, and what it is about."""


def recruiter(world: World, desk: Desk) -> Story:
    """Work as long as there is something to do; wait for it otherwise."""
    env, w, add = world.env, world.w, world.recorder.add
    moment = Moment(env, Rank.DESK + desk.id)
    team, task_done = desk.team.index, Kind.TASK_DONE
    while True:
        assignment = choose(world, desk)
        if assignment is None:
            desk.idle = env.event()
            _look_again_after_rest(world, desk)
            yield desk.idle
            continue
        task, hours, subject = assignment
        if w.task_times_random:
            hours *= _randomness(task, subject)
        yield moment.at(env.now + hours / w.hours_per_day)
        about = subject if isinstance(subject, Requisition) else subject.requisition
        add(pack(env.now, hours, -1, -1, desk.id, team, about.segment, task_done, task))
        _finish(world, desk, task, hours, subject)


def choose(world: World, desk: Desk) -> Assignment | None:
    """Interested people first, then due follow-ups, then inbox or outreach by the active share."""
    while desk.people:
        task, candidacy = desk.people.popleft()
        if not candidacy.ended:
            return task, _process_hours(world, task), candidacy
    if desk.follow_ups:
        approach = desk.follow_ups.popleft()
        hours = 0.0
        if not outreach.is_pointless(approach):
            hours = outreach.hours(world, approach)
        return FOLLOW_UP, hours, approach
    share = desk.team.parameters.outreach_share
    if share == 0.0:
        return _inbox_task(world, desk)
    if share == 1.0:
        return _outreach_task(world, desk)
    outreach_is_behind = desk.outreach_hours * (1.0 - share) <= desk.inbox_hours * share
    first, second = (
        (_outreach_task, _inbox_task) if outreach_is_behind else (_inbox_task, _outreach_task)
    )
    return first(world, desk) or second(world, desk)


def _process_hours(world: World, task: Task) -> float:
    w = world.w
    if task is TALK:
        return w.talk_hours
    return w.interview_hours if task is INTERVIEW else w.closing_hours


def _inbox_task(world: World, desk: Desk) -> Assignment | None:
    if not desk.answers:
        application = board.next_application(world, desk)
        if application is not None:
            return SCREEN, world.w.screen_hours, application
    if desk.answers:
        return ANSWER, world.w.answer_hours, desk.answers.popleft()
    return None


def _outreach_task(world: World, desk: Desk) -> Assignment | None:
    """Contact the next target of the requisition that had the least attention, or find some."""
    while True:
        requisition = outreach.least_approached(world, desk.requisitions)
        if requisition is None:
            return None
        approach = outreach.next_approach(world, requisition)
        if approach is not None:
            return WRITE, outreach.hours(world, approach), approach
        profiles = outreach.search(world, requisition)
        if profiles:
            return SEARCH, profiles * world.w.profile_hours, requisition


def _randomness(task: Task, subject: Subject) -> float:
    """The time that a task takes this once, as a multiple of its mean."""
    n = int(task)
    if isinstance(subject, Requisition):
        n += len(Task) * subject.searches
    elif isinstance(subject, Approach):
        n += len(Task) * subject.follow_up
    return exponential(draw(subject.key, Purpose.TASK_TIME, n))


def _finish(world: World, desk: Desk, task: Task, hours: float, subject: Subject) -> None:
    """What follows from the task."""
    if isinstance(subject, Application):
        desk.inbox_hours += hours
        if task is SCREEN:
            board.screened(world, desk, subject)
        else:
            board.answered(world, subject)
    elif isinstance(subject, Approach):
        if task is FOLLOW_UP:
            outreach.follow_up(world, subject)
        else:
            desk.outreach_hours += hours
            outreach.first_contact(world, subject)
    elif isinstance(subject, Candidacy):
        if not subject.ended:
            assert subject.goes_on is not None
            subject.goes_on.succeed()
    else:
        desk.outreach_hours += hours
        world.record_requisition(Kind.SEARCHED, subject, value=float(len(subject.targets)))


def _look_again_after_rest(world: World, desk: Desk) -> None:
    """An empty search is repeated some days later: see to it that an idle recruiter does."""
    if desk.team.parameters.outreach_share == 0.0:
        return
    rests = [r.rests_until for r in desk.requisitions if r.rests_until > world.env.now]
    due = min(rests, default=inf)
    if due < inf and due != desk.retry_at:
        desk.retry_at = due
        world.env.process(_looks_again(world, desk, due))


def _looks_again(world: World, desk: Desk, due: float) -> Story:
    yield world.env.at(due, Rank.DESK_RETRY, desk.id)
    desk.retry_at = inf
    world.wake(desk)
