"""What intervals do not cover: settings that nobody knows, and those that the user has measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from recsim.scenario.scenario import Scenario
from recsim.scenario.sentences import capital
from recsim.scenario.shape import scenario_shape, shape_at
from recsim.scenario.yaml_nodes import Passport
from recsim.telling.numbers import text

OFFENCE, RESENTMENT = "world.offence.scale", "world.memory.resent_unanswered"
_NOBODY = (
    'Nobody has measured how often {what}: "{label}" ({key}) is {value} here, and may be anything '
    "from {low} to {high}. Run both ends before you believe a figure on it; more runs do not help."
)
_OWN_RANGE = (
    "{Label} ({key}) is {value} by your source, {source}; run both ends of your range, {low} and "
    "{high}, to see what that leaves open."
)
_OWN = "{Label} ({key}) is {value} by your source, {source}, which gives no range."


def unknowns(scenario: Scenario, passports: Mapping[str, Passport]) -> Iterator[str]:
    """Sentences on the setting behind each kind of harm that these strategies can do.

    Args:
        scenario: what was run.
        passports: what the author of the scenario says about numbers, by dotted key.
    """
    for key, what in ((OFFENCE, "contacts draw complaints"), (RESENTMENT, "silence is resented")):
        if key == OFFENCE and not scenario.calls:
            continue
        if key == RESENTMENT and not scenario.waits:
            continue
        passport = passports.get(key, Passport())
        shape = shape_at(key, scenario_shape())
        assert shape is not None
        label = str(shape.extra["label"])
        ends = passport.range or (None if passport.source else shape.plausible)
        value = reduce(getattr, key.split("."), scenario)
        parts = {
            "what": what,
            "key": key,
            "value": text(float(value)),  # type: ignore[arg-type]
            "label": label,
            "source": passport.source,
        }
        if ends is not None:
            parts |= {"low": text(ends[0]), "high": text(ends[1])}
        form = _NOBODY if not passport.source else _OWN if ends is None else _OWN_RANGE
        yield form.format(**parts, Label=capital(label))
