"""From the first talk to the first day, and what ends a candidacy before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simpy import Interrupt

from recsim.model import rules
from recsim.model.distributions import exponential, gamma, log_normal
from recsim.model.events import NOBODY, CandidacyEnd, Kind, ResentCause, Source, Task
from recsim.model.order import Rank
from recsim.model.simpy_model import goodwill, jobs
from recsim.model.simpy_model.environment import Story
from recsim.model.simpy_model.state import Candidacy
from recsim.model.streams import Purpose, draw

if TYPE_CHECKING:
    import simpy

    from recsim.model.parameters import WorldParameters
    from recsim.model.simpy_model.state import Person, Requisition, Team
    from recsim.model.simpy_model.world import World

TALK, INTERVIEW, OFFER = range(3)


def starts(
    world: World, person: Person, requisition: Requisition, key: int, source: Source
) -> None:
    """The person is in process for the requisition from now on; ``key`` is that of the pair."""
    candidacy = Candidacy(person, requisition, key, source, world.fit(person, key))
    requisition.in_process.append(candidacy)
    world.regard(person, requisition.team).candidacy = candidacy
    world.record_requisition(Kind.CANDIDACY_STARTED, requisition, person, source)
    candidacy.process = world.env.process(process(world, candidacy))


def process(world: World, candidacy: Candidacy) -> Story:
    """Talk, interviews, offer. It is interrupted when the candidacy is ended from outside."""
    try:
        yield from _talk(world, candidacy)
        if not candidacy.ended:
            yield from _interviews(world, candidacy)
        if not candidacy.ended:
            yield from _offer(world, candidacy)
    except Interrupt:
        return


def _talk(world: World, candidacy: Candidacy) -> Story:
    person, requisition = candidacy.person, candidacy.requisition
    yield _recruiter_does(world, Task.TALK, candidacy)
    if _ghosts(world, candidacy, TALK):
        return
    seeming = world.seeming_fit(person, candidacy.key, Purpose.TALK_NOISE, world.w.talk_noise)
    convinced = seeming >= requisition.team.parameters.talk_bar
    world.record_requisition(Kind.TALKED, requisition, person, int(not convinced))
    if convinced:
        candidacy.stage = INTERVIEW
    else:
        ends(world, candidacy, CandidacyEnd.NOT_CONVINCING)


def _interviews(world: World, candidacy: Candidacy) -> Story:
    w, person, requisition = world.w, candidacy.person, candidacy.requisition
    yield _recruiter_does(world, Task.INTERVIEW, candidacy)
    if _ghosts(world, candidacy, INTERVIEW):
        return
    yield _later(world, candidacy, _interview_days(w, candidacy.key))
    passed = draw(candidacy.key, Purpose.INTERVIEW) < rules.interview_chance(w, candidacy.fit)
    world.record_requisition(Kind.INTERVIEWED, requisition, person, int(not passed))
    if passed:
        candidacy.stage = OFFER
    else:
        ends(world, candidacy, CandidacyEnd.FAILED_INTERVIEWS)


def _interview_days(w: WorldParameters, key: int) -> float:
    if w.interview_gamma_shape > 0.0:
        return w.interview_days * gamma(key, Purpose.INTERVIEW_DELAY, w.interview_gamma_shape)
    return log_normal(draw(key, Purpose.INTERVIEW_DELAY), w.interview_days, w.delay_log_sd)


def _offer(world: World, candidacy: Candidacy) -> Story:
    """One offer at a time: runners-up wait for its decision."""
    w, person, requisition = world.w, candidacy.person, candidacy.requisition
    if requisition.offer_out:
        requisition.runners_up.append(candidacy)
        candidacy.goes_on = world.env.event()
        yield candidacy.goes_on
    requisition.offer_out = True
    yield _recruiter_does(world, Task.CLOSING, candidacy)
    world.record_requisition(Kind.OFFERED, requisition, person)
    if _ghosts(world, candidacy, OFFER):
        return
    u = draw(candidacy.key, Purpose.DECISION_DELAY)
    yield _later(world, candidacy, log_normal(u, w.decision_median, w.delay_log_sd))
    chance = rules.accept_chance(w, requisition.gain, world.needed_gain(person))
    if draw(candidacy.key, Purpose.ACCEPTS) >= chance:
        ends(world, candidacy, CandidacyEnd.OFFER_DECLINED)
    elif person.status != rules.UNEMPLOYED and _counter_offer_wins(world, candidacy):
        ends(world, candidacy, CandidacyEnd.COUNTER_OFFER)
    else:
        _place(world, candidacy)


def _recruiter_does(world: World, task: Task, candidacy: Candidacy) -> simpy.Event:
    """Put a task on the desk; the event happens when it is done."""
    desk = candidacy.requisition.desk
    assert desk is not None
    candidacy.goes_on = world.env.event()
    desk.people.append((task, candidacy))
    world.wake(desk)
    return candidacy.goes_on


def _later(world: World, candidacy: Candidacy, days: float) -> simpy.Event:
    return world.env.at(world.env.now + days, Rank.CANDIDACY, candidacy.requisition.id)


def _ghosts(world: World, candidacy: Candidacy, stage: int) -> bool:
    """Whether the person silently drops out at this stage."""
    u = draw(candidacy.key, Purpose.GHOSTS, stage)
    if u >= world.w.ghosting:
        return False
    ends(world, candidacy, CandidacyEnd.GHOSTED)
    return True


def _counter_offer_wins(world: World, candidacy: Candidacy) -> bool:
    w = world.w
    return (
        draw(candidacy.key, Purpose.COUNTER_OFFER) < w.counter_offer
        and draw(candidacy.key, Purpose.COUNTER_OFFER_TAKEN) < w.counter_offer_accepted
    )


def ends(world: World, candidacy: Candidacy, end: CandidacyEnd) -> None:
    """The candidacy is over, whoever ended it; the next runner-up moves up."""
    person, requisition = candidacy.person, candidacy.requisition
    candidacy.ended = True
    requisition.in_process.remove(candidacy)
    world.regard(person, requisition.team).candidacy = None
    world.record_requisition(Kind.CANDIDACY_ENDED, requisition, person, end)
    if candidacy.source is Source.RETURNED and end is not CandidacyEnd.PLACED:
        person.germinated_from = NOBODY
    process = candidacy.process
    if process is not None and process is not world.env.active_process and process.is_alive:
        process.interrupt()
    if candidacy in requisition.runners_up:
        requisition.runners_up.remove(candidacy)
    elif candidacy.stage == OFFER and requisition.open:
        _next_runner_up(world, requisition)
    turned_down = (
        CandidacyEnd.NOT_CONVINCING,
        CandidacyEnd.FAILED_INTERVIEWS,
        CandidacyEnd.OTHER_CHOSEN,
        CandidacyEnd.REQUISITION_EXPIRED,
    )
    if requisition.desk is not None:
        world.wake(requisition.desk)  # there is room for one more in process
    if end in turned_down:
        goodwill.resents(world, person, requisition, candidacy.key, ResentCause.AFTER_TALK)


def _next_runner_up(world: World, requisition: Requisition) -> None:
    """The offer failed: the best of those who wait gets the next one."""
    requisition.offer_out = False
    if requisition.overdue:
        closes(world, requisition, CandidacyEnd.REQUISITION_EXPIRED)
        return
    if not requisition.runners_up:
        return
    best = max(requisition.runners_up, key=lambda waiting: (waiting.fit, -waiting.person.id))
    requisition.runners_up.remove(best)
    requisition.offer_out = True
    assert best.goes_on is not None
    best.goes_on.succeed()


def _place(world: World, candidacy: Candidacy) -> None:
    person, requisition = candidacy.person, candidacy.requisition
    detail = candidacy.source * 3 + person.status
    world.record_requisition(Kind.PLACED, requisition, person, detail, candidacy.fit)
    requisition.open = False  # no offer to a runner-up any more
    ends(world, candidacy, CandidacyEnd.PLACED)
    jobs.starts_job(world, person, requisition.team.index)
    withdraws_everywhere(world, person)
    closes(world, requisition, CandidacyEnd.OTHER_CHOSEN)
    world.refresh(person)
    _may_leave_early(world, candidacy)


def withdraws_everywhere(world: World, person: Person) -> None:
    """Somebody with a new job is out of every other process."""
    for regard in person.regards:
        if regard.candidacy is not None:
            ends(world, regard.candidacy, CandidacyEnd.WITHDREW)


def closes(world: World, requisition: Requisition, end: CandidacyEnd) -> None:
    """The requisition is filled or expired: all others in its process are turned down."""
    requisition.open = False
    if end is CandidacyEnd.OTHER_CHOSEN:
        days = world.env.now - requisition.opened
        world.record_requisition(Kind.REQUISITION_FILLED, requisition, value=days)
        assert requisition.process is not None
        if requisition.process.is_alive:
            requisition.process.interrupt()
    else:
        world.record_requisition(Kind.REQUISITION_EXPIRED, requisition)
    if requisition.desk is not None:
        requisition.desk.requisitions.remove(requisition)
        adverts = requisition.team.board[requisition.segment]
        if requisition in adverts:
            adverts.remove(requisition)
    for candidacy in tuple(requisition.in_process):
        ends(world, candidacy, end)


def returns(world: World, person: Person, team: Team) -> None:
    """Somebody in whom the team planted a seed asks what there is now.

    The recruiter looks for the open requisition that seems to fit best and asks the person in if
    it seems to fit well enough.
    """
    regard = world.regard(person, team)
    if regard.candidacy is not None:
        person.germinated_from = NOBODY
        return
    best: Requisition | None = None
    best_seeming = team.parameters.screening_bar
    for desk in team.desks:
        for requisition in desk.requisitions:
            room = len(requisition.in_process) < team.parameters.most_in_process
            if requisition.segment != person.segment or not room:
                continue
            key = world.pair_key(requisition, person)
            seeming = world.seeming_fit(person, key, Purpose.PROFILE_NOISE, world.w.profile_noise)
            if seeming > best_seeming:
                best, best_seeming = requisition, seeming
    if best is None:
        person.germinated_from = NOBODY
    else:
        starts(world, person, best, world.pair_key(best, person), Source.RETURNED)


def _may_leave_early(world: World, candidacy: Candidacy) -> None:
    person, requisition = candidacy.person, candidacy.requisition
    rate = rules.early_exit_rate(world.w, candidacy.fit)
    if rate <= 0.0:
        return
    u = draw(candidacy.key, Purpose.EARLY_EXIT)
    days = exponential(u) / rate
    if days <= rules.LONGEST_EARLY_EXIT:
        world.env.process(_leaves_early(world, person, requisition, person.job, days))


def _leaves_early(
    world: World, person: Person, requisition: Requisition, job: int, days: float
) -> Story:
    """The new job was not what it seemed; inside the guarantee the placement falls off."""
    yield world.env.at(world.env.now + days, Rank.JOB_ENDS, person.id)
    if person.job != job or person.status == rules.UNEMPLOYED:
        return
    later = int(days > world.w.guarantee)
    world.record_requisition(Kind.LEFT_EARLY, requisition, person, later * 2 + person.status, days)
    jobs.loses_job(world, person)
    world.refresh(person)
