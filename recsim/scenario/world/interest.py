"""``world.interest``: when an answer is a yes."""

from __future__ import annotations

from recsim.scenario.fields import Block, PayShare, setting


class Interest(Block):
    """Whether a person who answered wants to hear more: believed gain against reservation gain."""

    reservation_gain: float = setting(
        0.125,
        "Pay gain that a content person of satisfaction 0.6 needs.",
        unit="share of pay",
        evidence="P12",
        plausible=(0.05, 0.20),
        ge=-1,
        le=5,
        label="Pay rise that a content person needs",
    )
    reservation_slope: PayShare = setting(
        0.20,
        "How much more gain happier people need, for a whole unit of satisfaction.",
        unit="share of pay",
        evidence="P12",
        plausible=(0.1, 0.4),
        label="How much more happier people need",
    )
    reservation_sd: PayShare = setting(
        0.04,
        "How much people differ in it.",
        unit="share of pay",
        plausible=(0.0, 0.1),
        label="How much people differ in the rise needed",
    )
    seeking_shift: float = setting(
        -0.06,
        "Change of the needed gain while searching.",
        unit="share of pay",
        plausible=(-0.15, 0.0),
        ge=-1,
        le=1,
        label="What searching changes in the rise needed",
    )
    unemployed_shift: float = setting(
        -0.12,
        "Change of the needed gain while unemployed.",
        unit="share of pay",
        plausible=(-0.3, 0.0),
        ge=-1,
        le=1,
        label="What unemployment changes in the rise needed",
    )
    talk_shift: float = setting(
        -0.05,
        "Change of the needed gain for somebody who is asked in a talk and not in writing: a voice "
        "persuades. 0: it makes no difference.",
        unit="share of pay",
        plausible=(-0.08, 0.0),
        ge=-1,
        le=1,
        label="What a talk changes in the rise needed",
    )
    scale: float = setting(
        0.054,
        "Softness of the decision: a gain this far above the needed one gives odds of e to 1.",
        unit="share of pay",
        evidence="P14",
        plausible=(0.03, 0.15),
        ge=0.001,
        le=10,
        label="How gradual the decision is",
    )
