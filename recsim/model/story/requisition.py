"""A requisition: an opening that is filled, or withdrawn when nobody was found in time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import inf

from simpy import Interrupt

from recsim.model import rules
from recsim.model.distributions import normal
from recsim.model.events import NOBODY, CandidacyEnd, Kind, Needed
from recsim.model.order import Rank
from recsim.model.parameters import PlannedRequisition
from recsim.model.story.calendar import Story
from recsim.model.story.desk import Desk
from recsim.model.story.manager import Manager
from recsim.model.story.person import Person
from recsim.model.story.regard import InProcess, Regard
from recsim.model.story.stage import Entity, Stage
from recsim.model.streams import Family, Purpose, output


class Requisition(Entity):
    """An opening that a team was asked to fill.

    Attributes:
        taste_number: which of a person's tastes is for it.
        desk: where its applications are read.
        caller: the desk from which people are contacted; the same, unless the team is split.
        manager: who interviews.
        people: everybody of the occupation that is wanted.
        gain: how much more it pays than the market, in shares of pay.
        in_process: candidacies under way, the oldest first.
        runners_up: those of them who wait for the decision about somebody else's offer.
        offer_out: whether somebody has an offer.
        applicants: numbers of the people who ever applied.
    """

    def __init__(
        self,
        stage: Stage,
        number: int,
        draws: int,
        desks: tuple[Desk, Desk],
        members: Sequence[Sequence[Person]],
        managers: Sequence[Manager],
        planned: PlannedRequisition | None = None,
    ) -> None:
        """``draws`` tells the chances, ``desks`` read and call, ``members`` are the people."""
        super().__init__(stage, stage.key(Family.REQUISITIONS, draws))
        w = stage.w
        self.id, (self.desk, self.caller) = number, desks
        self.taste_number = rules.taste_number(draws)
        self.manager = managers[int(self.draw(Purpose.MANAGER) * len(managers))]
        self.segment = planned.segment if planned else self._drawn_segment()
        self._needed_by = planned.by if planned else inf
        self.people = members[self.segment]
        self.gain = w.demand.pay_gain_mean + w.demand.pay_gain_sd * normal(
            self.draw(Purpose.REQUISITION_GAIN)
        )
        self.opened, self.is_open = self.calendar.now, True
        self.in_process: list[InProcess] = []
        self.runners_up: list[InProcess] = []
        self.offer_out = self._overdue = self._has_been_filled = False
        self.applicants: set[int] = set()
        self.others: list[Requisition] = []
        self._pairs_key = stage.key(Family.PAIRS, draws)
        self.record(Kind.REQUISITION_OPENED, value=self.gain)
        self._expiry = self.calendar.process(self._waits())
        if self._needed_by < inf:
            self.calendar.process(self._is_needed())

    def _drawn_segment(self) -> int:
        shares = [one.requisitions_until for one in self.stage.segments]
        return bisect_right(shares, self.draw(Purpose.REQUISITION_SEGMENT))

    def record(
        self,
        kind: Kind,
        detail: int = 0,
        value: float = 0.0,
        *,
        person: int = NOBODY,
        desk: Desk | None = None,
    ) -> None:
        """Record what happened to it, perhaps with a person, at a desk (or its reader's)."""
        self.stage.record(
            kind,
            detail,
            value,
            segment=self.segment,
            person=person,
            requisition=self.id,
            recruiter=(desk or self.desk).id,
            team=self.desk.team,
        )

    def regard_of(self, person: Person) -> Regard:
        """What the person holds of the team."""
        return person.regards[self.desk.team]

    def key_with(self, person: Person) -> int:
        """Key of the draws of this requisition and a person together."""
        return output(self._pairs_key, person.id)

    @property
    def has_room(self) -> bool:
        """Whether more people may be taken into the process."""
        return len(self.in_process) < self.desk.strategy.most_in_process

    # --- open and closed --------------------------------------------------------------------------

    def is_open_among(self, others: list[Requisition]) -> None:
        """Be one of the team's openings of this occupation as long as it is open."""
        self.others = others
        others.append(self)

    def _waits(self) -> Story:
        """Be filled (and interrupted), or withdrawn or lost to others in the end."""
        days, self._lost = rules.days_until_unfilled(
            self.w,
            agency=self.desk.strategy.agency,
            u_withdrawn=self.draw(Purpose.REQUISITION_OPEN_TIME),
            u_lost=self.draw(Purpose.COMPETITOR),
        )
        try:
            yield self.calendar.after(days, Rank.REQUISITION_EXPIRES, self.id)
        except Interrupt:
            return
        self._overdue = self.offer_out  # nobody withdraws an offer: its decision decides
        if not self._overdue:
            self._expires()

    def _is_needed(self) -> Story:
        """On the day by which it is to be filled it is, or is not."""
        yield self.calendar.at(max(self._needed_by, self.calendar.now), Rank.NEEDED_BY, self.id)
        unfilled = Needed.OPEN if self.is_open else Needed.CLOSED_UNFILLED
        self.record(Kind.NEEDED_BY, Needed.FILLED if self._has_been_filled else unfilled)

    def offer_failed(self) -> None:
        """The best of those who wait gets the next one."""
        self.offer_out = False
        if self._overdue:
            self._expires()
        elif self.runners_up:
            best = max(self.runners_up, key=lambda waiting: waiting.standing)
            self.runners_up.remove(best)
            self.offer_out = True
            best.may_go_on()

    def is_filled(self) -> None:
        """Somebody took it."""
        if self._expiry.is_alive:
            self._expiry.interrupt()
        self._has_been_filled = True
        self.record(Kind.REQUISITION_FILLED, value=self.calendar.now - self.opened)
        if self.calendar.now > self._needed_by:
            self.record(Kind.FILLED_LATE, value=self.calendar.now - self._needed_by)
        self._closes(CandidacyEnd.OTHER_CHOSEN)

    def _expires(self) -> None:
        """Nobody was found in time: the employer withdraws it, or others filled it."""
        days = self.calendar.now - self.opened
        self.record(Kind.REQUISITION_EXPIRED, int(self._lost), days)
        self._closes(CandidacyEnd.REQUISITION_EXPIRED)

    def _closes(self, end: CandidacyEnd) -> None:
        """Take the advert down; everybody who is still in process is turned down, or passed on."""
        self.is_open = False
        if self in self.others:
            self.others.remove(self)
        self.caller.has_work()  # or none any more
        for candidacy in tuple(self.in_process):
            candidacy.ends(end)
