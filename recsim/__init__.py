"""recsim: a simulation of passive and active recruiting, from scenario files to results.

    import recsim

    found = recsim.run("two_ways", set={"calling.care": 0.9}, replications=4)
    print(found.summary())

Importing has no side effects and is quick: each name is fetched from its module on first use.
"""

from __future__ import annotations

TYPE_CHECKING = False  # that of typing, whose import takes longer than all of this
if TYPE_CHECKING:
    from typing import Any

    from recsim.analysis import definitions
    from recsim.analysis.measures import MEASURES
    from recsim.analysis.results import Results
    from recsim.decide.assumptions import Assumptions
    from recsim.decide.calibration import Calibration
    from recsim.decide.python import assumptions, calibrate, sweep, tune, warm_up
    from recsim.decide.sweep import Sweep
    from recsim.decide.tune import Tune
    from recsim.decide.warm_up import WarmUp
    from recsim.experiments.runner import Interrupted
    from recsim.keeping.python import cite, diff, export, reproduce
    from recsim.model import simulate
    from recsim.scenario.errors import ScenarioErrors
    from recsim.scenario.load import Loaded, load
    from recsim.scenario.scenario import Scenario
    from recsim.store import StoreError
    from recsim.studies.finished import Finished
    from recsim.studies.python import compare, read_results, run
    from recsim.studies.refusal import Refusal, Unfinished

__version__ = "0.1.0"

_HOMES = {
    "Assumptions": "recsim.decide.assumptions",
    "Calibration": "recsim.decide.calibration",
    "Finished": "recsim.studies.finished",
    "Interrupted": "recsim.experiments.runner",
    "Loaded": "recsim.scenario.load",
    "MEASURES": "recsim.analysis.measures",
    "Refusal": "recsim.studies.refusal",
    "Results": "recsim.analysis.results",
    "Scenario": "recsim.scenario.scenario",
    "ScenarioErrors": "recsim.scenario.errors",
    "StoreError": "recsim.store",
    "Sweep": "recsim.decide.sweep",
    "Tune": "recsim.decide.tune",
    "Unfinished": "recsim.studies.refusal",
    "WarmUp": "recsim.decide.warm_up",
    "assumptions": "recsim.decide.python",
    "calibrate": "recsim.decide.python",
    "cite": "recsim.keeping.python",
    "compare": "recsim.studies.python",
    "definitions": "recsim.analysis",
    "diff": "recsim.keeping.python",
    "export": "recsim.keeping.python",
    "load": "recsim.scenario.load",
    "read_results": "recsim.studies.python",
    "reproduce": "recsim.keeping.python",
    "run": "recsim.studies.python",
    "simulate": "recsim.model",
    "sweep": "recsim.decide.python",
    "tune": "recsim.decide.python",
    "warm_up": "recsim.decide.python",
}

__all__ = [
    "MEASURES",
    "Assumptions",
    "Calibration",
    "Finished",
    "Interrupted",
    "Loaded",
    "Refusal",
    "Results",
    "Scenario",
    "ScenarioErrors",
    "StoreError",
    "Sweep",
    "Tune",
    "Unfinished",
    "WarmUp",
    "__version__",
    "assumptions",
    "calibrate",
    "cite",
    "compare",
    "definitions",
    "diff",
    "export",
    "load",
    "read_results",
    "reproduce",
    "run",
    "simulate",
    "sweep",
    "tune",
    "warm_up",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'recsim' has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
