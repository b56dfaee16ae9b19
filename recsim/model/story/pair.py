"""A pair: what is true of one requisition and one person, and may happen between them."""

from __future__ import annotations

from collections.abc import Iterable

from recsim.model import rules
from recsim.model.distributions import normal
from recsim.model.events import Kind, ResentCause
from recsim.model.story.desk import Desk
from recsim.model.story.person import Person
from recsim.model.story.regard import Regard
from recsim.model.story.requisition import Requisition
from recsim.model.story.stage import Entity
from recsim.model.streams import Purpose


class Pair(Entity):
    """A requisition and a person. Applications, approaches and candidacies are such pairs.

    The draws belong to the pair: the same approach meets the same chances in every strategy.
    """

    def __init__(self, requisition: Requisition, person: Person, desk: Desk | None = None) -> None:
        """``desk``: whose affair it is; that of the requisition's reader, if nobody is named."""
        super().__init__(requisition.stage, requisition.key_with(person))
        self.requisition, self.person, self.desk = requisition, person, desk or requisition.desk
        self.segment, self._job_then = requisition.segment, person.job

    @property
    def regard(self) -> Regard:
        """What the person holds of the team."""
        return self.requisition.regard_of(self.person)

    @property
    def has_moved_on(self) -> bool:
        """Whether the person has found a job since, or is in process with the team already."""
        return self.person.job != self._job_then or self.regard.candidacy is not None

    @property
    def fit(self) -> float:
        """Fit of person and opening."""
        return rules.fit(self.w, self.person.quality, normal(self.draw(Purpose.PAIR_FIT)))

    def seems(self, purpose: int, noise: float) -> float:
        """Fit as it looks to somebody who errs by ``noise`` standard deviations."""
        return self.fit + noise * normal(self.draw(purpose))

    def record(self, kind: Kind, detail: int = 0, value: float = 0.0) -> None:
        """Record what happened between the two."""
        self.requisition.record(kind, detail, value, person=self.person.id, desk=self.desk)

    def may_resent(self, cause: ResentCause) -> None:
        """Being turned down or never answered may be held against the team."""
        if self.draw(Purpose.RESENTS, cause) < self.w.resent[cause]:
            self.record(Kind.RESENTED, cause, float(not self.regard.resented))
            self.regard.is_resentful()


def most_fitting(
    openings: Iterable[Requisition], person: Person, purpose: int, *, noise: float, bar: float
) -> Requisition | None:
    """The opening for which a person seems fittest, above the bar, to somebody who errs so much."""
    best, best_seeming = None, bar
    for opening in openings:
        seeming = Pair(opening, person).seems(purpose, noise)
        if seeming > best_seeming:
            best, best_seeming = opening, seeming
    return best
