"""Which setting is moved for which own number, and how far it may go.

One documented lever for each number: the setting that nobody can count and that moves this number
more than others. Where the number is missing, its lever is open: how far is what a calibration
finds out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recsim.decide.uncertain import with_values
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import Shape, shape_at
from recsim.scenario.show import value_at
from recsim.scenario.vary import Value

if TYPE_CHECKING:
    from recsim.analysis.own_numbers import Own
    from recsim.scenario.load import Loaded

Way = Literal["factor", "shift", "odds"]
WIDER = 0.5
"""How far beyond its believed range a lever may be moved, in widths of that range."""
MOST_STEPS = 5.0
"""From where the scenario has it to an end of the range: a factor of 32."""
PEOPLE = (1 / 16, 4.0)
"""How many times as many people there may be, where nobody says anything."""
DIGITS = 4
"""Significant digits of what is written into a file."""


@dataclass(frozen=True)
class Declared:
    """A lever as it is documented.

    Attributes:
        keys: dotted keys; STRATEGY stands for the team that was counted; a star for all settings
            of a block, which go by one factor.
        way: factor: a step doubles it; shift: a step adds ``unit``; odds: a step multiplies the
            odds of a share by e.
        unit: of a shift.
        agency: whether it does something for agencies alone.
    """

    keys: str
    way: Way
    unit: float = 1.0
    agency: bool = False


VISITS = Declared("world.board.visits_per_day", "factor")
ANSWERS = Declared("world.response.by_channel.*", "factor")
INTEREST = Declared("world.interest.reservation_gain", "shift", 0.03)
TIME = Declared("world.work.overhead", "odds")
INTERVIEWS = Declared("world.hiring.interview_intercept", "shift", 0.7)
OFFERS = Declared("world.hiring.accept_intercept", "shift", 1.0)
LENGTH = Declared("world.hiring.interview_days", "factor")
OFFENCE = Declared("world.offence.scale", "factor")
OTHERS = Declared("world.demand.competitor_days", "factor", agency=True)
WITHDRAWN = Declared("world.demand.open_days", "factor")
RESENTED = Declared("world.memory.resent_unanswered", "odds")
TOLD = Declared("strategies.STRATEGY.answers_applicants", "odds")
PEOPLE_THERE = Declared("world.people", "factor")
CARE = Declared("strategies.STRATEGY.care", "shift", 0.2)

LEVERS: Mapping[str, tuple[Declared, ...]] = {
    "applications_per_requisition": (VISITS,),
    "applications": (VISITS,),
    "response_rate": (ANSWERS,),
    "approaches_answered": (ANSWERS,),
    "interest_rate": (INTEREST,),
    "contacts": (TIME,),
    "utilisation": (TIME,),
    "interviews_per_placement": (INTERVIEWS,),
    "offer_acceptance_rate": (OFFERS,),
    "placements": (OTHERS, INTERVIEWS, WITHDRAWN),
    "placements_per_recruiter_year": (OTHERS, INTERVIEWS, WITHDRAWN),
    "fill_rate": (OTHERS, WITHDRAWN, INTERVIEWS),
    "time_to_fill_days": (LENGTH,),
    "open_requisitions_per_recruiter": (OTHERS, WITHDRAWN),
    "offences": (OFFENCE,),
    "offences_per_1000_contacts": (OFFENCE,),
    "never_answered_share": (TOLD,),
    "resentments": (RESENTED,),
}
"""By measure; the first that no other number needs is taken."""


@dataclass(frozen=True)
class Question:
    """A setting that an own number would tell.

    Attributes:
        declared: the setting.
        asks: name of the own number (``recsim.own.numbers``).
        measure: which number of a team shows it; empty if it is a setting itself.
    """

    declared: Declared
    asks: str
    measure: str


QUESTIONS = (
    Question(PEOPLE_THERE, "people_reachable", "applications_per_requisition"),
    Question(VISITS, "applicants_per_advert", "applications_per_requisition"),
    Question(TIME, "messages_per_week", "contacts"),
    Question(CARE, "minutes_per_message", ""),
    Question(ANSWERS, "reply_rate", "response_rate"),
    Question(INTERVIEWS, "interviews_per_hire", "interviews_per_placement"),
    Question(OTHERS, "open_requisitions", "open_requisitions_per_recruiter"),
    Question(INTEREST, "interested_share", "interest_rate"),
    Question(LENGTH, "days_to_fill", "time_to_fill_days"),
    Question(OFFENCE, "complaints", "offences"),
    Question(OFFERS, "offers_accepted", "offer_acceptance_rate"),
)
"""What people may know of their team and market, what decides most first."""


@dataclass(frozen=True, eq=False)
class Lever:
    """A setting, or several that go by one factor, in steps from where the scenario has it.

    Attributes:
        keys: dotted keys.
        way, unit: as declared.
        own: values in the scenario, one a key.
        low, high: how many steps it may be moved.
        believed: steps at which its believed range begins and ends.
        shape: what the first of them may be.
    """

    keys: tuple[str, ...]
    way: Way
    unit: float
    own: tuple[float, ...]
    low: float
    high: float
    believed: tuple[float, float]
    shape: Shape

    @property
    def together(self) -> bool:
        """Whether several settings go by one factor."""
        return len(self.keys) > 1

    @property
    def label(self) -> str:
        """Name for people."""
        if self.together:
            return LABELS[self.keys[0].rpartition(".")[0]]
        return str(self.shape.extra.get("label") or self.keys[0].rpartition(".")[2])

    def values(self, step: float) -> dict[str, Value]:
        """The settings after so many steps, as they are written into a file."""
        return {
            key: self._rounded(self._moved(own, step))
            for key, own in zip(self.keys, self.own, strict=True)
        }

    def shown(self, step: float) -> float:
        """What people are told of it: the setting, or the factor of several."""
        if self.together:
            return _digits(float(2.0**step))
        return float(next(iter(self.values(step).values())))

    def step_of(self, value: float) -> float:
        """How many steps it is to a value of the first setting."""
        return _steps(self.way, self.unit, self.own[0], value)

    def _moved(self, own: float, step: float) -> float:
        if self.way == "factor":
            return own * float(2.0**step)
        if self.way == "shift":
            return own + self.unit * step
        return 1 / (1 + math.exp(-_logit(own) - step))

    def _rounded(self, value: float) -> Value:
        low, high = self.shape.limits.ends
        value = min(max(value, low), high)
        return round(value) if self.shape.type is int else _digits(value)


LABELS = {"world.response.by_channel": "How often people answer, on all channels"}


def _digits(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _logit(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))


def _steps(way: Way, unit: float, own: float, value: float) -> float:
    if way == "factor":
        if value <= 0:
            return -math.inf
        return math.log2(value / own) if own > 0 else math.inf
    if way == "shift":
        return (value - own) / unit
    return _logit(value) - _logit(own)


def lever(declared: Declared, loaded: Loaded, strategy: str) -> Lever | None:
    """A documented lever in a scenario; None if it does nothing or cannot be moved there."""
    scenario = loaded.scenario
    if declared.agency and scenario.strategies[strategy].kind != "agency":
        return None
    if declared is CARE and not scenario.strategies[strategy].calls:
        return None
    return of_keys(declared.keys.replace("STRATEGY", strategy), declared, loaded)


def of_keys(pattern: str, declared: Declared, loaded: Loaded) -> Lever | None:
    """A lever of these keys; None if it cannot be moved."""
    block, _, last = pattern.rpartition(".")
    keys: tuple[str, ...] = (pattern,)
    if last == "*":
        inner = shape_at(block)
        assert inner is not None
        keys = tuple(f"{block}.{name}" for name in inner.fields)
    values = [value_at(loaded.scenario, key) for key in keys]
    shape = shape_at(keys[0])
    if shape is None or any(value is None or math.isinf(value) for value in values):
        return None
    own = tuple(float(value) for value in values)
    if declared.way == "factor" and not all(value > 0 for value in own):
        return None
    believed = _believed(keys, declared, own, loaded)
    width = max(believed[1] - believed[0], 0.1)
    return Lever(
        keys, declared.way, declared.unit, own,
        believed[0] - WIDER * width, believed[1] + WIDER * width,
        believed, shape,
    )  # fmt: skip


def _believed(
    keys: Sequence[str], declared: Declared, own: Sequence[float], loaded: Loaded
) -> tuple[float, float]:
    """Steps to both ends of the range in which it is believed to lie; it holds the own value."""
    lows, highs = [], []
    for key, value in zip(keys, own, strict=True):
        shape = shape_at(key)
        ends = loaded.ranges.get(key) or (shape.plausible if shape else None)
        if ends is None and key == "world.people":
            ends = (PEOPLE[0] * value, PEOPLE[1] * value)
        if ends is None:
            return -1.0, 1.0
        steps = [_steps(declared.way, declared.unit, value, end) for end in ends]
        lows.append(steps[0])
        highs.append(steps[1])
    return min(max(*lows, -MOST_STEPS), 0.0), max(min(*highs, MOST_STEPS), 0.0)


def assigned(numbers: Sequence[Own], loaded: Loaded) -> dict[int, Lever]:
    """A lever for each own number that has one, by its place; none is taken twice.

    Numbers with few levers choose first.
    """
    choices = {at: LEVERS.get(own.measure.name, ()) for at, own in enumerate(numbers)}
    found: dict[int, Lever] = {}
    taken: set[str] = set()
    for at in sorted(choices, key=lambda place: (len(choices[place]), place)):
        for declared in choices[at]:
            one = lever(declared, loaded, numbers[at].strategy)
            if one is not None and not taken & set(one.keys):
                found[at] = one
                taken |= set(one.keys)
                break
    return found


def others(measure: str, taken: Sequence[Lever], loaded: Loaded, strategy: str) -> tuple[str, ...]:
    """Keys of further documented levers of a measure that nobody has taken."""
    moved = {key for one in taken for key in one.keys}
    found = [lever(one, loaded, strategy) for one in LEVERS.get(measure, ())]
    return tuple(one.keys[0] for one in found if one is not None and not moved & set(one.keys))


_OF_CALLS = ("messages_per_week", "reply_rate", "interested_share", "complaints")
_OF_WAITING = ("applicants_per_advert",)


def questions(
    numbers: Sequence[Own], taken: Sequence[Lever], loaded: Loaded
) -> Iterator[tuple[Question, Lever]]:
    """What nobody has told: levers that no own number moves, and whose value has no source."""
    [strategy, *_] = dict.fromkeys(own.strategy for own in numbers)
    moved = {key for one in taken for key in one.keys}
    team = loaded.scenario.strategies[strategy]
    idle = (*(() if team.calls else _OF_CALLS), *(() if team.waits else _OF_WAITING))
    for question in QUESTIONS:
        one = lever(question.declared, loaded, strategy)
        if one is None or moved & set(one.keys):
            continue
        passport = loaded.origins[one.keys[0]].passport
        if passport is not None and passport.source:
            continue
        team = loaded.scenario.strategies[strategy]
        if question.asks in idle:
            continue
        yield question, one


def moved(scenario: Scenario, steps: Mapping[Lever, float]) -> Scenario:
    """The scenario with levers moved.

    Raises:
        ValueError: the values do not go together.
    """
    values: dict[str, Value] = {}
    for one, step in steps.items():
        values |= one.values(step)
    return with_values(scenario, values)
