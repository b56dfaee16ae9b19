"""An ordinary SimPy model of recsim's rules: the opponent that recsim's engine is timed against.

It is written as SimPy's own documentation teaches: a process for each candidate, recruiter,
requisition, approach and candidacy; a PriorityStore as desk, a PriorityResource for the one offer
at a time, conditions for "whichever comes first", interrupts for bad news; one stream of random
numbers; a list of records that is counted at the end. Rules, parameters and kinds of events are
recsim's, so that both do the same work for a decision and fill the same tally. One team; without
automation, shared inbox and other targeting than the best fit.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import deque
from math import inf

import numpy as np
import simpy

from recsim.model import rules
from recsim.model.events import (
    EVENT,
    NOBODY,
    ApplicationEnd,
    ApproachEnd,
    CandidacyEnd,
    Harvest,
    Kind,
    ResentCause,
    SeedEnd,
    SeedUse,
    Source,
    Task,
    WaryCause,
    contact_detail,
)
from recsim.model.parameters import parameters
from recsim.model.run import Run
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario

PEOPLE, FOLLOW_UP, ANSWER, INBOX = range(4)  # priorities on a desk
DRAWS_PER_PROFILE = 4
REST_AFTER_EMPTY_SEARCH = 7.0
LONGEST_EARLY_EXIT = 365.0


def simulate(scenario: Scenario, strategy: str, seed: int) -> Run:
    """Simulate one team; the counterpart of ``recsim.model.simulate``."""
    market = Market(scenario, strategy, seed)
    market.env.run(until=scenario.study.horizon_days)
    tally = Tally.empty(
        (strategy,),
        tuple(scenario.world.segments),
        scenario.study.warm_up_days,
        scenario.study.horizon_days,
    )
    tally.add(np.array(market.records, dtype=EVENT))
    return Run(tally=tally, log=None, events=len(market.records))


class Market:
    """The world: everybody in it, the clock, the random numbers, the record of events."""

    def __init__(self, scenario: Scenario, strategy: str, seed: int):
        self.w, self.segments, teams = parameters(scenario)
        self.team = team = teams[strategy]
        if (
            team.shared_inbox
            or team.software_contacts_per_day > 0
            or team.software_screening_share > 0
            or team.targeting != "best_fit"
        ):
            raise ValueError(f"{strategy}: the ordinary model has no such recruiters")
        self.env = simpy.Environment(initial_time=-scenario.study.warm_up_days)
        self.rng = random.Random(seed)
        self.records = []
        self.adverts = [[] for _ in self.segments]
        self.recruiters = [Recruiter(self, number) for number in range(team.recruiters)]
        self.members = [[] for _ in self.segments]
        for number in range(scenario.world.people):
            candidate = Candidate(self, number)
            self.members[candidate.segment].append(candidate)
        self.env.process(self.demand())

    def record(self, kind, person=None, requisition=None, detail=0, value=0.0, team=0):
        self.records.append(
            (
                self.env.now,
                value,
                NOBODY if person is None else person.id,
                NOBODY if requisition is None else requisition.id,
                NOBODY if requisition is None else requisition.recruiter.id,
                team,
                requisition.segment if person is None else person.segment,
                kind,
                detail,
            )
        )

    def demand(self):
        number = 0
        while self.w.requisition_rate > 0:
            yield self.env.timeout(self.rng.expovariate(self.w.requisition_rate))
            Requisition(self, number, self.recruiters[number % len(self.recruiters)])
            number += 1


class Candidate:
    """A person: an own life, and what is felt and remembered about the team."""

    def __init__(self, market: Market, number: int):
        w, rng = market.w, market.rng
        self.market, self.w, self.env, self.rng = market, w, market.env, rng
        self.id = number
        self.segment = bisect_right([s.people_until for s in market.segments], rng.random())
        self.mood = rng.gauss(0, 1)
        self.satisfaction = rules.satisfaction(w, self.mood)
        self.belief = w.belief_baseline
        self.touchiness = rules.touchiness(w, rng.gauss(0, 1))
        self.fears_exposure = rng.random() < w.fears_exposure_share
        self.familiarity = rules.logistic(
            w.familiarity_centre + w.familiarity_spread * rng.gauss(0, 1)
        )
        self.quality = rng.gauss(0, 1)
        self.reservation = rng.gauss(0, 1)
        self.status = rules.first_status(
            w, market.segments[self.segment], self.satisfaction, rng.random()
        )
        self.load, self.load_since = 0.0, self.env.now
        self.trust, self.trust_changes, self.warmth = rules.NEUTRAL, 0, 0.0
        self.last_contact = -inf
        self.approach = self.candidacy = None
        self.declined = self.offended = self.resented = False
        self.seeded = self.germinated = False
        self.job = 0
        market.record(Kind.PRESENT, self, detail=self.status, team=NOBODY)
        self.process = self.env.process(self.life())

    def life(self):
        """Whichever happens first; rates that change from outside begin the wait anew."""
        while True:
            rates = self.rates()
            total = sum(rates)
            try:
                yield self.env.timeout(self.rng.expovariate(total)) if total else self.env.event()
            except simpy.Interrupt:
                continue
            happening = self.rng.choices(self.HAPPENINGS, rates)[0]
            happening(self)

    def rates(self):
        w, segment = self.w, self.market.segments[self.segment]
        employed = self.status != rules.UNEMPLOYED
        search = returns = visits = 0.0
        if self.status == rules.CONTENT:
            search = rules.search_rate(w, segment, self.satisfaction, self.belief)
            if self.seeded and self.trust != rules.DO_NOT_CONTACT:
                returns = rules.return_rate(w, self.belief, self.warmth)
        else:
            if employed:
                search = w.give_up_rate
            if self.market.team.outreach_share < 1:
                visits = w.visit_rate
        return (
            w.mood_rate if employed else 0.0,
            search,
            segment.loss_rate if employed else 0.0,
            segment.find_rates[self.status],
            w.forget_rate if self.seeded else 0.0,
            returns,
            visits,
        )

    def changed(self):
        if self.process is not self.env.active_process:
            self.process.interrupt()

    def changes_mood(self):
        self.mood = rules.moved_mood(self.w, self.mood, self.rng.random())
        self.satisfaction = rules.satisfaction(self.w, self.mood)
        self.market.record(
            Kind.SATISFACTION_CHANGED, self, value=self.satisfaction, team=NOBODY
        )

    def starts_or_stops_search(self):
        if self.status == rules.SEEKING:
            self.status = rules.CONTENT
            self.germinated = False
            self.market.record(Kind.SEARCH_ENDED, self, team=NOBODY)
            return
        by_seed = self.seeded and self.rng.random() < rules.share_due_to_seed(self.w, self.belief)
        if by_seed:
            self.germinates(SeedUse.MARKET)
        self.status = rules.SEEKING
        team = 0 if by_seed else NOBODY
        self.market.record(Kind.SEARCH_STARTED, self, detail=int(by_seed), team=team)

    def is_dismissed(self):
        self.market.record(Kind.JOB_LOST, self, detail=self.status, team=NOBODY)
        self.loses_job()

    def finds_job(self):
        self.market.record(Kind.JOB_FOUND, self, detail=self.status, team=NOBODY)
        self.starts_job(Harvest.ELSEWHERE)
        if self.candidacy is not None:
            self.candidacy.end(CandidacyEnd.WITHDREW)

    def forgets(self):
        self.seed_ends(SeedEnd.FADED)

    def comes_back(self):
        self.germinates(SeedUse.RETURN)
        self.seed_ends(SeedEnd.RETURNED)
        if self.candidacy is not None:
            return
        best, best_fit = None, self.market.team.screening_bar
        for recruiter in self.market.recruiters:
            for requisition in recruiter.requisitions:
                if requisition.segment == self.segment and requisition.has_room():
                    fit = requisition.profile(self)
                    if fit > best_fit:
                        best, best_fit = requisition, fit
        if best is None:
            self.germinated = False
        else:
            Candidacy(self.market, self, best, Source.RETURNED)

    def visits_board(self):
        team, adverts = self.market.team, self.market.adverts[self.segment]
        if not adverts or self.trust != rules.NEUTRAL:
            return
        best, best_worth = None, self.needed_gain()
        believed = rules.believed_gain(self.w, 1.0, self.belief, self.status)
        for _ in range(team.buffet_size):
            place = int(len(adverts) * self.rng.random() ** self.w.newest_first)
            advert = adverts[-1 - place]
            if self.id in advert.applicants:
                continue
            worth = believed * advert.gain + self.w.taste * advert.taste(self)
            if worth > best_worth:
                best, best_worth = advert, worth
        if best is not None:
            best.applicants.add(self.id)
            self.market.record(Kind.APPLIED, self, best)
            Application(self.market, self, best).arrives()

    HAPPENINGS = (
        changes_mood,
        starts_or_stops_search,
        is_dismissed,
        finds_job,
        forgets,
        comes_back,
        visits_board,
    )

    def needed_gain(self):
        return rules.reservation_gain(self.w, self.satisfaction, self.reservation, self.status)

    def starts_job(self, harvest):
        if self.germinated:
            harvester = NOBODY if harvest == Harvest.ELSEWHERE else 0
            self.market.record(Kind.SEED_HARVESTED, self, detail=harvest, value=harvester)
        if self.seeded:
            self.seed_ends(SeedEnd.NEW_JOB)
        self.germinated = False
        self.status = rules.CONTENT
        self.job += 1
        self.mood = self.rng.gauss(0, 1)
        self.satisfaction = rules.satisfaction(self.w, self.mood)

    def loses_job(self):
        self.status = rules.UNEMPLOYED
        self.job += 1

    def plant(self, detail, belief):
        again = 2 if self.seeded else 0
        self.seeded, self.belief = True, belief
        self.market.record(Kind.SEED_PLANTED, self, detail=detail + again, value=belief)
        self.changed()

    def germinates(self, use):
        self.market.record(Kind.SEED_GERMINATED, self, detail=use, value=self.belief)
        self.germinated = True

    def seed_ends(self, end):
        self.market.record(Kind.SEED_FORGOTTEN, self, detail=end)
        self.seeded, self.belief = False, self.w.belief_baseline

    def becomes_wary(self, cause):
        if self.trust == rules.NEUTRAL:
            self.market.record(Kind.BECAME_WARY, self, detail=cause)
            self.loses_trust(rules.WARY, self.w.wary_rate)

    def is_offended(self, requisition, channel):
        value = 0.0 if self.offended else 1.0
        self.offended = True
        self.market.record(Kind.OFFENDED, self, requisition, channel, value)
        if self.trust != rules.DO_NOT_CONTACT:
            detail = int(self.trust == rules.WARY)
            self.market.record(Kind.DO_NOT_CONTACT, self, detail=detail)
            self.loses_trust(rules.DO_NOT_CONTACT, self.w.do_not_contact_rate)
            self.changed()
        if self.rng.random() < self.w.tells_others:
            others = [other for other in self.market.members[self.segment] if other is not self]
            count = min(int(np.random.default_rng(self.rng.getrandbits(32)).poisson(self.w.hearers)), len(others))
            self.market.record(Kind.TOLD_OTHERS, self, value=float(count))
            for hearer in self.rng.sample(others, count):
                if self.rng.random() < self.w.hearer_becomes_wary:
                    hearer.becomes_wary(WaryCause.TOLD)

    def resents(self, requisition, cause):
        if self.rng.random() < self.w.resent[cause]:
            value = 0.0 if self.resented else 1.0
            self.resented = True
            self.market.record(Kind.RESENTED, self, requisition, cause, value)
            self.becomes_wary(WaryCause.RESENTFUL)

    def loses_trust(self, trust, rate):
        self.trust = trust
        self.trust_changes += 1
        if rate > 0:
            self.env.process(self.recovers(self.trust_changes, self.rng.expovariate(rate)))

    def recovers(self, change, days):
        yield self.env.timeout(days)
        if self.trust_changes != change:
            return
        wary = self.trust == rules.WARY
        self.market.record(Kind.WARY_ENDED if wary else Kind.DO_NOT_CONTACT_ENDED, self)
        self.trust = rules.NEUTRAL
        self.trust_changes += 1
        self.changed()

    def may_leave_early(self, requisition, rate):
        days = self.rng.expovariate(rate) if rate > 0 else inf
        if days <= LONGEST_EARLY_EXIT:
            self.env.process(self.leaves_early(requisition, self.job, days))

    def leaves_early(self, requisition, job, days):
        yield self.env.timeout(days)
        if self.job == job:
            detail = 2 * (days > self.w.guarantee) + self.status
            self.market.record(Kind.LEFT_EARLY, self, requisition, detail, days)
            self.loses_job()
            self.changed()
