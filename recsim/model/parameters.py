"""A scenario's numbers as the engines use them: flat, per day, in hours.

The scenario speaks in the units of its readers (per month, half-lives); this is the one place where
units change.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log

from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import CHANNELS, Strategy
from recsim.scenario.world import Segment, World

DAYS_PER_MONTH = 30.4
DAYS_PER_YEAR = 365.0
DAYS_PER_WEEK = 7.0
LN2 = log(2.0)


@dataclass(frozen=True, slots=True)
class WorldParameters:
    """What holds for everybody. Rates are per day, times in days, effort in hours."""

    loss_rate: float
    find_rates: tuple[float, float, float]  # by status: content, seeking, unemployed
    search_rate: float
    search_satisfaction_slope: float
    search_belief_slope: float
    give_up_rate: float

    satisfaction_centre: float  # log-odds of the median
    satisfaction_spread: float
    mood_rate: float
    mood_persistence: float

    belief_baseline: float
    gap_closed_by_conversation: float
    gap_closed_by_reading: float
    forget_rate: float
    return_rate: float
    warm_returns: float
    seeker_belief: float

    touchiness_log_sd: float
    fears_exposure_share: float
    familiarity_centre: float  # log-odds of the median
    familiarity_spread: float

    outside_load: float  # remembered messages from outside
    load_decay: float
    load_half_point: float
    load_offence: float
    familiarity_gain: float
    familiarity_loss: float
    unfamiliar_offence: float

    offence_scale: float
    offence_base: tuple[float, ...]  # by channel
    care_floor: float
    fourth_follow_up: float
    second_work_channel: float
    exposure: float
    seeker_offence: float
    annoyance: float
    annoyance_at_work: float

    response_base: tuple[float, ...]  # by channel
    first_follow_up: float
    second_follow_up: float
    personal_against_generic: float
    reply_median: float
    reply_log_sd: float
    seeker_response: float
    annoyed_response: float
    wary_response: float
    warm_response: float
    agency_response: float
    read_without_answer: float

    reservation_gain: float
    reservation_slope: float
    reservation_sd: float
    reservation_shifts: tuple[float, float, float]  # by status
    interest_scale: float

    wary_rate: float  # 0: never ends
    do_not_contact_rate: float
    warmth_per_decline: float
    agency_warmth: float
    warmth_offence: float
    wary_offence: float
    tells_others: float
    hearers: float
    hearer_becomes_wary: float
    resent: tuple[float, float, float]  # turned down, never answered, after a talk

    visit_rate: float
    newest_first: float
    taste: float

    quality_weight: float
    pair_weight: float
    profile_noise: float
    talk_noise: float
    interview_days: float
    interview_gamma_shape: float  # 0: log-normal
    decision_median: float
    delay_log_sd: float
    interview_intercept: float
    interview_slope: float
    accept_intercept: float
    accept_slope: float
    counter_offer: float
    counter_offer_accepted: float
    ghosting: float
    early_exit_rate: float
    early_exit_fit_slope: float
    guarantee: float

    requisition_rate: float  # per team
    open_days: float
    open_time_random: bool
    pay_gain_mean: float
    pay_gain_sd: float

    hours_per_day: float  # productive hours of a recruiter per calendar day
    screen_hours: float
    answer_hours: float
    profile_hours: float
    message_hours: float
    care_hours: float
    follow_up_effort: float
    call_hours: float
    talk_hours: float
    interview_hours: float
    closing_hours: float
    task_times_random: bool


@dataclass(frozen=True, slots=True)
class SegmentParameters:
    """What differs between occupations; shares are cumulative, in the order of the scenario."""

    people_until: float
    requisitions_until: float
    search_multiplier: float
    loss_rate: float
    find_rates: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class TeamParameters:
    """What one team chose."""

    outreach_share: float
    agency: bool
    recruiters: int
    care: float
    follow_ups: int
    follow_up_wait: float
    channels_until: tuple[float, ...]  # cumulative shares
    targeting: str
    cooldown: float
    profiles_per_search: int
    targets_per_search: int
    target_bar: float
    buffet_size: int
    inbox_capacity: int
    shared_inbox: bool
    answers_applicants: float
    screening_bar: float
    talk_bar: float
    most_in_process: int
    reengages: bool
    software_contacts_per_day: float
    software_care: float
    software_screening_share: float
    software_noise: float


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


def world_parameters(world: World) -> WorldParameters:
    """The numbers of a world; see ``recsim.scenario.world`` for their meaning and sources."""
    labour, mood, belief = world.labour, world.satisfaction, world.belief
    attention, offence, response = world.attention, world.offence, world.response
    interest, memory, hiring = world.interest, world.memory, world.hiring
    demand, work = world.demand, world.work
    load_decay = _decay(attention.load_half_life_days)
    return WorldParameters(
        loss_rate=labour.job_loss_per_month / DAYS_PER_MONTH,
        find_rates=(
            labour.content_find_job_per_month / DAYS_PER_MONTH,
            labour.seeking_find_job_per_month / DAYS_PER_MONTH,
            labour.unemployed_find_job_per_month / DAYS_PER_MONTH,
        ),
        search_rate=labour.search_starts_per_year / DAYS_PER_YEAR,
        search_satisfaction_slope=labour.search_satisfaction_slope,
        search_belief_slope=labour.search_belief_slope,
        give_up_rate=1.0 / labour.give_up_search_days,
        satisfaction_centre=_log_odds(mood.median),
        satisfaction_spread=mood.spread,
        mood_rate=mood.changes_per_year / DAYS_PER_YEAR,
        mood_persistence=mood.persistence,
        belief_baseline=belief.baseline,
        gap_closed_by_conversation=belief.gap_closed_by_conversation,
        gap_closed_by_reading=belief.gap_closed_by_reading,
        forget_rate=_decay(belief.seed_half_life_days),
        return_rate=belief.returns_per_year / DAYS_PER_YEAR,
        warm_returns=belief.warm_returns,
        seeker_belief=belief.seeker_belief,
        touchiness_log_sd=world.traits.touchiness_log_sd,
        fears_exposure_share=world.traits.fears_exposure_share,
        familiarity_centre=_log_odds(world.traits.familiarity_median),
        familiarity_spread=world.traits.familiarity_spread,
        outside_load=attention.outside_messages_per_month / DAYS_PER_MONTH / load_decay,
        load_decay=load_decay,
        load_half_point=attention.load_half_point,
        load_offence=attention.load_offence,
        familiarity_gain=attention.familiarity_gain,
        familiarity_loss=attention.familiarity_loss,
        unfamiliar_offence=attention.unfamiliar_offence,
        offence_scale=offence.scale,
        offence_base=tuple(getattr(offence.by_channel, channel) for channel in CHANNELS),
        care_floor=offence.care_floor,
        fourth_follow_up=offence.fourth_follow_up,
        second_work_channel=offence.second_work_channel,
        exposure=offence.exposure,
        seeker_offence=offence.seekers,
        annoyance=offence.annoyance,
        annoyance_at_work=offence.annoyance_at_work,
        response_base=tuple(getattr(response.by_channel, channel) for channel in CHANNELS),
        first_follow_up=response.first_follow_up,
        second_follow_up=response.second_follow_up,
        personal_against_generic=response.personal_against_generic,
        reply_median=response.reply_median_days,
        reply_log_sd=response.reply_log_sd,
        seeker_response=response.seekers,
        annoyed_response=response.annoyed,
        wary_response=response.wary,
        warm_response=response.warm,
        agency_response=response.agency_against_corporate,
        read_without_answer=response.read_without_answer,
        reservation_gain=interest.reservation_gain,
        reservation_slope=interest.reservation_slope,
        reservation_sd=interest.reservation_sd,
        reservation_shifts=(0.0, interest.seeking_shift, interest.unemployed_shift),
        interest_scale=interest.scale,
        wary_rate=_decay(memory.wary_half_life_days),
        do_not_contact_rate=_decay(memory.do_not_contact_half_life_days),
        warmth_per_decline=memory.warmth_per_decline,
        agency_warmth=memory.agency_warmth,
        warmth_offence=memory.warmth_offence,
        wary_offence=memory.wary_offence,
        tells_others=memory.tells_others,
        hearers=memory.hearers,
        hearer_becomes_wary=memory.hearer_becomes_wary,
        resent=(
            memory.resent_turned_down,
            memory.resent_unanswered,
            memory.resent_after_interview,
        ),
        visit_rate=world.board.visits_per_day,
        newest_first=world.board.newest_first,
        taste=world.board.taste,
        quality_weight=hiring.quality_weight,
        pair_weight=hiring.pair_weight,
        profile_noise=hiring.profile_noise,
        talk_noise=hiring.talk_noise,
        interview_days=hiring.interview_days,
        interview_gamma_shape=(
            hiring.interview_gamma_shape if hiring.interview_time == "gamma" else 0.0
        ),
        decision_median=hiring.decision_days,
        delay_log_sd=hiring.delay_log_sd,
        interview_intercept=hiring.interview_intercept,
        interview_slope=hiring.interview_slope,
        accept_intercept=hiring.accept_intercept,
        accept_slope=hiring.accept_slope,
        counter_offer=hiring.counter_offer,
        counter_offer_accepted=hiring.counter_offer_accepted,
        ghosting=hiring.ghosting,
        early_exit_rate=hiring.early_exits_per_year / DAYS_PER_YEAR,
        early_exit_fit_slope=hiring.early_exit_fit_slope,
        guarantee=hiring.guarantee_days,
        requisition_rate=demand.requisitions_per_year / DAYS_PER_YEAR,
        open_days=demand.open_days,
        open_time_random=demand.open_time == "exponential",
        pay_gain_mean=demand.pay_gain_mean,
        pay_gain_sd=demand.pay_gain_sd,
        hours_per_day=work.hours_per_week * (1.0 - work.overhead) / DAYS_PER_WEEK,
        screen_hours=work.screen_hours,
        answer_hours=work.answer_hours,
        profile_hours=work.profile_hours,
        message_hours=work.message_hours,
        care_hours=work.care_hours,
        follow_up_effort=work.follow_up_effort,
        call_hours=work.call_hours,
        talk_hours=work.talk_hours,
        interview_hours=work.interview_hours,
        closing_hours=work.closing_hours,
        task_times_random=work.task_times == "exponential",
    )


def segment_parameters(world: World) -> tuple[SegmentParameters, ...]:
    """The numbers of the segments, in the order of the scenario."""
    segments: list[Segment] = list(world.segments.values())
    whole = world_parameters(world)
    people = _cumulative([segment.people_share for segment in segments])
    requisitions = _cumulative([segment.requisition_share for segment in segments])
    return tuple(
        SegmentParameters(
            people_until=people[i],
            requisitions_until=requisitions[i],
            search_multiplier=segment.search_multiplier,
            loss_rate=whole.loss_rate * segment.job_loss_multiplier,
            find_rates=(
                whole.find_rates[0] * segment.job_finding_multiplier,
                whole.find_rates[1] * segment.job_finding_multiplier,
                whole.find_rates[2] * segment.job_finding_multiplier,
            ),
        )
        for i, segment in enumerate(segments)
    )


def team_parameters(strategy: Strategy) -> TeamParameters:
    """The numbers of one strategy; see ``recsim.scenario.strategy``."""
    software = strategy.automation
    return TeamParameters(
        outreach_share=strategy.outreach_share,
        agency=strategy.kind == "agency",
        recruiters=strategy.recruiters,
        care=strategy.care,
        follow_ups=strategy.follow_ups,
        follow_up_wait=strategy.follow_up_wait_days,
        channels_until=_cumulative([getattr(strategy.channels, name) for name in CHANNELS]),
        targeting=strategy.targeting,
        cooldown=strategy.cooldown_days,
        profiles_per_search=strategy.profiles_per_search,
        targets_per_search=strategy.targets_per_search,
        target_bar=strategy.target_bar if strategy.targeting == "best_fit" else -inf,
        buffet_size=strategy.buffet_size,
        inbox_capacity=strategy.inbox_capacity,
        shared_inbox=strategy.inbox == "team",
        answers_applicants=strategy.answers_applicants,
        screening_bar=strategy.screening_bar,
        talk_bar=strategy.talk_bar,
        most_in_process=strategy.most_in_process,
        reengages=strategy.reengages,
        software_contacts_per_day=software.contacts_per_day,
        software_care=min(strategy.care, software.care_cap),
        software_screening_share=software.screening_share,
        software_noise=software.screening_noise,
    )


def parameters(
    scenario: Scenario,
) -> tuple[WorldParameters, tuple[SegmentParameters, ...], dict[str, TeamParameters]]:
    """All numbers of a scenario: world, segments, and teams by name of the strategy."""
    return (
        world_parameters(scenario.world),
        segment_parameters(scenario.world),
        {name: team_parameters(strategy) for name, strategy in scenario.strategies.items()},
    )
