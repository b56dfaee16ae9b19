"""Loading a challenge: its rules, its scenario, its free levers, and the sealed worlds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recsim.analysis.measures import MEASURES
from recsim.classroom.challenge import Challenge, Sealed
from recsim.scenario import gallery
from recsim.scenario.block_file import as_block, read_tree
from recsim.scenario.errors import Problem, did_you_mean
from recsim.scenario.files import SUFFIXES, Reading
from recsim.scenario.load import load
from recsim.scenario.override import did_you_mean_key, matches
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import Shape, shape_of
from recsim.scenario.strategy import Strategy
from recsim.scenario.yaml_nodes import Node

CHALLENGE_FILE, SEALED_FILE = "challenge.yaml", "sealed.yaml"
NOT_A_LEVER = ("label", "rivals")


@dataclass(frozen=True)
class Round:
    """A challenge that can be played.

    Attributes:
        challenge: the rules.
        path: their file.
        scenario: what is played, with the worlds that everybody practises in.
        source: file of the scenario.
        strategy: name of the strategy that everybody plays.
        free: dotted keys of the settings, or blocks of settings, that may be changed.
        sealed: the sealed worlds; None while the trainer keeps them.
    """

    challenge: Challenge
    path: Path
    scenario: Scenario
    source: Path
    strategy: str
    free: tuple[str, ...]
    sealed: Sealed | None

    @property
    def start(self) -> Strategy:
        """The strategy as the challenge has it, from which everybody starts."""
        return self.scenario.strategies[self.strategy]

    @property
    def sealed_path(self) -> Path:
        """Where the sealed worlds are kept."""
        return self.path.with_name(SEALED_FILE)

    @property
    def prefix(self) -> str:
        """What the dotted keys of all levers begin with."""
        return f"strategies.{self.strategy}."

    def is_free(self, key: str) -> bool:
        """Whether a setting may be changed, by its dotted key."""
        return any(key == lever or key.startswith(f"{lever}.") for lever in self.free)

    def short(self, key: str) -> str:
        """A dotted key without the strategy that everybody plays."""
        return key.removeprefix(self.prefix)


def load_round(path: Path) -> Round:
    """Load a challenge and, from ``sealed.yaml`` beside it, its sealed worlds if they are there.

    Args:
        path: the file with the rules.

    Raises:
        ScenarioErrors: everything that is wrong with the rules, the scenario or the sealed worlds.
    """
    reading = Reading()
    tree = read_tree(path, "a challenge: scenario, free, cap", reading)
    rules = as_block(tree, Challenge, reading) if tree is not None else None
    if tree is None or rules is None:
        raise reading.errors()
    source = source_of(tree, path, rules, reading)
    _check_measures(tree, rules, reading)
    if source is None:
        raise reading.errors()
    scenario = load(source, measures=MEASURES).scenario
    strategy = strategy_of(tree, rules, scenario, reading)
    free = tuple(levers_of(tree, strategy, reading)) if strategy else ()
    worlds = _sealed(tree, path, rules, scenario, reading)
    if reading.problems or strategy is None:
        raise reading.errors()
    return Round(rules, path, scenario, source, strategy, tuple(dict.fromkeys(free)), worlds)


def lever_keys() -> list[str]:
    """Settings of a strategy that can be free, blocks included: "care", "channels"."""
    return [key for key in _below(shape_of(Strategy), "") if key not in NOT_A_LEVER]


def _below(shape: Shape, above: str) -> Iterator[str]:
    for name, inner in shape.fields.items():
        yield f"{above}{name}"
        yield from _below(inner, f"{above}{name}.")


def source_of(tree: Node, path: Path, rules: Challenge, reading: Reading) -> Path | None:
    """The file of the scenario: beside the rules, or a shipped one."""
    named = rules.scenario
    beside = path.parent / named
    if named.endswith(SUFFIXES) and "\0" not in named and beside.is_file():
        return beside
    if not named.endswith(SUFFIXES) and (shipped := gallery.find(named)) is not None:
        return shipped
    known = [name for name, _ in gallery.shipped()]
    message = f'there is no shipped scenario and no file "{named}" beside the challenge'
    hint = did_you_mean(named, known, "shipped scenarios")
    reading.problems.append(Problem(tree.fields["scenario"].place, message, hint))
    return None


def _check_measures(tree: Node, rules: Challenge, reading: Reading) -> None:
    cap = tree.fields.get("cap", tree)
    for node, key, name, better in (
        (tree, "maximise", rules.maximise, "more"),
        (cap, "measure", rules.cap.measure, "fewer"),
    ):
        place = node.fields[key].place if key in node.fields else node.place.below(key)
        if name not in MEASURES:
            message = f'there is no measure "{name}"'
            reading.problems.append(Problem(place, message, did_you_mean(name, list(MEASURES))))
        elif MEASURES[name].better != better:
            fitting = [one for one, measure in MEASURES.items() if measure.better == better]
            message = f"{name} is no measure of which {better} is better"
            hint = did_you_mean(name, fitting) or f"for example {fitting[0]}"
            reading.problems.append(Problem(place, message, hint))


def strategy_of(tree: Node, rules: Challenge, scenario: Scenario, reading: Reading) -> str | None:
    """Key of the strategy that everybody plays; None, and a problem, if there is no such one."""
    names = list(scenario.strategies)
    if rules.strategy in names:
        return rules.strategy
    if not rules.strategy and len(names) == 1:
        return names[0]
    entry = tree.fields.get("strategy")
    place = entry.place if entry is not None else tree.place.below("strategy")
    message = (
        f'the scenario has no strategy "{rules.strategy}"'
        if rules.strategy
        else "the scenario has several strategies; say which one is played"
    )
    hint = did_you_mean(rules.strategy, names, "its strategies are")
    reading.problems.append(Problem(place, message, hint))
    return None


def levers_of(tree: Node, strategy: str, reading: Reading) -> Iterator[str]:
    """Full dotted keys of the free levers."""
    items = tree.fields["free"].value
    assert isinstance(items, tuple)
    known, prefix = lever_keys(), f"strategies.{strategy}."
    for item in items:
        name = str(item.value)
        fits = matches(name.removeprefix(prefix), known)
        if len(fits) == 1:
            yield prefix + fits[0]
            continue
        hint = did_you_mean_key(name, known)
        if len(fits) > 1:
            message, hint = f'"{name}" could be any of: {", ".join(fits)}', "write more of the key"
        elif name.split(".")[0] in ("world", "study", "strategies"):
            message = f'"{name}" cannot be free: only settings of the strategy {strategy} can'
            hint = "worlds and time are the same for all; " + hint
        else:
            message = f'a strategy has no setting "{name}"'
        reading.problems.append(Problem(item.place, message, hint))


def _sealed(
    tree: Node, path: Path, rules: Challenge, scenario: Scenario, reading: Reading
) -> Sealed | None:
    """The sealed worlds, if they are there; they must be those of the seal."""
    file = path.with_name(SEALED_FILE)
    if not file.exists():
        return None
    inside = read_tree(file, "the seed and salt of the sealed worlds", reading)
    worlds = as_block(inside, Sealed, reading) if inside is not None else None
    if inside is None or worlds is None:
        return None
    if rules.seal and worlds.seal() != rules.seal:
        message = (
            f"these are not the worlds of {SEALED_FILE}, whose seal is {worlds.seal()}: one of the "
            "two was changed"
        )
        reading.problems.append(Problem(tree.fields["seal"].place, message))
    if worlds.seed == scenario.study.seed:
        message = "everybody practises in the worlds of this seed; the sealed ones need another"
        reading.problems.append(Problem(inside.fields["seed"].place, message))
    return worlds
