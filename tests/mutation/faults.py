"""Faults to put into a source file: small changes of its syntax tree, each of which still compiles.

Texts, annotations and decorators are left alone: the words of a message are not behaviour, and the
size of a cache is none either.
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

OTHER: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,), ast.Mod: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,), ast.And: (ast.Or,), ast.Or: (ast.And,),
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
"""What may stand in the place of an operator."""

FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}
LEFT_ALONE = {"annotation", "returns", "decorator_list", "type_params", "msg"}
DELETED = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)


@dataclass(frozen=True)
class Fault:
    """A piece of a source, by its first and last byte, and what stands there instead."""

    line: int
    start: int
    end: int
    text: str

    def put_into(self, source: bytes) -> bytes:
        """The faulty source."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def difference(self, source: bytes) -> str:
        """The lines that differ."""
        before, after = (text.decode().splitlines() for text in (source, self.put_into(source)))
        lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))
        return "\n".join(line for line in lines[2:] if not line.startswith("@@"))


def faults(source: bytes) -> list[Fault]:
    """All faults for a source, in the order of its lines."""
    begins = [0]
    for line in source.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    found = set()
    for node, new in _changes(ast.parse(source)):
        if ast.dump(node) == ast.dump(new):  # equal arguments, turned round
            continue
        start = begins[node.lineno - 1] + node.col_offset
        end = begins[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        text = ast.unparse(new)
        if isinstance(new, ast.expr) and not isinstance(new, ast.Constant | ast.Call):
            text = f"({text})"
        found.add(Fault(node.lineno, start, end, text))
    return sorted(found, key=lambda fault: (fault.line, fault.start, fault.end, fault.text))


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, ast.expr | ast.stmt]]:
    """Nodes with what may stand in their places, those below included."""
    if isinstance(node, ast.JoinedStr):  # Python 3.11 does not know where its parts are
        return
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.expr):
        yield from ((node, new) for new in _expressions(node))
    elif isinstance(node, ast.stmt):
        yield from ((node, new) for new in _statements(node))
    for test in _tests(node):
        if not isinstance(test, ast.Compare):  # whose operators are changed anyhow
            yield test, ast.UnaryOp(ast.Not(), test)
    for name, value in ast.iter_fields(node):
        if name not in LEFT_ALONE:
            for below in value if isinstance(value, list) else [value]:
                if isinstance(below, ast.AST):
                    yield from _changes(below)


def _tests(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return [node.test]
    return node.ifs if isinstance(node, ast.comprehension) else []


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp | ast.BoolOp):
        yield from (_with(node, op=other()) for other in OTHER.get(type(node.op), ()))
    elif isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            for other in OTHER[type(operator)]:
                yield _with(node, ops=[*node.ops[:at], other(), *node.ops[at + 1 :]])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int):
            yield ast.Constant(node.value + 1)
        elif isinstance(node.value, float):
            yield ast.Constant(node.value * 2 or 1.0)
    elif isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if name in FUNCTIONS:
            yield _with(node, func=ast.Name(FUNCTIONS[name], ast.Load()))
        given = node.args
        if name not in ("isinstance", *FUNCTIONS) and not any(
            isinstance(one, ast.Starred) for one in given
        ):
            for at in range(len(given) - 1):
                swapped = [*given[:at], given[at + 1], given[at], *given[at + 2 :]]
                yield _with(node, args=swapped)


def _statements(node: ast.stmt) -> Iterator[ast.stmt]:
    if isinstance(node, DELETED) or (
        isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant | ast.Yield)
    ):
        yield ast.Pass()
    elif isinstance(node, ast.Assign):
        target = ast.unparse(node.targets[0])
        used = {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}
        if target in used or isinstance(node.targets[0], ast.Attribute | ast.Subscript):
            yield ast.Pass()
    elif isinstance(node, ast.Return) and node.value is not None:
        yield ast.Return(ast.Constant(None))


def _with(node: ast.expr, **changed: object) -> ast.expr:
    new = copy.copy(node)
    for name, value in changed.items():
        setattr(new, name, value)
    return new
