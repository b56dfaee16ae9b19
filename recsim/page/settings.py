"""Scenarios and records of memory as data: what a page makes the kernel's documents from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from recsim.analysis.measures.codes import codes
from recsim.model.cohorts import BEGIN, DAYS_TO_FILL, DAYS_TO_STAY, FIRST, PAST
from recsim.model.compiled import layout
from recsim.model.compiled.tables import COUNTED, SPARE
from recsim.model.events import CODES, EVENT, LASTING, OFFSET
from recsim.model.lineup import lineup
from recsim.model.parameters import parameters, plan
from recsim.model.streams import Family
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy

Json = dict[str, Any]

RECORDS = {name: kind for name, kind in vars(layout).items() if isinstance(kind, np.dtype)}


def memory() -> Json:
    """Where everything lies in the kernel's memory, and what is the same for every scenario."""
    return {
        "records": {
            "EVENT": {"size": EVENT.itemsize},
            **{name: _record(kind) for name, kind in RECORDS.items()},
        },
        "queuesPerDesk": layout.QUEUES_PER_DESK,
        "lastTurn": layout.LAST_TURN,
        "countsOfPerson": layout.COUNTS,
        "spare": SPARE,
        "counted": COUNTED,
        "codes": len(CODES),
        "offset": OFFSET.tolist(),
        "lasting": LASTING.tolist(),
        "cohortFirst": FIRST.tolist(),
        "cohortPast": PAST.tolist(),
        "began": [list(codes(kind)) for kind in BEGIN.values()],
        "daysToFill": DAYS_TO_FILL,
        "daysToStay": DAYS_TO_STAY,
        "families": {name: value for name, value in vars(Family).items() if name.isupper()},
    }


def _record(of: np.dtype[np.void]) -> Json:
    """Size and fields of a record: bytes before it, its type, choices or record, bytes of one."""
    assert of.fields is not None
    fields = {}
    for name, (field, offset, *_) in of.fields.items():
        one = field.subdtype[0] if field.subdtype else field
        fields[name] = [offset, _kind(one), one.itemsize]
    return {"size": of.itemsize, "fields": fields}


def _kind(of: np.dtype[Any]) -> str | list[str] | Json:
    if of.fields is not None:
        return _record(of)
    return list(of.metadata["choices"]) if of.metadata else f"{of.kind}{of.itemsize}"


def model(scenario: Scenario) -> Json:
    """Everything that decides what happens: settings as they stand, with what follows from names.

    ``groups``: the teams of each market, each with the number of its requisitions' draws.
    """
    names, strategies = tuple(scenario.strategies), parameters(scenario)[2]
    shared = scenario.study.market == "shared"
    groups = [names] if shared else [(name, *scenario.strategies[name].rivals) for name in names]
    study = scenario.study
    return {
        "world": scenario.world.model_dump(),
        "strategies": {name: _strategy(one) for name, one in scenario.strategies.items()},
        "study": {
            "seed": str(study.seed),
            "horizon_days": study.horizon_days,
            "warm_up_days": study.warm_up_days,
        },
        "plan": [[one.opens, one.by, one.segment] for one in plan(scenario)],
        "groups": [
            {
                "measured": names if shared else group[:1],
                "teams": [[one.name, one.number] for one in lineup(scenario, group, strategies)],
            }
            for group in groups
        ],
    }


def _strategy(strategy: Strategy) -> Json:
    dump: Mapping[str, Any] = strategy.model_dump(exclude={"changes", "rivals", "label"})
    changes = [
        [change.day, change.model_dump(include=set(change.settings))] for change in strategy.changes
    ]
    return {**dump, "changes": changes}
