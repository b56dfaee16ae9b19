"""Build the kernel, a WebAssembly module, from the sources in this folder.

    python -m recsim.model.compiled.build

Whoever changes the model does this once; nobody else needs a compiler. It takes a minute, and needs
numba, llvmlite (the extra ``kernel``) and a linker (``wasm-ld`` of LLVM; in Debian: ``lld``).
The module has no imports and does not know what runs it: Python, or a page in a browser.

numba translates the sources to LLVM's code without optimising it, LLVM optimises that for
WebAssembly and writes an object, the linker makes a module of it. The same sources and tools give
the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recsim.model.compiled.module import (
    MODULE,
    NOTE,
    digest_of,
    fingerprints,
)

NUMBA_SETTINGS = {
    "NUMBA_OPT": "0",
    "NUMBA_CPU_NAME": "generic",
    "NUMBA_CPU_FEATURES": "",
    "NUMBA_LOOP_VECTORIZE": "0",
    "NUMBA_SLP_VECTORIZE": "0",
    "PYTHONHASHSEED": "0",
}
"""So that nothing depends on the machine that builds."""

TRIPLE = "wasm32-unknown-unknown"
FEATURES = "+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext"
"""What browsers and runtimes have had since 2021; nothing that rounds otherwise."""

LINKERS = ("wasm-ld", *(f"wasm-ld-{version}" for version in range(30, 10, -1)))
STACK_BYTES = 1 << 16
ENTRIES = {
    "recsim_advance": "i64",
    "recsim_throw_away": "i64",
    "recsim_arrivals": "i64 i64 double double double",
    "recsim_heap_base": "",
}
"""What the module exports, and of which types its arguments are; the result is an i64."""

FAILED = -1000
"""Results from here downwards say that the function failed."""

HEAP_BASE = """
target triple = "wasm32-unknown-unknown"
@__heap_base = external global i8
define i64 @recsim_heap_base() {
  ret i64 ptrtoint (ptr @__heap_base to i64)
}
"""


def build(target: Path, *, names: bool = False) -> dict[str, str]:
    """Write the module to ``target``; which tools it was made with.

    Args:
        target: where to write it.
        names: whether it tells the names of its functions, for a profiler.

    Raises:
        FileNotFoundError: there is no linker.
        subprocess.CalledProcessError: the linker failed.
    """
    linker = next(filter(None, map(shutil.which, LINKERS)), None)
    if linker is None:
        raise FileNotFoundError("wasm-ld is needed, the linker of LLVM (Debian: apt install lld)")
    with tempfile.TemporaryDirectory() as folder:
        piece = Path(folder, "kernel.o")
        piece.write_bytes(_object())
        strip = "--strip-debug" if names else "--strip-all"
        options = ["--no-entry", strip, "-O2", "--gc-sections", "-z", f"stack-size={STACK_BYTES}"]
        options += [f"--export={name}" for name in ENTRIES]
        subprocess.run([linker, *options, str(piece), "-o", str(target)], check=True)
    return _tools(linker)


def _tools(linker: str) -> dict[str, str]:
    import llvmlite
    import numba

    said = subprocess.run([linker, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"LLD (\d+\.\d+\.\d+)", said)
    return {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "numba": numba.__version__,
        "llvmlite": llvmlite.__version__,
        "wasm-ld": found[1] if found else said.strip(),
    }


def _object() -> bytes:
    """The optimised code of all entries, as an object for the linker."""
    import llvmlite.binding as llvm

    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    target = llvm.Target.from_triple(TRIPLE)
    machine = target.create_target_machine(features=FEATURES, opt=3, reloc="static")
    whole = llvm.parse_assembly(HEAP_BASE)
    for text in _translated():
        there = re.sub(
            r'target datalayout = ".*"', f'target datalayout = "{machine.target_data}"', text
        )
        there = re.sub(r'target triple = ".*"', f'target triple = "{TRIPLE}"', there)
        whole.link_in(llvm.parse_assembly(there))
    for part in [*whole.functions, *whole.global_variables]:
        if not part.is_declaration and part.name not in ENTRIES:
            part.linkage = "internal"
    whole.verify()
    tuning = llvm.create_pipeline_tuning_options(3)
    tuning.loop_vectorization = tuning.slp_vectorization = False
    builder = llvm.create_pass_builder(machine, tuning)
    builder.getModulePassManager().run(whole, builder)
    code: bytes = machine.emit_object(whole)
    return code


def _translated() -> list[str]:
    """LLVM's code for each function that is called from outside, with its plain entry."""
    from numba import njit

    from recsim.model.compiled.compiler import OPTIONS
    from recsim.model.compiled.engine import SIGNATURES

    texts = []
    for entry, (function, signature) in zip(ENTRIES, SIGNATURES, strict=False):
        dispatcher = njit(signature, **OPTIONS)(function)
        made: Any = dispatcher.overloads[dispatcher.signatures[0]]
        name = made.fndesc.llvm_func_name
        texts.append(made.library.get_llvm_str() + _plain_entry(entry, name))
    return texts


def _plain_entry(entry: str, function: str) -> str:
    """A function with numbers in and a number out; numba's own have a status and two pointers."""
    arguments = ", ".join(f"{kind} %a{place}" for place, kind in enumerate(ENTRIES[entry].split()))
    return f"""
define i64 @{entry}({arguments}) {{
  %result = alloca i64, align 8
  %error = alloca ptr, align 8
  store i64 0, ptr %result, align 8
  %status = call i32 @{function}(ptr %result, ptr %error, {arguments})
  %failed = icmp ne i32 %status, 0
  %wide = sext i32 %status to i64
  %told = sub i64 {FAILED}, %wide
  %value = load i64, ptr %result, align 8
  %back = select i1 %failed, i64 %told, i64 %value
  ret i64 %back
}}
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the module and note what it was built from."""
    parser = argparse.ArgumentParser(description="Build the kernel from its sources.")
    parser.add_argument("--to", type=Path, default=MODULE, help="where to write it")
    parser.add_argument("--names", action="store_true", help="keep names, for a profiler")
    options = parser.parse_args(arguments)
    target = options.to
    if any(os.environ.get(name) != value for name, value in NUMBA_SETTINGS.items()):
        command = [sys.executable, "-m", "recsim.model.compiled.build", "--to", str(target)]
        command += ["--names"] if options.names else []
        subprocess.run(command, env={**os.environ, **NUMBA_SETTINGS}, check=True)
        return
    tools = build(target, names=options.names)
    note = {"kernel": digest_of(target), "tools": tools, "sources": fingerprints()}
    target.chmod(0o644)
    target.with_suffix(NOTE.suffix).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
