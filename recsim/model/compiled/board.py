"""Visits to the board and applications; ``story.life`` and ``story.application`` over records."""

from __future__ import annotations

import numpy as np

from recsim.model.compiled import rules
from recsim.model.compiled.calendar import (
    advert_at,
    answers_of,
    board_of,
    inbox_of,
    wake,
)
from recsim.model.compiled.candidacies import seems_to_fit, starts
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.goodwill import resents
from recsim.model.compiled.layout import JOBS, NONE, Record
from recsim.model.compiled.people import (
    APPLIED,
    belief,
    has_met,
    key_of,
    key_of_pair,
    meets,
    reservation_gain,
)
from recsim.model.compiled.recording import record_requisition
from recsim.model.compiled.records import (
    append,
    application_at,
    counted,
    desk_at,
    give_back,
    int_at,
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
    ApplicationEnd,
    Kind,
    Purpose,
    ResentCause,
    Source,
    draw,
    output,
)
from recsim.model.rules import MOST_WORDS, NEUTRAL, SQRT_3

SIXTEEN_BITS = np.uint64(0xFFFF)
SIXTEEN = np.uint64(16)
ONE = np.uint64(1)
BITS_OF_WORD = 64


@jit
def visit(s: Record, p: int, turn: int) -> None:
    """Look at up to ``buffet_size`` open adverts, newest more likely, and apply to the best one."""
    team = _choose_team(s, p, turn)
    if team == NONE:
        return
    w = world_of(s)
    person = person_at(s, p)
    key = key_of(s, p)
    segment = person.segment
    last = np.int64(board_of(s, team, segment).length) - 1
    believed = rules.believed_gain(w, 1.0, belief(s, p), person.status)
    most_taste = w.board.taste * SQRT_3
    best = NONE
    best_worth = reservation_gain(s, p)
    for look in range(_looks(s, team, last + 1, key, turn)):
        advert = advert_at(s, team, segment, last - int_at(s.looks, look).value)
        gain = believed * advert.gain
        if gain + most_taste <= best_worth:
            continue
        r = advert.requisition
        own = draw(key, Purpose.TASTE, rules.taste_number(requisition_at(s, r).draws))
        worth = gain + most_taste * (2.0 * own - 1.0)
        if worth > best_worth and not has_met(s, r, p, APPLIED):
            best, best_worth = r, worth
    if best != NONE:
        _apply(s, p, best)


@inline
def _looks(s: Record, team: int, count: int, key: int, turn: int) -> int:
    """Note where the looks fall, counted from the newest advert; how many there are.

    Nearly all fall on the newest adverts; who looks at one again judges it as before, so only the
    first look at each of those is noted.
    """
    w = world_of(s)
    slot = Purpose.LOOK + np.int64(turn) * MOST_WORDS
    word = np.uint64(0)
    seen = np.uint64(0)
    noted = 0
    for look in range(team_at(s, team).buffet_size):
        if look % 4 == 0:
            word = output(key, slot + look)
        place = int(count * rules.age_of_look(w, np.int64(word & SIXTEEN_BITS)))
        word = word >> SIXTEEN
        mark = ONE << np.uint64(place) if place < BITS_OF_WORD else np.uint64(0)
        int_at(s.looks, noted).value = place
        noted += int((seen & mark) == np.uint64(0))
        seen |= mark
    return noted


@inline
def _shows(s: Record, p: int, team: int) -> int:
    """How many adverts the team shows to the person; 0 for a team that is not trusted."""
    if not team_at(s, team).advertises or regard_of(s, p, team).mood != NEUTRAL:
        return 0
    return board_of(s, team, person_at(s, p).segment).length


@jit
def _choose_team(s: Record, p: int, turn: int) -> int:
    """One of the trusted teams that show an opening, in proportion to what they show."""
    total = 0
    chosen = NONE
    teams = 0
    for team in range(s.number_of_teams):
        shown = _shows(s, p, team)
        if shown > 0:
            total += shown
            chosen = team
            teams += 1
    if teams < 2:
        return chosen
    u = draw(key_of(s, p), Purpose.VISIT_TEAM, turn)
    until = 0
    for team in range(s.number_of_teams):
        shown = _shows(s, p, team)
        if shown > 0:
            until += shown
            if until > u * total:
                return team
    return chosen


@jit
def _apply(s: Record, p: int, r: int) -> None:
    requisition = requisition_at(s, r)
    team = team_at(s, requisition.team)
    meets(s, r, p, APPLIED)
    if team.agency:
        share = world_of(s).board.through_agency
        if share < 1.0 and draw(key_of_pair(s, r, p), Purpose.THROUGH_AGENCY) >= share:
            return
    record_requisition(s, Kind.APPLIED, r, p)
    d = requisition.desk
    i = take(s, s.applications)
    application = application_at(s, i)
    application.person = p
    application.requisition = r
    application.job = counted(s, p, JOBS)
    application.by_software = False
    inbox = inbox_of(s, d)
    software = team.automation.screening_share
    if software > 0.0 and draw(key_of_pair(s, r, p), Purpose.SOFTWARE_SCREENS) < software:
        application.by_software = True
        screened(s, d, i)
    elif inbox.length >= team.inbox_capacity:
        _ends(s, i, ApplicationEnd.INBOX_FULL)
    else:
        append(s.applications, inbox, i)
        wake(s, _reader(s, d))


@inline
def _reader(s: Record, d: int) -> int:
    """Whoever has time for the inbox: the recruiter, or an idle colleague if it is shared."""
    desk = desk_at(s, d)
    team = team_at(s, desk.team)
    if desk.idle or not team.shared_inbox:
        return d
    for colleague in range(team.first_desk, team.first_desk + team.number_of_readers):
        if desk_at(s, colleague).idle:
            return colleague
    return d


@jit
def next_application(s: Record, d: int) -> int:
    """The oldest application that is still worth reading; the void ones before it are cleared."""
    inbox = inbox_of(s, d)
    while inbox.length > 0:
        i = pop(s.applications, inbox)
        application = application_at(s, i)
        if _void(s, i):
            _ends(s, i, ApplicationEnd.WITHDRAWN)
        elif not requisition_at(s, application.requisition).open:
            _turn_down(s, d, i)
        else:
            return i
    return NONE


@jit
def screened(s: Record, d: int, i: int) -> None:
    """An application was read: shortlisted if it seems to fit and there is room."""
    if _void(s, i):
        _ends(s, i, ApplicationEnd.WITHDRAWN)
        return
    application = application_at(s, i)
    p, r = application.person, application.requisition
    key = key_of_pair(s, r, p)
    requisition = requisition_at(s, r)
    team = team_at(s, requisition.team)
    noise = world_of(s).hiring.profile_noise
    purpose = Purpose.SCREENING_NOISE
    if application.by_software:
        noise = team.automation.screening_noise
        purpose = Purpose.SOFTWARE_NOISE
    room = requisition.open and opening_of(s, r).in_process < team.most_in_process
    if room and seems_to_fit(s, p, key, purpose, noise, team.screening_bar):
        _ends(s, i, ApplicationEnd.SHORTLISTED)
        starts(s, p, r, key, Source.APPLIED)
    else:
        _turn_down(s, d, i)


@jit
def answered(s: Record, i: int) -> None:
    """The recruiter told an applicant no."""
    if requisition_at(s, application_at(s, i).requisition).open:
        _ends(s, i, ApplicationEnd.TURNED_DOWN)
    else:
        _ends(s, i, ApplicationEnd.CLOSED_TOLD)


@inline
def _void(s: Record, i: int) -> bool:
    """Whether the applicant has found a job since, or talks with the team already."""
    application = application_at(s, i)
    p = application.person
    team = requisition_at(s, application.requisition).team
    return counted(s, p, JOBS) != application.job or regard_of(s, p, team).candidacy != NONE


@jit
def _turn_down(s: Record, d: int, i: int) -> None:
    application = application_at(s, i)
    requisition = requisition_at(s, application.requisition)
    key = key_of_pair(s, application.requisition, application.person)
    if draw(key, Purpose.TOLD) < team_at(s, requisition.team).answers_applicants:
        if application.by_software:
            answered(s, i)
        else:
            append(s.applications, answers_of(s, d), i)
    elif requisition.open:
        _ends(s, i, ApplicationEnd.NEVER_ANSWERED)
    else:
        _ends(s, i, ApplicationEnd.CLOSED_UNANSWERED)


@jit
def _ends(s: Record, i: int, end: int) -> None:
    application = application_at(s, i)
    p, r = application.person, application.requisition
    key = key_of_pair(s, r, p)
    give_back(s.applications, i)
    record_requisition(s, Kind.APPLICATION_ENDED, r, p, end)
    if end == ApplicationEnd.TURNED_DOWN or end == ApplicationEnd.CLOSED_TOLD:
        resents(s, p, r, requisition_at(s, r).desk, key, ResentCause.TURNED_DOWN)
    elif end != ApplicationEnd.SHORTLISTED and end != ApplicationEnd.WITHDRAWN:
        resents(s, p, r, requisition_at(s, r).desk, key, ResentCause.NEVER_ANSWERED)
