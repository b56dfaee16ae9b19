"""Numbers that others have published, from the shipped scenarios of the folder ``published``.

The files say how each published rate becomes a setting; ``recsim run published/lake_model`` and the
others work, too, and check what can be seen in the table of measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import gammainc

from recsim.model.events import Kind
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario
from recsim.verification.case import Case, Sums
from recsim.verification.labour import observe_shares
from recsim.verification.log import Log
from recsim.verification.queues import erlang_c, observe

BIRTH, DEATH = 0.0124, 0.00822  # a month
FUNNEL = 0.25 * 0.40 * 0.20 * (2 / 3) * 0.20 * 0.90
NO_HIRE_AFTER, ONE_HIRE_WITHIN = 420, 959

LAKES = {  # separation and finding, a month
    "lake_model": (0.013, 0.283),
    "lake_model_separations": (0.03, 0.283),
    "lake_model_slow_finding": (0.013, 0.2),
}
TEAMS = {"one_recruiter": 1, "two_recruiters": 2, "three_recruiters": 3}
SHAPES = {
    "time_to_fill": 4.0,
    "time_to_fill_shape_2_5": 2.5,
    "time_to_fill_shape_1_5": 1.5,
}


def shipped(name: str, *variants: str) -> Scenario:
    """A scenario of the folder."""
    return load(f"published/{name}", with_=variants).scenario


def lake(name: str) -> Mapping[str, float]:
    """Stationary unemployment: ways into it by all ways in and out, per head and month."""
    separation, finding = LAKES[name]
    into, out_of = (1 - DEATH) * separation + BIRTH, (1 - DEATH) * finding
    return {"share unemployed": into / (into + out_of)}


def observe_funnel(log: Log, _: Any) -> Sums:
    """Contacts for a hire; blocks of contacts one after the other in which nobody is hired."""
    contacts = log.of_kind(Kind.CONTACTED)
    hires = np.searchsorted(contacts["time"], log.of_kind(Kind.PLACED)["time"], side="right")

    def of_blocks(size: int) -> tuple[float, float]:
        blocks = len(contacts) // size
        counted = hires[hires <= blocks * size]
        return float(len(np.unique((counted - 1) // size))), float(blocks)

    hit, blocks = of_blocks(NO_HIRE_AFTER)
    return {
        "people contacted for a hire": (float(len(contacts)), float(len(hires))),
        f"no hire after {NO_HIRE_AFTER}": (blocks - hit, blocks),
        f"a hire within {ONE_HIRE_WITHIN}": of_blocks(ONE_HIRE_WITHIN),
    }


def observe_on_time(log: Log, _: Any) -> Sums:
    """Requisitions filled, of those that were closed."""
    filled = float(len(log.of_kind(Kind.REQUISITION_FILLED, measured=True)))
    expired = float(len(log.of_kind(Kind.REQUISITION_EXPIRED, measured=True)))
    return {"share filled by day 90": (filled, filled + expired)}


CASES = (
    Case(
        name="published_lake_model",
        shows="The labour market settles at the unemployment of the lake model.",
        source="Sargent and Stachurski, Quantitative Economics with Python: A Lake Model",
        parameter="scenario",
        values=tuple(LAKES),
        scenario=shipped,
        observe=observe_shares,
        exact=lake,
        replications=12,
    ),
    Case(
        name="published_funnel",
        shows="An outbound funnel needs 416.7 people contacted for a hire.",
        source="product of six published rates; geometric number of contacts",
        parameter="scenario",
        values=("outbound_funnel",),
        scenario=shipped,
        observe=observe_funnel,
        exact=lambda _: {
            "people contacted for a hire": 1 / FUNNEL,
            f"no hire after {NO_HIRE_AFTER}": (1 - FUNNEL) ** NO_HIRE_AFTER,
            f"a hire within {ONE_HIRE_WITHIN}": 1 - (1 - FUNNEL) ** ONE_HIRE_WITHIN,
        },
        replications=14,
        precision=0.3,
    ),
    Case(
        name="published_erlang_c",
        shows="Applications wait as often as Erlang's tables say: 0.800, 0.7111, 0.6472.",
        source="Erlang (1917); Gross et al. (2008), 2.3",
        parameter="scenario erlang_c with",
        values=tuple(TEAMS),
        scenario=lambda variant: shipped("erlang_c", *([] if TEAMS[variant] == 3 else [variant])),
        observe=observe,
        exact=lambda variant: {
            "share who wait": erlang_c(TEAMS[variant], 0.8 * TEAMS[variant]),
            "utilisation": 0.8,
        },
        replications=12,
    ),
    Case(
        name="published_time_to_fill",
        shows="A gamma time to fill is on time by day 90 as often as published.",
        source="gamma distribution of mean 75",
        parameter="scenario",
        values=tuple(SHAPES),
        scenario=shipped,
        observe=observe_on_time,
        exact=lambda name: {
            "share filled by day 90": float(gammainc(SHAPES[name], SHAPES[name] * 90 / 75))
        },
        replications=12,
    ),
)
