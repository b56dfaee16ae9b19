"""What a page makes of some teams of a scenario for the kernel: the same document, by Python.

``kernel.js`` reads it. It holds every table as it is at first, whatever the replication: of which
only the keys of the draws, the number of requisitions and the addresses are different.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from recsim.model.compiled import layout
from recsim.model.compiled.tables import COUNTED, Table, Tables
from recsim.model.lineup import lineup
from recsim.model.parameters import parameters, plan
from recsim.model.streams import Family
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario


def document(scenario: Scenario, teams: Sequence[str]) -> dict[str, Any]:
    """Everything about these teams together in one world, of numbers and texts only.

    Args:
        scenario: the resolved scenario.
        teams: names of strategies, as for ``recsim.model.simulate``.
    """
    study = scenario.study
    w, segments, strategies = parameters(scenario)
    members = lineup(scenario, teams, strategies)
    planned = plan(scenario)
    begin, end = -float(study.warm_up_days), float(study.horizon_days)
    described = Tables(
        w,
        segments,
        members,
        planned,
        [0] * len(members),
        scenario.world.people,
        Tally.of(scenario, [member.name for member in members]),
        begin=begin,
        end=end,
        keep_log=False,
    )
    return {
        "seed": str(study.seed),
        "begin": begin,
        "end": end,
        "planned": len(planned),
        "segments": len(segments),
        "teams": [
            {
                "first": str(member.requisition(0)),
                "rate": w.requisition_rate * member.phases[0][1].recruiters,
            }
            for member in members
        ],
        "run": _base64(described.run),
        "tables": {name: _table(table) for name, table in described.tables.items()},
        "spare": described.spare,
        "fewNotes": described.few_notes,
        "counted": COUNTED,
        "families": {name: value for name, value in vars(Family).items() if name.isupper()},
        "fields": {"RUN": _fields(layout.RUN), "POOL": _fields(layout.POOL)},
        "firstRequisition": _fields(layout.TEAM)["first_requisition"],
        "turnOfMoment": _fields(layout.MOMENT)["turn"],
        "lastTurn": layout.LAST_TURN,
        "countsOfPerson": layout.COUNTS,
    }


def _table(table: Table) -> dict[str, Any]:
    rows, *width = table.shape
    content = None if table.content is None else _base64(table.content)
    row = int(np.prod(width, dtype=np.int64)) * table.record_type.itemsize
    return {"rows": rows, "row": row, "content": content, "pool": table.pool}


def _fields(record_type: np.dtype[np.void]) -> dict[str, int]:
    """How many bytes before each field."""
    assert record_type.fields is not None
    return {name: record_type.fields[name][1] for name in record_type.names or ()}


def _base64(array: npt.NDArray[Any]) -> str:
    return b64encode(array.tobytes()).decode()
