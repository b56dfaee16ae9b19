"""Texts without paths of the disk that they were written on: results folders are shared."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath

_FROM_A_ROOT = re.compile(r"""(?<![\w./\\:~-])(?:~|[A-Za-z]:|\.\.)?[\\/][^\s'"<>|,;]*""")


def without_paths(text: str) -> str:
    """The text with the last name of each path that begins at a root, at home or above here."""
    return _FROM_A_ROOT.sub(lambda found: _last(found[0]), text)


def command_line(arguments: Sequence[str]) -> str:
    """A command, as it is typed, without paths that mean nothing elsewhere."""
    return shlex.join(map(_argument, arguments))


def _argument(argument: str) -> str:
    option, equals, value = argument.rpartition("=")
    if value.startswith(("/", "~", "..", "\\")) or PureWindowsPath(value).is_absolute():
        return f"{option}{equals}{_last(value)}"
    return argument


def _last(path: str) -> str:
    posix = PurePosixPath(path).name if "\\" not in path else PureWindowsPath(path).name
    return posix or path
