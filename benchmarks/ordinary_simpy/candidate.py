"""Candidates: an own life, and what they feel and remember about the team."""

from __future__ import annotations

from bisect import bisect_right
from math import inf

import simpy

from ordinary_simpy.candidacy import Application, Candidacy
from recsim.model import rules
from recsim.model.distributions import logistic, poisson
from recsim.model.events import (
    NOBODY,
    CandidacyEnd,
    Harvest,
    Kind,
    SeedEnd,
    SeedUse,
    Source,
    WaryCause,
)

LONGEST_EARLY_EXIT = 365.0


class Candidate:
    """A person: an own life, and what is felt and remembered about the team."""

    def __init__(self, market, number):
        w, rng = market.w, market.rng
        self.market, self.w, self.env, self.rng = market, w, market.env, rng
        self.id = number
        self.segment = bisect_right([s.people_until for s in market.segments], rng.random())
        self.mood = rng.gauss(0, 1)
        self.satisfaction = rules.satisfaction(w, self.mood)
        self.belief = w.belief_baseline
        self.touchiness = rules.touchiness(w, rng.gauss(0, 1))
        self.fears_exposure = rng.random() < w.fears_exposure_share
        self.familiarity = logistic(w.familiarity_centre + w.familiarity_spread * rng.gauss(0, 1))
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
        self.market.record(Kind.SATISFACTION_CHANGED, self, value=self.satisfaction, team=NOBODY)

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
            self.germinated = False
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
        self.germinated = False

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
            count = min(poisson(self.rng.random(), self.w.hearers), len(others))
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
        if self.job == job and self.status != rules.UNEMPLOYED:
            detail = 2 * (days > self.w.guarantee) + self.status
            self.market.record(Kind.LEFT_EARLY, self, requisition, detail, days)
            self.loses_job()
            self.changed()
