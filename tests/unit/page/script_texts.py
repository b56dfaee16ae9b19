"""The texts in a script: what stands between quotes, and in templates outside of their places."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<quoted>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<pattern>(?<=[(,=:\[!&|?{};])\s*/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/)
    |(?P<template>`)
    |(?P<open>\{)
    |(?P<close>\})
    """,
    re.VERBOSE | re.DOTALL,
)
PART = re.compile(r"((?:[^`\\$]|\\.|\$(?!\{))*)(`|\$\{)", re.DOTALL)


def texts(code: str) -> list[str]:
    """Every text of a script, in order of their ends; a template's places are left out."""
    found: list[str] = []
    _code(code, 0, found)
    return found


def _code(code: str, at: int, found: list[str], *, place: bool = False) -> int:
    """Read code, to its end or to the end of a template's place; where it ends."""
    depth = 0
    while token := TOKEN.search(code, at):
        at = token.end()
        if token["quoted"]:
            found.append(token["quoted"][1:-1])
        elif token["template"]:
            at = _template(code, at, found)
        elif token["open"]:
            depth += 1
        elif token["close"]:
            if place and depth == 0:
                return at
            depth -= 1
    return len(code)


def _template(code: str, at: int, found: list[str]) -> int:
    said = ""
    while part := PART.match(code, at):
        said, at = said + part[1], part.end()
        if part[2] == "`":
            break
        at = _code(code, at, found, place=True)
    found.append(said)
    return at
