"""What the page is told: the scenarios, and all that its own simulation needs of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from math import isinf
from typing import Any

from recsim.analysis.measures import MEASURES
from recsim.model.engines import Simulate
from recsim.page.language import in_languages
from recsim.page.levers import Scalar
from recsim.page.scenarios import entry, texts
from recsim.page.start import Start
from recsim.scenario.load import load
from recsim.store.durable import as_bytes
from recsim.workshop.requests import Setting
from recsim.workshop.state import BadState, Catalogue, State, changed
from recsim.workshop.upload import Uploads

MOST_REMEMBERED = 64

Json = dict[str, Any]
Changes = Mapping[str, Scalar]


class Explore:
    """Answers the page's questions."""

    def __init__(self, catalogue: Catalogue, simulate: Simulate) -> None:
        self.catalogue = catalogue
        self.uploads = Uploads(simulate)

    def scenarios(self) -> list[Json]:
        """All scenarios, without their settings."""
        starts = (self.catalogue[name] for name in self.catalogue.names)
        return [{**_head(start), "languages": in_languages(start)} for start in starts]

    def start(self, name: str) -> Start:
        """The scenario of this name in the catalogue, or the uploaded one of this key.

        Raises:
            UnknownScenario: there is none.
        """
        return self.uploads.get(name) or self.catalogue[name]

    def scenario(self, name: str) -> bytes:
        """Everything about a scenario, as JSON; written once for all who ask.

        Raises:
            UnknownScenario: there is none of this name.
        """
        return _detail(self.start(name))

    def state(self, asked: Setting) -> State:
        """A scenario with changes.

        Raises:
            UnknownScenario: there is none of this name.
            BadState: the changes cannot be made, or there is no such variant.
        """
        return changed(varied(self.start(asked.scenario), asked.variant), asked.changes)


def _head(start: Start) -> Json:
    scenario = start.scenario
    return {
        "name": start.name,
        "short": scenario.name,
        "file": start.file,
        "digest": start.digest,
        "title": scenario.title or scenario.name,
        "question": scenario.question or scenario.title or scenario.name,
        "lesson": scenario.lesson,
    }


@lru_cache(MOST_REMEMBERED)
def _detail(start: Start) -> bytes:
    found = _finite({**entry(start, MEASURES), **_head(start), "texts": texts([start])})
    text = json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return as_bytes(text)


def _finite(value: Any) -> Any:
    """JSON has no number for a time without end; the page reads this word as one."""
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return "Infinity" if isinstance(value, float) and isinf(value) else value


@lru_cache(MOST_REMEMBERED)
def varied(start: Start, variant: str) -> Start:
    """The scenario with one of its variants; as it stands, if the name is empty.

    Raises:
        BadState: there is no such variant.
    """
    if not variant:
        return start
    if not start.source or variant not in start.scenario.variants:
        raise BadState([("variant", f'there is no variant "{variant}"')])
    loaded = load(start.source, measures=MEASURES, with_=[variant])
    return Start(start.name, loaded, start.shipped, source=start.source)
