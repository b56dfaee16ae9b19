"""recsim: a simulation of passive and active recruiting, from scenario files to results.

    import recsim

    loaded = recsim.load("two_ways", replications=4)
    results = recsim.run(loaded.scenario)
    print(recsim.summary(results))

Importing has no side effects and is quick: each name is fetched from its module on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recsim.analysis import definitions, differences, summary, verdicts
    from recsim.analysis.measures import MEASURES
    from recsim.analysis.results import Results
    from recsim.experiments.runner import Interrupted, run
    from recsim.model import simulate
    from recsim.scenario.errors import ScenarioErrors
    from recsim.scenario.load import Loaded, load
    from recsim.scenario.scenario import Scenario
    from recsim.store import StoreError
    from recsim.store import read as read_results
    from recsim.store import write as write_results

__version__ = "0.1.0"

_HOMES = {
    "Interrupted": "recsim.experiments.runner",
    "Loaded": "recsim.scenario.load",
    "MEASURES": "recsim.analysis.measures",
    "Results": "recsim.analysis.results",
    "Scenario": "recsim.scenario.scenario",
    "ScenarioErrors": "recsim.scenario.errors",
    "StoreError": "recsim.store",
    "definitions": "recsim.analysis",
    "differences": "recsim.analysis",
    "load": "recsim.scenario.load",
    "read_results": "recsim.store:read",
    "run": "recsim.experiments.runner",
    "simulate": "recsim.model",
    "summary": "recsim.analysis",
    "verdicts": "recsim.analysis",
    "write_results": "recsim.store:write",
}

__all__ = [
    "MEASURES",
    "Interrupted",
    "Loaded",
    "Results",
    "Scenario",
    "ScenarioErrors",
    "StoreError",
    "__version__",
    "definitions",
    "differences",
    "load",
    "read_results",
    "run",
    "simulate",
    "summary",
    "verdicts",
    "write_results",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'recsim' has no attribute {name!r}")
    module, _, there = _HOMES[name].partition(":")
    found = getattr(import_module(module), there or name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
