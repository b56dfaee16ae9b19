"""YAML text to a tree of values that know where they were written.

Read through PyYAML's node tree, with the core schema of YAML 1.2: only ``true`` and ``false`` are
yes-or-no values, so the country code ``no`` stays text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from recsim.scenario.errors import Place, Problem
from recsim.scenario.printable import straight
from recsim.scenario.yaml_text import CORE, FAST, TAG

MOST_BYTES = 2**20
MOST_NODES = 20_000
MOST_LETTERS = 8_000_000
"""Letters of all values and of all their dotted keys, those of aliases each time: 32 MB at most."""
DEEPEST = 24
LONGEST_NUMBER = 300
"""Letters of a number: more than any has that a computer can calculate with."""

Scalar = None | bool | int | float | str


@dataclass(frozen=True, slots=True)
class Passport:
    """What a number's author says about it; it changes no result."""

    range: tuple[float, float] | None = None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it was written. Mappings map names to nodes, lists are tuples of nodes.

    Attributes:
        value: what YAML makes of it.
        place: where it was written.
        passport: what its author says about a number.
        text: a number with a point as it was written; empty for anything else.
    """

    value: Scalar | Mapping[str, Node] | tuple[Node, ...]
    place: Place
    passport: Passport | None = None
    text: str = ""

    @property
    def fields(self) -> Mapping[str, Node]:
        """Entries of a mapping; empty for anything else."""
        return self.value if isinstance(self.value, Mapping) else {}

    def holding(self, fields: Mapping[str, Node]) -> Node:
        """The same place with other entries."""
        return replace(self, value=fields, passport=None, text="")

    @property
    def without_points(self) -> int | None:
        """The number if its points separate thousands ("2.000"); None if they cannot."""
        return int(self.text.replace(".", "")) if _THOUSANDS.match(self.text) else None

    def plain(self) -> Any:
        """The value as plain dictionaries, tuples and scalars."""
        if isinstance(self.value, Mapping):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, tuple):
            return tuple(node.plain() for node in self.value)
        return self.value


_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(?:\.\d{3})+\Z")


class _UnreadableError(Exception):
    """Carries the one problem that makes a text unreadable."""

    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(place, message, hint)


class _Core(FAST):  # type: ignore[misc]
    """PyYAML's parser with the scalar rules of the YAML 1.2 core schema."""

    yaml_implicit_resolvers: dict[str | None, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
for _rule in CORE:
    _Core.add_implicit_resolver(*_rule)


def parse(text: str, file: str, problems: list[Problem], *, option: bool = False) -> Node | None:
    """Read one YAML text.

    Args:
        text: the text of a file or the value of an option.
        file: the name under which problems are reported.
        problems: receives what is wrong; duplicate keys and the like do not stop the reading.
        option: the text stands on the command line and has no line numbers.

    Returns:
        The tree, or None if the text cannot be read or holds nothing.
    """
    top = Place(file, None if option else 1, "")
    try:
        _refuse_deep_nesting(text, top)
        root = yaml.compose(text, Loader=_Core)
        if root is None:
            return None
        return _Converter(file, option, problems).convert(root, "", _line(root.start_mark), 0)
    except _UnreadableError as found:
        problems.append(found.problem)
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(error, text, top))
    except ValueError:  # a number or an escape beyond what Python can represent
        problems.append(Problem(top, "this text cannot be read as YAML"))
    return None


def composed(text: str) -> yaml.Node | None:
    """PyYAML's tree of a text that ``parse`` has read, with the places of all values."""
    return yaml.compose(text, Loader=_Core)


def _refuse_deep_nesting(text: str, top: Place) -> None:
    """Compose recurses, so depth is checked before it, on the flat stream of events."""
    depth = 0
    for event in yaml.parse(text, Loader=_Core):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > DEEPEST:
                line = top.line and _line(event.start_mark) + 1
                raise _UnreadableError(
                    Place(top.file, line, ""),
                    f"blocks are nested more than {DEEPEST} deep; no scenario needs that",
                )
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


class _Converter:
    """Turns PyYAML's nodes into ours; counts them, since aliases can multiply without end."""

    def __init__(self, file: str, option: bool, problems: list[Problem]) -> None:
        self.file = file
        self.option = option
        self.problems = problems
        self.left = MOST_NODES
        self.letters = MOST_LETTERS

    def place(self, key: str, line: int) -> Place:
        return Place(self.file, None if self.option else line + 1, key)

    def convert(self, node: yaml.Node, key: str, line: int, depth: int) -> Node:
        place = self.place(key, line)
        self.left -= 1
        self.letters -= len(key) + (len(node.value) if isinstance(node, yaml.ScalarNode) else 0)
        if depth > DEEPEST:  # the text itself is less deep: an alias repeats
            raise _UnreadableError(
                self.place("", line), "an alias (*name) stands inside the block that it repeats"
            )
        if self.left < 0 or self.letters < 0:
            most = f"{MOST_NODES:,} values" if self.left < 0 else f"{MOST_LETTERS:,} letters"
            raise _UnreadableError(
                self.place("", line),
                f"this comes to more than {most}, an alias (*name) counted each time",
            )
        if isinstance(node, yaml.MappingNode) and node.tag == TAG + "map":
            return Node(self.entries(node, key, depth), place)
        if isinstance(node, yaml.SequenceNode) and node.tag == TAG + "seq":
            return Node(
                tuple(
                    self.convert(item, f"{key}[{at}]", _line(item.start_mark), depth + 1)
                    for at, item in enumerate(node.value)
                ),
                place,
            )
        if isinstance(node, yaml.ScalarNode):
            if node.value:  # it may stand below its key
                place = self.place(key, _line(node.start_mark))
            value = self.scalar(node, place)
            return Node(value, place, text=str(node.value) if isinstance(value, float) else "")
        raise _UnreadableError(place, f"the tag {_short(node.tag)} is not used in scenarios")

    def entries(self, node: yaml.MappingNode, key: str, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for name_node, value_node in node.value:
            line = _line(name_node.start_mark)
            if not isinstance(name_node, yaml.ScalarNode):
                self.problems.append(
                    Problem(self.place(key, line), "a key must be one word, not a list or a block")
                )
                continue
            name = name_node.value
            path = f"{key}.{name}" if key else name
            if name in entries:
                first = entries[name].place.line
                where = "" if first is None else f"; it is also in line {first}"
                self.problems.append(
                    Problem(
                        self.place(path, line),
                        f'"{name}" is given twice{where}',
                        "keep one of the two",
                    )
                )
                continue
            entries[name] = self.convert(value_node, path, line, depth + 1)
        return entries

    def scalar(self, node: yaml.ScalarNode, place: Place) -> Scalar:
        text = node.value
        kind = node.tag.removeprefix(TAG)
        try:
            if kind == "str":
                return straight(str(text))
            if len(text) > LONGEST_NUMBER and kind in ("int", "float"):
                raise ValueError
            if kind == "int":
                return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
            if kind == "float":
                return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        except ValueError:
            self.problems.append(Problem(place, f"{text[:40]} is not a number that can be read"))
            return 0
        if kind == "bool" and text.lower() in ("true", "false"):
            return bool(text.lower() == "true")
        if kind == "null" and text.lower() in ("null", "~", ""):
            return None
        raise _UnreadableError(place, f"the tag {_short(node.tag)} is not used in scenarios")


def lines_of(text: str) -> list[str]:
    """The lines of a text, counted as YAML counts them."""
    return _BREAK.split(text)


def _line(mark: Any) -> int:
    return int(mark.line) if mark is not None else 0


def _short(tag: str) -> str:
    return tag.replace(TAG, "!!")


_IN_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "there is a second colon here, or the line is indented too far",
        'put a text that contains ": " in quotes; line up the keys of a block',
    ),
    (
        "could not find expected ':'",
        "a key without its colon, or a text that runs over several lines",
        'write "key: value", with a space after the colon',
    ),
    (
        "did not find expected key",
        "this line does not fit the block that it stands in",
        "line up the keys of a block; close quotes and brackets",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list that it stands in",
        "line up the dashes of a list",
    ),
    (
        "expected ',' or",
        "a bracket is not closed, or a comma is missing",
        "{a: 1, b: 2} is a block, [1, 2] a list",
    ),
    ("did not find expected node content", "a value is missing between brackets or commas", ""),
    ("found unexpected end of stream", "a quotation mark is not closed", ""),
    ("expected a single document", 'there is a second document after a line "---"', "remove it"),
    ("but found another document", 'there is a second document after a line "---"', "remove it"),
    ("unknown escape character", "a backslash in double quotes", "use single quotes"),
    ("found undefined alias", "*name refers to an anchor (&name) that does not exist", ""),
    ("duplicate anchor", "the same anchor (&name) is given twice", ""),
)


_NO_BLANK = re.compile(r"\s*(?:- )?[A-Za-z_]\w*:[^\s:/]")


def _run_together(error: yaml.YAMLError, lines: Sequence[str]) -> int | None:
    """The number, from 0, of a line like "care:0.5" that the parser stumbled over."""
    marks = (getattr(error, name, None) for name in ("context_mark", "problem_mark"))
    for line in (mark.line for mark in marks if mark is not None):
        for at in (line, line - 1):  # a text that goes on is noticed where it ends
            if 0 <= at < len(lines) and _NO_BLANK.match(lines[at]):
                return int(at)
    return None


def _syntax_problem(error: yaml.YAMLError, text: str, top: Place) -> Problem:
    """The parser's complaint in plain words, with its line."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:  # a reader's error: characters that YAML does not allow
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else top.line
        place = Place(top.file, top.line and line, "")
        return Problem(
            place, "a character that YAML does not allow (invisible, perhaps from copying)"
        )
    lines = lines_of(text)
    if (run_together := _run_together(error, lines)) is not None:
        place = Place(top.file, top.line and run_together + 1, "")
        return Problem(
            place,
            "not valid YAML: a blank is missing after a colon",
            'write "key: value", with a blank after the colon',
        )
    at = min(mark.line, len(lines) - 1)
    while at > 0 and not lines[at].strip():
        at -= 1  # the parser notices at the end of the file what is wrong above
    place = Place(top.file, top.line and at + 1, "")
    if "\t" in lines[at][: len(lines[at]) - len(lines[at].lstrip())]:
        return Problem(place, "not valid YAML: a tab is used to indent", "indent with spaces")
    said = str(getattr(error, "problem", "") or "")
    before = lines[at - 1].strip() if at else ""
    if "mapping values" in said and before and ":" not in before and before[0] not in "-#[{":
        return Problem(
            Place(top.file, top.line and at, ""),
            "not valid YAML: a key without its colon",
            'write "key: value", with a space after the colon',
        )
    opened = getattr(error, "context_mark", None)
    if "unexpected end of stream" in said and opened is not None:
        place = Place(top.file, top.line and opened.line + 1, "")
    elif "expected ',' or" in said and opened is not None and opened.line != at:
        return Problem(
            place,
            "not valid YAML: a comma is missing, or the bracket that was opened in line "
            f"{opened.line + 1} is not closed",
            "{a: 1, b: 2} is a block, [1, 2] a list",
        )
    if "cannot start any token" in said:
        return Problem(
            place,
            "not valid YAML: a text starts with a character that has a meaning of its own",
            "put the text in quotes",
        )
    for sign, message, hint in _IN_PLAIN_WORDS:
        if sign in said or sign in str(error):
            return Problem(place, f"not valid YAML: {message}", hint)
    return Problem(place, f"not valid YAML: {said or 'it cannot be read'}")
