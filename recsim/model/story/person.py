"""A person: mood, job, belief in something better, and how often is too often."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

import simpy

from recsim.model import clocks, employment, harm, rules
from recsim.model.clocks import Clocks
from recsim.model.distributions import exponential, logistic, normal, poisson
from recsim.model.events import (
    NOBODY,
    CandidacyEnd,
    Harvest,
    Kind,
    PlacementEnd,
    SeedEnd,
    SeedUse,
    WaryCause,
)
from recsim.model.rules import CONTENT, DO_NOT_CONTACT, SEEKING, UNEMPLOYED
from recsim.model.story.regard import Regard
from recsim.model.story.stage import Entity, Stage
from recsim.model.streams import Family, Purpose


class Placement(Protocol):
    """What brought a person into a job: a requisition."""

    def record(self, kind: Kind, detail: int, value: float, *, person: int) -> None:
        """Record what became of it."""


class Person(Entity):
    """Somebody on the labour market, at first drawn from its stationary state.

    Attributes:
        id: number of the person.
        status: content, seeking or unemployed.
        satisfaction: with the job, from 0 to 1; it follows from the mood.
        belief: that something better exists, from 0 to 1.
        touchiness, fears_exposure: how easily offended, and whether more so at work.
        familiarity: how normal it is to be contacted, from 0 to 1.
        norm: the familiarity that this person comes back to.
        quality: what fits any opening, in standard deviations.
        peers: everybody of the same occupation, this person too.
        regards: what the person holds of each team.
        planter: number of the team whose seed is alive in this person.
        germinated_from: number of the team whose seed made this person search or come back.
        job: number of the latest job; what began before it is void.
        placement: what brought the person into the present job, if it was a team.
        clocks: when the next of the things happens that happen by themselves.
        life: the process that waits for them.
    """

    life: simpy.Process

    def __init__(self, stage: Stage, number: int, members: Sequence[list[Person]]) -> None:
        """``members`` are the people of each occupation; this one joins them."""
        super().__init__(stage, stage.key(Family.PEOPLE, number))
        w = stage.w
        self.id = number
        self.segment = bisect_right(
            [one.people_until for one in stage.segments], self.draw(Purpose.SEGMENT)
        )
        self.peers = members[self.segment]
        self.peers.append(self)
        self._reservation = normal(self.draw(Purpose.RESERVATION))
        self._mobility = employment.mobility(w, self._reservation)
        self._has_first_job()
        self.belief = w.belief.baseline
        self.touchiness = rules.touchiness(w, normal(self.draw(Purpose.TOUCHINESS)))
        self.fears_exposure = self.draw(Purpose.FEARS_EXPOSURE) < w.traits.fears_exposure_share
        self.norm = logistic(
            w.familiarity_centre
            + w.traits.familiarity_spread * normal(self.draw(Purpose.FAMILIARITY))
        )
        where = stage.segments[self.segment]
        self._outside_load = where.outside_load
        self._outside = harm.outside_message(w, self._outside_load, self.touchiness)
        self._outside_harms = where.outside_rate * self._outside[1]
        self.familiarity = harm.first_familiarity(w, self.norm, self._outside_harms)
        self.quality = normal(self.draw(Purpose.QUALITY))
        self._load, self._since = 0.0, self.calendar.now
        self.planter = self.germinated_from = NOBODY
        self.regards = [Regard(self, team) for team in range(len(stage.strategies))]
        self.clocks = Clocks(
            self.key, [exponential(self.draw(purpose)) for purpose in clocks.PURPOSES]
        )
        self.is_counted(Kind.PRESENT)
        self.sets_clocks()

    def record(
        self, kind: Kind, detail: int = 0, value: float = 0.0, *, team: int = NOBODY
    ) -> None:
        """Record what happened to the person, on behalf of a team or of nobody."""
        self.stage.record(kind, detail, value, segment=self.segment, person=self.id, team=team)

    def is_counted(self, kind: Kind) -> None:
        """Record where the person is on the labour market: at the start, and in the end."""
        employed = self.status != UNEMPLOYED
        years = employment.tenure_years(self._began, self.calendar.now) if employed else 0.0
        self.record(kind, employment.census_detail(self.status, years), years)

    @property
    def needed_gain(self) -> float:
        """Pay gain that a move must bring now."""
        return rules.reservation_gain(self.w, self.satisfaction, self._reservation, self.status)

    # --- what happens by itself (see ``life``) ----------------------------------------------------

    def changed(self) -> None:
        """Something changed from outside: life goes on at other rates."""
        if self.life is not self.calendar.active_process:
            self.sets_clocks()
            self.life.interrupt()

    def sets_clocks(self) -> None:
        """Let the clocks run at the rates of the present state."""
        self.clocks.set_rates(self.calendar.now, self._rates())

    def _rates(self) -> tuple[float, ...]:
        """How often a day things happen, by the clocks' numbers."""
        w, segment, rates = self.w, self.stage.segments[self.segment], list(clocks.NO_RATES)
        moves, rates[clocks.OUTSIDE] = self._mobility, self._outside_harms
        rates[clocks.FIND] = employment.find_rate(segment, moves, self.status)
        if self.status != UNEMPLOYED:
            rates[clocks.MOOD] = w.mood_rate
            rates[clocks.LOSS] = employment.loss_rate(segment, moves)
        if self.status == CONTENT:
            search = rules.search_rate(w, segment, self.satisfaction, self.belief, moves)
            rates[clocks.SEARCH] = search
        elif any(strategy.advertises for strategy in self.stage.strategies):
            rates[clocks.VISIT] = w.board.visits_per_day
        if self.status == SEEKING:
            rates[clocks.SEARCH] = w.give_up_rate
        if self.planter != NOBODY:
            rates[clocks.FORGET], regard = w.forget_rate, self.regards[self.planter]
            if self.status == CONTENT and regard.mood != DO_NOT_CONTACT:
                rates[clocks.RETURN] = rules.return_rate(w, self.belief, regard.warmth)
        return tuple(rates)

    # --- mood and jobs ----------------------------------------------------------------------------

    def _has_first_job(self) -> None:
        """Be in a job that suits more or less, for some time already; or have just lost it."""
        w, segment, moves = self.w, self.stage.segments[self.segment], self._mobility
        self.job: int = 0
        self.placement: Placement | None = None
        _, self._match, ending = employment.first_job(w, segment, moves, self.key)
        self._has_mood(rules.first_mood(w, self._match, self.draw(Purpose.SATISFACTION)))
        tenure = employment.first_tenure(ending, self.draw(Purpose.TENURE))
        self._began = self.calendar.now - tenure
        u = self.draw(Purpose.STATUS)
        self.status = employment.first_status(w, segment, self.satisfaction, moves, u)

    def _has_mood(self, mood: float) -> None:
        self.mood, self.satisfaction = mood, rules.satisfaction(self.w, mood)

    def mood_moves(self, u: float) -> None:
        """Something at work makes the person happier or unhappier."""
        self._has_mood(rules.moved_mood(self.w, self.mood, self._match, u))
        self.record(Kind.SATISFACTION_CHANGED, value=self.satisfaction)

    def starts_to_search(self, *, by_seed: bool) -> None:
        """Look for another job, perhaps thanks to the planter of the seed."""
        if by_seed:
            self.germinates(SeedUse.MARKET)
        self.status = SEEKING
        team = self.planter if by_seed else NOBODY
        self.record(Kind.SEARCH_STARTED, int(by_seed), team=team)

    def gives_up_search(self) -> None:
        """Be content again."""
        self.status, self.germinated_from = CONTENT, NOBODY
        self.record(Kind.SEARCH_ENDED)

    def starts_job(self, harvester: int) -> None:
        """Begin a job found through a team or elsewhere (``NOBODY``): seeds have had their use."""
        moved_on = harvester == NOBODY
        self._placement_ends(PlacementEnd.MOVED_ON if moved_on else PlacementEnd.PLACED_AGAIN)
        if self.germinated_from != NOBODY:
            self._is_harvested(harvester)
        if self.planter != NOBODY:
            self.seed_ends(SeedEnd.NEW_JOB)
        self.status, self.germinated_from = CONTENT, NOBODY
        self.job += 1
        self._began = self.calendar.now
        self._match = employment.match_of_job(self.key, self.job, 0)
        u = self.draw(Purpose.NEW_JOB_SATISFACTION, self.job)
        self._has_mood(rules.first_mood(self.w, self._match, u))

    def loses_job(self, cause: PlacementEnd) -> None:
        """Be without a job, and look for one, whatever a seed may have done before."""
        self._placement_ends(cause)
        self.status, self.germinated_from = UNEMPLOYED, NOBODY

    def _placement_ends(self, cause: PlacementEnd) -> None:
        """The person is leaving a job; perhaps a team had arranged it."""
        if self.placement is not None:
            days = self.calendar.now - self._began
            self.placement.record(Kind.PLACEMENT_ENDED, cause, days, person=self.id)
            self.placement = None

    def withdraws_everywhere(self) -> None:
        """Somebody with a new job is out of every other process."""
        for regard in self.regards:
            if regard.candidacy is not None:
                regard.candidacy.ends(CandidacyEnd.WITHDREW)

    # --- being contacted --------------------------------------------------------------------------

    def receives_message(self) -> float:
        """Remember one message more; how many were remembered before, from outside as well."""
        self._time_passes()
        load = self._load
        self._load = load + 1.0
        return load + self._outside_load

    def _time_passes(self) -> None:
        """Messages are forgotten, and what is normal goes back to one's own norm."""
        days = self.calendar.now - self._since
        self._load = rules.load_now(self.w, self._load, days)
        self.familiarity = harm.familiarity_now(self.w, self.familiarity, self.norm, days)
        self._since = self.calendar.now

    def finds_contact_normal(self, care: float) -> None:
        """Respectful contact makes being contacted more normal."""
        self.familiarity = harm.familiarity_after_contact(self.w, self.familiarity, care)

    def is_harmed(self) -> None:
        """Offence and annoyance make it less normal."""
        self.familiarity = harm.familiarity_after_harm(self.w, self.familiarity)

    def is_harmed_from_outside(self, turn: int) -> None:
        """A recruiter who is not simulated offends or annoys."""
        self._time_passes()
        self.is_harmed()
        offends, harms = self._outside
        annoys = self.draw(Purpose.OUTSIDE_HARM, turn) >= offends / harms
        self.record(Kind.OUTSIDE_HARM, int(annoys))

    def tells_others(self, team: int, hearers: float, about: Entity) -> None:
        """Some strangers hear what the team did, and some of them become wary of it."""
        others = len(self.peers) - 1
        listening = min(poisson(about.draw(Purpose.HEARERS), hearers), others)
        self.record(Kind.TOLD_OTHERS, value=float(listening), team=team)
        told = {self.id}
        for hearer in about.at_random(self.peers, Purpose.HEARER):
            if len(told) > listening:
                break
            if hearer is not None and hearer.id not in told:
                told.add(hearer.id)
                if about.draw(Purpose.HEARER_WARY, hearer.id) < self.w.memory.hearer_becomes_wary:
                    hearer.regards[team].becomes_wary(WaryCause.TOLD)

    # --- seeds ------------------------------------------------------------------------------------

    def is_seeded(self, team: int, belief: float, *, by_conversation: bool) -> None:
        """A team raised the belief that something better exists; the latest one gets credit."""
        if self.planter not in (NOBODY, team):
            self.seed_ends(SeedEnd.TAKEN_OVER)
        detail = int(not by_conversation) + 2 * int(self.planter == team)
        self.planter, self.belief = team, belief
        self.record(Kind.SEED_PLANTED, detail, belief, team=team)
        self.changed()

    def germinates(self, use: SeedUse) -> None:
        """The person comes back or goes to market, thanks to the planter of the seed."""
        self.record(Kind.SEED_GERMINATED, use, self.belief, team=self.planter)
        self.germinated_from = self.planter

    def seed_ends(self, end: SeedEnd) -> None:
        """The seed is gone, and belief falls back."""
        self.record(Kind.SEED_FORGOTTEN, end, team=self.planter)
        self.planter, self.belief = NOBODY, self.w.belief.baseline

    def _is_harvested(self, harvester: int) -> None:
        """A germinated seed became a job; not always with the team that had planted it."""
        planter = self.germinated_from
        detail = Harvest.PLANTER if harvester == planter else Harvest.OTHER_TEAM
        detail = Harvest.ELSEWHERE if harvester == NOBODY else detail
        self.record(Kind.SEED_HARVESTED, detail, float(harvester), team=planter)
        if detail == Harvest.OTHER_TEAM:
            self.record(Kind.OTHERS_SEED_HARVESTED, value=float(planter), team=harvester)
