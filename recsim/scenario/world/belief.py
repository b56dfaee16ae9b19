"""``world.belief``: seeds: what people believe is to be had elsewhere."""

from __future__ import annotations

from recsim.scenario.fields import Block, Factor, Lasting, PerYear, Probability, setting


class Belief(Block):
    """Seeds: how much of a truly better outside option people believe in, and what moves it."""

    baseline: Probability = setting(
        0.10,
        "Share of a better outside option that people believe in before anybody told them.",
        unit="share",
        evidence="P10",
        plausible=(0.0, 0.3),
        label="Belief in a better job before any contact",
    )
    gap_closed_by_conversation: Probability = setting(
        0.30,
        "Share of the gap to full belief that one answered contact of full care closes.",
        unit="share of the gap",
        evidence="P11",
        plausible=(0.1, 0.6),
        label="Belief gained by an answered contact",
    )
    gap_closed_by_reading: Probability = setting(
        0.06,
        "The same for a contact that was read but not answered.",
        unit="share of the gap",
        plausible=(0.0, 0.2),
        label="Belief gained by a contact that was only read",
    )
    seed_half_life_days: Lasting = setting(
        120.0,
        "Half-life of a seed: the time after which half of them are forgotten.",
        unit="days",
        plausible=(30.0, 365.0),
        label="Time until half of a seed is forgotten",
    )
    returns_per_year: PerYear = setting(
        1.1,
        "Rate at which a content person of full belief comes back to the team that planted the "
        "seed. 0: seeds never bring people back.",
        unit="per year",
        plausible=(0.0, 4.0),
        label="How often a person with a seed comes back",
    )
    warm_returns: Factor = setting(
        1.0,
        "How much more readily a person of full warmth comes back: 1 + this x warmth.",
        unit="times",
        plausible=(0.0, 3.0),
        label="How much goodwill brings people back",
    )
    seeker_belief: Probability = setting(
        0.70,
        "Least belief of people who search: they look at offers.",
        unit="share",
        plausible=(0.5, 1.0),
        label="Least belief of people who search",
    )
