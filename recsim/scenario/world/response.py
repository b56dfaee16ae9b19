"""``world.response``: when a contact is answered."""

from __future__ import annotations

from recsim.scenario.fields import Block, Days, Factor, Probability, Spread, setting


class ResponseByChannel(Block):
    """Chance that a first contact of ordinary care is answered."""

    network_message: Probability = setting(
        0.163,
        "Chance that a first message on a professional network is answered.",
        unit="answers per first contact",
        evidence="P13",
        plausible=(0.10, 0.32),
        label="Answers to a first message on a network",
    )
    personal_email: Probability = setting(
        0.153,
        "Chance that a first e-mail to a private address is answered.",
        unit="answers per first contact",
        evidence="P13",
        plausible=(0.10, 0.32),
        label="Answers to a first private e-mail",
    )
    personal_phone: Probability = setting(
        0.12,
        "Chance that a first call to a private phone leads to a conversation.",
        unit="answers per first contact",
        evidence="P21",
        plausible=(0.05, 0.25),
        label="Talks from a first call to a private phone",
    )
    work_email: Probability = setting(
        0.10,
        "Chance that a first e-mail to the address at work is answered.",
        unit="answers per first contact",
        plausible=(0.03, 0.20),
        label="Answers to a first e-mail at work",
    )
    work_phone: Probability = setting(
        0.12,
        "Chance that a first call to the phone at work leads to a conversation.",
        unit="answers per first contact",
        evidence="P21",
        plausible=(0.05, 0.25),
        label="Talks from a first call at work",
    )


class Response(Block):
    """Whether people answer. Channel rates are for care 0.5, a content person and typical load."""

    by_channel: ResponseByChannel = setting(ResponseByChannel(), "Chance of an answer by channel.")
    first_follow_up: Factor = setting(
        0.62,
        "Yield of the first follow-up, relative to the first contact.",
        unit="times",
        evidence="P19",
        plausible=(0.49, 0.71),
        label="Answers to the first follow-up, against the first contact",
    )
    second_follow_up: Factor = setting(
        0.25,
        "Yield of the second follow-up, relative to the first contact; each later one yields "
        "half of the one before.",
        unit="times",
        evidence="P19",
        plausible=(0.05, 0.30),
        label="Answers to the second follow-up, against the first contact",
    )
    personal_against_generic: float = setting(
        5.0,
        "Answers to a fully careful contact, relative to a careless one. The gain flattens as "
        "care grows.",
        unit="times",
        evidence="P15",
        plausible=(1.15, 5.6),
        ge=0.001,
        le=1000,
        label="Answers to a careful contact, against bulk mail",
    )
    reply_median_days: Days = setting(
        0.25,
        "Median time to an answer in writing, given that there is one.",
        unit="days",
        evidence="P20",
        plausible=(0.03, 1.0),
        label="Usual time until an answer",
    )
    reply_log_sd: Spread = setting(
        1.94,
        "Spread of the time to an answer.",
        unit="log standard deviation",
        evidence="P20",
        plausible=(1.0, 2.5),
        label="How much the time until an answer varies",
    )
    seekers: Factor = setting(
        1.5,
        "Answers of people who search, relative to people who do not.",
        unit="times",
        plausible=(1.0, 3.0),
        label="Answers of people who search, against others",
    )
    annoyed: Probability = setting(
        0.5,
        "Answers of silently annoyed people.",
        unit="times",
        plausible=(0.0, 1.0),
        label="Answers of silently annoyed people, against others",
    )
    wary: Probability = setting(
        0.5,
        "Answers of people who are wary of the team.",
        unit="times",
        evidence="P30",
        plausible=(0.4, 0.8),
        label="Answers of people wary of the team, against others",
    )
    warm: Factor = setting(
        0.8,
        "How much more readily a person of full warmth towards the firm answers: 1 + this x "
        "warmth. 0: decorum does not matter.",
        unit="times",
        plausible=(0.0, 1.5),
        label="How much goodwill helps to be answered",
    )
    read_without_answer: Probability = setting(
        0.5,
        "Chance that a contact which is not answered was read.",
        unit="share",
        plausible=(0.2, 0.77),
        label="Unanswered contacts that were read",
    )
