"""The reference page of all commands: what ``--help`` says of each.

``python -m recsim.cli.reference > docs/command_line.md`` writes the page anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

import typer

from recsim.cli.app import EPILOG, app
from recsim.scenario.markdown import table

HEAD = """\
# The command line

Every command, its arguments and its options, as `recsim COMMAND --help` shows them. This page is
made from the code by `python -m recsim.cli.reference > docs/command_line.md`.
"""


def page() -> str:
    """The whole page, in Markdown."""
    program = typer.main.get_command(app)
    found = list(commands(program, "recsim"))
    overview = table(
        ("Command", "What it does"),
        [(f"[`{name}`](#{_anchor(name)})", _paragraphs(command)[0]) for name, command in found],
    )
    first, _, codes = cleandoc(EPILOG).partition("\b\n")
    ends = ["\n## Exit codes, and what goes first\n", first.strip(), f"\n```text\n{codes}\n```"]
    parts = [HEAD, *overview]
    for name, command in found:
        parts += _section(name, command)
    return "\n".join([*parts, *ends]) + "\n"


def commands(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    """All commands below a group, by the words that one types."""
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def _section(name: str, command: Any) -> Iterator[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    usage = " ".join([name, "[OPTIONS]", *map(_argument, arguments)])
    yield f"\n## {name}\n\n`{usage}`\n"
    yield "\n\n".join(_paragraphs(command)) + "\n"
    context = typer.Context(command, info_name=name)
    options = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    rows = [
        *((_argument(one), one.help or "") for one in arguments),
        *(one.get_help_record(context) for one in options),
    ]
    yield from table(("Argument or option", "Meaning"), (_plain(*row) for row in rows))


def _plain(word: str, meaning: str) -> tuple[str, str]:
    """A row in which no letter of the meaning is taken for markup."""
    return f"`{word}`", re.sub(r"([*<\[])", r"\\\1", meaning)


def _argument(one: Any) -> str:
    """As it is typed: FILE, [FILE] where it may be left out, FILE... where there may be several."""
    word = str(one.metavar).strip("[].")
    several = f"{word}..." if one.nargs < 0 else word
    return several if one.required else f"[{several}]"


def _paragraphs(command: Any) -> list[str]:
    return [" ".join(part.split()) for part in cleandoc(command.help or "").split("\n\n")]


def _anchor(heading: str) -> str:
    """The name that code hosts give to a heading."""
    return heading.replace(" ", "-")


if __name__ == "__main__":
    print(page(), end="")
