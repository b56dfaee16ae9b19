"""How many faults the tests find: put one after the other into the sources, and run their tests.

    python tests/mutation/mutate.py [--all] [--sample N] [--seed S] [--jobs J] [name ...]

Prints every fault that no test found, with its line, and the share of the faults that were found.
A name is part of the path of a file. No file is changed: a process imports the faulty source in the
place of the one on disk, and the compiled engine stays as it is; the tests of the rules call them
directly. Needs ``fork``: Linux or macOS.
"""

from __future__ import annotations

import argparse
import importlib.machinery
import multiprocessing
import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, NamedTuple

from faults import Fault, faults

ROOT = Path(__file__).parents[2]
SAMPLE = 40
"""Faults of each file that are put in by default."""

STORE = (
    "unit/store/test_store_contents.py",
    "unit/store/test_store_damage.py",
    "unit/store/test_store_round_trip.py",
    "unit/store/test_store_variants.py",
    "unit/store/test_store_safety.py",
)

TESTS = {
    "recsim/model/rules.py": ("unit/model/test_rules.py", "unit/model/test_rules_of_contact.py"),
    "recsim/analysis/intervals.py": (
        "unit/analysis/test_jackknife_by_hand.py",
        "unit/analysis/test_interval_formulas.py",
        "unit/analysis/test_many_intervals.py",
    ),
    "recsim/analysis/paired.py": (
        "unit/analysis/test_comparisons_in_full.py",
        "unit/analysis/test_paired_differences.py",
        "unit/analysis/test_variants_beside.py",
    ),
    "recsim/telling/findings.py": (
        "unit/telling/test_comparison_cases.py",
        "unit/telling/test_comparison_sentences.py",
        "unit/telling/test_rules_of_sentences.py",
    ),
    "recsim/telling/numbers.py": ("unit/telling/test_numbers.py",),
    "recsim/scenario/validate.py": (
        "unit/scenario/test_hints.py",
        "unit/scenario/test_block_files.py",
        "unit/scenario/test_invalid_scenarios.py",
        "unit/scenario/test_loading.py",
    ),
    "recsim/store/parts.py": ("unit/store/test_parts.py", *STORE),
    "recsim/store/reading.py": STORE,
    "recsim/store/writing.py": STORE,
    "recsim/workshop/room/scoring.py": ("unit/workshop/scoring",),
}
"""The tests of each file, those that find most in the least time first."""

LOADED = ["hypothesis.strategies", "numpy", "polars.testing", "pydantic", "pytest", "scipy.stats",
          "simpy", "yaml", "httpx", "joblib", "starlette.applications"]  # fmt: skip
"""What the tests need besides recsim; loaded once, and not once a fault."""
WITHOUT_FAULT = 600.0
"""Seconds that the tests may take where there is no fault."""


class Limits(NamedTuple):
    """When a fault counts as found because its tests do not end.

    Attributes:
        cpu: CPU-seconds of all tests.
        wait: seconds that one test waits for something to happen.
        end: seconds after which the process is ended.
    """

    cpu: float
    wait: float
    end: float


class Ran(NamedTuple):
    """Whether all tests passed, and the seconds that they took."""

    passed: bool
    cpu: float
    seconds: float


def passes(path: Path, source: bytes, tests: tuple[str, ...], limits: Limits, cpu: Any) -> None:
    """Run tests in this process with a source in the place of a file; exits as pytest does."""
    import pytest
    from hypothesis import Phase, settings

    sys.path.insert(0, str(ROOT / "tests"))
    import patience

    patience.PATIENCE = limits.wait
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (round(limits.cpu),) * 2)
    plain = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, name: str) -> Any:
        return compile(source, path, "exec") if self.path == str(path) else plain(self, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[assignment,method-assign]
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    settings.register_profile(  # the same examples each time; nothing is kept or made small
        "faults", deadline=None, derandomize=True, database=None,
        phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    options = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain",
               "--hypothesis-profile=faults"]  # fmt: skip
    begun = time.process_time()
    code = pytest.main([*options, *(f"tests/{name}" for name in tests)])
    cpu.value = time.process_time() - begun
    sys.exit(code)


def run(context: ForkServerContext, name: str, source: bytes, limits: Limits) -> Ran:
    """Run the tests of a file with this source in its place."""
    cpu = context.Value("d", limits.cpu)
    process = context.Process(target=passes, args=(ROOT / name, source, TESTS[name], limits, cpu))
    begun = time.monotonic()
    process.start()
    process.join(limits.end)
    if process.is_alive():
        process.kill()
        process.join()
    return Ran(process.exitcode == 0, cpu.value, time.monotonic() - begun)


def survivors(
    context: ForkServerContext, name: str, chosen: list[Fault], jobs: int
) -> Iterator[Fault]:
    """Faults in a file that its tests do not find."""
    source = (ROOT / name).read_bytes()
    for _ in range(2):  # once to compile, once to see how long they take
        plain = run(context, name, source, Limits(*[WITHOUT_FAULT] * 3))
        if not plain.passed:
            sys.exit(f"{name}: its tests do not pass as it is")
    wait = 10 + plain.seconds  # no test alone takes longer, even while others run
    limits = Limits(10 + 5 * plain.cpu, wait, 10 * wait)

    def survives(fault: Fault) -> bool:
        faulty = fault.put_into(source)
        compile(faulty, name, "exec")  # what is no program would be found in any case
        return run(context, name, faulty, limits).passed

    with ThreadPoolExecutor(jobs) as pool:
        for fault, lived in zip(chosen, pool.map(survives, chosen), strict=True):
            if lived:
                yield fault


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="name", help="part of the path of a file")
    parser.add_argument("--all", action="store_true", help="put in all faults")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="faults of each file")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1))
    asked = parser.parse_args()
    for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ[threads] = "1"  # they do not outlive a fork
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    put_in = found = 0
    for name in TESTS:
        if asked.names and not any(part in name for part in asked.names):
            continue
        source = (ROOT / name).read_bytes()
        chosen = every = faults(source)
        if not asked.all and len(every) > asked.sample:
            picks = random.Random(f"{asked.seed} {name}").sample(range(len(every)), asked.sample)
            chosen = [every[pick] for pick in sorted(picks)]
        lived = 0
        for fault in survivors(context, name, chosen, asked.jobs):
            lived += 1
            print(f"{name}:{fault.line}\n{fault.difference(source)}", flush=True)
        share = 1 - lived / len(chosen)
        print(f"{name}: {share:.1%}, {len(chosen) - lived} of {len(chosen)} faults found "
              f"({len(every)} are possible)", flush=True)  # fmt: skip
        put_in, found = put_in + len(chosen), found + len(chosen) - lived
    print(f"all: {found / put_in:.1%}, {found} of {put_in} faults found")


if __name__ == "__main__":
    main()
