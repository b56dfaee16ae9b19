"""What makes two scenarios the same study: a hash of everything that shapes the results."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from recsim.scenario.scenario import Scenario

TEXTS = ("name", "title", "question", "lesson")


def content_hash(scenario: Scenario, beside: Mapping[str, Scenario] | None = None) -> str:
    """SHA-256 (64 hex digits) of the resolved scenario, without what alters no result.

    Left out: name, title, question, lesson and labels (texts); ``variants`` (the applied one is
    in the values already); ``sweep`` (what may be varied); ``expect`` and ``observed`` (what
    results are held against); ``study.replications`` (a study may be continued, and replication 7
    is the same among 10 and among 1000); ``study.picture`` (how it is shown); ``study.engine`` (all
    engines give the same results). The order of strategies and segments counts: the first strategy
    is the one that the others are compared with.

    Args:
        scenario: the study.
        beside: variants that are run beside it, by name; their names and order count.
    """
    own = _hash_of(scenario)
    if not beside:
        return own
    others = [[name, _hash_of(other)] for name, other in beside.items()]
    return hashlib.sha256(json.dumps([own, others]).encode("ascii")).hexdigest()


def _hash_of(scenario: Scenario) -> str:
    values: dict[str, Any] = scenario.model_dump(
        exclude={
            **dict.fromkeys(TEXTS, True),
            "variants": True,
            "expect": True,
            "sweep": True,
            "observed": True,
            "study": {"replications", "picture", "engine"},
            "strategies": {name: {"label"} for name in scenario.strategies},
        }
    )
    values["strategies"] = list(values["strategies"].items())
    values["world"]["segments"] = list(values["world"]["segments"].items())
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
