"""Plain functions of numbers, from Python to JavaScript: how a page makes the model's numbers.

A page has the same parameters as an engine, to the last bit, because the functions that make them
are the same (``recsim.model.parameters``). Only what such functions are written with is
translated; whatever else one of them may come to hold is refused when the page is made.

What is worked out of a world or of a strategy are properties of a class in both languages; the
settings themselves are what they are.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from textwrap import dedent
from typing import Any

from recsim.analysis.measures import ripening
from recsim.model import distributions, elementary, parameters, rules
from recsim.model.compiled.layout import worked_out
from recsim.scenario.fields import Block
from recsim.scenario.strategy import CHANNELS


class UnsayableError(TypeError):
    """A function holds something that a page has no words for, whose source is given."""


FUNCTIONS: tuple[Callable[..., Any], ...] = (
    elementary.exp_of_sum,
    elementary.exp,
    elementary.log,
    distributions.poisson,
    rules.number_of_managers,
    parameters._log_odds,
    parameters._decay,
    parameters._cumulative,
    parameters.hours_per_day,
    parameters.segment_parameters,
    ripening._weeks_before,
    ripening.ripe_weeks,
)
"""What makes numbers of settings, and what these functions call."""
CLASSES = {
    parameters.WorldParameters: "world_parameters",
    parameters.TeamParameters: "team_parameters",
}
"""Classes with properties, and the functions that make their instances of settings."""

_OPERATORS: Mapping[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.BitAnd: "&", ast.RShift: ">>",
    ast.USub: "-", ast.Not: "!", ast.And: "&&", ast.Or: "||", ast.Lt: "<", ast.LtE: "<=",
    ast.Gt: ">", ast.GtE: ">=", ast.Eq: "===", ast.NotEq: "!==", ast.Is: "===", ast.IsNot: "!==",
}  # fmt: skip
_NAMES: Mapping[str, str] = {
    "inf": "Infinity", "sqrt": "Math.sqrt", "floor": "Math.floor", "int": "Math.trunc",
    "min": "Math.min", "ceil": "Math.ceil", "isfinite": "Number.isFinite", "self": "this",
}  # fmt: skip
PRIMITIVES = """\
const bits = new DataView(new ArrayBuffer(8));
function two_to(k) {
  bits.setBigInt64(0, BigInt(k + 1023) << 52n);
  return bits.getFloat64(0);
}
function frexp(x) {
  if (x < 2 ** -1022) return frexp(x * 2 ** 64).map((part, at) => part - 64 * at);
  bits.setFloat64(0, x);
  const exponent = (bits.getUint16(0) >> 4) - 1022;
  bits.setUint16(0, (bits.getUint16(0) & 0x800f) | (1022 << 4));
  return [bits.getFloat64(0), exponent];
}
const most = (...values) => Math.max(...values.flat());
const outreach_share = (strategy) => team_parameters(strategy).outreach_share;
"""
"""What the functions call and no language says in the same words."""


def javascript() -> str:
    """The model's functions of settings, with the numbers that they use."""
    functions = [f"function {_function(one)}" for one in FUNCTIONS]
    classes = [_class(of, maker) for of, maker in CLASSES.items()]
    used = _numbers([*FUNCTIONS, *(one for of in CLASSES for one in _properties(of))])
    lines = [f"const {name} = {_constant(value)};" for name, value in used.items()]
    return "\n".join([PRIMITIVES, *lines, *functions, *classes]) + "\n"


def _properties(of: type) -> list[Callable[..., Any]]:
    """What works out a class's numbers, those of its parents as well."""
    owners = [owner for owner in reversed(of.__mro__) if issubclass(owner, Block)]
    return [one for owner in owners for one in worked_out(owner).values()]


def _class(of: type, maker: str) -> str:
    """A class with getters, and the function that makes an instance of settings."""
    getters = "\n".join(f"get {_function(one)}" for one in _properties(of))
    made = f"Object.setPrototypeOf({{ ...settings }}, {of.__name__}.prototype)"
    return f"class {of.__name__} {{\n{getters}\n}}\nconst {maker} = (settings) => {made};"


def _numbers(functions: Sequence[Callable[..., Any]]) -> dict[str, Any]:
    """Numbers and tables of the functions' modules that they use."""
    found = {"CHANNELS": CHANNELS}
    for function in functions:
        known = inspect.getmodule(function).__dict__
        for node in ast.walk(_tree(function)):
            if isinstance(node, ast.Name) and node.id.isupper() and node.id in known:
                found[node.id] = known[node.id]
    return found


def _constant(value: Any) -> str:
    return json.dumps(value)  # a number as Python writes it, with all its digits


def _tree(function: Callable[..., Any]) -> ast.FunctionDef:
    [tree] = ast.parse(dedent(inspect.getsource(function))).body
    assert isinstance(tree, ast.FunctionDef)
    return tree


def _function(function: Callable[..., Any]) -> str:
    tree = _tree(function)
    names = [argument.arg for argument in tree.args.args if argument.arg != "self"]
    local = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.For)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    declared = f"  let {', '.join(sorted(local))};\n" if local else ""
    body = _block(tree.body[ast.get_docstring(tree) is not None :])
    return f"{tree.name}({', '.join(names)}) {{\n{declared}{body}}}"


def _block(statements: list[ast.stmt]) -> str:
    return "".join(f"  {_statement(one)}\n" for one in statements)


def _statement(node: ast.stmt) -> str:
    match node:
        case ast.Return(value=ast.expr() as value):
            return f"return {_text(value)};"
        case ast.Assign(targets=targets, value=value):
            return f"{' = '.join(map(_text, targets))} = {_text(value)};"
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return f"{_text(target)} = {_text(value)};"
        case ast.AugAssign(target=target, op=op, value=value):
            return f"{_text(target)} {_OPERATORS[type(op)]}= {_text(value)};"
        case ast.If(test=test, body=body, orelse=[]):
            return f"if ({_text(test)}) {{\n{_block(body)}}}"
        case ast.While(test=test, body=body, orelse=[]):
            return f"while ({_text(test)}) {{\n{_block(body)}}}"
        case ast.For(target=target, iter=values, body=body, orelse=[]):
            return f"for ({_text(target)} of {_text(values)}) {{\n{_block(body)}}}"
        case ast.Expr(value=value):
            return f"{_text(value)};"
        case ast.Break():
            return "break;"
    raise UnsayableError(ast.unparse(node))


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=value):
            return _constant(value)
        case ast.Name(id=name):
            return _NAMES.get(name, name)
        case ast.Attribute(value=value, attr=name):
            return f"{_text(value)}.{name}"
        case ast.Subscript(value=value, slice=at):
            return f"{_text(value)}[{_text(at)}]"
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return f"[{', '.join(map(_text, parts))}]"
        case ast.UnaryOp(op=op, operand=one):
            return f"({_OPERATORS[type(op)]}{_text(one)})"
        case ast.BinOp(left=left, op=ast.FloorDiv(), right=right):
            return f"Math.floor({_text(left)} / {_text(right)})"
        case ast.BinOp(left=left, op=op, right=right):
            return f"({_text(left)} {_OPERATORS[type(op)]} {_text(right)})"
        case ast.BoolOp(op=op, values=parts):
            return f"({f' {_OPERATORS[type(op)]} '.join(map(_text, parts))})"
        case ast.Compare(left=left, ops=ops, comparators=parts):
            ends = [left, *parts]
            told = [f"{_text(ends[at])} {_OPERATORS[type(op)]} {_text(ends[at + 1])}"
                    for at, op in enumerate(ops)]  # fmt: skip
            return f"({' && '.join(told)})"
        case ast.IfExp(test=test, body=body, orelse=other):
            return f"({_text(test)} ? {_text(body)} : {_text(other)})"
        case ast.GeneratorExp() | ast.ListComp():
            return _each(node)
        case ast.Call():
            return _call(node)
    raise UnsayableError(ast.unparse(node))


def _each(node: ast.GeneratorExp | ast.ListComp) -> str:
    [loop] = node.generators
    target = _text(loop.target)
    kept = "".join(f".filter(({target}) => {_text(test)})" for test in loop.ifs)
    return f"{_text(loop.iter)}{kept}.map(({target}) => {_text(node.elt)})"


def _call(node: ast.Call) -> str:
    arguments = [_text(one) for one in node.args]
    match node.func:
        case ast.Attribute(attr="model_construct"):
            fields = [f"{key.arg}: " if key.arg else "..." for key in node.keywords]
            told = [
                field + _text(key.value) for field, key in zip(fields, node.keywords, strict=True)
            ]
            return f"({{ {', '.join(told)} }})"
        case ast.Name(id="tuple" | "list" | "float" | "dict"):
            return arguments[0]
        case ast.Name(id="enumerate"):
            return f"{arguments[0]}.map((value, at) => [at, value])"
        case ast.Name(id="max"):
            return f"most({', '.join(arguments)})"
        case ast.Name(id="getattr"):
            return f"{arguments[0]}[{arguments[1]}]"
        case ast.Attribute(value=value, attr="values"):
            return f"Object.values({_text(value)})"
        case ast.Attribute(value=value, attr="append"):
            return f"{_text(value)}.push({arguments[0]})"
        case ast.Name(id=name) if not node.keywords:
            return f"{_NAMES.get(name, name)}({', '.join(arguments)})"
    raise UnsayableError(ast.unparse(node))
