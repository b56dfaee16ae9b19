"""What somebody has set: a scenario, and changes of it that the scenario loader accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from recsim.analysis.measures import MEASURES
from recsim.classroom.names import CHANGED
from recsim.scenario.check import check
from recsim.scenario.errors import Problem, did_you_mean
from recsim.scenario.gallery import shipped
from recsim.scenario.identity import content_hash
from recsim.scenario.load import Loaded, load
from recsim.scenario.override import apply_settings, did_you_mean_key
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import file_shape
from recsim.scenario.show import resolved_yaml, yaml_text
from recsim.scenario.validate import validate
from recsim.scenario.yaml_nodes import Node, parse
from recsim.workshop.levers import MOST_PEOPLE, Lever, Scalar, strategy_levers, world_levers

MOST_DAYS = 1095
"""Days measured, and days of warm-up."""
MOST_REPLICATIONS = 100
MOST_CHANGES = 500
STUDY = ("seed", "horizon_days", "warm_up_days", "market")
"""What may be changed of how we look: other luck, another time, together or apart."""
LEFT_OUT = ("variants", "expect")
AS_AN_OPTION = re.compile(r" \(with --set [^)]*\)")
IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
"""Settings that a label names after the strategy, as in "Bulk mail (care 0.1)"."""

Changes = Mapping[str, Scalar]


class BadState(ValueError):  # noqa: N818 - it carries everything that is wrong with a state
    """Changes that cannot be made; ``problems`` are pairs of a setting's key and a sentence."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{path}: {text}" for path, text in problems))
        self.problems = problems


class UnknownScenario(KeyError):  # noqa: N818 - a name that somebody mistyped
    """There is no scenario of this name in the workshop; the text says which there are."""


class TooLarge(ValueError):  # noqa: N818 - nothing is wrong with the scenario
    """The scenario takes too long to answer while people wait."""


@dataclass(frozen=True)
class Start:
    """A scenario that a workshop starts from.

    Attributes:
        name: its name in the workshop.
        loaded: the scenario as it was loaded.
        shipped: whether everybody has its file, since it came with recsim.
        file: name of the file that somebody uploaded; empty for all others.
        digest: tells that file from others of its name (8 hex digits); empty for all others.
    """

    name: str
    loaded: Loaded
    shipped: bool
    file: str = ""
    digest: str = ""

    @property
    def scenario(self) -> Scenario:
        """The scenario without changes."""
        return self.loaded.scenario

    @cached_property
    def tree(self) -> Node:
        """The resolved scenario as a tree; no strategy is ``like`` another any more."""
        problems: list[Problem] = []
        node = parse(resolved_yaml(self.loaded), self.name, problems)
        assert node is not None
        tree = check(node, file_shape(), problems)
        assert tree is not None, problems
        return tree.holding({k: at for k, at in tree.fields.items() if k not in LEFT_OUT})

    @cached_property
    def strategy_levers(self) -> dict[str, list[Lever]]:
        """Levers of each strategy."""
        return strategy_levers(self.scenario, self.loaded.origins)

    @cached_property
    def world_levers(self) -> dict[str, list[Lever]]:
        """Levers of the world by block."""
        return world_levers(self.scenario, self.loaded.origins)

    @cached_property
    def levers(self) -> dict[str, Lever]:
        """All levers by the key of their setting."""
        groups = [*self.strategy_levers.values(), *self.world_levers.values()]
        return {lever.path: lever for group in groups for lever in group}

    @cached_property
    def changed_labels(self) -> dict[str, str]:
        """Name of each strategy once it is set otherwise: without settings that no longer hold."""
        labels = [self.scenario.label(key) for key in self.scenario.strategies]
        short = [IN_BRACKETS.sub("", label) or label for label in labels]
        unique = len(set(short)) == len(short)
        return {
            key: f"{name}{CHANGED}"
            for key, name in zip(self.scenario.strategies, short if unique else labels, strict=True)
        }


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
        return self.scenario.model_copy(update={"strategies": strategies})


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
            self._starts[loaded.scenario.name] = Start(loaded.scenario.name, loaded, False)
        for name, path in known.items():
            start = Start(name, load(path), True)
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


def too_large(scenario: Scenario) -> str:
    """Why the scenario cannot be explored while people wait; empty if it can."""
    study = scenario.study
    if scenario.world.people > MOST_PEOPLE:
        return f"{scenario.world.people:,} people; a workshop takes at most {MOST_PEOPLE:,}"
    days = max(study.horizon_days, study.warm_up_days)
    return f"{days:,} days; a workshop takes at most {MOST_DAYS:,}" if days > MOST_DAYS else ""


def changed(start: Start, changes: Mapping[str, Any]) -> State:
    """The scenario with changes, checked by the scenario loader.

    A style and a share of time for outreach go together: a change of one alone brings the other
    along (a share makes a blend; another style has no share, and a new blend begins with half).

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
    return problems


def _within(lever: Lever, value: Scalar) -> bool:
    """Whether a number lies within the lever's ends; what is no number is the loader's affair."""
    if lever.min is None or lever.max is None or isinstance(value, bool | str):
        return True
    return lever.min <= value <= lever.max


def _with_style(start: Start, changes: Changes) -> dict[str, Scalar | None]:
    wanted: dict[str, Scalar | None] = dict(changes)
    for key, strategy in start.scenario.strategies.items():
        share, style = f"strategies.{key}.active_share", f"strategies.{key}.style"
        if share in changes and style not in changes and strategy.style != "blend":
            wanted[style] = "blend"
        elif changes.get(style) == "blend" and strategy.style != "blend":
            wanted.setdefault(share, 0.5)
        elif style in changes and changes[style] != "blend":
            wanted.pop(share, None)
            if strategy.style == "blend":
                wanted[share] = None
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
