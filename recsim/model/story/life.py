"""A life: what a person does between the calls, and what happens without anybody calling."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import ClassVar

from simpy import Interrupt

from recsim.model import clocks, rules
from recsim.model.events import NOBODY, Kind, PlacementEnd, SeedEnd, SeedUse, Source
from recsim.model.order import Rank
from recsim.model.story.application import Application
from recsim.model.story.calendar import Story
from recsim.model.story.candidacy import Candidacy
from recsim.model.story.pair import most_fitting
from recsim.model.story.person import Person
from recsim.model.story.requisition import Requisition
from recsim.model.story.team import Team
from recsim.model.streams import Purpose, output

SIXTEEN_BITS = 0xFFFF


class Life:
    """The life of a person among these teams."""

    def __init__(self, person: Person, teams: Sequence[Team]) -> None:
        self.person, self.w, self._teams = person, person.w, teams
        person.life = person.calendar.process(self._goes_on())

    def _goes_on(self) -> Story:
        """Whatever happens first; when rates change from outside, the wait begins anew."""
        person, own, calendar = self.person, self.person.clocks, self.person.calendar
        while True:
            try:
                yield calendar.at(min(own.due), Rank.LIFE, person.id)
            except Interrupt:
                continue
            clock = own.due.index(calendar.now)
            self.HAPPENINGS[clock](self, own.turns[clock])
            person.sets_clocks()
            own.rewind(calendar.now, clock)

    def mood_changes(self, turn: int) -> None:
        """Something at work makes the person happier or unhappier."""
        self.person.mood_moves(self.person.draw(Purpose.NEW_SATISFACTION, turn))

    def search_starts_or_ends(self, turn: int) -> None:
        """A content person begins to search, perhaps because of a seed; a seeker gives up."""
        person = self.person
        if person.status == rules.SEEKING:
            person.gives_up_search()
            return
        share = rules.share_due_to_seed(self.w, person.belief)
        by_seed = person.planter != NOBODY and person.draw(Purpose.SEARCH_CAUSE, turn) < share
        person.starts_to_search(by_seed=by_seed)

    def job_is_lost(self, turn: int) -> None:
        """The employer lets the person go."""
        self.person.record(Kind.JOB_LOST, self.person.status)
        self.person.loses_job(PlacementEnd.LOST_JOB)

    def job_is_found_elsewhere(self, turn: int) -> None:
        """Friends, direct applications, other recruiters: what recsim does not simulate."""
        self.person.record(Kind.JOB_FOUND, self.person.status)
        self.person.starts_job(NOBODY)
        self.person.withdraws_everywhere()

    def seed_is_forgotten(self, turn: int) -> None:
        """Nothing came of it."""
        self.person.seed_ends(SeedEnd.FADED)

    def comes_back(self, turn: int) -> None:
        """The seed brings the person back to the team that planted it, to its best opening."""
        person, team = self.person, self._teams[self.person.planter]
        person.germinates(SeedUse.RETURN)
        person.seed_ends(SeedEnd.RETURNED)
        best = self._best_opening(team)
        if best is None:
            person.germinated_from = NOBODY
        else:
            Candidacy(best, person, Source.RETURNED)

    def _best_opening(self, team: Team) -> Requisition | None:
        """The requisition that the person seems to fit best, to the team's recruiters."""
        person, bar, noise = self.person, team.strategy.screening_bar, self.w.hiring.profile_noise
        if person.regards[team.index].candidacy is not None:
            return None
        own = (r for r in team.requisitions() if r.segment == person.segment and r.has_room)
        return most_fitting(own, person, Purpose.PROFILE_NOISE, noise=noise, bar=bar)

    def is_harmed_from_outside(self, turn: int) -> None:
        """One of all the other messages goes too far."""
        self.person.is_harmed_from_outside(turn)

    # --- looking at adverts -----------------------------------------------------------------------

    def visits_board(self, turn: int) -> None:
        """Look at up to ``buffet_size`` adverts, newest more likely; apply to the best one."""
        person, team = self.person, self._trusted_advertiser(turn)
        if team is None:
            return
        adverts = team.adverts(person.segment)
        best, best_worth = None, person.needed_gain
        looks = self._looks(turn, team.strategy.buffet_size)
        places = [int(len(adverts) * rules.age_of_look(self.w, look)) for look in looks]
        for place in dict.fromkeys(places):  # 0: the newest; a second look changes nothing
            advert = adverts[-1 - place]
            if person.id not in advert.applicants:
                worth = self._worth(advert)
                if worth > best_worth:
                    best, best_worth = advert, worth
        if best is not None:
            Application(best, person)

    def _trusted_advertiser(self, turn: int) -> Team | None:
        """One of the trusted teams that show an opening, in proportion to what they show."""
        person = self.person
        teams = [
            team
            for team in self._teams
            if team.adverts(person.segment) and person.regards[team.index].mood == rules.NEUTRAL
        ]
        if len(teams) < 2:
            return teams[0] if teams else None
        shown = list(accumulate(len(team.adverts(person.segment)) for team in teams))
        return teams[bisect_right(shown, person.draw(Purpose.VISIT_TEAM, turn) * shown[-1])]

    def _looks(self, turn: int, count: int) -> Iterator[int]:
        """Numbers below 65536, four to a draw, for the looks of a visit."""
        for look in range(count):
            if look % 4 == 0:
                word = output(self.person.key, Purpose.LOOK + turn * rules.MOST_WORDS + look)
            yield word >> 16 * (look % 4) & SIXTEEN_BITS

    def _worth(self, advert: Requisition) -> float:
        """What the advertised gain is worth to the person, who believes in it more or less."""
        person = self.person
        believed = rules.believed_gain(self.w, 1.0, person.belief, person.status)
        taste = 2.0 * person.draw(Purpose.TASTE, advert.taste_number) - 1.0
        return believed * advert.gain + self.w.board.taste * rules.SQRT_3 * taste

    HAPPENINGS: ClassVar = {
        clocks.MOOD: mood_changes,
        clocks.SEARCH: search_starts_or_ends,
        clocks.LOSS: job_is_lost,
        clocks.FIND: job_is_found_elsewhere,
        clocks.FORGET: seed_is_forgotten,
        clocks.RETURN: comes_back,
        clocks.VISIT: visits_board,
        clocks.OUTSIDE: is_harmed_from_outside,
    }
    """What happens when a clock rings."""
