"""A regard: what one person holds of one team, how goodwill is lost and how it comes back."""

from __future__ import annotations

from math import inf
from typing import Protocol

from recsim.model import rules
from recsim.model.distributions import exponential
from recsim.model.events import CandidacyEnd, Kind, WaryCause
from recsim.model.order import Rank
from recsim.model.rules import DO_NOT_CONTACT, NEUTRAL, WARY
from recsim.model.story.calendar import Story
from recsim.model.story.stage import Stage
from recsim.model.streams import Purpose


class Holder(Protocol):
    """Who holds a regard: a person."""

    id: int
    stage: Stage

    def draw(self, purpose: int, n: int = 0) -> float:
        """The n-th draw for a purpose."""

    def record(self, kind: Kind, detail: int = 0, value: float = 0.0, *, team: int) -> None:
        """Record what happened to the holder."""

    def changed(self) -> None:
        """Hear that something changed."""


class Recorder(Protocol):
    """What a contact is about."""

    def record(self, kind: Kind, detail: int = 0, value: float = 0.0) -> None:
        """Record what happened."""


class InProcess(Protocol):
    """What a person may have under way with a team: a candidacy."""

    @property
    def standing(self) -> tuple[float, int]:
        """The larger, the sooner comes the offer."""

    def may_go_on(self) -> None:
        """It is this one's turn to get the offer."""

    def ends(self, end: CandidacyEnd) -> None:
        """It is over."""


class Regard:
    """What one person holds of one team.

    Attributes:
        mood: neutral, wary, or not to be contacted.
        warmth: what polite declines have left, from 0 to 1.
        last_contact: when the team last called or wrote.
        placed: when the team last placed the person.
        approached: whether the team is on to the person at this time.
        candidacy: what is under way between them.
        declined: whether the person ever said politely no.
        offended, resented: whether the person ever said so.
    """

    def __init__(self, holder: Holder, team: int) -> None:
        self.holder, self.team = holder, team
        self.mood, self.warmth = NEUTRAL, 0.0
        self.last_contact = self.placed = -inf
        self.approached = False
        self.candidacy: InProcess | None = None
        self.declined = self.offended = self.resented = False
        self._changes = 0  # of the mood; a fading from before the latest is void

    def is_contacted(self, about: Recorder) -> None:
        """The team calls or writes; the first time is counted, in the warm-up and after it anew."""
        now, before = self.holder.stage.calendar.now, self.last_contact
        if before == -inf or before < 0.0 <= now:
            about.record(Kind.FIRST_CONTACTED)
        self.last_contact = now

    def becomes_wary(self, cause: WaryCause) -> None:
        """Trust the team less: answer less, be offended sooner, apply no more."""
        if self.mood == NEUTRAL:
            self.holder.record(Kind.BECAME_WARY, cause, team=self.team)
            self._becomes(WARY)

    def declines(self, care: float) -> None:
        """Say politely no; a careful recruiter is remembered kindly."""
        self.warmth = rules.warmth_after_decline(self.holder.stage.w, self.warmth, care)
        self.declined = True

    def is_offended(self) -> None:
        """Ask not to be contacted again."""
        self.offended = True
        if self.mood != DO_NOT_CONTACT:
            self.holder.record(Kind.DO_NOT_CONTACT, int(self.mood == WARY), team=self.team)
            self._becomes(DO_NOT_CONTACT)
            self.holder.changed()

    def is_resentful(self) -> None:
        """A rejection, or no answer at all, is held against the team."""
        self.resented = True
        self.becomes_wary(WaryCause.RESENTFUL)

    def _becomes(self, mood: int) -> None:
        """Be so until it fades, if it ever does."""
        w = self.holder.stage.w
        self.mood = mood
        self._changes += 1
        rate, purpose = w.wary_rate, Purpose.WARY_TIME
        if mood == DO_NOT_CONTACT:
            rate, purpose = w.do_not_contact_rate, Purpose.DO_NOT_CONTACT_TIME
        if rate > 0.0:
            number = self.holder.stage.lineup[self.team].number & 0xFF
            u = self.holder.draw(purpose, (number << 24) + self._changes)
            self.holder.stage.calendar.process(self._fades(self._changes, exponential(u) / rate))

    def _fades(self, change: int, days: float) -> Story:
        """Time heals, unless something happens in between."""
        yield self.holder.stage.calendar.after(days, Rank.MEMORY_FADES, self.holder.id)
        if self._changes == change:
            ended = Kind.WARY_ENDED if self.mood == WARY else Kind.DO_NOT_CONTACT_ENDED
            self.holder.record(ended, team=self.team)
            self.mood = NEUTRAL
            self._changes += 1
            self.holder.changed()
