"""The active way: search for targets, contact them, follow up, hear what they say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from recsim.model import rules
from recsim.model.distributions import log_normal, normal
from recsim.model.events import (
    NOBODY,
    ApproachEnd,
    Kind,
    Source,
    WaryCause,
    contact_detail,
)
from recsim.model.order import Rank
from recsim.model.simpy_model import abreast, goodwill, hiring, jobs
from recsim.model.simpy_model.environment import Story
from recsim.model.simpy_model.state import Approach
from recsim.model.streams import Purpose, draw, outputs

if TYPE_CHECKING:
    from recsim.model.simpy_model.state import Desk, Person, Requisition, Team
    from recsim.model.simpy_model.world import World

SEARCHES_AT_ONCE = 8  # whose draws are made together, because that is quicker
draws_of_contact = abreast.draws(Purpose.OFFENCE, Purpose.ANNOYANCE, Purpose.ANSWER, Purpose.READ)


def search(world: World, requisition: Requisition) -> int:
    """Keep the best of the next profiles on the requisition's longlist; how many were read.

    The longlist is a random order of the segment's people that belongs to the requisition: every
    strategy meets the same people in it. Whoever may not be contacted now is passed over unread.
    """
    team = requisition.team.parameters
    read = 0
    scored: list[tuple[float, int, Person]] = []
    for number in _longlist(world, requisition):
        person = world.people[number]
        if may_be_contacted(person, requisition):
            promise = _promise(world, person, requisition, read)
            read += 1
            if promise >= team.target_bar:
                scored.append((-promise, person.id, person))
            if read == team.profiles_per_search:
                break
    scored.sort()
    requisition.targets.extend(person for _, _, person in scored[: team.targets_per_search])
    requisition.searches += 1
    if not requisition.targets:
        requisition.rests_until = world.env.now + rules.REST_AFTER_EMPTY_SEARCH
    return read


def _longlist(world: World, requisition: Requisition) -> Iterable[int]:
    """Whom this search's draws of the longlist name, each once, if not contacted recently.

    Draws that name nobody are left out with those: nobody was contacted at time infinity.
    """
    team, ids = requisition.team, world.member_ids[requisition.segment]
    row = requisition.searches % SEARCHES_AT_ONCE
    if row == 0:
        draws = team.parameters.profiles_per_search * rules.DRAWS_PER_PROFILE
        n = np.arange(SEARCHES_AT_ONCE * draws).reshape(SEARCHES_AT_ONCE, draws)
        drawn = outputs(requisition.key, Purpose.LONGLIST + requisition.searches * draws + n)
        requisition.longlist = ids[drawn & np.uint64(len(ids) - 1)]
    named = requisition.longlist[row]
    rested = team.last_contact[named] <= world.env.now - team.parameters.cooldown
    return dict.fromkeys(named[rested].tolist())


def _promise(world: World, person: Person, requisition: Requisition, place: int) -> float:
    """How promising a person looks under the team's targeting rule."""
    targeting = requisition.team.parameters.targeting
    if targeting == "random":
        return -float(place)
    if targeting == "best_fit":
        promise = requisition.promises.get(person.id)
        if promise is None:
            key, noise = world.pair_key(requisition, person), world.w.profile_noise
            promise = world.seeming_fit(person, key, Purpose.PROFILE_NOISE, noise)
            requisition.promises[person.id] = promise
        return promise
    key = world.pair_key(requisition, person)
    return rules.openness(person.satisfaction, person.status) + rules.OPENNESS_NOISE * normal(
        draw(key, Purpose.OPENNESS_NOISE)
    )


def is_rested(world: World, person: Person, team: Team) -> bool:
    """Whether the team's last contact with the person is long enough ago."""
    return bool(team.last_contact[person.id] <= world.env.now - team.parameters.cooldown)


def may_be_contacted(person: Person, requisition: Requisition) -> bool:
    """Whether the team may start an approach, if rested: not asked to stop, not in process?"""
    team = requisition.team
    regard = person.regards[team.index]
    return (
        regard.mood != rules.DO_NOT_CONTACT
        and regard.approach is None
        and regard.candidacy is None
        and person.id not in requisition.approached
        and (team.parameters.reengages or not regard.declined)
    )


def next_approach(
    world: World, requisition: Requisition, *, by_software: bool = False
) -> Approach | None:
    """An approach to the next target who may still be contacted; nobody else of the team tries."""
    team = requisition.team.parameters
    while requisition.targets:
        person = requisition.targets.popleft()
        if is_rested(world, person, requisition.team) and may_be_contacted(person, requisition):
            care = team.software_care if by_software else team.care
            key = world.pair_key(requisition, person)
            channel = _drawn_channel(requisition.team, key, 0)
            approach = Approach(person, requisition, key, care, by_software, person.job, channel)
            requisition.approached.add(person.id)
            world.regard(person, requisition.team).approach = approach
            return approach
    return None


def first_contact(world: World, approach: Approach) -> None:
    """Make the first contact and wait for what comes of it, if it still makes sense."""
    regard = world.regard(approach.person, approach.requisition.team)
    if is_pointless(approach):
        regard.approach = None
        return
    contact(world, approach)
    if is_open(world, approach):
        world.env.process(conversation(world, approach))


def follow_up(world: World, approach: Approach) -> None:
    """Make the follow-up that the conversation waits for, if it still makes sense."""
    if is_pointless(approach):
        ends(world, approach, ApproachEnd.LAPSED)
    else:
        contact(world, approach)
    assert approach.contacted is not None
    approach.contacted.succeed()


def is_open(world: World, approach: Approach) -> bool:
    """Whether the approach has not ended yet."""
    return world.regard(approach.person, approach.requisition.team).approach is approach


def is_pointless(approach: Approach) -> bool:
    """Whether the requisition has closed, or the person has a new job or is in process already."""
    person, requisition = approach.person, approach.requisition
    return (
        not requisition.open
        or person.job != approach.job
        or person.regards[requisition.team.index].candidacy is not None
    )


def _drawn_channel(team: Team, key: int, follow_up: int) -> int:
    return bisect_right(team.parameters.channels_until, draw(key, Purpose.CHANNEL, follow_up))


def channel_of(approach: Approach) -> int:
    """The channel of the approach's next contact; nobody is reached at a work they do not have."""
    channel = approach.drawn_channel
    if approach.person.status == rules.UNEMPLOYED and channel >= rules.WORK_EMAIL:
        return channel - 2  # work e-mail -> private e-mail, work phone -> private phone
    return channel


def hours(world: World, approach: Approach) -> float:
    """Hours that the approach's next contact takes a recruiter."""
    return rules.contact_hours(world.w, channel_of(approach), approach.follow_up, approach.care)


def contact(world: World, approach: Approach) -> None:
    """One message or call, and the person's reaction to it, in the order of its stages."""
    w, person, requisition = world.w, approach.person, approach.requisition
    team = requisition.team
    now, step, care = world.env.now, approach.follow_up, approach.care
    channel = channel_of(approach)
    detail = contact_detail(channel, follow_up=step > 0, by_software=approach.by_software)
    world.record_requisition(Kind.CONTACTED, requisition, person, detail, float(step))

    regard = world.regard(person, team)
    team.last_contact[person.id] = now
    own_load = rules.load_now(w, person.load, now - person.load_since)
    load = own_load + w.outside_load
    person.load, person.load_since = own_load + 1.0, now
    at_work = channel >= rules.WORK_EMAIL
    second_work_channel = at_work and approach.work_channel not in (NOBODY, channel)
    if at_work:
        approach.work_channel = channel

    offence = rules.offence_chance(
        w,
        channel,
        step,
        care,
        person.touchiness,
        person.fears_exposure,
        person.satisfaction,
        person.familiarity,
        load,
        regard.mood,
        regard.warmth,
        person.status,
        second_work_channel,
    )
    u_offence, u_annoyance, u_answer, u_read = draws_of_contact(approach.key, step)
    if u_offence < offence:
        person.familiarity = rules.familiarity_after_harm(w, person.familiarity)
        ends(world, approach, ApproachEnd.OFFENDED)
        goodwill.is_offended(world, person, team, approach, channel)
        return
    annoyance = rules.annoyance_chance(
        w, channel, step, care, person.touchiness, load, person.status
    )
    annoyed = u_annoyance < annoyance
    answer = rules.answer_chance(
        w,
        channel,
        step,
        care,
        team.parameters.agency,
        load,
        regard.mood,
        regard.warmth,
        annoyed,
        person.status,
    )
    answers = approach.answer_due == inf and u_answer < answer
    if answers:
        approach.answer_due = now + _answer_delay(world, approach, channel)
    if annoyed:
        world.record_requisition(Kind.ANNOYED, requisition, person, channel)
        person.familiarity = rules.familiarity_after_harm(w, person.familiarity)
        goodwill.becomes_wary(world, person, team, WaryCause.ANNOYED)
    elif answers or u_read < w.read_without_answer:
        person.familiarity = rules.familiarity_after_contact(w, person.familiarity, care)
        _plant(world, approach, answers)


def _answer_delay(world: World, approach: Approach, channel: int) -> float:
    """A call is answered at once; writing takes its time."""
    if channel in (rules.PERSONAL_PHONE, rules.WORK_PHONE):
        return 0.0
    u = draw(approach.key, Purpose.ANSWER_DELAY, approach.follow_up)
    return log_normal(u, world.w.reply_median, world.w.reply_log_sd)


def _plant(world: World, approach: Approach, conversation: bool) -> None:
    """A contact that was read plants a seed in proportion to care; seekers need none."""
    w, person = world.w, approach.person
    gap = w.gap_closed_by_conversation if conversation else w.gap_closed_by_reading
    if person.status != rules.CONTENT or gap * approach.care == 0.0:
        return
    belief = rules.belief_after(person.belief, gap, approach.care)
    jobs.plants_seed(world, person, approach.requisition.team.index, int(not conversation), belief)
    world.refresh(person)


def conversation(world: World, approach: Approach) -> Story:
    """After the first contact: wait for an answer, follow up, give up."""
    env, team = world.env, approach.requisition.team.parameters
    entity = approach.person.id
    while True:
        patience = env.now + team.follow_up_wait
        if approach.answer_due < patience:
            yield env.at(max(approach.answer_due, env.now), Rank.CONVERSATION, entity)
            _hear(world, approach)
            return
        yield env.at(patience, Rank.CONVERSATION, entity)
        if approach.follow_up >= team.follow_ups or is_pointless(approach):
            break
        approach.follow_up += 1
        approach.drawn_channel = _drawn_channel(
            approach.requisition.team, approach.key, approach.follow_up
        )
        yield from _follow_up(world, approach)
        if not is_open(world, approach):
            return  # in offence, or because it had become pointless
    if approach.answer_due < inf:
        yield env.at(approach.answer_due, Rank.CONVERSATION, entity)
        _hear(world, approach)
    elif is_pointless(approach):
        ends(world, approach, ApproachEnd.LAPSED)
    else:
        ends(world, approach, ApproachEnd.NO_ANSWER)


def _follow_up(world: World, approach: Approach) -> Story:
    """Software follows up at once; a recruiter when there is time."""
    if approach.by_software:
        contact(world, approach)
        return
    desk = approach.requisition.desk
    assert desk is not None
    approach.contacted = world.env.event()
    desk.follow_ups.append(approach)
    world.wake(desk)
    yield approach.contacted


def _hear(world: World, approach: Approach) -> None:
    """The person answers: tell me more, or a polite no that leaves warmth."""
    w, person, requisition = world.w, approach.person, approach.requisition
    if is_pointless(approach):
        ends(world, approach, ApproachEnd.LAPSED)
        return
    believed = rules.believed_gain(w, requisition.gain, person.belief, person.status)
    chance = rules.interest_chance(w, believed, world.needed_gain(person))
    if draw(approach.key, Purpose.INTEREST) < chance:
        ends(world, approach, ApproachEnd.INTERESTED)
        hiring.starts(world, person, requisition, approach.key, Source.APPROACHED)
    else:
        regard = world.regard(person, requisition.team)
        agency = requisition.team.parameters.agency
        regard.warmth = rules.warmth_after_decline(w, regard.warmth, approach.care, agency)
        regard.declined = True
        ends(world, approach, ApproachEnd.DECLINED)
        world.refresh(person)


def ends(world: World, approach: Approach, end: ApproachEnd) -> None:
    """The approach is over."""
    world.regard(approach.person, approach.requisition.team).approach = None
    world.record_requisition(Kind.APPROACH_ENDED, approach.requisition, approach.person, end)


def software(world: World, desk: Desk) -> Story:
    """Software on a recruiter's desk: a steady stream of first contacts to anybody it finds."""
    gap = 1.0 / desk.team.parameters.software_contacts_per_day
    due = world.env.now
    while True:
        due = due + gap
        yield world.env.at(due, Rank.SOFTWARE, desk.id)
        requisition = least_approached(world, desk.requisitions)
        if requisition is None:
            continue
        if not requisition.targets:
            search(world, requisition)
        approach = next_approach(world, requisition, by_software=True)
        if approach is not None:
            first_contact(world, approach)


def least_approached(world: World, requisitions: list[Requisition]) -> Requisition | None:
    """The open requisition with the fewest approaches that may have more people in process."""
    now = world.env.now
    best: Requisition | None = None
    fewest = inf
    for requisition in requisitions:
        approached = len(requisition.approached)
        if (
            approached < fewest
            and requisition.rests_until <= now
            and len(requisition.in_process) < requisition.team.parameters.most_in_process
        ):
            best, fewest = requisition, approached
    return best
