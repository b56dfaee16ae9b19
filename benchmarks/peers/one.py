"""Time a model in one library: ``python -m peers.one ORDER MODULE [ENGINE]``; prints JSON.

Needs nothing but the library, so that this may be the Python of another environment.
"""

from __future__ import annotations

import gc
import importlib
import json
import resource
import sys
from importlib.metadata import version

from peers.model import Queue, Settings

MODELS = {
    "board": ("simulate", Settings, {"people": 10, "days": 7}),
    "queue": ("queue", Queue, {"customers": 100}),
}
"""The function of each model, its settings, and what makes it small."""


def user_seconds() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def main(order_text: str, name: str, *options: str) -> None:
    order = json.loads(order_text)
    function, kind, small = MODELS[order["model"]]
    settings, few = kind(**order["settings"]), kind(**(order["settings"] | small))
    try:
        library = importlib.import_module(f"peers.{name}")
    except ModuleNotFoundError as missing:
        print(json.dumps({"missing": missing.name}))
        return
    simulate = getattr(library, function)
    simulate(few, order["seed"], *options)  # once without a watch: everything is loaded
    gc.collect()
    before, times = user_seconds(), 0
    while True:
        counts = simulate(settings, order["seed"], *options)
        times += 1
        took = user_seconds() - before
        if took >= order["at_least"]:
            break
    found = {
        "seconds": took / times,
        "moments": counts.moments,
        "version": version(library.DISTRIBUTION),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
