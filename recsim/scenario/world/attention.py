"""``world.attention``: attention as a commons, and familiarity as a norm."""

from __future__ import annotations

from recsim.scenario.fields import (
    TRILLION,
    Block,
    Factor,
    NonNegative,
    Positive,
    Probability,
    setting,
)


class Attention(Block):
    """People's attention is a commons: it tires with load; the norm moves with what they meet."""

    outside_messages_per_month: NonNegative = setting(
        4.0,
        "Messages a month that a person gets from recruiters who are not simulated.",
        unit="messages per month",
        evidence="P31",
        plausible=(0.5, 25.0),
        le=300,
        label="Messages from recruiters who are not simulated",
    )
    outside_harm: Probability = setting(
        1.0,
        "Share of such messages that can annoy or draw a complaint, as those of the simulated "
        "teams do at the same care: people then find being contacted less normal. 0: none.",
        unit="0 to 1",
        plausible=(0.0, 1.0),
        label="People put off by recruiters who are not simulated",
    )
    outside_care: Probability = setting(
        0.3,
        "Care of recruiters who are not simulated.",
        unit="0 to 1",
        plausible=(0.1, 0.6),
        label="Care of recruiters who are not simulated",
    )
    load_half_life_days: float = setting(
        30.0,
        "Half-life of the memory of recent messages.",
        unit="days",
        plausible=(7.0, 90.0),
        ge=0.001,
        le=36_500,
        label="Time until half of the messages are forgotten",
    )
    load_half_point: float = setting(
        6.0,
        "Remembered messages at which the willingness to answer has fallen to half of that of a "
        "person who gets none.",
        unit="messages",
        plausible=(2.0, 20.0),
        ge=0.001,
        le=TRILLION,
        label="Messages that halve the readiness to answer",
    )
    load_offence: Factor = setting(
        0.5,
        "How much the chance of a complaint grows with load: at the half point it is 1 + this x "
        "1/2. 0: load makes no difference.",
        unit="times",
        plausible=(0.0, 2.0),
        label="Complaints in a crowded inbox",
    )
    familiarity_gain: Probability = setting(
        0.06,
        "Part of the way to full familiarity that one careful contact (care 1) moves a person.",
        unit="share of the gap",
        plausible=(0.0, 0.15),
        label="Familiarity gained by one careful contact",
    )
    familiarity_loss: Probability = setting(
        0.05,
        "Part of their familiarity that people lose when they are put off.",
        unit="share",
        plausible=(0.0, 0.2),
        label="Familiarity lost by who is put off",
    )
    familiarity_half_life_days: Positive = setting(
        365.0,
        "Half-life of what contacts have changed: familiarity goes back to the person's own norm; "
        ".inf: never.",
        unit="days",
        plausible=(90.0, 1500.0),
        label="Time until half of a change in familiarity is gone",
    )
    unfamiliar_offence: Factor = setting(
        0.6,
        "How much more likely people are to complain who never met active recruiting: "
        "1 + this x (1 - familiarity). 0: familiarity does not matter.",
        unit="times",
        plausible=(0.0, 3.0),
        label="Extra complaints of people who never met recruiters",
    )
