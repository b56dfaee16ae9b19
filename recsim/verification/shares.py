"""Who and what there is: shares of people, requisitions and contacts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from recsim.model.events import Kind
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import CHANNELS
from recsim.verification.case import Case, Sums
from recsim.verification.log import Log
from recsim.verification.neutral import neutral
from recsim.verification.outreach import calling

SEGMENTS = ("first", "second", "third")
MIXES: dict[str, tuple[float, ...]] = {
    "even": (0.2, 0.2, 0.2, 0.2, 0.2),
    "network first": (0.55, 0.3, 0.0, 0.05, 0.1),
    "at work": (0.0, 0.05, 0.05, 0.5, 0.4),
}


def of_segments(at: tuple[float, ...]) -> Scenario:
    """People and requisitions of three occupations; requisitions the other way round."""
    segments = {
        name: {"people_share": people, "requisition_share": asked}
        for name, people, asked in zip(SEGMENTS, at, reversed(at), strict=True)
    }
    world = {
        "people": 2000,
        "segments": segments,
        "demand": {"requisitions_per_recruiter_year": 3650.0, "open_days": 1.0},
    }
    return neutral(world, {"style": "passive", "recruiters": 1}, days=200)


def observe_segments(log: Log, _: Any) -> Sums:
    """People and requisitions by occupation."""
    people = log.of_kind(Kind.PRESENT)["segment"]
    asked = log.of_kind(Kind.REQUISITION_OPENED)["segment"]
    return {
        f"{what} in the {name}": (float((of == number).sum()), float(len(of)))
        for number, name in enumerate(SEGMENTS)
        for what, of in (("people", people), ("requisitions", asked))
    }


def segments(at: tuple[float, ...]) -> Mapping[str, float]:
    """Multinomial shares."""
    return {f"people in the {name}": share for name, share in zip(SEGMENTS, at, strict=True)} | {
        f"requisitions in the {name}": share
        for name, share in zip(SEGMENTS, reversed(at), strict=True)
    }


def by_channel(mix: str) -> Scenario:
    """Contacts through a mix of channels."""
    shares = dict(zip(CHANNELS, MIXES[mix], strict=True))
    return calling({}, {"channels": shares}, days=150)


def observe_channels(log: Log, _: Any) -> Sums:
    """Contacts by channel."""
    channel = log.of_kind(Kind.CONTACTED)["detail"] // 2 % len(CHANNELS)
    number = np.bincount(channel, minlength=len(CHANNELS))
    return {name: (float(n), float(len(channel))) for name, n in zip(CHANNELS, number, strict=True)}


MULTINOMIAL = "Feller (1968), An Introduction to Probability Theory I, VI.9"

CASES = (
    Case(
        name="segments",
        shows="People and requisitions fall into occupations by their shares.",
        source=MULTINOMIAL,
        parameter="shares",
        values=((0.7, 0.2, 0.1), (0.34, 0.33, 0.33), (0.05, 0.15, 0.8)),
        scenario=of_segments,
        observe=observe_segments,
        exact=segments,
        replications=10,
        precision=0.3,
    ),
    Case(
        name="channels",
        shows="Contacts fall into channels by the shares of the mix.",
        source=MULTINOMIAL,
        parameter="mix",
        values=tuple(MIXES),
        scenario=by_channel,
        observe=observe_channels,
        exact=lambda mix: dict(zip(CHANNELS, MIXES[mix], strict=True)),
        replications=10,
        precision=0.2,
    ),
)
