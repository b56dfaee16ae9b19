"""A scenario's numbers as the engines use them: per day, in hours, by number.

Settings keep the names that they have in a file (``w.interest.scale``, ``team.follow_ups``). Beside
them stands what is worked out of them: the scenario speaks in the units of its readers (per month,
half-lives), and this is the one place where units change.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf, sqrt

from recsim.model.elementary import log
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import CHANNELS, Conduct
from recsim.scenario.world import Segment, Work, World

DAYS_PER_MONTH = 30.4
DAYS_PER_YEAR = 365.0
DAYS_PER_WEEK = 7.0
LN2 = log(2.0)

ByStatus = tuple[float, float, float]
"""Content, seeking, unemployed."""
ByChannel = tuple[float, ...]
"""In the order of ``strategy.CHANNELS``."""


def _log_odds(share: float) -> float:
    return log(share / (1.0 - share))


def _decay(half_life: float) -> float:
    return 0.0 if half_life == inf else LN2 / half_life


def _cumulative(shares: list[float]) -> tuple[float, ...]:
    """Running sums; the last one is exactly 1, so that a draw below 1 always finds its place."""
    total = 0.0
    sums = []
    for share in shares:
        total += share
        sums.append(total)
    last = max(i for i, share in enumerate(shares) if share > 0)
    return tuple(1.0 if i >= last else value for i, value in enumerate(sums))


def hours_per_day(work: Work) -> float:
    """Productive hours of a recruiter per calendar day."""
    return work.hours_per_week * (1.0 - work.overhead) / DAYS_PER_WEEK


class WorldParameters(World):
    """What holds for everybody: the settings of a world, and what is worked out of them."""

    @cached_property
    def loss_rate(self) -> float:
        """Rate of losing a job."""
        return self.labour.job_loss_per_month / DAYS_PER_MONTH

    @cached_property
    def find_rates(self) -> ByStatus:
        """Rates of finding one."""
        return (
            self.labour.content_find_job_per_month / DAYS_PER_MONTH,
            self.labour.seeking_find_job_per_month / DAYS_PER_MONTH,
            self.labour.unemployed_find_job_per_month / DAYS_PER_MONTH,
        )

    @cached_property
    def search_rate(self) -> float:
        """Rate at which content people start to search."""
        return self.labour.search_starts_per_year / DAYS_PER_YEAR

    @cached_property
    def give_up_rate(self) -> float:
        """Rate at which they give it up."""
        return 1.0 / self.labour.give_up_search_days

    @cached_property
    def satisfaction_centre(self) -> float:
        """Log-odds of the median."""
        return _log_odds(self.satisfaction.median)

    @cached_property
    def mood_rate(self) -> float:
        """Rate of changes of mood."""
        return self.satisfaction.changes_per_year / DAYS_PER_YEAR

    @cached_property
    def match_weight(self) -> float:
        """Weight in the mood of the match of person and job."""
        return sqrt(self.satisfaction.match_share)

    @cached_property
    def passing_weight(self) -> float:
        """Weight of what passes."""
        return sqrt(1.0 - self.satisfaction.match_share)

    @cached_property
    def forget_rate(self) -> float:
        """Rate at which a seed is forgotten."""
        return _decay(self.belief.seed_half_life_days)

    @cached_property
    def return_rate(self) -> float:
        """Rate of coming back to whoever planted a seed."""
        return self.belief.returns_per_year / DAYS_PER_YEAR

    @cached_property
    def familiarity_centre(self) -> float:
        """Log-odds of the median."""
        return _log_odds(self.traits.familiarity_median)

    @cached_property
    def load_decay(self) -> float:
        """Rate at which messages are forgotten."""
        return _decay(self.attention.load_half_life_days)

    @cached_property
    def familiarity_return(self) -> float:
        """Rate at which familiarity goes back to the norm; 0: never."""
        return _decay(self.attention.familiarity_half_life_days)

    @cached_property
    def offence_base(self) -> ByChannel:
        """Chances of offence."""
        return tuple(getattr(self.offence.by_channel, channel) for channel in CHANNELS)

    @cached_property
    def response_base(self) -> ByChannel:
        """Chances of an answer."""
        return tuple(getattr(self.response.by_channel, channel) for channel in CHANNELS)

    @cached_property
    def reservation_shifts(self) -> ByStatus:
        """Changes of the needed gain."""
        return (0.0, self.interest.seeking_shift, self.interest.unemployed_shift)

    @cached_property
    def wary_rate(self) -> float:
        """Rate at which wariness ends; 0: never."""
        return _decay(self.memory.wary_half_life_days)

    @cached_property
    def do_not_contact_rate(self) -> float:
        """Rate at which the wish not to be contacted ends; 0: never."""
        return _decay(self.memory.do_not_contact_half_life_days)

    @cached_property
    def resent(self) -> tuple[float, float, float]:
        """Chances of resentment: turned down, never answered, after a talk."""
        return (
            self.memory.resent_turned_down,
            self.memory.resent_unanswered,
            self.memory.resent_after_interview,
        )

    @cached_property
    def interview_slot_gap(self) -> float:
        """Days between two beginnings with one manager; 0: no waiting."""
        return DAYS_PER_WEEK / self.hiring.interview_slots_per_week

    @cached_property
    def impatience_rate(self) -> float:
        """Rate at which people who wait for a slot give up."""
        return 1.0 / self.hiring.patience_days

    @cached_property
    def gamma_shape(self) -> float:
        """Of the time of interviews; 0: log-normal."""
        return self.hiring.interview_gamma_shape if self.hiring.interview_time == "gamma" else 0.0

    @cached_property
    def early_exit_rate(self) -> float:
        """Rate of leaving a new job."""
        return self.hiring.early_exits_per_year / DAYS_PER_YEAR

    @cached_property
    def requisition_rate(self) -> float:
        """Rate at which requisitions come in, per recruiter."""
        return self.demand.requisitions_per_recruiter_year / DAYS_PER_YEAR

    @cached_property
    def competitor_rate(self) -> float:
        """Rate at which others fill an agency's requisition."""
        return 1.0 / self.demand.competitor_days

    @cached_property
    def open_time_random(self) -> bool:
        """Whether the time for which a requisition is open is exponential."""
        return self.demand.open_time == "exponential"

    @cached_property
    def hours_per_day(self) -> float:
        """Productive hours of a recruiter per calendar day."""
        return hours_per_day(self.work)

    @cached_property
    def task_times_random(self) -> bool:
        """Whether the times of tasks are exponential."""
        return self.work.task_times == "exponential"


class SegmentParameters(Segment):
    """What differs between occupations."""

    people_until: float
    """Share of people in this and the occupations before it, in the order of the scenario."""
    requisitions_until: float
    """The same of requisitions."""
    loss_rate: float
    find_rates: ByStatus
    outside_load: float
    """Remembered messages from outside."""
    outside_rate: float
    """Rate of messages that may harm."""


class TeamParameters(Conduct):
    """What one team chose, for one time, and what is worked out of it."""

    @cached_property
    def agency(self) -> bool:
        """Whether the recruiters work for an agency."""
        return self.kind == "agency"

    @cached_property
    def number_of_readers(self) -> int:
        """How many see to the inbox: the first recruiters."""
        return self.recruiters if self.callers is None else self.recruiters - self.callers

    @cached_property
    def number_of_callers(self) -> int:
        """How many contact people: the last recruiters; both, unless the team is split."""
        return self.recruiters if self.callers is None else self.callers

    @cached_property
    def advertises(self) -> bool:
        """Whether anybody here waits for applicants."""
        return self.outreach_share < 1.0 and self.recruiters > 0

    @cached_property
    def channels_until(self) -> ByChannel:
        """Cumulative shares of contacts."""
        return _cumulative([getattr(self.channels, channel) for channel in CHANNELS])

    @cached_property
    def contact_bar(self) -> float:
        """Promise that a profile needs, by whatever rule of targeting."""
        return self.target_bar if self.targeting == "best_fit" else -inf

    @cached_property
    def emptiest_first(self) -> bool:
        """Whether people are sought first for the opening with the fewest in process."""
        return self.outreach_first == "fewest_in_process"

    @cached_property
    def shared_inbox(self) -> bool:
        """Whether the team works off one inbox."""
        return self.inbox == "team"

    @cached_property
    def people_contact(self) -> bool:
        """Whether recruiters contact people themselves."""
        return self.outreach_by != "software"

    @cached_property
    def software_contacts_per_day(self) -> float:
        """First contacts by software, for each recruiter."""
        return 0.0 if self.outreach_by == "people" else self.automation.contacts_per_day

    @cached_property
    def software_care(self) -> float:
        """Care that software shows."""
        return min(self.care, self.automation.care_cap)


def world_parameters(world: World) -> WorldParameters:
    """The numbers of a world; see ``recsim.scenario.world`` for their meaning and sources."""
    return WorldParameters.model_construct(**dict(world))


def segment_parameters(world: World) -> tuple[SegmentParameters, ...]:
    """The numbers of the segments, in the order of the scenario."""
    segments: list[Segment] = list(world.segments.values())
    whole, attention = world_parameters(world), world.attention
    messages = attention.outside_messages_per_month / DAYS_PER_MONTH
    people = _cumulative([segment.people_share for segment in segments])
    requisitions = _cumulative([segment.requisition_share for segment in segments])
    return tuple(
        SegmentParameters.model_construct(
            **dict(segment),
            people_until=people[i],
            requisitions_until=requisitions[i],
            loss_rate=whole.loss_rate * segment.job_loss_multiplier,
            find_rates=(
                whole.find_rates[0] * segment.job_finding_multiplier,
                whole.find_rates[1] * segment.job_finding_multiplier,
                whole.find_rates[2] * segment.job_finding_multiplier,
            ),
            outside_load=messages * segment.messages_multiplier / whole.load_decay,
            outside_rate=messages * segment.messages_multiplier * attention.outside_harm,
        )
        for i, segment in enumerate(segments)
    )


def team_parameters(conduct: Conduct) -> TeamParameters:
    """The numbers of one strategy at one time; see ``recsim.scenario.strategy``."""
    own = {name: value for name, value in conduct if name in Conduct.model_fields}
    return TeamParameters.model_construct(**own)


@dataclass(frozen=True, slots=True)
class PlannedRequisition:
    """A requisition that is opened on a given day, for an occupation (its number)."""

    opens: float
    by: float  # inf: by no day
    segment: int


def plan(scenario: Scenario) -> tuple[PlannedRequisition, ...]:
    """The requisitions that every team is given on given days before the end, in their order."""
    names = list(scenario.world.segments)
    begin, end = -float(scenario.study.warm_up_days), float(scenario.study.horizon_days)
    requisitions = [
        PlannedRequisition(
            opens=max(row.opens, begin),
            by=inf if row.by is None else row.by,
            segment=names.index(row.occupation),
        )
        for row in scenario.world.demand.plan
        for _ in range(row.count)
    ]
    in_time = [one for one in requisitions if one.opens < end]
    return tuple(sorted(in_time, key=lambda one: one.opens))


Phases = tuple[tuple[float, TeamParameters], ...]
"""What a team does from which day on; the first phase is there from the start."""


def parameters(
    scenario: Scenario,
) -> tuple[WorldParameters, tuple[SegmentParameters, ...], dict[str, Phases]]:
    """All numbers of a scenario: world, segments, and teams by name of the strategy."""
    return (
        world_parameters(scenario.world),
        segment_parameters(scenario.world),
        {
            name: tuple((day, team_parameters(conduct)) for day, conduct in strategy.phases())
            for name, strategy in scenario.strategies.items()
        },
    )
