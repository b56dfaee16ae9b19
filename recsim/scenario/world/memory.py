"""``world.memory``: goodwill: what people keep of how they were treated."""

from __future__ import annotations

from math import inf

from recsim.scenario.fields import Block, Factor, NonNegative, Positive, Probability, setting


class Memory(Block):
    """What people keep of how they were treated, and whom they tell."""

    wary_half_life_days: Positive = setting(
        365.0,
        "Half-life of wariness towards a team; .inf: never ends.",
        unit="days",
        plausible=(90.0, 1500.0),
        label="Time until half of the wary people trust again",
    )
    do_not_contact_half_life_days: Positive = setting(
        inf,
        "Half-life of a do-not-contact request; .inf: the team keeps to it for good.",
        unit="days",
        evidence="P39",
        label="Time until half of the “do not contact” requests lapse",
    )
    warmth_per_decline: Probability = setting(
        0.30,
        "Part of the way to full warmth that a polite decline moves a person, at full care.",
        unit="share of the gap",
        plausible=(0.0, 0.6),
        label="Goodwill gained by a careful contact that is declined",
    )
    wary_offence: Factor = setting(
        1.5,
        "Chance of a complaint of people who are wary of the team, relative to others.",
        unit="times",
        plausible=(1.0, 3.0),
        label="Complaints of wary people, against others",
    )
    tells_others: Probability = setting(
        0.50,
        "Chance that somebody who complains tells others. 0: no word of mouth.",
        unit="share",
        evidence="P30",
        plausible=(0.31, 0.72),
        label="People who complain and tell others",
    )
    hearers: NonNegative = setting(
        8.0,
        "Mean number of people of the same occupation who are told.",
        unit="people",
        plausible=(1.0, 20.0),
        le=100,
        label="People whom they tell",
    )
    hearer_becomes_wary: Probability = setting(
        0.55,
        "Chance that a person who is told becomes wary of that team.",
        unit="share",
        evidence="P30",
        plausible=(0.2, 0.6),
        label="Hearers who become wary",
    )
    resent_turned_down: Probability = setting(
        0.008,
        "Chance that an applicant who is turned down with an answer resents it and becomes wary.",
        unit="per application",
        evidence="P96",
        plausible=(0.002, 0.03),
        label="Applicants who resent a rejection",
    )
    resent_unanswered: Probability = setting(
        0.020,
        "The same for an application that is never answered.",
        unit="per application",
        evidence="P96",
        plausible=(0.005, 0.08),
        label="Applicants who resent silence",
    )
    resent_after_interview: Probability = setting(
        0.050,
        "The same for somebody who is turned down after a talk or an interview.",
        unit="per rejection",
        evidence="P96",
        plausible=(0.01, 0.2),
        label="Candidates who resent a late rejection",
    )
