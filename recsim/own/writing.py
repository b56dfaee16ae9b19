"""From own numbers to a scenario file: what they become, and what is assumed for want of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recsim.analysis.measures import MEASURES, Kind
from recsim.own.numbers import NUMBERS, Given, care_of
from recsim.scenario.observed import tolerance
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.scenario.world import World
from recsim.scenario.yaml_text import yaml_text
from recsim.telling.numbers import text

TODAY = "today"
MORE_CARE = 0.3
"""How much more care "fewer, better" messages have."""
_DIGITS = 4


@dataclass(frozen=True)
class Entry:
    """What a number becomes in the file.

    Attributes:
        name: of the own number.
        key: dotted key in the file.
        value: what stands there.
        range: its tolerance, if it is an own number that is held against results.
        source: where it comes from; empty: it is assumed.
        why: why it is assumed, or what is done with it; may be empty.
    """

    name: str
    key: str
    value: Any
    range: tuple[float, float] | None = None
    source: str = ""
    why: str = ""

    @property
    def text(self) -> str:
        """The value as it is written in the file, with its passport."""
        value = yaml_text(_short(self.value))
        if not self.source:
            return value
        ends = "" if self.range is None else f"range: {yaml_text([*map(_short, self.range)])}, "
        return f"{{value: {value}, {ends}source: {yaml_text(self.source)}}}"


@dataclass(frozen=True)
class Mapped:
    """Own numbers as a study.

    Attributes:
        entries: what each number becomes, and what is assumed, in the order of the file.
        spent: numbers that only arithmetic has used.
        text: the file.
    """

    entries: tuple[Entry, ...]
    spent: tuple[str, ...]
    text: str


def mapped(given: Mapping[str, Given], *, kind: str = "agency", schema: str = "") -> Mapped:
    """A scenario file from own numbers.

    Args:
        given: own numbers by name; they do not contradict each other.
        kind: "agency" or "corporate".
        schema: path of the JSON schema as seen from the file, for editors; may be empty.
    """
    entries = [*_settings(given, kind), *_observed(given)]
    used = {entry.name for entry in entries if entry.source}
    spent = tuple(name for name in given if name not in used)
    return Mapped(tuple(entries), spent, _text(entries, given, schema))


def _value(given: Mapping[str, Given], name: str) -> float | None:
    return given[name].value if name in given else None


def _settings(given: Mapping[str, Given], kind: str) -> Iterator[Entry]:
    """The numbers that are settings; defaults in their place where they are missing."""
    world, team = World(), Strategy(style="passive")
    recruiters = _value(given, "recruiters")
    yield _setting(given, "people_reachable", "world.people", world.people)
    requisitions, per_head = _value(given, "requisitions"), None
    if requisitions is not None:
        per_head = requisitions / (recruiters or team.recruiters)
    usual = world.demand.requisitions_per_recruiter_year
    yield _setting(
        given, "requisitions", "world.demand.requisitions_per_recruiter_year", usual, per_head
    )
    for name, value in _style(given).items():
        source = given["callers"].source if name == "callers" else ""
        why = "" if name == "callers" else _WHY_STYLE[name]
        yield Entry("callers" if source else "", f"strategies.today.{name}", value,
                    source=source, why=why)  # fmt: skip
    yield Entry("", "strategies.today.kind", kind)
    yield _setting(given, "recruiters", "strategies.today.recruiters", team.recruiters)
    if not contacts(given):
        return
    minutes = _value(given, "minutes_per_message")
    work = world.work
    care = None if minutes is None else care_of(minutes, work.message_hours, work.care_hours)
    yield _setting(given, "minutes_per_message", "strategies.today.care", team.care, care)
    yield _setting(given, "follow_ups", "strategies.today.follow_ups", team.follow_ups)


def _setting(
    given: Mapping[str, Given], name: str, key: str, usual: Any, value: Any = None
) -> Entry:
    """A setting from an own number, or its default."""
    if name not in given:
        return Entry(name, key, usual, why="the default")
    found = given[name].value if value is None else value
    if name in ("recruiters", "follow_ups"):
        return Entry(name, key, int(found), source=given[name].source)
    low, high = tolerance(found, None, count=False)
    if name == "people_reachable":
        return Entry(name, key, int(found), (int(low), int(high)), given[name].source)
    ends = (low, min(high, 1.0) if name == "minutes_per_message" else high)
    return Entry(name, key, found, ends, given[name].source)


_WHY_STYLE = {
    "style": "from what the numbers are about",
    "active_share": "half of the time for messages",
}


def contacts(given: Mapping[str, Given]) -> bool:
    """Whether the team contacts people today."""
    about = ("messages_per_week", "reply_rate", "interested_share", "complaints", "callers",
             "minutes_per_message")  # fmt: skip
    return any(_value(given, name) for name in about)


def _style(given: Mapping[str, Given]) -> dict[str, Any]:
    """How the team works today, as far as its numbers tell."""
    callers = _value(given, "callers")
    if not contacts(given):
        return {"style": "passive"}
    if _value(given, "applicants_per_advert") == 0 or callers == _value(given, "recruiters"):
        return {"style": "active"}
    if callers:
        return {"style": "split", "callers": int(callers)}
    return {"style": "blend", "active_share": 0.5}


def _observed(given: Mapping[str, Given]) -> Iterator[Entry]:
    recruiters = _value(given, "recruiters") or Strategy(style="passive").recruiters
    for name, one in given.items():
        number = one.number
        if not number.measure:
            continue
        value = one.value * number.in_a_year
        if name == "open_requisitions":
            value /= recruiters
        count = MEASURES[number.measure].kind is Kind.COUNT
        ends = tolerance(value, None, count=count)
        if number.kind == "share":
            ends = ends[0], min(1.0, ends[1])
        yield Entry(name, f"observed.today.{number.measure}", value, ends, one.source)


def _short(value: Any) -> Any:
    """With as many digits as anybody knows."""
    if isinstance(value, float):
        rounded = float(f"{value:.{_DIGITS}g}")
        return int(rounded) if rounded.is_integer() and abs(rounded) < 1e6 else rounded
    return value


def _text(entries: list[Entry], given: Mapping[str, Given], schema: str) -> str:
    """The file, in the order in which people read it."""
    by_key = {entry.key: entry for entry in entries}
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += [
        "# A team in its own numbers. What is marked as assumed is a default: put in what you",
        "# know. recsim calibrate fits the world to what stands under observed:.",
        "recsim: 1",
        "title: Our team in our own numbers",
        f"question: {_question(by_key)}",
        "",
        "world:",
        _line(by_key["world.people"], 1),
        "  demand:",
        _line(by_key["world.demand.requisitions_per_recruiter_year"], 2),
        "",
        "strategies:",
        f"  {TODAY}:",
        "    label: As today",
    ]
    lines += [_line(at, 2) for key, at in by_key.items() if key.startswith("strategies.today.")]
    for name, settings in alternatives(by_key).items():
        lines.append(f"  {name}:")
        lines += [f"    {key}: {yaml_text(value)}" for key, value in settings.items()]
    outcomes = ["placements", "time_to_fill_days", "put_off_per_100_placements"]
    lines += [
        "",
        "study:",
        "  horizon_days: 365",
        "  replications: 30",
        "  seed: 2013",
        f"  about: [{', '.join([TODAY, *alternatives(by_key)][:2])}]",
        f"  outcomes: [{', '.join(outcomes)}]",
    ]
    own = [entry for entry in entries if entry.key.startswith("observed.")]
    if own:
        lines += [
            "",
            "observed:      # totals are for a year; the range is the tolerance",
            f"  {TODAY}:",
        ]
        lines += [_line(entry, 2) for entry in own]
    return "\n".join(lines) + "\n"


def _line(entry: Entry, depth: int) -> str:
    name = entry.key.rpartition(".")[2]
    line = f"{'  ' * depth}{name}: {entry.text}"
    if entry.source or not entry.why:
        return line
    return f"{line:<44}  # assumed: {entry.why}"


def _question(by_key: Mapping[str, Entry]) -> str:
    """What the alternatives are about."""
    if "care" in {key.rpartition(".")[2] for key in by_key}:
        return "Should some of us only call, and would half as many, better written messages pay?"
    return "Should some of us call?"


def alternatives(by_key: Mapping[str, Entry]) -> dict[str, dict[str, Any]]:
    """Other ways for the same team: by name, what differs from today."""
    recruiters = int(by_key["strategies.today.recruiters"].value)
    style = by_key["strategies.today.style"].value
    half = recruiters // 2
    found: dict[str, dict[str, Any]] = {}
    if style == "active":
        found["half_wait"] = {"label": f"{half} of {recruiters} wait", "like": TODAY,
                              "style": "split", "callers": recruiters - half}  # fmt: skip
    elif style != "split":
        found["half_call"] = {"label": f"{half} of {recruiters} call", "like": TODAY,
                              "style": "split", "callers": half}  # fmt: skip
    if recruiters < 2:
        found.clear()
    if style == "passive":
        found["both"] = {"label": "All do both", "like": TODAY, "style": "blend",
                         "active_share": 0.5}  # fmt: skip
        return found
    sent = by_key.get("observed.today.contacts")
    care = float(by_key["strategies.today.care"].value)
    better: dict[str, Any] = {"label": "Fewer, better messages", "like": TODAY}
    if sent is not None:
        callers = by_key.get("strategies.today.callers")
        who = int(callers.value) if callers is not None else recruiters
        better["contacts_per_week"] = _short(round(sent.value * 7 / 365 / who / 2, 1))
    better["care"] = round(min(1.0, care + MORE_CARE), 2)
    found["fewer_better"] = better
    return found


def numbers_of(scenario: Scenario, strategy: str) -> dict[str, float]:
    """The own numbers of a strategy in a scenario, by name and in their units: for arithmetic.

    Args:
        scenario: with numbers under ``observed:``.
        strategy: of which team.
    """
    team, world = scenario.strategies[strategy], scenario.world
    found: dict[str, float] = {"recruiters": float(team.recruiters)}
    found["requisitions"] = world.demand.requisitions_per_recruiter_year * team.recruiters
    found["people_reachable"] = float(world.people)
    if team.calls:
        found["follow_ups"] = float(team.follow_ups)
    by_measure = {number.measure: number for number in NUMBERS.values() if number.measure}
    for measure, value in scenario.observed.get(strategy, {}).items():
        number = by_measure.get(measure)
        if number is not None:
            factor = team.recruiters if number.name == "open_requisitions" else 1.0
            found[number.name] = value * factor / number.in_a_year
    return found


def in_words(entry: Entry) -> str:
    """A value of the file for people: "15", "0.64", "blend"."""
    value = entry.value
    return value if isinstance(value, str) else text(float(value), _DIGITS)
