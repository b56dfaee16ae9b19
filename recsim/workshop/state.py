"""What somebody has set: a scenario, and changes of it that the scenario loader accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from recsim.analysis.measures import MEASURES
from recsim.classroom.names import CHANGED
from recsim.page.levers import Lever, Scalar
from recsim.page.start import Start, TooLarge, too_large
from recsim.scenario.errors import Problem, did_you_mean
from recsim.scenario.gallery import shipped
from recsim.scenario.identity import content_hash
from recsim.scenario.load import load
from recsim.scenario.override import apply_settings, did_you_mean_key
from recsim.scenario.scenario import Scenario
from recsim.scenario.validate import validate
from recsim.scenario.yaml_nodes import Node
from recsim.scenario.yaml_text import yaml_text

MOST_REPLICATIONS = 100
MOST_CHANGES = 500
MOST_OUT_OF_REACH = 10
"""Changes of what is no lever that are told."""
STUDY = ("seed", "horizon_days", "warm_up_days", "market")
"""What may be changed of how we look: other luck, another time, together or apart."""
AS_AN_OPTION = re.compile(r" \(with --set [^)]*\)")

Changes = Mapping[str, Scalar]


class BadState(ValueError):  # noqa: N818 - it carries everything that is wrong with a state
    """Changes that cannot be made; ``problems`` are pairs of a setting's key and a sentence."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{path}: {text}" for path, text in problems))
        self.problems = problems


class UnknownScenario(KeyError):  # noqa: N818 - a name that somebody mistyped
    """There is no scenario of this name in the workshop; the text says which there are."""


@dataclass(frozen=True)
class State:
    """A scenario with changes.

    Attributes:
        start: the scenario that was changed.
        changes: all changes that were made, those included that another one brought along.
        scenario: the result.
    """

    start: Start
    changes: Mapping[str, Scalar | None]
    scenario: Scenario

    @cached_property
    def hash(self) -> str:
        """Equal for scenarios that give equal results (64 hex digits)."""
        return content_hash(self.scenario)

    @cached_property
    def new_labels(self) -> dict[str, str]:
        """Labels of the strategies that are not as in the scenario that was changed."""
        as_it_was = self.start.scenario.strategies
        return {
            key: self.start.changed_labels[key]
            for key, strategy in self.scenario.strategies.items()
            if strategy != as_it_was[key]
        }

    @property
    def outdated_labels(self) -> dict[str, str]:
        """Those of ``new_labels`` whose old ones name settings that no longer hold."""
        old = self.start.scenario.label
        return {
            key: label
            for key, label in self.new_labels.items()
            if label.removesuffix(CHANGED) != old(key)
        }

    @cached_property
    def labelled(self) -> Scenario:
        """The result with the new labels; its hash and its numbers are the same."""
        strategies = {
            key: strategy.model_copy(update={"label": self.new_labels.get(key, strategy.label)})
            for key, strategy in self.scenario.strategies.items()
        }
        return self.scenario.unchecked(strategies=strategies)


class Catalogue:
    """The scenarios of a workshop by name, the one given on the command line first."""

    def __init__(self, source: str | None = None) -> None:
        """Load them.

        Args:
            source: path of a scenario file or name of a shipped one; None for the shipped ones.

        Raises:
            ScenarioErrors: the file is not a scenario.
            TooLarge: the scenario given is too large for a workshop.
        """
        known = dict(shipped())
        self._starts: dict[str, Start] = {}
        self._unlisted: dict[str, Start] = {}
        if source is not None and source not in known:
            loaded = load(source, measures=MEASURES)
            if why := too_large(loaded.scenario):
                raise TooLarge(f"{source}: {why}")
            self._starts[loaded.scenario.name] = Start(
                loaded.scenario.name, loaded, False, source=source
            )
        for name, path in known.items():
            start = Start(name, load(path), True, source=name)
            why = too_large(start.scenario)
            if why and name == source:
                raise TooLarge(f"{name}: {why}")
            if not why:
                self._starts.setdefault(name, start)
        if source in self._starts:
            self._starts = {source: self._starts.pop(source), **self._starts}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all scenarios that anybody may choose."""
        return tuple(self._starts)

    def add_unlisted(self, start: Start) -> None:
        """Add a scenario that only those find who know its name: what a room plays."""
        self._unlisted[start.name] = start

    def drop_unlisted(self, name: str) -> None:
        """Forget a scenario of a room; nothing happens if there is none of this name."""
        self._unlisted.pop(name, None)

    def __getitem__(self, name: str) -> Start:
        """The scenario of this name.

        Raises:
            UnknownScenario: there is none.
        """
        if name in self._unlisted:
            return self._unlisted[name]
        if name not in self._starts:
            hint = did_you_mean(name[:80], self.names, "there are")
            raise UnknownScenario(f'there is no scenario "{name[:80]}"; {hint}'.rstrip("; "))
        return self._starts[name]


def changed(start: Start, changes: Mapping[str, Any]) -> State:
    """The scenario with changes, checked by the scenario loader.

    A style and the setting that only it has go together: a change of one alone brings the other
    along (a share of time makes a blend, a number of callers a split team; a new one begins with
    half, and another style has neither).

    Args:
        start: the scenario.
        changes: new values by dotted key; keys of levers, and some of ``study``.

    Raises:
        BadState: a key or a value cannot be.
    """
    _refuse(_out_of_reach(start, changes))
    wanted = _with_style(start, changes)
    found: list[Problem] = []
    tree = start.tree
    for path, value in wanted.items():
        if value is None:
            tree = _without(tree, path.split("."))
    options = [f"{path}={yaml_text(value)}" for path, value in wanted.items() if value is not None]
    tree = apply_settings(tree, options, found)
    scenario = validate(tree, found, MEASURES)
    _refuse([(_path(problem), _text(problem)) for problem in dict.fromkeys(found)])
    assert scenario is not None
    if why := too_large(scenario):
        raise BadState([("", why)])
    return State(start, wanted, scenario)


def _refuse(problems: list[tuple[str, str]]) -> None:
    if problems:
        raise BadState(problems)


def _out_of_reach(start: Start, changes: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Changes of what is no lever, and numbers beyond a lever's ends."""
    if len(changes) > MOST_CHANGES:
        return [("", f"{len(changes)} changes given; at most {MOST_CHANGES} are taken")]
    study = {f"study.{name}" for name in STUDY}
    problems: list[tuple[str, str]] = []
    for path, value in changes.items():
        lever = start.levers.get(path)
        if lever is None and path not in study:
            hint = did_you_mean_key(path[:80], start.levers)
            problems.append((path[:80], f"there is no lever of this name; {hint}"))
        elif not isinstance(value, bool | int | float | str) or len(str(value)[:99]) > 80:
            problems.append((path, "expected a number, a word, true or false"))
        elif lever is not None and not _within(lever, value):
            ends = f"the lever goes from {lever.min:g} to {lever.max:g}"
            problems.append((path, f"{value:g} given; {ends}"))
        if len(problems) >= MOST_OUT_OF_REACH:  # a hint takes a while to find
            break
    return problems


def _within(lever: Lever, value: Scalar) -> bool:
    """Whether a number lies within the lever's ends; what is no number is the loader's affair."""
    if lever.min is None or lever.max is None or isinstance(value, bool | str):
        return True
    return lever.min <= value <= lever.max


def _with_style(start: Start, changes: Changes) -> dict[str, Scalar | None]:
    wanted: dict[str, Scalar | None] = dict(changes)
    for key, strategy in start.scenario.strategies.items():
        style = f"strategies.{key}.style"
        halves = {"blend": ("active_share", 0.5), "split": ("callers", strategy.recruiters // 2)}
        if style not in changes:
            moved = [
                one for one, (own, _) in halves.items() if f"strategies.{key}.{own}" in changes
            ]
            if not moved or strategy.style in moved:
                continue
            wanted[style] = moved[0]
        for one, (own, half) in halves.items():
            setting, had = f"strategies.{key}.{own}", strategy.style == one
            if wanted[style] == one and not had:
                wanted.setdefault(setting, half)
            elif wanted[style] != one:
                wanted.pop(setting, None)
                if had:
                    wanted[setting] = None
    return wanted


def _without(tree: Node, path: list[str]) -> Node:
    """The tree without the value at the path."""
    name, *rest = path
    inner = {key: at for key, at in tree.fields.items() if key != name}
    return tree.holding({**tree.fields, name: _without(tree.fields[name], rest)} if rest else inner)


def _path(problem: Problem) -> str:
    """The setting that a problem is about."""
    return problem.key or problem.file.removeprefix("--set ").partition("=")[0]


def _text(problem: Problem) -> str:
    text = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    return AS_AN_OPTION.sub("", text)
