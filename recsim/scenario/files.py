"""Reading scenario files: where they are, what they say, and the parents that they extend."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from recsim.scenario import gallery
from recsim.scenario.check import check, found
from recsim.scenario.errors import Place, Problem, Problems, ScenarioErrors, did_you_mean
from recsim.scenario.merge import overlay
from recsim.scenario.plan_file import with_plan
from recsim.scenario.printable import printable
from recsim.scenario.shape import file_shape
from recsim.scenario.yaml_nodes import MOST_BYTES, Node, lines_of, parse

LONGEST_CHAIN = 10
SUFFIXES = (".yaml", ".yml")
NO_FILE = "this is not a file that can be read"
OF_ONE_FILE = ("name", "title", "question", "lesson", "sweep", "expect", "observed")


@dataclass
class Reading:
    """What is gathered while files are read: their texts, and everything that is wrong.

    Where so much is wrong that nobody reads on, whoever adds to the problems raises them.
    """

    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    paths: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.problems = Problems(self.errors)

    def errors(self) -> ScenarioErrors:
        """Everything that is wrong, by file and line, each with the text of its line."""
        order = {name: at for at, name in enumerate(self.texts)}
        ranked = sorted(self.problems, key=lambda p: (order.get(p.file, -1), p.line or 0))
        return ScenarioErrors(self._with_excerpt(problem) for problem in ranked)

    def _with_excerpt(self, problem: Problem) -> Problem:
        rows = lines_of(self.texts.get(problem.file, ""))
        if problem.line is None or not 0 < problem.line <= len(rows):
            return problem
        text = printable(rows[problem.line - 1].strip())
        return replace(problem, excerpt=text if len(text) <= 90 else f"{text[:87]}...")


@dataclass(frozen=True)
class Layers:
    """A file merged with its parents.

    Attributes:
        tree: the merged tree.
        templates: strategies of parents that do not take part but can be named by ``like``.
        parent: the parent alone, merged with its own parents; None without ``extends``.
    """

    tree: Node
    templates: Mapping[str, Node]
    parent: Layers | None = None


def locate(source: str | Path) -> Path:
    """The file that is meant by a path or by the name of a shipped scenario.

    Raises:
        ScenarioErrors: there is no such file or name.
    """
    path = Path(source)
    is_name = isinstance(source, str) and not path.suffix and len(path.parts) <= 2
    if is_name and (known := gallery.find(str(source))) is not None:
        return known
    if path.suffix in SUFFIXES or _exists(path):
        return path
    beside = path.with_name(path.name + ".yaml") if path.name else path
    names = [name for name, _ in gallery.shipped()]
    hint = f"did you mean {beside}?" if _exists(beside) else ""
    place = Place(str(source), None, "")
    if os.path.exists(source):  # a folder, a device, a pipe
        raise ScenarioErrors([Problem(place, NO_FILE, hint)])
    hint = hint or did_you_mean(str(source), names, "shipped scenarios")
    raise ScenarioErrors(
        [Problem(place, "there is no shipped scenario and no file of this name", hint)]
    )


def read(path: Path, reading: Reading, children: Sequence[Path] = ()) -> Layers | None:
    """Read a file and the parents that it extends, and merge them.

    Args:
        path: the file.
        reading: receives texts, paths and problems.
        children: the files that led here by ``extends``, the first one first.

    Returns:
        The layers; None if the file cannot be read at all.
    """
    text = text_of(path, shown(path), reading)
    return None if text is None else read_text(text, path, reading, children)


def read_text(
    text: str, path: Path, reading: Reading, children: Sequence[Path] = (), *, alone: bool = False
) -> Layers | None:
    """Read the text of a file and the parents that it extends, and merge them.

    Args:
        text: what the file says.
        path: the file, which is not read.
        reading: receives texts, paths and problems.
        children: the files that led here by ``extends``, the first one first.
        alone: there is no folder around the file: it may only extend shipped scenarios.

    Returns:
        The layers; None if the text is no scenario at all.
    """
    name = shown(path)
    reading.texts[name] = text
    reading.paths.append(path)
    before = len(reading.problems)
    node = parse(text, name, reading.problems)
    if node is None or not isinstance(node.value, dict):
        if len(reading.problems) == before:
            what = "the file is empty" if node is None or node.value is None else found(node)
            reading.problems.append(
                Problem(
                    Place(name, None if node is None else node.place.line, ""),
                    f"{what}; expected a scenario: title, world, strategies, study",
                    "recsim init writes a file to start from",
                )
            )
        return None
    node = _with_plans(node, path, reading, alone=alone)
    tree = check(node, file_shape(), reading.problems) or node.holding({})
    parent_name = tree.fields.get("extends")
    tree = tree.holding({key: at for key, at in tree.fields.items() if key != "extends"})
    if parent_name is None or parent_name.value is None:
        return Layers(tree, {})
    parent_path = _parent(parent_name, path, (*children, path), reading, alone=alone)
    parent = read(parent_path, reading, (*children, path)) if parent_path is not None else None
    return Layers(tree, {}) if parent is None else _extend(parent, tree)


def shown(path: Path) -> str:
    """A file's name as shown to people: relative if it is below the working folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):  # the last of links that lead to themselves
        return str(path)


def _extend(parent: Layers, tree: Node) -> Layers:
    """A file laid over its parent; who is not named in its roster becomes a template."""
    lower = parent.tree.holding(
        {key: at for key, at in parent.tree.fields.items() if key not in OF_ONE_FILE}
    )
    merged = overlay(lower, tree, file_shape(), rosters=True)
    taking_part = merged.fields["strategies"].fields if "strategies" in merged.fields else {}
    before = lower.fields["strategies"].fields if "strategies" in lower.fields else {}
    known = {**parent.templates, **before}
    templates = {name: at for name, at in known.items() if name not in taking_part}
    return Layers(merged, templates, parent)


def _parent(
    wanted: Node, path: Path, chain: Sequence[Path], reading: Reading, *, alone: bool
) -> Path | None:
    """The file that ``extends`` names: beside this file, unless it is alone, or shipped."""
    value = wanted.value

    def refuse(message: str, hint: str = "") -> None:
        reading.problems.append(Problem(wanted.place, message, hint))

    if not isinstance(value, str) or not value or "\0" in value:
        refuse(f"{found(wanted)}; expected a file beside this one, or a shipped scenario")
        return None
    shipped = [*(name for name, _ in gallery.shipped()), *gallery.HIDDEN]
    parent = gallery.find(re.sub(r"\.ya?ml\Z", "", value))
    if alone and parent is None:
        message = f'it extends "{value[:80]}"; a file alone can only extend a shipped scenario'
        refuse(message, did_you_mean(value[:80], shipped, "there are"))
        return None
    if not alone and value.endswith(SUFFIXES) and (_exists(path.parent / value) or parent is None):
        parent = path.parent / value
    if parent is None or not _exists(parent):
        beside = [at.name for at in sorted(path.parent.glob("*.y*ml")) if at != path]
        hint = did_you_mean(value, [*beside, *shipped], "there are")
        refuse(f'there is no scenario "{value}" to extend', hint)
        return None
    if any(parent.resolve() == child.resolve() for child in chain):
        circle = " extends ".join([*(child.name for child in chain), parent.name])
        refuse(f"this goes round in a circle: {circle}")
        return None
    if len(chain) >= LONGEST_CHAIN:
        refuse(f"more than {LONGEST_CHAIN} files extend one another")
        return None
    return parent


def _with_plans(node: Node, path: Path, reading: Reading, *, alone: bool) -> Node:
    """The file with the plans of requisitions that it names, its variants' as well."""

    def plan(wanted: Node) -> tuple[str, str] | None:
        value = str(wanted.value)
        if alone or not value.endswith(".csv") or "\0" in value:
            message = f"{found(wanted)}; expected a list of blocks, each starting with a dash"
            also = "" if alone else ", or the name of a CSV file beside this one"
            reading.problems.append(Problem(wanted.place, message + also))
            return None
        file = path.parent / value
        name = shown(file)
        text = text_of(file, name, reading)
        if text is None:
            return None
        reading.texts[name] = text
        reading.paths.append(file)
        return name, text

    def inside(block: Node, *names: str) -> Node:
        if not names:
            return with_plan(block, plan, reading.problems)
        name, *rest = names
        below = block.fields.get(name)
        return (
            block if below is None else block.holding({**block.fields, name: inside(below, *rest)})
        )

    node = inside(node, "world", "demand")
    variants = node.fields.get("variants")
    if variants is None or not variants.fields:
        return node
    changed = {name: inside(at, "world", "demand") for name, at in variants.fields.items()}
    return node.holding({**node.fields, "variants": variants.holding(changed)})


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def text_of(path: Path, name: str, reading: Reading) -> str | None:
    """The text of a file, or None and a problem under the file's ``name``."""
    place = Place(name, None, "")
    try:
        if not path.exists():
            if path.is_symlink():  # its name is right, and others beside it are nobody's business
                reading.problems.append(Problem(place, "this link leads to no file"))
                return None
            kind = "*.csv" if path.suffix == ".csv" else "*.y*ml"
            near = [at.name for at in sorted(path.parent.glob(kind)) if at != path]
            hint = did_you_mean(path.name, near, "there are")
            reading.problems.append(Problem(place, "there is no such file", hint))
            return None
        if not path.is_file():
            reading.problems.append(Problem(place, NO_FILE))
            return None
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
        reading.problems.append(Problem(place, f"this file cannot be read: {reason}"))
        return None
    if len(raw) > MOST_BYTES:
        reading.problems.append(
            Problem(place, f"this file is larger than {MOST_BYTES // 1024:,} KB; no scenario is")
        )
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        reading.problems.append(
            Problem(
                Place(name, line, ""),
                "this file is not UTF-8 text",
                "save it as UTF-8 in your editor",
            )
        )
        return None
