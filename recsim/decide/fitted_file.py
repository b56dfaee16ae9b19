"""The fitted scenario as a file: what was given, with new values and their passports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from recsim.analysis.calibrated import Moved
from recsim.scenario.edit import CannotEdit, edited
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.identity import content_hash
from recsim.scenario.load import load_text
from recsim.scenario.origins import Origin
from recsim.scenario.show import resolved_yaml, value_at
from recsim.scenario.yaml_nodes import Passport
from recsim.telling.units import counted

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.scenario.scenario import Scenario

NAME = "calibrated.yaml"


def fitted_text(loaded: Loaded, fitted: Scenario, moved: Sequence[Moved]) -> str:
    """The file with the new values put in, its comments as they were.

    Where that does not give the fitted scenario (a file that extends another one of yours), every
    setting is written out.
    """
    passports = {key: _passport(loaded, one) for one in moved for key in one.keys}
    changed = [key for key, at in loaded.origins.items() if at.kind in ("set", "with")]
    text = loaded.text
    try:
        for key in dict.fromkeys([*changed, *passports]):
            text = edited(text, key, _value(fitted, key, passports))
        found = load_text(text, NAME).scenario
        if content_hash(found) == content_hash(fitted) and found.observed == fitted.observed:
            return text
    except (CannotEdit, ScenarioErrors):
        pass
    origins = dict(loaded.origins)
    for key, passport in passports.items():
        origins[key] = Origin("file", loaded.path.name, passport=passport)
    return resolved_yaml(replace(loaded, scenario=fitted, origins=origins))


def _passport(loaded: Loaded, one: Moved) -> Passport:
    numbers = counted(sum(map(len, loaded.scenario.observed.values())), "own number")
    ends = None
    if one.low is not None and one.high is not None and len(one.keys) == 1:
        ends = (one.low, one.high)
    return Passport(ends, f"fitted to {numbers} by recsim calibrate")


def _value(fitted: Scenario, key: str, passports: Mapping[str, Passport]) -> Any:
    value = value_at(fitted, key)
    passport = passports.get(key)
    if passport is None:
        return value
    ends = {} if passport.range is None else {"range": list(passport.range)}
    return {"value": value, **ends, "source": passport.source}
