"""The world that all processes share: who is there, the draws, the record of events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from recsim.model import rules
from recsim.model.distributions import normal
from recsim.model.events import NOBODY, Kind
from recsim.model.recorder import pack
from recsim.model.streams import Family, Purpose, draw, family_key, output

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from recsim.model.parameters import SegmentParameters, WorldParameters
    from recsim.model.recorder import Recorder
    from recsim.model.simpy_model.board import Places
    from recsim.model.simpy_model.environment import Clockwork
    from recsim.model.simpy_model.state import Desk, Person, Regard, Requisition, Team


class World:
    """Everybody and everything of one run.

    Attributes:
        env: the clock.
        w: parameters of the world.
        people: all people, indexed by id.
        members: people of each segment, in the order of their ids.
        member_ids: the same as arrays of ids, filled up to a power of two with the id of nobody,
            which is the number of people.
        advertisers: teams that post their requisitions on the board.
        looks: draws the numbers of a visitor's looks; see ``abreast.looks``.
        places: which adverts they fall on.
    """

    def __init__(
        self,
        env: Clockwork,
        w: WorldParameters,
        segments: tuple[SegmentParameters, ...],
        seed: int,
        replication: int,
        recorder: Recorder,
    ) -> None:
        self.env = env
        self.w = w
        self.segments = segments
        self.people_until = [segment.people_until for segment in segments]
        self.requisitions_until = [segment.requisitions_until for segment in segments]
        self.people_key = family_key(seed, replication, Family.PEOPLE)
        self.requisitions_key = family_key(seed, replication, Family.REQUISITIONS)
        self.pairs_key = family_key(seed, replication, Family.PAIRS)
        self.recorder = recorder
        self.people: list[Person] = []
        self.members: list[list[Person]] = [[] for _ in segments]
        self.member_ids: list[npt.NDArray[np.int64]] = []
        self.teams: list[Team] = []
        self.advertisers: list[Team] = []
        self.looks: Callable[[int, int], tuple[int, ...]]
        self.places: Places

    # --- draws ----------------------------------------------------------------------------------

    def pair_key(self, requisition: Requisition, person: Person) -> int:
        """Key of the draws of a requisition and a person together."""
        return output(requisition.pairs, person.id)

    def strangers(self, key: int, purpose: int, segment: int) -> Iterator[Person]:
        """An endless random sequence of members of a segment.

        Numbers that name nobody are passed over, so that one more person leaves the sequence of
        the others as it was (until the population passes a power of two).
        """
        members = self.members[segment]
        count = len(members)
        mask = (1 << (count - 1).bit_length()) - 1
        slot = purpose
        while count:
            index = output(key, slot) & mask
            slot += 1
            if index < count:
                yield members[index]

    # --- properties of pairs ----------------------------------------------------------------------

    def fit(self, person: Person, key: int) -> float:
        """Fit of a person and an opening (``key`` of the pair), whoever asks and when."""
        return rules.fit(self.w, person.quality, normal(draw(key, Purpose.PAIR_FIT)))

    def seeming_fit(self, person: Person, key: int, purpose: int, noise: float) -> float:
        """Fit as it looks to somebody who errs by ``noise`` standard deviations."""
        w = self.w
        fit = rules.fit(w, person.quality, normal(draw(key, Purpose.PAIR_FIT)))
        return fit + noise * normal(draw(key, purpose))

    def needed_gain(self, person: Person) -> float:
        """Pay gain that the person needs now."""
        return rules.reservation_gain(
            self.w, person.satisfaction, person.own_reservation, person.status
        )

    # --- the record -------------------------------------------------------------------------------

    def record_person(
        self, kind: Kind, person: Person, detail: int = 0, value: float = 0.0, team: int = NOBODY
    ) -> None:
        """Record what happened to a person, on behalf of a team or of nobody."""
        self.recorder.add(
            pack(self.env.now, value, person.id, NOBODY, NOBODY, team, person.segment, kind, detail)
        )

    def record_requisition(
        self,
        kind: Kind,
        requisition: Requisition,
        person: Person | None = None,
        detail: int = 0,
        value: float = 0.0,
    ) -> None:
        """Record what happened to a requisition, perhaps with a person."""
        self.recorder.add(
            pack(
                self.env.now,
                value,
                NOBODY if person is None else person.id,
                requisition.id,
                NOBODY if requisition.desk is None else requisition.desk.id,
                requisition.team.index,
                requisition.segment,
                kind,
                detail,
            )
        )

    # --- who is told ------------------------------------------------------------------------------

    def regard(self, person: Person, team: Team) -> Regard:
        """What the person holds of the team."""
        return person.regards[team.index]

    def wake(self, desk: Desk) -> None:
        """Tell an idle recruiter that there is something to do."""
        if desk.idle is not None:
            desk.idle.succeed()
            desk.idle = None

    def refresh(self, person: Person) -> None:
        """Let the person's clocks run at the rates of their present state."""
        w, segment = self.w, self.segments[person.segment]
        status = person.status
        seeded = person.planter != NOBODY
        search = returns = visits = 0.0
        if status == rules.CONTENT:
            search = rules.search_rate(w, segment, person.satisfaction, person.belief)
            if seeded:
                regard = person.regards[person.planter]
                if regard.mood != rules.DO_NOT_CONTACT:
                    returns = rules.return_rate(w, person.belief, regard.warmth)
        else:
            if status == rules.SEEKING:
                search = w.give_up_rate
            if self.advertisers:
                visits = w.visit_rate
        employed = status != rules.UNEMPLOYED
        clocks = person.clocks
        clocks.set_rates(
            self.env.now,
            (
                w.mood_rate if employed else 0.0,
                search,
                segment.loss_rate if employed else 0.0,
                segment.find_rates[status],
                w.forget_rate if seeded else 0.0,
                returns,
                visits,
            ),
        )
        rings = person.rings
        if rings.callbacks and min(clocks.due) != rings.time:  # they wait for another moment
            person.rings = rings.moved(min(clocks.due))
