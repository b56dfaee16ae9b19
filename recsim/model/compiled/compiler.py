"""How the compiled engine is compiled: options, records in memory, and the shared plain sources.

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


def _prefetch(typing_context: Any, address: Any) -> Any:
    signature = types.void(types.uint64)
    for_reading, for_long, data = (ir.Constant(ir.IntType(32), number) for number in (0, 3, 1))

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        pointer, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        function = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [pointer], function)
        place = builder.inttoptr(arguments[0], pointer)
        builder.call(fetch, [place, for_reading, for_long, data])
        return context.get_dummy_value()

    return signature, generate


prefetch: Any = intrinsic(_prefetch)
"""``prefetch(address)``: begin to bring a line of memory into the cache; changes nothing."""


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


def address_of(table: np.ndarray) -> int:
    """Where a table lies in memory; it must outlive whoever was told."""
    return int(table.ctypes.data)
