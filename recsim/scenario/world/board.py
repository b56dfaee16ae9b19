"""``world.board``: the advert board."""

from __future__ import annotations

from recsim.scenario.fields import Block, NonNegative, PayShare, Probability, setting


class Board(Block):
    """The advert board: what people who search look at."""

    visits_per_day: NonNegative = setting(
        0.009,
        "How often a seeker looks for openings.",
        unit="per day",
        plausible=(0.002, 1.0),
        le=24,
        label="How often a seeker looks for openings",
    )
    newest_first: float = setting(
        4.0,
        "How strongly fresh adverts are favoured: an advert is met at rank (open adverts) x "
        "u^this, u uniform. 1: all alike.",
        unit="exponent",
        evidence="P32",
        plausible=(1.0, 6.0),
        ge=0.01,
        le=100,
        label="How much fresh adverts are favoured",
    )
    taste: PayShare = setting(
        0.04,
        "How much a seeker's own taste for an opening counts beside its pay.",
        unit="share of pay per standard deviation of fit",
        plausible=(0.0, 0.1),
        label="How much taste counts beside pay",
    )
    through_agency: Probability = setting(
        0.25,
        "Share of those who would apply for an agency's opening that do so through its advert; the "
        "others find the employer's own, or mistrust an advert without a name. 1: all.",
        unit="share of applicants",
        plausible=(0.2, 1.0),
        label="Applicants who go through an agency",
    )
