"""The passive way: seekers look through the openings and apply; recruiters work off the inbox."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from recsim.model import rules
from recsim.model.events import ApplicationEnd, Kind, ResentCause, Source
from recsim.model.simpy_model import goodwill, hiring
from recsim.model.simpy_model.state import Application
from recsim.model.streams import Purpose, draw

if TYPE_CHECKING:
    from recsim.model.parameters import WorldParameters
    from recsim.model.simpy_model.state import Desk, Person, Requisition, Team
    from recsim.model.simpy_model.world import World

TOLD_NO = (ApplicationEnd.TURNED_DOWN, ApplicationEnd.CLOSED_TOLD)
TOLD_NOTHING = (
    ApplicationEnd.NEVER_ANSWERED,
    ApplicationEnd.INBOX_FULL,
    ApplicationEnd.CLOSED_UNANSWERED,
)
NUMBERS = range(65536)  # of a look


class Places:
    """Which adverts looks fall on: ``rules.age_of_look``, turned round once for each length."""

    def __init__(self, w: WorldParameters) -> None:
        self._w = w
        self._known: dict[int, list[int]] = {}

    def begins(self, adverts: int) -> list[int]:
        """From which numbers of a look on it falls on the second newest of so many adverts, ..."""
        begins = self._known.get(adverts)
        if begins is None:

            def place(number: int) -> int:
                return int(adverts * rules.age_of_look(self._w, number))

            begins = [bisect_left(NUMBERS, older, key=place) for older in range(1, adverts)]
            self._known[adverts] = begins
        return begins


def visit(world: World, person: Person, turn: int) -> None:
    """Look at up to ``buffet_size`` open adverts, newest more likely, and apply to the best one.

    A team whom the person does not trust gets no application.
    """
    team = _choose_team(world, person, turn)
    if team is None:
        return
    w = world.w
    adverts = team.board[person.segment]
    believed = rules.believed_gain(w, 1.0, person.belief, person.status)
    most_taste = w.taste * rules.SQRT_3
    best: Requisition | None = None
    best_worth = world.needed_gain(person)
    begins = world.places.begins(len(adverts))
    looks = world.looks(person.key, turn * rules.MOST_WORDS)[: team.parameters.buffet_size]
    for place in {bisect_right(begins, look): None for look in looks}:  # 0: the newest advert
        advert = adverts[-1 - place]
        if person.id in advert.applicants:
            continue
        gain = believed * advert.gain
        if gain + most_taste <= best_worth:
            continue
        own = draw(person.key, Purpose.TASTE, advert.id)
        worth = gain + most_taste * (2.0 * own - 1.0)
        if worth > best_worth:
            best, best_worth = advert, worth
    if best is not None:
        _apply(world, person, best)


def _choose_team(world: World, person: Person, turn: int) -> Team | None:
    """One of the trusted teams that show an opening, in proportion to what they show."""
    segment, regards = person.segment, person.regards
    teams = []
    for team in world.advertisers:
        if team.board[segment] and regards[team.index].mood == rules.NEUTRAL:
            teams.append(team)  # noqa: PERF401 - a comprehension is slower for one team or two
    if len(teams) < 2:
        return teams[0] if teams else None
    shown = list(accumulate(len(team.board[segment]) for team in teams))
    u = draw(person.key, Purpose.VISIT_TEAM, turn)
    return teams[bisect_right(shown, u * shown[-1])]


def _apply(world: World, person: Person, requisition: Requisition) -> None:
    requisition.applicants.add(person.id)
    world.record_requisition(Kind.APPLIED, requisition, person)
    desk, rules_of_team = requisition.desk, requisition.team.parameters
    assert desk is not None
    key = world.pair_key(requisition, person)
    application = Application(person, requisition, key, person.job)
    software = rules_of_team.software_screening_share
    if software > 0.0 and draw(key, Purpose.SOFTWARE_SCREENS) < software:
        application.by_software = True
        screened(world, desk, application)
    elif len(desk.inbox) >= rules_of_team.inbox_capacity:
        _ends(world, application, ApplicationEnd.INBOX_FULL)
    else:
        desk.inbox.append(application)
        world.wake(_reader(desk))


def _reader(desk: Desk) -> Desk:
    """Whoever has time for the inbox: the recruiter, or an idle colleague if it is shared."""
    if desk.idle is not None or not desk.team.parameters.shared_inbox:
        return desk
    return next((colleague for colleague in desk.team.desks if colleague.idle is not None), desk)


def next_application(world: World, desk: Desk) -> Application | None:
    """The oldest application that is still worth reading; the void ones before it are cleared."""
    while desk.inbox:
        application = desk.inbox.popleft()
        if _void(application):
            _ends(world, application, ApplicationEnd.WITHDRAWN)
        elif not application.requisition.open:
            _turn_down(world, desk, application)
        else:
            return application
    return None


def screened(world: World, desk: Desk, application: Application) -> None:
    """An application was read: shortlisted if it seems to fit and there is room."""
    person, requisition = application.person, application.requisition
    if _void(application):
        _ends(world, application, ApplicationEnd.WITHDRAWN)
        return
    team = requisition.team.parameters
    noise, purpose = world.w.profile_noise, Purpose.SCREENING_NOISE
    if application.by_software:
        noise, purpose = team.software_noise, Purpose.SOFTWARE_NOISE
    seeming = world.seeming_fit(person, application.key, purpose, noise)
    room = requisition.open and len(requisition.in_process) < team.most_in_process
    if seeming >= team.screening_bar and room:
        _ends(world, application, ApplicationEnd.SHORTLISTED)
        hiring.starts(world, person, requisition, application.key, Source.APPLIED)
    else:
        _turn_down(world, desk, application)


def answered(world: World, application: Application) -> None:
    """The recruiter told an applicant no."""
    closed = not application.requisition.open
    _ends(world, application, ApplicationEnd.CLOSED_TOLD if closed else ApplicationEnd.TURNED_DOWN)


def _void(application: Application) -> bool:
    """Whether the applicant has found a job since, or talks with the team already."""
    person = application.person
    return (
        person.job != application.job
        or person.regards[application.requisition.team.index].candidacy is not None
    )


def _turn_down(world: World, desk: Desk, application: Application) -> None:
    requisition = application.requisition
    if draw(application.key, Purpose.TOLD) < requisition.team.parameters.answers_applicants:
        if application.by_software:
            answered(world, application)
        else:
            desk.answers.append(application)
    elif requisition.open:
        _ends(world, application, ApplicationEnd.NEVER_ANSWERED)
    else:
        _ends(world, application, ApplicationEnd.CLOSED_UNANSWERED)


def _ends(world: World, application: Application, end: ApplicationEnd) -> None:
    person, requisition, key = application.person, application.requisition, application.key
    world.record_requisition(Kind.APPLICATION_ENDED, requisition, person, end)
    if end in TOLD_NO:
        goodwill.resents(world, person, requisition, key, ResentCause.TURNED_DOWN)
    elif end in TOLD_NOTHING:
        goodwill.resents(world, person, requisition, key, ResentCause.NEVER_ANSWERED)
