"""A scenario with its variants and levers, as data for a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from recsim.analysis import tradeoff
from recsim.analysis.measures import MEASURES
from recsim.analysis.tradeoff import OFFENDED, PLACEMENTS, RESENTED
from recsim.page.language import in_languages
from recsim.page.levers import MOST_PEOPLE, OF_STYLE, SAID, Lever, grade_of
from recsim.page.settings import Json, model
from recsim.page.start import Start, TooLarge, short_labels, too_large
from recsim.page.words import facts, study
from recsim.scenario.beside import SAME
from recsim.scenario.errors import Place
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario
from recsim.scenario.vary import Axis, axes, usual
from recsim.telling.findings import HARMED

AXES = {"PLACEMENTS": PLACEMENTS, "OFFENDED": OFFENDED, "RESENTED": RESENTED,
        "HARMED": tradeoff.HARMED}  # fmt: skip
TOLD = (*HARMED, *HARMED.values(), "fees", "fees_minus_cost", "fill_rate")
"""Measures that are shown or told whatever a scenario declares."""
SQUARES = (5, 4)
"""Values along and up of the map of other markets: what a browser simulates in half a minute."""
_SEGMENT = re.compile(r"^world\.segments\.\w+")


def begin(source: str) -> Start:
    """A scenario file, or a shipped scenario by its name.

    Raises:
        ScenarioErrors: it is no scenario.
        TooLarge: it takes too long where people wait.
    """
    loaded = load(source, measures=MEASURES)
    if why := too_large(loaded.scenario):
        raise TooLarge(f"{source}: {why}")
    return Start(loaded.scenario.name, loaded, shipped=False, source=source)


def entry(start: Start, measures: Iterable[str] = ()) -> Json:
    """Everything about one scenario.

    Args:
        start: the scenario.
        measures: those that are to be known besides those that are shown.
    """
    scenario = start.scenario
    base = model(scenario)
    variants, short = dict(_variants(start)), short_labels(start.labels)
    return {
        "name": start.name,
        "source": start.source or start.file,
        "title": scenario.title or scenario.name,
        "question": scenario.question or scenario.title or scenario.name,
        "lesson": scenario.lesson,
        "model": base,
        "variants": [
            {
                "name": name,
                "label": scenario.variant_label(name),
                "model": _difference(base, model(other)),
            }
            for name, other in variants.items()
        ],
        "strategies": [
            {"key": key, "label": label, "short": short[key]}
            for key, label in start.labels.items()
        ],
        "segments": {key: key.replace("_", " ") for key in scenario.world.segments},
        "levers": [
            *_of_strategies(start.strategy_levers.values()),
            *(_row(lever) | {"group": block_of(levers)}
              for levers in start.world_levers.values() for lever in levers),
        ],
        "map": _map(start),
        "study": {**study(scenario), "picture": scenario.study.picture,
                  "lesson": _of_lesson(scenario), "about": _about(scenario),
                  "limits": scenario.study.limits, "shown": _shown(scenario)},
        "facts": facts(scenario, dict.fromkeys((*_shown(scenario), *measures))),
        "languages": in_languages(start, tuple(variants)),
    }  # fmt: skip


def texts(starts: Iterable[Start]) -> Json:
    """What levers are called and mean, by their general key."""
    found: Json = {}
    for start in starts:
        for title, levers in start.world_levers.items():
            found[block_of(levers)] = {"label": title}
        for lever in start.levers.values():
            _, _, of_each = lever.label.partition(": ")  # "Office: share of people"
            found[general(lever.path)] = {
                "label": of_each if _SEGMENT.match(lever.path) else lever.label,
                "help": lever.help,
                "unit": lever.unit,
                "kind": lever.kind,
                "choices": [[word, SAID.get(word, word)] for word in lever.choices],
                "badge": lever.badge,
                "source": lever.source,
                "evidence": [lever.evidence, grade_of(lever.evidence)] if lever.evidence else None,
            }
    return found


def block_of(levers: Sequence[Lever]) -> str:
    """Key of the block of the world that they are in ("world.labour"); "world" for its own."""
    names = levers[0].path.split(".")
    return ".".join(names[:2]) if len(names) > 2 else names[0]


def general(path: str) -> str:
    """The key of a setting, whatever strategy or occupation it is of."""
    if path.startswith("strategies."):
        return f"strategies.*.{path.split('.', 2)[2]}"
    return _SEGMENT.sub("world.segments.*", path)


def _shown(scenario: Scenario) -> tuple[str, ...]:
    declared = (*scenario.study.outcomes, *scenario.study.limits, *_of_lesson(scenario))
    return tuple(dict.fromkeys((*AXES.values(), *TOLD, *declared)))


def _of_lesson(scenario: Scenario) -> list[str]:
    """Measures that the lesson speaks of: those of what is expected."""
    return list(dict.fromkeys(one.outcome for one in scenario.expect))


def _about(scenario: Scenario) -> tuple[str, str] | None:
    """The two strategies that are compared; None: there is only one."""
    names = tuple(scenario.strategies)
    about = scenario.study.about or (names[0], names[-1])
    return (about[0], about[1]) if len(names) > 1 else None


def _map(start: Start) -> list[Json] | None:
    """Two settings of the market, with values: where calling and waiting are compared in others.

    None: the two strategies of the question do not differ in how much they call.
    """
    scenario, about = start.scenario, _about(start.scenario)
    if about is None:
        return None
    shares = {scenario.strategies[name].outreach_share for name in about}
    given = [(text, Place(start.name, None, "")) for text in usual(scenario)]
    found = axes(given, start.tree, [])
    if len(shares) < 2 or len(found) < len(SQUARES):
        return None
    return [
        {"path": axis.keys[0], "values": _middle(axis, most)}
        for axis, most in zip(found, SQUARES, strict=True)
    ]


def _middle(axis: Axis, most: int) -> list[float]:
    """So many of the axis' values, those at its ends left out; no more people than a page takes."""
    values = [value for value in axis.values(most) if isinstance(value, int | float)]
    if axis.keys[0] == "world.people":
        return [value for value in values if value <= MOST_PEOPLE][-most:]
    past = (len(values) - most) // 2
    return values[past : past + most] if past > 0 else values


def _variants(start: Start) -> Iterator[tuple[str, Scenario]]:
    """The variants that are about the same time and the same worlds, if they can be loaded."""
    scenario = start.scenario
    for name in scenario.variants if start.source else ():
        other = load(start.source, measures=MEASURES, with_=[name]).scenario
        if all(getattr(scenario.study, key) == getattr(other.study, key) for key in SAME):
            yield name, other


def _difference(base: Json, other: Json) -> Json:
    """What is to be laid over the base to have the other."""
    return {
        key: _difference(base[key], value)
        if isinstance(value, dict) and isinstance(base.get(key), dict)
        else value
        for key, value in other.items()
        if key not in base or base[key] != value
    }


def _of_strategies(teams: Iterable[list[Lever]]) -> Iterator[Json]:
    """One row for each setting of strategies, wide enough for all of them; what matters first."""
    rows: dict[str, Json] = {}
    for lever in (lever for team in teams for lever in team):
        end = lever.path.split(".", 2)[2]
        if end in OF_STYLE:
            continue
        row = rows.setdefault(end, {**_row(lever), "path": f"strategies.*.{end}"})
        row["first"] = row.get("first", False) or lever.first
        if lever.min is not None and lever.max is not None and lever.step is not None:
            row["min"], row["max"] = min(row["min"], lever.min), max(row["max"], lever.max)
            row["step"] = min(row["step"], lever.step)
    yield from sorted(rows.values(), key=lambda row: not row["first"])


def _row(lever: Lever) -> Json:
    row: Json = {"path": lever.path}
    if lever.min is not None:
        row |= {"min": lever.min, "max": lever.max, "step": lever.step}
    return row | ({"addsUp": lever.adds_up} if lever.adds_up else {})
