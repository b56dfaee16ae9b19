"""Recruiters at their desks, and the requisitions on them."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from itertools import count
from math import inf, sqrt

import simpy

from ordinary_simpy.approach import Approach
from ordinary_simpy.desk import FOLLOW_UP
from recsim.model import rules
from recsim.model.events import NOBODY, CandidacyEnd, Kind, Task

DRAWS_PER_PROFILE = 4
REST_AFTER_EMPTY_SEARCH = 7.0


class Recruiter:
    """Works off a desk of tasks by priority, and contacts people when it is time for that."""

    def __init__(self, market, number):
        self.market, self.w, self.team, self.env = market, market.w, market.team, market.env
        self.id = number
        self.desk = simpy.PriorityStore(self.env)
        self.numbers = count()
        self.requisitions = []
        self.inbox = 0
        self.inbox_hours = self.outreach_hours = 0.0
        self.news = self.env.event()
        self.env.process(self.work())

    def put(self, priority, task, subject):
        """Put a task on the desk; equal priorities are served in order of arrival."""
        self.desk.put(simpy.PriorityItem((priority, next(self.numbers)), (task, subject)))

    def receive(self, requisition):
        self.requisitions.append(requisition)
        self.look()

    def look(self):
        """Look again for people to contact."""
        self.news.succeed()
        self.news = self.env.event()

    def work(self):
        while True:
            chosen = self.outreach_task() if self.turns_to_outreach() else None
            if chosen is None:
                chosen = yield from self.take_from_desk()
            if chosen is not None:
                yield from self.do(*chosen)

    def turns_to_outreach(self):
        share = self.team.outreach_share
        if share == 0:
            return False
        if not self.desk.items:
            return True
        if self.desk.items[0].priority[0] <= FOLLOW_UP:
            return False
        return self.outreach_hours * (1 - share) <= self.inbox_hours * share

    def take_from_desk(self):
        """The next task; None if there is none and it is time to look for people again."""
        get = self.desk.get()
        if self.team.outreach_share == 0:
            return (yield get).item
        rests = [r.rests_until for r in self.requisitions if r.rests_until > self.env.now]
        waits = [get, self.news]
        if rests:
            waits.append(self.env.timeout(min(rests) - self.env.now))
        yield simpy.AnyOf(self.env, waits)
        if get.triggered:
            return get.value.item
        get.cancel()
        return None

    def do(self, task, subject):
        hours = subject.hours(task)
        if hours is None:
            return  # has become void
        if self.w.task_times_random:
            hours *= self.market.rng.expovariate(1)
        yield self.env.timeout(hours / self.w.hours_per_day)
        segment = getattr(subject, "requisition", subject).segment
        self.market.records.append(
            (self.env.now, hours, NOBODY, NOBODY, self.id, 0, segment, Kind.TASK_DONE, task)
        )
        if task in (Task.SCREEN, Task.ANSWER):
            self.inbox_hours += hours
        elif task in (Task.SEARCH, Task.WRITE):
            self.outreach_hours += hours
        subject.done(task)

    def outreach_task(self):
        """Contact the next target of the requisition with the fewest approaches, or search."""
        while True:
            ready = [
                requisition
                for requisition in self.requisitions
                if requisition.rests_until <= self.env.now and requisition.has_room()
            ]
            if not ready:
                return None
            requisition = min(ready, key=lambda r: len(r.approached))
            while requisition.targets:
                person = requisition.targets.popleft()
                if requisition.may_contact(person):
                    return Task.WRITE, Approach(self.market, person, requisition)
            if requisition.search():
                return Task.SEARCH, requisition


class Requisition:
    """An opening: advertised, worked on, filled or expired."""

    def __init__(self, market, number, recruiter):
        rng, w = market.rng, market.w
        self.market, self.w, self.team, self.env = market, w, market.team, market.env
        self.id, self.recruiter = number, recruiter
        self.segment = bisect_right([s.requisitions_until for s in market.segments], rng.random())
        self.gain = w.pay_gain_mean + w.pay_gain_sd * rng.gauss(0, 1)
        self.opened = self.env.now
        self.is_open = True
        self.filled = self.env.event()
        self.offer = simpy.PriorityResource(self.env)
        self.in_process = []
        self.applicants, self.approached = set(), set()
        self.targets = deque()
        self.profiles_read = 0
        self.rests_until = -inf
        self.fits, self.profiles, self.tastes = {}, {}, {}
        market.record(Kind.REQUISITION_OPENED, requisition=self, value=self.gain)
        if self.team.outreach_share < 1:
            market.adverts[self.segment].append(self)
        recruiter.receive(self)
        self.env.process(self.run())

    def run(self):
        days = self.w.open_days
        if self.w.open_time_random:
            days *= self.market.rng.expovariate(1)
        yield self.filled | self.env.timeout(days)
        with self.offer.request(priority=-inf) as last_turn:
            yield self.filled | last_turn  # an offer that is out is decided first
        self.is_open = False
        if self.filled.triggered:
            end, kind, value = (
                CandidacyEnd.OTHER_CHOSEN,
                Kind.REQUISITION_FILLED,
                self.env.now - self.opened,
            )
        else:
            end, kind, value = CandidacyEnd.REQUISITION_EXPIRED, Kind.REQUISITION_EXPIRED, 0.0
        self.market.record(kind, requisition=self, value=value)
        self.recruiter.requisitions.remove(self)
        if self.team.outreach_share < 1:
            self.market.adverts[self.segment].remove(self)
        for candidacy in tuple(self.in_process):
            candidacy.end(end)

    def has_room(self):
        return len(self.in_process) < self.team.most_in_process

    # what is true of the requisition and one person, drawn when it is first asked for

    def fit(self, person):
        if person.id not in self.fits:
            pair = self.market.rng.gauss(0, 1)
            self.fits[person.id] = rules.fit(self.w, person.quality, pair)
        return self.fits[person.id]

    def profile(self, person):
        if person.id not in self.profiles:
            error = self.w.profile_noise * self.market.rng.gauss(0, 1)
            self.profiles[person.id] = self.fit(person) + error
        return self.profiles[person.id]

    def taste(self, person):
        if person.id not in self.tastes:
            self.tastes[person.id] = self.market.rng.uniform(-sqrt(3), sqrt(3))
        return self.tastes[person.id]

    # looking for people

    def may_contact(self, person):
        return (
            person.last_contact <= self.env.now - self.team.cooldown
            and person.trust != rules.DO_NOT_CONTACT
            and person.approach is None
            and person.candidacy is None
            and person.id not in self.approached
            and (self.team.reengages or not person.declined)
        )

    def search(self):
        """Read profiles in a random order, keep the best as targets; how many were read.

        The directory has a power of two of entries, some of them empty, and a search opens so many
        of them; both as in recsim.
        """
        team, rng, members = self.team, self.market.rng, self.market.members[self.segment]
        entries = 1 << (len(members) - 1).bit_length() if members else 0
        seen, good = set(), []
        for _ in range(team.profiles_per_search * DRAWS_PER_PROFILE if members else 0):
            entry = int(rng.random() * entries)
            if entry >= len(members) or entry in seen or not self.may_contact(members[entry]):
                continue
            seen.add(entry)
            promise = self.profile(members[entry])
            if promise >= team.target_bar:
                good.append((promise, entry))
            if len(seen) == team.profiles_per_search:
                break
        good.sort(reverse=True)
        self.targets.extend(members[entry] for _, entry in good[: team.targets_per_search])
        self.profiles_read = len(seen)
        if not self.targets:
            self.rests_until = self.env.now + REST_AFTER_EMPTY_SEARCH
        return len(seen)

    def hours(self, task):
        return self.profiles_read * self.w.profile_hours

    def done(self, task):
        self.market.record(Kind.SEARCHED, requisition=self, value=float(len(self.targets)))
