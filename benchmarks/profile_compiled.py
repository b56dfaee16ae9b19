"""Where the compiled engine's time goes, function by function; prints a Markdown table.

    python benchmarks/profile_compiled.py
    python benchmarks/profile_compiled.py --write docs/performance.md

Needs Linux with ``perf`` (package linux-perf or linux-tools), the right to sample one's own
processes (kernel.perf_event_paranoid at most 2), and what builds the kernel.

``perf`` says in which function the processor was, 2000 times a second; the kernel is built for this
with the names of its functions. A function that was inlined counts as a part of the one that
it was inlined into.
"""

from __future__ import annotations

import argparse
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
ENTRY = "engine.advance"
OTHERS = "preparing a run, measuring nothing: Python and libraries"


def simulate_for(strategy: str, seconds: float, module: Path) -> None:
    """In a process of its own: simulate for some seconds with a kernel that has names."""
    import wasmtime

    from recsim.model.compiled import instance, simulate

    config = wasmtime.Config()
    config.profiler = "perfmap"
    engine = wasmtime.Engine(config)
    loaded = (engine, wasmtime.Module(engine, module.read_bytes()))
    instance._module = lambda **_: loaded  # type: ignore[assignment]
    scenario = small(2000, 365, 91)
    begin, number = time.monotonic(), 0
    while time.monotonic() - begin < seconds:
        simulate(scenario, [strategy], number)
        number += 1


def samples(strategy: str, seconds: float, module: Path) -> Counter[str]:
    """How often the processor was seen in each function, once the program was loaded."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        child = [sys.executable, __file__, "--child", strategy, str(seconds), str(module)]
        record = ["perf", "record", "-q", "-e", "cpu-clock"]
        output([*record, "-F", str(SAMPLES_PER_SECOND), "-o", str(data), *child])
        listed = output(["perf", "script", "-i", str(data), "-F", "ip,sym"])
    seen = [plain(line.strip().partition(" ")[2]) for line in listed.splitlines() if line.strip()]
    first = next(place for place, name in enumerate(seen) if name != OTHERS)
    return Counter(seen[first:])


def plain(symbol: str) -> str:
    """``module.function`` of a name as the runtime tells it."""
    found = re.match(r"\s*recsim::model::(?:compiled::)?(\w+)::(\w+)", symbol)
    if found:
        return f"{found[1]}.{found[2]}"
    return ENTRY if symbol.strip() == "recsim_advance" else OTHERS


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
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder, "kernel.wasm")
        command = [sys.executable, "-m", "recsim.model.compiled.build", "--names", "--to"]
        output([*command, str(module)])
        found = {strategy: samples(strategy, seconds, module) for strategy in STRATEGIES}
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
        strategy, seconds, module = options.child
        simulate_for(strategy, float(seconds), Path(module))
        return
    if shutil.which("perf") is None:
        raise SystemExit("perf is needed and was not found (Linux: linux-perf or linux-tools)")
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
