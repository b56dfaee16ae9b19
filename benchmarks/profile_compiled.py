"""Where the compiled engine's time goes, function by function; prints a Markdown table.

    python benchmarks/profile_compiled.py
    python benchmarks/profile_compiled.py --write docs/performance.md

Needs Linux with ``perf`` (package linux-perf or linux-tools) and ``nm`` (binutils), and the right
to sample one's own processes (kernel.perf_event_paranoid at most 2).

``perf`` says at which address the processor was, 2000 times a second; the compiled object that lies
on disk says which function is at which address. A function that was inlined counts as a part of the
one that it was inlined into.
"""

from __future__ import annotations

import argparse
import bisect
import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import tables  # noqa: E402
from markets import small  # noqa: E402

SECTION = "profile"
STRATEGIES = ("waiting", "calling", "both")
SAMPLES_PER_SECOND = 2000
SECONDS, QUICK_SECONDS = 8.0, 0.5
LEAST_SHARE = 0.02  # of a strategy's time, to be a row of its own
MODULES = "recsim.model"
C_LIBRARY = "mathematics of the C library"
SYSTEM = "operating system (fresh memory, mostly)"
PYTHON = "Python: preparing a run"


def simulate_for(strategy: str, seconds: float, folder: Path) -> None:
    """In a process of its own: simulate for some seconds; say when, and where the code is."""
    from recsim.model.compiled import simulate
    from recsim.model.compiled.cache import ready_folder
    from recsim.model.compiled.simulation import kernel

    advance = kernel().advance
    place = ready_folder()
    assert place is not None
    cached = sorted(place.rglob("kernel._advance*.nbc"))[-1].read_bytes()
    (folder / "object").write_bytes(cached[cached.index(b"\x7fELF") :])
    code = next(iter(advance.overloads.values()))
    name = code.fndesc.llvm_func_name
    scenario = small(2000, 365, 91)
    begin, number = time.monotonic(), 0
    while time.monotonic() - begin < seconds:
        simulate(scenario, [strategy], number)
        number += 1
    address = code.library.get_pointer_to_function(name)
    (folder / "where").write_text(f"{name} {address} {begin} {time.monotonic()}", encoding="utf-8")


def samples(strategy: str, seconds: float) -> Counter[str]:
    """How often the processor was seen in each function."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        child = [sys.executable, __file__, "--child", strategy, str(seconds), name]
        record = ["perf", "record", "-q", "-e", "cpu-clock", "-k", "CLOCK_MONOTONIC"]
        output([*record, "-F", str(SAMPLES_PER_SECOND), "-o", str(data), *child])
        listed = output(["perf", "script", "-i", str(data), "-F", "time,ip,dso"])
        symbols = output(["nm", "-n", "-S", str(folder / "object")])
        name, address, begin, end = (folder / "where").read_text(encoding="utf-8").split()
        functions = Functions(symbols, name, int(address))
        found: Counter[str] = Counter()
        for line in listed.splitlines():
            moment, address, library = line.split(maxsplit=2)
            if float(begin) <= float(moment.rstrip(":")) <= float(end):
                found[functions.at(int(address, 16), library)] += 1
        return found


class Functions:
    """Names of the compiled functions by address."""

    def __init__(self, symbols: str, name: str, address: int) -> None:
        parts = (line.split() for line in symbols.splitlines())
        rows = [
            (int(part[0], 16), int(part[1], 16), part[3])
            for part in parts
            if len(part) == 4 and part[2] in "tTwWvV"
        ]
        base = address - next(begin for begin, _, symbol in rows if symbol == name)
        self.begins = [base + begin for begin, _, _ in rows]
        self.ends = [base + begin + size for begin, size, _ in rows]
        self.names = [plain(symbol) for _, _, symbol in rows]

    def at(self, address: int, library: str) -> str:
        place = bisect.bisect_right(self.begins, address) - 1
        if place >= 0 and address < self.ends[place]:
            return self.names[place]
        if "kernel" in library or "vmlinux" in library:
            return SYSTEM
        return C_LIBRARY if "libm" in library else PYTHON


def plain(symbol: str) -> str:
    """``module.function`` of a name as numba writes it (each part after its length)."""
    parts, rest = [], symbol.removeprefix("_ZN")
    while found := re.match(r"\d+", rest):
        end = found.end() + int(found[0])
        parts.append(rest[found.end() : end])
        rest = rest[end:]
    return ".".join(parts[-2:]) if len(parts) > 1 else symbol


def described(name: str) -> str:
    """What a function says of itself, in its first line."""
    module, _, function = name.rpartition(".")
    for package in (f"{MODULES}.compiled", MODULES):
        try:
            found = getattr(importlib.import_module(f"{package}.{module}"), function)
        except (ImportError, AttributeError):
            continue
        text = getattr(found, "py_func", found).__doc__ or ""
        return f"`{name}`: {text.splitlines()[0].rstrip('.')}" if text else f"`{name}`"
    return f"`{name}`" if module else name


def output(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def section(seconds: float) -> list[str]:
    found = {strategy: samples(strategy, seconds) for strategy in STRATEGIES}
    shares = {
        strategy: {name: count / counted.total() for name, count in counted.items()}
        for strategy, counted in found.items()
    }
    names = sorted(
        {name for share in shares.values() for name, part in share.items() if part >= LEAST_SHARE},
        key=lambda name: -sum(share.get(name, 0.0) for share in shares.values()),
    )
    rows = [
        (described(name), *(percent(shares[s].get(name, 0.0)) for s in shares)) for name in names
    ]
    rest = [1.0 - sum(shares[s].get(name, 0.0) for name in names) for s in shares]
    rows.append(("all others, each below 2 %", *map(percent, rest)))
    counts = ", ".join(f"{counted.total():,}" for counted in found.values())
    return [
        "`two_ways`, 2,000 people, a year after a warm-up of a quarter; share of the time, "
        f"sampled by perf ({counts} samples).",
        "",
        *tables.table(("", *STRATEGIES), rows),
    ]


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="half a second: does it work?")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="page to put the table into")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        strategy, seconds, folder = options.child
        simulate_for(strategy, float(seconds), Path(folder))
        return
    for needed in ("perf", "nm"):
        if shutil.which(needed) is None:
            raise SystemExit(f"{needed} is needed and was not found (Linux: perf and binutils)")
    if options.write is not None:
        tables.replaced(options.write.read_text(encoding="utf-8"), SECTION, [])
    load_average = os.getloadavg()[0]
    lines = section(QUICK_SECONDS if options.quick else SECONDS)
    lines += ["", tables.machine(load_average)]
    if options.write is None:
        print("\n".join(lines))
    else:
        tables.write(options.write, SECTION, lines)


if __name__ == "__main__":
    main()
