"""How the kernel is compiled: options, records in memory, bits of numbers, the shared sources.

Entities are records in memory that are reached by address and number, as in C: a function takes the
run and the numbers of those concerned, finds their records and changes them. Nothing is allocated
and no reference is counted while a run goes on.
"""

from __future__ import annotations

from types import FunctionType, ModuleType
from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

OPTIONS: dict[str, Any] = {"_nrt": False, "error_model": "numpy", "nogil": True}

jit: Any = njit(**OPTIONS)
"""Compile for use by the engine: no objects, no reference counts, IEEE division."""

inline: Any = njit(**OPTIONS, forceinline=True)
"""The same, and always inlined: for what is called millions of times."""


def _record_at(typing_context: Any, address: Any, index: Any, dtype: Any) -> Any:
    record = dtype.dtype
    signature = record(types.uint64, types.int64, dtype)

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        start, number, _ = arguments
        place = builder.add(start, builder.mul(number, number.type(record.size)))
        return builder.inttoptr(place, context.get_value_type(record))

    return signature, generate


record_at: Any = intrinsic(_record_at)
"""``record_at(address, index, dtype)``: a record of a table at an address; a view, not a copy."""


def compiled(source: ModuleType, names: dict[str, Any]) -> None:
    """Compile every function of a module of pure functions, from the very same source.

    Args:
        source: a module of plain functions of numbers.
        names: what the functions see instead of the plain functions of the same names; the
            compiled functions are added to it.
    """
    plain = {
        name: value
        for name, value in vars(source).items()
        if isinstance(value, FunctionType) and value.__module__ == source.__name__
    }
    scope = {**vars(source), **names}
    for name, function in plain.items():
        if name not in names:
            scope[name] = names[name] = jit(FunctionType(function.__code__, scope, name))


def constants(source: type) -> Any:
    """The numbers of a class (an enumeration, too) as a module: so numba can read them."""
    module = ModuleType(source.__name__)
    for name, value in vars(source).items():
        if not name.startswith("_") and isinstance(value, int):
            setattr(module, name, int(value))
    return module


# --- Exact scaling by powers of two, by way of a number's bits; ``math.frexp`` and ``math.ldexp`` -
# A number (IEEE 754, 64 bits) is a sign, 11 bits of an exponent and 52 bits of a fraction.

_BIAS = 1023
_FRACTION_BITS = 52
_FRACTION = (1 << _FRACTION_BITS) - 1
_HALF = (_BIAS - 1) << _FRACTION_BITS
_LEAST_NORMAL = 2.0**-1022
_TO_NORMAL = 2.0**64


def _bits_of(typing_context: Any, number: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.int64(types.float64), generate


def _from_bits(typing_context: Any, bits: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.int64), generate


bits_of: Any = intrinsic(_bits_of)
"""``bits_of(number)``: the 64 bits of a number as a signed integer."""

from_bits: Any = intrinsic(_from_bits)
"""``from_bits(bits)``: the number with these 64 bits."""


@inline
def frexp(x: float) -> tuple[float, int]:
    """The fraction, from 1/2 to below 1, and the exponent of a positive, finite number."""
    lifted = 0
    if x < _LEAST_NORMAL:
        x = x * _TO_NORMAL
        lifted = 64
    bits = bits_of(x)
    return from_bits(bits & _FRACTION | _HALF), (bits >> _FRACTION_BITS) - (_BIAS - 1) - lifted


@inline
def two_to(k: int) -> float:
    """The power of two with this exponent, -1022 to 1023."""
    return from_bits((np.int64(k) + _BIAS) << _FRACTION_BITS)
