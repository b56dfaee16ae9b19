"""Entries: what somebody hands in, read with suspicion; only free levers may differ.

An entry is a file of one of two kinds. *Changes* name what differs from the challenge::

    nickname: Ada
    changes: {care: 0.9, follow_ups: 1}

A *scenario* is a whole scenario file, as one has it after practising; the label of the strategy
that is played is the nickname.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from os.path import realpath  # unlike Path.resolve, of links that lead to themselves as well
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from recsim.analysis.measures import MEASURES
from recsim.classroom.changes import as_changed, differences, refuse_locked
from recsim.classroom.names import CHANGED, clean_name, clean_text, distinct
from recsim.classroom.round import Round
from recsim.scenario.block_file import as_block, read_tree
from recsim.scenario.errors import Place, Problem, ScenarioErrors, did_you_mean
from recsim.scenario.fields import TRILLION, Block, setting
from recsim.scenario.files import SUFFIXES, Reading, shown
from recsim.scenario.gallery import find
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.scenario.yaml_nodes import Node

MOST_ENTRIES = 500
OF_A_CARD = ("nickname", "team", "memo", "guess", "changes")
Guessed = Annotated[float, Field(ge=0, le=TRILLION)]


class Guess(Block):
    """A range in which somebody believes a result of their own entry to lie."""

    low: Guessed = setting(..., "Lower end, in the unit of the measure.")
    high: Guessed = setting(..., "Upper end.")
    confidence: Annotated[float, Field(ge=0.5, le=0.99)] = setting(
        0.8, "Claimed chance that the range contains the result.", unit="probability"
    )

    @model_validator(mode="after")
    def _is_a_range(self) -> Guess:
        if self.low > self.high:
            raise ValueError("high: the upper end is below the lower one")
        return self


class Card(Block):
    """What an entry that names changes says besides them."""

    nickname: str = setting("", "Name on the table; the file's name, if it is left out.")
    team: str = setting("", "Team that the player belongs to.")
    memo: str = setting("", "Why these settings: a few sentences.")
    guess: dict[str, Guess] = setting({}, "Ranges for the entry's own results, by measure.")
    changes: dict[str, float] = setting({}, "Free settings and their values.")


@dataclass(frozen=True)
class Entry:
    """An entry that was taken.

    Attributes:
        file: name of its file.
        name: nickname, unlike all others of the round.
        team, memo: texts as they were written; empty if there are none.
        strategy: what is played.
        changes: the values that differ from the challenge's, by dotted key.
        guesses: ranges for its own results, by measure.
    """

    file: str
    name: str
    team: str
    memo: str
    strategy: Strategy
    changes: Mapping[str, Any]
    guesses: Mapping[str, Guess]


@dataclass(frozen=True)
class Refused:
    """An entry that was not taken, and everything that is wrong with it."""

    file: str
    name: str
    errors: ScenarioErrors


def read_entries(round_: Round, folder: Path) -> tuple[list[Entry], list[Refused]]:
    """All entries of a folder: those that are taken, and those that are not; by file name.

    Every YAML file is an entry, but for the challenge, its scenario and the sealed worlds.

    Raises:
        ScenarioErrors: there is no such folder, or more than 500 entries.
    """
    files = entry_files(round_, folder)
    read = {path.name: _read(round_, path) for path in files}
    names = distinct({file: one.name or clean_name(Path(file).stem) for file, one in read.items()})
    named = [replace(one, name=names[file]) for file, one in sorted(read.items())]
    return (
        [one for one in named if isinstance(one, Entry)],
        [one for one in named if isinstance(one, Refused)],
    )


def entry_files(round_: Round, folder: Path) -> list[Path]:
    """Files of a folder that are entries, sorted by name."""
    place = Place(str(folder), None, "")
    if not folder.is_dir():
        raise ScenarioErrors([Problem(place, "there is no such folder")])
    own = {realpath(path) for path in (round_.path, round_.sealed_path, round_.source)}
    files = [
        path
        for path in sorted(folder.iterdir())
        if path.suffix in SUFFIXES and realpath(path) not in own
    ]
    if len(files) > MOST_ENTRIES:
        message = f"{len(files)} entries; one round takes at most {MOST_ENTRIES}"
        raise ScenarioErrors([Problem(place, message)])
    return files


def _read(round_: Round, path: Path) -> Entry | Refused:
    """One entry; its name is not yet unlike the others."""
    reading = Reading()
    try:
        tree = read_tree(path, "an entry: nickname and changes, or a scenario", reading)
        if tree is None:
            raise reading.errors()
        if set(tree.fields) <= set(OF_A_CARD) or "changes" in tree.fields:
            return _from_changes(round_, path, tree, reading)
        return _from_scenario(round_, path, tree, reading)
    except ScenarioErrors as errors:
        return Refused(path.name, "", errors)


def _from_changes(round_: Round, path: Path, tree: Node, reading: Reading) -> Entry:
    changes = tree.fields.get("changes")
    rest = {name: node for name, node in tree.fields.items() if name != "changes"}
    card = as_block(tree.holding(rest), Card, reading)
    scenario = as_changed(round_, changes, reading)
    if card is not None:
        _check_guesses(tree, card, reading)
    if card is None or scenario is None or reading.problems:
        raise reading.errors()
    return Entry(
        path.name,
        clean_name(card.nickname),
        clean_name(card.team),
        clean_text(card.memo),
        scenario.strategies[round_.strategy],
        {key: value for key, (value, _) in differences(round_, scenario).items()},
        card.guess,
    )


def _from_scenario(round_: Round, path: Path, tree: Node, reading: Reading) -> Entry:
    _refuse_other_parents(round_, path, tree, reading)
    loaded = load(path, measures=MEASURES)
    scenario = loaded.scenario
    if round_.strategy not in scenario.strategies:
        _refuse_without_strategy(round_, path, scenario, reading)
    refuse_locked(round_, tree, scenario, loaded.origins, shown(path), reading)
    if reading.problems:
        raise reading.errors()
    own = scenario.strategies[round_.strategy]
    given = own.label == round_.start.label or own.label.endswith(CHANGED)
    label = "" if given else own.label
    return Entry(
        path.name, clean_name(label), "", "", own,
        {key: value for key, (value, _) in differences(round_, scenario).items()}, {},
    )  # fmt: skip


def _refuse_other_parents(round_: Round, path: Path, tree: Node, reading: Reading) -> None:
    """An entry may start from the challenge's scenario or a shipped one, not from other entries."""
    parent = tree.fields.get("extends")
    if parent is None or parent.value is None:
        return
    value = parent.value
    if isinstance(value, str) and "\0" not in value:
        if not value.endswith(SUFFIXES) and find(value) is not None:
            return
        if realpath(path.parent / value) == realpath(round_.source):
            return
    message = "an entry may only extend the scenario of the challenge, or a shipped one"
    known = round_.challenge.scenario
    reading.problems.append(
        Problem(parent.place, message, f"write extends: {known}, or hand in changes")
    )
    raise reading.errors()


def _refuse_without_strategy(
    round_: Round, path: Path, scenario: Scenario, reading: Reading
) -> None:
    message = f'the strategy "{round_.strategy}", which everybody plays, is missing'
    hint = did_you_mean(round_.strategy, list(scenario.strategies), "the strategies are")
    reading.problems.append(Problem(Place(shown(path), None, "strategies"), message, hint))
    raise reading.errors()


def _check_guesses(tree: Node, card: Card, reading: Reading) -> None:
    guesses = tree.fields["guess"].fields if "guess" in tree.fields else {}
    for name in card.guess:
        if name not in MEASURES:
            message = f'there is no measure "{name}"'
            hint = did_you_mean(name, list(MEASURES))
            reading.problems.append(Problem(guesses[name].place, message, hint))
