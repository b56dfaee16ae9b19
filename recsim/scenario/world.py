"""``world``: what nobody in a scenario chooses. People, their labour market, how they react."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from recsim.scenario.fields import Block, NonNegative, Positive, Probability, setting


class Segment(Block):
    """One occupation: how many people it has, how scarce it is, how much it is asked for."""

    people_share: Probability = setting(
        1.0, "Share of all people who work in this occupation.", unit="share of people"
    )
    requisition_share: Probability = setting(
        1.0, "Share of all requisitions that ask for this occupation.", unit="share of requisitions"
    )
    search_multiplier: NonNegative = setting(
        1.0,
        "How readily people of this occupation start to search; below 1 makes seekers scarce.",
        unit="times the average",
        plausible=(0.1, 2.0),
    )
    job_loss_multiplier: NonNegative = setting(
        1.0, "How often they lose their job.", unit="times the average", plausible=(0.3, 2.0)
    )
    job_finding_multiplier: NonNegative = setting(
        1.0,
        "How fast they find a job elsewhere, without these recruiters.",
        unit="times the average",
        plausible=(0.5, 2.0),
    )


class Labour(Block):
    """Job loss, job finding and searching, outside of what the simulated recruiters do."""

    job_loss_per_month: NonNegative = setting(
        0.013,
        "Rate at which employed people lose their job.",
        unit="per month (30.4 days)",
        evidence="P4",
        plausible=(0.010, 0.015),
    )
    unemployed_find_job_per_month: NonNegative = setting(
        0.26,
        "Rate at which unemployed people find a job without these recruiters.",
        unit="per month (30.4 days)",
        evidence="P4",
        plausible=(0.15, 0.36),
    )
    seeking_find_job_per_month: NonNegative = setting(
        0.055,
        "Rate at which employed people who search find another job without these recruiters.",
        unit="per month (30.4 days)",
        evidence="P5",
        plausible=(0.03, 0.11),
    )
    content_find_job_per_month: NonNegative = setting(
        0.008,
        "Rate at which employed people who do not search change job through friends or chance.",
        unit="per month (30.4 days)",
        evidence="P5",
        plausible=(0.002, 0.018),
    )
    search_starts_per_year: NonNegative = setting(
        0.88,
        "Rate at which an employed person of satisfaction 0.6, who carries no seed, starts to "
        "search.",
        unit="per year",
        evidence="P2",
        plausible=(0.4, 1.5),
    )
    search_satisfaction_slope: NonNegative = setting(
        3.0,
        "How much more unhappy people search: the rate is multiplied by "
        "exp(-slope x (satisfaction - 0.6)).",
        unit="per unit of satisfaction",
        evidence="P9",
        plausible=(1.5, 4.0),
    )
    search_belief_slope: NonNegative = setting(
        3.0,
        "How much more people search whose belief in outside options was raised: a full belief "
        "multiplies the rate by 1 + slope. 0: seeds never make people search.",
        unit="per unit of belief",
        plausible=(0.0, 8.0),
    )
    give_up_search_days: Positive = setting(
        120.0,
        "Mean time after which an employed person gives up searching.",
        unit="days",
        plausible=(60.0, 365.0),
    )


class Satisfaction(Block):
    """How happy people are with their job: logit-normal, moving part of the way at times."""

    median: float = setting(
        0.60,
        "Median satisfaction of employed people. With the default spread half are above 0.6 and "
        "one in eight below 0.3.",
        unit="0 (miserable) to 1 (delighted)",
        evidence="P7",
        plausible=(0.5, 0.7),
        gt=0,
        lt=1,
    )
    spread: NonNegative = setting(
        1.07,
        "Standard deviation of satisfaction on the log-odds scale.",
        unit="log-odds",
        evidence="P7",
        plausible=(0.7, 1.5),
    )
    changes_per_year: NonNegative = setting(
        2.0,
        "How often something at work (a new boss, a raise, a bad week) moves a person's "
        "satisfaction.",
        unit="per year",
        plausible=(0.5, 6.0),
    )
    persistence: Probability = setting(
        0.5,
        "How much of the old satisfaction stays after such a change: 0 is a fresh draw, 1 no "
        "change.",
        unit="correlation",
        plausible=(0.2, 0.9),
    )


class Belief(Block):
    """Seeds: how much of a truly better outside option people believe in, and what moves it."""

    baseline: Probability = setting(
        0.10,
        "Share of a better outside option that people believe in before anybody told them.",
        unit="share",
        evidence="P10",
        plausible=(0.0, 0.3),
    )
    gap_closed_by_conversation: Probability = setting(
        0.30,
        "Share of the gap to full belief that one answered contact of full care closes.",
        unit="share of the gap",
        evidence="P11",
        plausible=(0.1, 0.6),
    )
    gap_closed_by_reading: Probability = setting(
        0.06,
        "The same for a contact that was read but not answered.",
        unit="share of the gap",
        plausible=(0.0, 0.2),
    )
    seed_half_life_days: Positive = setting(
        120.0,
        "Half-life of a seed: the time after which half of them are forgotten.",
        unit="days",
        plausible=(30.0, 365.0),
    )
    returns_per_year: NonNegative = setting(
        1.1,
        "Rate at which a content person of full belief comes back to the team that planted the "
        "seed. 0: seeds never bring people back.",
        unit="per year",
        plausible=(0.0, 4.0),
    )
    warm_returns: NonNegative = setting(
        1.0,
        "How much more readily a person of full warmth comes back: 1 + this x warmth.",
        unit="times",
        plausible=(0.0, 3.0),
    )
    seeker_belief: Probability = setting(
        0.70,
        "Least belief of people who search: they look at offers.",
        unit="share",
        plausible=(0.5, 1.0),
    )


class Traits(Block):
    """How people differ."""

    touchiness_log_sd: NonNegative = setting(
        1.2,
        "Spread of touchiness (log-normal, mean 1): a small but vocal minority takes offence "
        "easily. 0: everybody is alike.",
        unit="log standard deviation",
        plausible=(0.0, 2.0),
    )
    fears_exposure_share: Probability = setting(
        0.65,
        "Share of people who fear that colleagues find out when they are contacted at work.",
        unit="share of people",
        evidence="P28",
        plausible=(0.5, 0.8),
    )
    familiarity_median: float = setting(
        0.45,
        "Median familiarity with being contacted by recruiters: 0 is a market where nobody calls.",
        unit="0 to 1",
        plausible=(0.05, 0.8),
        gt=0,
        lt=1,
    )
    familiarity_spread: NonNegative = setting(
        0.6,
        "Standard deviation of familiarity on the log-odds scale.",
        unit="log-odds",
        plausible=(0.0, 1.5),
    )


class Attention(Block):
    """People's attention is a commons: it tires with load; the norm moves with what they meet."""

    outside_messages_per_month: NonNegative = setting(
        4.0,
        "Messages a month that a person gets from recruiters who are not simulated.",
        unit="messages per month",
        evidence="P31",
        plausible=(0.5, 25.0),
    )
    load_half_life_days: Positive = setting(
        30.0,
        "Half-life of the memory of recent messages.",
        unit="days",
        plausible=(7.0, 90.0),
    )
    load_half_point: Positive = setting(
        6.0,
        "Remembered messages at which the willingness to answer has fallen to half of that of a "
        "person who gets none.",
        unit="messages",
        plausible=(2.0, 20.0),
    )
    load_offence: NonNegative = setting(
        0.5,
        "How much the chance of offence grows with load: at the half point it is 1 + this x 1/2. "
        "0: load offends nobody.",
        unit="times",
        plausible=(0.0, 2.0),
    )
    familiarity_gain: Probability = setting(
        0.06,
        "Part of the way to full familiarity that one careful contact (care 1) moves a person.",
        unit="share of the gap",
        plausible=(0.0, 0.15),
    )
    familiarity_loss: Probability = setting(
        0.05,
        "Part of their familiarity that people lose when they are offended or annoyed.",
        unit="share",
        plausible=(0.0, 0.2),
    )
    unfamiliar_offence: NonNegative = setting(
        0.6,
        "How much more likely people are to be offended who never met active recruiting: "
        "1 + this x (1 - familiarity). 0: familiarity does not matter.",
        unit="times",
        plausible=(0.0, 3.0),
    )


class Channels(Block):
    """One number for each channel of outreach."""

    network_message: Probability = setting(..., "Message on a professional network.")
    personal_email: Probability = setting(..., "E-mail to a private address.")
    personal_phone: Probability = setting(..., "Call to a private phone.")
    work_email: Probability = setting(..., "E-mail to the address at work.")
    work_phone: Probability = setting(..., "Call to the phone at work.")


class OffenceByChannel(Channels):
    """Chance that a first contact of ordinary care offends an ordinary person."""

    network_message: Probability = setting(
        0.002,
        "Chance that a message on a professional network offends.",
        unit="offences per contact",
        evidence="P24",
        plausible=(0.0005, 0.008),
    )
    personal_email: Probability = setting(
        0.002,
        "Chance that an e-mail to a private address offends.",
        unit="offences per contact",
        evidence="P24",
        plausible=(0.0005, 0.008),
    )
    personal_phone: Probability = setting(
        0.010,
        "Chance that a call to a private phone offends.",
        unit="offences per contact",
        evidence="P24",
        plausible=(0.0025, 0.04),
    )
    work_email: Probability = setting(
        0.020,
        "Chance that an e-mail to the address at work offends.",
        unit="offences per contact",
        evidence="P24",
        plausible=(0.005, 0.08),
    )
    work_phone: Probability = setting(
        0.020,
        "Chance that a call to the phone at work offends.",
        unit="offences per contact",
        evidence="P24",
        plausible=(0.005, 0.08),
    )


class Offence(Block):
    """When a contact gives offence. Channel rates are for care 0.5, a typical person and load."""

    scale: NonNegative = setting(
        1.0,
        "Multiplies every chance of voiced offence. No study reports it: vary this from 1/4 to 4 "
        "before you believe a result.",
        unit="times",
        evidence="P24",
        plausible=(0.25, 4.0),
    )
    by_channel: OffenceByChannel = setting(OffenceByChannel(), "Chance of offence by channel.")
    care_floor: NonNegative = setting(
        0.2,
        "Offence that even full care cannot avoid: the chance goes with 2 - 2 x care + floor.",
        unit="times",
        plausible=(0.0, 1.0),
    )
    fourth_follow_up: Positive = setting(
        3.0,
        "How many times likelier offence is at the fourth follow-up than at the first contact.",
        unit="times",
        evidence="P27",
        plausible=(2.0, 4.0),
    )
    second_work_channel: Positive = setting(
        2.0,
        "Extra factor when a person is reached on a second channel at work ('called and mailed "
        "at work').",
        unit="times",
        evidence="P24",
        plausible=(1.0, 4.0),
    )
    exposure: NonNegative = setting(
        1.5,
        "How much worse contact at work is for people who fear exposure: 1 + this x "
        "(1 - satisfaction). 0: nobody minds being seen.",
        unit="times",
        evidence="P28",
        plausible=(0.0, 4.0),
    )
    seekers: NonNegative = setting(
        0.5,
        "Chance of offence of people who search, relative to people who do not.",
        unit="times",
        plausible=(0.2, 1.0),
    )
    annoyance: Probability = setting(
        0.05,
        "Chance that a first contact of ordinary care silently annoys: the person says nothing "
        "and becomes wary of the team.",
        unit="annoyed per contact",
        evidence="P23",
        plausible=(0.01, 0.15),
    )
    annoyance_at_work: NonNegative = setting(
        2.0,
        "How much likelier silent annoyance is when the contact comes at work.",
        unit="times",
        plausible=(1.0, 4.0),
    )


class ResponseByChannel(Channels):
    """Chance that a first contact of ordinary care is answered."""

    network_message: Probability = setting(
        0.15,
        "Chance that a first message on a professional network is answered.",
        unit="answers per first contact",
        evidence="P13",
        plausible=(0.10, 0.32),
    )
    personal_email: Probability = setting(
        0.14,
        "Chance that a first e-mail to a private address is answered.",
        unit="answers per first contact",
        evidence="P13",
        plausible=(0.10, 0.32),
    )
    personal_phone: Probability = setting(
        0.12,
        "Chance that a first call to a private phone leads to a conversation.",
        unit="answers per first contact",
        evidence="P21",
        plausible=(0.05, 0.25),
    )
    work_email: Probability = setting(
        0.08,
        "Chance that a first e-mail to the address at work is answered.",
        unit="answers per first contact",
        plausible=(0.03, 0.20),
    )
    work_phone: Probability = setting(
        0.12,
        "Chance that a first call to the phone at work leads to a conversation.",
        unit="answers per first contact",
        evidence="P21",
        plausible=(0.05, 0.25),
    )


class Response(Block):
    """Whether people answer. Channel rates are for care 0.5, a content person and typical load."""

    by_channel: ResponseByChannel = setting(ResponseByChannel(), "Chance of an answer by channel.")
    first_follow_up: NonNegative = setting(
        0.71,
        "Yield of the first follow-up, relative to the first contact.",
        unit="times",
        evidence="P19",
        plausible=(0.49, 0.71),
    )
    second_follow_up: NonNegative = setting(
        0.29,
        "Yield of the second follow-up, relative to the first contact; each later one yields "
        "half of the one before.",
        unit="times",
        evidence="P19",
        plausible=(0.05, 0.30),
    )
    personal_against_generic: Positive = setting(
        1.4,
        "Answers to a fully careful contact, relative to a careless one. The gain flattens as "
        "care grows.",
        unit="times",
        evidence="P15",
        plausible=(1.15, 2.6),
    )
    reply_median_days: Positive = setting(
        0.25,
        "Median time to an answer in writing, given that there is one.",
        unit="days",
        evidence="P20",
        plausible=(0.03, 1.0),
    )
    reply_log_sd: NonNegative = setting(
        1.94,
        "Spread of the time to an answer.",
        unit="log standard deviation",
        evidence="P20",
        plausible=(1.0, 2.5),
    )
    seekers: NonNegative = setting(
        1.5,
        "Answers of people who search, relative to people who do not.",
        unit="times",
        plausible=(1.0, 3.0),
    )
    annoyed: Probability = setting(
        0.5, "Answers of silently annoyed people.", unit="times", plausible=(0.0, 1.0)
    )
    wary: Probability = setting(
        0.5,
        "Answers of people who are wary of the team.",
        unit="times",
        evidence="P30",
        plausible=(0.4, 0.8),
    )
    warm: NonNegative = setting(
        0.8,
        "How much more readily a person of full warmth towards the firm answers: 1 + this x "
        "warmth. 0: decorum does not matter.",
        unit="times",
        plausible=(0.0, 1.5),
    )
    agency_against_corporate: Positive = setting(
        0.86,
        "Answers to an agency, relative to a corporate recruiter.",
        unit="times",
        evidence="P37",
        plausible=(0.8, 1.0),
    )
    read_without_answer: Probability = setting(
        0.5,
        "Chance that a contact which is not answered was read.",
        unit="share",
        plausible=(0.2, 0.77),
    )


class Interest(Block):
    """Whether a person who answered wants to hear more: believed gain against reservation gain."""

    reservation_gain: float = setting(
        0.10,
        "Pay gain that a content person of satisfaction 0.6 needs.",
        unit="share of pay",
        evidence="P12",
        plausible=(0.05, 0.20),
        ge=-1,
        le=5,
    )
    reservation_slope: NonNegative = setting(
        0.20,
        "How much more gain happier people need, for a whole unit of satisfaction.",
        unit="share of pay",
        evidence="P12",
        plausible=(0.1, 0.4),
    )
    reservation_sd: NonNegative = setting(
        0.04, "How much people differ in it.", unit="share of pay", plausible=(0.0, 0.1)
    )
    seeking_shift: float = setting(
        -0.06,
        "Change of the needed gain while searching.",
        unit="share of pay",
        plausible=(-0.15, 0.0),
        ge=-1,
        le=1,
    )
    unemployed_shift: float = setting(
        -0.12,
        "Change of the needed gain while unemployed.",
        unit="share of pay",
        plausible=(-0.3, 0.0),
        ge=-1,
        le=1,
    )
    scale: Positive = setting(
        0.07,
        "Softness of the decision: a gain this far above the needed one gives odds of e to 1.",
        unit="share of pay",
        evidence="P14",
        plausible=(0.03, 0.15),
    )


class Memory(Block):
    """What people keep of how they were treated, and whom they tell."""

    wary_half_life_days: Positive = setting(
        365.0,
        "Half-life of wariness towards a team; .inf: never ends.",
        unit="days",
        plausible=(90.0, 1500.0),
    )
    do_not_contact_half_life_days: Positive = setting(
        730.0,
        "Half-life of a do-not-contact request; .inf: never ends.",
        unit="days",
        plausible=(180.0, 3000.0),
    )
    warmth_per_decline: Probability = setting(
        0.30,
        "Part of the way to full warmth that a polite decline moves a person, at full care.",
        unit="share of the gap",
        plausible=(0.0, 0.6),
    )
    agency_warmth: Probability = setting(
        0.7,
        "The same for an agency, relative to a corporate recruiter: people keep a firm that they "
        "may want to join in better memory.",
        unit="times",
        plausible=(0.4, 1.0),
    )
    warmth_offence: Probability = setting(
        0.4,
        "How much full warmth lowers the chance of offence.",
        unit="share",
        plausible=(0.0, 0.8),
    )
    wary_offence: NonNegative = setting(
        1.5,
        "Chance of offence of people who are wary of the team, relative to others.",
        unit="times",
        plausible=(1.0, 3.0),
    )
    tells_others: Probability = setting(
        0.50,
        "Chance that an offended person tells others. 0: no word of mouth.",
        unit="share",
        evidence="P30",
        plausible=(0.31, 0.72),
    )
    hearers: NonNegative = setting(
        8.0,
        "Mean number of people of the same occupation who are told.",
        unit="people",
        plausible=(1.0, 20.0),
        le=500,
    )
    hearer_becomes_wary: Probability = setting(
        0.55,
        "Chance that a person who is told becomes wary of that team.",
        unit="share",
        evidence="P30",
        plausible=(0.2, 0.6),
    )
    resent_turned_down: Probability = setting(
        0.008,
        "Chance that an applicant who is turned down with an answer resents it and becomes wary.",
        unit="per application",
        evidence="P96",
        plausible=(0.002, 0.03),
    )
    resent_unanswered: Probability = setting(
        0.020,
        "The same for an application that is never answered.",
        unit="per application",
        evidence="P96",
        plausible=(0.005, 0.08),
    )
    resent_after_interview: Probability = setting(
        0.050,
        "The same for somebody who is turned down after a talk or an interview.",
        unit="per rejection",
        evidence="P96",
        plausible=(0.01, 0.2),
    )


class Board(Block):
    """The advert board: what people who search look at."""

    visits_per_day: NonNegative = setting(
        0.20, "How often a seeker looks for openings.", unit="per day", plausible=(0.03, 1.0)
    )
    newest_first: Positive = setting(
        4.0,
        "How strongly fresh adverts are favoured: an advert is met at rank (open adverts) x "
        "u^this, u uniform. 1: all alike.",
        unit="exponent",
        evidence="P32",
        plausible=(1.0, 6.0),
    )
    taste: NonNegative = setting(
        0.04,
        "How much a seeker's own taste for an opening counts beside its pay.",
        unit="share of pay per standard deviation of fit",
        plausible=(0.0, 0.1),
    )


class Hiring(Block):
    """From the first talk to the start, and the time after it."""

    quality_weight: NonNegative = setting(
        0.6,
        "Weight of a person's general quality in the fit of a pair.",
        unit="standard deviations",
        plausible=(0.2, 1.0),
    )
    pair_weight: NonNegative = setting(
        0.8,
        "Weight of the particular match of person and opening.",
        unit="standard deviations",
        plausible=(0.2, 1.0),
    )
    profile_noise: NonNegative = setting(
        0.8,
        "Error of judging fit from a profile or a CV.",
        unit="standard deviations",
        plausible=(0.3, 2.0),
    )
    talk_noise: NonNegative = setting(
        0.5, "Error of judging fit in a talk.", unit="standard deviations", plausible=(0.2, 1.0)
    )
    interview_days: NonNegative = setting(
        18.0,
        "Median time of the interviews; with interview_time gamma, the mean.",
        unit="days",
        plausible=(7.0, 30.0),
    )
    interview_time: Literal["log_normal", "gamma"] = setting(
        "log_normal", "How the time of the interviews varies."
    )
    interview_gamma_shape: Positive = setting(
        4.0, "Shape of that time, if it is gamma.", unit="shape", plausible=(1.0, 10.0)
    )
    decision_days: NonNegative = setting(
        5.0, "Median time to decide on an offer.", unit="days", plausible=(1.0, 14.0)
    )
    delay_log_sd: NonNegative = setting(
        0.5, "Spread of these times.", unit="log standard deviation", plausible=(0.2, 1.0)
    )
    interview_intercept: float = setting(
        -2.1,
        "Log-odds of passing the interviews at average fit (0).",
        unit="log-odds",
        evidence="P33",
        plausible=(-3.0, 0.0),
        ge=-50,
        le=50,
    )
    interview_slope: NonNegative = setting(
        1.0,
        "How much fit counts in the interviews.",
        unit="log-odds per standard deviation",
        plausible=(0.0, 2.0),
    )
    accept_intercept: float = setting(
        2.6,
        "Log-odds of accepting an offer that is just worth the move.",
        unit="log-odds",
        evidence="P33",
        plausible=(0.0, 4.0),
        ge=-50,
        le=50,
    )
    accept_slope: NonNegative = setting(
        9.0,
        "How much a gain beyond the needed one counts.",
        unit="log-odds per share of pay",
        evidence="P33",
        plausible=(0.0, 20.0),
    )
    counter_offer: Probability = setting(
        0.15,
        "Chance that the employer makes a counter-offer to an employed person who would accept.",
        unit="share",
        plausible=(0.0, 0.4),
    )
    counter_offer_accepted: Probability = setting(
        0.6, "Chance that it is taken.", unit="share", plausible=(0.3, 0.8)
    )
    ghosting: Probability = setting(
        0.03,
        "Chance that a person silently drops out at a stage.",
        unit="per stage",
        plausible=(0.0, 0.15),
    )
    early_exits_per_year: NonNegative = setting(
        0.20,
        "Rate at which a placed person of average fit leaves again in the first year.",
        unit="per year",
        evidence="P36",
        plausible=(0.1, 0.4),
    )
    early_exit_fit_slope: NonNegative = setting(
        0.5,
        "How much better fit prevents it: the rate goes with exp(-slope x fit).",
        unit="per standard deviation",
        plausible=(0.0, 1.0),
    )
    guarantee_days: NonNegative = setting(
        90.0,
        "A placement that ends within this time falls off (an agency refunds the fee).",
        unit="days",
        plausible=(30.0, 180.0),
    )


class Demand(Block):
    """Requisitions: what the employers ask each team for."""

    requisitions_per_year: NonNegative = setting(
        300.0,
        "Requisitions a year that each team is given.",
        unit="per year and team",
        evidence="P34",
        plausible=(100.0, 1000.0),
    )
    open_days: Positive = setting(
        90.0,
        "Time after which an unfilled requisition is withdrawn (the mean, if it is random).",
        unit="days",
        plausible=(45.0, 180.0),
    )
    open_time: Literal["fixed", "exponential"] = setting(
        "fixed", "Whether that time is the same for all requisitions or random."
    )
    pay_gain_mean: float = setting(
        0.10,
        "Mean pay gain over the market that an opening offers.",
        unit="share of pay",
        evidence="P12",
        plausible=(0.0, 0.25),
        ge=-1,
        le=5,
    )
    pay_gain_sd: NonNegative = setting(
        0.08, "How much openings differ in it.", unit="share of pay", plausible=(0.0, 0.15)
    )


class Work(Block):
    """A recruiter's time and what each task takes of it."""

    hours_per_week: Positive = setting(
        40.0, "Working hours of a recruiter.", unit="hours per week", plausible=(30.0, 50.0), le=168
    )
    overhead: Probability = setting(
        0.30,
        "Share of them that goes to clients, meetings and administration.",
        unit="share",
        plausible=(0.1, 0.5),
        lt=1,
    )
    screen_hours: NonNegative = setting(
        0.07, "Reading one application.", unit="hours", plausible=(0.02, 0.2)
    )
    answer_hours: NonNegative = setting(
        0.03, "Answering one applicant who is turned down.", unit="hours", plausible=(0.01, 0.1)
    )
    profile_hours: NonNegative = setting(
        0.02,
        "Reading one profile in a search for targets.",
        unit="hours",
        evidence="P34",
        plausible=(0.01, 0.1),
    )
    message_hours: NonNegative = setting(
        0.05,
        "Sending one careless message.",
        unit="hours",
        evidence="P34",
        plausible=(0.01, 0.1),
    )
    care_hours: NonNegative = setting(
        0.50,
        "Further hours of a fully careful contact (study, writing); they grow with care squared, "
        "so the last bit of care costs the most.",
        unit="hours",
        evidence="P34",
        plausible=(0.1, 0.8),
    )
    follow_up_effort: NonNegative = setting(
        0.3,
        "Care hours of a follow-up, relative to the first contact.",
        unit="times",
        plausible=(0.1, 1.0),
    )
    call_hours: NonNegative = setting(
        0.10, "Further hours of a call.", unit="hours", plausible=(0.05, 0.3)
    )
    talk_hours: NonNegative = setting(
        0.75, "Screening talk with an interested person.", unit="hours", plausible=(0.3, 1.5)
    )
    interview_hours: NonNegative = setting(
        2.5, "Arranging one person's interviews.", unit="hours", plausible=(1.0, 6.0)
    )
    closing_hours: NonNegative = setting(
        6.0, "Negotiating one offer.", unit="hours", plausible=(2.0, 12.0)
    )
    task_times: Literal["fixed", "exponential"] = setting(
        "fixed", "Whether a task always takes these hours or they are the mean of a random time."
    )


class Money(Block):
    """Money, for cost per placement."""

    currency: str = setting("USD", "Name of the currency.")
    recruiter_hour_cost: NonNegative = setting(
        50.0,
        "Full cost of an hour of a recruiter.",
        unit="currency per hour",
        plausible=(25.0, 100.0),
    )
    salary: NonNegative = setting(
        90_000.0,
        "First-year pay of a placed person.",
        unit="currency per year",
        evidence="P35",
        plausible=(30_000.0, 200_000.0),
    )
    agency_fee: Probability = setting(
        0.22,
        "Fee of an agency.",
        unit="share of first-year pay",
        evidence="P35",
        plausible=(0.15, 0.35),
    )


class World(Block):
    """What the scenario's people cannot choose."""

    people: int = setting(
        2000,
        "Number of people in the labour market.",
        unit="people",
        ge=1,
        le=5_000_000,
        label="People",
    )
    segments: dict[str, Segment] = setting(
        {"everyone": Segment()}, "Occupations by name; their shares add up to 1."
    )
    labour: Labour = setting(Labour(), "Jobs lost and found, searching.")
    satisfaction: Satisfaction = setting(Satisfaction(), "How happy people are at work.")
    belief: Belief = setting(Belief(), "Seeds: belief in something better outside.")
    traits: Traits = setting(Traits(), "How people differ.")
    attention: Attention = setting(Attention(), "Attention as a commons; familiarity as a norm.")
    offence: Offence = setting(Offence(), "When a contact gives offence.")
    response: Response = setting(Response(), "When a contact is answered.")
    interest: Interest = setting(Interest(), "When an answer is a yes.")
    memory: Memory = setting(Memory(), "What people keep of how they were treated.")
    board: Board = setting(Board(), "The advert board.")
    hiring: Hiring = setting(Hiring(), "From first talk to start.")
    demand: Demand = setting(Demand(), "Requisitions.")
    work: Work = setting(Work(), "Recruiters' time.")
    money: Money = setting(Money(), "Money.")

    @model_validator(mode="after")
    def _shares_add_up(self) -> World:
        if not self.segments:
            raise ValueError("segments: at least one is needed")
        for share in ("people_share", "requisition_share"):
            total = sum(getattr(segment, share) for segment in self.segments.values())
            if abs(total - 1) > 1e-6:
                raise ValueError(
                    f"segments: the values of {share} add up to {total:.6g}, expected 1"
                )
        return self
