"""The events of every shipped scenario have the same bits on every machine.

What is stored was written once, on some machine. When the model or a scenario changes on purpose:

    pytest --update-golden tests/engines/test_fingerprints.py
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from test_shipped_scenarios import FILES, name, shortened

from recsim.experiments.runner import run
from recsim.model.engines import Engine, engine
from recsim.scenario.load import load
from recsim.verification.engines import cut_down, worlds

STORED = Path(__file__).with_name("fingerprints.json")
IN_SIMPY = ("automated_outreach", "by_its_date", "two_ways")


def fingerprints(path: Path, by: Engine) -> dict[str, str]:
    """Of each world of a scenario, cut down: how many events, and a hash of their bytes."""
    found = {}
    for world in worlds(shortened(cut_down(load(path).scenario), 60)):
        made = engine(by)(world.scenario, world.teams, world.replication, keep_log=True)
        assert made.log is not None
        little_endian = made.log.astype(made.log.dtype.newbyteorder("<"))
        digest = sha256(little_endian.tobytes()).hexdigest()[:32]
        found[" + ".join(world.teams)] = f"{made.events} {digest}"
    return found


def of_tables() -> str:
    """A hash of all numbers of the tables of a study, exactly."""
    small = ["world.people=500", "study.horizon_days=91", "study.warm_up_days=28"]
    found = run(load("two_ways", set_=small, replications=3).scenario, workers=1)
    rows = [repr(table.rows()) for table in (found.runs, found.segments, found.series)]
    return sha256("\n".join(rows).encode()).hexdigest()[:32]


def test_the_fingerprints_of_all_shipped_scenarios(update_golden: bool) -> None:
    found = {name(path): fingerprints(path, "compiled") for path in FILES}
    found["tables of two_ways"] = {"all": of_tables()}
    if update_golden:
        STORED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    different = [key for key in {*found, *stored} if found.get(key) != stored.get(key)]
    assert sorted(different) == []


@pytest.mark.slow
@pytest.mark.parametrize("scenario", IN_SIMPY)
def test_fingerprints_in_simpy(scenario: str) -> None:
    """All others follow, where both engines are compared event by event."""
    (path,) = (path for path in FILES if name(path) == scenario)
    assert fingerprints(path, "simpy") == json.loads(STORED.read_text(encoding="utf-8"))[scenario]
